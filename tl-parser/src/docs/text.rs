//! Converts documentation texts with their markup to Markdown and to plain text.
//!
//! Documentation texts are plain text with two kinds of markup:
//!
//! - code between single backticks, `` `like this` ``,
//! - web links, `[words](https://…)`, or addresses alone.
//!
//! Other markup of Markdown, HTML, rustdoc or mdBook has no effect: it is text like any other, and is escaped.
//! [Invisible characters](crate::invisible) are removed. Only this module escapes Markdown.
//! [`pieces`] returns the parts of a line for other formats.

use std::fmt::Write;

use crate::invisible;

/// A part of a line of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Plain text.
    Words(&'a str),
    /// Text between backticks, without them.
    Code(&'a str),
    /// `[words](address)`. The address begins with `https://` or `http://`.
    Link {
        /// The text of the link, which is not empty.
        words: &'a str,
        /// The target of the link.
        address: &'a str,
    },
    /// An address without words. It begins with `https://` or `http://`.
    Address(&'a str),
}

/// Returns `line` as one line of Markdown, for pages and for comments that rustdoc reads. All markup except code and
/// links is escaped.
///
/// ```
/// # use tl_parser::docs::text::markdown;
/// assert_eq!(markdown("a Vec<T> of `n < 3` [3]"), r"a Vec\<T> of `n < 3` \[3\]");
/// assert_eq!(markdown("see [the page](https://x.org/a) or https://x.org."), "see [the page](<https://x.org/a>) or <https://x.org>.");
/// assert_eq!(markdown("{{#include a}}"), r"\{\{#include a\}\}");
/// ```
#[must_use]
pub fn markdown(line: &str) -> String {
    written(line, is_directive)
}

/// Returns all lines of `text` as Markdown, each converted by [`markdown`]. Blank lines at the start and the end are
/// removed.
#[must_use]
pub fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(markdown).skip_while(String::is_empty).collect();
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    lines.truncate(end);
    lines
}

/// Returns whether `text` has no visible characters.
pub(crate) fn is_blank(text: &str) -> bool {
    invisible::remove(text).trim().is_empty()
}

/// Returns `text` as Markdown for one cell of a table. Lines are joined, and `|` is escaped, so that `text` cannot end
/// the cell.
///
/// ```
/// # use tl_parser::docs::text::cell;
/// assert_eq!(cell("a | b\nor `a|b`"), r"a \| b or <code>a&#124;b</code>");
/// ```
#[must_use]
pub fn cell(text: &str) -> String {
    // In Markdown, `|` ends a cell even within code. The escape `\|` does not prevent this if the code contains a
    // backslash before the `|`.
    let lines = text.lines().map(|line| written(line, |code| code.contains('|') || is_directive(code)));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns whether mdBook would interpret a part of `code` as a directive. Backticks do not prevent this.
fn is_directive(code: &str) -> bool {
    code.contains("{{")
}

/// Returns a line as Markdown. Code for which `is_html` returns `true` is written as HTML instead of between backticks.
fn written(line: &str, is_html: impl Fn(&str) -> bool) -> String {
    let line = invisible::remove(line);
    let line = line.trim();
    let mut text = String::with_capacity(line.len());
    for piece in pieces(line) {
        match piece {
            Piece::Words(words) => escape(words, &mut text),
            Piece::Code(code) if is_html(code) => html(code, &mut text),
            Piece::Code(code) => text.extend(["`", code, "`"]),
            Piece::Link { words, address } => {
                if text.ends_with('!') {
                    // If `!` directly precedes `[`, Markdown shows an image.
                    text.insert(text.len() - 1, '\\');
                }
                text.push('[');
                escape(words, &mut text);
                text.extend(["](<", &address.replace('&', "&amp;"), ">)"]);
            }
            Piece::Address(address) => text.extend(["<", address, ">"]),
        }
    }
    text
}

/// Writes code as HTML with all punctuation escaped, so that Markdown finds no markup in it.
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

/// Returns `text` as one line of Markdown with all markup escaped, including links and code.
///
/// ```
/// # use tl_parser::docs::text::literal;
/// assert_eq!(literal(" `a_b` "), r" \`a\_b\` ");
/// ```
#[must_use]
pub fn literal(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    escape(&invisible::remove(text), &mut escaped);
    escaped
}

/// Returns `code` between backticks, or unchanged if it contains a backtick.
#[must_use]
pub fn quoted(code: &str) -> String {
    match code.contains('`') {
        true => code.to_owned(),
        false => format!("`{code}`"),
    }
}

/// Returns `text` for a terminal. A link becomes its words, followed by its address in parentheses. Invisible
/// characters are escaped, and the rest is unchanged.
///
/// ```
/// # use tl_parser::docs::text::plain;
/// assert_eq!(plain("see [the `page`](https://x.org)"), "see the `page` (https://x.org)");
/// ```
#[must_use]
pub fn plain(text: &str) -> String {
    let line = |line| pieces(line).into_iter().map(plain_piece).collect();
    let lines: Vec<String> = invisible::escape(text).lines().map(line).collect();
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

/// Writes `words` with a backslash before each character that would be markup. This includes characters that are markup
/// only at the start of a line, because `words` can be at the start of a line.
fn escape(words: &str, into: &mut String) {
    let block = block_mark(words);
    let mut before = None;
    for (at, c) in words.char_indices() {
        let after = words[at + c.len_utf8()..].chars().next();
        if block == Some(at) || is_mark(before, c, after) {
            into.push('\\');
        }
        into.push(c);
        before = Some(c);
    }
}

/// Returns whether `c` can be markup within a line, in Markdown or in an extension of Markdown.
fn is_mark(before: Option<char>, c: char, after: Option<char>) -> bool {
    match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '|' | '^' | '$' | '{' | '}' | '"' | '\'' => true,
        // The start of an entity, such as `&lt;`.
        '&' => after.is_some_and(|after| after.is_ascii_alphanumeric() || after == '#'),
        // Some extensions replace two of these characters with a dash or an ellipsis.
        '-' | '.' => before == Some(c),
        // The start or the end of a heading.
        '#' => before.is_none_or(char::is_whitespace),
        _ => false,
    }
}

/// Returns the position of the character that makes `line` a quotation, a horizontal rule, the underline of a heading,
/// a definition, or an item of a list.
fn block_mark(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let first = line[digits..].chars().next()?;
    let rest = &line[digits + first.len_utf8()..];
    let is_item = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let is_block = match first {
        '.' | ')' => digits > 0 && is_item,
        '-' | '+' => digits == 0 && (is_item || rest.chars().all(is_of_ruler)),
        '=' => digits == 0 && rest.chars().all(is_of_ruler),
        '>' | ':' => digits == 0,
        _ => false,
    };
    is_block.then_some(digits)
}

/// Returns whether `c` can occur in a line of Markdown that underlines a heading, separates paragraphs, or separates
/// the head of a table from its body.
fn is_of_ruler(c: char) -> bool {
    matches!(c, '-' | '=' | '+' | ':' | '|' | ' ')
}

/// Splits a line of a description into its parts.
///
/// The parts contain the [invisible characters](crate::invisible) of the line, so remove those first.
///
/// ```
/// # use tl_parser::docs::text::{Piece, pieces};
/// let parts = pieces("see `a` or https://x.org.");
/// assert_eq!(parts[1..4], [Piece::Code("a"), Piece::Words(" or "), Piece::Address("https://x.org")]);
/// ```
#[must_use]
pub fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    // `words` is the position after the last markup, and `at` is the position that the search has reached.
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

/// Returns the markup that begins at `at`, and its length in bytes.
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

/// Parses code, `` `code` ``, at the start of `text`.
fn span(text: &str) -> Option<(Piece<'_>, usize)> {
    let (code, after) = text.strip_prefix('`')?.split_once('`')?;
    let is_code = !code.trim().is_empty() && !after.starts_with('`');
    is_code.then_some((Piece::Code(code), code.len() + 2))
}

/// Parses a link, `[words](address)`, at the start of `text`.
fn link(text: &str) -> Option<(Piece<'_>, usize)> {
    let inner = text.strip_prefix('[')?;
    let (words, rest) = inner.split_at(inner.find(['[', ']'])?);
    let rest = rest.strip_prefix("](")?;
    let (address, end) = rest.split_at(rest.find(|c: char| c == ')' || !is_of_address(c))?);
    let is_link = end.starts_with(')') && !words.trim().is_empty() && self::address(address) == Some(address);
    is_link.then_some((Piece::Link { words, address }, words.len() + address.len() + "[]()".len()))
}

/// Returns the web address at the start of `text`, without the punctuation that follows it in a sentence.
fn address(text: &str) -> Option<&str> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = Some(host).filter(|host| host.starts_with(char::is_alphanumeric))?;
    let end = host.find(|c: char| !is_of_address(c)).unwrap_or(host.len());
    let behind = ['.', ',', ';', ':', '!', '?', ')', '(', '\'', '*', '_'];
    Some(&text[..text.len() - host.len() + host[..end].trim_end_matches(behind).len()])
}

fn is_of_address(c: char) -> bool {
    !c.is_whitespace() && !"<>\"`|\\[]{}^".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_markup_except_code_and_links_is_escaped() {
        for (line, wanted) in [
            ("user_id of [User] & Co.", r"user\_id of \[User\] & Co."),
            ("a ` b", r"a \` b"),
            ("```tl", r"\`\`\`tl"),
            ("~~~", r"\~\~\~"),
            ("    four", "four"),
            ("# 1", r"\# 1"),
            ("a#1 # b", r"a#1 \# b"),
            ("---", r"\-\-\-"),
            ("===", r"\==="),
            ("-:", r"\-:"),
            ("- a", r"\- a"),
            ("+\ta", r"\+ a"),
            ("-1 + 1", "-1 + 1"),
            ("a -- b", r"a -\- b"),
            ("a...", r"a.\.\."),
            (": a", r"\: a"),
            ("> a > b", r"\> a > b"),
            ("12. a", r"12\. a"),
            ("1) a", r"1\) a"),
            ("1.5 a", "1.5 a"),
            ("a | b", r"a \| b"),
            ("x^2 $a$ \"b\" it's", r#"x\^2 \$a\$ \"b\" it\'s"#),
            ("&lt;b>", r"\&lt;b>"),
            ("a {#id}", r"a \{#id\}"),
            (r"\{{#include a}}", r"\\\{\{#include a\}\}"),
            ("`{{#title a}}`", "<code>&#123;&#123;&#35;title a&#125;&#125;</code>"),
            ("[x](User)", r"\[x\](User)"),
            ("[x](javascript:a)", r"\[x\](javascript:a)"),
            ("[x]: https://a", r"\[x\]: <https://a>"),
            ("[x](https://)", r"\[x\](https://)"),
            ("[[x](https://a)", r"\[[x](<https://a>)"),
            ("![x](a)", r"!\[x\](a)"),
            ("Wow![x](https://a)!", r"Wow\![x](<https://a>)!"),
            ("[x](https://a?b&lt;c)", "[x](<https://a?b&amp;lt;c>)"),
            ("hhttp://a", "hhttp://a"),
            ("[x](https://a", r"\[x\](<https://a>"),
            ("[x](https://a\u{a0}b)", "\\[x\\](<https://a>\u{a0}b)"),
            ("[x](https://a b)", r"\[x\](<https://a> b)"),
            ("https://a/{b}", r"<https://a/>\{b\}"),
            ("\r", ""),
            ("`a\n\u{202e}b` \u{1b}[1m", r"`a b` \[1m"),
        ] {
            assert_eq!(markdown(line), wanted, "{line}");
        }
    }

    #[test]
    fn a_cell_is_one_line_without_an_unescaped_bar() {
        for (text, wanted) in [
            ("a\n\nb\r\nc", "a b c"),
            ("a|b `c_d` [x|y](https://a)", r"a\|b `c_d` [x\|y](<https://a>)"),
            (r"`a\|b`", "<code>a&#92;&#124;b</code>"),
            ("`<b|`", "<code>&#60;b&#124;</code>"),
            ("`{{`", "<code>&#123;&#123;</code>"),
        ] {
            assert_eq!(cell(text), wanted, "{text}");
        }
    }

    #[test]
    fn links_and_code_are_kept() {
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
    fn many_unfinished_links_are_parsed_fast() {
        let line = "[h](https://a[".repeat(50_000);
        assert_eq!(pieces(&line).iter().map(len).sum::<usize>(), line.len());
    }

    proptest::proptest! {
        #[test]
        fn pieces_cover_the_whole_line(line in r"(`|\[|\]|\(|\)|https://|[a.é\u{a0}\n ]){0,30}") {
            proptest::prop_assert_eq!(pieces(&line).iter().map(len).sum::<usize>(), line.len());
            proptest::prop_assert!(!markdown(&line).contains(['\r', '\n']));
        }
    }
}
