//! Finds the dependents of declarations that are left out. A dependent uses a name that no remaining declaration
//! declares.

use std::collections::{HashMap, HashSet};

use super::files::Files;
use super::outline::{DeclarationNode, category, head};
use super::prelude;
use crate::ast::{Combinator, FinalKeyword, ItemKind, Name, Param, ParamType, Section, TypeExpr, TypeKind};
use crate::codes::names::needs_left_out;
use crate::schema::Category;
use crate::{Diagnostic, Span};

/// For each declaration, the names that it declares. For each name, the declarations that use it.
#[derive(Debug, Default)]
pub(super) struct Dependents<'s> {
    /// The names that each declaration declares. For example, a constructor declares its own name and the name of its
    /// type. Declarations are identified by their spans.
    declared: HashMap<Span, Vec<&'s str>>,
    /// For each name, the number of its declarations that are not left out.
    left: HashMap<&'s str, usize>,
    /// For each name, the declarations that use it, and where they use it.
    users: HashMap<&'s str, Vec<(Span, Name<'s>)>>,
}

impl<'s> Dependents<'s> {
    pub(super) fn new(files: &Files<'_, 's>) -> Self {
        let mut all = Self::default();
        for parsed in files.parsed {
            let mut section = Section::Types;
            for item in &parsed.document.items {
                match &item.kind {
                    ItemKind::Section(next) => section = *next,
                    ItemKind::Combinator(node) => {
                        all.combinator(node, category(DeclarationNode::Combinator(node), section), item.span);
                    }
                    ItemKind::BuiltIn(node) => all.declare(item.span, [node.name.text, node.result.text]),
                    ItemKind::Final(node) if node.keyword == FinalKeyword::Empty => {
                        all.declare(item.span, [node.ty.text]);
                    }
                    _ => {}
                }
            }
        }
        all
    }

    fn combinator(&mut self, combinator: &Combinator<'s>, category: Category, span: Span) {
        let head = head(&combinator.result.ty).filter(|_| category == Category::Constructor);
        if let Some(ty) = head {
            self.declare(span, [combinator.name.text, ty.text]);
        }
        let mut used = Vec::new();
        collect_params(&combinator.params, &mut used);
        collect(&combinator.result.ty, &mut used);
        let mut variables = HashSet::new();
        variables
            .extend(combinator.implicit.iter().flat_map(|implicit| &implicit.names).map(|name| name.text));
        collect_names(&combinator.params, &mut variables);
        for name in used.into_iter().filter(|name| !variables.contains(name.text)) {
            // A constructor does not need other constructors of its type.
            if head.is_none_or(|head| head.span != name.span) {
                self.users.entry(name.text).or_default().push((span, name));
            }
        }
    }

    fn declare(&mut self, span: Span, names: impl IntoIterator<Item = &'s str>) {
        for name in names {
            self.declared.entry(span).or_default().push(name);
            *self.left.entry(name).or_default() += 1;
        }
    }

    /// Adds the dependents of the declarations in `left_out` to `left_out`. Returns an error for each dependent.
    pub(super) fn leave_out(&mut self, left_out: &mut HashSet<Span>) -> Vec<Diagnostic> {
        let mut open: Vec<Span> = left_out.iter().copied().collect();
        open.sort_unstable();
        let mut errors = Vec::new();
        while let Some(span) = open.pop() {
            for name in self.declared.remove(&span).unwrap_or_default() {
                if !self.is_last(name) {
                    continue;
                }
                for (user, place) in self.users.remove(name).unwrap_or_default() {
                    if left_out.insert(user) {
                        errors.push(needs_left_out(place));
                        open.push(user);
                    }
                }
            }
        }
        errors
    }

    /// Records that a declaration of `name` is left out. Returns whether no declaration of `name` remains, not even a
    /// predefined one.
    fn is_last(&mut self, name: &str) -> bool {
        let Some(left) = self.left.get_mut(name) else { return false };
        *left -= 1;
        *left == 0 && !prelude::has(name) && prelude::primitive(name).is_none()
    }
}

fn collect_params<'s>(params: &[Param<'s>], into: &mut Vec<Name<'s>>) {
    for param in params {
        match &param.ty {
            ParamType::Type(ty) => collect(ty, into),
            ParamType::Repetition(repetition) => collect_params(&repetition.params, into),
        }
    }
}

/// Collects the names in a type. Recursion is safe here, because the parser limits the depth of types.
fn collect<'s>(ty: &TypeExpr<'s>, into: &mut Vec<Name<'s>>) {
    into.extend(ty.name());
    match &ty.kind {
        TypeKind::Apply(apply) => {
            into.push(apply.head);
            apply.args.iter().for_each(|arg| collect(arg, into));
        }
        TypeKind::Bare(inner) | TypeKind::Paren(inner) => collect(inner, into),
        TypeKind::Name(_) | TypeKind::Nat | TypeKind::Number(_) | TypeKind::Sum(_) => {}
    }
}

/// Collects the names of fields. The name of a number, such as `n:#`, is a variable.
fn collect_names<'s>(params: &[Param<'s>], into: &mut HashSet<&'s str>) {
    for param in params {
        into.extend(param.names.iter().map(|name| name.text));
        if let ParamType::Repetition(repetition) = &param.ty {
            collect_names(&repetition.params, into);
        }
    }
}
