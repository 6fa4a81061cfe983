//! The schema: all types and combinators, with lookups by name and index.

use std::collections::HashMap;
use std::ops::Index;

use super::combinator::{Category, Combinator};
use super::dialect::{ChosenDialect, Dialect};
use super::expr::{CombinatorId, TypeId, TypeRef};
use super::types::Type;
use crate::similar::{all_similar, similar};

/// A schema without errors. Its types and combinators are in *schema order*: first the predefined ones, then those of
/// the files. The files are sorted by name, and each is read from top to bottom.
#[derive(Clone, Debug)]
pub struct Schema {
    pub(super) types: Vec<Type>,
    pub(super) combinators: Vec<Combinator>,
    pub(super) layer: Option<u32>,
    pub(super) dialect: ChosenDialect,
    pub(super) type_names: HashMap<String, TypeId>,
    pub(super) combinator_names: HashMap<String, Vec<CombinatorId>>,
    warnings: Vec<String>,
}

impl Schema {
    /// Creates a schema from types and combinators that refer to each other by index.
    pub(super) fn new(
        types: Vec<Type>,
        combinators: Vec<Combinator>,
        layer: Option<u32>,
        dialect: ChosenDialect,
    ) -> Self {
        let type_names =
            types.iter().enumerate().map(|(at, ty)| (ty.name.clone(), TypeId(at as u32))).collect();
        let mut combinator_names: HashMap<String, Vec<CombinatorId>> =
            HashMap::with_capacity(combinators.len());
        for (at, combinator) in combinators.iter().enumerate() {
            combinator_names.entry(combinator.name.clone()).or_default().push(CombinatorId(at as u32));
        }
        let warnings = Vec::new();
        Self { types, combinators, layer, dialect, type_names, combinator_names, warnings }
    }

    pub(crate) fn with_warnings(self, warnings: Vec<String>) -> Self {
        Self { warnings, ..self }
    }

    /// Returns the warnings of [`parse`](Self::parse) or [`load`](Self::load), such as `api.tl:3:12: warning[TL0302]:
    /// …`. The list is empty for all other schemas: [`resolve`](super::resolve()) returns its warnings as
    /// [`Diagnostics`](crate::Diagnostics) next to the schema, and a [`subset`](Self::subset) has none.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Returns all types. The types that the language predefines come first.
    pub fn types(&self) -> impl ExactSizeIterator<Item = TypeId> + use<> {
        (0..self.types.len() as u32).map(TypeId)
    }

    /// Returns all combinators. The combinators that the language predefines come first.
    pub fn combinators(&self) -> impl ExactSizeIterator<Item = CombinatorId> + use<> {
        (0..self.combinators.len() as u32).map(CombinatorId)
    }

    /// Returns the constructors or the functions that the files declare.
    pub fn declared(&self, category: Category) -> impl Iterator<Item = CombinatorId> + '_ {
        self.combinators().filter(move |&id| self[id].category == category && !self[id].predefined)
    }

    /// Returns the type called `name`, such as `auth.SentCode`.
    #[must_use]
    pub fn find_type(&self, name: &str) -> Option<TypeId> {
        self.type_names.get(name).copied()
    }

    /// Returns the combinators called `name`. There may be several if a file has layer bars (`===n===`), or if a
    /// function has the name of a predefined constructor.
    #[must_use]
    pub fn find_combinators(&self, name: &str) -> &[CombinatorId] {
        self.combinator_names.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns the name of the type, constructor or function that is most similar to `name`, if any is similar.
    #[must_use]
    pub fn similar(&self, name: &str) -> Option<&str> {
        let combinators = self.combinators.iter().map(Combinator::name);
        similar(name, self.types.iter().map(Type::name).chain(combinators))
    }

    /// Returns the names of types, constructors and functions that are similar to `name`, starting with the most
    /// similar one.
    #[must_use]
    pub fn all_similar(&self, name: &str) -> Vec<&str> {
        let combinators = self.combinators.iter().map(Combinator::name);
        all_similar(name, self.types.iter().map(Type::name).chain(combinators))
    }

    /// Returns the number of the layer, from the comment `// LAYER n`. A layer is a version of Telegram's API.
    #[must_use]
    pub fn layer(&self) -> Option<u32> {
        self.layer
    }

    /// Returns the dialect, which determines how to compute ids that are not declared.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect.dialect
    }

    /// Returns the dialect and the reason why it was chosen.
    #[must_use]
    pub fn chosen_dialect(&self) -> &ChosenDialect {
        &self.dialect
    }

    /// Returns the type of a constructor, or `None` for a function.
    #[must_use]
    pub fn type_of(&self, constructor: CombinatorId) -> Option<TypeId> {
        match (&self[constructor].category, &self[constructor].result) {
            (Category::Constructor, TypeRef::Boxed { ty, .. }) => Some(*ty),
            _ => None,
        }
    }

    /// Returns the constructor that is the bare form of a built-in type, such as `int` for `Int`.
    #[must_use]
    pub fn bare_form_of(&self, ty: TypeId) -> Option<CombinatorId> {
        self[ty].constructors.iter().copied().find(|&id| self[id].is_built_in())
    }
}

impl Index<TypeId> for Schema {
    type Output = Type;

    fn index(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }
}

impl Index<CombinatorId> for Schema {
    type Output = Combinator;

    fn index(&self, id: CombinatorId) -> &Combinator {
        &self.combinators[id.0 as usize]
    }
}
