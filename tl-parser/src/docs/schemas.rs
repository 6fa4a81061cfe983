//! Reads an overlay from the comments of a TL schema. An overlay is documentation that is added to another schema.

use super::{Named, Note, Overlay, Subject};
use crate::schema::{Combinator, Field, FieldType, Options, Schema, resolve};
use crate::{Diagnostics, FileId, SourceMap, Span, codes, parse};

/// Reads the documentation in the comments of `file`. Declarations with errors are left out with a warning. Lints,
/// which are warnings about valid declarations, are not reported.
pub(super) fn read(overlays: &SourceMap, file: FileId, found: &mut Diagnostics) -> Overlay {
    let parsed = parse(overlays, file);
    let resolved = resolve(overlays, &[parsed], &Options { lenient: true, ..Options::default() });
    let is_lint = |code| codes::lints().any(|lint| lint.code == code);
    found.extend(resolved.diagnostics.into_iter().filter(|problem| !is_lint(problem.code)));
    let start = overlays.span(file).before();
    let notes = resolved.schema.as_ref().map(|schema| notes(schema, start)).unwrap_or_default();
    Overlay { notes, errors: Vec::new() }
}

/// Returns the documentation of all types and combinators. The position of a type is the position of its first
/// constructor in the file, or `start` if the file declares no constructor of the type, as for a built-in type.
fn notes(schema: &Schema, start: Span) -> Vec<Note> {
    let types = schema.types().filter_map(|id| {
        let ty = &schema[id];
        let declared = ty.constructors().iter().find(|&&id| !schema[id].is_predefined());
        let span = declared.map_or(start, |&id| schema[id].span());
        let description = Some(ty.docs()?.to_owned());
        let name = Named { node: ty.name().to_owned(), span };
        Some(Note { description, ..Note::new(Subject::Type, name) })
    });
    let combinators = schema.combinators().filter_map(|id| note(&schema[id]));
    types.chain(combinators).collect()
}

/// Returns the documentation of a combinator, if it has any.
fn note(combinator: &Combinator) -> Option<Note> {
    let mut fields = Vec::new();
    collect(combinator.fields(), &mut fields);
    let description = combinator.docs().map(str::to_owned);
    let Span { start, .. } = combinator.span();
    let end = start + combinator.name().len() as u32;
    let span = if combinator.annotations().is_empty() { Span { start, end } } else { combinator.span() };
    let name = Named { node: combinator.name().to_owned(), span };
    let is_documented = description.is_some() || !fields.is_empty();
    let subject = Subject::Combinator(combinator.category());
    is_documented.then(|| Note { description, fields, ..Note::new(subject, name) })
}

fn collect(list: &[Field], into: &mut Vec<(Named, String)>) {
    for field in list {
        if let (Some(name), Some(docs)) = (field.name(), field.docs()) {
            into.push((Named { node: name.to_owned(), span: field.span() }, docs.to_owned()));
        }
        if let FieldType::Repeat(repeat) = field.ty() {
            collect(&repeat.fields, into);
        }
    }
}
