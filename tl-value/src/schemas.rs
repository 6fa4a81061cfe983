//! Makes tables from schemas: for codecs, and for programs with generated code.

use tl_parser::schema::Schema;
use tl_parser::wire::table::{self, Envelope as EnvelopeRow, Part, TableNames};
use tl_parser::wire::{Value, Wire};
use tl_runtime::wire::Table;

use crate::Envelope;

/// One or more schemas, starting with the one that has the highest precedence, and the envelopes of MTProto.
#[derive(Debug)]
pub(crate) struct Schemas {
    pub(crate) all: Vec<(Schema, Wire)>,
    rows: table::Table,
    /// The names that the table refers to.
    names: String,
}

impl Schemas {
    pub(crate) fn new(schemas: &[&Schema]) -> Self {
        let all: Vec<(Schema, Wire)> =
            schemas.iter().map(|&schema| (schema.clone(), Wire::new(schema))).collect();
        let parts: Vec<Part<'_>> = all.iter().map(part).collect();
        let fields = Envelope::ALL.map(Envelope::fields);
        let envelopes: Vec<EnvelopeRow<'_>> = Envelope::ALL
            .iter()
            .zip(&fields)
            .map(|(envelope, fields)| EnvelopeRow { name: envelope.name(), fields })
            .collect();
        let rows = table::Table::new(&parts, &envelopes, TableNames::All);
        Self { names: rows.names(), rows, all }
    }

    pub(crate) fn table(&self) -> Table<'_> {
        Table::new(self.rows.bytes(), &self.names)
    }

    /// Returns the bytes that describe the type `value` in the format of the table. `index` is the index of the schema
    /// that `value` belongs to.
    pub(crate) fn code(&self, index: usize, value: &Value) -> Vec<u8> {
        self.all.get(index).map(|schema| self.rows.value(index, part(schema), value)).unwrap_or_default()
    }

    /// Returns the bytes that describe an envelope and the message in it, in the format of the table.
    pub(crate) fn envelope_code(&self, envelope: Envelope) -> Vec<u8> {
        self.rows.envelope_code(envelope as usize)
    }
}

fn part((schema, wire): &(Schema, Wire)) -> Part<'_> {
    Part { schema, wire, keeps_masks: schema.dialect().keeps_masks() }
}

/// Makes a table of a schema for [`Reader::with_table`]. With the table, a program with generated code can read values
/// of another layer. The table is never freed, so create it only once.
///
/// The schema may contain only a part of a layer, but must declare everything that it refers to.
///
/// ```
/// use tl_parser::schema::Schema;
///
/// let newer = Schema::parse("newer.tl", "updateDice#00000231 value:int = Update;")?;
/// let table = tl_value::leak_table(&newer);
/// assert_eq!(table.name_of(0x231), Some("updateDice"));
/// let mut r = tl_runtime::Reader::new(&[]).with_table(table);
/// # let _ = r.read::<i32>();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`Reader::with_table`]: tl_runtime::Reader::with_table
#[must_use]
pub fn leak_table(schema: &Schema) -> &'static Table<'static> {
    let schema = (schema.clone(), Wire::open(schema));
    let rows = table::Table::merged(&[part(&schema)], TableNames::Combinators);
    let names = rows.names().leak();
    Box::leak(Box::new(Table::new(rows.into_bytes().leak(), names)))
}
