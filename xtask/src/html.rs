//! Finds tags and their attributes in the page Trunk writes. Enough for our own page, minified or not; no HTML parser.

use std::ops::Range;

/// A start tag.
#[derive(Debug)]
pub struct Tag<'a> {
    /// Where it stands, brackets included.
    pub range: Range<usize>,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    /// The value of an attribute; empty if it has none.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|&(_, value)| value)
    }
}

/// All start tags `<name …>` outside of comments.
pub fn tags<'a>(html: &'a str, name: &str) -> Vec<Tag<'a>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(open) = html[at..].find('<').map(|step| at + step) {
        let rest = &html[open + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            at = comment.find("-->").map_or(html.len(), |end| open + 4 + end + 3);
            continue;
        }
        at = open + 1;
        let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if word.eq_ignore_ascii_case(name) {
            let (attributes, length) = attributes(&rest[word.len()..]);
            at = open + 1 + word.len() + length;
            found.push(Tag { range: open..at, attributes });
        }
    }
    found
}

/// The page with something before the last `mark`, or at its end.
pub fn before(page: &str, mark: &str, what: &str) -> String {
    let at = page.rfind(mark).unwrap_or(page.len());
    format!("{}{what}{}", &page[..at], &page[at..])
}

/// The attributes up to the closing bracket, and how long that is.
fn attributes(text: &str) -> (Vec<(&str, &str)>, usize) {
    let (mut list, mut at) = (Vec::new(), 0);
    loop {
        at += text[at..].find(|c: char| !c.is_whitespace() && c != '/').unwrap_or(text.len() - at);
        let rest = &text[at..];
        if rest.is_empty() {
            return (list, text.len());
        }
        if rest.starts_with('>') {
            return (list, at + 1);
        }
        let key_end = rest.find(|c: char| c == '=' || c == '>' || c.is_whitespace()).unwrap_or(rest.len()).max(1);
        at += key_end;
        let Some(value) = text[at..].strip_prefix('=') else {
            list.push((&rest[..key_end], ""));
            continue;
        };
        let (value, length) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = &value[1..];
                let end = inner.find(quote).unwrap_or(inner.len());
                (&inner[..end], (end + 2).min(value.len()))
            }
            _ => {
                let end = value.find(|c: char| c == '>' || c.is_whitespace()).unwrap_or(value.len());
                (&value[..end], end)
            }
        };
        list.push((&rest[..key_end], value));
        at += 1 + length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_quoted_bare_and_empty_attributes() {
        let html = r#"<!-- <link href=no> --><LINK rel="a b" href=./x.css crossorigin><link/><linked>"#;
        let tags = tags(html, "link");
        assert_eq!(tags.len(), 2);
        assert_eq!(tags[0].attribute("rel"), Some("a b"));
        assert_eq!(tags[0].attribute("href"), Some("./x.css"));
        assert_eq!(tags[0].attribute("crossorigin"), Some(""));
        assert_eq!(&html[tags[1].range.clone()], "<link/>");
    }

    #[test]
    fn an_unfinished_tag_ends_with_the_text() {
        for html in ["<link", "<link a", "<link a=", "<link a=\"", "<link a='x", "<", "<!--", "<link =>"] {
            tags(html, "link");
        }
    }
}
