//! Wraps text to the width of the terminal, and determines this width.

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

/// Number of spaces before names and declarations, and between names and values in [`Page::rows`].
const INDENT: usize = 2;

/// Width of descriptions if the width of standard output is unknown, in columns.
const PAGE: usize = 100;

/// Minimum width of a terminal, in columns. Smaller widths are ignored, because text would be unreadable.
const NARROWEST: usize = 20;

/// The width of standard output in columns, if it is a terminal or `COLUMNS` is set.
///
/// Descriptions, declarations and lists are wrapped or shortened to this width. If it is unknown, descriptions are
/// wrapped at [`PAGE`] columns, and each declaration is on one line, so that other programs can search for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns(pub(crate) Option<usize>);

impl Columns {
    /// Returns the width of standard output.
    pub(crate) fn of_stdout() -> Self {
        let terminal = terminal_size_of(io::stdout()).map(|(Width(columns), _)| columns.into());
        let variable = || env::var("COLUMNS").ok()?.parse().ok();
        Self(terminal.or_else(variable).filter(|&columns| columns >= NARROWEST))
    }

    /// Returns the width for descriptions.
    pub(crate) fn prose(self) -> usize {
        self.0.unwrap_or(PAGE)
    }

    /// Returns the width for declarations.
    pub(crate) fn code(self) -> usize {
        self.0.unwrap_or(usize::MAX)
    }
}

/// A text that is written line by line. It contains styles, which are removed later if standard output has no colours.
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
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    /// Adds an empty line and a heading.
    pub(super) fn heading(&mut self, heading: impl Display) {
        self.line(format_args!("\n{HEADING}{heading}{HEADING:#}"));
    }

    /// Adds a description. Wraps each of its lines.
    pub(super) fn prose(&mut self, text: &str, indent: usize) {
        for line in plain(text).lines() {
            let words: Vec<_> = line.split_whitespace().collect();
            self.wrapped(&words.join(" "), self.columns.prose(), indent, indent);
        }
    }

    /// Adds text that is not a description, such as a list of names.
    pub(super) fn words(&mut self, words: &str) {
        self.wrapped(words, self.columns.prose(), INDENT, INDENT);
    }

    /// Adds a declaration or a part of a declaration. If it is wrapped, the further lines are indented by `hanging`
    /// columns.
    pub(super) fn code(&mut self, line: &str, hanging: usize) {
        self.wrapped(line, self.columns.code(), INDENT, hanging);
    }

    /// Adds an empty line, followed by rows of a name and a value. Omits rows without a value.
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

    /// Adds wrapped text. A word that is too long for a line is not broken.
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

/// Returns a declaration in which the name and the id are coloured.
pub(super) fn declaration(text: &str) -> String {
    let (head, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
    match head.split_once('#') {
        Some((name, id)) => format!("{NAME}{name}{NAME:#}{ID}#{id}{ID:#}{rest}"),
        None => format!("{NAME}{head}{NAME:#}{rest}"),
    }
}
