//! Removes combinators from a schema.

use super::subset::{NewIndices, Renumbering};
use super::uses::Walk;
use super::{Category, CombinatorId, Schema, TypeId, TypeRef};

/// A combinator that is removed because it needs a combinator that was removed before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependent {
    /// The combinator that is removed.
    pub combinator: CombinatorId,
    /// The constructor that was removed before. `combinator` uses this constructor as a bare type, or uses a type of
    /// which this was the last constructor.
    pub needs: CombinatorId,
}

impl Schema {
    /// Returns the schema without the combinators in `left_out` and without their dependents. The order of the
    /// remaining combinators is unchanged. Also returns the dependents, in the order in which they are removed.
    ///
    /// A combinator needs at least one constructor of each type that it uses, and each constructor that it uses as a
    /// bare type. The [`TypeId`]s and [`CombinatorId`]s of `self` are not valid in the new schema.
    #[must_use]
    pub fn without(&self, left_out: &[CombinatorId]) -> (Self, Vec<Dependent>) {
        let mut removal = Removal::new(self);
        left_out.iter().for_each(|&id| removal.remove(id));
        while let Some(id) = removal.open.pop() {
            removal.remove_dependents(id);
        }
        let Removal { kept, lost, dependents, .. } = removal;
        let types: Vec<bool> = lost.iter().map(|lost| !lost).collect();
        let renumbering = Renumbering { combinators: NewIndices::new(&kept), types: NewIndices::new(&types) };
        (renumbering.schema(self), dependents)
    }
}

/// The state of a removal.
struct Removal<'s> {
    schema: &'s Schema,
    kept: Vec<bool>,
    /// For each type, by index, whether all its constructors were removed.
    lost: Vec<bool>,
    /// For each type, by index, the number of its constructors that remain.
    constructors: Vec<usize>,
    users_of_type: Vec<Vec<CombinatorId>>,
    users_of_bare: Vec<Vec<CombinatorId>>,
    /// Removed combinators whose dependents have not been removed yet.
    open: Vec<CombinatorId>,
    dependents: Vec<Dependent>,
}

impl<'s> Removal<'s> {
    fn new(schema: &'s Schema) -> Self {
        let mut removal = Self {
            schema,
            kept: vec![true; schema.combinators().len()],
            lost: vec![false; schema.types().len()],
            constructors: schema.types().map(|ty| schema[ty].constructors().len()).collect(),
            users_of_type: vec![Vec::new(); schema.types().len()],
            users_of_bare: vec![Vec::new(); schema.combinators().len()],
            open: Vec::new(),
            dependents: Vec::new(),
        };
        // Predefined combinators need nothing, because their encoding does not depend on other declarations.
        for id in schema.combinators().filter(|&id| !schema[id].is_predefined()) {
            let mut walk = Walk::new(schema);
            walk.fields(schema[id].fields());
            match (schema[id].category(), schema[id].result()) {
                // A constructor does not need other constructors of its type.
                (Category::Constructor, TypeRef::Boxed { args, .. }) => walk.args(args),
                (_, result) => walk.ty(result),
            }
            walk.types.iter().for_each(|ty| removal.users_of_type[ty.index()].push(id));
            walk.bare.iter().for_each(|bare| removal.users_of_bare[bare.index()].push(id));
        }
        removal
    }

    fn remove(&mut self, id: CombinatorId) {
        if std::mem::replace(&mut self.kept[id.index()], false) {
            self.open.push(id);
        }
    }

    /// Removes the combinators that need the combinator `id`, which is already removed.
    fn remove_dependents(&mut self, id: CombinatorId) {
        let mut users = std::mem::take(&mut self.users_of_bare[id.index()]);
        if let Some(ty) = self.schema.type_of(id).filter(|&ty| self.is_lost(ty)) {
            users.append(&mut self.users_of_type[ty.index()]);
        }
        for user in users {
            if self.kept[user.index()] {
                self.dependents.push(Dependent { combinator: user, needs: id });
                self.remove(user);
            }
        }
    }

    /// Records that a constructor of `ty` was removed. Returns whether it was the last one. Returns `false` for
    /// built-in types.
    fn is_lost(&mut self, ty: TypeId) -> bool {
        let left = &mut self.constructors[ty.index()];
        *left = left.saturating_sub(1);
        let lost = *left == 0 && self.schema[ty].primitive().is_none();
        self.lost[ty.index()] |= lost;
        lost
    }
}
