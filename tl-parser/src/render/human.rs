//! Formats diagnostics with their source lines, in the style of rustc.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Patch, Renderer, Snippet};

use super::lines::{LONGEST, lines_of, text, within};
use crate::invisible::{escape, escape_line, replace};
use crate::{Diagnostic, Diagnostics, FileId, Label, Severity, SourceMap, Suggestion};

/// Formats the first 50 diagnostics with their source lines. If there are more, the number of the remaining ones
/// follows. Invisible characters are escaped in messages, and replaced with symbols in source lines.
///
/// ```
/// let mut sources = tl_parser::SourceMap::new();
/// let file = sources.add("api.tl", "a x:int, y:int = A;")?;
/// let found = tl_parser::parse(&sources, file).diagnostics;
/// let text = tl_parser::render::human(&found, &sources, false);
/// assert!(text.starts_with("error[TL0112]: expected a field or `=`, found `,`\n --> api.tl:1:8\n"));
/// # Ok::<(), tl_parser::TooLarge>(())
/// ```
#[must_use]
pub fn human(diagnostics: &Diagnostics, sources: &SourceMap, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    super::first(diagnostics, |diagnostic| renderer.render(&groups(diagnostic, sources)))
}

/// Returns the description of the problem, and the suggested change if there is one.
fn groups<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(escape_line(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut problem = title.elements(places(diagnostic, sources));
    problem = problem.elements(diagnostic.notes.iter().map(|note| Level::NOTE.message(escape(note))));
    let Some(help) = &diagnostic.help else { return vec![problem] };
    match diagnostic.suggestion.as_ref().and_then(|suggestion| patched(suggestion, sources)) {
        Some(patched) => vec![problem, Level::HELP.secondary_title(escape(help)).element(patched)],
        None => vec![problem.element(Level::HELP.message(escape(help)))],
    }
}

/// Returns the labels with their source lines. Labels that are close to each other share one region of lines.
fn places<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Vec<Element<'a>> {
    let mut elements = Vec::new();
    let mut open = Region::around(&diagnostic.primary, AnnotationKind::Primary, sources);
    for label in &diagnostic.secondary {
        let next = Region::around(label, AnnotationKind::Context, sources);
        match open.merged(next) {
            Ok(both) => open = both,
            Err((before, next)) => {
                elements.push(before.draw(sources));
                open = next;
            }
        }
    }
    elements.push(open.draw(sources));
    elements
}

/// Whole lines of a file, and the labels within them.
struct Region<'a> {
    file: FileId,
    /// The lines as a range of bytes of the file's text.
    lines: Range<usize>,
    labels: Vec<(AnnotationKind, &'a Label)>,
}

impl<'a> Region<'a> {
    fn around(label: &'a Label, kind: AnnotationKind, sources: &SourceMap) -> Self {
        let file = sources.file_of(label.span);
        Self { file, lines: lines_of(label.span, sources), labels: vec![(kind, label)] }
    }

    /// Merges two regions of the same file, if the result is short enough. Otherwise returns both.
    fn merged(mut self, mut next: Self) -> Result<Self, (Self, Self)> {
        let lines = self.lines.start.min(next.lines.start)..self.lines.end.max(next.lines.end);
        if self.file != next.file || lines.len() > LONGEST {
            return Err((self, next));
        }
        self.labels.append(&mut next.labels);
        Ok(Self { lines, ..self })
    }

    /// Draws the lines with their labels, or only the position if the lines are too long.
    fn draw(self, sources: &'a SourceMap) -> Element<'a> {
        let path = escape_line(sources.name(self.file));
        if self.lines.len() > LONGEST {
            let position = sources.position(self.labels[0].1.span);
            let place = Origin::path(path).line(position.line as usize).char_column(position.column as usize);
            return place.into();
        }
        let annotations = self.labels.iter().map(|(kind, label)| {
            kind.span(within(label.span, self.file, &self.lines, sources)).label(escape_line(&label.text))
        });
        snippet(self.file, &self.lines, sources).annotations(annotations).into()
    }
}

/// Returns the source lines of `suggestion` with the suggestion applied. Returns `None` for lines that are too long,
/// and for JSON files, because the suggestion changes the TL that was made from the JSON.
fn patched<'a>(suggestion: &'a Suggestion, sources: &'a SourceMap) -> Option<Snippet<'a, Patch<'a>>> {
    let (file, lines) = (sources.file_of(suggestion.span), lines_of(suggestion.span, sources));
    if sources.is_derived(file) || lines.len() > LONGEST {
        return None;
    }
    let patch = Patch::new(within(suggestion.span, file, &lines, sources), escape(&suggestion.replacement));
    Some(snippet(file, &lines, sources).patch(patch))
}

fn snippet<'a, T: Clone>(file: FileId, lines: &Range<usize>, sources: &'a SourceMap) -> Snippet<'a, T> {
    let line = sources.shown_line(file, lines.start);
    let text = replace(text(file, lines, sources));
    Snippet::source(text).line_start(line as usize).path(escape_line(sources.name(file)))
}
