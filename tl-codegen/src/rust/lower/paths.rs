//! Rust paths of the names of a schema, for tools that show them.

use tl_parser::schema::{CombinatorId, Schema, TypeId};
use tl_parser::wire::Wire;

use super::super::model::ItemRef;
use super::given_names::Renames;
use super::plan::{Plan, TypeItem};
use super::problem;

/// Paths of constructors, functions and types of one [`Schema`] in generated Rust code, such as
/// `functions::auth::CancelCode`.
///
/// The paths begin at the generated module. [`generate`](crate::rust::generate) uses the same paths for the same schema
/// if the config has no [`rename`](crate::rust::Config::rename).
///
/// Built-in types and constructors have no path, because no item is generated for them. If a schema declares a built-in
/// name in another form, no code can be generated for the schema, and none of its names has a path.
#[derive(Clone, Debug)]
pub struct Paths {
    combinators: Vec<Option<String>>,
    types: Vec<Option<String>>,
}

impl Paths {
    /// Computes the paths of all declarations.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        let wire = Wire::new(schema);
        if !problem::check(schema, &wire).is_empty() {
            return Self { combinators: Vec::new(), types: Vec::new() };
        }
        let plan = Plan::new(schema, &wire, Renames::NONE);
        let combinators =
            schema.combinators().map(|id| plan.combinator(id).map(|item_ref| path(&plan, item_ref)));
        let types = schema.types().map(|ty| type_item(&plan, ty).map(|item_ref| path(&plan, item_ref)));
        Self { combinators: combinators.collect(), types: types.collect() }
    }

    /// Returns the path of the struct of a constructor or function.
    #[must_use]
    pub fn combinator(&self, id: CombinatorId) -> Option<&str> {
        self.combinators.get(id.index())?.as_deref()
    }

    /// Returns the path of a boxed type: the path of its enum, of the struct of its only constructor, or of the alias
    /// for that struct.
    #[must_use]
    pub fn ty(&self, id: TypeId) -> Option<&str> {
        self.types.get(id.index())?.as_deref()
    }
}

fn type_item(plan: &Plan, ty: TypeId) -> Option<&ItemRef> {
    match plan.ty(ty)? {
        TypeItem::Enum(item_ref) | TypeItem::Struct { alias: Some(item_ref), .. } => Some(item_ref),
        TypeItem::Struct { constructor, alias: None } => plan.combinator(*constructor),
        TypeItem::Standard(_) => None,
    }
}

fn path(plan: &Plan, item_ref: &ItemRef) -> String {
    let module = plan.modules[item_ref.module].path.0.iter();
    module.chain([&item_ref.ident]).map(|ident| &*ident.0).collect::<Vec<_>>().join("::")
}
