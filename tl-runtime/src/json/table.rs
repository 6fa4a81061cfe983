//! Constructors and functions with their fields, by id and by name.

use alloc::vec::Vec;

use super::kind::{Kind, leading_number};

/// All that the values of one generated module are made of.
#[derive(Debug)]
pub struct Table {
    /// Each constructor and function: its id; the number of its type, or `u32::MAX` for a function; what `_` says,
    /// which is the name, and `#` and the id where others have the name too; its fields. Ascending by id; of equal ids,
    /// constructors first.
    ///
    /// `flags:#m silent?0.5:u peer:T3` are fields by name, each with the field and the bit that it depends on, and its
    /// kind; or `#m` for a mask that is computed, `#k` for one whose bits that no field uses are kept, `#c4` for the count
    /// of field 4, `#l` for the length of the next field.
    pub rows: &'static [(u32, u32, &'static str, &'static str)],
    /// The numbers of the rows, ascending by name.
    pub names: &'static [u32],
    /// The names of the types, by number.
    pub types: &'static [&'static str],
}

/// A constructor or a function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) id: u32,
    ty: u32,
    pub(super) label: &'static str,
    fields: &'static str,
}

/// A field of a [`Row`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) condition: Option<Condition>,
    pub(super) part: Part,
}

/// When a field is there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    /// The index of the field that says so.
    pub(super) number: usize,
    /// Without one: when the number is not zero.
    pub(super) bit: Option<u32>,
}

/// What a field is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// A hidden number: which fields are there.
    Mask,
    /// A number of which only the bits that no field uses are a value.
    KeptMask,
    /// A hidden number: how many items the field with this index has.
    Count(usize),
    /// A hidden number: how many bytes the next field takes.
    Length,
    Value(Kind),
}

impl Table {
    pub(super) const EMPTY: Self = Self { rows: &[], names: &[], types: &[] };

    pub(super) fn row(&self, number: usize) -> Option<Row> {
        self.rows.get(number).map(|&(id, ty, label, fields)| Row { id, ty, label, fields })
    }

    pub(super) fn with_id(&self, id: u32) -> impl Iterator<Item = Row> {
        let start = self.rows.partition_point(|row| row.0 < id);
        (start..self.rows.len()).map_while(|number| self.row(number)).take_while(move |row| row.id == id)
    }

    /// The first row with this id, if the id says all of it.
    pub(super) fn closed(&self, id: u32) -> Option<Row> {
        self.with_id(id).next().filter(Row::is_closed)
    }

    /// Those that `name`, `name#id` or `#id` means.
    pub(super) fn named(&self, text: &str) -> Vec<Row> {
        let (name, id) = text.split_once('#').map_or((text, None), |(name, id)| (name, Some(id)));
        let id = match id.map(parse_id) {
            Some(None) => return Vec::new(),
            Some(Some(id)) if name.is_empty() => return self.with_id(id).take(1).collect(),
            Some(id) => id,
            None => None,
        };
        let row = |number: &u32| self.row(*number as usize);
        let name_of = |number: &u32| row(number).map_or("", |row: Row| row.name());
        let start = self.names.partition_point(|number| name_of(number) < name);
        let same = self.names.iter().skip(start).take_while(|number| name_of(number) == name);
        same.filter_map(row).filter(|row| id.is_none_or(|id| row.id == id)).collect()
    }

    pub(super) fn type_name(&self, ty: usize) -> &'static str {
        self.types.get(ty).copied().unwrap_or_default()
    }
}

impl Row {
    pub(super) fn name(&self) -> &'static str {
        self.label.split('#').next().unwrap_or_default()
    }

    pub(super) fn is_function(&self) -> bool {
        self.ty == u32::MAX
    }

    pub(super) fn is_of(&self, ty: usize) -> bool {
        !self.is_function() && self.ty as usize == ty
    }

    /// The bits that fields have on the mask with this index.
    pub(super) fn declared(&self, mask: usize) -> u32 {
        let conditions = self.fields().filter_map(|field| field.condition);
        let bits =
            conditions.filter(|condition| condition.number == mask).filter_map(|condition| condition.bit);
        bits.fold(0, |mask, bit| mask | bit_mask(bit))
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = Field> + use<> {
        self.fields.split(' ').filter(|text| !text.is_empty()).map(Field::parse)
    }

    /// Whether no field depends on a parameter of its type; no other kind has a `p` in it. A call says what it is itself.
    pub(super) fn is_closed(&self) -> bool {
        self.fields().all(|field| !matches!(field.part, Part::Value(Kind(kind)) if kind.contains('p')))
    }
}

impl Field {
    fn parse(text: &'static str) -> Self {
        let (head, kind) = text.split_once(':').unwrap_or((text, ""));
        let (name, condition) = match head.split_once('?') {
            Some((name, condition)) => (name, Some(Condition::parse(condition))),
            None => (head, None),
        };
        Self { name, condition, part: Part::parse(kind) }
    }

    /// Whether it has no bytes: a bit is its value.
    pub(super) fn is_flag(&self) -> bool {
        self.condition.is_some() && matches!(self.part, Part::Value(Kind("u")))
    }
}

impl Condition {
    fn parse(text: &'static str) -> Self {
        let (number, rest) = leading_number(text);
        let bit = rest.strip_prefix('.').and_then(|bit| bit.parse().ok());
        Self { number: number.unwrap_or_default(), bit }
    }

    /// Whether it holds where the fields before have these numbers.
    pub(super) fn holds(self, numbers: &[u32]) -> bool {
        self.holds_for(numbers.get(self.number).copied().unwrap_or_default())
    }

    /// Whether it holds for this number.
    pub(super) fn holds_for(self, number: u32) -> bool {
        self.bit.map_or(number, |bit| number & bit_mask(bit)) != 0
    }
}

impl Part {
    fn parse(text: &'static str) -> Self {
        match text.as_bytes() {
            [b'#', b'm', ..] => Self::Mask,
            [b'#', b'k', ..] => Self::KeptMask,
            [b'#', b'l', ..] => Self::Length,
            [b'#', b'c', ..] => {
                let of = text.get(2..).map(leading_number).and_then(|(of, _)| of);
                Self::Count(of.unwrap_or_default())
            }
            _ => Self::Value(Kind(text)),
        }
    }
}

pub(super) fn bit_mask(bit: u32) -> u32 {
    1u32.checked_shl(bit).unwrap_or_default()
}

pub(super) fn parse_id(digits: &str) -> Option<u32> {
    let is_id = digits.len() <= 8 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_id)
}
