//! What source code has around bytes: declarations, calls and types.

use super::{Part, Result};

/// Text before and after bytes that means nothing for them.
const WRAPPERS: [(&str, &str); 9] = [
    ("bytes(", ")"),
    ("bytearray(", ")"),
    ("memoryview(", ")"),
    ("<Buffer", ">"),
    ("<", ">"),
    ("vec!", ""),
    ("&", ""),
    ("[]byte", ""),
    ("new byte[]", ""),
];

/// The same around a string of hexadecimal digits.
const OF_HEX: [(&str, &str); 3] = [("bytes.fromhex(", ")"), ("bytearray.fromhex(", ")"), ("hex!(", ")")];

/// Removes `unsigned char data[] =`, a final `;`, and the known wrappers.
pub(super) fn unwrap(part: Part<'_>) -> Result<Part<'_>> {
    let mut part = after_declaration(part);
    if let Some(text) = part.text.strip_suffix(';').filter(|_| !part.text.starts_with(['{', '['])) {
        part = part.until(text.len()).trim();
    }
    let found = |&(before, after): &(&str, &str)| {
        let inner = part.text.strip_prefix(before)?.strip_suffix(after)?;
        Some(part.skip(before.len()).until(inner.len()).trim())
    };
    if let Some(inner) = OF_HEX.iter().find_map(found) {
        let digits = inner.text.strip_prefix(['\'', '"']).and_then(|text| text.strip_suffix(['\'', '"']));
        return digits
            .map_or_else(|| inner.unexpected(), |digits| Ok(inner.skip(1).until(digits.len()).trim()));
    }
    match WRAPPERS.iter().find_map(found) {
        Some(inner) => unwrap(inner),
        None => Ok(after_type(part)),
    }
}

/// What follows `Uint8Array(4)`, as JavaScript prints it.
fn after_type(part: Part<'_>) -> Part<'_> {
    let Some((before, _)) = part.text.split_once('[') else { return part };
    let len = before.trim_end().strip_prefix("Uint8Array").map(|len| len.trim_matches(['(', ')']));
    let is_type = len.is_some_and(|len| len.bytes().all(|digit| digit.is_ascii_digit()));
    if is_type { part.skip(before.len()) } else { part }
}

/// What follows the first `=`, if a declaration begins the text.
fn after_declaration(part: Part<'_>) -> Part<'_> {
    let Some((before, after)) = part.text.split_once('=') else { return part };
    let is_name =
        |char: char| char.is_ascii_alphanumeric() || "_[]*&:;<>".contains(char) || char.is_ascii_whitespace();
    let is_declaration = before.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_')
        && before.chars().all(is_name)
        && after.starts_with(|char| char != '=');
    if is_declaration { part.skip(before.len() + 1).trim() } else { part }
}
