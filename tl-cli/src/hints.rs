//! Gives advice for bytes that could not be decoded.

use tl_value::{DecodeError, DecodeErrorKind, Framing, Text};

use crate::elsewhere;

/// Returns advice for `error`, which occurred when `bytes` were decoded.
pub(crate) fn for_bytes(error: &DecodeError, bytes: &[u8]) -> Option<String> {
    match error.kind() {
        DecodeErrorKind::VectorOfUnknown => {
            Some("pass the type of the value, such as `--type 'Vector<long>'`".to_owned())
        }
        DecodeErrorKind::Encrypted { .. } => {
            Some("pass the decrypted data with `--envelope encrypted-data`".to_owned())
        }
        DecodeErrorKind::UnknownId { found, reversed: Some(name), .. } => Some(reversed(*found, name)),
        DecodeErrorKind::UnknownId { found, name: None, .. } => {
            elsewhere::advice(*found).or_else(|| frame(error, bytes))
        }
        _ => frame(error, bytes),
    }
}

/// Returns advice if decoding failed at the first byte and the bytes look like data of a transport, or like an
/// encrypted message. If decoding failed later, the format is probably right, so there is no advice.
fn frame(error: &DecodeError, bytes: &[u8]) -> Option<String> {
    let is_begin = error.offset() == 0 && error.unpacked() == 0;
    is_begin.then(|| Framing::guess(bytes)).flatten().map(framing)
}

/// Returns advice for a text that could not be read as bytes.
pub(crate) fn for_text(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let is_long = text.len() >= SHORTEST_BASE64 && !text.contains(' ');
    let is_base64 = is_long && Text::Base64.read(text).is_ok();
    is_base64.then_some("this may be base64; pass `--format base64`")
}

/// Minimum length of a text that is considered to be base64, in bytes. Shorter texts are often valid base64 by
/// accident.
const SHORTEST_BASE64: usize = 8;

fn reversed(found: u32, name: &str) -> String {
    let bytes: String = found.to_be_bytes().map(|byte| format!("{byte:02x}")).concat();
    let is_vector = name == "vector";
    let then =
        if is_vector { ", and pass the type of the value, such as `--type 'Vector<long>'`" } else { "" };
    format!(
        "the id of `{name}` is #{:08x}; its bytes are in reverse order: write `{bytes}`{then}",
        found.swap_bytes()
    )
}

fn framing(framing: Framing) -> String {
    match framing {
        Framing::Encrypted => format!("{framing}, and pass it with `--envelope encrypted-data`"),
        _ => framing.to_string(),
    }
}
