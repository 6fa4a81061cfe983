//! Encodes values of scalar types.

use alloc::format;
use alloc::vec::Vec;

use ::base64::Engine;
use ::base64::engine::general_purpose::STANDARD;

use super::{ErrorKind, JsonForm, JsonKind, Result, Source, Whole};
use crate::Writer;
use crate::wire::form::Scalar;

pub(super) fn write<'s>(form: JsonForm, w: &mut Writer, scalar: Scalar, json: impl Source<'s>) -> Result {
    match scalar {
        Scalar::Nat => w.nat(narrow(form, json, scalar)?),
        Scalar::Int => w.int(narrow(form, json, scalar)?),
        Scalar::Long | Scalar::Int53 => w.long(long(form, json, scalar)?),
        Scalar::Double => w.double(double(form, json, scalar)?),
        Scalar::Float => w.float(float(form, json, scalar)?),
        Scalar::String => w.string(&text(json, "a string")?),
        Scalar::Bytes => w.bytes(&base64(json)?),
        Scalar::Int128 => w.raw(&wide(form, json, 16)?),
        Scalar::Int256 => w.raw(&wide(form, json, 32)?),
        Scalar::Int512 => w.raw(&wide(form, json, 64)?),
        Scalar::Bool => match json.kind() {
            JsonKind::Bool(value) => w.bool(value),
            _ => return Err(json.wrong_kind("true or false")),
        },
        Scalar::True if json.kind() == JsonKind::Bool(true) => {}
        Scalar::True => return Err(json.wrong_kind("true")),
    }
    match w.error() {
        Some(error) => Err(json.error(ErrorKind::Bytes(error.kind().clone()))),
        None => Ok(()),
    }
}

pub(super) fn list_len<'s>(json: impl Source<'s>) -> Result<usize> {
    if json.kind() == JsonKind::Array { json.count() } else { Err(json.wrong_kind("an array")) }
}

pub(super) fn text<'s>(json: impl Source<'s>, expected: &str) -> Result<alloc::borrow::Cow<'s, str>> {
    if json.kind() == JsonKind::String { json.text() } else { Err(json.wrong_kind(expected)) }
}

/// Returns an integer, which must be written without fraction and exponent.
pub(super) fn whole<'s, T: TryFrom<i128>>(json: impl Source<'s>, scalar: Scalar) -> Result<T> {
    if json.kind() != JsonKind::Number {
        return Err(json.wrong_kind("a number"));
    }
    let value = match json.whole() {
        Whole::Value(value) => T::try_from(value).ok(),
        Whole::TooLarge => None,
        Whole::NotWhole => {
            return Err(json.error(ErrorKind::WrongText { expected: "a whole number".into() }));
        }
    };
    value.ok_or_else(|| json.error(ErrorKind::OutOfRange { ty: scalar.name() }))
}

/// Returns an `int` or `#`. In TDLib's form, JSON may contain the number in a string.
pub(super) fn narrow<'s, T: TryFrom<i128>>(
    form: JsonForm,
    json: impl Source<'s>,
    scalar: Scalar,
) -> Result<T> {
    if form.is_of_tdlib() && json.kind() == JsonKind::String {
        let value = T::try_from(long(form, json, scalar)?.into());
        return value.map_err(|_| json.error(ErrorKind::OutOfRange { ty: scalar.name() }));
    }
    whole(json, scalar)
}

/// Returns a 64-bit integer, which is a number or a string. Some JSON readers round large numbers, but keep all digits
/// of a string.
fn long<'s>(form: JsonForm, json: impl Source<'s>, scalar: Scalar) -> Result<i64> {
    if json.kind() == JsonKind::Number {
        return whole(json, scalar);
    }
    let text = text(json, "a number in a string")?;
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let is_canonical = || !digits.starts_with('0') || *text == *"0";
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    if !is_number || (form.is_of_tdlib() && !is_canonical()) {
        return Err(json.error(ErrorKind::WrongText { expected: "a whole number".into() }));
    }
    text.parse().map_err(|_| json.error(ErrorKind::OutOfRange { ty: scalar.name() }))
}

fn double<'s>(form: JsonForm, json: impl Source<'s>, scalar: Scalar) -> Result<f64> {
    if json.kind() == JsonKind::String && !form.is_of_tdlib() {
        return not_finite_called(json);
    }
    float_kind(form, json)?;
    let value = json.double();
    if value.is_finite() || form.is_of_tdlib() {
        Ok(value)
    } else {
        Err(json.error(ErrorKind::OutOfRange { ty: scalar.name() }))
    }
}

fn float<'s>(form: JsonForm, json: impl Source<'s>, scalar: Scalar) -> Result<f32> {
    if json.kind() == JsonKind::String && !form.is_of_tdlib() {
        return not_finite_called(json).map(|value| value as f32);
    }
    float_kind(form, json)?;
    let value = json.float();
    if value.is_finite() || form.is_of_tdlib() {
        Ok(value)
    } else {
        Err(json.error(ErrorKind::OutOfRange { ty: scalar.name() }))
    }
}

const FLOAT: &str = "a number, \"NaN\", \"Infinity\" or \"-Infinity\"";

/// Checks that a floating-point value is a JSON number. In TDLib's form, a number that is too large is infinite.
fn float_kind<'s>(form: JsonForm, json: impl Source<'s>) -> Result {
    match json.kind() {
        JsonKind::Number => Ok(()),
        _ if form.is_of_tdlib() => Err(json.wrong_kind("a number")),
        _ => Err(json.wrong_kind(FLOAT)),
    }
}

/// Numbers that JSON cannot express, and their names.
const NOT_FINITE: [(&str, f64); 3] =
    [("NaN", f64::NAN), ("Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)];

/// Returns the name of a number that JSON cannot express, or `None` for other numbers.
#[must_use]
pub fn not_finite(value: f64) -> Option<&'static str> {
    let is_it = |other: f64| other.to_bits() == value.to_bits() || (other.is_nan() && value.is_nan());
    NOT_FINITE.iter().find(|(_, other)| is_it(*other)).map(|(name, _)| *name)
}

/// Returns the number whose name is in a string, such as `"NaN"`.
fn not_finite_called<'s>(json: impl Source<'s>) -> Result<f64> {
    let text = json.text()?;
    let found = NOT_FINITE.iter().find(|(name, _)| *name == text);
    found.map(|(_, value)| *value).ok_or_else(|| json.error(ErrorKind::WrongText { expected: FLOAT.into() }))
}

pub(super) fn base64<'s>(json: impl Source<'s>) -> Result<Vec<u8>> {
    let text = text(json, "base64 in a string")?;
    let wrong = |_| json.error(ErrorKind::WrongText { expected: "base64 with padding".into() });
    STANDARD.decode(text.as_bytes()).map_err(wrong)
}

/// Returns a number of `len` bytes: hexadecimal digits, or base64 in TDLib's form.
fn wide<'s>(form: JsonForm, json: impl Source<'s>, len: usize) -> Result<Vec<u8>> {
    if !form.is_of_tdlib() {
        return hex(json, len);
    }
    let expected = || ErrorKind::WrongText { expected: format!("{len} bytes in base64").into() };
    Some(base64(json)?).filter(|bytes| bytes.len() == len).ok_or_else(|| json.error(expected()))
}

/// Decodes `len` bytes in hexadecimal.
fn hex<'s>(json: impl Source<'s>, len: usize) -> Result<Vec<u8>> {
    let expected = || format!("{} hexadecimal digits", len * 2);
    let text = text(json, &format!("a string of {}", expected()))?;
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let byte = |pair: &[u8; 2]| Some((digit(pair[0])? << 4 | digit(pair[1])?) as u8);
    let (pairs, rest) = text.as_bytes().as_chunks();
    let bytes: Option<Vec<u8>> = pairs.iter().map(byte).collect();
    bytes
        .filter(|bytes| bytes.len() == len && rest.is_empty())
        .ok_or_else(|| json.error(ErrorKind::WrongText { expected: expected().into() }))
}
