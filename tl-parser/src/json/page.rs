//! Values of a JSON text, with their positions in the text.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The text of a whole file.
#[derive(Clone, Copy)]
pub(crate) struct Page<'j> {
    pub(crate) text: &'j str,
}

/// An error and its position.
pub(crate) struct Problem {
    pub(crate) place: Range<usize>,
    pub(crate) message: String,
}

/// A string and its position. The position does not include the quotes, except for values with escapes such as `"a\n"`.
pub(crate) struct Text<'j> {
    pub(crate) text: Cow<'j, str>,
    pub(crate) place: Range<usize>,
}

/// The members of an object in source order.
pub(crate) struct Members<'j>(Vec<(Key<'j>, &'j RawValue)>);

#[derive(Deserialize)]
struct Key<'j>(#[serde(borrow)] Cow<'j, str>);

impl<'j> Deserialize<'j> for Members<'j> {
    fn deserialize<D: Deserializer<'j>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'j> Visitor<'j> for MembersVisitor {
    type Value = Members<'j>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'j>>(self, mut map: A) -> Result<Members<'j>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

impl<'j> Page<'j> {
    /// Parses the whole text, which must be an object.
    pub(crate) fn root<T: Deserialize<'j>>(self) -> Result<T, Problem> {
        self.parse_object(self.text.trim_start_matches('\u{FEFF}'))
    }

    /// Parses an object within the text.
    pub(crate) fn object<T: Deserialize<'j>>(self, value: &'j RawValue) -> Result<T, Problem> {
        self.parse_object(value.get())
    }

    /// Parses any value within the text.
    pub(crate) fn read<T: Deserialize<'j>>(self, value: &'j RawValue) -> Result<T, Problem> {
        self.parse(value.get())
    }

    /// Returns the names and values of an object. Names must be unique.
    pub(crate) fn members(self, value: &'j RawValue) -> Result<Vec<(Text<'j>, &'j RawValue)>, Problem> {
        let Members(members) = self.object(value)?;
        let mut seen = HashSet::new();
        let text = |(Key(text), value): (Key<'j>, &'j RawValue)| {
            let place = match &text {
                Cow::Borrowed(text) => self.place(text),
                Cow::Owned(text) => self.place_before(text, self.place(value.get())),
            };
            if seen.insert(text.clone()) {
                return Ok((Text { text, place }, value));
            }
            Err(Problem { place, message: format!("`{text}` occurs twice") })
        };
        members.into_iter().map(text).collect()
    }

    /// Parses a value that must be a string.
    pub(crate) fn string(self, value: &'j RawValue) -> Result<Text<'j>, Problem> {
        let raw = value.get();
        let place = self.place(raw);
        match raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) {
            Some(text) if !text.contains('\\') => {
                Ok(Text { text: Cow::Borrowed(text), place: place.start + 1..place.end - 1 })
            }
            _ => Ok(Text { text: Cow::Owned(self.read(value)?), place }),
        }
    }

    /// Returns the position of a part of the text.
    pub(crate) fn place(self, part: &'j str) -> Range<usize> {
        let start = part.as_ptr() as usize - self.text.as_ptr() as usize;
        start..start + part.len()
    }

    /// Returns the position of the member name `text`, which contains escapes in the JSON. Searches the text before
    /// `value`, the position of the member's value.
    fn place_before(self, text: &str, value: Range<usize>) -> Range<usize> {
        let mut quotes = self.text[..value.start].rmatch_indices('"').map(|(at, _)| at);
        let end = quotes.next().unwrap_or(value.start);
        let is_name = |&start: &usize| {
            let name = serde_json::from_str::<Cow<'_, str>>(&self.text[start..=end]);
            name.is_ok_and(|name| name == text)
        };
        quotes.find(is_name).map_or(value, |start| start + 1..end)
    }

    /// Parses an object. Rejects arrays, because serde would accept an array as a struct.
    fn parse_object<T: Deserialize<'j>>(self, part: &'j str) -> Result<T, Problem> {
        match part.trim_ascii_start().starts_with('[') {
            true => Err(Problem { place: self.place(part), message: "expected an object".to_owned() }),
            false => self.parse(part),
        }
    }

    fn parse<T: Deserialize<'j>>(self, part: &'j str) -> Result<T, Problem> {
        serde_json::from_str(part).map_err(|error| {
            let whole = self.place(part);
            let at = whole.start + offset(part, &error);
            let place = if error.is_data() { whole } else { at..at };
            let message = error.to_string();
            // The message ends with a line and a column, which are reported separately.
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
            Problem { place, message: message.to_owned() }
        })
    }
}

/// Returns the offset of `error` in `text`. In `serde_json`, the first byte of a line has the column 1. An error that
/// is found directly after a line break has the column 0.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let line_start: usize =
        text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
