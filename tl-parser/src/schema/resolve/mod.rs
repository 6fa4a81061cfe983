//! Syntax trees to [`Schema`]: a table of contents of the passes.

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
mod finals;
mod ids;
mod layer;
mod lenient;
mod names;
mod outline;
mod params;
mod parentheses;
mod prelude;
mod repeats;
mod scope;
mod slots;
mod tagged;
mod texts;
mod undeclared;
mod uses;
mod wire;

use std::collections::HashSet;

use self::bodies::Body;
pub(crate) use self::commented::Commented;
use self::context::Context;
use self::docs::Texts;
use self::names::Names;
use self::outline::Outline;
use self::uses::Uses;
use super::{ChosenDialect, Dialect, DialectReason, Schema};
use crate::{Diagnostic, Diagnostics, Lints, Parsed, SourceMap, Span, codes, parse};

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
        true => lenient::resolve(&files, options),
        false => pass(&files, false, files.known_dialect(options), &HashSet::new()),
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

/// What is read.
struct Files<'p, 's> {
    sources: &'p SourceMap,
    parsed: &'p [Parsed<'s>],
}

/// What one way through all passes makes.
struct Pass {
    schema: Option<Schema>,
    dialect: ChosenDialect,
    diagnostics: Diagnostics,
}

/// Reads all files except the items at the places in `left_out`. A dialect that is not known follows from the rest.
fn pass(
    files: &Files<'_, '_>,
    lenient: bool,
    dialect: Option<ChosenDialect>,
    left_out: &HashSet<Span>,
) -> Pass {
    passes(files, lenient, left_out, |passes| {
        let Passes { outline, names, bodies, docs, cx } = passes;
        let numbers = ids::assign(outline, names, &bodies, dialect, files.sources, cx);
        let schema = assemble::assemble(outline, names, &numbers, bodies, docs);
        Pass { schema, dialect: numbers.dialect, diagnostics: cx.finish() }
    })
}

/// What is known once names, fields and comments were read.
struct Passes<'r, 'a> {
    outline: &'r Outline<'a>,
    names: &'r Names<'a>,
    bodies: Vec<Body>,
    docs: Texts,
    cx: &'r mut Context,
}

/// Reads declarations and comments, and hands them to `then`.
fn passes<T>(
    files: &Files<'_, '_>,
    lenient: bool,
    left_out: &HashSet<Span>,
    then: impl FnOnce(Passes<'_, '_>) -> T,
) -> T {
    let sources = files.sources;
    let cx = &mut Context::new(files, lenient);
    let library = prelude::sources();
    let prelude: Vec<Parsed<'_>> = library.files().map(|file| parse(&library, file)).collect();
    let ordered = files.in_schema_order();

    let mut outline = outline::read(&prelude, &ordered, left_out, sources, cx);
    repeats::drop_repeated(&mut outline.declarations, cx);
    let mut names = names::collect(&outline, cx);
    params::find(&outline, &mut names, cx);
    let mut bodies = bodies::resolve(&outline, &names, [sources, &library], cx);
    finals::check(&outline, &names, cx);
    cycles::check(&outline, &bodies, cx);
    Uses::report(&outline, &names, cx);
    outline.report_rivals(cx);
    let docs = docs::attach(&ordered, &outline, &names, &mut bodies, sources, cx);
    then(Passes { outline: &outline, names: &names, bodies, docs, cx })
}

impl<'p, 's> Files<'p, 's> {
    /// By the last part of their name, then by their text.
    fn in_schema_order(&self) -> Vec<&'p Parsed<'s>> {
        let mut files: Vec<&Parsed<'_>> = self.parsed.iter().collect();
        files.sort_by_cached_key(|parsed| {
            let name = self.sources.name(parsed.file);
            let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
            (name.to_owned(), self.sources.text(parsed.file))
        });
        files
    }

    /// The dialect that the user or a JSON file names. JSON files that disagree name none.
    fn known_dialect(&self, options: &Options) -> Option<ChosenDialect> {
        if let Some(dialect) = options.dialect {
            return Some(ChosenDialect { dialect, reason: DialectReason::Set });
        }
        let mut stored =
            self.parsed.iter().filter_map(|parsed| self.sources.aside(parsed.file)?.dialect.as_ref());
        let first = stored.next()?;
        stored.all(|other| other.dialect == first.dialect).then(|| first.clone())
    }

    fn syntax_problems(&self) -> impl Iterator<Item = &'p Diagnostic> + use<'p, 's> {
        self.parsed.iter().flat_map(|parsed| &parsed.diagnostics)
    }
}
