//! The options that several verbs share.

use std::str::FromStr;

use clap::ValueEnum;
use tl_parser::{Code, Lints, codes, schema};

/// How the program speaks.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Options {
    /// Whether messages are coloured.
    #[arg(long, global = true, help_heading = "Messages", value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// How problems are written.
    #[arg(long, global = true, help_heading = "Messages", value_name = "FORMAT", default_value = "human")]
    pub(crate) message_format: MessageFormat,
}

/// When messages are coloured.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// Where they go to a terminal.
    Auto,
    /// Even in files and pipes.
    Always,
    /// Not at all.
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

/// How problems are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With their source lines, on standard error.
    Human,
    /// One line each, on standard error.
    Short,
    /// One JSON object a line, on standard output; on standard error where that is data, as with `id`.
    Json,
}

/// Which text of a declaration gives its id where it declares none.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Dialect {
    /// The one that agrees with more of the ids that are declared.
    Auto,
    /// That of the original compiler: TDLib, TON, VK.
    Formal,
    /// That of the Telegram API.
    Telegram,
}

impl Dialect {
    /// The dialect, if it was named.
    pub(crate) fn known(self) -> Option<schema::Dialect> {
        match self {
            Self::Auto => None,
            Self::Formal => Some(schema::Dialect::Formal),
            Self::Telegram => Some(schema::Dialect::Telegram),
        }
    }
}

/// How schemas are read.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct Reading {
    /// Which text gives the ids that are not declared
    #[arg(long, value_name = "DIALECT", default_value = "auto")]
    dialect: Dialect,
    /// Leave out declarations that have mistakes, with a warning for each
    #[arg(long)]
    lenient: bool,
    /// Do not report warnings of this code; once for each code
    #[arg(long, value_name = "CODE")]
    allow: Vec<Lint>,
    /// Take warnings of this code for errors, or `warnings` for all
    #[arg(long, value_name = "CODE")]
    deny: Vec<Denied>,
}

impl Reading {
    /// What the resolver takes.
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
            Err("it is an error, not a warning")
        }
    }
}

/// What is taken for an error.
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

/// What the program that uses the bindings does with values.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Role {
    /// It writes requests and reads their results
    Client,
    /// It reads requests, also by id alone, and writes their results
    Server,
    /// It writes and reads everything, also by id alone
    Both,
}

impl From<Role> for tl_codegen::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Client => Self::Client,
            Role::Server => Self::Server,
            Role::Both => Self::Both,
        }
    }
}
