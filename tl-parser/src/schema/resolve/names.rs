//! Second pass: which types and constructors there are.
//!
//! A name may be declared under several layer bars. A reference means the declaration under its own bar, else
//! the one under the nearest lower bar, else the first.

use std::collections::HashMap;

use super::context::Context;
use super::outline::{Declaration, Outline};
use super::prelude;
use crate::Span;
use crate::ast::{FinalKeyword, Kind};
use crate::codes::lints;
use crate::schema::{Category, CombinatorId, TypeId};

/// All names of a schema.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    types: Vec<TypeEntry<'a>>,
    type_ids: HashMap<&'a str, TypeId>,
    constructors: HashMap<&'a str, Vec<Constructor>>,
    functions: HashMap<&'a str, Span>,
    /// The type of each constructor, by its id.
    owners: Vec<Option<TypeId>>,
    /// The names of all constructors in schema order.
    spellings: Vec<&'a str>,
}

/// A type and what is known of it.
#[derive(Debug)]
pub(super) struct TypeEntry<'a> {
    pub(super) name: &'a str,
    pub(super) constructors: Vec<CombinatorId>,
    /// The different names of its constructors.
    pub(super) spellings: Vec<&'a str>,
    /// What it takes; not known where all its constructors are wrong.
    pub(super) params: Option<Vec<Kind>>,
}

/// A constructor among those of its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Constructor {
    pub(super) id: CombinatorId,
    pub(super) ty: TypeId,
    /// Whether its bare form is known, whatever other constructors its type has.
    pub(super) fixed: bool,
    bar: Option<u32>,
}

/// Collects the names of all declarations.
pub(super) fn collect<'a>(outline: &Outline<'a>, cx: &mut Context) -> Names<'a> {
    let mut names = Names::default();
    for (at, declaration) in outline.declarations.iter().enumerate() {
        let owner = names.owner(declaration, cx);
        names.owners.push(owner);
        match owner {
            Some(ty) => names.add_constructor(CombinatorId(at as u32), ty, declaration),
            None if declaration.category == Category::Function => {
                let name = declaration.name();
                names.functions.entry(name.text).or_insert(name.span);
            }
            None => {}
        }
    }
    for announced in outline.finals.iter().filter(|f| f.node.keyword != FinalKeyword::Final) {
        names.intern(announced.node.ty.text);
    }
    names
}

impl<'a> Names<'a> {
    /// The type that a constructor makes; none for functions and for results that are no type.
    fn owner(&mut self, declaration: &Declaration<'a>, cx: &mut Context) -> Option<TypeId> {
        if declaration.category == Category::Function {
            return None;
        }
        let head = declaration.result_head()?;
        let implicit = declaration.combinator().map_or(&[][..], |c| &c.implicit);
        if implicit.iter().flat_map(|group| &group.names).any(|variable| variable.text == head.text) {
            return None;
        }
        if !head.is_upper() && !prelude::is_rival(declaration.name().text, head.text) {
            cx.report(lints::result_case(head));
        }
        Some(self.intern(head.text))
    }

    fn intern(&mut self, name: &'a str) -> TypeId {
        let next = TypeId(self.types.len() as u32);
        let id = *self.type_ids.entry(name).or_insert(next);
        if id == next {
            let params = prelude::params(name);
            self.types.push(TypeEntry { name, constructors: Vec::new(), spellings: Vec::new(), params });
        }
        id
    }

    fn add_constructor(&mut self, id: CombinatorId, ty: TypeId, declaration: &Declaration<'a>) {
        let name = declaration.name().text;
        let same_name = self.constructors.entry(name).or_default();
        let entry = &mut self.types[ty.0 as usize];
        entry.constructors.push(id);
        if !same_name.iter().any(|other| other.ty == ty) {
            entry.spellings.push(name);
        }
        if same_name.is_empty() {
            self.spellings.push(name);
        }
        let fixed = declaration.combinator().is_none() || prelude::is_fixed(name, entry.name);
        same_name.push(Constructor { id, ty, fixed, bar: declaration.bar });
    }

    /// All types with their ids, in the order in which they come up.
    pub(super) fn types(&self) -> &[TypeEntry<'a>] {
        &self.types
    }

    pub(super) fn ty(&self, id: TypeId) -> &TypeEntry<'a> {
        &self.types[id.0 as usize]
    }

    pub(super) fn set_params(&mut self, id: TypeId, params: Vec<Kind>) {
        self.types[id.0 as usize].params = Some(params);
    }

    pub(super) fn find_type(&self, name: &str) -> Option<TypeId> {
        self.type_ids.get(name).copied()
    }

    /// The type that a constructor makes.
    pub(super) fn owner_of(&self, constructor: CombinatorId) -> Option<TypeId> {
        self.owners[constructor.0 as usize]
    }

    /// Whether a built-in type has its own constructor, which another declaration may have replaced; true for all other
    /// types.
    pub(super) fn has_form(&self, ty: TypeId) -> bool {
        let TypeEntry { name, spellings, .. } = self.ty(ty);
        prelude::primitive(name).is_none() || spellings.iter().any(|spelling| prelude::pairs(spelling, name))
    }

    /// Where a function of this name is declared.
    pub(super) fn find_function(&self, name: &str) -> Option<Span> {
        self.functions.get(name).copied()
    }

    /// The constructor that `name` means under `bar`.
    pub(super) fn find_constructor(&self, name: &str, bar: Option<u32>) -> Option<Constructor> {
        let candidates = self.constructors.get(name)?;
        let earlier = candidates.iter().filter(|c| c.bar <= bar);
        // Reversed, for `max_by_key` takes the last of equals.
        earlier.rev().max_by_key(|c| c.bar).or(candidates.first()).copied()
    }

    /// The constructor of a type whose constructors all have one name.
    pub(super) fn only_constructor(&self, ty: TypeId, bar: Option<u32>) -> Option<CombinatorId> {
        match self.ty(ty).spellings[..] {
            [name] => self.find_constructor(name, bar).map(|constructor| constructor.id),
            _ => None,
        }
    }

    /// All names that may stand for a type, in schema order.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.types.iter().map(|ty| ty.name).chain(self.spellings.iter().copied())
    }
}
