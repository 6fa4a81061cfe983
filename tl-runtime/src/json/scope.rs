//! What the numbers of a kind stand for: rows, types and parameters.

use super::Shape;
use super::kind::{Args, Form, Kind};
use super::table::Table;

/// Where a kind stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    pub(super) table: &'static Table,
    pub(super) params: Params<'a>,
}

/// What parameters stand for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Params<'a> {
    /// Types of Rust.
    Shapes(&'static [Shape]),
    /// Arguments in the table, as they stand in another scope.
    Args(Args, &'a Scope<'a>),
}

impl<'a> Scope<'a> {
    /// The scope of the fields of a combinator that is used with `args`.
    pub(super) fn inner(&'a self, args: Args) -> Scope<'a> {
        Scope { table: self.table, params: Params::Args(args, self) }
    }

    /// The scope of what is known by its id alone, so that nobody says what its parameters are.
    pub(super) fn open(&self) -> Scope<'static> {
        Scope { table: self.table, params: Params::Shapes(&[]) }
    }

    /// What `kind` is when it is no parameter, and where that stands.
    pub(super) fn resolve(self, mut kind: Kind) -> (Form, Self) {
        let mut scope = self;
        let mut call = None;
        loop {
            let form = kind.form();
            let index = match (form, call) {
                (Form::Param(index), _) => index,
                (Form::Call(Some(index)), _) => {
                    call = Some(scope);
                    index
                }
                // A call that is kept as it is may be any that its module knows.
                (Form::Object, Some(scope)) => return (Form::Call(None), scope),
                _ => return (form, scope),
            };
            (kind, scope) = match scope.params {
                Params::Args(args, outer) => (args.get(index), *outer),
                Params::Shapes(shapes) => match shapes.get(index) {
                    Some(shape) => (shape.kind(), shape.scope()),
                    None if call.is_some() => return (Form::Call(None), scope),
                    None => return (Form::Nothing, scope),
                },
            };
        }
    }
}
