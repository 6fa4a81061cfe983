//! Writes the wire forms of one or more schemas as a table. `tl_runtime::wire` describes the format and reads it. In
//! this format, the *code* of a value or of a type describes its form in a few bytes.

mod code;
mod conflicts;
mod data;
mod hash;
mod layout;
mod order;
mod parts;
mod row;
mod strings;

pub use self::conflicts::{Conflict, conflicts};
pub use self::data::Table;
use self::order::{Order, Types};
pub use self::parts::{Envelope, EnvelopeField, Part};
use self::row::RowWriter;
use self::strings::Strings;
pub use self::strings::TableNames;
use super::model::Value;
use crate::schema::{Category, CombinatorId, TypeId};

impl Table {
    /// Builds the table of several schemas. If an id or a name occurs in several schemas, it refers to the first of
    /// these schemas.
    ///
    /// `names` selects the names that the table contains.
    #[must_use]
    pub fn new(parts: &[Part<'_>], envelopes: &[Envelope<'_>], names: TableNames) -> Self {
        Self::of(parts, envelopes, names, false)
    }

    /// Builds the table of several versions of a schema. Types with the same name are merged, and have the constructors
    /// of all versions. Combinators with the same type and id share one row. [`conflicts`] finds combinators with the
    /// same id whose forms differ. If a name occurs in several versions, it refers to the first of them.
    ///
    /// If there are several versions, the wire forms must be created by [`Wire::open`](crate::wire::Wire::open).
    #[must_use]
    pub fn merged(parts: &[Part<'_>], names: TableNames) -> Self {
        Self::of(parts, &[], names, true)
    }

    fn of(parts: &[Part<'_>], envelopes: &[Envelope<'_>], names: TableNames, are_merged: bool) -> Self {
        let types = Types::new(parts, are_merged);
        let order = Order::new(parts, &types, are_merged);
        let strings = match names {
            TableNames::None => None,
            TableNames::Combinators | TableNames::All => {
                Some(Strings::new(parts, &order, &types, envelopes, names == TableNames::All))
            }
        };
        let mut table = Self { bytes: Vec::new(), order, types, strings };
        let rows = table.rows(parts, envelopes);
        table.bytes = layout::lay_out(&table.order, &rows, table.strings.as_ref());
        table
    }

    /// Returns the code of a boxed constructor or function of the schema with the index `part`. `args` contains, for
    /// each argument of the constructor's type or for each implicit argument of the function, the index of the type
    /// parameter that is passed. It contains `None` for an argument on which the value does not depend.
    #[must_use]
    pub fn combinator_code(&self, part: usize, id: CombinatorId, args: &[Option<usize>]) -> Vec<u8> {
        row::applied_to_params(self, code::ONLY, self.row(part, id), args)
    }

    /// Returns the code of a boxed type of the schema with the index `part`; see
    /// [`combinator_code`](Self::combinator_code).
    #[must_use]
    pub fn type_code(&self, part: usize, ty: TypeId, args: &[Option<usize>]) -> Vec<u8> {
        row::applied_to_params(self, code::BOXED, self.type_number(part, ty), args)
    }

    /// Returns the code of any boxed constructor, or of any boxed function.
    #[must_use]
    pub fn any_code(category: Category) -> Vec<u8> {
        match category {
            Category::Constructor => vec![code::OBJECT],
            Category::Function => vec![code::CALL],
        }
    }

    /// Returns the code of the envelope with the index `index`.
    #[must_use]
    pub fn envelope_code(&self, index: usize) -> Vec<u8> {
        row::bare(self.order.len() + index)
    }

    /// Returns the code of a value of the schema `part`, which has the index `number` in the table. Implicit arguments
    /// in the value are written as type parameters with the same indices.
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
