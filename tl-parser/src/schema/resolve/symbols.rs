//! Second pass: collects the names of types and constructors.
//!
//! A name may be declared under several layer bars (`===n===`). A use refers to the declaration under the same bar. If
//! there is none, the use refers to the declaration under the bar with the nearest lower number, or else to the first
//! declaration.

use std::collections::HashMap;

use super::context::Context;
use super::outline::{Declaration, Outline};
use super::prelude;
use crate::Span;
use crate::ast::{FinalKeyword, VariableKind};
use crate::codes::lints;
use crate::schema::{Category, CombinatorId, TypeId};

/// All names of a schema, with the types, constructors and functions that they refer to.
#[derive(Debug, Default)]
pub(super) struct SymbolTable<'a> {
    types: Vec<TypeEntry<'a>>,
    type_ids: HashMap<&'a str, TypeId>,
    constructors: HashMap<&'a str, Vec<Constructor>>,
    functions: HashMap<&'a str, Span>,
    /// The type of each constructor, by the index of its declaration. `None` for functions, and for constructors whose
    /// result is not a type.
    owners: Vec<Option<TypeId>>,
    /// The names of all constructors, in schema order.
    constructor_names: Vec<&'a str>,
}

/// A type and its properties.
#[derive(Debug)]
pub(super) struct TypeEntry<'a> {
    pub(super) name: &'a str,
    pub(super) constructors: Vec<CombinatorId>,
    /// The names of its constructors, without duplicates.
    pub(super) constructor_names: Vec<&'a str>,
    /// The kinds of its parameters, or `None` if all its constructors have errors.
    pub(super) params: Option<Vec<VariableKind>>,
}

/// One of the constructors that have the same name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Constructor {
    pub(super) id: CombinatorId,
    pub(super) ty: TypeId,
    /// Whether the language defines the encoding of the constructor, or the constructor is declared as `name ? = Type`.
    /// Such a constructor may be used as a bare type even if its type has other constructors.
    pub(super) fixed: bool,
    bar: Option<u32>,
}

/// Collects the names of all declarations.
pub(super) fn collect<'a>(outline: &Outline<'a>, cx: &mut Context) -> SymbolTable<'a> {
    let mut symbols = SymbolTable::default();
    for (at, declaration) in outline.declarations.iter().enumerate() {
        let owner = symbols.owner(declaration, cx);
        symbols.owners.push(owner);
        match owner {
            Some(ty) => symbols.add_constructor(CombinatorId(at as u32), ty, declaration),
            None if declaration.category == Category::Function => {
                let name = declaration.name();
                symbols.functions.entry(name.text).or_insert(name.span);
            }
            None => {}
        }
    }
    for announced in outline.finals.iter().filter(|f| f.node.keyword != FinalKeyword::Final) {
        symbols.intern(announced.node.ty.text);
    }
    symbols
}

impl<'a> SymbolTable<'a> {
    /// Returns the type of a constructor. Returns `None` for functions, and for constructors whose result is not a
    /// type.
    fn owner(&mut self, declaration: &Declaration<'a>, cx: &mut Context) -> Option<TypeId> {
        if declaration.category == Category::Function {
            return None;
        }
        let head = declaration.result_head()?;
        let implicit = declaration.combinator().map_or(&[][..], |c| &c.implicit);
        if implicit.iter().flat_map(|group| &group.names).any(|variable| variable.text == head.text) {
            return None;
        }
        if !head.is_upper() && !prelude::is_conflict(declaration.name().text, head.text) {
            cx.report(lints::result_case(head));
        }
        Some(self.intern(head.text))
    }

    fn intern(&mut self, name: &'a str) -> TypeId {
        let next = TypeId(self.types.len() as u32);
        let id = *self.type_ids.entry(name).or_insert(next);
        if id == next {
            let params = prelude::params(name);
            self.types.push(TypeEntry {
                name,
                constructors: Vec::new(),
                constructor_names: Vec::new(),
                params,
            });
        }
        id
    }

    fn add_constructor(&mut self, id: CombinatorId, ty: TypeId, declaration: &Declaration<'a>) {
        let name = declaration.name().text;
        let same_name = self.constructors.entry(name).or_default();
        let entry = &mut self.types[ty.0 as usize];
        entry.constructors.push(id);
        if !same_name.iter().any(|other| other.ty == ty) {
            entry.constructor_names.push(name);
        }
        if same_name.is_empty() {
            self.constructor_names.push(name);
        }
        let fixed = declaration.combinator().is_none() || prelude::is_bare_form(name, entry.name);
        same_name.push(Constructor { id, ty, fixed, bar: declaration.bar });
    }

    /// Returns all types, in the order of their ids, which is the order in which they first occur.
    pub(super) fn types(&self) -> &[TypeEntry<'a>] {
        &self.types
    }

    pub(super) fn ty(&self, id: TypeId) -> &TypeEntry<'a> {
        &self.types[id.0 as usize]
    }

    pub(super) fn set_params(&mut self, id: TypeId, params: Vec<VariableKind>) {
        self.types[id.0 as usize].params = Some(params);
    }

    pub(super) fn find_type(&self, name: &str) -> Option<TypeId> {
        self.type_ids.get(name).copied()
    }

    /// Returns the type of a constructor.
    pub(super) fn owner_of(&self, constructor: CombinatorId) -> Option<TypeId> {
        self.owners[constructor.0 as usize]
    }

    /// Returns whether a type can be used. A built-in type cannot be used if other declarations replaced its
    /// constructors.
    pub(super) fn is_usable(&self, ty: TypeId) -> bool {
        let TypeEntry { name, constructor_names, .. } = self.ty(ty);
        prelude::primitive(name).is_none()
            || constructor_names.iter().any(|constructor| prelude::is_constructor_of(constructor, name))
    }

    /// Returns the span of the declaration of the function called `name`.
    pub(super) fn find_function(&self, name: &str) -> Option<Span> {
        self.functions.get(name).copied()
    }

    /// Returns the constructor that `name` refers to in a declaration under the layer bar `bar`.
    pub(super) fn find_constructor(&self, name: &str, bar: Option<u32>) -> Option<Constructor> {
        let candidates = self.constructors.get(name)?;
        let earlier = candidates.iter().filter(|c| c.bar <= bar);
        // The iterator is reversed because `max_by_key` returns the last of several maxima.
        earlier.rev().max_by_key(|c| c.bar).or(candidates.first()).copied()
    }

    /// Returns the constructor of `ty` for a declaration under the layer bar `bar`, if all constructors of `ty` have
    /// the same name.
    pub(super) fn only_constructor(&self, ty: TypeId, bar: Option<u32>) -> Option<CombinatorId> {
        match self.ty(ty).constructor_names[..] {
            [name] => self.find_constructor(name, bar).map(|constructor| constructor.id),
            _ => None,
        }
    }

    /// Returns all names that can refer to a type: names of types, then names of constructors, each in schema order.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.types.iter().map(|ty| ty.name).chain(self.constructor_names.iter().copied())
    }
}
