//! Reads hexadecimal digits, with or without separators: `7805041f`, `78:05:04:1f`, `0x78, 0x05`.

use super::excerpt::{Excerpt, Problem, Result};

/// Separators other than white space. They are allowed between bytes. A comma is also allowed at the end.
const SEPARATORS: [char; 3] = [',', ':', '-'];

pub(super) fn read(excerpt: Excerpt<'_>) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(excerpt.text.len() / 2);
    // If all lines contain only digits, a byte may be split over two lines.
    if excerpt.text.lines().all(|line| line.bytes().all(|digit| digit.is_ascii_hexdigit())) {
        let digits: String = excerpt.text.lines().collect();
        Excerpt { text: &digits, at: excerpt.at }.push_hex(&mut bytes)?;
        return Ok(bytes);
    }
    excerpt.check_separators(&SEPARATORS)?;
    let is_separator = |char: char| char.is_ascii_whitespace() || SEPARATORS.contains(&char);
    let tokens: Vec<Excerpt<'_>> = excerpt.split(is_separator).collect();
    // If one number of a list has the prefix `0x`, numbers without the prefix could be decimal.
    let is_list = excerpt.text.contains(',') && tokens.len() > 1 && tokens.iter().copied().any(has_prefix);
    let unclear = |token: &&Excerpt<'_>| !has_prefix(**token) && token.text.len() > 1;
    if let Some(token) = tokens.iter().find(unclear).filter(|_| is_list) {
        return token.error(0, Problem::Base);
    }
    for token in &tokens {
        token_bytes(*token, tokens.len() > 1, is_list, &mut bytes)?;
    }
    Ok(bytes)
}

fn has_prefix(token: Excerpt<'_>) -> bool {
    token.text.starts_with("0x") || token.text.starts_with("0X")
}

/// Appends the bytes of the digits between two separators, with or without `0x`.
fn token_bytes(
    token: Excerpt<'_>,
    is_one_of_several: bool,
    is_list: bool,
    bytes: &mut Vec<u8>,
) -> Result<()> {
    let has_prefix = has_prefix(token);
    let digits = if has_prefix { token.skip(2) } else { token };
    match digits.text.len() {
        0 => token.error(0, Problem::EndsEarly),
        1 if has_prefix || is_list => {
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
