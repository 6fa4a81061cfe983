//! Encodes a constructor or function from members that are passed separately, without an object around them.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::assignment::{fields, unknown_field};
use super::{Encoder, Error, JsonForm, Result, Source, names};
use crate::wire::form::{Scalar, ValueForm};
use crate::wire::table::{self, Table};

/// A closed constructor or function: its id alone determines how it is read.
#[derive(Clone, Copy, Debug)]
pub struct ClosedCombinator<'t> {
    table: Table<'t>,
    row: table::Row<'t>,
}

/// The JSON form of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A string with any text.
    Text,
    /// A string with a number or bytes.
    Coded,
    /// A number, or a string such as `NaN` for a number that JSON cannot express.
    Float,
    /// An object that contains the name of its constructor or function.
    Object,
    /// Anything else.
    Other,
}

impl<'t> ClosedCombinator<'t> {
    /// Returns the constructor or function called `name`.
    ///
    /// # Errors Returns an error at `at` if no closed constructor or function has this name, or if the first schema
    /// that has one has several with different ids.
    pub fn called<'s>(table: &Table<'t>, name: &str, at: impl Source<'s>) -> Result<Self> {
        names::any_called(table, name, at).map(|row| Self { table: *table, row })
    }

    /// Returns the JSON form of the field `key`.
    ///
    /// # Errors
    /// Returns an error at `at` if the field does not exist.
    pub fn field<'s, S: Source<'s>>(&self, form: JsonForm, key: &str, at: S) -> Result<FieldKind> {
        let fields = fields::<S>(self.row.fields, &self.table, 0);
        let Some(field) = fields.iter().find(|field| field.key == key) else {
            return Err(at.error(unknown_field(form, &fields, Some(self.table.name(&self.row)), key)));
        };
        Ok(match field.form {
            ValueForm::Scalar(Scalar::String) => FieldKind::Text,
            ValueForm::Scalar(
                Scalar::Bytes
                | Scalar::Long
                | Scalar::Int53
                | Scalar::Int128
                | Scalar::Int256
                | Scalar::Int512,
            ) => FieldKind::Coded,
            ValueForm::Scalar(Scalar::Double | Scalar::Float) => FieldKind::Float,
            ValueForm::Boxed { .. }
            | ValueForm::Only { .. }
            | ValueForm::Bare { .. }
            | ValueForm::Object
            | ValueForm::Param(_)
            | ValueForm::Call(_) => FieldKind::Object,
            _ => FieldKind::Other,
        })
    }
}

impl Encoder {
    /// Returns the bytes of a constructor or function whose fields have the values in `members`.
    ///
    /// # Errors
    /// Returns an error if `members` does not describe the fields of the constructor or function.
    pub fn with_members<'s, S: Source<'s>>(
        mut self,
        ClosedCombinator { table, row }: ClosedCombinator<'_>,
        json: S,
        members: Vec<(Cow<'s, str>, S)>,
    ) -> core::result::Result<Vec<u8>, Error> {
        self.named_without_args(&table, &row, json, members)?;
        self.out.finish(json, |walker| walker.object(&table))
    }
}
