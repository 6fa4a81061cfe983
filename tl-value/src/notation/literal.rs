//! Reads string literals and escapes: `b'x\x05'`, `"\x78\x05"`, `X'7805'`.

use super::excerpt::{Excerpt, Problem, Result};

const QUOTES: [char; 2] = ['\'', '"'];

/// Returns whether a text begins with a string literal. The prefix `b` marks a byte string, and `$` a string of the
/// shell.
pub(super) fn is_it(text: &str) -> bool {
    text.strip_prefix(['b', 'B', '$']).unwrap_or(text).starts_with(QUOTES)
}

/// Reads string literals. Several literals in a row are concatenated, as in C and Python. Lines may end with `\`.
pub(super) fn read(excerpt: Excerpt<'_>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut has_escapes = false;
    let mut rest = excerpt;
    while !rest.text.is_empty() {
        let is_marked = !rest.text.starts_with(QUOTES);
        if !is_it(rest.text) {
            return rest.unexpected();
        }
        let literal = rest.skip(usize::from(is_marked));
        let (inner, after) = quoted(literal)?;
        has_escapes |= inner.text.contains('\\');
        characters(inner, is_marked, &mut bytes)?;
        rest = after.trim();
        if let Some(next) = rest.text.strip_prefix('\\').filter(|next| next.starts_with(['\r', '\n'])) {
            rest = rest.skip(rest.text.len() - next.len()).trim();
        }
    }
    if !has_escapes && are_digits(&bytes) { excerpt.error(0, Problem::DigitsInQuotes) } else { Ok(bytes) }
}

/// Returns whether the characters could also be hexadecimal digits of bytes.
fn are_digits(characters: &[u8]) -> bool {
    let text = std::str::from_utf8(characters).unwrap_or_default();
    match super::digits::read(Excerpt { text, at: 0 }) {
        Ok(bytes) => !bytes.is_empty(),
        Err(failure) => failure.problem == Problem::Base,
    }
}

/// Returns whether a text begins with `x'` or `X'`, which precede hexadecimal digits in SQL. Double quotes are allowed
/// too.
pub(super) fn is_hex(text: &str) -> bool {
    text.strip_prefix(['x', 'X']).is_some_and(|text| text.starts_with(QUOTES))
}

/// Reads hexadecimal digits in quotes, such as `X'7805'`.
pub(super) fn read_hex(excerpt: Excerpt<'_>) -> Result<Vec<u8>> {
    let (inner, rest) = quoted(excerpt.skip(1))?;
    rest.ends()?;
    super::digits::read(inner)
}

/// Reads escapes without quotes, such as `\x78\x05`. Also reads `\x7805`, which databases print.
pub(super) fn read_escapes(excerpt: Excerpt<'_>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let digits = excerpt.skip(2);
    let is_one = excerpt.text.starts_with("\\x") && digits.text.len() > 2;
    if is_one && digits.text.chars().all(|char| char.is_ascii_hexdigit()) {
        digits.push_hex(&mut bytes)?;
        return Ok(bytes);
    }
    for run in excerpt.split(|char| char.is_ascii_whitespace()) {
        let mut rest = run;
        while !rest.text.is_empty() {
            if !rest.text.starts_with('\\') {
                return rest.error(0, Problem::Unquoted);
            }
            let (byte, len) = escape(rest, false)?;
            bytes.push(byte);
            rest = rest.skip(len);
        }
    }
    Ok(bytes)
}

/// Returns the contents of a string, and the text after it.
fn quoted(excerpt: Excerpt<'_>) -> Result<(Excerpt<'_>, Excerpt<'_>)> {
    let Some(quote) = excerpt.first() else { return excerpt.unexpected() };
    let inner = excerpt.skip(1);
    let mut is_escaped = false;
    for (at, char) in inner.text.char_indices() {
        match char {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if char == quote => return Ok((inner.until(at), inner.skip(at + 1))),
            _ => {}
        }
    }
    excerpt.error(excerpt.text.len(), Problem::EndsEarly)
}

/// Appends the bytes of the characters in a string literal. `is_marked` is whether the literal has a prefix for byte
/// strings or for the shell. Literals without a prefix could be from C or from other languages.
fn characters(excerpt: Excerpt<'_>, is_marked: bool, bytes: &mut Vec<u8>) -> Result<()> {
    let mut rest = excerpt;
    while let Some(char) = rest.first() {
        let len = match char {
            '\\' if rest.text.starts_with("\\\n") => 2,
            '\\' if rest.text.starts_with("\\\r\n") => 3,
            '\\' => {
                let (byte, len) = escape(rest, is_marked)?;
                bytes.push(byte);
                len
            }
            ' '..='~' => {
                bytes.push(char as u8);
                1
            }
            _ => return rest.unexpected(),
        };
        rest = rest.skip(len);
    }
    Ok(())
}

/// Returns the byte that an escape represents, and the length of the escape.
fn escape(excerpt: Excerpt<'_>, is_marked: bool) -> Result<(u8, usize)> {
    let after = excerpt.skip(1);
    let byte = match after.first() {
        Some('x') => return hex_escape(excerpt, is_marked).map(|byte| (byte, 4)),
        Some('0'..='7') => return octal_escape(excerpt, is_marked),
        Some('a') => 0x07,
        Some('b') => 0x08,
        Some('t') => b'\t',
        Some('n') => b'\n',
        Some('v') => 0x0b,
        Some('f') => 0x0c,
        Some('r') => b'\r',
        Some(char @ ('\\' | '\'' | '"')) => char as u8,
        _ => return after.unexpected(),
    };
    Ok((byte, 2))
}

/// Reads an escape such as `\x78`. C reads all digits that follow as one number, but other languages read two digits.
fn hex_escape(excerpt: Excerpt<'_>, is_marked: bool) -> Result<u8> {
    let digits = excerpt.skip(2);
    let all = digits.text.find(|char: char| !char.is_ascii_hexdigit()).unwrap_or(digits.text.len());
    if all < 2 {
        return digits.skip(all).unexpected();
    }
    let is_byte_in_c = digits.until(all).text.trim_start_matches('0').len() <= 2;
    if all > 2 && is_byte_in_c && !is_marked {
        return excerpt.error(0, Problem::Escape);
    }
    u8::from_str_radix(digits.until(2).text, 16).or_else(|_| digits.unexpected())
}

/// Reads an escape such as `\0`, `\005` or `\377`. C and Python read up to three digits. In other languages, `\0` is an
/// escape without further digits.
fn octal_escape(excerpt: Excerpt<'_>, is_marked: bool) -> Result<(u8, usize)> {
    let digits = excerpt.skip(1);
    let all = digits.text.find(|char| !('0'..='7').contains(&char)).unwrap_or(digits.text.len()).min(3);
    let is_disputed = digits.text.starts_with('0') && all > 1 && (is_marked || all < 3);
    if is_disputed {
        return excerpt.error(0, Problem::Escape);
    }
    match u8::from_str_radix(digits.until(all).text, 8) {
        Ok(byte) => Ok((byte, 1 + all)),
        Err(_) => excerpt.error(0, Problem::NotAByte),
    }
}
