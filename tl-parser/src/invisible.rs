//! Invisible characters, and functions that remove or replace them.
//!
//! Control characters can control a terminal. Format characters can change the direction of text, or be hidden in it.
//! [`remove`] removes characters of both kinds from generated documents, except that tabs and line breaks become
//! spaces. [`escape`] writes them like `\u{1b}` for terminals. In the source lines of reports, a symbol replaces each
//! invisible character except tabs and line ends.

use std::borrow::Cow;
use std::fmt::Write;

/// Returns `text` as one line without invisible characters. Each tab and each line break becomes a space.
///
/// ```
/// # use tl_parser::invisible::remove;
/// assert_eq!(remove("a\u{202e}b\tc\u{1b}[31m"), "ab c[31m");
/// ```
#[must_use]
pub fn remove(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_invisible(c) || is_break(c)) {
        return Cow::Borrowed(text);
    }
    let seen = text.chars().filter(|&c| is_break(c) || !is_invisible(c));
    seen.map(|c| if is_break(c) { ' ' } else { c }).collect()
}

/// Returns `text` for a terminal: invisible characters except tabs, LF and CR LF are written like `\u{1b}`.
///
/// ```
/// # use tl_parser::invisible::escape;
/// assert_eq!(escape("a\u{202e}b\tc\u{1b}[31m\n"), "a\\u{202e}b\tc\\u{1b}[31m\n");
/// ```
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    escape_if(text, |c, next| is_invisible(c) && !matches!((c, next), ('\t' | '\n', _) | ('\r', Some('\n'))))
}

/// Returns `text` for one line of a terminal. Escapes the same characters as [`escape`], and also LF and CR LF.
#[must_use]
pub fn escape_line(text: &str) -> Cow<'_, str> {
    escape_if(text, |c, _| is_invisible(c) && c != '\t')
}

/// Returns JSON for a terminal: invisible characters in its strings are written like `\u009b`, which does not change
/// the value. Characters below U+0020 are already escaped in JSON.
///
/// ```
/// # use tl_parser::invisible::escape_json;
/// assert_eq!(escape_json("{\n\"\u{9b}31m\u{e0001}\": 1\n}"), "{\n\"\\u009b31m\\udb40\\udc01\": 1\n}");
/// ```
#[must_use]
pub fn escape_json(json: &str) -> Cow<'_, str> {
    let is_escaped = |c: char| c > '~' && is_invisible(c);
    if !json.contains(is_escaped) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 8);
    for c in json.chars() {
        if is_escaped(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(c);
        }
    }
    escaped.into()
}

/// Returns source text with a symbol for each invisible character, so that columns don't change. Tabs and line ends are
/// kept.
pub(crate) fn replace(text: &str) -> Cow<'_, str> {
    if !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    let sign = |c| match c {
        '\t' | '\n' | '\r' => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        c if is_invisible(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(sign).collect()
}

/// Escapes the characters for which `is_escaped` returns `true`. The second argument of `is_escaped` is the next
/// character.
fn escape_if(text: &str, is_escaped: impl Fn(char, Option<char>) -> bool) -> Cow<'_, str> {
    if !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        // Writing to a String cannot fail.
        let _ = match is_escaped(c, rest.clone().next()) {
            true => write!(escaped, "\\u{{{:x}}}", u32::from(c)),
            false => escaped.write_char(c),
        };
    }
    escaped.into()
}

/// Returns whether `c` is a tab, or a character that some programs treat as the end of a line.
fn is_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Returns whether `c` is a control character, a line break, or a format character that prose does not need. Returns
/// `false` for soft hyphens, variation selectors, the zero width joiner and the zero width non-joiner, because emoji
/// and several scripts need them.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' // Arabic letter mark
            | '\u{180e}' // Mongolian vowel separator
            | '\u{200b}' // zero width space
            | '\u{200e}' | '\u{200f}' // left-to-right and right-to-left mark
            | '\u{2028}'..='\u{202e}' // line and paragraph separator, embeddings and overrides
            | '\u{2060}'..='\u{206f}' // word joiner, invisible operators, isolates, deprecated controls
            | '\u{feff}' // byte order mark
            | '\u{fff9}'..='\u{fffb}' // interlinear annotations
            | '\u{1d173}'..='\u{1d17a}' // musical beams and slurs
            | '\u{e0000}'..='\u{e007f}' // tags
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visible_text_is_borrowed() {
        for text in ["", "a Пример 中 é", "👩\u{200d}💻", "می\u{200c}خواهم", "co\u{ad}operate", "❤\u{fe0f}"]
        {
            assert!(matches!(remove(text), Cow::Borrowed(same) if same == text), "{text}");
            assert!(matches!(escape(text), Cow::Borrowed(same) if same == text), "{text}");
            assert!(matches!(escape_line(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn every_kind_of_invisible_character_is_removed_and_escaped() {
        for c in "\0\u{7}\u{8}\u{1b}\u{7f}\u{80}\u{9b}\u{9f}\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}\
                  \u{200b}\u{2060}\u{feff}\u{e0041}"
            .chars()
        {
            let text = format!("a{c}b");
            assert_eq!(remove(&text), "ab", "{c:?}");
            let escaped = format!("a\\u{{{:x}}}b", u32::from(c));
            assert_eq!([escape(&text), escape_line(&text)], [&*escaped; 2], "{c:?}");
        }
    }

    #[test]
    fn line_breaks_become_spaces_in_documents_and_are_escaped_in_lines() {
        for c in ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'] {
            let text = format!("a{c}b");
            assert_eq!(remove(&text), "a b", "{c:?}");
            assert_eq!(escape_line(&text), format!("a\\u{{{:x}}}b", u32::from(c)), "{c:?}");
        }
        assert_eq!(escape("a\tb\r\nc\rd\n"), "a\tb\r\nc\\u{d}d\n");
    }
}
