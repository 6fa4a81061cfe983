//! A schema without some of its combinators.

use super::subset::{Numbers, Renumbering};
use super::uses::Walk;
use super::{Category, CombinatorId, Schema, TypeId, TypeRef};

/// A combinator that is left out because it needs another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependent {
    /// The combinator.
    pub combinator: CombinatorId,
    /// One that is left out and that it needs: itself, or because no other constructor makes its type.
    pub needs: CombinatorId,
}

impl Schema {
    /// The schema without the combinators in `left_out` and without those that need them, in the same order; also these
    /// dependents, in an order in which each follows what it needs.
    ///
    /// A combinator needs a type that it mentions as long as one constructor makes it, and it needs a constructor that it
    /// uses bare. [`TypeId`]s and [`CombinatorId`]s of `self` mean nothing in the new schema.
    #[must_use]
    pub fn without(&self, left_out: &[CombinatorId]) -> (Self, Vec<Dependent>) {
        let mut removal = Removal::new(self);
        left_out.iter().for_each(|&id| removal.remove(id));
        while let Some(id) = removal.open.pop() {
            removal.spread(id);
        }
        let Removal { kept, lost, dependents, .. } = removal;
        let types: Vec<bool> = lost.iter().map(|lost| !lost).collect();
        let renumbering = Renumbering { combinators: Numbers::new(&kept), types: Numbers::new(&types) };
        (renumbering.schema(self), dependents)
    }
}

/// Combinators while they are removed.
struct Removal<'s> {
    schema: &'s Schema,
    kept: Vec<bool>,
    /// Types that had a constructor and have none any more.
    lost: Vec<bool>,
    /// For each type by index, how many of its constructors are left.
    constructors: Vec<usize>,
    users_of_type: Vec<Vec<CombinatorId>>,
    users_of_bare: Vec<Vec<CombinatorId>>,
    /// What was removed, and what needs it is still there.
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
        // Those of the language have their form, whatever they are made of.
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

    /// Removes what needs `id`, which is removed.
    fn spread(&mut self, id: CombinatorId) {
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

    /// Counts a constructor of `ty` as removed, and returns whether it was the last one of a type that is not built in.
    fn is_lost(&mut self, ty: TypeId) -> bool {
        let left = &mut self.constructors[ty.index()];
        *left = left.saturating_sub(1);
        let lost = *left == 0 && self.schema[ty].primitive().is_none();
        self.lost[ty.index()] |= lost;
        lost
    }
}
