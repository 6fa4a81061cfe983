//! The Rust paths of a schema's names, for those who tell people about them.

use tl_parser::schema::{CombinatorId, Schema, TypeId};
use tl_parser::wire::Wire;

use super::super::model::Place;
use super::built_in;
use super::plan::{Plan, TypePlace};
use super::renames::Renames;

/// What constructors, functions and types of one [`Schema`] are called in generated Rust, such as
/// `functions::auth::CancelCode`.
///
/// The paths begin at the generated module, and are those that [`generate`](crate::generate) gives to the same schema if the
/// config has no [`rename`](crate::Config::rename).
/// What has no item of its own has no path: types and constructors that the language brings along. A schema that
/// redeclares such has no paths at all, as nothing is generated for it.
#[derive(Clone, Debug)]
pub struct RustPaths {
    combinators: Vec<Option<String>>,
    types: Vec<Option<String>>,
}

impl RustPaths {
    /// Plans all names.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        let wire = Wire::new(schema);
        if !built_in::check(schema, &wire).is_empty() {
            return Self { combinators: Vec::new(), types: Vec::new() };
        }
        let plan = Plan::new(schema, &wire, Renames::NONE);
        let combinators = schema.combinators().map(|id| plan.combinator(id).map(|place| path(&plan, place)));
        let types = schema.types().map(|ty| type_place(&plan, ty).map(|place| path(&plan, place)));
        Self { combinators: combinators.collect(), types: types.collect() }
    }

    /// The struct of a constructor or function.
    #[must_use]
    pub fn combinator(&self, id: CombinatorId) -> Option<&str> {
        self.combinators.get(id.index())?.as_deref()
    }

    /// What a boxed type is: an enum, or the struct of its only constructor under the name of the type.
    #[must_use]
    pub fn ty(&self, id: TypeId) -> Option<&str> {
        self.types.get(id.index())?.as_deref()
    }
}

fn type_place(plan: &Plan, ty: TypeId) -> Option<&Place> {
    match plan.ty(ty)? {
        TypePlace::Enum(place) | TypePlace::Struct { alias: Some(place), .. } => Some(place),
        TypePlace::Struct { constructor, alias: None } => plan.combinator(*constructor),
    }
}

fn path(plan: &Plan, place: &Place) -> String {
    let module = plan.modules[place.module].path.0.iter();
    module.chain([&place.ident]).map(|ident| &*ident.0).collect::<Vec<_>>().join("::")
}
