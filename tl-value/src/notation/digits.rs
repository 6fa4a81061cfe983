//! Hexadecimal digits, with or without separators: `7805041f`, `78:05:04:1f`, `0x78, 0x05`.

use super::{Part, Problem, Result};

/// Separators other than white space. They stand between bytes; the last one may be a comma.
const SEPARATORS: [char; 3] = [',', ':', '-'];

pub(super) fn read(part: Part<'_>) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(part.text.len() / 2);
    // Lines of nothing but digits may break within a byte.
    if part.text.lines().all(|line| line.bytes().all(|digit| digit.is_ascii_hexdigit())) {
        let digits: String = part.text.lines().collect();
        Part { text: &digits, at: part.at }.push_hex(&mut bytes)?;
        return Ok(bytes);
    }
    check_separators(part)?;
    let is_separator = |char: char| char.is_ascii_whitespace() || SEPARATORS.contains(&char);
    let tokens: Vec<Part<'_>> = part.split(is_separator).collect();
    for token in &tokens {
        token_bytes(*token, tokens.len() > 1, &mut bytes)?;
    }
    Ok(bytes)
}

/// The digits between two separators, with or without `0x`.
fn token_bytes(token: Part<'_>, is_one_of_several: bool, bytes: &mut Vec<u8>) -> Result<()> {
    let has_prefix = token.text.starts_with("0x") || token.text.starts_with("0X");
    let digits = if has_prefix { token.skip(2) } else { token };
    match digits.text.len() {
        0 => token.error(0, Problem::EndsEarly),
        1 if has_prefix => {
            let Some(digit) = digits.first().and_then(|char| char.to_digit(16)) else {
                return digits.unexpected();
            };
            bytes.push(digit as u8);
            Ok(())
        }
        3.. if has_prefix && is_one_of_several => {
            digits.push_hex(&mut Vec::new())?;
            token.error(0, Problem::ByteOrder)
        }
        _ => digits.push_hex(bytes),
    }
}

/// Checks that each separator other than white space is between two tokens.
fn check_separators(part: Part<'_>) -> Result<()> {
    let mut is_open = false;
    let mut last = None;
    for (at, char) in part.text.char_indices() {
        if SEPARATORS.contains(&char) {
            if !is_open {
                return part.error(at, Problem::Unexpected(char));
            }
            (is_open, last) = (false, Some((at, char)));
        } else if !char.is_ascii_whitespace() {
            (is_open, last) = (true, None);
        }
    }
    match last {
        Some((at, char)) if char != ',' => part.error(at, Problem::Unexpected(char)),
        _ => Ok(()),
    }
}
