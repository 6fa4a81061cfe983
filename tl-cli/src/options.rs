//! The options that several verbs share.

use clap::ValueEnum;
use tl_parser::schema;

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
    /// Where standard error is a terminal.
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

    /// What the resolver takes.
    pub(crate) fn options(self) -> schema::Options {
        schema::Options { dialect: self.known() }
    }
}

/// What the program that uses the bindings does with values.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Role {
    /// It writes requests and reads their results
    Client,
    /// It writes and reads everything, also by id alone
    Both,
}

impl From<Role> for tl_codegen::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Client => Self::Client,
            Role::Both => Self::Both,
        }
    }
}
