//! The kinds of fields and values. `tl_parser::wire::table` writes them and has the same list.

/// Scalars have the numbers from 0 on, in the order of `Scalar::ALL`.
pub(super) const NAT: u8 = 0;
pub(super) const INT: u8 = 1;
pub(super) const LONG: u8 = 2;
pub(super) const DOUBLE: u8 = 3;
pub(super) const FLOAT: u8 = 4;
pub(super) const STRING: u8 = 5;
pub(super) const BYTES: u8 = 6;
pub(super) const INT128: u8 = 7;
pub(super) const INT256: u8 = 8;
pub(super) const INT512: u8 = 9;
pub(super) const BOOL: u8 = 10;
pub(super) const TRUE: u8 = 11;
/// Nothing determines a type parameter. Operand: the string of its name.
pub(super) const UNBOUND: u8 = 0x0c;
/// The value of a field is a type.
pub(super) const TYPE_FIELD: u8 = 0x0d;
/// Operands of this and the next: the least size of an item as a number, the length of the item, and the item.
pub(super) const VECTOR: u8 = 0x10;
pub(super) const BARE_VECTOR: u8 = 0x11;
/// Operands of this and the next: the number of items as a sum, the least size of an item, the length, and the item, which is a
/// value, or a list of fields and `END`.
pub(super) const REPEAT: u8 = 0x12;
pub(super) const REPEAT_LIST: u8 = 0x13;
/// Operand: the number of a type.
pub(super) const BOXED: u8 = 0x14;
/// Operand of this and the next: a row. The values of `ONLY` begin with the id of the row, the only constructor that the schema
/// has for the type. Another schema of the table may have others.
pub(super) const BARE: u8 = 0x15;
pub(super) const ONLY: u8 = 0x16;
/// Operands: an id, the strings of the names of the constructor and of the boxed type, and the kind of a scalar.
pub(super) const TAGGED: u8 = 0x17;
/// Any boxed value.
pub(super) const OBJECT: u8 = 0x18;
/// Any function, boxed.
pub(super) const CALL: u8 = 0x19;
/// Operands of this and the next: the number of a type parameter and the string of its name. It is the value, or the
/// function if something is given for it.
pub(super) const PARAM: u8 = 0x1a;
pub(super) const CALL_OF: u8 = 0x1b;
/// `BOXED`, `BARE` and `ONLY` with arguments: their number, then the length and the code of each. An argument is a value or
/// `NUMBER` and a sum.
pub(super) const BOXED_WITH: u8 = 0x1c;
pub(super) const BARE_WITH: u8 = 0x1d;
pub(super) const ONLY_WITH: u8 = 0x1e;

/// A mask that follows from the fields that are present. Operand: the word of the bits that fields depend on.
pub(super) const MASK: u8 = 0x40;
/// The same, whose other bits are a value of their own.
pub(super) const KEPT_MASK: u8 = 0x41;
/// The number of items of a repetition. Operand: the index of its field.
pub(super) const COUNT: u8 = 0x42;
/// The number of bytes of the next field.
pub(super) const LENGTH: u8 = 0x43;
/// A `#` that others depend on.
pub(super) const NUMBER: u8 = 0x44;
/// A `long` that is 0.
pub(super) const ZERO: u8 = 0x45;
/// All bytes that are left.
pub(super) const REST: u8 = 0x46;
/// The end of a list of fields.
pub(super) const END: u8 = 0x7f;

/// A condition: this, 32 times the slot of a number of the same list, and a bit. Masks, counts and numbers have slots, in
/// their order. A field that has a slot itself has no such condition.
pub(super) const CONDITION: u8 = 0x80;
/// The condition with the last of three slots and the last bit.
pub(super) const LAST_CONDITION: u8 = 0xdf;
/// Any other condition. Operands: the length of the others; a variable; and 1 more than the bit, or 0 if the number must
/// not be 0.
///
/// A variable is 0 for none; 1, the number of lists to leave, and a slot; 2 and a type parameter; or 3 and the string of
/// the name of a variable that nothing determines. A sum is a variable and a number.
pub(super) const LONG_CONDITION: u8 = 0xff;

/// Flags of rows: the id alone determines how a value is read.
pub(super) const IS_CLOSED: u8 = 1;
/// A value is a truth value in JSON.
pub(super) const IS_BOOL: u8 = 2;
/// The truth value is `true`.
pub(super) const IS_TRUE: u8 = 4;
/// The constructor is declared as built in, and the language has no such type.
pub(super) const IS_UNKNOWN: u8 = 8;
