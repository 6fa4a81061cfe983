//! Last pass: combines the results of the other passes into a schema.

use super::bodies::Body;
use super::docs::Texts;
use super::ids::Numbers;
use super::outline::{Declaration, Outline};
use super::prelude;
use super::symbols::SymbolTable;
use crate::schema::{Category, Combinator, Schema, Type};

/// Returns the schema, or `None` if a result is missing, which was reported.
pub(super) fn assemble(
    outline: &Outline<'_>,
    symbols: &SymbolTable<'_>,
    numbers: &Numbers,
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
    numbers: &Numbers,
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
    declaration.category == Category::Constructor && prelude::is_fixed(declaration.name().text, ty)
}
