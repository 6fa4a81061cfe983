//! The variables of a value that is being read or written: its masks, counts and other numbers, and the arguments for
//! type parameters.

use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

use super::code;
use super::cursor::Cursor;
use super::failure::Problem;
use super::form::{Args, Condition, Param, Presence, Sum, ValueForm, Variable, is_set};
use super::table::Table;

/// Maximum number of masks, counts and other numbers of a list that are stored without an allocation.
const INLINE: usize = 4;

/// The form of the bytes of a Rust type.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The table that contains the types and rows of the code.
    pub table: &'static Table<'static>,
    /// The code that describes a value of the type.
    pub code: &'static [u8],
    /// The arguments for the type parameters in the code.
    pub args: &'static [Self],
}

impl Shape {
    /// `#`
    pub const NAT: Self = Self::of(&[code::NAT], &[]);
    /// `int`
    pub const INT: Self = Self::of(&[code::INT], &[]);
    /// `long`
    pub const LONG: Self = Self::of(&[code::LONG], &[]);
    /// `double`
    pub const DOUBLE: Self = Self::of(&[code::DOUBLE], &[]);
    /// `float`
    pub const FLOAT: Self = Self::of(&[code::FLOAT], &[]);
    /// `string`
    pub const STRING: Self = Self::of(&[code::STRING], &[]);
    /// `bytes`
    pub const BYTES: Self = Self::of(&[code::BYTES], &[]);
    /// `int128`
    pub const INT128: Self = Self::of(&[code::INT128], &[]);
    /// `int256`
    pub const INT256: Self = Self::of(&[code::INT256], &[]);
    /// `int512`
    pub const INT512: Self = Self::of(&[code::INT512], &[]);
    /// `Bool`
    pub const BOOL: Self = Self::of(&[code::BOOL], &[]);
    /// `true`
    pub const TRUE: Self = Self::of(&[code::TRUE], &[]);
    /// `Object`
    pub const OBJECT: Self = Self::of(&[code::OBJECT], &[]);

    /// Returns the shape of a `Vector` whose items have the shape `item`.
    #[must_use]
    pub const fn vector(item: &'static [Self; 1]) -> Self {
        // The operands of `VECTOR` are the minimum size of an item (0), the length of the item's code (2 bytes), and
        // that code: the first type parameter.
        Self::of(&[code::VECTOR, 0, 2, code::PARAM, 0], item)
    }

    const fn of(code: &'static [u8], args: &'static [Self]) -> Self {
        Self { table: &Table::EMPTY, code, args }
    }

    /// Returns whether the shape is that of any boxed value.
    pub(super) fn is_object(self) -> bool {
        self.code == [code::OBJECT]
    }
}

/// The variables of a list of fields that is being read or written: the fields of a combinator, or of one item of a
/// repetition.
#[derive(Debug)]
pub(super) struct Environment<'f, 't> {
    pub(super) table: &'f Table<'t>,
    args: TypeArgs<'f, 't>,
    numbers: Numbers,
    /// For an item of a repetition, the environment of the list that contains the repetition.
    up: Option<&'f Environment<'f, 't>>,
}

/// The arguments for type parameters.
#[derive(Clone, Copy, Debug)]
pub(super) enum TypeArgs<'f, 't> {
    /// Arguments in the code, and the environment to which the variables in these arguments belong.
    Args(Args<'t>, &'f Environment<'f, 't>),
    /// Shapes of Rust types.
    Shapes(&'static [Shape]),
}

/// The argument for a type parameter.
pub(super) enum Argument<'f, 't> {
    Code(Cursor<'t>, &'f Environment<'f, 't>),
    Shape(Shape),
}

/// The masks, counts and other numbers of a list of fields that were read or written so far.
#[derive(Debug, Default)]
struct Numbers {
    len: Cell<usize>,
    inline: [Cell<u32>; INLINE],
    more: RefCell<Vec<u32>>,
}

impl<'f, 't> Environment<'f, 't> {
    /// Creates the environment of a list of fields without arguments for type parameters.
    pub(super) fn top(table: &'f Table<'t>) -> Self {
        Self::of_shapes(table, &[])
    }

    pub(super) fn of_shapes(table: &'f Table<'t>, shapes: &'static [Shape]) -> Self {
        Self { table, args: TypeArgs::Shapes(shapes), numbers: Numbers::default(), up: None }
    }

    /// Creates the environment of a combinator whose type has the arguments `args`. Variables in `args` belong to
    /// `outer`.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn of_args(args: Args<'t>, outer: &'f Environment<'f, 't>) -> Self {
        Self { table: outer.table, args: TypeArgs::Args(args, outer), numbers: Numbers::default(), up: None }
    }

    /// Creates the environment of a combinator without arguments after some of its fields were read. `numbers` are the
    /// masks, counts and other numbers in these fields.
    pub(super) fn resumed(table: &'f Table<'t>, numbers: &[u32]) -> Self {
        let env = Self::top(table);
        numbers.iter().for_each(|&number| env.push(number));
        env
    }

    /// Creates the environment of one item of a repetition in this environment.
    pub(super) fn item(&'f self) -> Self {
        Self { table: self.table, args: self.args, numbers: Numbers::default(), up: Some(self) }
    }

    /// Adds the value of the next slot.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn push(&self, number: u32) {
        let len = self.numbers.len.get();
        match self.numbers.inline.get(len) {
            Some(place) => place.set(number),
            None => self.numbers.more.borrow_mut().push(number),
        }
        self.numbers.len.set(len + 1);
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn slot(&self, slot: usize) -> u32 {
        match self.numbers.inline.get(slot) {
            Some(number) => number.get(),
            None => self.numbers.more.borrow().get(slot - INLINE).copied().unwrap_or_default(),
        }
    }

    /// Returns whether a field is present.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn has(&self, presence: Presence<'t>) -> Result<bool, Problem> {
        match presence {
            Presence::Always => Ok(true),
            Presence::Bit { slot, bit } => Ok(is_set(self.slot(slot), bit)),
            Presence::Long(_) => {
                presence.condition(self.table).map_or(Ok(true), |condition| self.holds(condition))
            }
        }
    }

    pub(super) fn holds(&self, condition: Condition) -> Result<bool, Problem> {
        self.variable(condition.var).map(|number| condition.holds(number))
    }

    #[inline]
    pub(super) fn sum(&self, sum: Sum) -> Result<u32, Problem> {
        self.variable(sum.var)?.checked_add(sum.plus).ok_or(Problem::TooLarge)
    }

    fn variable(&self, var: Variable) -> Result<u32, Problem> {
        match var {
            Variable::None => Ok(0),
            Variable::Slot { up, slot } => {
                let mut list = self;
                for _ in 0..up {
                    list = list.up.ok_or(Problem::TooLarge)?;
                }
                Ok(list.slot(slot))
            }
            Variable::Param(Param { index, name }) => match self.argument(index) {
                Some(Argument::Code(mut code, outer)) => match ValueForm::read(&mut code, self.table) {
                    ValueForm::Number => outer.sum(Sum::read(&mut code, self.table)),
                    _ => Err(Problem::TypeField),
                },
                Some(Argument::Shape(_)) | None => Err(Problem::Unbound(self.table.text(name).into())),
            },
            Variable::Unbound(name) => Err(Problem::Unbound(self.table.text(name).into())),
        }
    }

    /// Returns the argument for the type parameter with this index.
    pub(super) fn argument(&self, index: usize) -> Option<Argument<'f, 't>> {
        match self.args {
            TypeArgs::Args(args, outer) => {
                let code = args.get(index)?;
                match ValueForm::read(&mut code.clone(), self.table) {
                    ValueForm::Param(param) => outer.argument(param.index),
                    _ => Some(Argument::Code(code, outer)),
                }
            }
            TypeArgs::Shapes(shapes) => shapes.get(index).copied().map(Argument::Shape),
        }
    }
}
