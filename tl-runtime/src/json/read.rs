//! What a deserializer said to bytes.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Shape;
use super::content::Content;
use super::kind::{Form, Kind};
use super::scope::Scope;
use crate::{VECTOR_ID, Writer};

pub(super) type Result<T> = core::result::Result<T, Problem>;

/// What is wrong, and where.
#[derive(Debug)]
pub(super) struct Problem {
    path: String,
    message: String,
}

impl Problem {
    #[cold]
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { path: String::new(), message: message.into() }
    }

    #[cold]
    pub(super) fn expected(what: impl fmt::Display, found: &Content<'_>) -> Self {
        Self::new(format!("{what} is expected, {} found", found.name()))
    }

    pub(super) fn within_field(self, name: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: format!("{name}{dot}{}", self.path), ..self }
    }

    fn within_item(self, index: usize) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: format!("[{index}]{dot}{}", self.path), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, message } = self;
        if path.is_empty() { f.write_str(message) } else { write!(f, "in `{path}`: {message}") }
    }
}

/// The bytes of a value of this shape.
pub(super) fn bytes(shape: Shape, content: &Content<'_>) -> Result<Vec<u8>> {
    let mut w = Writer::new();
    value(shape.kind(), &shape.scope(), &[], content, &mut w)?;
    finish(w)
}

pub(super) fn finish(w: Writer) -> Result<Vec<u8>> {
    w.finish().map_err(|error| Problem::new(error.to_string()))
}

/// Writes one value; `numbers` are those of the fields before it.
pub(super) fn value(
    kind: Kind,
    scope: &Scope<'_>,
    numbers: &[u32],
    content: &Content<'_>,
    w: &mut Writer,
) -> Result<()> {
    let (form, scope) = scope.resolve(kind);
    match form {
        Form::Nat => w.nat(whole(content, "#")?),
        Form::Int => w.int(whole(content, "int")?),
        Form::Long => w.long(long(content)?),
        Form::Double => w.double(double(content, "double")?),
        Form::Float => w.float(float(content)?),
        Form::String => w.string(text(content, "a string")?),
        Form::Bytes => w.bytes(&base64(content)?),
        Form::Fixed(len) => w.raw(&hex(content, len)?),
        Form::Bool => match content {
            Content::Bool(value) => w.bool(*value),
            _ => return Err(Problem::expected("true or false", content)),
        },
        Form::Nothing => match content {
            Content::Bool(true) => {}
            _ => return Err(Problem::expected("true", content)),
        },
        Form::Vector { boxed, item } => {
            let list = list(content)?;
            if boxed {
                w.id(VECTOR_ID);
            }
            w.len(list.len());
            items(item, &scope, numbers, list, w)?;
        }
        Form::Repeat { number, plus, item } => {
            let list = list(content)?;
            let number = number.and_then(|index| numbers.get(index)).copied().unwrap_or_default();
            let expected = number.saturating_add(plus);
            if expected as usize != list.len() {
                let found = list.len();
                return Err(Problem::new(format!("{expected} items are expected and {found} are there")));
            }
            items(item, &scope, numbers, list, w)?;
        }
        Form::Tagged { id, value: inner } => {
            w.id(id);
            value(inner, &scope, numbers, content, w)?;
        }
        Form::Boxed { ty, args } => super::object::boxed(ty, &scope.inner(args), content, w)?,
        Form::Bare { row, args } => super::object::known(row, false, &scope.inner(args), content, w)?,
        Form::Only { row, args } => super::object::known(row, true, &scope.inner(args), content, w)?,
        Form::Object => super::object::any(&scope.open(), content, w)?,
        Form::Call(_) => super::object::call(&scope.open(), content, w)?,
        Form::Param(_) => return Err(Problem::new("nothing says what a parameter stands for")),
    }
    Ok(())
}

fn items(kind: Kind, scope: &Scope<'_>, numbers: &[u32], list: &[Content<'_>], w: &mut Writer) -> Result<()> {
    for (index, item) in list.iter().enumerate() {
        value(kind, scope, numbers, item, w).map_err(|problem| problem.within_item(index))?;
    }
    Ok(())
}

pub(super) fn list<'c, 'de>(content: &'c Content<'de>) -> Result<&'c [Content<'de>]> {
    match content {
        Content::List(items) => Ok(items),
        _ => Err(Problem::expected("an array", content)),
    }
}

pub(super) fn text<'c>(content: &'c Content<'_>, expected: &str) -> Result<&'c str> {
    match content {
        Content::Text(text) => Ok(text),
        _ => Err(Problem::expected(expected, content)),
    }
}

/// A number without fraction and exponent.
pub(super) fn whole<T: TryFrom<i64> + TryFrom<u64>>(content: &Content<'_>, ty: &str) -> Result<T> {
    let value = match *content {
        Content::Signed(value) => T::try_from(value).ok(),
        Content::Unsigned(value) => T::try_from(value).ok(),
        Content::Float(_) => return Err(Problem::new("this is not a whole number")),
        _ => return Err(Problem::expected("a number", content)),
    };
    value.ok_or_else(|| out_of_range(ty))
}

/// A number in a string, which keeps all its digits everywhere, or as such.
fn long(content: &Content<'_>) -> Result<i64> {
    let text = match content {
        Content::Text(text) => text,
        Content::Signed(_) | Content::Unsigned(_) | Content::Float(_) => return whole(content, "long"),
        _ => return Err(Problem::expected("a number in a string", content)),
    };
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(Problem::new("this is not a whole number"));
    }
    text.parse().map_err(|_| out_of_range("long"))
}

/// A number, or the name of what is none in JSON.
#[allow(clippy::cast_precision_loss, reason = "a whole number in JSON is the nearest double, as any other")]
fn double(content: &Content<'_>, ty: &str) -> Result<f64> {
    let expected = "a number, \"NaN\", \"Infinity\" or \"-Infinity\"";
    let value = match content {
        Content::Signed(value) => *value as f64,
        Content::Unsigned(value) => *value as f64,
        Content::Float(value) => *value,
        Content::Text(text) => {
            return match &**text {
                "NaN" => Ok(f64::NAN),
                "Infinity" => Ok(f64::INFINITY),
                "-Infinity" => Ok(f64::NEG_INFINITY),
                _ => Err(Problem::new(format!("this is not {expected}"))),
            };
        }
        _ => return Err(Problem::expected(expected, content)),
    };
    if value.is_finite() { Ok(value) } else { Err(out_of_range(ty)) }
}

#[allow(clippy::cast_possible_truncation, reason = "the nearest float is meant")]
fn float(content: &Content<'_>) -> Result<f32> {
    let exact = double(content, "float")?;
    let value = exact as f32;
    if value.is_finite() || !exact.is_finite() { Ok(value) } else { Err(out_of_range("float")) }
}

#[cold]
fn out_of_range(ty: &str) -> Problem {
    Problem::new(format!("the number does not fit a value of `{ty}`"))
}

pub(super) fn base64(content: &Content<'_>) -> Result<Vec<u8>> {
    let text = text(content, "base64 in a string")?;
    STANDARD.decode(text).map_err(|_| Problem::new("this is not base64 with padding"))
}

/// So many bytes in hexadecimal.
fn hex(content: &Content<'_>, len: usize) -> Result<Vec<u8>> {
    let expected = || format!("{} hexadecimal digits", len * 2);
    let Content::Text(text) = content else {
        return Err(Problem::expected(format_args!("a string of {}", expected()), content));
    };
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let byte = |pair: &[u8; 2]| Some((digit(pair[0])? << 4 | digit(pair[1])?) as u8);
    let (pairs, rest) = text.as_bytes().as_chunks();
    let bytes: Option<Vec<u8>> = pairs.iter().map(byte).collect();
    bytes
        .filter(|bytes| bytes.len() == len && rest.is_empty())
        .ok_or_else(|| Problem::new(format!("this is not {}", expected())))
}
