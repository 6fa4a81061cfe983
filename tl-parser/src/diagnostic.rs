//! Diagnostics as data. This module does not print; `render` turns diagnostics into text.

use crate::{SourceMap, Span};

/// A problem: its description, its position in the source, and help.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The stable code, such as `TL0201`. `codes` explains the codes of this crate.
    pub code: Code,
    /// The severity of the problem.
    pub severity: Severity,
    /// The description of the problem: one line without a full stop.
    pub message: String,
    /// The position of the problem.
    pub primary: Label,
    /// Other relevant positions, such as the first declaration of a name.
    pub secondary: Vec<Label>,
    /// Additional facts.
    pub notes: Vec<String>,
    /// Advice for fixing the problem.
    pub help: Option<String>,
    /// A replacement that would fix the problem.
    pub suggestion: Option<Suggestion>,
}

/// A stable code: `TL` and four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub(crate) &'static str);

impl Code {
    /// Creates a code for diagnostics of another crate.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self(code)
    }

    /// Returns the code as text, such as `TL0201`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.0)
    }
}

/// A code and its explanation, which `tl explain` prints.
#[derive(Clone, Copy, Debug)]
pub struct Explained {
    /// The code.
    pub code: Code,
    /// The explanation in a few sentences: the meaning of the problem, and usually an example and a way to fix it.
    pub text: &'static str,
}

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The schema can be used, but should probably be changed.
    Warning,
    /// The schema cannot be used.
    Error,
}

impl Severity {
    /// Returns `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A position in the source, with a short text about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The position.
    pub span: Span,
    /// A few words, such as `not defined`.
    pub text: String,
}

/// A replacement that would fix the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The text to replace.
    pub span: Span,
    /// The new text.
    pub replacement: String,
}

impl Diagnostic {
    /// Creates a problem with one position. `label` describes that position in a few words.
    pub fn new(code: Code, severity: Severity, message: impl Into<String>, span: Span, label: &str) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            primary: Label { span, text: label.to_owned() },
            secondary: Vec::new(),
            notes: Vec::new(),
            help: None,
            suggestion: None,
        }
    }

    /// Adds another position with a label.
    #[must_use]
    pub fn also(mut self, span: Span, text: &str) -> Self {
        self.secondary.push(Label { span, text: text.to_owned() });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Sets the advice for fixing the problem.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the replacement that would fix the problem.
    #[must_use]
    pub fn suggest(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.suggestion = Some(Suggestion { span, replacement: replacement.into() });
        self
    }
}

/// A list of problems. After a call of [`sort`](Self::sort), they are in the order of their positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Returns whether any problem is an error, so that the schema cannot be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// Returns the number of problems with the given severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }

    /// Adds one problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds a note to the first error.
    pub fn note_first(&mut self, note: impl Into<String>) {
        if let Some(first) = self.list.iter_mut().find(|d| d.severity == Severity::Error) {
            first.notes.push(note.into());
        }
    }

    /// Sorts the problems by position. At the same position, errors precede warnings, and equally severe problems are
    /// sorted by code.
    pub fn sort(&mut self) {
        self.list.sort_by_key(|d| (d.primary.span, std::cmp::Reverse(d.severity), d.code));
    }

    /// Returns an iterator over the problems.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Returns the number of problems.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns whether the list of problems is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, more: I) {
        self.list.extend(more);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Returns the start of `span` as `path:line:column`.
pub(crate) fn place(sources: &SourceMap, span: Span) -> String {
    let position = sources.position(span);
    format!("{}:{}:{}", sources.name(sources.file_of(span)), position.line, position.column)
}
