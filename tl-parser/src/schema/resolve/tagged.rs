//! Reads comments with keys, such as `@description A user @name The name` in TDLib's style, or `@param name The name`.
//!
//! In TDLib's style, `@` directly follows `//`, and every `@` with a lower-case word is a key.
//!
//! In all other comments, `@description`, `@class` before the name of a type, and `@` with the name of a field (also
//! `@param_name` for a field `name`) are keys at the beginning of a line, and later in a line that begins with one of
//! them. `@param name` is a key at the beginning of a line. It is a key anywhere if a field is called `name`. Other
//! words with `@` are text, because they may be mentions, or tags of other tools.

use std::collections::HashSet;

use super::comments::Line;
use crate::Span;

/// A key and its text, which may have several lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    /// The key without the `@`. For `@param name`, the key is `name`. Empty for text without a key.
    pub(super) key: &'a str,
    /// The whole key as it is written, without the `@`, such as `param name`.
    pub(super) written: &'a str,
    /// The span of the key with its `@`. For `@param name`, the span of `name`.
    pub(super) span: Span,
    pub(super) text: Vec<&'a str>,
}

/// The names that a key may refer to.
pub(super) struct Known<'k> {
    /// The fields of the declaration below.
    pub(super) fields: HashSet<&'k str>,
    /// Returns whether there is a type with the given name.
    pub(super) is_type: &'k dyn Fn(&str) -> bool,
}

/// The position of a word that begins with `@`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeyPosition {
    /// At the beginning of a line.
    Start,
    /// Later in a line that begins with a key other than `@param name`.
    Keyed,
    /// Later in any other line.
    Text,
}

/// Returns whether a comment is in TDLib's style.
pub(super) fn is_tdlib(lines: &[Line<'_>]) -> bool {
    lines.iter().any(|line| line.is_tight && word(line.text).is_some())
}

/// Returns the keys of a comment with their texts, in source order.
pub(super) fn entries<'a>(lines: &[Line<'a>], known: &Known<'_>) -> Vec<Entry<'a>> {
    let reader = Reader { is_tdlib: is_tdlib(lines), known };
    let mut entries = Vec::new();
    lines.iter().for_each(|line| reader.line(*line, &mut entries));
    entries
}

struct Reader<'k> {
    is_tdlib: bool,
    known: &'k Known<'k>,
}

impl Reader<'_> {
    fn line<'a>(&self, line: Line<'a>, entries: &mut Vec<Entry<'a>>) {
        let mut rest = line;
        let mut position = KeyPosition::Start;
        while !rest.text.is_empty() {
            let mut marks: &[char] = if self.is_tdlib { &['-'] } else { &[] };
            let found = self.key(rest, position);
            let is_keyed = found.as_ref().is_some_and(|(entry, _)| entry.written == entry.key);
            if let Some((entry, after)) = found {
                entries.push(entry);
                (rest, marks) = (after, &['-', '–', '—', ':']);
            } else if entries.is_empty() || position == KeyPosition::Start && word(rest.text).is_some() {
                // The text after an unknown tag does not belong to the key before the tag.
                let span = Span { start: rest.start, end: rest.start };
                entries.push(Entry { key: "", written: "", span, text: Vec::new() });
            }
            position = match position {
                KeyPosition::Start if is_keyed => KeyPosition::Keyed,
                KeyPosition::Start => KeyPosition::Text,
                position => position,
            };
            let end = self.next_key(rest, position);
            let text = rest.text[..end].trim_start_matches(marks).trim();
            if let Some(entry) = entries.last_mut().filter(|_| !text.is_empty()) {
                entry.text.push(text);
            }
            rest = after(rest, end);
        }
    }

    /// Returns the key at the start of `line`, and the rest of the line.
    fn key<'a>(&self, line: Line<'a>, position: KeyPosition) -> Option<(Entry<'a>, Line<'a>)> {
        let word = word(line.text)?;
        let entry = |key, written: &'a str, start, end| {
            (
                Entry { key, written, span: Span { start, end }, text: Vec::new() },
                after(line, written.len() + 1),
            )
        };
        if word == "param"
            && !self.is_field("param")
            && let Some(name) = param(line)
        {
            let written = &line.text[1..(name.start - line.start) as usize + name.text.len()];
            let is_key = self.is_tdlib || position == KeyPosition::Start || self.is_field(name.text);
            let found = entry(name.text, written, name.start, name.start + name.text.len() as u32);
            return is_key.then_some(found);
        }
        let is_key = self.is_tdlib
            || position != KeyPosition::Text && self.is_known(word, after(line, word.len() + 1));
        is_key.then(|| entry(word, word, line.start, line.start + word.len() as u32 + 1))
    }

    /// Returns the offset of the next ` @key`, or the length of the line.
    fn next_key(&self, line: Line<'_>, position: KeyPosition) -> usize {
        let mut ats = line.text.match_indices(" @").map(|(at, _)| at + 1);
        ats.find(|&at| self.key(after(line, at), position).is_some()).unwrap_or(line.text.len())
    }

    fn is_known(&self, word: &str, rest: Line<'_>) -> bool {
        match word {
            "description" => true,
            "class" => rest.text.split_whitespace().next().is_some_and(self.known.is_type),
            field => self.is_field(field),
        }
    }

    /// Returns whether `key` is the name of a field, with or without the prefix `param_`.
    fn is_field(&self, key: &str) -> bool {
        let fields = &self.known.fields;
        fields.contains(key) || key.strip_prefix("param_").is_some_and(|name| fields.contains(name))
    }
}

/// Returns `line` without its first `bytes` bytes and the white space after them.
fn after(line: Line<'_>, bytes: usize) -> Line<'_> {
    let text = line.text[bytes..].trim_start();
    Line { text, start: line.start + (line.text.len() - text.len()) as u32, is_tight: false }
}

/// Returns `name` for a text such as `@name text`.
fn word(text: &str) -> Option<&str> {
    let word = text.strip_prefix('@')?.split(char::is_whitespace).next()?;
    (is_word(word) && word.starts_with(|c: char| c.is_ascii_lowercase())).then_some(word)
}

/// Returns `name` from `@param name text`, `@param name: text`, or `@param {type} name text`.
fn param(line: Line<'_>) -> Option<Line<'_>> {
    let mut rest = after(line, "@param".len());
    if rest.text.starts_with('{') {
        // This function is called for each `@param` in the line. The search stops at the next `@`, so that the total time
        // is linear.
        let end = rest.text.find(['}', '@']).filter(|&end| rest.text[end..].starts_with('}'))?;
        rest = after(rest, end + 1);
    }
    let name = rest.text.split(char::is_whitespace).next()?.trim_end_matches([':', ',']);
    (is_word(name) && !name.is_empty()).then_some(Line { text: name, ..rest })
}

fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a comment above a declaration with the fields `id` and `name`. A line that begins with `/` represents a
    /// comment without a space after `//`.
    fn read(lines: &[&'static str]) -> Vec<(&'static str, String)> {
        let line = |text: &'static str| match text.strip_prefix('/') {
            Some(text) => Line { text, start: 0, is_tight: true },
            None => Line { text, start: 0, is_tight: false },
        };
        let lines: Vec<Line<'_>> = lines.iter().copied().map(line).collect();
        let known = Known { fields: ["id", "name"].into(), is_type: &|name| name == "User" };
        entries(&lines, &known).into_iter().map(|entry| (entry.key, entry.text.join("|"))).collect()
    }

    #[test]
    fn several_keys_may_be_on_a_line() {
        let found = [("class", "User".into()), ("description", "A user|of Telegram".into())];
        assert_eq!(read(&["/@class User @description A user", "/- of Telegram"]), found);
        assert_eq!(read(&["@class User @description A user", "of Telegram"]), found);
    }

    #[test]
    fn an_at_sign_within_a_word_is_text() {
        let found = read(&["/@name A name such as x@y or @Bot, not @ alone"]);
        assert_eq!(found, [("name", "A name such as x@y or @Bot, not @ alone".into())]);
    }

    #[test]
    fn text_before_the_first_key_is_kept() {
        assert_eq!(read(&["A user.", "/@id Its id"]), [("", "A user.".into()), ("id", "Its id".into())]);
    }

    #[test]
    fn a_word_that_names_no_field_is_a_key_only_in_tdlib_style() {
        assert_eq!(
            read(&["/@nme The name @of a user"]),
            [("nme", "The name".into()), ("of", "a user".into())]
        );
        assert_eq!(read(&["@enum A user"]), [("", "@enum A user".into())]);
        assert_eq!(read(&["@class Usr of @id"]), [("", "@class Usr of @id".into())]);
        assert_eq!(read(&["Ask @botfather for @id"]), [("", "Ask @botfather for @id".into())]);
    }

    #[test]
    fn parameters_are_keys_in_every_style() {
        for [id, name] in [
            ["/@param id The id", "/@param name The name"],
            ["@param id The id", "@param\tname\tThe name"],
            ["@param id - The id", "@param name: The name"],
            ["@param {int} id The id", "@id_ @param name The name"],
            ["@id The id", "@name The name"],
        ] {
            let found = read(&["A user.", id, name]);
            let texts: Vec<_> = found.into_iter().filter(|(key, _)| !key.is_empty()).collect();
            assert_eq!(texts, [("id", "The id".into()), ("name", "The name".into())], "{id} {name}");
        }
        assert_eq!(read(&["@param nme The name"]), [("nme", "The name".into())]);
        assert_eq!(read(&["A user @param id The id"]), [("", "A user".into()), ("id", "The id".into())]);
        assert_eq!(read(&["See @param ids"]), [("", "See @param ids".into())]);
    }

    #[test]
    fn tags_after_parameters_are_text_of_the_declaration() {
        let found =
            read(&["@param id The id", "of a user, see @name", "@return A user", "or nobody", "@throws X"]);
        let texts: Vec<_> = found[1..].iter().map(|(key, text)| (*key, text.as_str())).collect();
        assert_eq!(found[0], ("id", "The id|of a user, see @name".into()));
        assert_eq!(texts, [("", "@return A user|or nobody"), ("", "@throws X")]);
    }
}
