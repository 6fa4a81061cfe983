//! Prints results on standard output, and problems on standard error or as JSON.
//!
//! Text for people is written with [`Report::say`], [`Report::show`], [`Report::note`] and [`Report::error`], which
//! escape invisible characters. [`Report::json`] escapes them in the syntax of JSON. Text for [`Report::styled`] and
//! [`Report::data`] is not escaped.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Stderr, StdoutLock, Write};

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Style};
use serde::Serialize;
use tl_codegen::Warnings;
use tl_parser::invisible::{escape, escape_json};
use tl_parser::schema::ChosenDialect;
use tl_parser::{Diagnostics, Severity, SourceMap, render};

use crate::error::{Error, ErrorKind, ErrorPlace};
use crate::options::{MessageFormat, Options};
use crate::progress;

/// Standard output, standard error, and the format of messages.
pub(crate) struct Report {
    format: MessageFormat,
    json_to_err: bool,
    is_coloured: bool,
    out: BufWriter<IgnoreBrokenPipe<StdoutLock<'static>>>,
    err: BufWriter<IgnoreBrokenPipe<AutoStream<Stderr>>>,
}

impl Report {
    pub(crate) fn new(options: Options) -> Self {
        let err = AutoStream::new(io::stderr(), options.color.into());
        let mut out = io::stdout().lock();
        Self {
            format: options.message_format,
            json_to_err: false,
            is_coloured: AutoStream::new(&mut out, options.color.into()).current_choice()
                != ColorChoice::Never,
            out: BufWriter::new(IgnoreBrokenPipe(out)),
            err: BufWriter::new(IgnoreBrokenPipe(err)),
        }
    }

    /// Returns standard output for data. After this call, messages in JSON are written to standard error, so that they
    /// are not mixed with the data.
    pub(crate) fn data(&mut self) -> &mut impl Write {
        self.json_to_err = true;
        &mut self.out
    }

    /// Writes text for people to standard output.
    pub(crate) fn show(&mut self, text: impl Display) -> io::Result<()> {
        write!(self.data(), "{}", escape(&text.to_string()))
    }

    /// Writes data for people. Removes the colours in `text` if standard output has none. The caller must escape
    /// invisible characters in `text`.
    pub(crate) fn styled(&mut self, text: &str) -> io::Result<()> {
        if self.is_coloured {
            self.data().write_all(text.as_bytes())
        } else {
            write!(self.data(), "{}", strip_str(text))
        }
    }

    /// Writes data for programs, as JSON.
    pub(crate) fn json(&mut self, data: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_string_pretty(data)?;
        writeln!(self.data(), "{}", escape_json(&json))
    }

    /// Writes diagnostics in the format that `--message-format` selects.
    pub(crate) fn diagnostics(&mut self, found: &Diagnostics, sources: &SourceMap) -> io::Result<()> {
        self.out.flush()?;
        match self.format {
            MessageFormat::Human if found.is_empty() => {}
            MessageFormat::Human => writeln!(self.err, "{}", render::human(found, sources, true))?,
            MessageFormat::Short => self.err.write_all(render::short(found, sources).as_bytes())?,
            MessageFormat::Json if self.json_to_err => json(&mut self.err, found, sources)?,
            MessageFormat::Json => json(&mut self.out, found, sources)?,
        }
        self.flush()
    }

    /// Writes the warnings of one run of the generator.
    pub(crate) fn warnings(&mut self, all: &[Warnings]) -> io::Result<()> {
        all.iter().try_for_each(|Warnings { diagnostics, sources }| self.diagnostics(diagnostics, sources))
    }

    /// Writes a summary for people: the dialect, such as `dialect: formal (no ids are written)`, and the number of
    /// problems, such as `2 errors, 1 warning in 1 file`. In the other message formats, writes nothing, because they
    /// contain only problems.
    pub(crate) fn summary(
        &mut self,
        found: &Diagnostics,
        dialect: &ChosenDialect,
        files: usize,
    ) -> io::Result<()> {
        if self.format == MessageFormat::Human {
            writeln!(self.err, "dialect: {dialect}")?;
            let problems = match (found.count(Severity::Error), found.count(Severity::Warning)) {
                (0, 0) => "no problems".to_owned(),
                (errors, 0) => count(errors, "error"),
                (0, warnings) => count(warnings, "warning"),
                (errors, warnings) => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
            };
            writeln!(self.err, "{problems} in {}", count(files, "file"))?;
        }
        self.flush()
    }

    /// Writes a text about what a verb did, such as `wrote 6 files, 0 unchanged`. The text goes to standard error if
    /// messages are JSON.
    pub(crate) fn say(&mut self, text: impl Display) -> io::Result<()> {
        let text = text.to_string();
        let text = escape(&text);
        match self.format {
            MessageFormat::Json => writeln!(self.err, "{text}"),
            MessageFormat::Human | MessageFormat::Short => writeln!(self.out, "{text}"),
        }
    }

    /// Writes a note to standard error. It is text for people, or JSON if `--message-format` is `json`.
    pub(crate) fn note(&mut self, text: impl Display) -> io::Result<()> {
        let bold = Style::new().bold();
        match self.format {
            MessageFormat::Json => line(&mut self.err, &Message::note(text.to_string()))?,
            MessageFormat::Human | MessageFormat::Short => {
                writeln!(self.err, "{bold}note{bold:#}: {}", escape(&text.to_string()))?;
            }
        }
        self.flush()
    }

    /// Calls `work`, and shows `name` on standard error while slow work is in progress. Shows nothing if standard error
    /// is not a terminal, or if the message format is not `human`.
    pub(crate) fn progress<T>(&self, name: &str, work: impl FnOnce() -> T) -> T {
        if self.format == MessageFormat::Human && io::stderr().is_terminal() {
            progress::show(io::stderr(), name, progress::PATIENCE, work)
        } else {
            work()
        }
    }

    /// Reports the error that stopped a verb, in the format that `--message-format` selects.
    pub(crate) fn error(&mut self, error: &Error) {
        let errors = if let Error::Several(errors) = error { errors } else { std::slice::from_ref(error) };
        for error in errors {
            // If this fails, the error cannot be reported at all.
            let _ = match error {
                Error::Generate(tl_codegen::Error::Schema { diagnostics, sources }) => {
                    self.diagnostics(diagnostics, sources)
                }
                error => self.one_error(error),
            };
        }
        let _ = self.flush();
    }

    fn one_error(&mut self, error: &Error) -> io::Result<()> {
        if self.format == MessageFormat::Json {
            let (kind, message, help) = (error.kind(), error.to_string(), error.help());
            let failure = Message { place: error.place(), ..Message::error(kind, message, help) };
            return if self.json_to_err {
                line(&mut self.err, &failure)
            } else {
                line(&mut self.out, &failure)
            };
        }
        let (red, bold) = (AnsiColor::Red.on_default().bold(), Style::new().bold());
        if let Some(place) = error.in_config() {
            write!(self.err, "{bold}{}:{bold:#} ", escape(&place.to_string()))?;
        }
        writeln!(self.err, "{red}error{red:#}: {}", escape(&error.to_string()))?;
        match error.help().filter(|_| self.format == MessageFormat::Human) {
            Some(help) => writeln!(self.err, "{bold}help{bold:#}: {}", escape(&help)),
            None => Ok(()),
        }
    }

    /// Flushes both streams.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.err.flush()?;
        self.out.flush()
    }
}

/// Writes diagnostics as JSON, with one object per line.
fn json(out: &mut impl Write, found: &Diagnostics, sources: &SourceMap) -> io::Result<()> {
    for report in render::reports(found, sources) {
        line(out, &report)?;
    }
    Ok(())
}

fn line(out: &mut impl Write, object: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_string(object)?;
    writeln!(out, "{}", escape_json(&json))
}

/// An [`Error`] or a note as JSON.
#[derive(Serialize)]
struct Message {
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<ErrorKind>,
    severity: &'static str,
    message: String,
    #[serde(flatten)]
    place: ErrorPlace,
    help: Option<String>,
}

impl Message {
    fn error(kind: ErrorKind, message: String, help: Option<String>) -> Self {
        Self {
            kind: Some(kind),
            severity: Severity::Error.as_str(),
            message,
            place: ErrorPlace::default(),
            help,
        }
    }

    fn note(message: String) -> Self {
        Self { kind: None, severity: "note", message, place: ErrorPlace::default(), help: None }
    }
}

/// Writes an error as JSON to standard error. Used before a [`Report`] exists.
pub(crate) fn failure(kind: ErrorKind, message: String, help: Option<String>) -> io::Result<()> {
    line(&mut io::stderr(), &Message::error(kind, message, help))
}

/// Formats a number with a noun: `1 file`, `2 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A writer that ignores errors if the reader has closed the pipe, so that `tl … | head` succeeds.
struct IgnoreBrokenPipe<W>(W);

impl<W: Write> Write for IgnoreBrokenPipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        ignore_broken_pipe(self.0.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        ignore_broken_pipe(self.0.flush(), ())
    }
}

fn ignore_broken_pipe<T>(result: io::Result<T>, instead: T) -> io::Result<T> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(instead),
        other => other,
    }
}
