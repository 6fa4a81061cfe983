//! The schemas of a codec and the table that describes their values.

use tl_parser::schema::Schema;
use tl_parser::wire::table::{self, Envelope as EnvelopeRow, Part};
use tl_parser::wire::{Value, Wire};
use tl_runtime::wire::Table;

use crate::Envelope;

/// One or more schemas, in order of precedence, and the envelopes of MTProto.
#[derive(Debug)]
pub(crate) struct Schemas {
    pub(crate) all: Vec<(Schema, Wire)>,
    rows: table::Table,
    /// The names in the table.
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
        let rows = table::Table::new(&parts, &envelopes, table::TableNames::All);
        Self { names: rows.names(), rows, all }
    }

    pub(crate) fn table(&self) -> Table<'_> {
        Table::new(self.rows.bytes(), &self.names)
    }

    /// Returns the code of a value of the schema with this index.
    pub(crate) fn code(&self, index: usize, value: &Value) -> Vec<u8> {
        self.all.get(index).map(|schema| self.rows.value(index, part(schema), value)).unwrap_or_default()
    }

    /// Returns the code of an envelope.
    pub(crate) fn envelope_code(&self, envelope: Envelope) -> Vec<u8> {
        self.rows.envelope_code(envelope as usize)
    }
}

pub(crate) fn part((schema, wire): &(Schema, Wire)) -> Part<'_> {
    Part { schema, wire, keeps_masks: schema.dialect().keeps_masks() }
}
