//! Bytes to what a serializer takes.

#![allow(clippy::redundant_closure_for_method_calls, reason = "methods of `Reader` are no Rust functions")]

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};

use super::Shape;
use super::kind::{Form, Kind};
use super::scope::Scope;
use super::table::{Field, Part, Row};
use crate::{BOOL_FALSE_ID, BOOL_TRUE_ID, Limits, Reader, VECTOR_ID};

/// Tells `serializer` of the value of this shape that all of `bytes` are.
pub(super) fn value<S: Serializer>(shape: Shape, bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    let reader = RefCell::new(Reader::new(bytes));
    let scope = shape.scope();
    let whole = Value { reader: &reader, kind: shape.kind(), scope: &scope, numbers: &[], name: None };
    let done = whole.serialize(serializer)?;
    reader.borrow().finish().map_err(S::Error::custom)?;
    Ok(done)
}

/// The value that the reader has before it.
#[derive(Clone, Copy)]
struct Value<'w, 'r> {
    reader: &'w RefCell<Reader<'r>>,
    kind: Kind,
    scope: &'w Scope<'w>,
    /// Of the fields before it, by index; zero for those that are no number.
    numbers: &'w [u32],
    /// The combinator that is open, for errors.
    name: Option<&'static str>,
}

impl<'r> Value<'_, 'r> {
    /// What `read` gives, unless the reader fails.
    fn take<T, E: Error>(&self, read: impl FnOnce(&mut Reader<'r>) -> T) -> Result<T, E> {
        let mut reader = self.reader.borrow_mut();
        let value = read(&mut reader);
        if let (true, Some(name)) = (reader.has_failed(), self.name) {
            reader.name_error(name);
        }
        reader.check().map_err(E::custom)?;
        Ok(value)
    }

    fn number<E: Error>(&self) -> Result<u32, E> {
        self.take(|r| r.nat())
    }

    fn items<S: Serializer>(
        &self,
        scope: &Scope<'_>,
        item: Kind,
        count: u32,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        // What an `Object` holds was never checked.
        let count = self.take(|r| r.admit(count, 0, r.offset()))?;
        let value = Value { kind: item, scope, ..*self };
        serializer.collect_seq((0..count).map(|_| value))
    }

    /// What an id means that may be any.
    fn object<S: Serializer>(&self, scope: &Scope<'_>, serializer: S) -> Result<S::Ok, S::Error> {
        let id = self.take(|r| r.id())?;
        match scope.table.closed(id) {
            _ if [BOOL_TRUE_ID, BOOL_FALSE_ID].contains(&id) => serializer.serialize_bool(id == BOOL_TRUE_ID),
            Some(row) => self.combinator(row, scope, serializer),
            None => {
                let body = self.take(|r| r.raw(r.remaining()))?;
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("_", &format!("#{id:08x}"))?;
                map.serialize_entry("raw", &STANDARD.encode(body))?;
                map.end()
            }
        }
    }

    /// The fields of a row, one level deeper. A constructor without fields is no level, as an enum reads it.
    fn combinator<S: Serializer>(
        &self,
        row: Row,
        scope: &Scope<'_>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let has_fields = row.fields().next().is_some();
        if has_fields {
            self.take(|r| r.descend())?;
        }
        let inside = Value { name: Some(row.label), ..*self };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("_", row.label)?;
        let mut numbers = Vec::new();
        let mut frame = None;
        for field in row.fields() {
            let number = inside.field(&row, &field, scope, &numbers, &mut frame, &mut map)?;
            numbers.push(number);
        }
        if has_fields {
            self.reader.borrow_mut().ascend_from(row.label);
        }
        map.end()
    }

    /// One field; the number that it is, or 0. `frame` is how many bytes a field takes if the one before it says so.
    fn field<M: SerializeMap>(
        &self,
        row: &Row,
        field: &Field,
        scope: &Scope<'_>,
        numbers: &[u32],
        frame: &mut Option<u32>,
        map: &mut M,
    ) -> Result<u32, M::Error> {
        if field.condition.is_some_and(|condition| !condition.holds(numbers)) {
            return Ok(0);
        }
        let kind = match field.part {
            Part::Mask | Part::Count(_) => return self.number(),
            Part::KeptMask => {
                let number = self.number()?;
                let kept = number & !row.declared(numbers.len());
                if kept != 0 {
                    map.serialize_entry(field.name, &kept)?;
                }
                return Ok(number);
            }
            Part::Length => {
                *frame = Some(self.number()?);
                return Ok(0);
            }
            Part::Value(kind) => kind,
        };
        let value = Value { kind, scope, numbers, ..*self };
        if let Some(len) = frame.take() {
            value.framed(len as usize, |framed| map.serialize_entry(field.name, framed))?;
            return Ok(0);
        }
        let Form::Nat = kind.form() else {
            map.serialize_entry(field.name, &value)?;
            return Ok(0);
        };
        let number = self.number()?;
        map.serialize_entry(field.name, &number)?;
        Ok(number)
    }

    /// The value in the next `len` bytes, which must take them all. Its levels count with those outside.
    fn framed<E: Error>(
        &self,
        len: usize,
        write: impl FnOnce(&Value<'_, 'r>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (frame, depth) = self.take(|r| (r.raw(len), r.depth_left()))?;
        let inner = RefCell::new(Reader::with_limits(frame, Limits { depth, ..Limits::default() }));
        write(&Value { reader: &inner, ..*self })?;
        inner.borrow().finish().map_err(E::custom)
    }
}

impl Serialize for Value<'_, '_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let (form, scope) = self.scope.resolve(self.kind);
        match form {
            Form::Nat => s.serialize_u32(self.number()?),
            Form::Int => s.serialize_i32(self.take(|r| r.int())?),
            Form::Long => s.collect_str(&self.take(|r| r.long())?),
            Form::Double => match self.take(|r| r.double())? {
                value if value.is_finite() => s.serialize_f64(value),
                value => s.serialize_str(not_finite(value)),
            },
            Form::Float => match self.take(|r| r.float())? {
                value if value.is_finite() => s.serialize_f32(value),
                value => s.serialize_str(not_finite(value.into())),
            },
            Form::String => s.serialize_str(self.take(|r| r.str())?),
            Form::Bytes => s.serialize_str(&STANDARD.encode(self.take(|r| r.byte_slice())?)),
            Form::Fixed(len) => s.serialize_str(&hex(self.take(|r| r.raw(len))?)),
            Form::Bool => s.serialize_bool(self.take(|r| r.bool())?),
            Form::Nothing => s.serialize_bool(true),
            Form::Vector { boxed, item } => {
                if boxed {
                    self.take(|r| r.expect(VECTOR_ID, "vector"))?;
                }
                self.items(&scope, item, self.number()?, s)
            }
            Form::Repeat { number, plus, item } => {
                let number = number.and_then(|index| self.numbers.get(index)).copied().unwrap_or_default();
                self.items(&scope, item, number.saturating_add(plus), s)
            }
            Form::Tagged { id, value } => {
                self.take(|r| r.expect(id, ""))?;
                Value { kind: value, scope: &scope, ..*self }.serialize(s)
            }
            Form::Boxed { ty, args } => {
                let id = self.take(|r| r.id())?;
                let row = scope.table.with_id(id).find(|row| row.is_of(ty));
                let row = row.ok_or_else(|| unknown(id, scope.table.type_name(ty)))?;
                self.combinator(row, &scope.inner(args), s)
            }
            Form::Only { row, args } | Form::Bare { row, args } => {
                let is_boxed = matches!(form, Form::Only { .. });
                let row =
                    scope.table.row(row).ok_or_else(|| S::Error::custom("the table has no such row"))?;
                if is_boxed {
                    self.take(|r| r.expect(row.id, row.label))?;
                }
                self.combinator(row, &scope.inner(args), s)
            }
            Form::Object => self.object(&scope.open(), s),
            Form::Call(_) => {
                let id = self.take(|r| r.id())?;
                let row = scope.table.with_id(id).find(|row| row.is_function());
                let row = row.ok_or_else(|| unknown(id, "a function"))?;
                self.combinator(row, &scope.open(), s)
            }
            Form::Param(_) => Err(S::Error::custom("nothing says what a parameter stands for")),
        }
    }
}

#[cold]
fn unknown<E: Error>(id: u32, expected: &str) -> E {
    E::custom(format_args!("#{id:08x} is no id of `{expected}`"))
}

/// What JSON has no number for.
fn not_finite(value: f64) -> &'static str {
    match value {
        f64::INFINITY => "Infinity",
        f64::NEG_INFINITY => "-Infinity",
        _ => "NaN",
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |digit: u8| char::from_digit(digit.into(), 16);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).flatten().collect()
}
