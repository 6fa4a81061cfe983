//! Values of a JSON text with their places in it.

use std::borrow::Cow;
use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

/// The text of a whole file.
#[derive(Clone, Copy)]
pub(super) struct Page<'j> {
    pub(super) text: &'j str,
}

/// What is wrong, and where.
pub(super) struct Problem {
    pub(super) place: Range<usize>,
    pub(super) message: String,
}

/// A string and the place of what stands between its quotes.
pub(super) struct Text<'j> {
    pub(super) text: Cow<'j, str>,
    pub(super) place: Range<usize>,
}

impl<'j> Page<'j> {
    /// The whole text, which must be an object.
    pub(super) fn root<T: Deserialize<'j>>(self) -> Result<T, Problem> {
        self.parse_object(self.text.trim_start_matches('\u{FEFF}'))
    }

    /// An object within the text.
    pub(super) fn object<T: Deserialize<'j>>(self, value: &'j RawValue) -> Result<T, Problem> {
        self.parse_object(value.get())
    }

    /// Another value within the text.
    pub(super) fn read<T: Deserialize<'j>>(self, value: &'j RawValue) -> Result<T, Problem> {
        self.parse(value.get())
    }

    /// A value that must be a string.
    pub(super) fn string(self, value: &'j RawValue) -> Result<Text<'j>, Problem> {
        let raw = value.get();
        let place = self.place(raw);
        match raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) {
            Some(text) if !text.contains('\\') => {
                Ok(Text { text: Cow::Borrowed(text), place: place.start + 1..place.end - 1 })
            }
            _ => Ok(Text { text: Cow::Owned(self.read(value)?), place }),
        }
    }

    /// Where a part of the text stands.
    pub(super) fn place(self, part: &'j str) -> Range<usize> {
        let start = part.as_ptr() as usize - self.text.as_ptr() as usize;
        start..start + part.len()
    }

    /// Types that read objects would also take arrays, by position.
    fn parse_object<T: Deserialize<'j>>(self, part: &'j str) -> Result<T, Problem> {
        match part.trim_ascii_start().starts_with('[') {
            true => Err(Problem { place: self.place(part), message: "this is no object".to_owned() }),
            false => self.parse(part),
        }
    }

    fn parse<T: Deserialize<'j>>(self, part: &'j str) -> Result<T, Problem> {
        serde_json::from_str(part).map_err(|error| {
            let whole = self.place(part);
            let at = whole.start + offset(part, &error);
            let place = if error.is_data() { whole } else { at..at };
            let message = error.to_string();
            // The place is told otherwise.
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
            Problem { place, message: message.to_owned() }
        })
    }
}

/// Where `error` is in `text`; its column counts bytes from 1, and is 0 before a line.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let line_start: usize =
        text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
