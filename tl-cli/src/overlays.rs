//! Merges the documentation overlays of a command line into the schemas that were read.

use tl_parser::schema::Schema;
use tl_parser::{Lints, docs};

use crate::error::Error;
use crate::input::{self, Input};
use crate::report::Report;

/// Merges `overlays` and returns whether all could be merged. Reports errors and entries that match nothing.
pub(crate) fn merge(
    overlays: &[Input],
    schemas: &mut [&mut Schema],
    lints: &Lints,
    report: &mut Report,
) -> Result<bool, Error> {
    let sources = input::load_overlays(overlays)?;
    let found = docs::merge(&sources, schemas, lints);
    report.diagnostics(&found, &sources)?;
    Ok(!found.has_errors())
}
