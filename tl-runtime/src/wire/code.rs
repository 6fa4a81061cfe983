//! Constants in the code of a table. The code of a field or value contains a byte with its kind, followed by the
//! operands of this kind. `tl_parser::wire::table`, which writes tables, contains the same constants.

/// The kinds of scalars are the numbers from 0, in the order of `Scalar::ALL`.
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
pub(super) const INT53: u8 = 12;
/// A type parameter that nothing determines. Operand: the string of its name.
pub(super) const UNBOUND: u8 = 0x0d;
/// A value whose encoding is unknown: a field `t:Type`, a value of the type `t` that such a field contains, or a vector
/// whose argument is not a type.
pub(super) const TYPE_FIELD: u8 = 0x0e;
/// The operands of this and the next kind are the minimum size of an item as a number, the length of the item's code,
/// and that code.
pub(super) const VECTOR: u8 = 0x10;
pub(super) const BARE_VECTOR: u8 = 0x11;
/// The operands of this and the next kind are the number of items as a sum, the minimum size of an item, the length of
/// the item's code, and that code. The code is a value, or, for `REPEAT_LIST`, a list of fields and `END`.
pub(super) const REPEAT: u8 = 0x12;
pub(super) const REPEAT_LIST: u8 = 0x13;
/// A boxed value of a type. Operand: the number of the type.
pub(super) const BOXED: u8 = 0x14;
/// The operand of this and the next kind is the number of a row. Values of the kind `ONLY` begin with the id of the
/// row. The row is the only constructor of its type in its schema; another schema of the table may have more
/// constructors of the type.
pub(super) const BARE: u8 = 0x15;
pub(super) const ONLY: u8 = 0x16;
/// A scalar with an id before it. Operands: the id, the strings of the names of the constructor and of the boxed type,
/// and the kind of the scalar.
pub(super) const TAGGED: u8 = 0x17;
/// Any boxed value.
pub(super) const OBJECT: u8 = 0x18;
/// Any function, boxed.
pub(super) const CALL: u8 = 0x19;
/// The operands of this and the next kind are the number of a type parameter and the string of its name. If the
/// parameter has an argument, the argument is the type of the value or, for `CALL_OF`, the called function.
pub(super) const PARAM: u8 = 0x1a;
pub(super) const CALL_OF: u8 = 0x1b;
/// The kinds `BOXED`, `BARE` and `ONLY` of types with arguments. After the operand, they contain the number of
/// arguments, and the length and code of each argument. An argument is a value, or `NUMBER` and a sum.
pub(super) const BOXED_WITH: u8 = 0x1c;
pub(super) const BARE_WITH: u8 = 0x1d;
pub(super) const ONLY_WITH: u8 = 0x1e;

/// A mask that is computed from the fields that are present. Operand: the word of the bits that fields depend on.
pub(super) const MASK: u8 = 0x40;
/// A mask that keeps the bits that no field depends on. It has the same operand as `MASK`.
pub(super) const KEPT_MASK: u8 = 0x41;
/// The number of items of a repetition. Operand: the index of the field with the repetition.
pub(super) const COUNT: u8 = 0x42;
/// The number of bytes of the next field.
pub(super) const LENGTH: u8 = 0x43;
/// A `#` that other fields depend on.
pub(super) const NUMBER: u8 = 0x44;
/// A `long` that is 0.
pub(super) const ZERO: u8 = 0x45;
/// All remaining bytes.
pub(super) const REST: u8 = 0x46;
/// The end of a list of fields.
pub(super) const END: u8 = 0x7f;

/// A condition such as `flags.2` on a number of the same list of fields: this constant plus 32 times the slot of the
/// number plus the bit. Each mask, count and number of a list has a slot. Slots are numbered in the order of the
/// fields. A field that has a slot itself never has this kind of condition.
pub(super) const CONDITION: u8 = 0x80;
/// The condition with the last of three slots and the last bit.
pub(super) const LAST_CONDITION: u8 = 0xdf;
/// Any other condition. Operands: the length of the following operands; a variable; and the bit plus 1, or 0 if the
/// number must not be 0.
///
/// A variable is encoded as 0 (no variable); 1, the number of enclosing lists to go up, and a slot; 2 and a type
/// parameter; or 3 and the string of the name of a variable that nothing determines. A sum is encoded as a variable and
/// a number that is added to it.
pub(super) const LONG_CONDITION: u8 = 0xff;

/// Flag of a row: the row is *closed*, that is, its id alone determines how a value is read.
pub(super) const IS_CLOSED: u8 = 1;
/// Flag of a row: its value is a truth value in JSON.
pub(super) const IS_BOOL: u8 = 2;
/// Flag of a row: its truth value is `true`.
pub(super) const IS_TRUE: u8 = 4;
/// Flag of a row: the constructor is declared as built in, `name ? = Type`, but the language has no such type.
pub(super) const IS_UNKNOWN: u8 = 8;
