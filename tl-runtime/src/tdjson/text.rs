//! Strings and base64 in JSON.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::error::JsonErrorKind;
use super::scan::{Mistake, Scan, Scanner, plain_len};

impl Scanner<'_> {
    /// Returns the content of the string from `start` to `end`. `text` is the text of the scanner.
    #[inline]
    pub(super) fn string_content<'t>(
        &self,
        text: &'t str,
        start: usize,
        end: usize,
        escaped: bool,
    ) -> Scan<Cow<'t, str>> {
        match escaped {
            true => self.unescaped(text, start + 1, end - 1).map(Cow::Owned),
            false => Ok(Cow::Borrowed(&text[start + 1..end - 1])),
        }
    }

    /// Returns the name of a member. Unless the scanner is lenient, a name with half of a surrogate pair is returned
    /// with its escapes, because no field has such a name.
    pub(super) fn key_text<'t>(
        &self,
        text: &'t str,
        start: usize,
        end: usize,
        escaped: bool,
    ) -> Cow<'t, str> {
        self.string_content(text, start, end, escaped).unwrap_or(Cow::Borrowed(&text[start + 1..end - 1]))
    }

    /// Returns a part of a string, with characters instead of escapes.
    fn unescaped(&self, text: &str, start: usize, end: usize) -> Scan<String> {
        let mut out = String::with_capacity(end - start);
        let mut at = start;
        while at < end {
            if self.byte(at) == b'\\' {
                let (c, len) = self.escaped(at)?;
                out.push(c);
                at += len;
            } else {
                let rest = &text[at..end];
                let plain = rest.find('\\').unwrap_or(rest.len());
                out.push_str(&rest[..plain]);
                at += plain;
            }
        }
        Ok(out)
    }

    /// Returns the character that the escape at `at` represents, and the length of the escape.
    fn escaped(&self, at: usize) -> Scan<(char, usize)> {
        Ok(match self.byte(at + 1) {
            b'b' => ('\u{8}', 2),
            b'f' => ('\u{c}', 2),
            b'n' => ('\n', 2),
            b'r' => ('\r', 2),
            b't' => ('\t', 2),
            b'u' => return self.unicode(at),
            byte => (char::from(byte), 2),
        })
    }

    /// Returns the character of an escape such as `\u0434`. A pair of such escapes represents a character outside of
    /// the basic multilingual plane.
    fn unicode(&self, at: usize) -> Scan<(char, usize)> {
        let first = self.hex(at + 2).unwrap_or_default();
        if let Some(c) = char::from_u32(first) {
            return Ok((c, 6));
        }
        let second = if self.starts_with(at + 6, "\\u") { self.hex(at + 8) } else { None };
        if let (0xd800..0xdc00, Some(second @ 0xdc00..0xe000)) = (first, second) {
            let c = char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
            return Ok((c.unwrap_or(char::REPLACEMENT_CHARACTER), 12));
        }
        if self.lenient {
            return Ok((char::REPLACEMENT_CHARACTER, 6));
        }
        Err(Mistake {
            at,
            kind: JsonErrorKind::Syntax { problem: "found", what: "half of a surrogate pair" },
        })
    }
}

/// Appends a string in quotes. Only quotes, backslashes and control characters are escaped.
pub(super) fn push_string(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    loop {
        let (plain, other) = rest.split_at(plain_len(rest.as_bytes()));
        out.push_str(plain);
        let Some(&byte) = other.as_bytes().first() else { break };
        push_escape(out, byte);
        rest = &other[1..];
    }
    out.push('"');
}

fn push_escape(out: &mut String, byte: u8) {
    let short = match byte {
        b'\n' => 'n',
        b'\r' => 'r',
        b'\t' => 't',
        b'"' | b'\\' => char::from(byte),
        _ => {
            let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
            out.push_str("\\u00");
            out.push(digit(byte >> 4));
            return out.push(digit(byte & 15));
        }
    };
    out.push('\\');
    out.push(short);
}

pub(super) fn push_whole(out: &mut String, value: i64) {
    if let 0..10 = value {
        return out.push(char::from(b'0' + value as u8));
    }
    if value < 0 {
        out.push('-');
    }
    let mut digits = [b'0'; 20];
    let (mut start, mut rest) = (digits.len(), value.unsigned_abs());
    while rest > 0 {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    // Digits are always UTF-8.
    out.push_str(str::from_utf8(&digits[start..]).unwrap_or_default());
}

/// Appends base64 in quotes.
pub(super) fn push_base64(out: &mut String, bytes: &[u8]) {
    out.push('"');
    STANDARD.encode_string(bytes, out);
    out.push('"');
}

/// Decodes base64 with padding.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}
