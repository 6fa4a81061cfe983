//! The wire forms of one or more schemas as the table that `tl_runtime::wire` reads, where the format is described.

mod code;
mod layout;
mod order;
mod row;
mod strings;

use self::order::Order;
use self::row::RowWriter;
use self::strings::Strings;
use super::model::{Scalar, Value, Wire};
use crate::schema::{CombinatorId, Schema, TypeId};

/// One schema of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// Its wire forms.
    pub wire: &'a Wire,
    /// Whether JSON contains the bits of masks that no field declares.
    pub keeps_masks: bool,
}

/// A structure that no schema declares; it has no id.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// Its name in JSON.
    pub name: &'a str,
    /// Its fields in wire order.
    pub fields: &'a [(&'a str, EnvelopePart)],
}

/// A field of an [`Envelope`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvelopePart {
    /// A `long` that is 0.
    Zero,
    /// An `int`: the number of bytes of the next field.
    Length,
    /// All bytes that are left.
    Rest,
    /// Any boxed value.
    Object,
    /// A scalar.
    Scalar(Scalar),
}

/// A table and the numbers of its types and rows.
#[derive(Clone, Debug)]
pub struct Table {
    bytes: Vec<u8>,
    order: Order,
    /// The number of the first type of each schema.
    types: Vec<usize>,
    strings: Option<Strings>,
}

impl Table {
    /// Builds the table of several schemas. If an id or a name occurs in several, earlier schemas take precedence.
    ///
    /// Without `names`, the table has no names of combinators, fields and types. It is enough to find the end of values.
    #[must_use]
    pub fn new(parts: &[Part<'_>], envelopes: &[Envelope<'_>], names: bool) -> Self {
        let order = Order::new(parts);
        let strings = names.then(|| Strings::new(parts, &order, envelopes));
        let counts = parts.iter().map(|part| part.schema.types().len());
        let types = counts.scan(0, |next, count| Some(std::mem::replace(next, *next + count))).collect();
        let mut table = Self { bytes: Vec::new(), order, types, strings };
        let rows = table.rows(parts, envelopes);
        table.bytes = layout::lay_out(&table.order, &rows, table.strings.as_ref());
        table
    }

    /// Returns the bytes of the table.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns all names of the table, one after another; empty without names.
    #[must_use]
    pub fn names(&self) -> String {
        self.strings.iter().flat_map(|strings| &strings.texts).map(|text| &**text).collect()
    }

    /// The number of a type of the schema with the index `part`.
    fn type_number(&self, part: usize, ty: TypeId) -> usize {
        self.types[part] + ty.index()
    }

    /// The row of a combinator of the schema with the index `part`.
    fn row(&self, part: usize, combinator: CombinatorId) -> usize {
        self.order.row(part, combinator)
    }

    /// Returns the code of the envelope with this index.
    #[must_use]
    pub fn envelope_code(&self, index: usize) -> Vec<u8> {
        row::bare(self.order.len() + index)
    }

    /// Returns the code of a value of the schema `part`, which has the index `number`. Its variables are numbered like type
    /// parameters.
    #[must_use]
    pub fn value(&self, number: usize, part: Part<'_>, value: &Value) -> Vec<u8> {
        let mut row = RowWriter::new(self, number, part);
        row.value(value);
        row.out
    }

    fn rows(&self, parts: &[Part<'_>], envelopes: &[Envelope<'_>]) -> Vec<Vec<u8>> {
        let rows = self.order.rows().map(|(number, id)| {
            let mut row = RowWriter::new(self, number, parts[number]);
            row.combinator(id);
            row.out
        });
        let envelope = |(index, envelope)| row::envelope(self, self.order.len() + index, envelope);
        rows.chain(envelopes.iter().enumerate().map(envelope)).collect()
    }
}
