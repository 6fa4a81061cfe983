//! Merges documentation overlays into schemas. A config lists the overlays.

use std::fs;

use tl_parser::schema::Schema;
use tl_parser::{Diagnostics, Lints, SourceMap, TooLarge, docs};

use crate::error::{Error, Operation};
use crate::rust::Config;
use crate::warnings::Warnings;

/// Maximum number of warnings about overlays that a build script shows. An overlay for another layer may contain
/// thousands of names that are not in the schema.
const SHOWN: usize = 10;

/// Merges all overlays of `config` into all schemas.
pub(crate) fn merge(config: &Config, schemas: &mut [&mut Schema], lints: &Lints) -> Result<Warnings, Error> {
    let sources = read(config)?;
    let diagnostics = docs::merge(&sources, schemas, lints);
    match diagnostics.has_errors() {
        true => Err(Error::Schema { diagnostics, sources }),
        false => Ok(Warnings { diagnostics, sources }),
    }
}

fn read(config: &Config) -> Result<SourceMap, Error> {
    let mut sources = SourceMap::new();
    for path in &config.overlay {
        let text = fs::read(path).map_err(|e| Error::io(Operation::Read, path, e))?;
        let name = path.display().to_string();
        sources.add(name.clone(), text).map_err(|TooLarge| Error::too_large(name))?;
    }
    Ok(sources)
}

/// Returns the first warnings about overlays as lines, and a line with the number of the warnings that are left out.
pub(crate) fn lines(found: Warnings) -> Vec<String> {
    let Warnings { diagnostics, sources } = found;
    let more = diagnostics.len().saturating_sub(SHOWN);
    let mut first = Diagnostics::default();
    first.extend(diagnostics.into_iter().take(SHOWN));
    let rest = (more > 0).then(|| format!("{more} more warnings about overlays are not shown"));
    Warnings { diagnostics: first, sources }.lines().into_iter().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_of_unknown_names_give_a_few_lines() {
        let mut schema = Schema::parse("empty.tl", "").unwrap();
        let mut sources = SourceMap::new();
        let names: String = (0..1000).map(|n| format!("// Text.\nc{n} = C;\n")).collect();
        sources.add("a.tl", names).unwrap();
        let diagnostics = docs::merge(&sources, &mut [&mut schema], &Lints::default());
        let lines = lines(Warnings { diagnostics, sources });
        assert_eq!(lines.len(), SHOWN + 1);
        assert_eq!(lines[0], "a.tl:2:1: warning[TL0605]: the schema has no constructor `c0`");
        assert_eq!(lines[SHOWN], "990 more warnings about overlays are not shown");
    }
}
