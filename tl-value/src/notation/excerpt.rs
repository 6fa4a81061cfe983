//! Excerpts of a text, and problems with their positions.

use std::fmt;

pub(super) type Result<T> = std::result::Result<T, Failure>;

/// A slice of a text, and its position in the text in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Excerpt<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

/// A problem, and its position in the text in bytes.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) at: usize,
    pub(crate) problem: Problem,
}

/// The reason why [`Text::Hex`](crate::Text::Hex) rejects a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The character is not allowed here.
    Unexpected(char),
    /// The text ends early.
    EndsEarly,
    /// The number of digits is odd.
    OddDigits,
    /// One of several numbers has more than one byte, so the order of its bytes is unknown.
    ByteOrder,
    /// The numbers could be either decimal or hexadecimal.
    Base,
    /// The number does not fit into a byte.
    NotAByte,
    /// The digits in quotes could be either characters or hexadecimal digits.
    DigitsInQuotes,
    /// Languages interpret the digits after the backslash differently.
    Escape,
    /// There is a character next to escapes, but there are no quotes around them.
    Unquoted,
    /// The first number of the line could be either an offset or bytes.
    Offset,
    /// The offset of a line in a dump does not match the number of preceding bytes.
    WrongOffset,
    /// The characters in a line of a dump do not match the bytes.
    WrongCharacters,
    /// The dump consists of words of two or more bytes. The order of the bytes in a word depends on the machine.
    Words,
    /// A `*` in a dump is not between a line of bytes and a line with an offset.
    Repeat,
    /// The dump is too large.
    TooLarge,
    /// The declared length of an array differs from the number of its items.
    WrongLength,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unexpected(found) => return write!(f, "unexpected `{}` in bytes", found.escape_debug()),
            Self::EndsEarly => "the text ends early",
            Self::OddDigits => "the number of hexadecimal digits is odd; write two for each byte",
            Self::ByteOrder => "the byte order of this number is unknown; write one byte at a time, as in `0x78 0x05`",
            Self::Base => "these numbers could be decimal or hexadecimal; write `0x` before hexadecimal ones",
            Self::NotAByte => "expected a byte: a number from 0 to 255",
            Self::DigitsInQuotes => "these digits could be text or hexadecimal; remove the quotes for hexadecimal",
            Self::Escape => {
                "languages read the digits after this backslash differently; write `\\x` and two digits, and end the \
                 string before the next digit"
            }
            Self::Unquoted => "put the whole string in quotes, as in `b'x\\x05'`, and remove the text around it",
            Self::Offset => "this could be an offset or bytes; remove the offset, or the spaces between bytes",
            Self::WrongOffset => "this offset does not fit the bytes before it; lines are missing or damaged",
            Self::WrongCharacters => {
                "the characters at the end of this line do not fit its bytes; dump the bytes with `xxd` or \
                 `hexdump -C`"
            }
            Self::Words => {
                "these are 16-bit words, and their byte order is unknown; dump the bytes with `xxd` or `hexdump -C`"
            }
            Self::Repeat => "`*` must be between a line of bytes and a line with an offset",
            Self::TooLarge => "the dump has more than 64 MiB",
            Self::WrongLength => "the array does not have this many bytes",
        })
    }
}

impl<'a> Excerpt<'a> {
    pub(super) fn trim(self) -> Self {
        let text = self.text.trim_start();
        Self { text: text.trim_end(), at: self.at + self.text.len() - text.len() }
    }

    /// Returns the excerpt without the first `start` bytes.
    pub(super) fn skip(self, start: usize) -> Self {
        Self { text: self.text.get(start..).unwrap_or_default(), at: self.at + start }
    }

    /// Returns the first `end` bytes of the excerpt.
    pub(super) fn until(self, end: usize) -> Self {
        Self { text: self.text.get(..end).unwrap_or(self.text), at: self.at }
    }

    pub(super) fn first(self) -> Option<char> {
        self.text.chars().next()
    }

    /// Returns an error at the position `within` of the excerpt.
    pub(super) fn error<T>(self, within: usize, problem: Problem) -> Result<T> {
        Err(Failure { at: self.at + within, problem })
    }

    /// Returns an error for the first character, which is not allowed there.
    pub(super) fn unexpected<T>(self) -> Result<T> {
        self.error(0, self.first().map_or(Problem::EndsEarly, Problem::Unexpected))
    }

    /// Checks that the excerpt contains only white space.
    pub(super) fn ends(self) -> Result<()> {
        let rest = self.trim();
        if rest.text.is_empty() { Ok(()) } else { rest.unexpected() }
    }

    /// Splits the excerpt at the characters for which `is_separator` returns `true`. Omits empty parts.
    pub(super) fn split(self, is_separator: impl Fn(char) -> bool) -> impl Iterator<Item = Self> {
        let pieces = self.text.split(is_separator);
        let start = self.text.as_ptr() as usize;
        let excerpts = pieces.map(move |text| Self { text, at: self.at + (text.as_ptr() as usize - start) });
        excerpts.filter(|excerpt| !excerpt.text.is_empty())
    }

    /// Checks that each separator is between two words. A comma is also allowed at the end.
    pub(super) fn check_separators(self, separators: &[char]) -> Result<()> {
        let mut is_open = false;
        let mut last = None;
        for (at, char) in self.text.char_indices() {
            if separators.contains(&char) {
                if !is_open {
                    return self.error(at, Problem::Unexpected(char));
                }
                (is_open, last) = (false, Some((at, char)));
            } else if !char.is_ascii_whitespace() {
                (is_open, last) = (true, None);
            }
        }
        match last {
            Some((at, char)) if char != ',' => self.error(at, Problem::Unexpected(char)),
            _ => Ok(()),
        }
    }

    /// Appends the bytes of hexadecimal digits. Each byte has two digits.
    pub(super) fn push_hex(self, bytes: &mut Vec<u8>) -> Result<()> {
        let digits = self.text.as_bytes();
        if let Some(at) = digits.iter().position(|digit| !digit.is_ascii_hexdigit()) {
            return self.skip(at).unexpected();
        }
        let (pairs, rest) = digits.as_chunks();
        // The lower four bits of the letters `a` to `f` are 1 to 6, so 9 is added.
        let value = |digit: u8| (digit & 15) + if digit > b'9' { 9 } else { 0 };
        bytes.extend(pairs.iter().map(|&[high, low]| value(high) << 4 | value(low)));
        if rest.is_empty() { Ok(()) } else { self.error(0, Problem::OddDigits) }
    }
}
