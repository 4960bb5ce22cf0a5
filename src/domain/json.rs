//! Records as JSON, written and read by hand: with derived code they would be a tenth of the whole program.

use serde_json::Value as Json;
use std::rc::Rc;

/// What can be written as JSON.
pub trait ToJson {
    /// Writes it behind what is there.
    fn to_json(&self, out: &mut String);
}

/// What can be read from the JSON it was written as. Unknown keys do not matter; anything else unexpected does.
pub trait FromJson: Sized {
    /// Reads it; `None` if it is something else.
    fn from_json(json: &Json) -> Option<Self>;
}

/// Writes an object.
pub fn object(out: &mut String, fields: &[(&str, &dyn ToJson)]) {
    out.push('{');
    for (place, (key, value)) in fields.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        text(out, key);
        out.push(':');
        value.to_json(out);
    }
    out.push('}');
}

/// Writes one of several variants: its bare name, or an object with the name as its only key.
pub fn variant(out: &mut String, name: &str, fields: &[(&str, &dyn ToJson)]) {
    if fields.is_empty() {
        return text(out, name);
    }
    out.push('{');
    text(out, name);
    out.push(':');
    object(out, fields);
    out.push('}');
}

/// Writes a text.
pub fn text(out: &mut String, text: &str) {
    // JSON can hold any text, so there is nothing to default from.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// Reads a value; what is missing from an object reads as `null`.
pub fn read<T: FromJson>(json: &Json) -> Option<T> {
    T::from_json(json)
}

/// Reads a value that may be missing.
pub fn read_or_default<T: FromJson + Default>(json: &Json) -> Option<T> {
    if json.is_null() { Some(T::default()) } else { T::from_json(json) }
}

/// Reads one of several variants: its name and what it holds.
pub fn read_variant(json: &Json) -> Option<(&str, &Json)> {
    if let Some(name) = json.as_str() {
        return Some((name, &Json::Null));
    }
    let object = json.as_object().filter(|object| object.len() == 1)?;
    object.iter().next().map(|(name, content)| (name.as_str(), content))
}

macro_rules! texts {
    ($($text:ty),+) => {$(
        impl ToJson for $text {
            fn to_json(&self, out: &mut String) {
                text(out, self);
            }
        }

        impl FromJson for $text {
            fn from_json(json: &Json) -> Option<Self> {
                json.as_str().map(Self::from)
            }
        }
    )+};
}

texts!(String, Rc<str>);

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl ToJson for $number {
            fn to_json(&self, out: &mut String) {
                out.push_str(&self.to_string());
            }
        }

        impl FromJson for $number {
            fn from_json(json: &Json) -> Option<Self> {
                Self::try_from(json.as_i64()?).ok()
            }
        }
    )+};
}

numbers!(u16, i32, i64, usize);

impl ToJson for bool {
    fn to_json(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl FromJson for bool {
    fn from_json(json: &Json) -> Option<Self> {
        json.as_bool()
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self, out: &mut String) {
        match self {
            Some(value) => value.to_json(out),
            None => out.push_str("null"),
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &Json) -> Option<Self> {
        if json.is_null() { Some(None) } else { T::from_json(json).map(Some) }
    }
}

impl<T: ToJson> ToJson for Box<T> {
    fn to_json(&self, out: &mut String) {
        (**self).to_json(out);
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(json: &Json) -> Option<Self> {
        T::from_json(json).map(Self::new)
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self, out: &mut String) {
        out.push('[');
        for (place, value) in self.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            value.to_json(out);
        }
        out.push(']');
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &Json) -> Option<Self> {
        let items = json.as_array()?;
        let mut all = Self::with_capacity(items.len());
        for item in items {
            all.push(T::from_json(item)?);
        }
        Some(all)
    }
}

/// Gives a struct its JSON: an object with these fields. Those behind the semicolon may be missing.
macro_rules! record {
    ($type:ident { $($field:ident),* $(; $($maybe:ident),+)? }) => {
        impl $crate::domain::json::ToJson for $type {
            fn to_json(&self, out: &mut String) {
                $crate::domain::json::object(out, &[
                    $((stringify!($field), &self.$field),)*
                    $($((stringify!($maybe), &self.$maybe),)+)?
                ]);
            }
        }

        impl $crate::domain::json::FromJson for $type {
            fn from_json(json: &serde_json::Value) -> Option<Self> {
                json.as_object()?;
                Some(Self {
                    $($field: $crate::domain::json::read(&json[stringify!($field)])?,)*
                    $($($maybe: $crate::domain::json::read_or_default(&json[stringify!($maybe)])?,)+)?
                })
            }
        }
    };
}

/// Gives an enum its JSON: the name of the variant, and its fields if it has any.
macro_rules! variants {
    ($type:ident { $($variant:ident = $name:literal { $($field:ident),* }),+ $(,)? }) => {
        impl $crate::domain::json::ToJson for $type {
            fn to_json(&self, out: &mut String) {
                match self {
                    $(Self::$variant { $($field),* } => {
                        $crate::domain::json::variant(out, $name, &[$((stringify!($field), $field)),*]);
                    })+
                }
            }
        }

        impl $crate::domain::json::FromJson for $type {
            fn from_json(json: &serde_json::Value) -> Option<Self> {
                let (name, _content) = $crate::domain::json::read_variant(json)?;
                Some(match name {
                    $($name => Self::$variant { $($field: $crate::domain::json::read(&_content[stringify!($field)])?),* },)+
                    _ => return None,
                })
            }
        }
    };
}

/// Gives a closed set its order, and each of it the word that stands for it in flows and records.
macro_rules! words {
    ($type:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $type {
            /// All, in the order they are offered.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The word used in flows and records.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }

        impl $crate::domain::json::ToJson for $type {
            fn to_json(&self, out: &mut String) {
                $crate::domain::json::text(out, self.word());
            }
        }

        impl $crate::domain::json::FromJson for $type {
            fn from_json(json: &serde_json::Value) -> Option<Self> {
                let word = json.as_str()?;
                Self::ALL.into_iter().find(|it| it.word() == word)
            }
        }
    };
}

pub(crate) use {record, variants, words};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Pace, Style};

    #[test]
    fn what_is_missing_or_something_else_is_told_apart() {
        let style = |text: &str| Style::from_json(&serde_json::from_str(text).unwrap());
        assert_eq!(style("{}"), Some(Style::default()));
        assert_eq!(style(r#"{"pace":"fast","other":1}"#), Some(Style { pace: Some(Pace::Fast), kind: None }));
        for broken in ["[]", "null", r#""fast""#, r#"{"pace":"hasty"}"#, r#"{"pace":1}"#] {
            assert_eq!(style(broken), None, "{broken}");
        }
    }

    #[test]
    fn any_text_can_be_written() {
        let mut out = String::new();
        object(&mut out, &[("a", &"\"\\\n\u{0}".to_owned()), ("b", &vec![Some(1_i64), None])]);
        assert_eq!(out, r#"{"a":"\"\\\n\u0000","b":[1,null]}"#);
    }
}
