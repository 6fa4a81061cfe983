//! Finds the values that shells complete: bundled schemas, layers, paths, codes, and names of combinators and types.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;

use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};
use tl_parser::schema::{Options, Schema};

use crate::input::{self, Input, Inputs};

/// Returns the names of bundled schemas that begin with `current`, and paths.
pub(crate) fn schemas(current: &OsStr) -> Vec<CompletionCandidate> {
    let mut candidates = PathCompleter::any().complete(current);
    candidates.extend(beginning_with(current, tl_schemas::ALL.iter().map(|schema| schema.name)));
    candidates
}

/// Returns the numbers of bundled layers that begin with `current`.
pub(crate) fn layers(current: &OsStr) -> Vec<CompletionCandidate> {
    let layers = tl_schemas::ALL.iter().filter_map(|schema| schema.layer);
    beginning_with(current, layers.map(|layer| layer.to_string())).collect()
}

/// Returns the codes of all diagnostics that begin with `current`.
pub(crate) fn codes(current: &OsStr) -> Vec<CompletionCandidate> {
    let codes = tl_parser::codes::all().chain(tl_codegen::codes::ALL);
    beginning_with(current, codes.map(|known| known.code.as_str())).collect()
}

/// Returns the codes of all warnings that begin with `current`.
pub(crate) fn lints(current: &OsStr) -> Vec<CompletionCandidate> {
    beginning_with(current, tl_parser::codes::lints().map(|lint| lint.code.as_str())).collect()
}

/// Returns the names of combinators and types that begin with `current`. The names are from the first `--schema` on the
/// command line, or otherwise from the first `--layer`. If neither option is present, they are from the newest bundled
/// layer.
pub(crate) fn names(current: &OsStr) -> Vec<CompletionCandidate> {
    let words: Vec<_> = env::args().collect();
    let Some(schema) = schema(&words) else { return Vec::new() };
    let combinators = schema.combinators().map(|id| schema[id].name());
    let names: BTreeSet<_> = schema.types().map(|id| schema[id].name()).chain(combinators).collect();
    beginning_with(current, names).collect()
}

/// Reads the schema that the options in `words` select; see [`names`]. Problems are not reported, because the user is
/// still typing.
fn schema(words: &[String]) -> Option<Schema> {
    let value = |option: &str| {
        let at = words.iter().position(|word| word.split('=').next() == Some(option))?;
        words[at].split_once('=').map(|(_, value)| value).or_else(|| words.get(at + 1).map(String::as_str))
    };
    let Inputs(inputs) = match (value("--schema"), value("--layer")) {
        (Some(schema), _) => schema.parse().ok()?,
        (None, Some(layer)) => Inputs(vec![Input::layer(layer.parse().ok()?).ok()?]),
        (None, None) => Inputs(vec![Input::Bundled(tl_schemas::newest_layer()?)]),
    };
    // Standard input belongs to the shell, so it cannot be read here.
    let inputs: Vec<_> = inputs.into_iter().filter(|input| !matches!(input, Input::Stdin)).collect();
    let sources = input::load(&inputs).ok()?;
    tl_parser::load(&sources, &Options { lenient: true, ..Options::default() }).schema
}

fn beginning_with<T: AsRef<str>>(
    current: &OsStr,
    values: impl IntoIterator<Item = T>,
) -> impl Iterator<Item = CompletionCandidate> {
    let current = current.to_string_lossy();
    values
        .into_iter()
        .filter(move |value| value.as_ref().starts_with(&*current))
        .map(|value| CompletionCandidate::new(value.as_ref()))
}
