//! Finds the ends of JSON tokens and values, and checks the grammar.

use super::error::JsonErrorKind;

/// An error in the text, at an offset in bytes.
pub(super) struct Mistake {
    pub(super) at: usize,
    pub(super) kind: JsonErrorKind,
}

pub(super) type Scan<T> = Result<T, Mistake>;

/// Receives the starts and ends of the objects and arrays of a value.
pub(super) trait Containers {
    /// Called for an object or array that begins at `at`. Returns a number that is passed to [`end`](Self::end).
    fn begin(&mut self, at: usize) -> usize;
    /// Called for the object or array for which [`begin`](Self::begin) returned `number`. It ends before `at`.
    fn end(&mut self, number: usize, at: usize);
}

/// Ignores all starts and ends.
impl Containers for () {
    fn begin(&mut self, _: usize) -> usize {
        0
    }

    fn end(&mut self, _: usize, _: usize) {}
}

/// Finds the ends of tokens and values in a JSON text.
#[derive(Clone, Copy)]
pub(super) struct Scanner<'t> {
    pub(super) text: &'t [u8],
    /// Whether strings may contain control characters and halves of surrogate pairs.
    pub(super) lenient: bool,
    /// The maximum nesting depth of objects and arrays.
    pub(super) depth: u32,
}

impl Scanner<'_> {
    #[inline]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.text.get(at).copied().unwrap_or(0)
    }

    /// Returns the first position from `at` on that is not white space.
    #[inline]
    pub(super) fn skip_space(&self, mut at: usize) -> usize {
        while matches!(self.byte(at), b' ' | b'\n' | b'\r' | b'\t') {
            at += 1;
        }
        at
    }

    /// Returns the end of the string that begins at `at`, and whether it contains escapes.
    #[inline]
    pub(super) fn string(&self, at: usize) -> Scan<(usize, bool)> {
        if self.byte(at) != b'"' {
            return Err(self.expected(at, "a string"));
        }
        let (mut end, mut escaped) = (at + 1, false);
        loop {
            end += self.text.get(end..).map_or(0, plain_len);
            match self.text.get(end) {
                Some(b'"') => return Ok((end + 1, escaped)),
                Some(b'\\') => {
                    escaped = true;
                    end = self.escape(end)?;
                }
                Some(_) if self.lenient => end += 1,
                Some(_) => return Err(self.mistake(end, "a control character in a string")),
                None => return Err(self.mistake(at, "a string without an end")),
            }
        }
    }

    /// Returns the end of the escape that begins at `at`.
    fn escape(&self, at: usize) -> Scan<usize> {
        match self.byte(at + 1) {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Ok(at + 2),
            b'u' if self.hex(at + 2).is_some() => Ok(at + 6),
            _ => Err(self.mistake(at, "an invalid escape")),
        }
    }

    /// Returns the value of the four hexadecimal digits at `at`.
    pub(super) fn hex(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 4)?;
        digits.iter().try_fold(0, |value, &digit| Some(value << 4 | char::from(digit).to_digit(16)?))
    }

    /// Returns the end of the number that begins at `at`. TDLib also writes `inf`, `-inf` and `nan`.
    pub(super) fn number(&self, at: usize) -> Scan<usize> {
        let digits = at + usize::from(self.byte(at) == b'-');
        if let Some(name) = ["inf", "nan"].iter().find(|name| self.starts_with(digits, name)) {
            return Ok(digits + name.len());
        }
        let mut end = match self.byte(digits) {
            b'0' => digits + 1,
            _ => self.digits(digits)?,
        };
        if self.byte(end) == b'.' {
            end = self.digits(end + 1)?;
        }
        if matches!(self.byte(end), b'e' | b'E') {
            end += 1 + usize::from(matches!(self.byte(end + 1), b'+' | b'-'));
            end = self.digits(end)?;
        }
        Ok(end)
    }

    /// Returns the end of the digits at `at`. There must be at least one digit.
    fn digits(&self, at: usize) -> Scan<usize> {
        let len =
            self.text.get(at..).map_or(0, |rest| rest.iter().take_while(|b| b.is_ascii_digit()).count());
        if len == 0 { Err(self.expected(at, "a digit")) } else { Ok(at + len) }
    }

    pub(super) fn starts_with(&self, at: usize, word: &str) -> bool {
        self.text.get(at..).is_some_and(|rest| rest.starts_with(word.as_bytes()))
    }

    /// Describes the kind of the value that begins at `at`.
    #[cold]
    pub(super) fn kind(&self, at: usize) -> &'static str {
        match self.byte(at) {
            b'{' => "an object",
            b'[' => "an array",
            b'"' => "a string",
            b't' => "true",
            b'f' => "false",
            b'n' if self.starts_with(at, "null") => "null",
            _ => "a number",
        }
    }

    /// Returns the end of the value that begins at `at`, inside `level` objects and arrays.
    pub(super) fn value(&self, at: usize, level: u32, containers: &mut impl Containers) -> Scan<usize> {
        match self.byte(at) {
            b'{' | b'[' => {
                if level >= self.depth {
                    return Err(Mistake { at, kind: JsonErrorKind::TooDeep { limit: self.depth } });
                }
                let number = containers.begin(at);
                let end = match self.byte(at) {
                    b'{' => self.parts(at + 1, b'}', |at| self.member(at, level + 1, containers)),
                    _ => self.parts(at + 1, b']', |at| self.value(at, level + 1, containers)),
                }?;
                containers.end(number, end);
                Ok(end)
            }
            b'"' => Ok(self.string(at)?.0),
            b'-' | b'0'..=b'9' => self.number(at),
            _ => self.word(at),
        }
    }

    /// Returns the end of `true`, `false`, `null`, `inf` or `nan`.
    fn word(&self, at: usize) -> Scan<usize> {
        let words = ["true", "false", "null", "inf", "nan"];
        match words.iter().find(|word| self.starts_with(at, word)) {
            Some(word) => Ok(at + word.len()),
            None => Err(self.expected(at, "a value")),
        }
    }

    /// Returns the end of an object or array, after the bracket `close`. `at` is the position after the opening
    /// bracket. `part` takes the start of a member or item and returns its end.
    pub(super) fn parts(
        &self,
        at: usize,
        close: u8,
        mut part: impl FnMut(usize) -> Scan<usize>,
    ) -> Scan<usize> {
        let mut at = self.skip_space(at);
        if self.byte(at) == close {
            return Ok(at + 1);
        }
        loop {
            at = self.skip_space(part(at)?);
            match self.byte(at) {
                b',' => at = self.skip_space(at + 1),
                byte if byte == close => return Ok(at + 1),
                _ => return Err(self.expected(at, if close == b'}' { "`,` or `}`" } else { "`,` or `]`" })),
            }
        }
    }

    fn member(&self, at: usize, level: u32, containers: &mut impl Containers) -> Scan<usize> {
        let (_, _, value) = self.key(at)?;
        self.value(value, level, containers)
    }

    /// Returns the end of the key that begins at `at`, whether it contains escapes, and the start of its value.
    #[inline]
    pub(super) fn key(&self, at: usize) -> Scan<(usize, bool, usize)> {
        let (end, escaped) = self.string(at)?;
        let colon = self.skip_space(end);
        match self.byte(colon) {
            b':' => Ok((end, escaped, self.skip_space(colon + 1))),
            _ => Err(self.expected(colon, "`:`")),
        }
    }

    #[cold]
    pub(super) fn expected(&self, at: usize, what: &'static str) -> Mistake {
        let kind = match self.text.get(at) {
            Some(_) => JsonErrorKind::Syntax { problem: "expected", what },
            None => JsonErrorKind::Syntax { problem: "the text ends before", what },
        };
        Mistake { at: at.min(self.text.len()), kind }
    }

    #[cold]
    fn mistake(&self, at: usize, what: &'static str) -> Mistake {
        Mistake { at, kind: JsonErrorKind::Syntax { problem: "found", what } }
    }
}

/// Returns the number of bytes before the first quote, backslash or control character.
#[inline]
pub(super) fn plain_len(text: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let (words, _) = text.as_chunks::<8>();
    let mut len = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        // In `quote`, `backslash` and `control`, the highest bit of a byte is set if the byte is such a character.
        // Bytes that are not ASCII are masked out by `!word`. A borrow can also set the bits of higher bytes, so only
        // the lowest set bit counts.
        let quote = (word ^ (ONES * 0x22)).wrapping_sub(ONES);
        let backslash = (word ^ (ONES * 0x5c)).wrapping_sub(ONES);
        let control = word.wrapping_sub(ONES * 0x20);
        let found = (quote | backslash | control) & !word & HIGH;
        if found != 0 {
            return len + found.trailing_zeros() as usize / 8;
        }
        len += 8;
    }
    let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..0x20);
    len + text[len..].iter().take_while(is_plain).count()
}
