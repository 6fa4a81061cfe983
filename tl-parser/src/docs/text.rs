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
    written(line, backticks)
}

/// `text` as Markdown for one cell of a table: its lines stand in one, and nothing in it ends the cell.
///
/// ```
/// # use tl_parser::docs::text::cell;
/// assert_eq!(cell("a | b\nor `a|b`"), r"a \| b or <code>a&#124;b</code>");
/// ```
#[must_use]
pub fn cell(text: &str) -> String {
    // A cell ends at `|` in code too, and no backslash helps there if one stands before it.
    let code = |code: &str, text: &mut String| match code.contains('|') {
        true => html(code, text),
        false => backticks(code, text),
    };
    let lines: Vec<String> =
        text.lines().map(|line| written(line, code)).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

/// A line as Markdown, its code as `put` writes it.
fn written(line: &str, put: impl Fn(&str, &mut String)) -> String {
    let line = &visible(line);
    let line = line.trim();
    let mut text = String::with_capacity(line.len());
    let plain = number(line);
    text.push_str(&line[..plain]);
    let line = &line[plain..];
    if plain > 0 || begins_block(line) {
        text.push('\\');
    }
    for piece in pieces(line) {
        match piece {
            Piece::Words(words) => escape(words, &mut text),
            Piece::Code(code) => put(code, &mut text),
            Piece::Link { words, address } => {
                text.push('[');
                escape(words, &mut text);
                text.extend(["](<", address, ">)"]);
            }
            Piece::Address(address) => text.extend(["<", address, ">"]),
        }
    }
    text
}

fn backticks(code: &str, into: &mut String) {
    into.extend(["`", code, "`"]);
}

/// Code in the words of HTML, without a character that is a mark of Markdown.
fn html(code: &str, into: &mut String) {
    into.push_str("<code>");
    for c in code.chars() {
        // Writing to a String cannot fail.
        let _ = match c.is_ascii_punctuation() {
            true => write!(into, "&#{};", u32::from(c)),
            false => write!(into, "{c}"),
        };
    }
    into.push_str("</code>");
}

/// `text` as Markdown in which nothing is a mark.
///
/// ```
/// # use tl_parser::docs::text::literal;
/// assert_eq!(literal(" `a_b` "), r" \`a\_b\` ");
/// ```
#[must_use]
pub fn literal(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    escape(&visible(text), &mut escaped);
    escaped
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

/// Whether Markdown would take the line for a heading, a ruler or an item of a list.
fn begins_block(line: &str) -> bool {
    let is_ruler = !line.is_empty() && line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+' | b' '));
    is_ruler || line.starts_with('#') || line.starts_with("- ") || line.starts_with("+ ")
}

/// How long the number is that makes an item of a list of the line; 0 where it does not.
fn number(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_item =
        line[digits..].strip_prefix(['.', ')']).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if is_item { digits } else { 0 }
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
            ("- a", r"\- a"),
            ("-1 + 1", "-1 + 1"),
            ("12. a", r"12\. a"),
            ("1) a", r"1\) a"),
            ("1.5 a", "1.5 a"),
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
    fn a_cell_is_one_line_without_a_bar() {
        for (text, wanted) in [
            ("a\n\nb\r\nc", "a b c"),
            ("a|b `c_d` [x|y](https://a)", r"a\|b `c_d` [x\|y](<https://a>)"),
            (r"`a\|b`", "<code>a&#92;&#124;b</code>"),
            ("`<b|`", "<code>&#60;b&#124;</code>"),
        ] {
            assert_eq!(cell(text), wanted, "{text}");
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
