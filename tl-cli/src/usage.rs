//! Reports errors in the command line, which `clap` detects.

use std::borrow::Cow;
use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, Error};
use tl_parser::invisible::escape_line;

use crate::error::ErrorKind;
use crate::report;

/// Prints the requested help or version, or the error in the command line.
pub(crate) fn report(error: Error) -> ExitCode {
    // Failures to print are ignored, because they could not be printed either.
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let _ = if wants_json(env::args_os()) {
        let text = error.render().to_string();
        let (message, help) = parts(&text);
        report::failure(ErrorKind::Usage, message, help)
    } else {
        escaped(error).print()
    };
    ErrorKind::Usage.status()
}

/// Escapes invisible characters of arguments in `error`. Removes tips that would repeat such characters.
fn escaped(mut error: Error) -> Error {
    let context: Vec<_> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in context {
        if let ContextValue::String(text) = value
            && let Cow::Owned(text) = escape_line(&text)
        {
            error.insert(kind, ContextValue::String(text));
            error.remove(ContextKind::Suggested);
        }
    }
    error
}

/// Returns whether the arguments select messages in JSON. The arguments could not be parsed, so this function only
/// searches for the option.
fn wants_json(arguments: impl Iterator<Item = OsString>) -> bool {
    let arguments: Vec<_> = arguments.collect();
    let is_separate = arguments.windows(2).any(|pair| pair == ["--message-format", "json"]);
    is_separate || arguments.iter().any(|argument| argument == "--message-format=json")
}

/// Returns the message and the tips in an error that `clap` formatted. Omits usage lines.
fn parts(text: &str) -> (String, Option<String>) {
    let mut paragraphs = text.trim().split("\n\n");
    let first = paragraphs.next().unwrap_or_default();
    let message = first.strip_prefix("error: ").unwrap_or(first).to_owned();
    let tips: Vec<_> = text.lines().filter_map(|line| line.trim_start().strip_prefix("tip: ")).collect();
    (message, (!tips.is_empty()).then(|| tips.join("\n")))
}
