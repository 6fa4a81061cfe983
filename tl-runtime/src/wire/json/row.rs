//! A constructor or function whose members are given one by one.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::given::{fields, unknown_field};
use super::{Encoder, Error, Result, Source, names};
use crate::wire::form::{Form, Scalar};
use crate::wire::table::{self, Table};

/// A constructor or function whose id determines everything.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: Table<'t>,
    row: table::Row<'t>,
}

/// What the JSON of a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A string that is any text.
    Text,
    /// A string that is a number or bytes.
    Coded,
    /// A number, or the name of one that JSON does not have.
    Float,
    /// An object with a name.
    Object,
    /// Anything else.
    Other,
}

impl<'t> Row<'t> {
    /// Returns the constructor or function called `name`.
    ///
    /// # Errors
    /// If there is none, or if there are several; at `at`.
    pub fn called<'s>(table: &Table<'t>, name: &str, at: impl Source<'s>) -> Result<Self> {
        names::any_called(table, name, at).map(|row| Self { table: *table, row })
    }

    /// Returns what the JSON of the field `key` is.
    ///
    /// # Errors
    /// If there is no such field; at `at`.
    pub fn field<'s, S: Source<'s>>(&self, key: &str, at: S) -> Result<FieldKind> {
        let fields = fields::<S>(self.row.fields, &self.table, 0);
        let Some(field) = fields.iter().find(|field| field.key == key) else {
            return Err(at.error(unknown_field(&fields, Some(self.table.name(&self.row)), key)));
        };
        Ok(match field.form {
            Form::Scalar(Scalar::String) => FieldKind::Text,
            Form::Scalar(Scalar::Bytes | Scalar::Long | Scalar::Int128 | Scalar::Int256 | Scalar::Int512) => {
                FieldKind::Coded
            }
            Form::Scalar(Scalar::Double | Scalar::Float) => FieldKind::Float,
            Form::Boxed { .. }
            | Form::Only { .. }
            | Form::Bare { .. }
            | Form::Object
            | Form::Param(_)
            | Form::Call(_) => FieldKind::Object,
            _ => FieldKind::Other,
        })
    }
}

impl Encoder {
    /// Returns the bytes of a constructor or function with these members.
    ///
    /// # Errors
    /// If they do not describe its fields.
    pub fn row<'s, S: Source<'s>>(
        mut self,
        Row { table, row }: Row<'_>,
        json: S,
        members: Vec<(Cow<'s, str>, S)>,
    ) -> core::result::Result<Vec<u8>, Error> {
        self.known(&table, &row, json, members)?;
        self.out.finish(json, |walker| walker.object(&table))
    }
}
