//! Numbers that the table format uses. `tl_runtime::wire` describes them and contains the same list.

/// A type parameter that is not bound to an argument. Its name follows.
pub(super) const UNBOUND: u8 = 0x0d;
/// A value whose encoding is unknown, such as a field `t:Type`.
pub(super) const TYPE_FIELD: u8 = 0x0e;
pub(super) const VECTOR: u8 = 0x10;
pub(super) const BARE_VECTOR: u8 = 0x11;
pub(super) const REPEAT: u8 = 0x12;
pub(super) const REPEAT_LIST: u8 = 0x13;
pub(super) const BOXED: u8 = 0x14;
pub(super) const BARE: u8 = 0x15;
pub(super) const ONLY: u8 = 0x16;
pub(super) const TAGGED: u8 = 0x17;
/// A flag that is added to `BOXED`, `BARE` or `ONLY` if arguments follow.
pub(super) const WITH_ARGS: u8 = 0x08;
pub(super) const OBJECT: u8 = 0x18;
pub(super) const CALL: u8 = 0x19;
pub(super) const PARAM: u8 = 0x1a;
pub(super) const CALL_OF: u8 = 0x1b;

pub(super) const MASK: u8 = 0x40;
pub(super) const KEPT_MASK: u8 = 0x41;
pub(super) const COUNT: u8 = 0x42;
pub(super) const LENGTH: u8 = 0x43;
pub(super) const NUMBER: u8 = 0x44;
pub(super) const ZERO: u8 = 0x45;
pub(super) const REST: u8 = 0x46;
pub(super) const END: u8 = 0x7f;

/// A condition in one byte: this value, plus 32 times the slot of the mask, plus the bit. The slot of a mask is its
/// index among the masks, counts and numbers of its list of fields.
pub(super) const CONDITION: u8 = 0x80;
/// A condition that does not fit into one byte. A length, the code of a variable, and one more byte follow: the bit
/// plus 1, or 0 if there is no bit.
pub(super) const LONG_CONDITION: u8 = 0xff;

/// Flags that a row can have.
pub(super) const IS_CLOSED: u8 = 1;
pub(super) const IS_BOOL: u8 = 2;
pub(super) const IS_TRUE: u8 = 4;
pub(super) const IS_UNKNOWN: u8 = 8;
