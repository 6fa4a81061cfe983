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
    match text.contains(['`', '\r', '\n']) || text.trim().is_empty() {
        true => markdown(text),
        false => format!("`{text}`"),
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
    let lines: Vec<String> = text.lines().map(|line| pieces(line).map(plain_piece).collect()).collect();
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

/// Whether Markdown would take the line for a ruler, or for one below a heading.
fn is_ruler(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+' | b' '))
}

/// What has a meaning in Markdown gets a backslash. A carriage return cannot stand in a comment.
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
        into.push(if matches!(c, '\r' | '\n') { ' ' } else { c });
    }
}

/// The pieces of a line, which are all of it.
fn pieces(line: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = line;
    // A mark that was found behind words, and its length.
    let mut next = None;
    std::iter::from_fn(move || {
        if let Some((piece, len)) = next.take() {
            rest = &rest[len..];
            return Some(piece);
        }
        if rest.is_empty() {
            return None;
        }
        let starts = rest.char_indices().filter(|&(_, c)| matches!(c, '`' | '[' | 'h')).map(|(at, _)| at);
        let mut marks = starts.filter_map(|at| Some((at, mark(rest, at)?)));
        let (words, found) = match marks.next() {
            Some((at, found)) => (&rest[..at], Some(found)),
            None => (rest, None),
        };
        rest = &rest[words.len()..];
        match found {
            Some((piece, len)) if words.is_empty() => {
                rest = &rest[len..];
                Some(piece)
            }
            found => {
                next = found;
                Some(Piece::Words(words))
            }
        }
    })
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
    let is_code = !code.trim().is_empty() && !code.contains(['\r', '\n']) && !after.starts_with('`');
    is_code.then_some((Piece::Code(code), code.len() + 2))
}

/// `[words](address)`
fn link(text: &str) -> Option<(Piece<'_>, usize)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, _) = rest.split_once(')')?;
    let is_link = !words.trim().is_empty() && !words.contains('[') && self::address(address) == Some(address);
    is_link.then_some((Piece::Link { words, address }, words.len() + address.len() + "[]()".len()))
}

/// The address of a page that `text` begins with, without the sentence's punctuation behind it.
fn address(text: &str) -> Option<&str> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let scheme = text.len() - host.len();
    let end = host.find(|c: char| c.is_whitespace() || "<>\"`|\\[]".contains(c)).unwrap_or(host.len());
    let host = host[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '(', '\'', '*', '_']);
    host.starts_with(char::is_alphanumeric).then(|| &text[..scheme + host.len()])
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
            ("\r", ""),
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

    #[test]
    fn pieces_are_all_of_the_line() {
        for line in ["", "`", "a `b` c", "h [a](https://b) `", "é`é`é", "http://x [", "[](https://a)"] {
            let lens = pieces(line).map(|piece| match piece {
                Piece::Words(words) => words.len(),
                Piece::Code(code) => code.len() + 2,
                Piece::Link { words, address } => words.len() + address.len() + 4,
                Piece::Address(address) => address.len(),
            });
            assert_eq!(lens.sum::<usize>(), line.len(), "{line}");
        }
    }
}
