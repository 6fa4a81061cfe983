//! Resolves syntax trees to a [`Schema`], in strict or lenient mode.

mod allow;
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
mod lenient;
mod outline;
mod params;
mod parentheses;
mod passes;
mod prelude;
mod reader;
mod repeats;
mod scope;
mod slots;
mod symbols;
mod tagged;
mod texts;
mod undeclared;
mod uses;
mod wire;

use std::collections::HashSet;

pub(crate) use self::commented::Commented;
use self::context::Context;
use self::files::Files;
use self::passes::{Attempt, pass};
use super::{ChosenDialect, Dialect, Schema};
use crate::{Diagnostics, Lints, Parsed, SourceMap, codes};

/// Options of [`resolve`].
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The dialect. If it is `None`, the files determine the dialect; see [`DialectReason`](super::DialectReason).
    pub dialect: Option<Dialect>,
    /// Whether declarations with errors, and declarations that use them, are left out, with a warning for each. If two
    /// declarations have the same name, the later one is left out. In this mode, a constructor may be used as a bare
    /// type even if its type has other constructors.
    pub lenient: bool,
    /// The user's choices about warnings: which are not reported, and which are errors.
    pub lints: Lints,
}

/// The result of [`resolve`].
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The schema, or `None` if there is an error.
    pub schema: Option<Schema>,
    /// The dialect that was used. It is known even if there are errors.
    pub dialect: ChosenDialect,
    /// The problems of all files, sorted by position. They include syntax errors.
    pub diagnostics: Diagnostics,
}

/// Resolves files together. The resulting schema does not depend on the order of the files.
#[must_use]
pub fn resolve(sources: &SourceMap, parsed: &[Parsed<'_>], options: &Options) -> Resolved {
    let files = Files { sources, parsed };
    let Attempt { schema, dialect, diagnostics } = match options.lenient {
        true => lenient::resolve(&files, options.dialect),
        false => pass(&files, false, files.known_dialect(options.dialect), &HashSet::new()),
    };
    let diagnostics = options.lints.apply(diagnostics);
    Resolved { schema: schema.filter(|_| !diagnostics.has_errors()), dialect, diagnostics }
}

/// Checks written ids. Returns warnings (`TL0302`) about ids that differ from the computed ones. Other problems, such
/// as undeclared names, are not reported.
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
