//! Reads the text that a page passes.

use tl_value::{Text, TextError};

use crate::answer::{Part, Problem, Result};

/// Maximum number of bytes of a text. A dump has about five characters for each byte.
const MOST_TEXT: usize = 8 << 20;

/// Maximum number of bytes of a value.
const MOST_BYTES: usize = 1 << 20;

/// Minimum number of characters of base64. Shorter words may be base64 by accident.
const SHORTEST_BASE64: usize = 8;

/// The bytes that a text contains, and the name of its notation.
pub(crate) type Input = (Vec<u8>, &'static str);

/// Returns the bytes that `text` contains: base64, or any notation of [`Text::Hex`].
pub(crate) fn bytes(text: &str) -> Result<Input> {
    check_len(text)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Problem::new(Part::Text, "there are no bytes"));
    }
    let input = Text::Hex
        .read_named(text)
        .or_else(|error| base64(text).ok_or_else(|| notation_problem(text, &error)))?;
    match input.0.len() {
        0 => Err(Problem::new(Part::Text, "there are no bytes")),
        1..=MOST_BYTES => Ok(input),
        _ => Err(Problem::new(
            Part::Text,
            "the value has more than 1 MiB; `tl decode --annotate` reads longer values",
        )),
    }
}

/// Checks the length of a text.
pub(crate) fn check_len(text: &str) -> Result<()> {
    let is_short = text.len() <= MOST_TEXT;
    is_short.then_some(()).ok_or_else(|| Problem::new(Part::Text, "the text has more than 8 MiB"))
}

/// Returns the bytes if the text is base64, with `+/` or `-_` in the alphabet, with or without padding.
fn base64(text: &str) -> Option<Input> {
    let text = text.trim();
    if text.len() < SHORTEST_BASE64 || text.contains(' ') {
        return None;
    }
    let mut usual = text.replace('-', "+").replace('_', "/");
    let len = usual.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
    let padding = if usual.ends_with('=') { 0 } else { len.wrapping_neg() % 4 };
    usual.extend(std::iter::repeat_n('=', padding));
    Text::Base64.read_named(&usual).ok()
}

fn notation_problem(text: &str, error: &TextError) -> Box<Problem> {
    let (message, at) = match error {
        TextError::Notation { problem, at } => (problem.to_string(), Some(*at)),
        _ => (error.to_string(), None),
    };
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || "+/-_=".contains(c);
    let may_be_base64 =
        text.len() >= SHORTEST_BASE64 && text.chars().all(is_base64) && !text.trim().contains(' ');
    let advice = if may_be_base64 {
        "if this is base64, characters are missing or wrong"
    } else {
        "write bytes as hexadecimal digits, base64, a literal of Python or C, or a hex dump"
    };
    Box::new(Problem {
        line: at.map(|(line, _)| line),
        column: at.map(|(_, column)| column),
        advice: Some(advice.to_owned()),
        ..*Problem::new(Part::Text, message)
    })
}
