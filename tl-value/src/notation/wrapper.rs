//! Removes the source code around bytes: declarations, calls and types.

use super::excerpt::{Excerpt, Result};

/// Pairs of texts that may surround bytes. They have no effect on the bytes.
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

/// Pairs of texts that may surround a string of hexadecimal digits.
const OF_HEX: [(&str, &str); 3] = [("bytes.fromhex(", ")"), ("bytearray.fromhex(", ")"), ("hex!(", ")")];

/// Maximum number of nested wrappers.
const MOST_WRAPPERS: usize = 4;

/// Removes the start of a declaration such as `unsigned char data[] =`, a final `;`, and the known wrappers.
pub(super) fn unwrap(excerpt: Excerpt<'_>) -> Result<Excerpt<'_>> {
    let mut excerpt = without_semicolon(after_declaration(excerpt));
    for _ in 0..MOST_WRAPPERS {
        if let Some(inner) = OF_HEX.iter().find_map(|wrapper| within(excerpt, wrapper)) {
            return unquote(inner);
        }
        match WRAPPERS.iter().find_map(|wrapper| within(excerpt, wrapper)) {
            Some(inner) => excerpt = inner,
            None => break,
        }
    }
    Ok(after_type(excerpt))
}

fn within<'a>(excerpt: Excerpt<'a>, (before, after): &(&str, &str)) -> Option<Excerpt<'a>> {
    let inner = excerpt.text.strip_prefix(before)?.strip_suffix(after)?;
    Some(excerpt.skip(before.len()).until(inner.len()).trim())
}

/// Returns the content of a string literal, which must not contain escapes.
fn unquote(excerpt: Excerpt<'_>) -> Result<Excerpt<'_>> {
    let inner = excerpt.text.strip_prefix(['\'', '"']).and_then(|text| text.strip_suffix(['\'', '"']));
    inner.map_or_else(|| excerpt.unexpected(), |inner| Ok(excerpt.skip(1).until(inner.len()).trim()))
}

/// Removes a final `;`. Keeps it if the text begins with an array, because `; unsigned int NAME_len = 16;` may follow
/// the array.
fn without_semicolon(excerpt: Excerpt<'_>) -> Excerpt<'_> {
    match excerpt.text.strip_suffix(';') {
        Some(text) if !excerpt.text.starts_with(['{', '[']) => excerpt.until(text.len()).trim(),
        _ => excerpt,
    }
}

/// Returns the text after `Uint8Array(4)`. JavaScript prints this before the bytes.
fn after_type(excerpt: Excerpt<'_>) -> Excerpt<'_> {
    let Some((before, _)) = excerpt.text.split_once('[') else { return excerpt };
    let len = before.trim_end().strip_prefix("Uint8Array").map(|len| len.trim_matches(['(', ')']));
    let is_type = len.is_some_and(|len| len.bytes().all(|digit| digit.is_ascii_digit()));
    if is_type { excerpt.skip(before.len()) } else { excerpt }
}

/// Returns the text after the first `=` if the text begins with a declaration.
fn after_declaration(excerpt: Excerpt<'_>) -> Excerpt<'_> {
    let Some((before, after)) = excerpt.text.split_once('=') else { return excerpt };
    let is_name =
        |char: char| char.is_ascii_alphanumeric() || "_[]*&:;<>".contains(char) || char.is_ascii_whitespace();
    let is_declaration = before.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_')
        && before.chars().all(is_name)
        && !are_digits(before)
        && after.starts_with(|char| char != '=');
    if is_declaration { excerpt.skip(before.len() + 1).trim() } else { excerpt }
}

/// Returns whether a text begins with two words of hexadecimal digits. If so, it is not a declaration.
fn are_digits(text: &str) -> bool {
    let words = text.split(|char: char| char == ':' || char.is_ascii_whitespace());
    let mut words = words.filter(|word| !word.is_empty());
    let mut is_next = || words.next().is_some_and(|word| word.bytes().all(|digit| digit.is_ascii_hexdigit()));
    is_next() && is_next()
}
