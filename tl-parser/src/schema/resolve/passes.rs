//! The passes from syntax trees to a [`Schema`], in order.

use std::collections::HashSet;

use super::bodies::Body;
use super::context::Context;
use super::docs::Texts;
use super::files::Files;
use super::outline::Outline;
use super::symbols::SymbolTable;
use super::{assemble, bodies, cycles, docs, finals, ids, outline, params, prelude, repeats, symbols, uses};
use crate::schema::{ChosenDialect, Schema};
use crate::{Diagnostics, Parsed, Span, parse};

/// The result of one run of all passes.
pub(super) struct Pass {
    pub(super) schema: Option<Schema>,
    pub(super) dialect: ChosenDialect,
    pub(super) diagnostics: Diagnostics,
}

/// Reads all files except the items at the places in `left_out`. If `dialect` is `None`, the declarations determine it.
pub(super) fn pass(
    files: &Files<'_, '_>,
    lenient: bool,
    dialect: Option<ChosenDialect>,
    left_out: &HashSet<Span>,
) -> Pass {
    passes(files, lenient, left_out, |passes| {
        let Passes { outline, symbols, bodies, docs, cx } = passes;
        let numbers = ids::assign(outline, symbols, &bodies, dialect, files.sources, cx);
        let schema = assemble::assemble(outline, symbols, &numbers, bodies, docs);
        Pass { schema, dialect: numbers.dialect, diagnostics: cx.finish() }
    })
}

/// The results of the passes that read names, fields and comments.
pub(super) struct Passes<'r, 'a> {
    pub(super) outline: &'r Outline<'a>,
    pub(super) symbols: &'r SymbolTable<'a>,
    pub(super) bodies: Vec<Body>,
    pub(super) docs: Texts,
    pub(super) cx: &'r mut Context,
}

/// Reads declarations and comments, and passes the results to `then`.
pub(super) fn passes<T>(
    files: &Files<'_, '_>,
    lenient: bool,
    left_out: &HashSet<Span>,
    then: impl FnOnce(Passes<'_, '_>) -> T,
) -> T {
    let sources = files.sources;
    let cx = &mut Context::new(files, lenient);
    let prelude_sources = prelude::sources();
    let prelude: Vec<Parsed<'_>> =
        prelude_sources.files().map(|file| parse(&prelude_sources, file)).collect();
    let ordered = files.in_schema_order();

    let mut outline = outline::read(&prelude, &ordered, left_out, sources, cx);
    repeats::drop_repeated(&mut outline.declarations, cx);
    let mut symbols = symbols::collect(&outline, cx);
    params::find(&outline, &mut symbols, cx);
    let mut bodies = bodies::resolve(&outline, &symbols, [sources, &prelude_sources], cx);
    finals::check(&outline, &symbols, cx);
    cycles::check(&outline, &bodies, cx);
    uses::report(&outline, &symbols, cx);
    outline.report_rivals(cx);
    let docs = docs::attach(&ordered, &outline, &symbols, &mut bodies, sources, cx);
    then(Passes { outline: &outline, symbols: &symbols, bodies, docs, cx })
}
