//! Describes the parts of encoded values line by line, for people who examine bytes.

use std::fmt;
use std::ops::Range;

use tl_runtime::Limits;
use tl_runtime::wire::{Budget, Note, Part, Sink, Table, VECTOR_ID, Walker};

use super::gzip::Allowance;
use crate::error::{DecodeError, DecodeErrorKind};
use crate::text::set_bits;

/// One line of an annotation. It describes a part of the bytes, such as a number, an id or a count, or an absent field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The position of the bytes. It is counted from the start of the input, or from the start of the unpacked data if
    /// `inflated` is not 0.
    pub offset: usize,
    /// The bytes that the line describes. Empty for an absent field, for a field such as `flag:flags.2?true`, and at
    /// the start of a bare object or of a repetition.
    pub bytes: Vec<u8>,
    /// The number of objects and lists that contain the part.
    pub depth: usize,
    /// The number of nested `gzip_packed` that contain the part.
    pub inflated: usize,
    /// The name of a field, such as `phone_number`, an index in a list, such as `[3]`, or `unpacked` for the contents
    /// of a `gzip_packed`. Empty for the outermost value, for the count of a repetition, and for bytes after the gzip
    /// data in a `gzip_packed`. Also empty for a count or value that follows the line of its id.
    pub label: String,
    /// A description of the value.
    pub text: String,
}

/// Number of bytes that one row of text shows.
const ROW: usize = 8;

/// Maximum number of characters of a string that are shown.
const MOST_SHOWN: usize = 48;

/// Writes the line as rows with an offset, the bytes in words, and the text.
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

/// Makes the lines of an annotation from the parts of a value.
pub(super) struct Annotator<'a, 't, 'e> {
    table: Table<'t>,
    limits: Limits,
    input: &'a [u8],
    each: &'e mut dyn FnMut(Line),
    depth: usize,
    /// The number of nested `gzip_packed` that contain the input.
    inflated: usize,
    /// The number of bytes that may be unpacked.
    allowance: Allowance,
    /// The label of the next line.
    label: String,
    /// The end of the bytes of the last line.
    end: usize,
    /// The error in the data of a `gzip_packed`, if there was one.
    failure: Option<DecodeError>,
}

impl<'a, 't, 'e> Annotator<'a, 't, 'e> {
    pub(super) fn new(
        table: Table<'t>,
        limits: Limits,
        input: &'a [u8],
        allowance: Allowance,
        each: &'e mut dyn FnMut(Line),
    ) -> Self {
        Self {
            table,
            limits,
            input,
            each,
            depth: 0,
            inflated: 0,
            allowance,
            label: String::new(),
            end: 0,
            failure: None,
        }
    }

    /// Returns the error that ended the annotation. `error` is the error of the walker. If the data of a `gzip_packed`
    /// is invalid, `error` contains only the position of this data and the path to it. In this case, puts the path of
    /// `error` before the path of `self.failure`, and returns `self.failure`.
    pub(super) fn failure_of(self, error: DecodeError) -> DecodeError {
        match self.failure {
            Some(failure) => failure.within(error),
            None => error,
        }
    }

    fn line(&mut self, at: Range<usize>, text: &str) {
        let label = std::mem::take(&mut self.label);
        let bytes = self.input.get(at.clone()).unwrap_or_default().to_vec();
        self.end = at.end;
        let (offset, depth, inflated) = (at.start, self.depth, self.inflated);
        (self.each)(Line { offset, bytes, depth, inflated, label, text: text.to_owned() });
    }

    fn field(&mut self, key: &str, at: Range<usize>, text: &str) {
        key.clone_into(&mut self.label);
        self.line(at, text);
    }

    /// Begins an object or a list. Writes a line with `text` if there is a label. The outermost value has no label. If
    /// the value has an id, the line of the id already contains the label.
    fn open(&mut self, text: &str) {
        if !self.label.is_empty() {
            self.line(self.end..self.end, text);
        }
        self.depth += 1;
    }
}

impl<'a, 't> Sink<'a, 't> for Annotator<'a, 't, '_> {
    const TAKES_NOTES: bool = true;
    const OPENS_GZIP: bool = true;

    fn begin(&mut self, label: Option<&'t str>) {
        self.open(label.unwrap_or("{ }"));
    }

    fn end(&mut self) {
        self.depth -= 1;
    }

    fn key(&mut self, key: &'t str) {
        key.clone_into(&mut self.label);
    }

    fn begin_list(&mut self, _: usize) {
        self.open("[ ]");
    }

    fn item(&mut self, index: usize) {
        self.label = format!("[{index}]");
    }

    fn end_list(&mut self) {
        self.depth -= 1;
        self.label.clear();
    }

    fn value(&mut self, at: Range<usize>, part: Part<'a>) {
        self.line(at, &ShortText(part).to_string());
    }

    fn flag(&mut self, at: usize, key: &'t str, mask: Option<(&'t str, u32)>) {
        let condition =
            mask.map_or_else(|| "its bit".to_owned(), |(mask, bit)| format!("bit {bit} of {mask}"));
        self.field(key, at..at, &format!("true: {condition}"));
    }

    /// Does nothing, because the line of the mask already shows the bits that no field uses.
    fn kept_bits(&mut self, _: Range<usize>, _: &'t str, _: u32) {}

    fn note(&mut self, at: Range<usize>, note: Note<'t>) {
        match note {
            Note::Id { name, id } => self.line(at, &format!("{name}#{id:08x}")),
            Note::BoxedId(name) => self.line(at, name),
            Note::Count(1) => self.line(at, "1 item"),
            Note::Count(count) => self.line(at, &format!("{count} items")),
            Note::Mask { key, value, declared } => {
                self.field(key, at, &Bits { value, declared }.to_string());
            }
            Note::Zero { key } => self.field(key, at, "0"),
            Note::Length { key, value } => self.field(key, at, &value.to_string()),
            Note::Absent { key, mask, bit } => {
                let condition = match (mask, bit) {
                    (Some((mask, bit)), _) => format!("bit {bit} of {mask}"),
                    (None, Some(bit)) => format!("bit {bit}"),
                    (None, None) => "its number".to_owned(),
                };
                self.field(key, at, &format!("absent: {condition}"));
            }
        }
    }

    fn gzip(&mut self, at: Range<usize>, data: &'a [u8], budget: Budget) -> Option<Budget> {
        let (inflated, rest) = match self.allowance.inflate(data) {
            Ok(inflated) => inflated,
            Err(problem) => {
                self.failure = Some(DecodeError::new(at.start, DecodeErrorKind::Gzip(problem.into())));
                return None;
            }
        };
        let left = self.unpacked(&inflated, budget)?;
        if !rest.is_empty() {
            // Padding follows the data, so the end of the data is computed from its length.
            let head_len = match self.input.get(at.start) {
                Some(254) => 4,
                Some(255) => 8,
                _ => 1,
            };
            let data_end = at.start + head_len + data.len();
            let end = self.end;
            self.line(data_end - rest.len()..data_end, &after_gzip(rest));
            self.end = end;
        }
        Some(left)
    }
}

impl Annotator<'_, '_, '_> {
    /// Describes the object in unpacked data. Offsets are counted from the start of the unpacked data.
    fn unpacked(&mut self, data: &[u8], budget: Budget) -> Option<Budget> {
        let mut each = |line| (self.each)(line);
        let mut inner = Annotator {
            depth: self.depth,
            inflated: self.inflated + 1,
            label: "unpacked".to_owned(),
            ..Annotator::new(self.table, self.limits, data, self.allowance, &mut each)
        };
        let mut walker = Walker::new(data, self.limits, &mut inner).with_budget(budget);
        let walked = walker.object(&self.table).and_then(|()| walker.finish());
        let (allowance, failure) = (inner.allowance, inner.failure.take());
        self.allowance = allowance;
        match walked {
            Ok(left) => Some(left),
            Err(error) => {
                let error = DecodeError::of(error, &self.table);
                let error = failure.map_or(error.clone(), |failure| failure.within(error));
                self.failure = Some(error.within_unpacked());
                None
            }
        }
    }
}

fn after_gzip(bytes: &[u8]) -> String {
    let what = if bytes.starts_with(GZIP_MAGIC) { "another gzip member" } else { "after the gzip data" };
    format!("{what}: {}, not unpacked", byte_count(bytes))
}

fn byte_count(bytes: &[u8]) -> String {
    format!("{} byte{}", bytes.len(), if bytes.len() == 1 { "" } else { "s" })
}

/// The first bytes of gzip data.
const GZIP_MAGIC: &[u8] = &[0x1f, 0x8b];

/// Formats the bits of a mask, such as `bits 0, 3`, and lists the bits that no field uses.
struct Bits {
    value: u32,
    declared: u32,
}

impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match set_bits(self.value).as_slice() {
            [] => f.write_str("no bits")?,
            [bit] => write!(f, "bit {bit}")?,
            bits => write!(f, "bits {}", bits.join(", "))?,
        }
        match set_bits(self.value & !self.declared).as_slice() {
            [] => Ok(()),
            [bit] => write!(f, " (no field uses bit {bit})"),
            bits => write!(f, " (no field uses bits {})", bits.join(", ")),
        }
    }
}

/// Formats a value as short text.
struct ShortText<'a>(Part<'a>);

impl fmt::Display for ShortText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Part::Int(value) => value.fmt(f),
            Part::Nat(value) => value.fmt(f),
            Part::Long(value) | Part::Int53(value) => value.fmt(f),
            Part::Double(value) => write!(f, "{value:?}"),
            Part::Float(value) => write!(f, "{value:?}"),
            Part::String(text) => {
                let shown: String = text.chars().take(MOST_SHOWN).collect();
                let is_cut = shown.len() < text.len();
                write!(f, "{shown:?}{}", if is_cut { "…" } else { "" })
            }
            Part::Bytes(bytes) => f.write_str(&byte_count(bytes)),
            Part::Fixed(bytes) => bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}")),
            Part::Bool(value) => value.fmt(f),
            Part::Raw { id: VECTOR_ID, body } => {
                write!(f, "Vector of unknown items, {} after its id", byte_count(body))
            }
            Part::Raw { id, body } => write!(f, "unknown #{id:08x}, {} after it", byte_count(body)),
        }
    }
}
