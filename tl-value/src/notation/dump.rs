//! Dumps: lines of an offset, bytes in hexadecimal, and often their characters.
//!
//! Every offset is checked against the bytes before it, and every character against its byte, so a dump in a form that
//! is not known here gives an error and not wrong bytes.

use super::{Part, Problem, Result};

/// The most bytes that a dump may have, since `*` repeats lines.
const MOST_BYTES: usize = 64 << 20;

/// The most digits of an offset.
const MOST_DIGITS: usize = 16;

/// A line of a dump.
struct Row<'a> {
    line: Part<'a>,
    /// Digits of the offset.
    offset: &'a str,
    /// Digits of the bytes.
    groups: Vec<Part<'a>>,
    /// What follows the bytes.
    characters: Part<'a>,
}

/// How a line begins.
struct Start<'a> {
    offset: &'a str,
    rest: Part<'a>,
    /// Whether nothing but an offset is written like this.
    is_sure: bool,
}

/// Whether the first line begins with an offset.
pub(super) fn is_it(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).map(|text| Part { text, at: 0 });
    let Some(first) = lines.next() else { return false };
    start(first).is_some_and(|start| start.is_sure) || is_column(first, lines.next())
}

/// Whether an offset that could be bytes too is one: it is 0, and the offset of the second line follows from it; or there
/// is no other line, and single bytes follow.
fn is_column(first: Part<'_>, second: Option<Part<'_>>) -> bool {
    let Ok(Row { offset, groups, .. }) = row(first) else { return false };
    let digits: usize = groups.iter().map(|group| group.text.len()).sum();
    let is_zero = offset.bytes().all(|digit| digit == b'0');
    let fits = match second.map(start) {
        None => groups.iter().all(|group| group.text.len() == 2),
        Some(None) => false,
        Some(Some(second)) => u64::from_str_radix(second.offset, 16) == Ok(digits as u64 / 2),
    };
    is_zero && digits > 0 && fits
}

fn is_blank(char: char) -> bool {
    char == ' ' || char == '\t'
}

/// The offset of a line: at least four digits before a colon, two blanks or a tab; or a number of digits that bytes do
/// not have.
fn start(line: Part<'_>) -> Option<Start<'_>> {
    let line = line.trim();
    let has_prefix = line.text.starts_with("0x");
    let line = if has_prefix { line.skip(2) } else { line };
    let digits = line.text.bytes().take(MOST_DIGITS + 1);
    let len = digits.take_while(u8::is_ascii_hexdigit).count();
    let (offset, rest) = (line.until(len).text, line.skip(len));
    let is_spaced = rest.text.starts_with("  ") || rest.text.starts_with('\t');
    let first_group = rest.text.split_whitespace().next().unwrap_or_default();
    let is_sure = match rest.first() {
        Some(':') => len >= 8 || has_prefix,
        Some(' ' | '\t') => !has_prefix && (len % 2 == 1 || is_spaced && first_group.len() == 2),
        _ => false,
    };
    let has_colon = rest.text.starts_with(':');
    let is_apart = !has_colon || rest.skip(1).text.starts_with(is_blank) || rest.text.len() == 1;
    let rest = rest.skip(usize::from(has_colon));
    ((4..=MOST_DIGITS).contains(&len) && is_apart).then_some(Start { offset, rest, is_sure })
}

pub(super) fn read(part: Part<'_>) -> Result<Vec<u8>> {
    let lines: Vec<Part<'_>> = part.split(|char| char == '\n' || char == '\r').collect();
    let lines: Vec<Part<'_>> = lines.into_iter().filter(|line| !line.text.trim().is_empty()).collect();
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

/// Refuses one line that could be bytes without an offset too.
fn check_is_sure(lines: &[Part<'_>]) -> Result<()> {
    let first = lines.first().and_then(|line| start(*line));
    match first {
        Some(Start { is_sure: false, rest, .. }) if lines.len() == 1 && !rest.text.contains('|') => {
            lines[0].trim().error(0, Problem::Offset)
        }
        _ => Ok(()),
    }
}

/// Splits a line.
fn row(line: Part<'_>) -> Result<Row<'_>> {
    let Some(Start { offset, mut rest, .. }) = start(line) else { return line.trim().unexpected() };
    let mut groups: Vec<Part<'_>> = Vec::new();
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
    Ok(Row { line: line.trim(), offset, groups, characters: rest })
}

/// The number of blanks, and the digits after them.
fn next_group(rest: Part<'_>) -> Option<(usize, Part<'_>)> {
    let gap = rest.text.find(|char| !is_blank(char))?;
    let group = rest.skip(gap);
    let len = group.text.find(is_blank).unwrap_or(group.text.len());
    let group = group.until(len);
    group.text.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some((gap, group))
}

/// The bytes so far.
struct Dump<'a> {
    bytes: Vec<u8>,
    /// The first offset.
    base: Option<u64>,
    /// How many bytes the last line has.
    last: usize,
    /// A `*` after the last line.
    repeats: Option<Part<'a>>,
    /// Whether the last line has only an offset, as at the end of a dump.
    is_over: bool,
}

impl<'a> Dump<'a> {
    fn star(&mut self, star: Part<'a>) -> Result<()> {
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
        if row.groups.iter().any(|group| group.text.len() > 2) && !row.has_colon() {
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

    /// Checks the offset, and repeats the last line up to it after `*`.
    fn check_offset(&mut self, row: &Row<'_>) -> Result<()> {
        let wrong = || row.line.error(0, Problem::WrongOffset);
        // `od` counts in octal, with seven digits.
        let radix = if row.offset.len() == 7 && !row.has_colon() { 8 } else { 16 };
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
    fn has_colon(&self) -> bool {
        let digits = self.line.text.strip_prefix("0x").unwrap_or(self.line.text);
        digits.get(self.offset.len()..).is_some_and(|rest| rest.starts_with(':'))
    }

    /// Compares the characters beside the bytes with them; blanks mean nothing, since tools and people remove them.
    fn check_characters(&self, bytes: &[u8]) -> Result<()> {
        let found = self.characters.trim();
        let inner = ['|', '>']
            .iter()
            .zip(['|', '<'])
            .find_map(|(open, close)| found.text.strip_prefix(*open)?.strip_suffix(close));
        let text = inner.unwrap_or(found.text);
        if found.text.is_empty() {
            return Ok(());
        }
        let mut expected = bytes.iter().copied().filter(|byte| *byte != b' ');
        let fits = |char: char, byte: u8| match byte {
            b'!'..=b'~' => char == char::from(byte),
            _ => char == '.' || !char.is_ascii(),
        };
        let all_fit = text
            .chars()
            .filter(|char| *char != ' ')
            .all(|char| expected.next().is_some_and(|byte| fits(char, byte)));
        if all_fit && expected.next().is_none() { Ok(()) } else { found.error(0, Problem::WrongCharacters) }
    }
}
