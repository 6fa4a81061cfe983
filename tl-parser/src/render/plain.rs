//! Formats diagnostics with one source line for each label, without a library for drawing.

use super::lines::{LONGEST, lines_of, text, within};
use crate::invisible::{escape, escape_line, replace};
use crate::{Diagnostic, Diagnostics, Label, SourceMap};

/// Formats the first 50 diagnostics with the first source line of each label. If there are more, the number of the
/// remaining ones follows. Invisible characters are escaped in messages, and replaced with symbols in source lines.
///
/// Build scripts use this function, because it needs no other crate. With the feature `render`, `human` draws all lines
/// of a label, and draws suggestions as changed source lines.
///
/// ```
/// let mut sources = tl_parser::SourceMap::new();
/// let file = sources.add("api.tl", "a x:int, y:int = A;")?;
/// let found = tl_parser::parse(&sources, file).diagnostics;
/// let text = tl_parser::render::plain(&found, &sources);
/// assert_eq!(text, "\
/// error[TL0112]: expected a field or `=`, found `,`
///  --> api.tl:1:8
///   |
/// 1 | a x:int, y:int = A;
///   |        ^ not between fields
///   = help: fields are separated by spaces; remove the comma
/// ");
/// # Ok::<(), tl_parser::TooLarge>(())
/// ```
#[must_use]
pub fn plain(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    super::first(diagnostics, |diagnostic| report(diagnostic, sources))
}

fn report(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let Diagnostic { code, severity, message, primary, secondary, notes, help, suggestion: _ } = diagnostic;
    let labels = [(primary, "-->", "^")].into_iter().chain(secondary.iter().map(|label| (label, ":::", "-")));
    let number = |label: &Label| sources.position(label.span).line.to_string();
    let width = labels.clone().map(|(label, ..)| number(label).len()).max().unwrap_or_default();
    let margin = " ".repeat(width);
    let mut lines = vec![format!("{}[{code}]: {}", severity.as_str(), escape_line(message))];
    for (label, arrow, mark) in labels {
        let place = crate::diagnostic::place(sources, label.span);
        lines.push(format!("{margin}{arrow} {}", escape_line(&place)));
        if let Some((line, marks)) = drawn(label, mark, sources) {
            let number = number(label);
            lines.push(format!("{margin} |"));
            lines.push(format!("{number:width$} | {line}"));
            lines.push(format!("{margin} | {marks}"));
        }
    }
    let facts = notes.iter().map(|note| ("note", note)).chain(help.iter().map(|help| ("help", help)));
    lines.extend(facts.map(|(kind, fact)| format!("{margin} = {kind}: {}", escape(fact))));
    lines.join("\n")
}

/// Returns the first line of a label, and the line below it with the marks and the label's text. Returns `None` if the
/// source lines of the label are too long.
fn drawn(label: &Label, mark: &str, sources: &SourceMap) -> Option<(String, String)> {
    let file = sources.file_of(label.span);
    let lines = lines_of(label.span, sources);
    if lines.len() > LONGEST {
        return None;
    }
    let shown = replace(text(file, &lines, sources));
    let place = within(label.span, file, &lines, sources);
    let line = shown.lines().next().unwrap_or_default();
    let before = line.get(..place.start).unwrap_or(line);
    let blanks: String = before.chars().map(|char| if char == '\t' { char } else { ' ' }).collect();
    let marked = line.get(place.start..place.end.min(line.len())).unwrap_or_default();
    let marks = mark.repeat(marked.chars().count().max(1));
    let marks = format!("{blanks}{marks} {}", escape_line(&label.text));
    Some((line.trim_end().to_owned(), marks.trim_end().to_owned()))
}
