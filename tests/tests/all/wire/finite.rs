//! Finds a constructor with finite values for each type. Types may be recursive.

use std::collections::HashMap;

use tl_parser::schema::{CombinatorId, Field, FieldType, Primitive, Schema, TypeId, TypeRef};

/// The combinators that have a finite value without optional fields, in the order in which they are found.
pub(super) struct Finite {
    found: HashMap<CombinatorId, usize>,
}

impl Finite {
    pub(super) fn new(schema: &Schema) -> Self {
        let mut finite = Self { found: HashMap::new() };
        while finite.find_more(schema) {}
        finite
    }

    /// Returns the constructor of `ty` that was found first. Finite values of its required fields were found before, so
    /// this constructor has a finite value too.
    pub(super) fn constructor(&self, schema: &Schema, ty: TypeId) -> CombinatorId {
        let found = schema[ty].constructors().iter().filter(|id| self.found.contains_key(id));
        *found.min_by_key(|id| self.found[id]).unwrap_or_else(|| panic!("no finite {}", schema[ty].name()))
    }

    fn find_more(&mut self, schema: &Schema) -> bool {
        let before = self.found.len();
        for id in schema.combinators() {
            let is_finite = schema[id].fields().iter().all(|field| self.field_is_finite(schema, field));
            if is_finite && !self.found.contains_key(&id) {
                self.found.insert(id, self.found.len());
            }
        }
        self.found.len() > before
    }

    fn field_is_finite(&self, schema: &Schema, field: &Field) -> bool {
        field.condition().is_some()
            || match field.ty() {
                FieldType::Nat | FieldType::Type | FieldType::Call(_) => true,
                FieldType::Value(ty) => self.type_is_finite(schema, ty),
                FieldType::Repeat(repeat) => {
                    repeat.fields.iter().all(|field| self.field_is_finite(schema, field))
                }
            }
    }

    fn type_is_finite(&self, schema: &Schema, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Nat | TypeRef::Var(_) => true,
            TypeRef::Bare { constructor, .. } => self.found.contains_key(constructor),
            TypeRef::Boxed { ty, .. } => {
                let ty = &schema[*ty];
                let is_finite = |id| self.found.contains_key(id);
                ty.primitive() == Some(Primitive::Object) || ty.constructors().iter().any(is_finite)
            }
        }
    }
}
