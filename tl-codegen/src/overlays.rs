//! Merges the documentation overlays that a config names into the schemas of a build script.

use std::fs;

use tl_parser::schema::Schema;
use tl_parser::{Diagnostics, Lints, SourceMap, TooLarge, docs, render};

use crate::config::Config;
use crate::error::{Error, Operation};

/// Maximum number of warnings. An overlay for another layer has thousands of names that match nothing, and nobody reads
/// more of them at each build.
const SHOWN: usize = 10;

/// Merges all overlays into all schemas. Returns the warnings as lines.
pub(crate) fn merge(config: &Config, schemas: &mut [&mut Schema]) -> Result<Vec<String>, Error> {
    let sources = read(config)?;
    let found = docs::merge(&sources, schemas, &Lints::default());
    match found.has_errors() {
        true => Err(Error::Schema { diagnostics: found, sources }),
        false => Ok(warnings(found, &sources)),
    }
}

fn read(config: &Config) -> Result<SourceMap, Error> {
    let mut sources = SourceMap::new();
    for path in &config.overlay {
        let text = fs::read(path).map_err(|e| Error::io(Operation::Read, path, e))?;
        let name = path.display().to_string();
        let too_large = |TooLarge| Error::Module { name: name.clone(), problem: "has 4 GiB of text or more" };
        sources.add(name.clone(), text).map_err(too_large)?;
    }
    Ok(sources)
}

fn warnings(found: Diagnostics, sources: &SourceMap) -> Vec<String> {
    let more = found.len().saturating_sub(SHOWN);
    let mut first = Diagnostics::default();
    first.extend(found.into_iter().take(SHOWN));
    let lines = render::short(&first, sources);
    let rest = (more > 0).then(|| format!("{more} more names or errors of overlays match nothing"));
    lines.lines().map(str::to_owned).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_of_unknown_names_are_a_few_lines() {
        let mut schema = Schema::parse("empty.tl", "").unwrap();
        let mut overlays = SourceMap::new();
        let names: String = (0..1000).map(|n| format!("// Text.\nc{n} = C;\n")).collect();
        overlays.add("a.tl", names).unwrap();
        let lines = warnings(docs::merge(&overlays, &mut [&mut schema], &Lints::default()), &overlays);
        assert_eq!(lines.len(), SHOWN + 1);
        assert_eq!(lines[0], "a.tl:2:1: warning[TL0605]: the schema has no constructor `c0`");
        assert_eq!(lines[SHOWN], "990 more names or errors of overlays match nothing");
    }
}
