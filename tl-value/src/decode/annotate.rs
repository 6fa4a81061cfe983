//! The words of a value one by one, with what each is: for people who look at bytes.

use std::fmt;
use std::ops::Range;

use tl_parser::schema::Condition;

use super::{Note, Sink, Value};
use crate::program::{List, VECTOR_ID};
use crate::text::set_bits;

/// A value without parts, an id, a count, or a field that is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where its bytes begin, counted from the start of the input, or of the unpacked data if `inflated` is not 0.
    pub offset: usize,
    /// Its bytes; none where it is absent or a bit of a mask.
    pub bytes: Vec<u8>,
    /// How many objects and lists it is in.
    pub depth: usize,
    /// How many `gzip_packed` it is in.
    pub inflated: usize,
    /// Its field, such as `phone_number`, or its place in a list, such as `[3]`; empty for the value itself and for ids
    /// that a line of their own introduces.
    pub label: String,
    /// What it is.
    pub text: String,
}

/// How many bytes stand in a row.
const ROW: usize = 8;

/// How much of a value is shown beside its bytes, in characters.
const MOST_SHOWN: usize = 48;

/// Rows of offset, bytes in words, and text.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { offset, bytes, depth, inflated, label, text } = self;
        let colon = if label.is_empty() { "" } else { ": " };
        let marks = ">".repeat(*inflated);
        let first = bytes.get(..ROW).unwrap_or(bytes);
        let (words, indent) = (Words(first).to_string(), depth * 2);
        write!(f, "{marks}{offset:>6}  {words:<17}  {:indent$}{label}{colon}{text}", "")?;
        for (row, words) in bytes.chunks(ROW).enumerate().skip(1) {
            write!(f, "\n{marks}{:>6}  {}", offset + row * ROW, Words(words))?;
        }
        Ok(())
    }
}

struct Words<'a>(&'a [u8]);

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            let blank = if index > 0 && index.is_multiple_of(4) { " " } else { "" };
            write!(f, "{blank}{byte:02x}")?;
        }
        Ok(())
    }
}

/// Makes the lines, one after another.
pub(super) struct Annotator<'a, F> {
    input: &'a [u8],
    /// The data of each open `gzip_packed`, and where the bytes of the last line before it end.
    inflated: Vec<(Vec<u8>, usize)>,
    each: F,
    depth: usize,
    /// What the next line is called.
    label: String,
    /// Where the bytes of the last line end.
    end: usize,
}

impl<'a, F: FnMut(Line)> Annotator<'a, F> {
    pub(super) fn new(input: &'a [u8], each: F) -> Self {
        Self { input, inflated: Vec::new(), each, depth: 0, label: String::new(), end: 0 }
    }

    fn line(&mut self, at: Range<usize>, text: &str) {
        let label = std::mem::take(&mut self.label);
        let bytes = self.inflated.last().map_or(self.input, |(bytes, _)| bytes);
        let bytes = bytes.get(at.clone()).unwrap_or_default().to_vec();
        self.end = at.end;
        let (offset, depth, inflated) = (at.start, self.depth, self.inflated.len());
        (self.each)(Line { offset, bytes, depth, inflated, label, text: text.to_owned() });
    }

    fn field(&mut self, key: &str, at: Range<usize>, text: &str) {
        self.key(key);
        self.line(at, text);
    }

    /// A part with parts of its own begins. Nothing is written if the line of its id introduced it already.
    fn open(&mut self, text: &str) {
        if !self.label.is_empty() {
            self.line(self.end..self.end, text);
        }
        self.depth += 1;
    }
}

impl<F: FnMut(Line)> Sink for Annotator<'_, F> {
    const OPENS_GZIP: bool = true;

    fn begin(&mut self, name: Option<&str>) {
        self.open(name.unwrap_or("{ }"));
    }

    fn end(&mut self) {
        self.depth -= 1;
    }

    fn key(&mut self, key: &str) {
        key.clone_into(&mut self.label);
    }

    fn begin_list(&mut self) {
        self.open("[ ]");
    }

    fn item(&mut self, index: usize) {
        self.label = format!("[{index}]");
    }

    fn end_list(&mut self) {
        self.depth -= 1;
        self.label.clear();
    }

    fn value(&mut self, at: Range<usize>, value: Value<'_>) {
        self.line(at, &Shown(value).to_string());
    }

    fn flag(&mut self, at: usize, list: &List, condition: Condition) {
        self.line(at..at, &format!("true: {}", list.condition_in_words(condition)));
    }

    fn note(&mut self, at: Range<usize>, note: Note<'_>) {
        match note {
            Note::Id(combinator) => self.line(at, &format!("{}#{:08x}", combinator.name, combinator.id)),
            Note::BoxedId(name) => self.line(at, name),
            Note::Count(1) => self.line(at, "1 item"),
            Note::Count(count) => self.line(at, &format!("{count} items")),
            Note::Mask { key, value } => self.field(key, at, &Bits(value).to_string()),
            Note::Zero { key } => self.field(key, at, "0"),
            Note::Length { key, value } => self.field(key, at, &value.to_string()),
            Note::Absent { list, field, condition } => {
                self.field(&field.key, at, &format!("absent: {}", list.condition_in_words(condition)));
            }
            Note::AfterGzip(bytes) => {
                // The padding of the string follows.
                let end = self.end;
                self.line(at, &after_gzip(bytes));
                self.end = end;
            }
        }
    }

    fn inflated(&mut self, bytes: Option<&[u8]>) {
        match bytes {
            Some(bytes) => {
                self.inflated.push((bytes.to_vec(), self.end));
                self.end = 0;
                "unpacked".clone_into(&mut self.label);
            }
            None => {
                self.end = self.inflated.pop().map_or(0, |(_, end)| end);
                self.label.clear();
            }
        }
    }
}

fn after_gzip(bytes: &[u8]) -> String {
    let what = if bytes.starts_with(GZIP_MAGIC) { "another gzip member" } else { "after the gzip data" };
    format!("{what}: {} bytes, not unpacked", bytes.len())
}

/// The first bytes of a gzip member.
const GZIP_MAGIC: &[u8] = &[0x1f, 0x8b];

/// `bits 0, 3`
struct Bits(u32);

impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match set_bits(self.0).as_slice() {
            [] => f.write_str("no bits"),
            [bit] => write!(f, "bit {bit}"),
            bits => write!(f, "bits {}", bits.join(", ")),
        }
    }
}

/// A value in few words.
struct Shown<'a>(Value<'a>);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Int(value) | Value::Long(value) => value.fmt(f),
            Value::Double(value) => write!(f, "{value:?}"),
            Value::Float(value) => write!(f, "{value:?}"),
            Value::String(text) => {
                let shown: String = text.chars().take(MOST_SHOWN).collect();
                let is_cut = shown.len() < text.len();
                write!(f, "{shown:?}{}", if is_cut { "…" } else { "" })
            }
            Value::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Value::Fixed(bytes) => bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}")),
            Value::Bool(value) => value.fmt(f),
            Value::Raw { id: VECTOR_ID, body } => {
                write!(f, "Vector of unknown items, {} bytes after its id", body.len())
            }
            Value::Raw { id, body } => write!(f, "unknown #{id:08x}, {} bytes after it", body.len()),
        }
    }
}
