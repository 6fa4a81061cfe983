//! The variables that an expression can use: implicit arguments, and fields to the left of the expression.

use std::collections::HashMap;

use crate::Span;
use crate::ast::{Name, TypeExpr, TypeKind, VariableKind};
use crate::schema::Var;

/// The implicit arguments and the lists of fields. The first list contains the fields of the declaration. Each other
/// list contains the fields of a repetition that was entered and not yet left.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    implicit: NameList<'a>,
    lists: Vec<NameList<'a>>,
}

/// The names in one list.
#[derive(Debug, Default)]
struct NameList<'a> {
    slots: Vec<Slot<'a>>,
    /// Positions of the names in `slots`. Only used if there are more than [`FEW`] names.
    places: HashMap<&'a str, usize>,
    /// The index of the last number in the list, such as `n:#` or `#`.
    last_number: Option<usize>,
    /// The number of arguments or fields in the list, with or without a name.
    len: usize,
}

/// Maximum number of names that are searched one by one. For so few names, this is faster than hashing. Most
/// declarations have fewer names.
const FEW: usize = 16;

#[derive(Clone, Copy, Debug)]
struct Slot<'a> {
    name: &'a str,
    index: usize,
    kind: Option<VariableKind>,
    span: Span,
}

/// The result of a search for a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) var: Var,
    /// The kind of the variable, or `None` for a field that is not a variable.
    pub(super) kind: Option<VariableKind>,
    /// The span of the name in its declaration.
    pub(super) span: Span,
}

impl<'a> Scope<'a> {
    pub(super) fn new() -> Self {
        Self { implicit: NameList::default(), lists: vec![NameList::default()] }
    }

    /// Adds an implicit argument.
    ///
    /// # Errors
    /// Returns the span of the argument that already has this name.
    pub(super) fn declare_implicit(&mut self, name: Name<'a>, kind: VariableKind) -> Result<(), Span> {
        self.implicit.declare(Some(name), Some(kind))
    }

    /// Adds a field to the innermost list.
    ///
    /// # Errors
    /// Returns the span of the first field with this name in the innermost list. In the outermost list, this may also
    /// be the span of an implicit argument.
    pub(super) fn declare(&mut self, name: Option<Name<'a>>, kind: Option<VariableKind>) -> Result<(), Span> {
        let taken = match (&self.lists[..], name) {
            ([_], Some(name)) => self.implicit.find(name.text).map(|slot| slot.span),
            _ => None,
        };
        // The first declaration keeps the name.
        let name = name.filter(|_| taken.is_none());
        let declared = self.lists.last_mut().map_or(Ok(()), |list| list.declare(name, kind));
        taken.map_or(declared, Err)
    }

    /// Opens the list of a repetition.
    pub(super) fn enter(&mut self) {
        self.lists.push(NameList::default());
    }

    /// Closes the innermost list.
    pub(super) fn leave(&mut self) {
        self.lists.pop();
    }

    /// Returns the innermost field called `name`, or the implicit argument if there is no such field.
    pub(super) fn find(&self, name: &str) -> Option<Found> {
        let field = self.lists.iter().rev().enumerate().find_map(|(up, list)| {
            let slot = list.find(name)?;
            Some(Found { var: Var::Field { up, index: slot.index }, kind: slot.kind, span: slot.span })
        });
        field.or_else(|| {
            let slot = self.implicit.find(name)?;
            Some(Found { var: Var::Implicit(slot.index), kind: slot.kind, span: slot.span })
        })
    }

    /// Returns the last number that is declared. Searches lists from the innermost to the outermost, then the implicit
    /// arguments.
    pub(super) fn last_number(&self) -> Option<Var> {
        let lists = self.lists.iter().rev().enumerate();
        let mut fields = lists.filter_map(|(up, list)| Some(Var::Field { up, index: list.last_number? }));
        fields.next().or(self.implicit.last_number.map(Var::Implicit))
    }
}

impl<'a> NameList<'a> {
    fn declare(&mut self, name: Option<Name<'a>>, kind: Option<VariableKind>) -> Result<(), Span> {
        let index = self.len;
        self.len += 1;
        if kind == Some(VariableKind::Nat) {
            self.last_number = Some(index);
        }
        let Some(Name { text, span }) = name else { return Ok(()) };
        if let Some(first) = self.find(text) {
            return Err(first.span);
        }
        self.slots.push(Slot { name: text, index, kind, span });
        if self.slots.len() > FEW {
            let new = self.places.len()..self.slots.len();
            self.places.extend(new.map(|place| (self.slots[place].name, place)));
        }
        Ok(())
    }

    fn find(&self, name: &str) -> Option<&Slot<'a>> {
        if self.slots.len() > FEW {
            return self.places.get(name).map(|&place| &self.slots[place]);
        }
        self.slots.iter().find(|slot| slot.name == name)
    }
}

/// Returns the name if a type is only a name, possibly in parentheses.
pub(super) fn name_of<'a>(ty: &TypeExpr<'a>) -> Option<Name<'a>> {
    match &ty.kind {
        TypeKind::Name(_) => ty.name(),
        TypeKind::Paren(inner) => name_of(inner),
        _ => None,
    }
}

/// Returns the kind of the variable that a field of type `ty` declares, such as [`VariableKind::Nat`] for `n:#`.
pub(super) fn kind_of(ty: &TypeExpr<'_>) -> Option<VariableKind> {
    match &ty.kind {
        TypeKind::Nat => Some(VariableKind::Nat),
        TypeKind::Name("Type") => Some(VariableKind::Type),
        TypeKind::Paren(inner) => kind_of(inner),
        _ => None,
    }
}
