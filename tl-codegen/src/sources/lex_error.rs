//! Finds the position at which lexing of a file fails. proc-macro2 has a feature that adds positions to its errors, but
//! this feature slows down every procedural macro.

use std::path::Path;

use proc_macro2::TokenStream;

use super::level::is_word_part;

/// Returns the warning about a file in which lexing fails at the byte `offset`.
pub(super) fn warning(file: &Path, text: &str, offset: usize) -> String {
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    let file = file.display();
    format!(
        "{file}:{line}:{column}: warning: this file cannot be split into tokens; all words in it are used as names"
    )
}

/// Returns the offset, in bytes, of the first invalid token or unmatched closing delimiter. If there is none, returns
/// the offset of the last delimiter that is not closed, or 0 if all are closed.
pub(super) fn offset(text: &str) -> usize {
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let token = &text[at..at + len(&text[at..])];
        let is_valid = match first {
            '(' | '[' | '{' => {
                open.push((first, at));
                true
            }
            ')' => open.pop().is_some_and(|(opening, _)| opening == '('),
            ']' => open.pop().is_some_and(|(opening, _)| opening == '['),
            '}' => open.pop().is_some_and(|(opening, _)| opening == '{'),
            _ => token.parse::<TokenStream>().is_ok(),
        };
        if !is_valid {
            return at;
        }
        at += token.len();
    }
    open.last().map_or(0, |(_, at)| *at)
}

/// Returns the length of the token, comment or white space character at the start of `text`. `text` must not be empty.
/// An unclosed comment or string extends to the end.
fn len(text: &str) -> usize {
    let end = match text.as_bytes() {
        [b'/', b'/', ..] => text.find('\n'),
        [b'/', b'*', ..] => block_comment(text),
        [b'\'', ..] => Some(1 + quoted_char(&text[1..])),
        [b'b', b'\'', ..] => Some(2 + quoted_char(&text[2..])),
        _ => match string_prefix(text) {
            Some((prefix, hashes)) if text[..prefix].contains('r') => raw_string(text, prefix, hashes),
            Some((prefix, _)) => string(text, prefix),
            None => Some(word(text).max(text.chars().next().map_or(0, char::len_utf8))),
        },
    };
    end.unwrap_or(text.len())
}

fn block_comment(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut at = 0;
    loop {
        at += text[at..].find(['/', '*'])?;
        let change = match &text.as_bytes()[at..] {
            [b'/', b'*', ..] => 1,
            [b'*', b'/', ..] => -1,
            _ => 0,
        };
        depth += change;
        at += if change == 0 { 1 } else { 2 };
        if depth == 0 {
            return Some(at);
        }
    }
}

/// Returns the length of the letters before a string, and the number of hashes that follow them.
fn string_prefix(text: &str) -> Option<(usize, usize)> {
    ["", "b", "c", "r", "br", "cr"].into_iter().find_map(|prefix| {
        let rest = text.strip_prefix(prefix)?;
        let hashes = if prefix.ends_with('r') { rest.len() - rest.trim_start_matches('#').len() } else { 0 };
        rest[hashes..].starts_with('"').then_some((prefix.len(), hashes))
    })
}

fn raw_string(text: &str, prefix: usize, hashes: usize) -> Option<usize> {
    let start = prefix + hashes + 1;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(start + text[start..].find(&end)? + end.len())
}

fn string(text: &str, prefix: usize) -> Option<usize> {
    let mut at = prefix + 1;
    loop {
        at += text[at..].find(['"', '\\'])?;
        if text[at..].starts_with('"') {
            return Some(at + 1);
        }
        at += 1 + text[at + 1..].chars().next()?.len_utf8();
    }
}

/// Returns the length of the text that follows the first quote of a character literal or a lifetime.
fn quoted_char(text: &str) -> usize {
    let mut chars = text.chars();
    match chars.next() {
        Some('\\') => text.get(2..).and_then(|rest| rest.find('\'')).map_or(1, |end| end + 3),
        Some(c) if chars.next() == Some('\'') => c.len_utf8() + 1,
        _ => word(text),
    }
}

/// Returns the length of a word, which may begin with `r#`, `br#` or `cr#`. No string follows, so words with `br#`
/// or `cr#` are invalid tokens.
fn word(text: &str) -> usize {
    let prefix = ["r#", "br#", "cr#"].into_iter().find(|prefix| text.starts_with(prefix)).map_or(0, str::len);
    text[prefix..].find(|c| !is_word_part(c)).map_or(text.len(), |end| prefix + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each text contains a `\u{1}` before the token that cannot be lexed.
    #[test]
    fn the_first_invalid_token_is_found() {
        for text in [
            "fn a() \u{1}{ b(\")\"); /* } */ // }\n",
            "fn a() { b(')', b']', '\\'', '\\\\', '\\u{7d}', 'x: y) \u{1}]",
            "\u{1})",
            "a /* /* */ */ \u{1}}",
            "a \u{1}/* /* */ }",
            "let s = \u{1}\"a\\\" + b;",
            "let s = r#\"a\"}\"#; \u{1}br##\"a\"#",
            "let s = \"\u{e9}\"; \u{1}\\",
            "let c = \u{1}'\\q';",
            "let c = 'a' + \u{1}'';",
            "fn f<'a>(x: &'a str) { 'l: loop { 1..2; 1.5e-3; 0xffu8; r#type; \u{1}0b12 } }",
            "\u{1}\u{1f600}",
            "let s = \u{1}b\"\u{e9}\";",
            "r#a + 'r#b + \u{1}r#+",
            "a + \u{1}br#b",
        ] {
            let expected = text.find('\u{1}').unwrap();
            let text = text.replacen('\u{1}', "", 1);
            assert!(text.parse::<TokenStream>().is_err(), "{text}");
            assert_eq!(offset(&text), expected, "{text}");
        }
    }

    /// Checks texts that are cut off or lack a character. If a text does not lex, an invalid token must be found.
    #[test]
    fn an_invalid_token_is_found_in_every_damaged_text() {
        let text = "x #![a = \"\\u{e9}\\\\\"] /* /* \u{e9} */ */ fn f<'a>(r#b: &'a C) -> D { // e\n\
                    [r##\"\"#\"##, b'\\'', 'g', '\u{e9}', c\"h\", 0x1fu8, 1.5e-3, (2..=3), m!{}] }\n";
        assert!(text.parse::<TokenStream>().is_ok());
        let mut found = 0;
        for (at, c) in text.char_indices().skip(2) {
            let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
            for damaged in [before.to_owned(), format!("{before}{after}")] {
                if damaged.parse::<TokenStream>().is_err() {
                    assert_ne!(offset(&damaged), 0, "{damaged}");
                    found += 1;
                }
            }
        }
        assert!(found > 100, "{found}");
    }

    #[test]
    fn lines_and_columns_count_characters() {
        let text = "a\r\n\u{e9}\u{e9} )";
        let warning = warning(Path::new("a.rs"), text, offset(text));
        assert!(warning.starts_with("a.rs:2:4: warning: "), "{warning}");
    }
}
