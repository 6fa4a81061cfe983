//! The words of documentation and the marks in them, as Markdown and as plain text.
//!
//! Descriptions are plain text, whose lines may have
//!
//! - code between single backticks, `` `like this` ``,
//! - links to the web, `[words](https://…)`, or an address alone.
//!
//! All else means itself: what would be a mark of Markdown or HTML is none.

use std::fmt::Write;

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    /// Between backticks.
    Code(&'a str),
    Link {
        words: &'a str,
        address: &'a str,
    },
    /// An address alone.
    Address(&'a str),
}

/// `line` as Markdown that has no other marks, for pages and for comments that rustdoc reads. A line break in it would
/// be one in the result.
///
/// ```
/// # use tl_parser::docs::text::markdown;
/// assert_eq!(markdown("a Vec<T> of `n < 3` [3]"), r"a Vec\<T\> of `n < 3` \[3\]");
/// assert_eq!(markdown("see [the page](https://x.org/a) or https://x.org."), "see [the page](<https://x.org/a>) or <https://x.org>.");
/// ```
#[must_use]
pub fn markdown(line: &str) -> String {
    let line = &visible(line);
    let line = line.trim();
    let mut text = String::with_capacity(line.len());
    if is_ruler(line) || line.starts_with('#') {
        text.push('\\');
    }
    for piece in pieces(line) {
        // Writing to a String cannot fail.
        let _ = match piece {
            Piece::Words(words) => {
                escape(words, &mut text);
                Ok(())
            }
            Piece::Code(code) => write!(text, "`{code}`"),
            Piece::Link { words, address } => {
                text.push('[');
                escape(words, &mut text);
                write!(text, "](<{address}>)")
            }
            Piece::Address(address) => write!(text, "<{address}>"),
        };
    }
    text
}

/// `text` as code in Markdown, where it can stand as such.
#[must_use]
pub fn code(text: &str) -> String {
    match text.contains('`') || text.trim().is_empty() {
        true => markdown(text),
        false => format!("`{}`", visible(text)),
    }
}

/// `text` for a terminal: links are words and an address in parentheses, and the rest stays as it is.
///
/// ```
/// # use tl_parser::docs::text::plain;
/// assert_eq!(plain("see [the `page`](https://x.org)"), "see the `page` (https://x.org)");
/// ```
#[must_use]
pub fn plain(text: &str) -> String {
    let line = |line: &str| pieces(&visible(line)).into_iter().map(plain_piece).collect();
    let lines: Vec<String> = text.lines().map(line).collect();
    lines.join("\n")
}

fn plain_piece(piece: Piece<'_>) -> String {
    match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Code(code) => format!("`{code}`"),
        Piece::Link { words, address } => format!("{words} ({address})"),
        Piece::Address(address) => address.to_owned(),
    }
}

/// `line` without what a terminal would obey and what would turn the text around it, which rustc refuses in comments.
fn visible(line: &str) -> String {
    let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    line.chars().map(|c| if c.is_control() || turns(c) { ' ' } else { c }).collect()
}

/// Whether Markdown would take the line for a ruler, or for one below a heading.
fn is_ruler(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+' | b' '))
}

/// What has a meaning in Markdown gets a backslash.
fn escape(words: &str, into: &mut String) {
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let is_mark = match c {
            '[' | ']' | '<' | '>' | '`' | '*' | '_' | '\\' | '~' | '|' => true,
            // `&lt;`
            '&' => rest.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#'),
            _ => false,
        };
        if is_mark {
            into.push('\\');
        }
        into.push(c);
    }
}

/// The pieces of a line, which are all of it.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    // Where the words behind the last mark begin, and how far they were looked at.
    let (mut words, mut at) = (0, 0);
    while let Some(found) = line[at..].find(['`', '[', 'h']) {
        at += found;
        let Some((piece, len)) = mark(line, at) else {
            at += 1;
            continue;
        };
        pieces.extend([Piece::Words(&line[words..at]), piece]);
        at += len;
        words = at;
    }
    pieces.push(Piece::Words(&line[words..]));
    pieces
}

/// The mark that begins at `at`, and how many bytes it has.
fn mark(line: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let (before, text) = line.split_at(at);
    match text.as_bytes().first()? {
        b'`' if !before.ends_with('`') => span(text),
        b'[' => link(text),
        b'h' if !before.ends_with(char::is_alphanumeric) => {
            let address = address(text)?;
            Some((Piece::Address(address), address.len()))
        }
        _ => None,
    }
}

/// `` `code` ``
fn span(text: &str) -> Option<(Piece<'_>, usize)> {
    let (code, after) = text.strip_prefix('`')?.split_once('`')?;
    let is_code = !code.trim().is_empty() && !after.starts_with('`');
    is_code.then_some((Piece::Code(code), code.len() + 2))
}

/// `[words](address)`
fn link(text: &str) -> Option<(Piece<'_>, usize)> {
    let inner = text.strip_prefix('[')?;
    let (words, rest) = inner.split_at(inner.find(['[', ']'])?);
    let rest = rest.strip_prefix("](")?;
    let (address, end) = rest.split_at(rest.find(|c: char| c == ')' || !is_of_address(c))?);
    let is_link = end.starts_with(')') && !words.trim().is_empty() && self::address(address) == Some(address);
    is_link.then_some((Piece::Link { words, address }, words.len() + address.len() + "[]()".len()))
}

/// The address of a page that `text` begins with, without the sentence's punctuation behind it.
fn address(text: &str) -> Option<&str> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = Some(host).filter(|host| host.starts_with(char::is_alphanumeric))?;
    let end = host.find(|c: char| !is_of_address(c)).unwrap_or(host.len());
    let behind = ['.', ',', ';', ':', '!', '?', ')', '(', '\'', '*', '_'];
    Some(&text[..text.len() - host.len() + host[..end].trim_end_matches(behind).len()])
}

fn is_of_address(c: char) -> bool {
    !c.is_whitespace() && !"<>\"`|\\[]".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_mark_means_itself() {
        for (line, wanted) in [
            ("user_id of [User] & Co.", r"user\_id of \[User\] & Co."),
            ("a ` b", r"a \` b"),
            ("```tl", r"\`\`\`tl"),
            ("~~~", r"\~\~\~"),
            ("    four", "four"),
            ("# 1", r"\# 1"),
            ("---", r"\---"),
            ("a | b", r"a \| b"),
            ("&lt;b>", r"\&lt;b\>"),
            ("[x](User)", r"\[x\](User)"),
            ("[x](https://)", r"\[x\](https://)"),
            ("[[x](https://a)", r"\[[x](<https://a>)"),
            ("hhttp://a", "hhttp://a"),
            ("[x](https://a", r"\[x\](<https://a>"),
            ("[x](https://a\u{a0}b)", "\\[x\\](<https://a>\u{a0}b)"),
            ("[x](https://a b)", r"\[x\](<https://a> b)"),
            ("\r", ""),
            ("`a\n\u{202e}b` \u{1b}[1m", r"`a  b`  \[1m"),
        ] {
            assert_eq!(markdown(line), wanted, "{line}");
        }
    }

    #[test]
    fn marks_keep_their_meaning() {
        for (line, wanted) in [
            ("`a` `b_c`", "`a` `b_c`"),
            ("the `é`", "the `é`"),
            ("(https://a.org/b_c)", "(<https://a.org/b_c>)"),
            ("https://a.org/x?y=1&z=2, or", "<https://a.org/x?y=1&z=2>, or"),
            ("[a `b`_](https://a.org)", r"[a \`b\`\_](<https://a.org>)"),
        ] {
            assert_eq!(markdown(line), wanted, "{line}");
        }
    }

    fn len(piece: &Piece<'_>) -> usize {
        match piece {
            Piece::Words(words) => words.len(),
            Piece::Code(code) => code.len() + 2,
            Piece::Link { words, address } => words.len() + address.len() + 4,
            Piece::Address(address) => address.len(),
        }
    }

    #[test]
    fn many_half_links_take_no_time() {
        let line = "[h](https://a[".repeat(50_000);
        assert_eq!(pieces(&line).iter().map(len).sum::<usize>(), line.len());
    }

    proptest::proptest! {
        #[test]
        fn pieces_are_all_of_the_line(line in r"(`|\[|\]|\(|\)|https://|[a.é\u{a0}\n ]){0,30}") {
            proptest::prop_assert_eq!(pieces(&line).iter().map(len).sum::<usize>(), line.len());
            proptest::prop_assert!(!markdown(&line).contains(['\r', '\n']));
        }
    }
}
