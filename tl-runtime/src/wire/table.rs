//! Access to the rows of a table by number, by id and by name.

use core::fmt;
use core::ops::Range;

use super::code;
use super::cursor::Cursor;
use crate::{BOOL_FALSE_ID, BOOL_TRUE_ID};

/// The factor from which the bucket of an id, or of the hash of a name, is computed.
const HASH: u32 = 0x9e37_79b1;

/// Number of words of the header of a table.
const HEADER: usize = 9;

/// Number of bytes of an id in a label: `#` and 8 digits.
const LABEL_ID: usize = 9;

/// The description of all constructors and functions of one or more schemas.
#[derive(Clone, Copy)]
pub struct Table<'t> {
    bytes: &'t [u8],
    /// The text that contains all names.
    names: &'t str,
    #[cfg_attr(not(feature = "json"), expect(dead_code, reason = "only JSON needs it"))]
    with_id: usize,
    rows: usize,
    /// The number of the bucket of an id is the 32-bit product of the id and `HASH`, shifted right by this number of
    /// bits.
    shift: u32,
    /// The same number for the buckets of names.
    name_shift: u32,
    /// Number of bits that the number of all rows has.
    row_bits: u32,
    /// Number of bytes of an offset, and the mask of their bits in a word.
    width: usize,
    mask: u32,
    row_offsets: usize,
    buckets: usize,
    name_buckets: usize,
    by_name: usize,
    types: usize,
    strings: usize,
}

/// A constructor, a function, or an envelope. An envelope is a structure without an id, such as an unencrypted message.
/// No schema declares envelopes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    pub(super) number: usize,
    /// The number of the row's type plus 1, or 0 for a function or an envelope.
    ty: usize,
    flags: u8,
    label: usize,
    /// The number of the schema that contains the row, or 0 in tables without keys.
    #[cfg_attr(not(feature = "json"), expect(dead_code, reason = "only JSON needs it"))]
    schema: usize,
    pub(super) fields: Cursor<'t>,
}

/// Shows only the number of rows.
impl fmt::Debug for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl<'t> Table<'t> {
    /// A table without rows.
    pub const EMPTY: Table<'static> = Table::new(&[], "");

    /// Reads the header of a table that `tl_parser::wire::table` wrote. `names` is the text that contains all names.
    #[must_use]
    pub const fn new(bytes: &'t [u8], names: &'t str) -> Self {
        let (rows, bits, width) = (word(bytes, 1), word(bytes, 2), word(bytes, 3) as usize);
        let name_bits = bits.saturating_sub(2);
        let name_buckets = word(bytes, 6) as usize;
        Self {
            bytes,
            names,
            with_id: word(bytes, 0) as usize,
            rows: rows as usize,
            shift: 32 - bits,
            name_shift: 32 - name_bits,
            row_bits: u32::BITS - rows.leading_zeros(),
            width,
            mask: if width < 4 { (1 << (8 * width)) - 1 } else { u32::MAX },
            row_offsets: word(bytes, 4) as usize,
            buckets: word(bytes, 5) as usize,
            name_buckets,
            by_name: name_buckets + width * ((1 << name_bits) + 1),
            types: word(bytes, 7) as usize,
            strings: word(bytes, 8) as usize,
        }
    }

    /// Returns whether the table has the names of fields. If so, combinators can be found by their names.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn has_keys(&self) -> bool {
        self.name_buckets != 0
    }

    /// Returns whether the table has names of combinators and types.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn has_names(&self) -> bool {
        self.strings != 0
    }

    /// Returns the offset with this index in a section.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn offset(&self, section: usize, index: usize) -> usize {
        let at = section + index * self.width;
        (word_at(self.bytes, at) & self.mask) as usize
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn row(&self, number: usize) -> Row<'t> {
        let start = self.offset(self.row_offsets, number);
        let mut code = Cursor::at(self.bytes, start);
        let ty = code.number();
        let flags = code.kind();
        let (label, schema) = (self.name_number(&mut code), self.key_number(&mut code));
        Row { number, ty, flags, label, schema, fields: code }
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn id(&self, row: usize) -> u32 {
        word_at(self.bytes, 4 * (HEADER + row))
    }

    /// Returns the rows with this id, in the order of their precedence.
    pub(super) fn with_id(&self, id: u32) -> impl Iterator<Item = Row<'t>> + '_ {
        let rows = self.bucket(self.buckets, self.shift, id);
        rows.filter(move |&row| self.id(row) == id).map(|row| self.row(row))
    }

    /// Returns the constructor of the type `ty` with this id.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn constructor(&self, ty: usize, id: u32) -> Option<Row<'t>> {
        for number in self.bucket(self.buckets, self.shift, id) {
            if self.id(number) == id {
                let row = self.row(number);
                if row.is_of(ty) {
                    return Some(row);
                }
            }
        }
        None
    }

    /// Returns the indices of the entries in the bucket of an id or hash.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn bucket(&self, section: usize, shift: u32, hash: u32) -> Range<usize> {
        let bucket = (u64::from(hash.wrapping_mul(HASH)) >> shift) as usize;
        self.offset(section, bucket)..self.offset(section, bucket + 1)
    }

    /// Returns the first row with this id that is closed, that is, whose id alone determines how a value is read.
    pub(super) fn closed(&self, id: u32) -> Option<Row<'t>> {
        self.with_id(id).find(Row::is_closed)
    }

    /// Returns whether a closed constructor or function has this id. *Closed* means that the id alone determines how
    /// the value is read.
    #[must_use]
    pub fn has_closed(&self, id: u32) -> bool {
        self.closed(id).is_some()
    }

    /// Returns the name of the first constructor or function with this id.
    #[must_use]
    pub fn name_of(&self, id: u32) -> Option<&'t str> {
        self.with_id(id).next().map(|row| self.name(&row))
    }

    /// Returns the label of the first constructor or function with this id: its name in JSON.
    #[must_use]
    pub fn label_of(&self, id: u32) -> Option<&'t str> {
        self.with_id(id).next().map(|row| self.label(&row))
    }

    /// Returns the first function with this id.
    pub(super) fn function(&self, id: u32) -> Option<Row<'t>> {
        self.with_id(id).find(Row::is_function)
    }

    /// Reads the number of the string of a key or a type parameter in the code.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn key_number(&self, code: &mut Cursor<'t>) -> usize {
        if self.has_keys() { code.number() } else { 0 }
    }

    /// Reads the number of the string of a combinator or a type in the code.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn name_number(&self, code: &mut Cursor<'t>) -> usize {
        if self.has_names() { code.number() } else { 0 }
    }

    /// Returns the string with this number, or an empty string in tables without names.
    #[inline]
    pub(super) fn text(&self, number: usize) -> &'t str {
        if !self.has_names() {
            return "";
        }
        let (start, end) = (self.offset(self.strings, number), self.offset(self.strings, number + 1));
        self.names.get(start..end).unwrap_or_default()
    }

    pub(super) fn label(&self, row: &Row<'t>) -> &'t str {
        self.text(row.label)
    }

    /// Returns the name of a row, which is its label without an id.
    pub(super) fn name(&self, row: &Row<'t>) -> &'t str {
        let label = self.label(row);
        match label.split_at_checked(label.len().saturating_sub(LABEL_ID)) {
            Some((name, id)) if id.starts_with('#') => name,
            _ => label,
        }
    }

    pub(super) fn type_name(&self, ty: usize) -> &'t str {
        if self.has_names() { self.text(self.offset(self.types, ty)) } else { "" }
    }

    /// Returns the id of a truth value. A schema may declare its own `Bool`.
    pub(super) fn bool_id(&self, value: bool) -> u32 {
        let usual = if value { BOOL_TRUE_ID } else { BOOL_FALSE_ID };
        self.bools(value).next().map_or(usual, |row| self.id(row.number))
    }

    /// Returns the constructors that represent this truth value.
    pub(super) fn bools(&self, value: bool) -> impl Iterator<Item = Row<'t>> + '_ {
        let name = if value { "boolTrue" } else { "boolFalse" };
        self.named(name).filter(move |row| row.bool_value() == Some(value))
    }

    /// Returns the rows to which `text` refers. The text has the form `name`, `name#id` or `#id`.
    pub(super) fn named<'n>(&'n self, text: &'n str) -> impl Iterator<Item = Row<'t>> + 'n {
        let (name, id) = match text.split_once('#') {
            Some((name, id)) => (name, Some(parse_id(id))),
            None => (text, None),
        };
        let is_it = move |row: &Row<'t>| id.is_none_or(|id| id == Some(self.id(row.number)));
        let of_id = id.flatten().filter(|_| name.is_empty());
        self.called(name).filter(is_it).chain(of_id.into_iter().flat_map(|id| self.with_id(id)))
    }

    /// Returns the rows with this name, in the order of their schemas.
    fn called<'n>(&'n self, name: &'n str) -> impl Iterator<Item = Row<'t>> + 'n {
        let hash = hash(name);
        let rows = if self.has_keys() { self.bucket(self.name_buckets, self.name_shift, hash) } else { 0..0 };
        let upper = (hash << self.row_bits & self.mask) as usize;
        let number = move |entry: usize| Some(entry ^ upper).filter(|row| row >> self.row_bits == 0);
        let numbers = rows.filter_map(move |index| number(self.offset(self.by_name, index)));
        numbers.map(|number| self.row(number)).filter(move |row| self.name(row) == name)
    }

    #[cfg(feature = "json")]
    pub(super) fn all(&self) -> impl Iterator<Item = Row<'t>> + '_ {
        (0..self.rows).map(|number| self.row(number))
    }

    /// Returns whether a row is an envelope, which has no id.
    #[cfg(feature = "json")]
    pub(super) fn is_envelope(&self, row: &Row<'_>) -> bool {
        row.number >= self.with_id
    }
}

impl Row<'_> {
    pub(super) fn is_function(&self) -> bool {
        self.ty == 0
    }

    /// Returns the number of the row's type, or `None` for a function or an envelope.
    pub(super) fn ty(&self) -> Option<usize> {
        self.ty.checked_sub(1)
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn is_of(&self, ty: usize) -> bool {
        self.ty == ty + 1
    }

    #[cfg(feature = "json")]
    pub(super) fn has_same_schema(&self, other: &Self) -> bool {
        self.schema == other.schema
    }

    /// Returns whether the row is closed, that is, whether its id alone determines how a value is read.
    pub(super) fn is_closed(&self) -> bool {
        self.flags & code::IS_CLOSED != 0
    }

    /// Returns the truth value that the row represents in JSON.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn bool_value(&self) -> Option<bool> {
        (self.flags & code::IS_BOOL != 0).then_some(self.flags & code::IS_TRUE != 0)
    }

    /// Returns whether values of the row can be neither read nor written.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn has_unknown_form(&self) -> bool {
        self.flags & code::IS_UNKNOWN != 0
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn has_fields(&self) -> bool {
        self.fields.peek() != code::END
    }
}

/// Returns the FNV-1a hash of a name.
fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Parses an id of up to 8 hexadecimal digits.
pub(super) fn parse_id(digits: &str) -> Option<u32> {
    let is_id = digits.len() <= 8 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_id)
}

/// Returns the word at the byte offset `at`, or 0 after the end.
#[cfg_attr(not(target_family = "wasm"), inline(always))]
pub(crate) fn word_at(bytes: &[u8], at: usize) -> u32 {
    let word = bytes.get(at..).and_then(<[u8]>::first_chunk);
    word.map_or(0, |word| u32::from_le_bytes(*word))
}

/// Returns the word with this index, or 0 after the end.
const fn word(bytes: &[u8], index: usize) -> u32 {
    let at = 4 * index;
    if at + 4 > bytes.len() {
        return 0;
    }
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
