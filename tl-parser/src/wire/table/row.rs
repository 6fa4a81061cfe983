//! Writes combinators as rows. A row contains the number of the combinator's type, flags, the label (the combinator's
//! name in JSON), the number of the schema, and the fields. A table with [`TableNames::None`] has no labels. Only a
//! table with [`TableNames::All`] has numbers of schemas, keys of fields, and fields that are only bits of masks, such
//! as `silent:flags.0?true`.
//!
//! [`TableNames::None`]: super::TableNames::None
//! [`TableNames::All`]: super::TableNames::All

use super::code;
use super::data::Table;
use super::parts::{Envelope, EnvelopeField, Part};
use super::strings::VALUE;
use crate::schema::{Category, CombinatorId, Condition, NatExpr, Primitive, TypeId, Var};
use crate::wire::{Arg, Combinator, Field, Repeat, Role, Scalar, TypeForm, Value};

/// Number of slots that a condition of one byte can refer to.
const SHORT_SLOTS: usize = 3;

/// Writes one row, or the code of one value.
pub(super) struct RowWriter<'a> {
    table: &'a Table,
    /// The index of the schema in the table.
    number: usize,
    part: Part<'a>,
    /// The combinator whose row is written. It declares the implicit arguments. `None` if the code of a single value is
    /// written: an implicit argument then becomes the type parameter with the same index.
    of: Option<CombinatorId>,
    /// For each list of fields that is being written, the slots of its fields. Only masks, counts and numbers have a
    /// slot, because conditions and sums such as `n + 1` can refer to them. The slot is the index among these fields:
    /// in `x:int flags:# y:flags.0?int`, `flags` has the slot 0.
    slots: Vec<Vec<usize>>,
    pub(super) out: Vec<u8>,
}

impl<'a> RowWriter<'a> {
    pub(super) fn new(table: &'a Table, number: usize, part: Part<'a>) -> Self {
        Self { table, number, part, of: None, slots: Vec::new(), out: Vec::new() }
    }

    pub(super) fn combinator(&mut self, id: CombinatorId) {
        self.of = Some(id);
        let Part { schema, wire, .. } = self.part;
        let combinator = &wire[id];
        let ty = schema.type_of(id).map(|ty| self.table.type_number(self.number, ty) + 1);
        number(ty.unwrap_or_default(), &mut self.out);
        self.out.push(self.flags(id, combinator));
        label(self.table, self.table.row(self.number, id), self.number, &mut self.out);
        match combinator.bare_form {
            Some(TypeForm::Scalar { scalar, .. }) if !matches!(scalar, Scalar::True | Scalar::Bool) => {
                self.out.push(scalar_code(scalar));
                self.key(VALUE);
                self.out.push(code::END);
            }
            _ => self.list(&combinator.fields),
        }
    }

    fn flags(&self, id: CombinatorId, combinator: &Combinator) -> u8 {
        let schema = self.part.schema;
        let is_known = combinator.bare_form.is_none_or(|form| matches!(form, TypeForm::Scalar { .. }));
        let is_closed = is_known && !combinator.needs.contains(&true);
        let is_bool = schema.type_of(id).is_some_and(|ty| schema[ty].primitive() == Some(Primitive::Bool));
        let is_true = is_bool && schema[id].name() == "boolTrue";
        let flags = [
            (is_closed, code::IS_CLOSED),
            (is_bool, code::IS_BOOL),
            (is_true, code::IS_TRUE),
            (combinator.has_unknown_form, code::IS_UNKNOWN),
        ];
        flags.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).sum()
    }

    fn list(&mut self, fields: &[Field]) {
        let slots = fields.iter().scan(0, |next, field| {
            let slot = *next;
            *next += usize::from(has_slot(field));
            Some(slot)
        });
        self.slots.push(slots.collect());
        for field in fields {
            if self.table.has_keys() || !is_flag(field) {
                self.field(field);
            }
        }
        self.slots.pop();
        self.out.push(code::END);
    }

    /// Writes a field: its kind (a byte), its key, and the operands of the kind. For a field with a condition, writes
    /// the condition, the key, the length of kind and operands together, the kind, and the operands.
    fn field(&mut self, field: &Field) {
        let value = self.apart(|row| row.kind(field));
        match field.condition {
            Some(condition) => {
                self.condition(condition, has_slot(field));
                self.key(&field.key);
                self.prefixed(&value);
            }
            None => {
                let (first, rest) = value.split_at(1);
                self.out.extend(first);
                self.key(&field.key);
                self.out.extend(rest);
            }
        }
    }

    /// Writes the kind of a field and its operands.
    fn kind(&mut self, field: &Field) {
        match field.role {
            Role::Mask { declared, is_passed } => {
                let is_kept = self.part.keeps_masks || is_passed;
                self.out.push(if is_kept { code::KEPT_MASK } else { code::MASK });
                self.out.extend(declared.to_le_bytes());
            }
            Role::Count { of } => self.numbered(code::COUNT, of),
            Role::Length => self.out.push(code::LENGTH),
            Role::Number => self.out.push(code::NUMBER),
            Role::Value => self.value(&field.value),
        }
    }

    pub(super) fn value(&mut self, value: &Value) {
        match value {
            Value::Scalar(scalar) => self.out.push(scalar_code(*scalar)),
            Value::Tagged { ty, id, scalar } => {
                let (schema, ty) = (self.part.schema, &self.part.schema[*ty]);
                let own = ty.constructors().iter().find(|&&own| schema[own].is_built_in());
                self.out.push(code::TAGGED);
                self.out.extend(id.to_le_bytes());
                name(self.table, own.map_or("", |&own| schema[own].name()), &mut self.out);
                name(self.table, ty.name(), &mut self.out);
                self.out.push(scalar_code(*scalar));
            }
            Value::Vector { boxed, item } => {
                self.out.push(if *boxed { code::VECTOR } else { code::BARE_VECTOR });
                self.item(item);
            }
            Value::Repeat(repeat) => self.repeat(repeat),
            Value::Boxed { ty, args } => self.boxed(*ty, args),
            Value::Bare { constructor, args } => {
                self.applied(code::BARE, self.table.row(self.number, *constructor), args);
            }
            Value::Object => self.out.push(code::OBJECT),
            Value::Param(variable) => self.parameter(code::PARAM, *variable),
            Value::Call(Var::Implicit(variable)) => self.parameter(code::CALL_OF, *variable),
            Value::Call(Var::Field { .. }) => self.out.push(code::CALL),
            Value::Unsupported => self.out.push(code::TYPE_FIELD),
        }
    }

    /// Writes the code of a boxed type. If the type has only one constructor, writes the code of that constructor
    /// instead, because no other id is possible.
    fn boxed(&mut self, ty: TypeId, args: &[Arg]) {
        let of = &self.part.schema[ty];
        match of.constructors() {
            &[only] if of.primitive() != Some(Primitive::Bool) => {
                self.applied(code::ONLY, self.table.row(self.number, only), args);
            }
            _ => self.applied(code::BOXED, self.table.type_number(self.number, ty), args),
        }
    }

    fn applied(&mut self, code: u8, of: usize, args: &[Arg]) {
        let args: Vec<Vec<u8>> = args.iter().map(|arg| self.apart(|row| row.arg(arg))).collect();
        applied(code, of, &args, &mut self.out);
    }

    fn arg(&mut self, arg: &Arg) {
        match arg {
            Arg::Type(value) => self.value(value),
            Arg::Number(count) => {
                self.out.push(code::NUMBER);
                self.sum(*count);
            }
        }
    }

    fn repeat(&mut self, repeat: &Repeat) {
        match repeat.item() {
            Some(item) => {
                self.out.push(code::REPEAT);
                self.sum(repeat.count);
                // `Var::Field::up` counts this repetition as a list.
                self.slots.push(Vec::new());
                self.item(item);
                self.slots.pop();
            }
            None => {
                self.out.push(code::REPEAT_LIST);
                self.sum(repeat.count);
                number(self.part.wire.min_size_of(&repeat.fields), &mut self.out);
                let list = self.apart(|row| row.list(&repeat.fields));
                self.prefixed(&list);
            }
        }
    }

    /// Writes the minimum size of an item, and the code of the item.
    fn item(&mut self, item: &Value) {
        number(self.part.wire.min_size(item), &mut self.out);
        let item = self.apart(|row| row.value(item));
        self.prefixed(&item);
    }

    /// Writes a condition. If the field itself has a slot, as `n` in `n:flags.0?# x:n*[ int ]`, a `LONG_CONDITION` is
    /// written, because readers fill the slot even if the field is absent.
    fn condition(&mut self, Condition { mask, bit }: Condition, has_slot: bool) {
        match (mask, bit) {
            (Var::Field { up: 0, index }, Some(bit)) if self.slot(0, index) < SHORT_SLOTS && !has_slot => {
                self.out.push(code::CONDITION | (self.slot(0, index) as u8 * 32 + (bit & 31)));
            }
            _ => {
                let condition = self.apart(|row| {
                    row.variable(Some(mask));
                    row.out.push(bit.map_or(0, |bit| (bit & 31) + 1));
                });
                self.out.push(code::LONG_CONDITION);
                self.prefixed(&condition);
            }
        }
    }

    fn sum(&mut self, NatExpr { var, plus }: NatExpr) {
        self.variable(var);
        number(plus as usize, &mut self.out);
    }

    /// Writes a reference to a variable. It begins with one of these bytes:
    ///
    /// - 0: no variable.
    /// - 1: a field. The number of enclosing lists to go up follows, then the slot of the field.
    /// - 2: a type parameter. Its index and its name follow.
    /// - 3: an unbound variable. Its name follows.
    fn variable(&mut self, var: Option<Var>) {
        match var {
            None => self.out.push(0),
            Some(Var::Field { up, index }) => {
                self.numbered(1, up);
                number(self.slot(up, index), &mut self.out);
            }
            Some(Var::Implicit(variable)) => self.parameter(2, variable),
        }
    }

    fn slot(&self, up: usize, index: usize) -> usize {
        let list = self.slots.len().checked_sub(up + 1).and_then(|list| self.slots.get(list));
        list.and_then(|slots| slots.get(index)).copied().unwrap_or_default()
    }

    /// Writes a use of an implicit argument. If the argument is bound to a type parameter, as `X` in `= Box X`, writes
    /// `code`, the index of the type parameter and the name of the argument. If the argument is unbound, writes `CALL`
    /// for a call `!X`, and another code and the name for any other use.
    fn parameter(&mut self, code: u8, variable: usize) {
        let Part { schema, wire, .. } = self.part;
        let Some(of) = self.of else {
            self.numbered(code, variable);
            return self.key(VALUE);
        };
        // The parameters of a function are its implicit arguments.
        let is_function = schema[of].category() == Category::Function;
        match if is_function { Some(variable) } else { wire[of].parameters[variable] } {
            Some(position) => self.numbered(code, position),
            None if code == code::CALL_OF => return self.out.push(code::CALL),
            None => self.out.push(if code == 2 { 3 } else { code::UNBOUND }),
        }
        self.key(schema[of].implicit()[variable].name());
    }

    fn numbered(&mut self, code: u8, operand: usize) {
        self.out.push(code);
        number(operand, &mut self.out);
    }

    fn key(&mut self, text: &str) {
        key(self.table, text, &mut self.out);
    }

    /// Returns the bytes that `write` appends, without appending them to the row.
    fn apart(&mut self, write: impl FnOnce(&mut Self)) -> Vec<u8> {
        let outer = std::mem::take(&mut self.out);
        write(self);
        std::mem::replace(&mut self.out, outer)
    }

    fn prefixed(&mut self, bytes: &[u8]) {
        number(bytes.len(), &mut self.out);
        self.out.extend(bytes);
    }
}

/// Returns whether conditions and sums can refer to a field.
fn has_slot(field: &Field) -> bool {
    matches!(field.role, Role::Mask { .. } | Role::Count { .. } | Role::Number)
}

/// Returns whether a field is a flag: it has no bytes, and is a bit of a mask in the same list.
fn is_flag(field: &Field) -> bool {
    let of_mask = matches!(field.condition, Some(Condition { mask: Var::Field { up: 0, .. }, .. }));
    of_mask && matches!(field.value, Value::Scalar(Scalar::True))
}

/// Returns the row of an envelope. Such a row has no type and no flags.
pub(super) fn envelope(table: &Table, row: usize, envelope: &Envelope<'_>) -> Vec<u8> {
    let mut out = vec![0, 0];
    label(table, row, table.types.parts(), &mut out);
    for (key, part) in envelope.fields {
        out.push(match part {
            EnvelopeField::Zero => code::ZERO,
            EnvelopeField::Length => code::LENGTH,
            EnvelopeField::Rest => code::REST,
            EnvelopeField::Object => code::OBJECT,
            EnvelopeField::Scalar(scalar) => scalar_code(*scalar),
        });
        self::key(table, key, &mut out);
    }
    out.push(code::END);
    out
}

/// Returns the code of a type or a row whose arguments are type parameters. `args` contains their indices; see
/// [`Table::combinator_code`].
pub(super) fn applied_to_params(table: &Table, code: u8, of: usize, args: &[Option<usize>]) -> Vec<u8> {
    let code_of = |arg: &Option<usize>| {
        let Some(index) = *arg else { return vec![scalar_code(Scalar::True)] };
        let mut param = vec![code::PARAM];
        number(index, &mut param);
        key(table, VALUE, &mut param);
        param
    };
    let args: Vec<Vec<u8>> = args.iter().map(code_of).collect();
    let mut out = Vec::new();
    applied(code, of, &args, &mut out);
    out
}

/// Writes the code of a type or a row, followed by the codes of its arguments.
fn applied(code: u8, of: usize, args: &[Vec<u8>], out: &mut Vec<u8>) {
    out.push(if args.is_empty() { code } else { code | code::WITH_ARGS });
    number(of, out);
    if args.is_empty() {
        return;
    }
    number(args.len(), out);
    for arg in args {
        number(arg.len(), out);
        out.extend(arg);
    }
}

/// Returns the code of a bare value: the fields of a row, without an id.
pub(super) fn bare(row: usize) -> Vec<u8> {
    let mut out = vec![code::BARE];
    number(row, &mut out);
    out
}

/// Writes the label of a row (its name in JSON) and the number of its schema.
fn label(table: &Table, row: usize, schema: usize, out: &mut Vec<u8>) {
    if let Some(strings) = &table.strings {
        number(strings.label(row), out);
    }
    if table.has_keys() {
        number(schema, out);
    }
}

/// Writes the name of a combinator or a type.
fn name(table: &Table, text: &str, out: &mut Vec<u8>) {
    if let Some(strings) = &table.strings {
        number(strings.number(text), out);
    }
}

/// Writes the name of a field or a type parameter.
fn key(table: &Table, text: &str, out: &mut Vec<u8>) {
    if table.has_keys() {
        name(table, text, out);
    }
}

/// Writes a number in groups of 7 bits, starting with the lowest bits. All bytes except the last one have the highest
/// bit set.
fn number(mut value: usize, out: &mut Vec<u8>) {
    while value > 0x7f {
        out.push(0x80 | (value & 0x7f) as u8);
        value >>= 7;
    }
    out.push(value as u8);
}

fn scalar_code(scalar: Scalar) -> u8 {
    match scalar {
        Scalar::Nat => 0,
        Scalar::Int => 1,
        Scalar::Long => 2,
        Scalar::Double => 3,
        Scalar::Float => 4,
        Scalar::String => 5,
        Scalar::Bytes => 6,
        Scalar::Int128 => 7,
        Scalar::Int256 => 8,
        Scalar::Int512 => 9,
        Scalar::Bool => 10,
        Scalar::True => 11,
        Scalar::Int53 => 12,
    }
}
