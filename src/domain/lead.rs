//! The person or company to call.

use super::json::{record, words};

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
    /// Phone number as typed.
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
    pub fn is_found_by(&self, query: &str) -> bool {
        let wanted = query.trim().to_lowercase();
        let fits = |field| self.get(field).is_some_and(|text| text.to_lowercase().contains(&wanted));
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let number = !wanted.contains(char::is_alphabetic) && digits(&wanted).len() > 2;
        LeadField::ALL.into_iter().any(fits) || number && digits(&self.phone).contains(&digits(&wanted))
    }

    /// The wanted fields that are not known.
    pub fn missing(&self) -> Vec<LeadField> {
        LeadField::WANTED.into_iter().filter(|field| self.get(*field).is_none()).collect()
    }

    /// The number as a `tel:` link takes it (RFC 3966): digits, with a leading `+` kept and `;ext=` for an extension.
    /// `None` if there are fewer than three digits.
    pub fn tel(&self) -> Option<String> {
        let phone = self.phone.trim();
        // U+8F6C is the Chinese word before an extension.
        let split = phone.find(['x', 'X', '\u{8f6c}', '#', '*']).unwrap_or(phone.len());
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let (number, extension) = (digits(&phone[..split]), digits(&phone[split..]));
        if number.len() < 3 {
            return None;
        }
        let plus = if phone.starts_with('+') { "+" } else { "" };
        Some(match extension.is_empty() {
            true => format!("tel:{plus}{number}"),
            false => format!("tel:{plus}{number};ext={extension}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_becomes_a_link_only_if_it_can_be_dialled() {
        let tel = |phone: &str| Lead { phone: phone.into(), ..Lead::default() }.tel();
        for (typed, link) in [
            ("138 0013 8000", Some("tel:13800138000")),
            ("+86 (10) 6552-9988", Some("tel:+861065529988")),
            ("010-65529988转808", Some("tel:01065529988;ext=808")),
            ("+44 20 7946 0018 x12", Some("tel:+442079460018;ext=12")),
            ("110", Some("tel:110")),
            ("12", None),
            ("", None),
            ("问前台", None),
        ] {
            assert_eq!(tel(typed).as_deref(), link, "{typed}");
        }
    }

    #[test]
    fn the_salutation_falls_back_to_the_name() {
        let mut lead = Lead { name: "Li Wei".into(), ..Lead::default() };
        assert_eq!(lead.get(LeadField::Salutation), Some("Li Wei"));
        lead.set(LeadField::Salutation, "Mr Li");
        assert_eq!(lead.get(LeadField::Salutation), Some("Mr Li"));
        assert_eq!(lead.missing(), [LeadField::Title, LeadField::Company, LeadField::Phone]);
    }
}
