//! Reads dumps: lines that contain an offset, bytes in hexadecimal, and often the same bytes as characters.
//!
//! Every offset is checked against the number of preceding bytes, and every character against its byte. Therefore a
//! dump in an unknown form is an error and is never read as wrong bytes.

use super::excerpt::{Excerpt, Problem, Result};

/// Maximum number of bytes before the line that follows a `*`. Without this limit, a short dump could describe any
/// number of bytes, because the `*` repeats a line up to the next offset.
const MOST_BYTES: usize = 64 << 20;

/// Maximum number of digits of an offset.
const MOST_DIGITS: usize = 16;

/// Minimum number of digits of a long offset. After a long offset, tools write a colon or more than one blank.
const LONG_DIGITS: usize = 8;

/// A line of a dump.
struct Row<'a> {
    line: Excerpt<'a>,
    /// The digits of the offset.
    offset: &'a str,
    has_colon: bool,
    /// The digits of the bytes, as they are grouped in the line.
    groups: Vec<Excerpt<'a>>,
    /// The text after the bytes, which shows them as characters.
    characters: Excerpt<'a>,
}

/// The offset at the start of a line.
struct Start<'a> {
    offset: &'a str,
    has_prefix: bool,
    has_colon: bool,
    /// The text after the offset and its colon.
    rest: Excerpt<'a>,
}

impl Start<'_> {
    /// Returns whether the digits are certainly an offset and not bytes. There are two cases:
    ///
    /// - A colon and a blank follow the digits. In addition, the digits have the prefix `0x`, or all of them are 0, or
    ///   their number is odd.
    /// - No colon follows the digits, and they have no prefix. In addition, their number is odd, or all of them are 0
    ///   and a wide gap and a group of two digits follow.
    fn is_sure(&self) -> bool {
        let is_odd = self.offset.len() % 2 == 1;
        if self.has_colon {
            return self.rest.text.starts_with(is_blank) && (is_odd || self.has_prefix || self.is_zero());
        }
        !self.has_prefix && (is_odd || self.is_zero() && self.is_spaced())
    }

    fn is_zero(&self) -> bool {
        self.offset.bytes().all(|digit| digit == b'0')
    }

    /// Returns whether the line may be a declaration in source code, such as `face: bytes =`.
    fn is_declaration(&self) -> bool {
        let is_digits = |word: &str| word.bytes().all(|digit| digit.is_ascii_hexdigit());
        self.rest.text.contains('=') && !self.rest.text.split_whitespace().next().is_some_and(is_digits)
    }

    /// Returns whether a wide gap and a group of two digits follow the offset.
    fn is_spaced(&self) -> bool {
        let has_gap = self.rest.text.starts_with("  ") || self.rest.text.starts_with('\t');
        has_gap && self.rest.text.split_whitespace().next().is_some_and(|group| group.len() == 2)
    }
}

/// Returns whether a text may be a dump, because its first line seems to begin with an offset. [`read`] checks the
/// rest.
pub(super) fn is_it(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).map(|text| Excerpt { text, at: 0 });
    let Some(first) = lines.next() else { return false };
    let is_clear = |start: &Start<'_>| start.has_colon || start.is_spaced() || start.is_sure();
    start(first)
        .is_some_and(|first| !first.rest.text.is_empty() && !first.is_declaration() && is_clear(&first))
        || is_column(first, lines.next())
}

/// Returns whether the first word of a line is probably an offset, although it could also be bytes.
fn is_column(first: Excerpt<'_>, second: Option<Excerpt<'_>>) -> bool {
    let (Some(start), Ok(Row { groups, .. })) = (start(first), row(first)) else { return false };
    let digits: usize = groups.iter().map(|group| group.text.len()).sum();
    let second = second.and_then(self::start);
    let value = |start: &Start<'_>| u64::from_str_radix(start.offset, 16).ok();
    let distance = second.as_ref().and_then(|second| value(second)?.checked_sub(value(&start)?));
    let is_short_or_zero = start.offset.len() < LONG_DIGITS || start.is_zero();
    let is_repeated = second.is_some_and(|second| second.offset.len() == start.offset.len());
    let are_bytes = groups.iter().all(|group| group.text.len() == 2);
    digits > 0 && (distance == Some(digits as u64 / 2) || are_bytes && (is_short_or_zero || is_repeated))
}

fn is_blank(char: char) -> bool {
    char == ' ' || char == '\t'
}

/// Splits a line into an offset and the rest. The offset has at least four digits. A blank, a colon or the end of the
/// line follows it.
fn start(line: Excerpt<'_>) -> Option<Start<'_>> {
    let line = line.trim();
    let has_prefix = line.text.starts_with("0x");
    let line = if has_prefix { line.skip(2) } else { line };
    let digits = line.text.bytes().take(MOST_DIGITS + 1);
    let len = digits.take_while(u8::is_ascii_hexdigit).count();
    let (offset, rest) = (line.until(len).text, line.skip(len));
    let has_colon = rest.text.starts_with(':');
    let rest = rest.skip(usize::from(has_colon));
    let is_apart = rest.text.is_empty() || rest.text.starts_with(is_blank);
    // This condition is true for `0000:78 05`, but not for `7805:041f`.
    let is_close = has_colon && rest.text.contains(is_blank) && !rest.text.contains(':');
    ((4..=MOST_DIGITS).contains(&len) && (is_apart || is_close)).then_some(Start {
        offset,
        has_prefix,
        has_colon,
        rest,
    })
}

pub(super) fn read(excerpt: Excerpt<'_>) -> Result<Vec<u8>> {
    let lines: Vec<Excerpt<'_>> = excerpt.split(|char| char == '\n' || char == '\r').collect();
    let lines: Vec<Excerpt<'_>> = lines.into_iter().filter(|line| !line.text.trim().is_empty()).collect();
    check_is_sure(&lines)?;
    let mut dump = Dump { bytes: Vec::new(), base: None, last: 0, repeats: None, is_over: false };
    for line in lines {
        if line.trim().text == "*" {
            dump.star(line.trim())?;
        } else {
            dump.row(&row(line)?)?;
        }
    }
    match dump.repeats {
        Some(star) => star.error(0, Problem::Repeat),
        None => Ok(dump.bytes),
    }
}

/// Returns an error if the first offset could also be bytes. Accepts the offset if characters follow the bytes of the
/// line, or if the second line has an offset or is `*`.
fn check_is_sure(lines: &[Excerpt<'_>]) -> Result<()> {
    let Some(first) = lines.first() else { return Ok(()) };
    let is_followed = lines.get(1).is_some_and(|line| line.trim().text == "*" || start(*line).is_some());
    let is_sure = start(*first).is_none_or(|start| start.is_sure());
    if is_followed || is_sure || !row(*first)?.characters.trim().text.is_empty() {
        return Ok(());
    }
    first.trim().error(0, Problem::Offset)
}

/// Splits a line into its offset, its bytes and its characters.
fn row(line: Excerpt<'_>) -> Result<Row<'_>> {
    let Some(Start { offset, has_colon, mut rest, .. }) = start(line) else {
        return line.trim().unexpected();
    };
    let mut groups: Vec<Excerpt<'_>> = Vec::new();
    while let Some((gap, group)) = next_group(rest) {
        let width = groups.first().map_or(group.text.len(), |first| first.text.len());
        let is_middle = width == 2 && groups.len() == 8 && gap == 2;
        let belongs = groups.is_empty() || gap == 1 || is_middle;
        if !belongs || group.text.len() > width || group.text.len() % 2 == 1 {
            break;
        }
        groups.push(group);
        rest = rest.skip(gap + group.text.len());
    }
    Ok(Row { line: line.trim(), offset, has_colon, groups, characters: rest })
}

/// Returns the number of blanks at the start of `rest`, and the digits after them.
fn next_group(rest: Excerpt<'_>) -> Option<(usize, Excerpt<'_>)> {
    let gap = rest.text.find(|char| !is_blank(char))?;
    let group = rest.skip(gap);
    let len = group.text.find(is_blank).unwrap_or(group.text.len());
    let group = group.until(len);
    group.text.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some((gap, group))
}

/// The state of reading a dump.
struct Dump<'a> {
    bytes: Vec<u8>,
    /// The offset of the first line.
    base: Option<u64>,
    /// The number of bytes in the last line.
    last: usize,
    /// The last line, if it is a `*`, which means that the line before it is repeated.
    repeats: Option<Excerpt<'a>>,
    /// Whether the last line contains only an offset, which ends a dump.
    is_over: bool,
}

impl<'a> Dump<'a> {
    fn star(&mut self, star: Excerpt<'a>) -> Result<()> {
        if self.last == 0 || self.repeats.is_some() || self.is_over {
            return star.error(0, Problem::Repeat);
        }
        self.repeats = Some(star);
        Ok(())
    }

    fn row(&mut self, row: &Row<'a>) -> Result<()> {
        if self.is_over {
            return row.line.unexpected();
        }
        if row.groups.iter().any(|group| group.text.len() > 2) && !row.has_colon {
            return row.line.error(0, Problem::Words);
        }
        self.check_offset(row)?;
        let start = self.bytes.len();
        for group in &row.groups {
            group.push_hex(&mut self.bytes)?;
        }
        let added = self.bytes.get(start..).unwrap_or_default();
        row.check_characters(added)?;
        (self.last, self.is_over) = (added.len(), added.is_empty());
        Ok(())
    }

    /// Checks the offset of a line. If `*` precedes the line, first repeats the line before the `*` up to this offset.
    fn check_offset(&mut self, row: &Row<'_>) -> Result<()> {
        let wrong = || row.line.error(0, Problem::WrongOffset);
        // Offsets with seven digits are octal, as `od` writes them.
        let radix = if row.offset.len() == 7 && !row.has_colon { 8 } else { 16 };
        let Ok(offset) = u64::from_str_radix(row.offset, radix) else { return wrong() };
        let Some(len) = offset.checked_sub(*self.base.get_or_insert(offset)) else { return wrong() };
        let Ok(len) = usize::try_from(len) else { return wrong() };
        if self.repeats.take().is_some() {
            self.repeat_up_to(len, row)?;
        }
        if len == self.bytes.len() { Ok(()) } else { wrong() }
    }

    fn repeat_up_to(&mut self, len: usize, row: &Row<'_>) -> Result<()> {
        if len > MOST_BYTES {
            return row.line.error(0, Problem::TooLarge);
        }
        let line = self.bytes.split_at(self.bytes.len() - self.last).1.to_vec();
        while self.bytes.len() < len {
            self.bytes.extend_from_slice(&line);
        }
        Ok(())
    }
}

impl Row<'_> {
    /// Checks that the characters of a line match its bytes. The characters may be between delimiters such as `|`.
    fn check_characters(&self, bytes: &[u8]) -> Result<()> {
        let found = self.characters.trim();
        let inner = ['|', '>']
            .iter()
            .zip(['|', '<'])
            .find_map(|(open, close)| found.text.strip_prefix(*open)?.strip_suffix(close));
        let fits = found.text.is_empty()
            || are_characters(found.text, bytes)
            || inner.is_some_and(|inner| are_characters(inner, bytes));
        if fits { Ok(()) } else { found.error(0, Problem::WrongCharacters) }
    }
}

/// Returns whether `text` shows `bytes` as characters. Blanks are ignored, because tools and people remove them.
fn are_characters(text: &str, bytes: &[u8]) -> bool {
    let mut expected = bytes.iter().copied().filter(|byte| *byte != b' ');
    let fits = |char: char, byte: u8| match byte {
        b'!'..=b'~' => char == char::from(byte),
        _ => char == '.' || !char.is_ascii(),
    };
    let mut found = text.chars().filter(|char| *char != ' ');
    found.all(|char| expected.next().is_some_and(|byte| fits(char, byte))) && expected.next().is_none()
}
