//! The person or company to call.

use super::json::{record, words};
use super::letters::small;
use super::phone::{Parsed, Phone, PhoneRefusal, is_among};

/// What is known of the customer. Empty text means "not known"; nothing is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lead {
    /// Full name.
    pub name: String,
    /// How to address them on the phone.
    pub salutation: String,
    /// Position in the company.
    pub title: String,
    /// Company.
    pub company: String,
    /// Phone number as typed, read by [`Phone`].
    pub phone: String,
}

/// A field of a [`Lead`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadField {
    /// Full name.
    Name,
    /// How to address them.
    Salutation,
    /// Position.
    Title,
    /// Company.
    Company,
    /// Phone number.
    Phone,
}

words! {
    LeadField { Name = "name", Salutation = "salutation", Title = "title", Company = "company", Phone = "phone" }
}

impl LeadField {
    /// What a call should not start without knowing (S1); it may, but the card says so.
    pub const WANTED: [Self; 4] = [Self::Name, Self::Title, Self::Company, Self::Phone];
}

record! { Lead { ; name, salutation, title, company, phone } }

impl Lead {
    /// Longest text of a field, in characters.
    pub const MAX_TEXT: usize = 120;

    /// The field's text, trimmed; `None` if not known.
    pub fn get(&self, field: LeadField) -> Option<&str> {
        let text = match field {
            LeadField::Name => &self.name,
            LeadField::Salutation if self.salutation.trim().is_empty() => &self.name,
            LeadField::Salutation => &self.salutation,
            LeadField::Title => &self.title,
            LeadField::Company => &self.company,
            LeadField::Phone => &self.phone,
        };
        Some(text.trim()).filter(|text| !text.is_empty())
    }

    /// Sets a field, cut to [`Lead::MAX_TEXT`].
    pub fn set(&mut self, field: LeadField, text: &str) {
        let slot = match field {
            LeadField::Name => &mut self.name,
            LeadField::Salutation => &mut self.salutation,
            LeadField::Title => &mut self.title,
            LeadField::Company => &mut self.company,
            LeadField::Phone => &mut self.phone,
        };
        *slot = text.chars().take(Self::MAX_TEXT).collect();
    }

    /// This one as far as it was changed since `before`, the rest from `other`.
    pub fn merged(&self, before: &Self, other: &Self) -> Self {
        let pick = |part: fn(&Self) -> &String| {
            let (ours, before, theirs) = (part(self), part(before), part(other));
            if ours == before { theirs.clone() } else { ours.clone() }
        };
        Self {
            name: pick(|it| &it.name),
            salutation: pick(|it| &it.salutation),
            title: pick(|it| &it.title),
            company: pick(|it| &it.company),
            phone: pick(|it| &it.phone),
        }
    }

    /// Whether it can be told who this is: by a name, a company or a number.
    pub fn is_somebody(&self) -> bool {
        [LeadField::Name, LeadField::Company, LeadField::Phone].into_iter().any(|field| self.get(field).is_some())
    }

    /// Whether this is found by what is typed: a part of any field, or of the number however that is written.
    #[inline(never)]
    pub fn is_found_by(&self, query: &str) -> bool {
        let wanted = small(query.trim());
        let fits = |field| self.get(field).is_some_and(|text| small(text).contains(&wanted));
        LeadField::ALL.into_iter().any(fits) || is_among(query, &self.phone)
    }

    /// The wanted fields that are not known; a number that cannot be dialled is not known.
    pub fn missing(&self) -> Vec<LeadField> {
        let is_missing = |field: &LeadField| match field {
            LeadField::Phone => self.get(*field).is_none() || self.tel().is_none(),
            field => self.get(*field).is_none(),
        };
        LeadField::WANTED.into_iter().filter(is_missing).collect()
    }

    /// The numbers that are known, or why what was typed is none; `None` if nothing was.
    pub fn phones(&self) -> Option<Result<Parsed, PhoneRefusal>> {
        self.get(LeadField::Phone).map(Phone::parse)
    }

    /// The number as a `tel:` link takes it; `None` if there is none that can be dialled.
    #[inline(never)]
    pub fn tel(&self) -> Option<String> {
        Some(self.phones()?.ok()?.first.tel())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_salutation_falls_back_to_the_name() {
        let mut lead = Lead { name: "Li Wei".into(), ..Lead::default() };
        assert_eq!(lead.get(LeadField::Salutation), Some("Li Wei"));
        lead.set(LeadField::Salutation, "Mr Li");
        assert_eq!(lead.get(LeadField::Salutation), Some("Mr Li"));
        assert_eq!(lead.missing(), [LeadField::Title, LeadField::Company, LeadField::Phone]);
    }
}
