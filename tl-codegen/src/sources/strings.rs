//! Values of string literals.

use std::str::Chars;

/// Returns the value of a string literal, which must be valid Rust. Returns `None` for other literals, including byte
/// strings and C strings.
pub(super) fn value(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        Some(quoted(raw.trim_start_matches('#'))?.to_owned())
    } else {
        quoted(literal).map(unescape)
    }
}

/// Returns the text between the quotes of a literal, which may have a suffix.
fn quoted(literal: &str) -> Option<&str> {
    let text = literal.strip_prefix('"')?;
    Some(&text[..text.rfind('"')?])
}

fn unescape(text: &str) -> String {
    let mut value = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => value.extend(escape(&mut rest)),
            _ => value.push(c),
        }
    }
    value
}

/// Reads the rest of an escape sequence, after the backslash.
fn escape(rest: &mut Chars<'_>) -> Option<char> {
    match rest.next()? {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        '0' => Some('\0'),
        'x' => code(rest.by_ref().take(2)),
        'u' => code(rest.by_ref().take_while(|c| *c != '}')),
        '\n' | '\r' => {
            *rest = rest.as_str().trim_start_matches([' ', '\t', '\n', '\r']).chars();
            None
        }
        quote_or_backslash => Some(quote_or_backslash),
    }
}

/// Returns the character whose code is `digits` in base 16.
fn code(digits: impl Iterator<Item = char>) -> Option<char> {
    let digits: String = digits.filter(char::is_ascii_hexdigit).collect();
    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn escapes_and_raw_strings_are_decoded() {
        for (literal, expected) in [
            (r#""""#, ""),
            (r#""a::b""#, "a::b"),
            (r#""\"\\\'\n\r\t\0""#, "\"\\'\n\r\t\0"),
            (r#""\x55ser \u{1_F600}\u{41}""#, "User \u{1f600}A"),
            ("\"one \\\n    two \\\r\n  three\"", "one two three"),
            (r###"r"\n""###, r"\n"),
            (r###"r##"a"#b"##"###, "a\"#b"),
            (r#""text"suffix"#, "text"),
        ] {
            assert_eq!(value(literal).as_deref(), Some(expected), "{literal}");
        }
    }

    #[test]
    fn other_literals_are_not_strings() {
        for literal in ["b\"a\"", "br\"a\"", "c\"a\"", "cr#\"a\"#", "'a'", "b'a'", "1u32", "1.5"] {
            assert_eq!(value(literal), None, "{literal}");
        }
    }
}
