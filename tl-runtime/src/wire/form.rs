//! Parses the code of a table.

use super::code;
use super::cursor::Cursor;
use super::table::Table;

/// A built-in type whose values have neither fields nor items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// `#`
    Nat,
    /// `int`
    Int,
    /// `long`
    Long,
    /// `double`
    Double,
    /// `float`
    Float,
    /// `string`
    String,
    /// `bytes`
    Bytes,
    /// `int128`
    Int128,
    /// `int256`
    Int256,
    /// `int512`
    Int512,
    /// `Bool`
    Bool,
    /// `true`, which has no bytes.
    True,
    /// `int53`, which has the bytes of a `long`.
    Int53,
}

impl Scalar {
    const ALL: [Self; 13] = [
        Self::Nat,
        Self::Int,
        Self::Long,
        Self::Double,
        Self::Float,
        Self::String,
        Self::Bytes,
        Self::Int128,
        Self::Int256,
        Self::Int512,
        Self::Bool,
        Self::True,
        Self::Int53,
    ];

    /// Returns the name in TL.
    #[cfg(feature = "json")]
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Nat => "#",
            Self::Int => "int",
            Self::Long => "long",
            Self::Double => "double",
            Self::Float => "float",
            Self::String => "string",
            Self::Bytes => "bytes",
            Self::Int128 => "int128",
            Self::Int256 => "int256",
            Self::Int512 => "int512",
            Self::Bool => "Bool",
            Self::True => "true",
            Self::Int53 => "int53",
        }
    }
}

/// The form of a field or a value: its kind with the operands. The module `code` describes the kinds.
#[derive(Clone, Copy, Debug)]
pub(super) enum ValueForm<'t> {
    Scalar(Scalar),
    Unbound(usize),
    TypeField,
    Vector {
        boxed: bool,
        min_size: usize,
        item: Cursor<'t>,
    },
    Repeat {
        count: Sum,
        min_size: usize,
        item: Cursor<'t>,
        is_list: bool,
    },
    Boxed {
        ty: usize,
        args: Args<'t>,
    },
    Bare {
        row: usize,
        args: Args<'t>,
    },
    Only {
        row: usize,
        args: Args<'t>,
    },
    Tagged {
        id: u32,
        name: usize,
        ty: usize,
        scalar: Scalar,
    },
    Object,
    Call(Option<Param>),
    Param(Param),
    Mask {
        declared: u32,
        is_kept: bool,
    },
    Count {
        /// The index of the field with the repetition.
        #[cfg_attr(not(feature = "json"), expect(dead_code))]
        of: usize,
    },
    Length,
    Number,
    Zero,
    Rest,
    End,
}

/// The arguments of a type: a cursor at their number, which is followed by the length and the code of each argument.
/// `None` if the type has no arguments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Args<'t>(Option<Cursor<'t>>);

/// A variable plus a number, such as `n+1`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    pub(super) var: Variable,
    pub(super) plus: u32,
}

/// A type parameter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Param {
    pub(super) index: usize,
    /// The number of the parameter's name in the table.
    pub(super) name: usize,
}

/// A number that a value contains, or an argument for a type parameter.
#[derive(Clone, Copy, Debug)]
pub(super) enum Variable {
    None,
    Slot { up: usize, slot: usize },
    Param(Param),
    Unbound(usize),
}

/// The condition under which a field is present.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    pub(super) var: Variable,
    /// The bit that must be set. If it is `None`, the number must not be 0.
    pub(super) bit: Option<u32>,
}

/// The condition under which a field is present, as it is encoded.
#[derive(Clone, Copy, Debug)]
pub(super) enum Presence<'t> {
    Always,
    /// The field is present if a bit of a number of the same list is set.
    Bit {
        slot: usize,
        bit: u32,
    },
    /// The field is present if the condition with this code is true.
    Long(Cursor<'t>),
}

/// A field of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'t> {
    pub(super) presence: Presence<'t>,
    /// The number of the field's key in the table.
    pub(super) key: usize,
    kind: u8,
    /// The operands of the kind. If the field is always present, the next field follows the operands.
    operands: Cursor<'t>,
}

impl<'t> ValueForm<'t> {
    /// Returns whether this is a mask, a count or another number on which conditions can depend. Such a number has a
    /// slot.
    pub(super) fn has_slot(&self) -> bool {
        matches!(self, Self::Mask { .. } | Self::Count { .. } | Self::Number)
    }

    /// Reads the form at the position of `code`: the kind and its operands.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn read(code: &mut Cursor<'t>, table: &Table<'t>) -> Self {
        let kind = code.kind();
        Self::of(kind, code, table)
    }

    /// Reads the operands of `kind`.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn of(kind: u8, code: &mut Cursor<'t>, table: &Table<'t>) -> Self {
        match kind {
            ..=code::INT53 => Self::Scalar(Scalar::ALL[usize::from(kind)]),
            code::UNBOUND => Self::Unbound(table.key_number(code)),
            code::TYPE_FIELD => Self::TypeField,
            code::VECTOR | code::BARE_VECTOR => {
                Self::Vector { boxed: kind == code::VECTOR, min_size: code.number(), item: code.part() }
            }
            code::REPEAT | code::REPEAT_LIST => Self::Repeat {
                count: Sum::read(code, table),
                min_size: code.number(),
                item: code.part(),
                is_list: kind == code::REPEAT_LIST,
            },
            code::BOXED => Self::Boxed { ty: code.number(), args: Args(None) },
            code::BARE => Self::Bare { row: code.number(), args: Args(None) },
            code::ONLY => Self::Only { row: code.number(), args: Args(None) },
            code::TAGGED => {
                let id = code.word();
                let (name, ty) = (table.name_number(code), table.name_number(code));
                let scalar = usize::from(code.kind());
                Self::Tagged {
                    id,
                    name,
                    ty,
                    scalar: Scalar::ALL.get(scalar).copied().unwrap_or(Scalar::True),
                }
            }
            code::OBJECT => Self::Object,
            code::CALL => Self::Call(None),
            code::PARAM => Self::Param(Param::read(code, table)),
            code::CALL_OF => Self::Call(Some(Param::read(code, table))),
            code::BOXED_WITH => Self::Boxed { ty: code.number(), args: Args::read(code) },
            code::BARE_WITH => Self::Bare { row: code.number(), args: Args::read(code) },
            code::ONLY_WITH => Self::Only { row: code.number(), args: Args::read(code) },
            code::MASK | code::KEPT_MASK => {
                Self::Mask { declared: code.word(), is_kept: kind == code::KEPT_MASK }
            }
            code::COUNT => Self::Count { of: code.number() },
            code::LENGTH => Self::Length,
            code::NUMBER => Self::Number,
            code::ZERO => Self::Zero,
            code::REST => Self::Rest,
            _ => Self::End,
        }
    }
}

impl<'t> Args<'t> {
    pub(super) const NONE: Self = Self(None);

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn is_empty(self) -> bool {
        self.0.is_none()
    }

    /// Returns the arguments that follow, and skips them.
    fn read(code: &mut Cursor<'t>) -> Self {
        let args = *code;
        for _ in 0..code.number() {
            code.part();
        }
        Self(Some(args))
    }

    /// Returns the code of the argument with this index.
    pub(super) fn get(self, index: usize) -> Option<Cursor<'t>> {
        let mut code = self.0?;
        if index >= code.number() {
            return None;
        }
        for _ in 0..index {
            code.part();
        }
        Some(code.part())
    }
}

impl Sum {
    #[inline]
    pub(super) fn read<'t>(code: &mut Cursor<'t>, table: &Table<'t>) -> Self {
        let var = Variable::read(code, table);
        Self { var, plus: u32::try_from(code.number()).unwrap_or(u32::MAX) }
    }
}

impl Param {
    fn read<'t>(code: &mut Cursor<'t>, table: &Table<'t>) -> Self {
        Self { index: code.number(), name: table.key_number(code) }
    }
}

impl Variable {
    fn read<'t>(code: &mut Cursor<'t>, table: &Table<'t>) -> Self {
        match code.kind() {
            1 => Self::Slot { up: code.number(), slot: code.number() },
            2 => Self::Param(Param::read(code, table)),
            3 => Self::Unbound(table.key_number(code)),
            _ => Self::None,
        }
    }
}

impl<'t> Field<'t> {
    /// Reads the next field of a list. Returns `None` at the end of the list. If the field is always present, call
    /// [`form`](Self::form) before reading the next field.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn read(code: &mut Cursor<'t>, table: &Table<'t>) -> Option<Self> {
        let first = code.kind();
        let presence = match first {
            code::END => return None,
            ..code::CONDITION => {
                let key = table.key_number(code);
                return Some(Self { presence: Presence::Always, key, kind: first, operands: *code });
            }
            code::CONDITION..=code::LAST_CONDITION => {
                let (slot, bit) = slot_and_bit(first);
                Presence::Bit { slot, bit }
            }
            code::LONG_CONDITION => Presence::Long(code.part()),
            _ => return None,
        };
        let key = table.key_number(code);
        let mut operands = code.part();
        Some(Self { presence, key, kind: operands.kind(), operands })
    }

    /// Returns the form. `code` is the cursor from which the field was read. After the call, the cursor is at the end
    /// of the field.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn form(mut self, code: &mut Cursor<'t>, table: &Table<'t>) -> ValueForm<'t> {
        let form = ValueForm::of(self.kind, &mut self.operands, table);
        if let Presence::Always = self.presence {
            *code = self.operands;
        }
        form
    }

    /// Returns whether the field has a slot, as [`ValueForm::has_slot`] does.
    pub(super) fn has_slot(&self) -> bool {
        matches!(self.kind, code::MASK | code::KEPT_MASK | code::COUNT | code::NUMBER)
    }
}

impl<'t> Presence<'t> {
    /// Returns the condition, or `None` if the field is always present.
    pub(super) fn condition(self, table: &Table<'t>) -> Option<Condition> {
        match self {
            Self::Always => None,
            Self::Bit { slot, bit } => {
                Some(Condition { var: Variable::Slot { up: 0, slot }, bit: Some(bit) })
            }
            Self::Long(mut code) => {
                let var = Variable::read(&mut code, table);
                Some(Condition { var, bit: code.kind().checked_sub(1).map(u32::from) })
            }
        }
    }
}

impl Condition {
    /// Returns whether the condition is true for this number.
    pub(super) fn holds(self, number: u32) -> bool {
        self.bit.map_or(number != 0, |bit| is_set(number, bit))
    }
}

/// Returns the slot of the number that a short condition tests, and the bit.
#[cfg_attr(not(target_family = "wasm"), inline(always))]
pub(super) fn slot_and_bit(condition: u8) -> (usize, u32) {
    (usize::from(condition >> 5 & 3), u32::from(condition & 31))
}

/// Returns whether a bit of a number is set.
#[cfg_attr(not(target_family = "wasm"), inline(always))]
pub(super) fn is_set(number: u32, bit: u32) -> bool {
    number >> (bit & 31) & 1 == 1
}
