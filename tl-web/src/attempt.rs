//! Reads bytes with one codec, and keeps the lines up to the first error.

use std::collections::BTreeSet;

use tl_value::{Codec, DecodeError, Line, Text, Type};

use crate::answer::{Part, Problem, Result, Row};

/// Maximum number of lines. Longer tables make a page slow.
const MOST_LINES: usize = 4_000;

/// Maximum number of bytes that a line shows.
const MOST_SHOWN: usize = 64;

/// The result of reading bytes with one codec.
#[derive(Debug)]
pub(crate) struct Attempt {
    pub(crate) rows: Vec<Row>,
    pub(crate) omitted: usize,
    /// The ids of all constructors and functions that were read.
    pub(crate) ids: BTreeSet<u32>,
    /// Whether an object has an id that the schemas do not declare.
    pub(crate) has_unknown: bool,
    pub(crate) error: Option<DecodeError>,
}

impl Attempt {
    /// Reads `bytes` as a value of the type `ty`. Without `ty`, the id at the start of the bytes determines the type.
    pub(crate) fn new(codec: &Codec, bytes: &[u8], ty: Option<&Type>) -> Self {
        let mut attempt =
            Self { rows: Vec::new(), omitted: 0, ids: BTreeSet::new(), has_unknown: false, error: None };
        attempt.error = codec.annotate(bytes, ty, |line| attempt.add(line)).err();
        attempt
    }

    fn add(&mut self, line: Line) {
        let named = named_id(&line);
        self.ids.extend(named.map(|(_, id)| id));
        // The text of a string begins with a quotation mark, so it never begins with `unknown #`.
        self.has_unknown |= line.text.starts_with("unknown #");
        if self.rows.len() == MOST_LINES {
            self.omitted += 1;
            return;
        }
        let name = named.map(|(name, _)| name.to_owned());
        let Line { offset, bytes, depth, inflated, label, text } = line;
        let len = bytes.len();
        let bytes = Text::Hex.write(bytes.get(..MOST_SHOWN).unwrap_or(&bytes));
        self.rows.push(Row { offset, unpacked: inflated, depth, bytes, len, label, text, name });
    }

    /// Returns whether the bytes were read without an error and without an unknown id.
    pub(crate) fn is_complete(&self) -> bool {
        self.error.is_none() && !self.has_unknown
    }

    /// Returns whether both attempts ended at the same position, and either both or neither found an unknown id.
    pub(crate) fn is_as_good_as(&self, other: &Self) -> bool {
        let end = |attempt: &Self| {
            attempt.error.as_ref().map(|error| (error.unpacked(), error.offset(), error.path().to_string()))
        };
        end(self) == end(other) && self.has_unknown == other.has_unknown
    }
}

/// If the line is the id of a constructor or function, returns the name and the id.
fn named_id(line: &Line) -> Option<(&str, u32)> {
    let (name, id) = line.text.rsplit_once('#')?;
    let is_name = !name.starts_with('"') && !name.contains(' ');
    let id = u32::from_str_radix(id, 16).ok().filter(|_| is_name && id.len() == 8)?;
    (*line.bytes == id.to_le_bytes()).then_some((name, id))
}

/// Returns the type that `text` names. If `text` is empty, returns the type of the envelope around `bytes`, if there is
/// one.
pub(crate) fn type_of(codec: &Codec, bytes: &[u8], text: &str) -> Result<Option<Type>> {
    if text.trim().is_empty() {
        return Ok(codec.detect_envelope(bytes).map(|envelope| codec.envelope_type(envelope)));
    }
    codec.parse_type(text.trim()).map(Some).map_err(|error| Problem::new(Part::Type, error.to_string()))
}
