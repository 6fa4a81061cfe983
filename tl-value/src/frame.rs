//! What variables stand for while a value is read or written.

use tl_parser::schema::{Condition, NatExpr, Var};

use crate::error::SchemaProblem;
use crate::program::{Arg, Combinator, Ty};

/// A list of fields that is open: those of a combinator, or of one item of a repetition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame<'a> {
    /// What the implicit arguments of the combinator are.
    binds: &'a [Option<usize>],
    variables: &'a [Box<str>],
    /// What the type is applied to, in the words of `outer`.
    args: &'a [Arg],
    outer: Option<&'a Frame<'a>>,
    /// The numbers among the fields so far, by the index of the field.
    numbers: &'a [u32],
    /// The list around a repetition.
    up: Option<&'a Frame<'a>>,
}

impl<'a> Frame<'a> {
    /// The fields of a combinator whose type is applied to `args`.
    pub(crate) fn open(combinator: &'a Combinator, args: &'a [Arg], outer: Option<&'a Frame<'a>>) -> Self {
        Self {
            binds: &combinator.binds,
            variables: &combinator.variables,
            args,
            outer,
            numbers: &[],
            up: None,
        }
    }

    /// The same list, with the numbers that were read by now.
    pub(crate) fn with<'b>(self, numbers: &'b [u32]) -> Frame<'b>
    where
        'a: 'b,
    {
        Frame { numbers, ..self }
    }

    /// The fields of one item of a repetition in this list.
    pub(crate) fn item(&'a self) -> Self {
        Self { numbers: &[], up: Some(self), ..*self }
    }

    /// Whether a field with this condition is there.
    pub(crate) fn holds(&self, Condition { mask, bit }: Condition) -> Result<bool, SchemaProblem> {
        let number = self.variable(mask)?;
        Ok(bit.map_or(number != 0, |bit| number >> (bit & 31) & 1 == 1))
    }

    pub(crate) fn number(&self, nat: NatExpr) -> Result<u32, SchemaProblem> {
        let number = nat.var.map_or(Ok(0), |var| self.variable(var))?;
        number.checked_add(nat.plus).ok_or(SchemaProblem::TooLarge)
    }

    fn variable(&self, var: Var) -> Result<u32, SchemaProblem> {
        match var {
            Var::Implicit(index) => match self.argument(index)? {
                (Arg::Nat(nat), Some(outer)) => outer.number(*nat),
                (Arg::Nat(nat), None) => Ok(nat.plus),
                (Arg::Type(_), _) => Err(self.unbound(index)),
            },
            Var::Field { up, index } => {
                let mut list = *self;
                for _ in 0..up {
                    list = *list.up.ok_or(SchemaProblem::TooLarge)?;
                }
                Ok(list.numbers.get(index).copied().unwrap_or_default())
            }
        }
    }

    /// The type that an implicit argument stands for, and the list whose words it uses.
    pub(crate) fn ty(&self, index: usize) -> Result<(&'a Ty, Option<&'a Frame<'a>>), SchemaProblem> {
        match self.argument(index)? {
            (Arg::Type(ty), outer) => Ok((ty, outer)),
            (Arg::Nat(_), _) => Err(self.unbound(index)),
        }
    }

    /// What an implicit argument stands for, and the list whose words it uses.
    fn argument(&self, index: usize) -> Result<(&'a Arg, Option<&'a Frame<'a>>), SchemaProblem> {
        let param = self.binds.get(index).copied().flatten();
        let arg = param.and_then(|param| self.args.get(param));
        arg.map(|arg| (arg, self.outer)).ok_or_else(|| self.unbound(index))
    }

    #[cold]
    fn unbound(&self, index: usize) -> SchemaProblem {
        SchemaProblem::Unbound(self.variables.get(index).cloned().unwrap_or_default())
    }
}
