//! Extracts lines of documentation from comments, and reads the comment `// LAYER n`.

use super::context::Context;
use crate::ast::Comment;
use crate::codes::lints;

/// A line of a comment, without marks such as `//` and `/*`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// The position of the line in the source map.
    pub(super) start: u32,
    /// Whether the line directly follows `//`, without a space.
    pub(super) is_tight: bool,
}

/// Returns the lines of `comments` that are documentation. Omits lines without words, lines that begin with a separator
/// such as `---`, commented-out code, and the comments `// LAYER n` and `// tl: allow(…)`.
pub(super) fn lines<'a>(comments: &[&Comment<'a>]) -> Vec<Line<'a>> {
    let comments = comments.iter().filter(|comment| read_layer(comment.text).is_none());
    comments.flat_map(|comment| split(comment)).filter(|line| is_text(line.text)).collect()
}

fn split<'a>(comment: &Comment<'a>) -> Vec<Line<'a>> {
    let text = comment.text.strip_suffix("*/").map_or(comment.text, |text| text.trim_end_matches('*'));
    let block = comment.text.starts_with("/*");
    let mut start = comment.span.start;
    let lines = text.split('\n').map(|raw| {
        let marks = |c: char| c.is_whitespace() || c == '/' || (block && c == '*');
        let text = raw.trim_start_matches(marks);
        let (mark, _) = raw.split_at(raw.len() - text.len());
        let is_tight = !block && mark.ends_with('/');
        let line = Line { text: text.trim_end(), start: start + mark.len() as u32, is_tight };
        start += raw.len() as u32 + 1;
        line
    });
    lines.collect()
}

fn is_text(line: &str) -> bool {
    let words = line.chars().any(char::is_alphanumeric);
    let separator = ["---", "===", "***", "###", "~~~"].iter().any(|mark| line.starts_with(mark));
    words && !separator && !line.starts_with("tl: allow(") && !is_code(line)
}

/// Returns whether a line is commented-out code, such as `user id:int = User;` or `id:int`.
fn is_code(line: &str) -> bool {
    let declaration = line.ends_with(';') && line.contains('=');
    let first = line.split(' ').next().unwrap_or_default();
    let field = first.split_once(':').is_some_and(|(name, ty)| {
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        is_name && !ty.is_empty() && !ty.starts_with("//")
    });
    declaration || field
}

/// Joins the texts of all lines. Returns `None` if there are no lines.
pub(super) fn join(lines: &[Line<'_>]) -> Option<String> {
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// Returns the number from the first comment `// LAYER n`. Warns about later comments with other numbers.
pub(super) fn layer<'a>(comments: impl Iterator<Item = &'a Comment<'a>>, cx: &mut Context) -> Option<u32> {
    let mut layers = comments.filter_map(|comment| Some((read_layer(comment.text)?, comment.span)));
    let (layer, first) = layers.next()?;
    for (other, span) in layers {
        if other != layer {
            cx.report(lints::layers_differ(layer, first, other, span));
        }
    }
    Some(layer)
}

/// Returns the number if the whole comment is `// LAYER n`.
fn read_layer(comment: &str) -> Option<u32> {
    let digits = comment.strip_prefix("//")?.trim().strip_prefix("LAYER")?.trim_start();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

    fn texts(text: &str) -> Vec<&str> {
        let span = Span { start: 10, end: 10 + text.len() as u32 };
        let comment = Comment { text, span, blank_before: false, own_line: true };
        lines(&[&comment]).iter().map(|line| line.text).collect()
    }

    #[test]
    fn comment_marks_are_removed() {
        assert_eq!(texts("// A user."), ["A user."]);
        assert_eq!(texts("///@description A user"), ["@description A user"]);
        assert_eq!(texts("/* A user.\n * Or a bot.\n */"), ["A user.", "Or a bot."]);
        assert_eq!(texts("/** A user. **/"), ["A user."]);
    }

    #[test]
    fn comments_that_are_not_documentation_are_omitted() {
        for comment in ["/////", "//----- Users", "// LAYER 82", "//a#1 x:int = A;", "// x:vector<int>", "//"]
        {
            assert_eq!(texts(comment), [""; 0], "{comment}");
        }
        assert_eq!(texts("// see https://x.org"), ["see https://x.org"]);
        assert_eq!(texts("// Note: unstable"), ["Note: unstable"]);
    }

    #[test]
    fn a_layer_must_be_the_whole_comment() {
        assert_eq!(read_layer("// LAYER 82"), Some(82));
        assert_eq!(read_layer("//LAYER82 "), Some(82));
        assert_eq!(read_layer("// layer 82"), None);
        assert_eq!(read_layer("// LAYER 82 of the api"), None);
        assert_eq!(read_layer("/// LAYER 82"), None);
        assert_eq!(read_layer("// LAYER +1"), None);
    }
}
