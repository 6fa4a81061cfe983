//! Syntax trees to [`Schema`], strictly or leniently.

mod allow;
mod assemble;
mod blocks;
mod bodies;
mod commented;
mod comments;
mod context;
mod cycles;
mod dependents;
mod dialect;
mod docs;
mod expr;
mod fields;
mod files;
mod finals;
mod ids;
mod layer;
mod lenient;
mod names;
mod outline;
mod params;
mod parentheses;
mod passes;
mod prelude;
mod reader;
mod repeats;
mod scope;
mod slots;
mod tagged;
mod texts;
mod undeclared;
mod uses;
mod wire;

use std::collections::HashSet;

pub(crate) use self::commented::Commented;
use self::context::Context;
use self::files::Files;
use self::passes::{Pass, pass};
use super::{ChosenDialect, Dialect, Schema};
use crate::{Diagnostics, Lints, Parsed, SourceMap, codes};

/// How [`resolve`] reads.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The dialect; by default it follows from the declarations, see [`ChosenDialect`].
    pub dialect: Option<Dialect>,
    /// Whether declarations with mistakes are left out, and what needs them too, with a warning for each. Of two that
    /// share their name, the later one is. A constructor that is used bare may be one of several of its type.
    pub lenient: bool,
    /// Which warnings are not reported, and which are errors.
    pub lints: Lints,
}

/// What [`resolve`] makes.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The schema; none where there is an error.
    pub schema: Option<Schema>,
    /// The dialect in which the files were read, even if there are errors.
    pub dialect: ChosenDialect,
    /// All problems of all files, syntax included, sorted.
    pub diagnostics: Diagnostics,
}

/// Resolves files together. The schema does not depend on their order.
#[must_use]
pub fn resolve(sources: &SourceMap, parsed: &[Parsed<'_>], options: &Options) -> Resolved {
    let files = Files { sources, parsed };
    let Pass { schema, dialect, diagnostics } = match options.lenient {
        true => lenient::resolve(&files, options.dialect),
        false => pass(&files, false, files.known_dialect(options.dialect), &HashSet::new()),
    };
    let diagnostics = options.lints.apply(diagnostics);
    Resolved { schema: schema.filter(|_| !diagnostics.has_errors()), dialect, diagnostics }
}

/// The warnings about ids that do not follow from their declarations (`TL0302`). Names need not be known.
#[must_use]
pub fn check_ids(sources: &SourceMap, parsed: &[Parsed<'_>], dialect: Option<Dialect>) -> Diagnostics {
    let files = Files { sources, parsed };
    let cx = &mut Context::new(&files, true);
    let outline = outline::read(&[], &files.in_schema_order(), &HashSet::new(), sources, cx);
    ids::check_all(&outline, dialect, sources, cx);
    let mut found = Diagnostics::default();
    found.extend(cx.finish().into_iter().filter(|problem| problem.code == codes::ids::ID_DIFFERS));
    found
}
