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

    /// The scope of the fields of a function whose parameters are not known.
    pub(super) fn of_call(&self) -> Scope<'static> {
        Scope { table: self.table, params: Params::Shapes(&[]) }
    }

    /// What `kind` is when it is no parameter, and where that stands.
    pub(super) fn resolve(self, mut kind: Kind) -> (Form, Self) {
        let mut scope = self;
        loop {
            let form = kind.form();
            let (Form::Param(index) | Form::Call(Some(index))) = form else { return (form, scope) };
            (kind, scope) = match scope.params {
                Params::Args(args, outer) => (args.get(index), *outer),
                Params::Shapes(shapes) => match shapes.get(index) {
                    Some(shape) => (shape.kind(), shape.scope()),
                    None if matches!(form, Form::Call(_)) => return (Form::Call(None), scope),
                    None => return (Form::Nothing, scope),
                },
            };
        }
    }
}
