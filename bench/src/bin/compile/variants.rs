//! Declares the variants of the bindings, and the comparisons of two variants.

use std::env;
use std::path::PathBuf;

use tl_bench::Input;
use tl_codegen::rust::{Config, Json, Role};

/// Bindings of layer 230 or TDLib that are generated with a certain generator and config.
pub(crate) struct Variant {
    /// Name of the folder, and the name in tables.
    pub(crate) name: &'static str,
    pub(crate) generator: Generator,
}

/// A generator, with a function that changes its default config.
#[derive(Clone, Copy)]
pub(crate) enum Generator {
    Ours(fn(&mut Config)),
    Grammers(fn(&mut grammers_tl_gen::Config)),
    Ferogram(fn(&mut ferogram_tl_gen::Config)),
    /// Our generator for the schema of TDLib.
    OursTdlib(fn(&mut Config)),
    TdlibRs,
}

impl Generator {
    /// Returns the schema, or `None` if it is not available.
    pub(crate) fn schema(self) -> Option<Input> {
        match self {
            Self::Ours(_) | Self::Grammers(_) | Self::Ferogram(_) => Some(Input::layer_230()),
            Self::OursTdlib(_) | Self::TdlibRs => Input::tdlib(),
        }
    }
}

/// Targets for a variant: the maximum numbers of functions and structs in it.
pub(crate) struct Selection {
    pub(crate) ours: &'static Variant,
    pub(crate) functions: u16,
    pub(crate) structs: u16,
}

/// Two variants that are built in the same way.
pub(crate) struct Comparison {
    pub(crate) build: Build,
    pub(crate) ours: &'static Variant,
    pub(crate) peer: &'static Variant,
    /// The target for CPU time: the maximum ratio of our time to the peer's time.
    pub(crate) cpu: Option<f64>,
    /// The target for memory: the maximum ratio of our memory to the peer's memory.
    pub(crate) memory: Option<f64>,
}

/// The build that is measured. Everything that it depends on is built before the measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    Check,
    Dev,
    Release,
    /// The bindings and a small bot, in release.
    Bot,
    /// Only the bot, after an edit of its source, in release.
    EditedBot,
}

impl Build {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Dev => "dev",
            Self::Release => "release",
            Self::Bot => "bot, fresh",
            Self::EditedBot => "bot, edited",
        }
    }
}

/// Changes the config so that every type can be written and read. Getters and `Any` are not generated. This corresponds
/// to the features `impl-debug`, `impl-from-type`, `impl-from-enum` and `deserializable-functions` of the peers. In
/// addition, our types have `new`.
fn same_impls(config: &mut Config) {
    config.role = Role::Both;
    config.getters = false;
    config.any = false;
}

static OURS_SAME: Variant = Variant { name: "same impls", generator: Generator::Ours(same_impls) };
static OURS_DEFAULT: Variant = Variant { name: "default", generator: Generator::Ours(|_| ()) };
static OURS_LEAST: Variant = Variant {
    name: "least",
    generator: Generator::Ours(|config| {
        config.derives.clear();
        config.conversions = false;
        config.getters = false;
    }),
};
/// Only the items that the bot needs.
static OURS_ROOTS: Variant = Variant {
    name: "roots",
    generator: Generator::Ours(|config| config.roots = BOT_ROOTS.map(str::to_owned).to_vec()),
};
/// Only the items that the bot names.
static OURS_BOT: Variant = Variant {
    name: "used by the bot",
    generator: Generator::Ours(|config| {
        config.used = vec![concat!(env!("CARGO_MANIFEST_DIR"), "/clients/ours/src/bot.rs").into()];
    }),
};
/// Only the items that a large client names.
static OURS_LARGE: Variant = Variant {
    name: "used by a large client",
    generator: Generator::Ours(|config| config.used = large_client().into_iter().collect()),
};
static OURS_SAME_SERDE: Variant = Variant {
    name: "same impls and serde",
    generator: Generator::Ours(|config| {
        same_impls(config);
        config.serde = true;
    }),
};
static OURS_DEFAULT_SERDE: Variant =
    Variant { name: "default and serde", generator: Generator::Ours(|config| config.serde = true) };
static OURS_DEFAULT_VIEWS: Variant =
    Variant { name: "default and views", generator: Generator::Ours(|config| config.borrowed = true) };
static GRAMMERS_SAME: Variant = Variant {
    name: "grammers-same",
    generator: Generator::Grammers(|config| {
        config.gen_name_for_id = true;
        config.deserializable_functions = true;
    }),
};
/// The default features of grammers-tl-types.
static GRAMMERS_DEFAULT: Variant = Variant {
    name: "grammers-default",
    generator: Generator::Grammers(|config| config.gen_name_for_id = true),
};
/// Only the feature `tl-api`. `Clone` and `PartialEq` are always implemented.
static GRAMMERS_LEAST: Variant = Variant {
    name: "grammers-least",
    generator: Generator::Grammers(|config| {
        config.gen_name_for_id = true;
        config.impl_debug = false;
        config.impl_from_type = false;
        config.impl_from_enum = false;
    }),
};
static FEROGRAM_SAME: Variant = Variant {
    name: "ferogram-same",
    generator: Generator::Ferogram(|config| {
        config.gen_name_for_id = true;
        config.deserializable_functions = true;
        config.gen_field_accessors = false;
    }),
};

static TDLIB: Variant =
    Variant { name: "td_api", generator: Generator::OursTdlib(|config| config.json = Json::Tdlib) };
/// Only the items that the bot for TDLib names.
static TDLIB_BOT: Variant = Variant {
    name: "td_api, used by a bot",
    generator: Generator::OursTdlib(|config| {
        config.json = Json::Tdlib;
        config.used = vec![concat!(env!("CARGO_MANIFEST_DIR"), "/clients/tdlib/bot.rs").into()];
    }),
};
/// The types and functions of tdlib-rs with its default features.
static TDLIB_RS: Variant = Variant { name: "tdlib-rs", generator: Generator::TdlibRs };

/// The roots for the bot: the type that it reads and the functions that it sends.
const BOT_ROOTS: [&str; 11] = [
    "Updates",
    "messages.sendMessage",
    "messages.editMessage",
    "messages.deleteMessages",
    "messages.getHistory",
    "messages.setTyping",
    "users.getUsers",
    "contacts.resolveUsername",
    "updates.getState",
    "upload.getFile",
    "auth.importBotAuthorization",
];

/// Returns the path of the file with the names of a large client, in the folder in `TL_CORPUS`.
fn large_client() -> Option<PathBuf> {
    let folder = PathBuf::from(env::var_os("TL_CORPUS")?);
    Some(folder.join("cases/names-of-a-large-client.rs"))
}

pub(crate) static COMPARISONS: [Comparison; 25] = [
    compare(Build::Check, &OURS_SAME, &GRAMMERS_SAME, Some(0.5), Some(0.6)),
    compare(Build::Check, &OURS_SAME, &FEROGRAM_SAME, None, None),
    compare(Build::Check, &OURS_DEFAULT, &GRAMMERS_DEFAULT, None, None),
    compare(Build::Dev, &OURS_SAME, &GRAMMERS_SAME, None, None),
    compare(Build::Dev, &OURS_SAME, &FEROGRAM_SAME, None, None),
    compare(Build::Dev, &OURS_DEFAULT, &GRAMMERS_DEFAULT, None, None),
    compare(Build::Release, &OURS_SAME, &GRAMMERS_SAME, Some(0.4), None),
    compare(Build::Release, &OURS_SAME, &FEROGRAM_SAME, None, None),
    compare(Build::Release, &OURS_DEFAULT, &GRAMMERS_DEFAULT, Some(0.25), None),
    compare(Build::Release, &OURS_BOT, &GRAMMERS_DEFAULT, Some(0.03), None),
    compare(Build::Release, &OURS_LARGE, &GRAMMERS_DEFAULT, Some(0.2), None),
    compare(Build::Release, &OURS_LEAST, &GRAMMERS_LEAST, None, None),
    compare(Build::Bot, &OURS_DEFAULT, &GRAMMERS_DEFAULT, None, None),
    compare(Build::EditedBot, &OURS_DEFAULT, &GRAMMERS_DEFAULT, None, None),
    compare(Build::Bot, &OURS_ROOTS, &GRAMMERS_DEFAULT, Some(0.15), None),
    compare(Build::Check, &OURS_SAME_SERDE, &OURS_SAME, Some(1.2), None),
    compare(Build::Release, &OURS_SAME_SERDE, &OURS_SAME, Some(1.2), None),
    compare(Build::Check, &OURS_DEFAULT_SERDE, &OURS_DEFAULT, None, None),
    compare(Build::Release, &OURS_DEFAULT_SERDE, &OURS_DEFAULT, None, None),
    compare(Build::Check, &OURS_DEFAULT_VIEWS, &OURS_DEFAULT, None, None),
    compare(Build::Release, &OURS_DEFAULT_VIEWS, &OURS_DEFAULT, None, None),
    compare(Build::Check, &TDLIB, &TDLIB_RS, Some(0.5), None),
    compare(Build::Check, &TDLIB_BOT, &TDLIB_RS, Some(0.05), None),
    compare(Build::Release, &TDLIB, &TDLIB_RS, Some(0.14), None),
    compare(Build::Release, &TDLIB_BOT, &TDLIB_RS, Some(0.02), None),
];

pub(crate) static SELECTIONS: [Selection; 2] = [
    Selection { ours: &OURS_BOT, functions: 10, structs: 30 },
    Selection { ours: &OURS_LARGE, functions: 70, structs: 560 },
];

const fn compare(
    build: Build,
    ours: &'static Variant,
    peer: &'static Variant,
    cpu: Option<f64>,
    memory: Option<f64>,
) -> Comparison {
    Comparison { build, ours, peer, cpu, memory }
}

impl Comparison {
    /// Returns the name that is used in tables and arguments.
    pub(crate) fn name(&self) -> String {
        format!("{}, {}", self.build.name(), self.ours.name)
    }

    /// Returns whether the files that the comparison needs exist. If not, writes the reason to standard error.
    pub(crate) fn is_possible(&self) -> bool {
        let is_available = match self.ours.generator {
            Generator::OursTdlib(_) | Generator::TdlibRs => env::var_os("TL_CORPUS").is_some(),
            _ => self.ours.name != OURS_LARGE.name || large_client().is_some(),
        };
        if !is_available {
            eprintln!("skipped: TL_CORPUS is not set, `{}` is not measured", self.name());
        }
        is_available
    }
}
