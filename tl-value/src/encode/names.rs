//! Which constructor or function an object means.

use std::borrow::Cow;

use super::node::Node;
use super::{Encoder, Result};
use crate::error::EncodeErrorKind;
use crate::program::suggestion;

/// The members of an object.
pub(super) type Members<'n> = Vec<(Cow<'n, str>, Node<'n>)>;

/// The member that says the name.
pub(super) const NAME: &str = "_";

impl Encoder<'_> {
    /// The constructor of the type `ty` that an object means.
    pub(super) fn constructor(&self, ty: usize, members: &Members<'_>, node: Node<'_>) -> Result<usize> {
        let (name, at) = name(members, node)?;
        let of_type = |index: &usize| self.program.combinators[*index].ty == Some(ty);
        let expected = || format!("a constructor of `{}`", self.program.types[ty].name);
        self.called(&name, at, of_type, expected)
    }

    /// The function that an object means.
    pub(super) fn function(&self, members: &Members<'_>, node: Node<'_>) -> Result<usize> {
        let (name, at) = name(members, node)?;
        self.called(
            &name,
            at,
            |&index| self.program.combinators[index].is_function,
            || "a function".to_owned(),
        )
    }

    /// The constructor or function called `name`, of those whose id says all.
    pub(super) fn any_called(&self, name: &str, at: Node<'_>) -> Result<usize> {
        let expected = || "a constructor or function without type parameters".to_owned();
        self.called(name, at, |&index| self.program.combinators[index].is_closed(), expected)
    }

    /// Checks that an object means `index`, if it says a name: what is bare needs none.
    pub(super) fn check_name(&self, index: usize, members: &Members<'_>, node: Node<'_>) -> Result {
        if members.iter().all(|(key, _)| key != NAME) {
            return Ok(());
        }
        let (name, at) = name(members, node)?;
        if name == *self.program.combinators[index].name {
            return Ok(());
        }
        let expected = || format!("`{}`", self.program.combinators[index].name);
        self.called(&name, at, |&other| other == index, expected).map(|_| ())
    }

    /// The combinator called `name` for which `is_it`, in the first schema that has one.
    fn called(
        &self,
        name: &str,
        at: Node<'_>,
        is_it: impl Fn(&usize) -> bool,
        expected: impl Fn() -> String,
    ) -> Result<usize> {
        let all = self.program.named(name);
        let mut fitting: Vec<usize> = all.iter().copied().filter(&is_it).collect();
        let schema = |index: usize| self.program.combinators[index].schema;
        let first = fitting.first().map(|&index| schema(index));
        fitting.retain(|&index| Some(schema(index)) == first);
        match fitting.as_slice() {
            [index] => Ok(*index),
            [] => {
                let allowed = (0..self.program.envelopes).filter(&is_it);
                let names = allowed.map(|index| &*self.program.combinators[index].name);
                let (name, similar) = (name.into(), suggestion(name, names));
                Err(at.error(match all.as_slice() {
                    [] => EncodeErrorKind::UnknownName { name, similar },
                    _ => EncodeErrorKind::WrongName { name, expected: expected().into(), similar },
                }))
            }
            several => {
                let label = |&index: &usize| self.program.combinators[index].label.clone();
                let names = several.iter().map(label).collect();
                Err(at.error(EncodeErrorKind::AmbiguousName { names }))
            }
        }
    }
}

/// What `_` says, and where.
pub(super) fn name<'n>(members: &Members<'n>, node: Node<'n>) -> Result<(Cow<'n, str>, Node<'n>)> {
    let mut names = members.iter().filter(|(key, _)| key == NAME).map(|(_, at)| *at);
    let at = names.next().ok_or_else(|| node.error(EncodeErrorKind::NoName))?;
    if let Some(again) = names.next() {
        return Err(again.error(EncodeErrorKind::RepeatedField).within_field(NAME));
    }
    let name = at.text("a name in a string").map_err(|error| error.within_field(NAME))?;
    Ok((name, at))
}
