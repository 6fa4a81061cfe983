//! Checks that the code in a page of `docs` is from a source file, so that it is compiled.

/// Returns the lines of a block without their common indentation.
fn dedented(block: &str) -> String {
    let lines = || block.lines().map(str::trim_end);
    let indents = lines().filter(|line| !line.is_empty()).map(|line| line.len() - line.trim_start().len());
    let indent = indents.min().unwrap_or_default();
    lines().map(|line| format!("{}\n", line.get(indent..).unwrap_or_default())).collect()
}

/// Checks that each of the `count` blocks of `language` in a page is in `source`.
#[track_caller]
pub(crate) fn assert_is_from(page: &str, language: &str, count: usize, source: &str) {
    let source = dedented(source);
    let begin = format!("```{language}\n");
    let pieces: Vec<_> = page.split(&begin).skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(pieces.len(), count);
    for piece in pieces {
        let is_there = source.lines().enumerate().any(|(start, _)| {
            let lines: Vec<_> = source.lines().skip(start).take(piece.lines().count()).collect();
            dedented(&lines.join("\n")) == piece
        });
        assert!(is_there, "{piece}");
    }
}
