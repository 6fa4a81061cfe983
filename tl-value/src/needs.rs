//! Which implicit arguments a value depends on. One that is only handed on to types that do not use it is no need.

use tl_parser::schema::{Condition, NatExpr, Var};

use crate::program::{Arg, Combinator, Field, FieldKind, List, Program, Ty};

/// Notes on each combinator whether its values depend on an implicit argument: the least fixed point of what its fields
/// use and what the types use that the argument is handed to.
pub(crate) fn note(program: &mut Program) {
    let mut needs: Vec<Vec<bool>> =
        program.combinators.iter().map(|combinator| vec![false; combinator.binds.len()]).collect();
    loop {
        let mut changed = false;
        for (index, combinator) in program.combinators.iter().enumerate() {
            for variable in 0..combinator.binds.len() {
                if !needs[index][variable]
                    && (Use { program, needs: &needs, variable }).in_list(&combinator.fields)
                {
                    needs[index][variable] = true;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    for (combinator, needs) in program.combinators.iter_mut().zip(needs) {
        combinator.needs_arguments = needs.contains(&true);
    }
}

/// Whether something uses one implicit argument, by what is known so far.
#[derive(Clone, Copy)]
struct Use<'a> {
    program: &'a Program,
    needs: &'a [Vec<bool>],
    variable: usize,
}

impl Use<'_> {
    fn in_list(self, list: &List) -> bool {
        list.fields.iter().any(|field| self.in_field(field))
    }

    fn in_field(self, field: &Field) -> bool {
        let is_tested = field.condition.is_some_and(|Condition { mask, .. }| self.is_it(mask));
        is_tested
            || match &field.kind {
                FieldKind::Value(ty) => self.in_type(ty),
                FieldKind::Repeat(repeat) => self.in_number(repeat.count) || self.in_list(&repeat.list),
                FieldKind::Mask
                | FieldKind::Count(_)
                | FieldKind::Length
                | FieldKind::Zero
                | FieldKind::Rest
                | FieldKind::Number
                | FieldKind::Call
                | FieldKind::Type => false,
            }
    }

    fn in_type(self, ty: &Ty) -> bool {
        match ty {
            Ty::Var(index) => *index == self.variable,
            Ty::Vector { item, .. } => self.in_type(item),
            Ty::Boxed { ty, args } => {
                self.program.types[*ty].constructors.iter().any(|&index| self.in_args(index, args))
            }
            Ty::Bare { combinator, args } => self.in_args(*combinator, args),
            Ty::Scalar(_) | Ty::BoxedScalar { .. } | Ty::Object | Ty::Unsupported => false,
        }
    }

    /// Whether it is in an argument that the combinator needs.
    fn in_args(self, index: usize, args: &[Arg]) -> bool {
        let Combinator { binds, .. } = &self.program.combinators[index];
        let needed = binds.iter().zip(&self.needs[index]).filter(|(_, needed)| **needed);
        needed.filter_map(|(bind, _)| args.get((*bind)?)).any(|arg| match arg {
            Arg::Type(ty) => self.in_type(ty),
            Arg::Nat(number) => self.in_number(*number),
        })
    }

    fn in_number(self, number: NatExpr) -> bool {
        number.var.is_some_and(|var| self.is_it(var))
    }

    fn is_it(self, var: Var) -> bool {
        var == Var::Implicit(self.variable)
    }
}
