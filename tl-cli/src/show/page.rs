//! Lays out text for the width of a terminal, and determines this width.

use std::env;
use std::fmt::{Display, Write};
use std::io;

use clap::builder::styling::{AnsiColor, Style};
use terminal_size::{Width, terminal_size_of};
use textwrap::{Options, WordSeparator, WordSplitter};
use tl_parser::docs::text::plain;

pub(super) const HEADING: Style = Style::new().bold();
pub(super) const NAME: Style = AnsiColor::Cyan.on_default();
pub(super) const ID: Style = AnsiColor::Yellow.on_default();

/// Indentation of parts, in columns.
const INDENT: usize = 2;

/// Width of prose that does not go to a terminal, in columns.
const PAGE: usize = 100;

/// Smaller numbers of columns are ignored, because no text would be readable.
const NARROWEST: usize = 20;

/// The number of columns of standard output, if it is a terminal or `COLUMNS` is set.
///
/// On a terminal, everything is wrapped or shortened to fit. In files and pipes, prose is wrapped at [`PAGE`] columns,
/// and declarations stay on one line each, so that other programs can search them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns(pub(crate) Option<usize>);

impl Columns {
    /// Returns the columns of standard output.
    pub(crate) fn of_stdout() -> Self {
        let terminal = terminal_size_of(io::stdout()).map(|(Width(columns), _)| columns.into());
        let variable = || env::var("COLUMNS").ok()?.parse().ok();
        Self(terminal.or_else(variable).filter(|&columns| columns >= NARROWEST))
    }

    /// Returns the width of prose.
    pub(crate) fn prose(self) -> usize {
        self.0.unwrap_or(PAGE)
    }

    /// Returns the width of declarations.
    pub(crate) fn code(self) -> usize {
        self.0.unwrap_or(usize::MAX)
    }
}

/// A text that grows line by line. Its styles are removed later if standard output has no colours.
pub(super) struct Page {
    text: String,
    columns: Columns,
}

impl Page {
    pub(super) fn new(columns: Columns) -> Self {
        Self { text: String::new(), columns }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Adds a line unchanged.
    pub(super) fn line(&mut self, line: impl Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{line}");
    }

    /// Adds an empty line and a heading.
    pub(super) fn heading(&mut self, heading: impl Display) {
        self.line(format_args!("\n{HEADING}{heading}{HEADING:#}"));
    }

    /// Adds a description. Each of its lines is wrapped.
    pub(super) fn prose(&mut self, text: &str, indent: usize) {
        for line in plain(text).lines() {
            let words: Vec<_> = line.split_whitespace().collect();
            self.wrapped(&words.join(" "), self.columns.prose(), indent, indent);
        }
    }

    /// Adds words that are not a description, such as names.
    pub(super) fn words(&mut self, words: &str) {
        self.wrapped(words, self.columns.prose(), INDENT, INDENT);
    }

    /// Adds a declaration or a part of one. If it is wrapped, its further lines are indented by `hanging` columns.
    pub(super) fn code(&mut self, line: &str, hanging: usize) {
        self.wrapped(line, self.columns.code(), INDENT, hanging);
    }

    /// Adds an empty line and rows of a name and a value. Rows without a value are left out.
    pub(super) fn rows(&mut self, rows: &[(&str, Option<String>)]) {
        let rows: Vec<_> = rows.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))).collect();
        let width = rows.iter().map(|(name, _)| name.len() + INDENT).max().unwrap_or_default();
        if width > 0 {
            self.line("");
        }
        for (name, value) in rows {
            self.line(format_args!("{name:width$}{value}"));
        }
    }

    /// Adds wrapped text. Words that do not fit on one line are not broken.
    fn wrapped(&mut self, text: &str, width: usize, indent: usize, hanging: usize) {
        let [indent, hanging] = [indent, hanging].map(|columns| " ".repeat(columns));
        let options = Options::new(width)
            .initial_indent(&indent)
            .subsequent_indent(&hanging)
            .break_words(false)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        textwrap::wrap(text, options).iter().for_each(|line| self.line(line));
    }
}

/// Returns a declaration with coloured name and id.
pub(super) fn declaration(text: &str) -> String {
    let (head, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
    match head.split_once('#') {
        Some((name, id)) => format!("{NAME}{name}{NAME:#}{ID}#{id}{ID:#}{rest}"),
        None => format!("{NAME}{head}{NAME:#}{rest}"),
    }
}
