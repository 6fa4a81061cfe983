//! What is wrong with a schema, as data. Nothing here prints; `render` draws it.

use crate::{SourceMap, Span};

/// One problem: what, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The stable code, such as `TL0201`; `codes::explain` says more about it.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One line without a full stop.
    pub message: String,
    /// The place to look at first.
    pub primary: Label,
    /// Other places that matter, such as the first declaration of a name.
    pub secondary: Vec<Label>,
    /// Facts that belong to the message.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Text that would mend it.
    pub suggestion: Option<Suggestion>,
}

/// A stable code: `TL` and four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub(crate) &'static str);

impl Code {
    /// A code of a tool that builds on this crate.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self(code)
    }

    /// `TL0201`.
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

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The schema can be used, and probably should be changed.
    Warning,
    /// The schema cannot be used.
    Error,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place and what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words, such as `not defined`.
    pub text: String,
}

/// A replacement that would mend the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What to replace.
    pub span: Span,
    /// With what.
    pub replacement: String,
}

impl Diagnostic {
    /// A problem with one place; `label` says in a few words what stands there.
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

    /// With another place.
    #[must_use]
    pub fn also(mut self, span: Span, text: &str) -> Self {
        self.secondary.push(Label { span, text: text.to_owned() });
        self
    }

    /// With a fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// With what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With a text that would mend it.
    #[must_use]
    pub fn suggest(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.suggestion = Some(Suggestion { span, replacement: replacement.into() });
        self
    }
}

/// The problems of one run, in the order of their places once [`sort`](Self::sort) was called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Whether anything forbids the use of the schema.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many problems there are of one severity.
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

    /// Orders the problems by place; those of one place by severity, worst first, then by code.
    pub fn sort(&mut self) {
        self.list.sort_by_key(|d| (d.primary.span, std::cmp::Reverse(d.severity), d.code));
    }

    /// The problems.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
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

/// `path:line:column` of the start of `span`.
pub(crate) fn place(sources: &SourceMap, span: Span) -> String {
    let position = sources.position(span);
    format!("{}:{}:{}", sources.name(sources.file_of(span)), position.line, position.column)
}
