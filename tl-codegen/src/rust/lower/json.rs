//! What values mean in JSON: the table of a package, which `tl_runtime::wire` reads, and the code of each item in it.

use tl_parser::schema::{Category, CombinatorId, Schema, TypeId};
use tl_parser::wire::Wire;
use tl_parser::wire::table::{Part, Table};

use super::super::model::JsonTable;
use super::plan::Plan;

/// The table of a schema.
#[derive(Debug)]
pub(super) struct Json(Table);

impl Json {
    pub(super) fn new(schema: &Schema, wire: &Wire, keeps_masks: bool) -> Self {
        Self(Table::new(&[Part { schema, wire, keeps_masks }], &[], true))
    }

    pub(super) fn into_table(self) -> JsonTable {
        JsonTable { names: self.0.names(), bytes: self.0.into_bytes() }
    }

    /// The code of the struct of `id`, boxed. Its parameters are those of the struct.
    pub(super) fn of_struct(&self, plan: &Plan, id: CombinatorId) -> Vec<u8> {
        self.0.combinator_code(0, id, &parameters(plan.used.by_struct(id)))
    }

    /// The code of the enum of `ty`. Its parameters are those of the enum.
    pub(super) fn of_enum(&self, plan: &Plan, ty: TypeId) -> Vec<u8> {
        self.0.type_code(0, ty, &parameters(plan.used.by_type(ty)))
    }
}

/// The code of any constructor, or of any function.
pub(super) fn of_any(category: Category) -> Vec<u8> {
    Table::any_code(category)
}

/// For each parameter of the TL type, that of the Rust type.
fn parameters(used: &[bool]) -> Vec<Option<usize>> {
    let count = |next: &mut usize, &used: &bool| {
        let index = *next;
        *next += usize::from(used);
        Some(used.then_some(index))
    };
    used.iter().scan(0, count).collect()
}
