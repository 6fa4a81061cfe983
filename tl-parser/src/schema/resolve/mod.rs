//! Syntax trees to [`Schema`]: a table of contents of the passes.

mod allow;
mod assemble;
mod blocks;
mod bodies;
mod comments;
mod context;
mod cycles;
mod docs;
mod expr;
mod fields;
mod finals;
mod ids;
mod layer;
mod names;
mod outline;
mod params;
mod prelude;
mod repeats;
mod scope;
mod tagged;
mod texts;

use self::context::Context;
use super::{Dialect, Schema};
use crate::{Diagnostics, Parsed, SourceMap, parse};

/// How [`resolve`] reads.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which canonical text gives ids that are not declared; found out by default.
    pub dialect: Option<Dialect>,
}

/// What [`resolve`] makes.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The schema; none where there is an error.
    pub schema: Option<Schema>,
    /// All problems of all files, syntax included, sorted.
    pub diagnostics: Diagnostics,
}

/// Resolves files together. The schema does not depend on their order.
#[must_use]
pub fn resolve(sources: &SourceMap, parsed: &[Parsed<'_>], options: &Options) -> Resolved {
    let cx = &mut Context::new(sources, parsed);
    let library = prelude::sources();
    let prelude: Vec<Parsed<'_>> = library.files().map(|file| parse(&library, file)).collect();
    let files = in_schema_order(sources, parsed);

    let mut outline = outline::read(&prelude, &files, sources, cx);
    repeats::drop_repeated(&mut outline.declarations, cx);
    let mut names = names::collect(&outline, cx);
    params::find(&outline, &mut names, cx);
    let mut bodies = bodies::resolve(&outline, &names, sources, cx);
    finals::check(&outline, &names, cx);
    cycles::check(&outline, &bodies, cx);
    let numbers = ids::assign(&outline, options.dialect, sources, cx);
    let docs = docs::attach(&files, &outline, &names, &mut bodies, sources, cx);
    let schema = assemble::assemble(&outline, &names, &numbers, bodies, docs);

    let diagnostics = cx.finish();
    Resolved { schema: schema.filter(|_| !diagnostics.has_errors()), diagnostics }
}

/// Files by the last part of their name, then by their text.
fn in_schema_order<'p, 's>(sources: &SourceMap, parsed: &'p [Parsed<'s>]) -> Vec<&'p Parsed<'s>> {
    let mut files: Vec<&Parsed<'_>> = parsed.iter().collect();
    files.sort_by_cached_key(|parsed| {
        let name = sources.name(parsed.file);
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        (name.to_owned(), sources.text(parsed.file))
    });
    files
}
