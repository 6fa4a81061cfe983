//! Bytes as text: in hexadecimal, in other notations, and in base64. Also formats the bits of a word.

use std::fmt;

use base64::engine::general_purpose::STANDARD;
use base64::{DecodeError, Engine};

use crate::error::Position;
use crate::notation::{self, Failure, Problem};

/// A notation of bytes as text.
///
/// ```
/// use tl_value::Text;
///
/// for text in ["7805 041f", "0x7805041f", "78:05:04:1f", r"b'x\x05\x04\x1f'", "00000000: 7805 041f  x..."] {
///     assert_eq!(Text::Hex.read(text)?, [0x78, 5, 4, 0x1f]);
/// }
/// assert_eq!(Text::Base64.write(&[0x78, 5, 4, 0x1f]), "eAUEHw==");
/// assert_eq!(Text::Hex.read("78 0g").unwrap_err().to_string(), "at 1:5: unexpected `g` in bytes");
/// # Ok::<(), tl_value::TextError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Hexadecimal. Bytes are written as two lower-case digits each.
    ///
    /// These notations are accepted. The notation is detected from the text:
    ///
    /// | notation | example |
    /// | --- | --- |
    /// | digits in any case, with or without white space, `,`, `:` or `-` between bytes | `7805041F`, `78-05-04-1f` |
    /// | digits with `0x` | `0x7805041f`, `0x78, 0x05` |
    /// | string literals of C, Python, Rust and the shell | `"\x78\x05"`, `b'x\x05'`, `$'x\x05'` |
    /// | escapes without quotes, and notations of databases | `\x78\x05`, `\x7805`, `X'7805'` |
    /// | arrays and lists | `{0x78, 0x05}`, `[120, 5]`, `<Buffer 78 05>` |
    /// | output of `xxd`, `xxd -p`, `xxd -i`, `hexdump -C`, `od -t x1`, `tcpdump -X` and Wireshark | `00000000: 7805  x.` |
    ///
    /// Declarations and calls around literals and arrays are ignored. A text that could represent different bytes is an
    /// error.
    Hex,
    /// Base64 with the usual alphabet and padding. White space is ignored.
    Base64,
}

/// The error if a text cannot be converted to bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextError {
    /// [`Text::Hex`] rejects the text.
    Notation {
        /// The problem with the text.
        problem: Problem,
        /// The line and column, counted from 1.
        at: (usize, usize),
    },
    /// A character is not allowed in base64.
    Base64 {
        /// The character.
        found: char,
        /// The line and column of the character, counted from 1.
        at: (usize, usize),
    },
    /// The base64 text ends early, or its padding is missing.
    EndsEarly,
}

impl Text {
    /// Converts `text` to bytes.
    ///
    /// # Errors
    /// Returns an error if the text is in none of the notations, or if it could represent different bytes.
    pub fn read(self, text: &str) -> Result<Vec<u8>, TextError> {
        self.read_named(text).map(|(bytes, _)| bytes)
    }

    /// Returns the bytes that `text` contains, and the name of the notation: `hexadecimal`, `dump`, `string literal`,
    /// `hexadecimal literal`, `escapes`, `list` or `base64`.
    ///
    /// ```
    /// use tl_value::Text;
    ///
    /// assert_eq!(Text::Hex.read_named(r"b'x\x05'")?, (vec![0x78, 5], "string literal"));
    /// # Ok::<(), tl_value::TextError>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error in the same cases as [`read`](Self::read).
    pub fn read_named(self, text: &str) -> Result<(Vec<u8>, &'static str), TextError> {
        match self {
            Self::Hex => notation::read(text).map_err(|Failure { at, problem }| {
                let Position { line, column } = Position::of(text, at);
                TextError::Notation { problem, at: (line, column) }
            }),
            Self::Base64 => from_base64(text).map(|bytes| (bytes, "base64")),
        }
    }

    /// Converts `bytes` to text in one line.
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
            Self::Notation { problem, at: (line, column) } => write!(f, "at {line}:{column}: {problem}"),
            Self::Base64 { found, at: (line, column) } => {
                write!(f, "at {line}:{column}: unexpected `{}` in base64", found.escape_debug())
            }
            Self::EndsEarly => f.write_str("the base64 ends early or lacks its padding"),
        }
    }
}

impl std::error::Error for TextError {}

/// Returns the numbers of the bits that are set, as text, in ascending order.
pub(crate) fn set_bits(word: u32) -> Vec<String> {
    (0..32).filter(|bit| word >> bit & 1 == 1).map(|bit| bit.to_string()).collect()
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    let digit = |digit: u8| digit + if digit < 10 { b'0' } else { b'a' - 10 };
    let mut digits = vec![0; 2 * bytes.len()];
    let (pairs, _) = digits.as_chunks_mut();
    for (pair, byte) in pairs.iter_mut().zip(bytes) {
        *pair = [digit(byte >> 4), digit(byte & 15)];
    }
    // Digits are ASCII, so this cannot fail.
    String::from_utf8(digits).unwrap_or_default()
}

fn from_base64(text: &str) -> Result<Vec<u8>, TextError> {
    let is_blank = |byte: &u8| byte.is_ascii_whitespace();
    let dense: Vec<u8> = text.bytes().filter(|byte| !is_blank(byte)).collect();
    STANDARD.decode(&dense).map_err(|error| match error {
        DecodeError::InvalidByte(index, _) | DecodeError::InvalidLastSymbol(index, _) => {
            let offsets = text.bytes().enumerate().filter(|(_, byte)| !is_blank(byte));
            unexpected(text, offsets.map(|(offset, _)| offset).nth(index).unwrap_or_default())
        }
        DecodeError::InvalidLength(_) | DecodeError::InvalidPadding => TextError::EndsEarly,
    })
}

#[cold]
fn unexpected(text: &str, offset: usize) -> TextError {
    let start = (0..=offset).rev().find(|&start| text.is_char_boundary(start)).unwrap_or_default();
    let found = text.get(start..).and_then(|rest| rest.chars().next()).unwrap_or_default();
    let Position { line, column } = Position::of(text, start);
    TextError::Base64 { found, at: (line, column) }
}
