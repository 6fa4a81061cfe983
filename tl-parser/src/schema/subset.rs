//! Subsets of a schema: some combinators, and everything that they need.

use super::uses::Walk;
use super::{Arg, Combinator, CombinatorId, Field, FieldType, Repeat, Schema, Type, TypeId, TypeRef};

impl Schema {
    /// Returns the combinators that match `pattern`, in schema order. A combinator matches if `pattern` is its full
    /// name or, for a constructor, the name of its type. If `pattern` ends in `*`, a name matches if it begins with the
    /// text before the `*`.
    ///
    /// Predefined combinators never match.
    #[must_use]
    pub fn matching(&self, pattern: &str) -> Vec<CombinatorId> {
        let is_meant = |name: &str| Self::is_meant(pattern, name);
        let declared = self.combinators().filter(|&id| !self[id].predefined);
        declared
            .filter(|&id| {
                is_meant(&self[id].name) || self.type_of(id).is_some_and(|ty| is_meant(&self[ty].name))
            })
            .collect()
    }

    /// Returns whether `pattern` matches `name`.
    pub(crate) fn is_meant(pattern: &str, name: &str) -> bool {
        match pattern.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == pattern,
        }
    }

    /// Returns the schema that contains `roots` and everything that `roots` need. The order is unchanged. A combinator
    /// needs the types of its fields and of its result, all constructors of these types, and everything that these
    /// constructors need. So a constructor needs the other constructors of its type. The type `Object` needs only the
    /// constructors that are declared for it, such as `gzip_packed`, although its values can be of any type.
    ///
    /// Predefined declarations are always kept. The [`TypeId`]s and [`CombinatorId`]s of `self` are not valid in the
    /// subset.
    #[must_use]
    pub fn subset(&self, roots: &[CombinatorId]) -> Self {
        let Reached { combinators, types, .. } = self.reached(roots);
        let renumbering =
            Renumbering { combinators: NewIndices::new(&combinators), types: NewIndices::new(&types) };
        renumbering.schema(self)
    }

    /// Returns, for each combinator (by index), whether `roots` contain or need the combinator, as described at
    /// [`subset`](Self::subset). The result is always `true` for predefined combinators.
    #[must_use]
    pub fn needed(&self, roots: &[CombinatorId]) -> Vec<bool> {
        self.reached(roots).combinators
    }

    fn reached(&self, roots: &[CombinatorId]) -> Reached<'_> {
        let mut reached = Reached {
            schema: self,
            combinators: self.combinators.iter().map(|combinator| combinator.predefined).collect(),
            types: self.types.iter().map(|ty| ty.primitive.is_some()).collect(),
            open: Vec::new(),
        };
        roots.iter().for_each(|&root| reached.combinator(root));
        while let Some(id) = reached.open.pop() {
            let mut walk = Walk::new(self);
            walk.fields(&self[id].fields);
            walk.ty(&self[id].result);
            walk.types.into_iter().for_each(|ty| reached.ty(ty));
        }
        reached
    }
}

/// The types and combinators to keep, by index.
struct Reached<'a> {
    schema: &'a Schema,
    combinators: Vec<bool>,
    types: Vec<bool>,
    /// Combinators to keep whose fields and results have not been examined yet.
    open: Vec<CombinatorId>,
}

impl Reached<'_> {
    fn combinator(&mut self, id: CombinatorId) {
        if !std::mem::replace(&mut self.combinators[id.index()], true) {
            self.open.push(id);
        }
    }

    fn ty(&mut self, ty: TypeId) {
        self.types[ty.index()] = true;
        let schema = self.schema;
        schema[ty].constructors.iter().for_each(|&id| self.combinator(id));
    }
}

/// For each old index of a type or combinator, the new index, or `None` if the type or combinator is not kept.
pub(super) struct NewIndices(Vec<Option<u32>>);

impl NewIndices {
    pub(super) fn new(kept: &[bool]) -> Self {
        let mut next = 0;
        let number = |&kept: &bool| {
            kept.then(|| {
                next += 1;
                next - 1
            })
        };
        Self(kept.iter().map(number).collect())
    }
}

/// The new indices of the types and combinators that are kept. Everything that they need must be kept too.
pub(super) struct Renumbering {
    pub(super) combinators: NewIndices,
    pub(super) types: NewIndices,
}

impl Renumbering {
    pub(super) fn schema(&self, schema: &Schema) -> Schema {
        let types: Vec<Type> =
            schema.types().filter_map(|id| self.ty(id).map(|_| self.kept_type(&schema[id]))).collect();
        let combinators: Vec<Combinator> = schema
            .combinators()
            .filter_map(|id| self.combinator(id).map(|_| self.kept_combinator(&schema[id])))
            .collect();
        Schema::new(types, combinators, schema.layer, schema.dialect.clone())
    }

    fn ty(&self, id: TypeId) -> Option<TypeId> {
        self.types.0[id.index()].map(TypeId)
    }

    fn combinator(&self, id: CombinatorId) -> Option<CombinatorId> {
        self.combinators.0[id.index()].map(CombinatorId)
    }

    fn kept_type(&self, ty: &Type) -> Type {
        let constructors = ty.constructors.iter().filter_map(|&id| self.combinator(id)).collect();
        Type { constructors, ..ty.clone() }
    }

    fn kept_combinator(&self, combinator: &Combinator) -> Combinator {
        let mut kept = combinator.clone();
        // If a file redeclares a built-in type, the fields of the declaration may use types that are not kept. All
        // fields of this declaration are then removed, because the language defines the encoding of the type.
        if !self.renumber_fields(&mut kept.fields) {
            kept.fields.clear();
        }
        self.renumber(&mut kept.result);
        kept
    }

    /// Renumbers the types and constructors in the fields. Returns whether all of them are kept.
    fn renumber_fields(&self, fields: &mut [Field]) -> bool {
        fields.iter_mut().all(|field| match &mut field.ty {
            FieldType::Value(ty) => self.renumber(ty),
            FieldType::Repeat(Repeat { fields, .. }) => self.renumber_fields(fields),
            FieldType::Nat | FieldType::Type | FieldType::Call(_) => true,
        })
    }

    /// Renumbers the types and constructors in `ty`. Returns whether all of them are kept.
    fn renumber(&self, ty: &mut TypeRef) -> bool {
        let (kept, args) = match ty {
            TypeRef::Boxed { ty, args } => (self.ty(*ty).map(|kept| *ty = kept), args),
            TypeRef::Bare { constructor, args, .. } => {
                (self.combinator(*constructor).map(|kept| *constructor = kept), args)
            }
            TypeRef::Nat | TypeRef::Var(_) => return true,
        };
        kept.is_some()
            && args.iter_mut().all(|arg| match arg {
                Arg::Type(arg) => self.renumber(arg),
                Arg::Nat(_) => true,
            })
    }
}
