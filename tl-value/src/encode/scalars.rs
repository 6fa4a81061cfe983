//! Values without parts.

use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::node::{Kind, Node};
use super::{Encoder, Result};
use crate::error::EncodeErrorKind;
use crate::program::Scalar;

impl Encoder<'_> {
    pub(super) fn scalar(&mut self, scalar: Scalar, node: Node<'_>) -> Result {
        match scalar {
            Scalar::Nat => {
                let value = whole(node, scalar)?;
                self.write(node, |w| w.nat(value))
            }
            Scalar::Int => {
                let value = whole(node, scalar)?;
                self.write(node, |w| w.int(value))
            }
            Scalar::Long => {
                let value = long(node)?;
                self.write(node, |w| w.long(value))
            }
            Scalar::Double => {
                let value = float(node, scalar, f64::is_finite)?;
                self.write(node, |w| w.double(value))
            }
            Scalar::Float => {
                let value = float(node, scalar, f32::is_finite)?;
                self.write(node, |w| w.float(value))
            }
            Scalar::String => {
                let text = node.text("a string")?;
                self.write(node, |w| w.string(&text))
            }
            Scalar::Bytes => {
                let bytes = base64(node)?;
                self.write(node, |w| w.bytes(&bytes))
            }
            Scalar::Fixed(len) => {
                let bytes = hex(node, len)?;
                self.write(node, |w| w.raw(&bytes))
            }
            Scalar::Bool => {
                let Kind::Bool(value) = node.kind() else { return Err(node.wrong_kind("true or false")) };
                self.write(node, |w| w.bool(value))
            }
            Scalar::True if node.kind() == Kind::Bool(true) => Ok(()),
            Scalar::True => Err(node.wrong_kind("true")),
        }
    }
}

/// A number without fraction and exponent.
pub(super) fn whole<T: FromStr>(node: Node<'_>, scalar: Scalar) -> Result<T> {
    let text = node.number("a number")?;
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return Err(node.error(EncodeErrorKind::WrongText { expected: "a whole number".into() }));
    }
    text.parse().map_err(|_| node.error(EncodeErrorKind::OutOfRange { ty: scalar.name() }))
}

/// A number in a string, which keeps all its digits everywhere, or as such.
fn long(node: Node<'_>) -> Result<i64> {
    if node.kind() != Kind::String {
        return match node.kind() {
            Kind::Number => whole(node, Scalar::Long),
            _ => Err(node.wrong_kind("a number in a string")),
        };
    }
    let text = node.text("a number in a string")?;
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(node.error(EncodeErrorKind::WrongText { expected: "a whole number".into() }));
    }
    text.parse().map_err(|_| node.error(EncodeErrorKind::OutOfRange { ty: Scalar::Long.name() }))
}

/// A number, or the name of what is none in JSON.
fn float<T: FromStr + Copy>(node: Node<'_>, scalar: Scalar, is_finite: impl Fn(T) -> bool) -> Result<T> {
    let expected = "a number, \"NaN\", \"Infinity\" or \"-Infinity\"";
    if node.kind() == Kind::String {
        let text = node.text(expected)?;
        let is_name = matches!(&*text, "NaN" | "Infinity" | "-Infinity");
        let value = text.parse().ok().filter(|_| is_name);
        return value.ok_or_else(|| node.error(EncodeErrorKind::WrongText { expected: expected.into() }));
    }
    let value = node.number(expected)?.parse().ok().filter(|&value| is_finite(value));
    value.ok_or_else(|| node.error(EncodeErrorKind::OutOfRange { ty: scalar.name() }))
}

pub(super) fn base64(node: Node<'_>) -> Result<Vec<u8>> {
    let text = node.text("base64 in a string")?;
    STANDARD
        .decode(text.as_bytes())
        .map_err(|_| node.error(EncodeErrorKind::WrongText { expected: "base64 with padding".into() }))
}

/// So many bytes in hexadecimal.
fn hex(node: Node<'_>, len: usize) -> Result<Vec<u8>> {
    let expected = || format!("{} hexadecimal digits", len * 2);
    let text = node.text(&format!("a string of {}", expected()))?;
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let byte = |pair: &[u8; 2]| Some((digit(pair[0])? << 4 | digit(pair[1])?) as u8);
    let (pairs, rest) = text.as_bytes().as_chunks();
    let bytes: Option<Vec<u8>> = pairs.iter().map(byte).collect();
    bytes
        .filter(|bytes| bytes.len() == len && rest.is_empty())
        .ok_or_else(|| node.error(EncodeErrorKind::WrongText { expected: expected().into() }))
}
