//! Bytes as text, hexadecimal and base64; and the bits of a word.

use std::fmt;

use base64::engine::general_purpose::STANDARD;
use base64::{DecodeError, Engine};

use crate::error::Position;

/// How bytes stand in a text.
///
/// ```
/// use tl_value::Text;
///
/// assert_eq!(Text::Hex.read("7805 041f")?, [0x78, 5, 4, 0x1f]);
/// assert_eq!(Text::Base64.write(&[0x78, 5, 4, 0x1f]), "eAUEHw==");
/// assert_eq!(Text::Hex.read("78 0x").unwrap_err().to_string(), "at 1:5: `x` is no hexadecimal digit");
/// # Ok::<(), tl_value::TextError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Two digits a byte; upper-case ones are read too.
    Hex,
    /// The usual alphabet, with padding.
    Base64,
}

/// Why a text gives no bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextError {
    /// A character does not belong there.
    Unexpected {
        /// The character.
        found: char,
        /// Its line and column, counted from 1.
        at: (usize, usize),
        /// What the text is.
        text: Text,
    },
    /// The text ends within a byte, or without its padding.
    EndsEarly(Text),
}

impl Text {
    /// The bytes that `text` gives; white space in it means nothing.
    ///
    /// # Errors
    /// Where a character is wrong, and where characters are missing.
    pub fn read(self, text: &str) -> Result<Vec<u8>, TextError> {
        match self {
            Self::Hex => from_hex(text),
            Self::Base64 => from_base64(text),
        }
    }

    /// The text of `bytes`, in one line.
    #[must_use]
    pub fn write(self, bytes: &[u8]) -> String {
        match self {
            Self::Hex => to_hex(bytes),
            Self::Base64 => STANDARD.encode(bytes),
        }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unexpected { found, at: (line, column), text } => {
                let found = found.escape_debug();
                match text {
                    Text::Hex => write!(f, "at {line}:{column}: `{found}` is no hexadecimal digit"),
                    Text::Base64 => {
                        write!(f, "at {line}:{column}: `{found}` does not belong there in base64")
                    }
                }
            }
            Self::EndsEarly(Text::Hex) => f.write_str("the number of hexadecimal digits is odd"),
            Self::EndsEarly(Text::Base64) => f.write_str("the base64 ends early; it has padding"),
        }
    }
}

impl std::error::Error for TextError {}

/// The numbers of the bits that are set, the lowest first.
pub(crate) fn set_bits(word: u32) -> Vec<String> {
    (0..32).filter(|bit| word >> bit & 1 == 1).map(|bit| bit.to_string()).collect()
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    let digit = |digit: u8| char::from(DIGITS[usize::from(digit & 15)]);
    bytes.iter().flat_map(|&byte| [digit(byte >> 4), digit(byte)]).collect()
}

fn from_hex(text: &str) -> Result<Vec<u8>, TextError> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut high = None;
    for (offset, char) in text.char_indices().filter(|(_, char)| !char.is_ascii_whitespace()) {
        let digit = char.to_digit(16).ok_or_else(|| unexpected(Text::Hex, text, offset))?;
        match high.take() {
            None => high = Some(digit),
            Some(high) => bytes.push((high << 4 | digit) as u8),
        }
    }
    if high.is_some() { Err(TextError::EndsEarly(Text::Hex)) } else { Ok(bytes) }
}

fn from_base64(text: &str) -> Result<Vec<u8>, TextError> {
    let is_blank = |byte: &u8| byte.is_ascii_whitespace();
    let dense: Vec<u8> = text.bytes().filter(|byte| !is_blank(byte)).collect();
    STANDARD.decode(&dense).map_err(|error| match error {
        DecodeError::InvalidByte(index, _) | DecodeError::InvalidLastSymbol(index, _) => {
            let offsets = text.bytes().enumerate().filter(|(_, byte)| !is_blank(byte));
            unexpected(Text::Base64, text, offsets.map(|(offset, _)| offset).nth(index).unwrap_or_default())
        }
        DecodeError::InvalidLength(_) | DecodeError::InvalidPadding => TextError::EndsEarly(Text::Base64),
    })
}

#[cold]
fn unexpected(kind: Text, text: &str, offset: usize) -> TextError {
    let start = (0..=offset).rev().find(|&start| text.is_char_boundary(start)).unwrap_or_default();
    let found = text.get(start..).and_then(|rest| rest.chars().next()).unwrap_or_default();
    let Position { line, column } = Position::of(text, start);
    TextError::Unexpected { found, at: (line, column), text: kind }
}
