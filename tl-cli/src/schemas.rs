//! The options `--schema` and `--layer`, which select schemas. All verbs that read schemas have them, except for
//! `tl generate` without a command, which reads the schemas that a config file lists.

use std::io;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches, value_parser};
use clap_complete::ArgValueCompleter;
use tl_parser::SourceMap;
use tl_parser::schema::{Options, Schema};

use crate::completion;
use crate::error::Error;
use crate::input::{self, Input, Inputs};
use crate::options::Reading;
use crate::report::Report;

/// The id of the option `--schema`. Attributes of some verbs repeat this id and [`LAYER`] as literals, to define groups
/// and conflicts of arguments.
const SCHEMA: &str = "schema";
const LAYER: &str = "layer";

const SCHEMA_HELP: &str =
    "Read this schema: a path, `-`, or a bundled schema such as `telegram/82`, `82` or `mtproto`";
const LAYER_HELP: &str = "Read this layer of the Telegram API; short for `--schema telegram/N`";

/// Text that `--help` shows after [`SCHEMA_HELP`].
const SCHEMA_DETAILS: &str = "Separate the files of one schema by commas. Each `--schema` is a separate schema. \
     Schemas are read and searched in the order of these options. `show`, `encode`, `decode` and `init` use the newest \
     bundled layer by default.";

/// The schemas that `--schema` and `--layer` select, in the order of the command line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schemas(Vec<Named>);

#[derive(Clone, Debug)]
enum Named {
    Schema(Inputs),
    Layer(u32),
}

impl Schemas {
    /// Returns all schemas: the `files`, which form one schema, followed by the schemas that options select.
    ///
    /// # Errors
    /// Returns the errors of [`Self::after`].
    pub(crate) fn and(&self, files: &[Input]) -> Result<Vec<Inputs>, Error> {
        self.after((!files.is_empty()).then(|| Inputs(files.to_vec())))
    }

    /// Returns `first`, followed by the schemas that options select.
    ///
    /// # Errors
    /// Returns [`Error::StdinTwice`] if standard input is used twice, and an error if a layer is not bundled.
    pub(crate) fn after(&self, first: impl IntoIterator<Item = Inputs>) -> Result<Vec<Inputs>, Error> {
        let named = self.0.iter().map(|named| match named {
            Named::Schema(inputs) => Ok(inputs.clone()),
            Named::Layer(layer) => Ok(Inputs(vec![Input::layer(*layer)?])),
        });
        let all = first.into_iter().map(Ok).chain(named).collect::<Result<Vec<_>, Error>>()?;
        let inputs = all.iter().flat_map(|Inputs(files)| files);
        if inputs.filter(|input| matches!(input, Input::Stdin)).count() > 1 {
            return Err(Error::StdinTwice);
        }
        Ok(all)
    }

    /// Returns the selected schemas, or the newest bundled layer if there are none.
    pub(crate) fn or_newest(&self) -> Result<Vec<Inputs>, Error> {
        let newest = tl_schemas::newest_layer().map(Input::Bundled);
        self.and(if self.0.is_empty() { newest.as_slice() } else { &[] })
    }

    /// Returns the only schema, for verbs that read exactly one.
    ///
    /// # Errors
    /// Returns the errors of [`Self::after`], and [`Error::SeveralSchemas`] if there is not exactly one schema.
    pub(crate) fn only(&self, files: &[Input]) -> Result<Inputs, Error> {
        let mut all = self.and(files)?;
        match (all.pop(), all.is_empty()) {
            (Some(only), true) => Ok(only),
            _ => Err(Error::SeveralSchemas),
        }
    }

    /// Returns whether no option selects a schema.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A resolved schema, and the texts that it was read from.
pub(crate) struct Loaded {
    pub(crate) sources: SourceMap,
    pub(crate) schema: Schema,
}

impl Loaded {
    /// Resolves one schema and reports all problems. Returns `None` if there are errors.
    fn resolve(sources: SourceMap, reading: &Reading, report: &mut Report) -> io::Result<Option<Self>> {
        let resolved = reading.load(&sources);
        report.diagnostics(&resolved.diagnostics, &sources)?;
        Ok(resolved.schema.map(|schema| Self { sources, schema }))
    }

    /// Reads a bundled schema in lenient mode, because some layers were published with invalid declarations.
    pub(crate) fn bundled(schema: &'static tl_schemas::Schema) -> Result<Option<Self>, Error> {
        let sources = input::load(&[Input::Bundled(schema)])?;
        let resolved = tl_parser::load(&sources, &Options { lenient: true, ..Options::default() });
        Ok(resolved.schema.map(|schema| Self { sources, schema }))
    }
}

/// Reads several schemas and reports all problems. Returns `None` if one of the schemas has errors.
///
/// # Errors
/// Returns [`Error::Several`] with an error for each file that cannot be read, [`Error::TooLarge`], or
/// [`Error::Output`].
pub(crate) fn load(
    schemas: &[Inputs],
    reading: &Reading,
    report: &mut Report,
) -> Result<Option<Vec<Loaded>>, Error> {
    let mut sources = Vec::new();
    let mut unreadable = Vec::new();
    for Inputs(files) in schemas {
        match input::load(files) {
            Ok(one) => sources.push(one),
            Err(Error::Several(errors)) => unreadable.extend(errors),
            Err(error) => return Err(error),
        }
    }
    if !unreadable.is_empty() {
        return Err(Error::Several(unreadable));
    }
    let loaded = sources.into_iter().map(|sources| Loaded::resolve(sources, reading, report));
    let loaded: Vec<_> = loaded.collect::<io::Result<_>>()?;
    Ok(loaded.into_iter().collect())
}

impl clap::Args for Schemas {
    fn augment_args(command: Command) -> Command {
        let option = |name: &'static str, parser: ValueParser| {
            Arg::new(name).long(name).action(ArgAction::Append).value_parser(parser).help_heading("Schemas")
        };
        let details = format!("{SCHEMA_HELP}\n\n{SCHEMA_DETAILS}");
        command
            .arg(
                option(SCHEMA, value_parser!(Inputs).into())
                    .value_name("FILE|NAME")
                    .add(ArgValueCompleter::new(completion::schemas))
                    .help(SCHEMA_HELP)
                    .long_help(details),
            )
            .arg(
                option(LAYER, value_parser!(u32).into())
                    .value_name("N")
                    .help(LAYER_HELP)
                    .add(ArgValueCompleter::new(completion::layers)),
            )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// Parses both options. The schemas have the order that their options have on the command line.
impl FromArgMatches for Schemas {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let schemas = matches.get_many(SCHEMA).into_iter().flatten().cloned().map(Named::Schema);
        let layers = matches.get_many(LAYER).into_iter().flatten().copied().map(Named::Layer);
        let places = |name| matches.indices_of(name).into_iter().flatten();
        let mut all: Vec<_> = places(SCHEMA).zip(schemas).chain(places(LAYER).zip(layers)).collect();
        all.sort_by_key(|(place, _)| *place);
        Ok(Self(all.into_iter().map(|(_, named)| named).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        Self::from_arg_matches(matches).map(|schemas| *self = schemas)
    }
}
