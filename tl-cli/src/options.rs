//! Options that several verbs share.

use std::str::FromStr;

use clap::ValueEnum;
use clap_complete::ArgValueCompleter;
use tl_parser::schema::Resolved;
use tl_parser::{Code, Lints, SourceMap, codes, schema};
use tl_value::JsonForm;

use crate::completion;

/// Output formats of verbs that print data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Options for messages.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Options {
    /// Colour output and messages
    #[arg(long, global = true, help_heading = "Messages", value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// Format of errors, warnings and notes
    #[arg(long, global = true, help_heading = "Messages", value_name = "FORMAT", default_value = "human")]
    pub(crate) message_format: MessageFormat,
}

/// When output and messages are coloured.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always, also in files and pipes
    Always,
    /// Never
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

/// The formats of errors, warnings and notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With source lines, on standard error
    Human,
    /// One line each, on standard error
    Short,
    /// One JSON object per line, on standard output. Standard error is used for notes, for arguments that cannot be
    /// parsed, and for other messages if the verb prints data, as `show` does
    Json,
}

/// The dialect of a schema. It determines how ids that are not written are computed, and which masks are left out of
/// values.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Dialect {
    /// Choose by the written ids, and by syntax that only one dialect has
    Auto,
    /// The dialect of TDLib, TON and VK
    Formal,
    /// The dialect of the Telegram API, MTProto and secret chats
    Telegram,
}

impl Dialect {
    /// Returns the dialect, or `None` for `auto`.
    pub(crate) fn known(self) -> Option<schema::Dialect> {
        match self {
            Self::Auto => None,
            Self::Formal => Some(schema::Dialect::Formal),
            Self::Telegram => Some(schema::Dialect::Telegram),
        }
    }
}

/// The forms of values in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Json {
    /// The key `_` contains the constructor's name; numbers that can be computed, such as masks, are left out
    Tl,
    /// The form of TDLib, for `td_api.tl`: the key `@type` contains the constructor's name, and masks are integers
    Tdlib,
    /// The form of tonlib, for the schemas of TON; the same rules as `tdlib`
    Ton,
}

impl Json {
    /// Returns the corresponding form of the codec.
    pub(crate) fn form(self) -> JsonForm {
        match self {
            Self::Tl => JsonForm::Tl,
            Self::Tdlib => JsonForm::Tdlib,
            Self::Ton => JsonForm::Ton,
        }
    }
}

/// A note for schemas that can be read with `--lenient`.
const LENIENT_HELPS: &str =
    "pass `--lenient` to skip declarations with errors and declarations that need them";

/// Options for reading schemas.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct Reading {
    /// How to compute ids that are not written, and which masks to leave out of values
    #[arg(long, value_name = "DIALECT", default_value = "auto")]
    dialect: Dialect,
    /// Skip invalid declarations and their dependents, with warnings
    ///
    /// `generate rust` also skips declarations that Rust cannot express.
    #[arg(long)]
    lenient: bool,
    /// Do not report warnings with this code; repeat it for more codes
    #[arg(long, value_name = "CODE", add = ArgValueCompleter::new(completion::lints))]
    allow: Vec<Lint>,
    /// Treat warnings with this code as errors; `warnings` means all warnings about schemas and overlays
    #[arg(long, value_name = "CODE", add = ArgValueCompleter::new(completion::lints))]
    deny: Vec<Denied>,
}

impl Reading {
    /// Reads a schema. If it has errors and `--lenient` would help, adds a note to the first error.
    pub(crate) fn load(&self, sources: &SourceMap) -> Resolved {
        let options = self.options();
        let mut resolved = tl_parser::load(sources, &options);
        let lenient = schema::Options { lenient: true, ..options };
        if resolved.schema.is_none() && tl_parser::load(sources, &lenient).schema.is_some() {
            resolved.diagnostics.note_first(LENIENT_HELPS);
        }
        resolved
    }

    /// Returns the corresponding options of the resolver.
    pub(crate) fn options(&self) -> schema::Options {
        let allowed = self.allow.iter().fold(Lints::default(), |lints, &Lint(code)| lints.allow(code));
        let lints = self.deny.iter().fold(allowed, |lints, denied| match denied {
            Denied::Warnings => lints.deny_all(),
            Denied::Code(Lint(code)) => lints.deny(*code),
        });
        schema::Options { dialect: self.dialect.known(), lenient: self.lenient, lints }
    }
}

/// The code of a warning.
#[derive(Clone, Copy, Debug)]
struct Lint(Code);

impl FromStr for Lint {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code = crate::codes::find(text).ok_or("no problem has this code")?.code;
        if codes::lints().any(|lint| lint.code == code) {
            Ok(Self(code))
        } else {
            Err("this code cannot be allowed or denied, only warnings about schemas and overlays can")
        }
    }
}

/// The warnings that are treated as errors.
#[derive(Clone, Copy, Debug)]
enum Denied {
    Warnings,
    Code(Lint),
}

impl FromStr for Denied {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "warnings" { Ok(Self::Warnings) } else { text.parse().map(Self::Code) }
    }
}

/// The role of a program: what it does with values of the generated types.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Role {
    /// Writes requests and reads their results
    Client,
    /// Reads any request by its id, and writes the results of requests
    Server,
    /// Writes and reads everything; reads any constructor or request by its id
    Both,
}

impl From<Role> for tl_codegen::rust::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Client => Self::Client,
            Role::Server => Self::Server,
            Role::Both => Self::Both,
        }
    }
}
