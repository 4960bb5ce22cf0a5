//! Where the widget stands, and with it where its records are: some browsers and some frames cut storage off.

use crate::domain::json::words;
use crate::store::{SaveStatus, StorageFault};

/// The page around the widget.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    /// There is none: a tab of its own.
    #[default]
    Top,
    /// It is of the same site, so both see the same storage as a tab would.
    Same,
    /// It is of another site: browsers give the widget a storage apart from that of its tabs, or none.
    Other,
}

/// Where records are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// Where a tab of the widget's own finds them too.
    Own,
    /// In a storage that belongs to this page around it alone.
    Apart,
    /// Nowhere.
    Nowhere,
}

words! { Keeps { Own = "own", Apart = "apart", Nowhere = "none" } }

impl Frame {
    /// From the host names of the page on top and of the widget; `None`: there is no page around it.
    pub fn of(top: Option<&str>, own: &str) -> Self {
        match top {
            None => Self::Top,
            Some(top) if same_site(top, own) => Self::Same,
            Some(_) => Self::Other,
        }
    }

    /// Where records are, as things stand.
    pub fn keeps(self, state: SaveStatus) -> Keeps {
        match (state, self) {
            (SaveStatus::NotSaved(StorageFault::Blocked, _), _) => Keeps::Nowhere,
            (_, Self::Other) => Keeps::Apart,
            (_, Self::Top | Self::Same) => Keeps::Own,
        }
    }
}

/// Whether browsers take two hosts for one site, without their list of public suffixes: they share two labels, or three
/// where the last two are short as in `co.uk`. Addresses have to be the same.
fn same_site(one: &str, other: &str) -> bool {
    if one == other {
        return !one.is_empty();
    }
    let is_address = |host: &str| host.contains([':', '[']) || host.ends_with(|c: char| c.is_ascii_digit());
    if is_address(one) || is_address(other) {
        return false;
    }
    let labels: Vec<&str> = one.rsplit('.').zip(other.rsplit('.')).map_while(|(a, b)| (a == b).then_some(a)).collect();
    match labels.as_slice() {
        [country, second, rest @ ..] if country.len() == 2 && second.len() <= 3 => !rest.is_empty(),
        labels => labels.len() >= 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_another_site_is_told_from_one_of_the_same() {
        for (top, own) in [
            ("crm.example.com", "call.example.com"),
            ("example.com", "call.example.com"),
            ("127.0.0.1", "127.0.0.1"),
            ("localhost", "localhost"),
            ("a.shop.co.uk", "b.shop.co.uk"),
        ] {
            assert_eq!(Frame::of(Some(top), own), Frame::Same, "{top} {own}");
        }
        for (top, own) in [
            ("example.com", "example.org"),
            ("a.com", "b.com"),
            ("a.co.uk", "b.co.uk"),
            ("a.com.cn", "b.com.cn"),
            ("10.0.0.1", "11.0.0.1"),
            ("localhost", "127.0.0.1"),
            ("", ""),
        ] {
            assert_eq!(Frame::of(Some(top), own), Frame::Other, "{top} {own}");
        }
        assert_eq!(Frame::of(None, "localhost"), Frame::Top);
    }

    #[test]
    fn where_records_are_follows_from_the_page_and_from_what_was_refused() {
        let refused = SaveStatus::NotSaved(StorageFault::Blocked, 1);
        assert_eq!(Frame::Top.keeps(SaveStatus::Saved), Keeps::Own);
        assert_eq!(Frame::Other.keeps(SaveStatus::Saving(1)), Keeps::Apart);
        assert_eq!(Frame::Other.keeps(refused), Keeps::Nowhere);
        assert_eq!(Frame::Same.keeps(SaveStatus::NotSaved(StorageFault::Full, 1)), Keeps::Own);
    }
}
