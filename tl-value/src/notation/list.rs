//! Reads arrays and lists: `{0x78, 0x05}`, `[120, 5, 4, 31]`.

use super::excerpt::{Excerpt, Problem, Result};

/// A number of a list.
#[derive(Clone, Copy)]
struct Number<'a> {
    excerpt: Excerpt<'a>,
    form: NumberForm,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NumberForm {
    /// A number with a prefix, such as `0x78`.
    Prefixed,
    /// A hexadecimal number that cannot be decimal, such as `1f`.
    Hex,
    /// A number such as `05`, which is the same in each base. The padding suggests that the list is hexadecimal.
    Padded,
    /// A number whose base depends on the language: `010` is octal in C and decimal in Rust. Also `0b1`.
    Unclear,
    /// A number that can only be decimal, such as `120` or `-15`.
    Decimal,
    /// A number such as `78`, which could be decimal or hexadecimal.
    Either,
    /// A number such as `5`, which is the same in both bases.
    Digit,
}

pub(super) fn read(excerpt: Excerpt<'_>) -> Result<Vec<u8>> {
    let close = if excerpt.text.starts_with('{') { '}' } else { ']' };
    let inner = excerpt.skip(1);
    let text = without_comments(inner.text);
    let inner = Excerpt { text: &text, at: inner.at };
    let Some(end) = inner.text.find(close) else {
        return excerpt.error(excerpt.text.len(), Problem::EndsEarly);
    };
    let list = inner.until(end);
    list.check_separators(&[','])?;
    let numbers: Vec<Number<'_>> =
        list.split(|char| char == ',' || char.is_ascii_whitespace()).map(number).collect();
    let has = |form| numbers.iter().any(|number| number.form == form);
    let is_hex = has(NumberForm::Hex) || has(NumberForm::Padded);
    let is_decimal = has(NumberForm::Decimal) || has(NumberForm::Prefixed);
    // Padding does not prove that a list in braces is hexadecimal, because `{10, 05}` is decimal in C.
    let is_either =
        has(NumberForm::Either) && !is_decimal && !has(NumberForm::Hex) && (close == '}' || !is_hex);
    if has(NumberForm::Unclear) || is_hex && is_decimal || is_either {
        return list.trim().error(0, Problem::Base);
    }
    let bytes = numbers.iter().map(|number| number.byte(is_hex)).collect::<Result<Vec<u8>>>()?;
    declared_length(inner.skip(end + 1), bytes.len())?;
    Ok(bytes)
}

fn number(excerpt: Excerpt<'_>) -> Number<'_> {
    // In Rust, a number may end with its type, `u8`.
    let digits = excerpt.text.strip_suffix("u8").unwrap_or(excerpt.text);
    let excerpt = excerpt.until(digits.len());
    let is_padded = digits.trim_start_matches('-').starts_with('0');
    let form = match digits {
        _ if digits.starts_with("0x") || digits.starts_with("0X") => NumberForm::Prefixed,
        _ if is_padded && digits.len() > 2 => NumberForm::Unclear,
        _ if digits.contains(|char: char| char.is_ascii_alphabetic()) => NumberForm::Hex,
        _ if digits.starts_with('0') && digits.len() == 2 => NumberForm::Padded,
        _ if digits.len() > 2 || digits.starts_with('-') => NumberForm::Decimal,
        _ if digits.len() == 1 => NumberForm::Digit,
        _ => NumberForm::Either,
    };
    Number { excerpt, form }
}

impl Number<'_> {
    fn byte(self, is_hex: bool) -> Result<u8> {
        let Self { excerpt, form } = self;
        let (digits, radix) = match form {
            NumberForm::Prefixed => (excerpt.skip(2), 16),
            _ if is_hex => (excerpt, 16),
            _ => (excerpt, 10),
        };
        let is_digit = |char: &char| char.is_digit(radix) || *char == '-' && radix == 10;
        if let Some((at, char)) = digits.text.char_indices().find(|(_, char)| !is_digit(char)) {
            return digits.error(at, Problem::Unexpected(char));
        }
        if form == NumberForm::Prefixed && digits.text.len() > 2 {
            return excerpt.error(0, Problem::ByteOrder);
        }
        // Java prints bytes as numbers between -128 and 127.
        match i16::from_str_radix(digits.text, radix) {
            Ok(value @ -128..=255) => Ok(value as u8),
            _ => excerpt.error(0, Problem::NotAByte),
        }
    }
}

/// Checks the length that `xxd -i` writes after an array: `; unsigned int NAME_len = 16;`.
fn declared_length(rest: Excerpt<'_>, len: usize) -> Result<()> {
    let rest = rest.trim();
    let rest = if rest.text.starts_with(';') { rest.skip(1).trim() } else { rest };
    let Some((_, number)) = rest.text.strip_prefix("unsigned int ").and_then(|text| text.split_once('='))
    else {
        return rest.ends();
    };
    match number.trim().strip_suffix(';').and_then(|number| number.trim_end().parse::<usize>().ok()) {
        Some(declared) if declared == len => Ok(()),
        Some(_) => rest.error(0, Problem::WrongLength),
        None => rest.unexpected(),
    }
}

/// Replaces comments, `/* … */` and `// …`, with blanks.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, _)) = rest.split_once('/') {
        let comment = &rest[before.len()..];
        let (end, blank) = match comment.as_bytes() {
            [_, b'*', ..] => (comment.find("*/").map_or(comment.len(), |end| end + 2), ' '),
            [_, b'/', ..] => (comment.find('\n').unwrap_or(comment.len()), ' '),
            _ => (1, '/'),
        };
        out.push_str(before);
        out.extend(std::iter::repeat_n(blank, end));
        rest = &comment[end..];
    }
    out + rest
}
