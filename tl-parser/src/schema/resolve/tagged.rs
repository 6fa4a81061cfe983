//! Documentation in TDLib's style: `@description A user @name The name`.

use super::comments::Line;
use crate::Span;

/// A key and its text, which may have several lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    /// Without the `@`; empty for text before the first key.
    pub(super) key: &'a str,
    /// The place of the key with its `@`.
    pub(super) span: Span,
    pub(super) text: Vec<&'a str>,
}

/// Whether a comment is of this style.
pub(super) fn is_tagged(lines: &[Line<'_>]) -> bool {
    lines.iter().any(|line| key_at_start(line.text).is_some())
}

/// The entries of a comment in their order. A line that begins with `-` goes on with the text before it.
pub(super) fn entries<'a>(lines: &[Line<'a>]) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for line in lines {
        let mut rest = *line;
        while !rest.text.is_empty() {
            let key = key_at_start(rest.text);
            if key.is_some() || entries.is_empty() {
                let key = key.unwrap_or_default();
                let span = Span { start: rest.start, end: rest.start + key.len() as u32 + 1 };
                entries.push(Entry { key, span, text: Vec::new() });
                rest = after(rest, if key.is_empty() { 0 } else { key.len() + 1 });
            }
            let end = next_key(rest.text);
            let text = rest.text[..end].trim_start_matches('-').trim();
            if let Some(entry) = entries.last_mut().filter(|_| !text.is_empty()) {
                entry.text.push(text);
            }
            rest = after(rest, end);
        }
    }
    entries
}

fn after(line: Line<'_>, bytes: usize) -> Line<'_> {
    let text = line.text[bytes..].trim_start();
    Line { text, start: line.start + (line.text.len() - text.len()) as u32 }
}

/// `name` of `@name text`.
fn key_at_start(text: &str) -> Option<&str> {
    let key = text.strip_prefix('@')?.split(' ').next()?;
    let is_word = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_word && key.starts_with(|c: char| c.is_ascii_lowercase())).then_some(key)
}

/// Where the next ` @key` begins, or the end.
fn next_key(text: &str) -> usize {
    let ats = text.match_indices(" @").map(|(at, _)| at + 1);
    ats.into_iter().find(|&at| key_at_start(&text[at..]).is_some()).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&'static str]) -> Vec<(&'static str, String)> {
        let lines: Vec<Line<'_>> = lines.iter().map(|text| Line { text, start: 0 }).collect();
        entries(&lines).into_iter().map(|entry| (entry.key, entry.text.join("|"))).collect()
    }

    #[test]
    fn several_keys_may_stand_on_a_line() {
        let found = read(&["@class User @description A user", "- of Telegram"]);
        assert_eq!(found, [("class", "User".into()), ("description", "A user|of Telegram".into())]);
    }

    #[test]
    fn an_at_sign_within_a_word_is_text() {
        let found = read(&["@name A name such as x@y or @Bot, not @ alone"]);
        assert_eq!(found, [("name", "A name such as x@y or @Bot, not @ alone".into())]);
    }

    #[test]
    fn text_before_the_first_key_is_kept() {
        assert_eq!(read(&["A user.", "@id Its id"]), [("", "A user.".into()), ("id", "Its id".into())]);
    }
}
