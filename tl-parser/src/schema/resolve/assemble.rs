//! Last pass: combines the results of the other passes into a schema.

use super::bodies::Body;
use super::docs::Texts;
use super::ids::Numbers;
use super::names::Names;
use super::outline::{Declaration, Form, Outline};
use super::{prelude, texts};
use crate::schema::combinator::BuiltIn;
use crate::schema::{Category, Combinator, Schema, Type};

/// Returns the schema, or `None` if a result is missing, which was reported.
pub(super) fn assemble(
    outline: &Outline<'_>,
    names: &Names<'_>,
    numbers: &Numbers,
    bodies: Vec<Body>,
    docs: Texts,
) -> Option<Schema> {
    let types = types(names, docs.types);
    let declarations = outline.declarations.iter().zip(bodies).zip(docs.declarations).enumerate();
    let combinators = declarations
        .map(|(at, ((declaration, body), docs))| combinator(at, declaration, body, docs, numbers))
        .collect::<Option<Vec<Combinator>>>()?;
    Some(Schema::new(types, combinators, outline.layer, numbers.dialect.clone()))
}

fn types(names: &Names<'_>, docs: Vec<Option<String>>) -> Vec<Type> {
    let types = names.types().iter().zip(docs);
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
        declaration: texts::declaration(declaration),
        predefined: declaration.predefined,
        built_in: built_in(declaration),
        span: declaration.span,
    })
}

fn built_in(declaration: &Declaration<'_>) -> BuiltIn {
    let ty = declaration.result_head().map_or("", |head| head.text);
    match declaration.form {
        _ if declaration.category == Category::Function => BuiltIn::No,
        _ if prelude::is_fixed(declaration.name().text, ty) => BuiltIn::Form,
        Form::Builtin(_) => BuiltIn::Unknown,
        Form::Combinator(_) => BuiltIn::No,
    }
}
