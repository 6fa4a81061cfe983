//! Runs the passes from syntax trees to a [`Schema`], and assembles the schema from their results.

use std::collections::HashSet;

use super::bodies::Body;
use super::context::Context;
use super::docs::Texts;
use super::files::Files;
use super::ids::AssignedIds;
use super::outline::{Declaration, Outline};
use super::symbols::SymbolTable;
use super::{bodies, cycles, docs, finals, ids, outline, params, prelude, repeats, symbols, uses};
use crate::schema::{Category, ChosenDialect, Combinator, Schema, Type};
use crate::{Diagnostics, Parsed, Span, parse};

/// The result of running all passes once. Lenient resolution runs them several times.
pub(super) struct Attempt {
    pub(super) schema: Option<Schema>,
    pub(super) dialect: ChosenDialect,
    pub(super) diagnostics: Diagnostics,
}

/// Runs all passes on all files, without the items whose spans are in `left_out`. If `dialect` is `None`, it is chosen
/// from the declarations.
pub(super) fn pass(
    files: &Files<'_, '_>,
    lenient: bool,
    dialect: Option<ChosenDialect>,
    left_out: &HashSet<Span>,
) -> Attempt {
    passes(files, lenient, left_out, |passes| {
        let Passes { outline, symbols, bodies, docs, cx } = passes;
        let numbers = ids::assign(outline, symbols, &bodies, dialect, files.sources, cx);
        let schema = assemble(outline, symbols, &numbers, bodies, docs);
        Attempt { schema, dialect: numbers.dialect, diagnostics: cx.finish() }
    })
}

/// The results of all passes except the last one, which computes ids.
pub(super) struct Passes<'r, 'a> {
    pub(super) outline: &'r Outline<'a>,
    pub(super) symbols: &'r SymbolTable<'a>,
    pub(super) bodies: Vec<Body>,
    pub(super) docs: Texts,
    pub(super) cx: &'r mut Context,
}

/// Runs all passes except the last one, which computes ids. Calls `then` with their results.
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
    uses::report(&outline, &symbols, cx);
    outline.report_conflicts(cx);
    let docs = docs::attach(&ordered, &outline, &symbols, &mut bodies, sources, cx);
    cycles::check(&outline, &bodies, cx);
    then(Passes { outline: &outline, symbols: &symbols, bodies, docs, cx })
}

/// Returns the schema, or `None` if the result of a declaration could not be resolved. The error was already reported.
fn assemble(
    outline: &Outline<'_>,
    symbols: &SymbolTable<'_>,
    numbers: &AssignedIds,
    bodies: Vec<Body>,
    docs: Texts,
) -> Option<Schema> {
    let types = types(symbols, docs.types);
    let declarations = outline.declarations.iter().zip(bodies).zip(docs.declarations).enumerate();
    let combinators = declarations
        .map(|(at, ((declaration, body), docs))| combinator(at, declaration, body, docs, numbers))
        .collect::<Option<Vec<Combinator>>>()?;
    Some(Schema::new(types, combinators, outline.layer, numbers.dialect.clone()))
}

fn types(symbols: &SymbolTable<'_>, docs: Vec<Option<String>>) -> Vec<Type> {
    let types = symbols.types().iter().zip(docs);
    types
        .map(|(ty, docs)| Type {
            name: ty.name.to_owned(),
            params: ty.params.clone().unwrap_or_default(),
            constructors: ty.constructors.clone(),
            primitive: prelude::primitive(ty.name),
            docs,
        })
        .collect()
}

fn combinator(
    at: usize,
    declaration: &Declaration<'_>,
    body: Body,
    docs: Option<String>,
    numbers: &AssignedIds,
) -> Option<Combinator> {
    Some(Combinator {
        name: declaration.name().text.to_owned(),
        category: declaration.category,
        declared_id: declaration.id().map(|id| id.value),
        ids: numbers.computed[at],
        id: numbers.ids[at],
        implicit: body.implicit,
        fields: body.fields,
        result: body.result?,
        layer_bar: declaration.bar,
        annotations: declaration.annotations().iter().map(|word| word.text.to_owned()).collect(),
        docs,
        availability: None,
        errors: Vec::new(),
        predefined: declaration.predefined,
        is_built_in: is_built_in(declaration),
        is_opaque: declaration.combinator().is_none(),
        result_call: declaration.combinator().is_some_and(|combinator| combinator.result.call.is_some()),
        span: declaration.span,
    })
}

/// Returns whether a declaration is the bare form of a built-in type.
fn is_built_in(declaration: &Declaration<'_>) -> bool {
    let ty = declaration.result_head().map_or("", |head| head.text);
    declaration.category == Category::Constructor && prelude::is_bare_form(declaration.name().text, ty)
}
