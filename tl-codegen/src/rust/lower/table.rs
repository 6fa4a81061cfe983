//! Converts the wire forms of a package to a table that `tl_runtime::wire` reads, and returns the codes of items and
//! values in the table.

use tl_parser::schema::{Category, CombinatorId, Schema, TypeId};
use tl_parser::wire::table::{Part, Table, TableNames};
use tl_parser::wire::{Arg, Value, Wire};

use super::super::model::WireTable;
use super::generics::ParamForm;
use super::plan::Plan;
use crate::rust::config::Config;
use crate::rust::program::Passing;

/// The table of a schema.
#[derive(Debug)]
pub(super) struct WireForms(Table);

impl WireForms {
    pub(super) fn new(
        schema: &Schema,
        wire: &Wire,
        config: &Config,
        passing: &Passing,
        names: TableNames,
    ) -> Self {
        let own = Part { schema, wire, keeps_masks: config.keeps_masks(schema) };
        Self(Table::merged(&passing.parts(own, config), names))
    }

    pub(super) fn into_table(self) -> WireTable {
        WireTable { names: self.0.names(), bytes: self.0.into_bytes() }
    }

    /// Returns the code of the value of a field, or `None` if [`is_closed`] returns `false` for the value.
    pub(super) fn of_value(&self, part: Part<'_>, value: &Value) -> Option<Vec<u8>> {
        is_closed(value).then(|| self.0.value(0, part, value))
    }

    /// Returns the code of the boxed struct of `id`. Type parameters in the code have the indices that they have in the
    /// struct.
    pub(super) fn of_struct(&self, plan: &Plan, id: CombinatorId) -> Vec<u8> {
        self.0.combinator_code(0, id, &parameters(plan.generics.by_struct(id)))
    }

    /// Returns the code of the enum of `ty`. Type parameters in the code have the indices that they have in the enum.
    pub(super) fn of_enum(&self, plan: &Plan, ty: TypeId) -> Vec<u8> {
        self.0.type_code(0, ty, &parameters(plan.generics.by_type(ty)))
    }
}

/// Returns whether the form of a value is the same everywhere. It is not if it depends on another field, on a parameter
/// or on the position of the value. Returns `false` for values that contain a repetition, even if the number of items
/// is constant.
fn is_closed(value: &Value) -> bool {
    let is_closed_arg = |arg: &Arg| match arg {
        Arg::Type(value) => is_closed(value),
        Arg::Number(number) => number.var.is_none(),
    };
    match value {
        Value::Scalar(_) | Value::Tagged { .. } => true,
        Value::Vector { item, .. } => is_closed(item),
        Value::Boxed { args, .. } | Value::Bare { args, .. } => args.iter().all(is_closed_arg),
        Value::Repeat(_) | Value::Object | Value::Param(_) | Value::Call(_) | Value::Unsupported => false,
    }
}

/// Returns the code of a value that is any constructor or any function.
pub(super) fn of_any(category: Category) -> Vec<u8> {
    Table::any_code(category)
}

/// For each parameter of the TL type, returns the index of the Rust type parameter, if there is one.
fn parameters(forms: &[ParamForm]) -> Vec<Option<usize>> {
    let count = |next: &mut usize, &form: &ParamForm| {
        let (index, is_type) = (*next, form == ParamForm::Type);
        *next += usize::from(is_type);
        Some(is_type.then_some(index))
    };
    forms.iter().scan(0, count).collect()
}
