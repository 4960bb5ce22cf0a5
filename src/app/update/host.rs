//! What the page around the widget asks. A request is done once: whoever asks again gets the same
//! answer, after a crash too.

use super::super::host::{Alone, Asked, Dropped, Frame, Hello, HostLead, Launch, Link, Refused, Request, told};
use super::super::model::{Notice, Prepare, Why};
use super::{Effect, Event, Turn};
use crate::domain::call::Progress;
use crate::domain::flow::RepField;
use crate::domain::{Id, Lead, Moment, call};
use crate::store::{Key, ownership};

/// Something came from the page around the widget.
#[derive(Clone, Debug, PartialEq)]
pub enum FromHost {
    /// Where the widget stands, and why it answers nobody, if it does not.
    Around(Frame, Option<Alone>),
    /// A page that may talk was let in.
    Greeted(Hello),
    /// It asks something.
    Asked(Box<Asked>),
    /// It asked something that makes no sense, under this name.
    Misasked(String, Refused),
    /// The address of the page brought something.
    Launched(Launch),
    /// So much was dropped so far.
    Dropped(Dropped),
}

impl Turn<'_> {
    /// The flow is here, and with it the whole program: somebody may talk now.
    #[inline(never)]
    pub(super) fn meet_host(&mut self) {
        if let Link::Alone(Alone::Early) = self.model.host.link {
            self.effects.push(Effect::MeetHost);
        }
    }

    #[inline(never)]
    pub(super) fn host_says(&mut self, said: FromHost) {
        match said {
            FromHost::Around(frame, alone) => {
                self.model.host.frame = frame;
                self.model.host.link = alone.map_or(Link::Waiting, Link::Alone);
                self.adopt();
            }
            FromHost::Greeted(hello) => {
                self.effects.push(Effect::Welcome(hello.clone()));
                self.model.host.greet(hello.origin);
                self.adopt();
            }
            FromHost::Asked(asked) => self.asked(*asked),
            FromHost::Misasked(id, refused) => self.tell(told::answer(&id, Err(refused))),
            FromHost::Launched(launch) => self.launch(launch),
            FromHost::Dropped(dropped) => self.model.host.dropped = dropped,
        }
    }

    /// The address of the page named a customer: they come onto the card, which waits behind a call that is being made.
    fn launch(&mut self, launch: Launch) {
        let Launch::Customer(lead) = launch else {
            self.notify(Notice::Unreadable);
            return;
        };
        if self.card_is_free().is_err() {
            self.notify(Notice::Waits(self.model.with(&lead)));
            self.model.prepare = Prepare { lead: *lead, ..Prepare::default() };
            return self.keep_draft();
        }
        if self.model.on_call().is_some() {
            self.leave_call();
        }
        self.put_on_card(*lead, None);
    }

    pub(super) fn asked(&mut self, Asked { id, request }: Asked) {
        let Some(host) = self.model.host.connected_mut() else { return };
        if let Some((first, asked)) = &mut host.waiting {
            // What is asked twice meanwhile is answered once.
            if *first != id && asked.iter().all(|it| it.id != id) {
                asked.push(Asked { id, request });
            }
            return;
        }
        if let Some(answer) = host.answered(&id) {
            let answer = answer.to_owned();
            return self.tell(answer);
        }
        let (origin, ready) = (host.origin.clone(), host.ready);
        let early = !ready && !matches!(request, Request::Set { .. });
        let result = match request {
            _ if early => Err(Refused::NotReady),
            Request::Prepare { lead, flow } => self.prepare_if_free(&origin, lead, flow.as_deref()),
            Request::Start { lead, flow } => self.start_for(&origin, &id, lead, flow.as_deref()),
            Request::Leads(leads) => {
                leads.iter().for_each(|lead| self.take_lead(&origin, lead));
                Ok(None)
            }
            Request::Set { locale, theme, rep: [name, company] } => {
                let (locale, theme) = (locale.map(Event::SetLocale), theme.map(Event::SetTheme));
                let name = name.map(|text| Event::SetRep(RepField::Name, text));
                let company = company.map(|text| Event::SetRep(RepField::Company, text));
                [locale, theme, name, company].into_iter().flatten().for_each(|event| self.take(event));
                Ok(None)
            }
            Request::End => self.end_for(&origin),
            Request::Open { call } => self.open_for(&origin, &Id::new(&call)),
            Request::Again(since) => self.again(&origin, since),
            Request::State => return self.hand_out(&origin, id),
            Request::Restore(records) => match self.take_back(&origin, &id, records) {
                Some(result) => result,
                None => return,
            },
        };
        self.answer_with(id, result);
    }

    pub(super) fn answer_with(&mut self, id: String, result: Result<Option<(&'static str, String)>, Refused>) {
        // What may be done later is worth asking again.
        let later = matches!(result, Err(Refused::NotReady | Refused::Busy));
        let answer = told::answer(&id, result);
        self.tell(answer.clone());
        if !later {
            self.change_host(|host| host.keep_answer(id, answer));
        }
    }

    fn flow_is(&self, wanted: Option<&str>) -> Result<(), Refused> {
        let flow = self.model.flow().ok_or(Refused::NotReady)?;
        if wanted.is_none_or(|wanted| wanted == flow.id.as_str()) { Ok(()) } else { Err(Refused::NoFlow) }
    }

    /// The card waits behind a call that is being made; one that is only looked at makes way.
    fn card_is_free(&self) -> Result<(), Refused> {
        match self.model.on_call().map(|on_call| on_call.call.state().progress) {
            Some(Progress::Talking | Progress::WrappingUp(_)) => Err(Refused::Busy),
            Some(Progress::Closed(_)) | None => Ok(()),
        }
    }

    fn prepare_if_free(
        &mut self,
        origin: &str,
        lead: HostLead,
        flow: Option<&str>,
    ) -> Result<Option<(&'static str, String)>, Refused> {
        self.flow_is(flow)?;
        self.card_is_free()?;
        self.prepare_for(origin, &lead);
        Ok(None)
    }

    fn end_for(&mut self, origin: &str) -> Result<Option<(&'static str, String)>, Refused> {
        let call = &self.model.on_call().ok_or(Refused::NoCall)?.call;
        if !ownership::owns_lead(origin, &call.started().lead_id) || call.state().progress != Progress::Talking {
            return Err(Refused::NoCall);
        }
        self.happen(call::Event::Ended).then_some(None).ok_or(Refused::Refused)
    }

    fn prepare_for(&mut self, origin: &str, lead: &HostLead) {
        if self.model.on_call().is_some() {
            self.leave_call();
        }
        let id = ownership::named_by(origin, &lead.id);
        let card = &self.model.prepare;
        // The rep may have typed on the card what no record has yet.
        let known = if card.lead_id.as_ref() == Some(&id) { card.lead.clone() } else { self.known_of(&id) };
        self.put_on_card(lead.onto(&known), Some(id));
    }

    /// What the records say of a customer.
    fn known_of(&self, id: &Id) -> Lead {
        self.model.records.leads.get(id).map(|lead| Lead::clone(lead)).unwrap_or_default()
    }

    fn put_on_card(&mut self, lead: Lead, lead_id: Option<Id>) {
        self.model.prepare = Prepare { lead, lead_id, ticked: Vec::new() };
        self.settle();
        self.keep_draft();
        self.effects.push(Effect::Focus("start-call"));
    }

    /// The call has the name of the request, so that asking again, after a crash too, finds it instead of starting another.
    fn start_for(
        &mut self,
        origin: &str,
        id: &str,
        lead: HostLead,
        flow: Option<&str>,
    ) -> Result<Option<(&'static str, String)>, Refused> {
        let call = ownership::named_by(origin, id);
        let mut name = String::new();
        crate::domain::json::text(&mut name, call.as_str());
        if self.model.records.calls.get(&call).is_some() {
            return Ok(Some(("call", name)));
        }
        self.flow_is(flow)?;
        self.card_is_free()?;
        self.prepare_for(origin, &lead);
        let now = Moment { id: call, ..self.now.clone() };
        let mut turn = Turn { model: &mut *self.model, now: &now, effects: Vec::new() };
        turn.start_call();
        self.effects.append(&mut turn.effects);
        Ok(Some(("call", name)))
    }

    fn take_lead(&mut self, origin: &str, said: &HostLead) {
        let id = ownership::named_by(origin, &said.id);
        let card = &mut self.model.prepare;
        if card.lead_id.as_ref() == Some(&id) {
            card.lead = said.onto(&card.lead);
            self.keep_draft();
        }
        let lead = said.onto(&self.known_of(&id));
        if self.model.records.leads.get(&id).is_some_and(|known| **known == lead) {
            return;
        }
        self.keep(&Key::Lead(id.clone()), &lead);
        self.model.records.leads.put(id, lead);
    }

    fn open_for(&mut self, origin: &str, id: &Id) -> Result<Option<(&'static str, String)>, Refused> {
        if !ownership::owns_call(&self.model.records, origin, id) {
            return Err(Refused::Unknown);
        }
        if self.model.records.calls.get(id).is_some_and(|call| call.1.closed) {
            return Err(Refused::NoCall);
        }
        if self.model.on_call().is_some_and(|on_call| on_call.call.id == *id) {
            return Ok(None);
        }
        self.card_is_free()?;
        // It comes once it is sure that no other tab has it.
        self.ask_for(id.clone(), Why::Chosen, false);
        Ok(None)
    }
}
