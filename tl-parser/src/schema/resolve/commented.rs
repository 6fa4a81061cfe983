//! The meaning of the comments of one file. The formatter checks that formatting does not change this meaning.

use std::collections::{BTreeMap, HashSet};

use super::files::Files;
use super::passes::{Passes, passes};
use crate::schema::{Field, FieldType};
use crate::{Parsed, SourceMap, Span};

/// The documentation in the comments of a file, and the warnings that the comments suppress.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Commented {
    /// The number in the comment `// LAYER n`.
    layer: Option<u32>,
    /// The documentation of types, by the names of the types.
    types: BTreeMap<String, String>,
    /// The items of the file, in their order.
    items: Vec<ItemDocs>,
}

/// The documentation in the comments of one item, and the warnings that the comments suppress.
#[derive(Debug, Default, PartialEq, Eq)]
struct ItemDocs {
    docs: Option<String>,
    /// The documentation of all fields, in source order. Fields within a repetition follow the repetition.
    fields: Vec<Option<String>>,
    /// The codes of the warnings that are suppressed.
    allowed: Vec<String>,
}

impl Commented {
    pub(crate) fn new(sources: &SourceMap, parsed: &Parsed<'_>) -> Self {
        let files = Files { sources, parsed: std::slice::from_ref(parsed) };
        passes(&files, false, &HashSet::new(), |passes| Self::of(parsed, passes))
    }

    fn of(parsed: &Parsed<'_>, passes: Passes<'_, '_>) -> Self {
        let Passes { outline, symbols, bodies, docs, cx, .. } = passes;
        let items = &parsed.document.items;
        let mut of_items: Vec<ItemDocs> = items.iter().map(|_| ItemDocs::default()).collect();
        let place = |span: Span| items.binary_search_by_key(&span.end, |item| item.span.end).ok();
        let texts = outline.declarations.iter().zip(bodies).zip(docs.declarations);
        for ((declaration, body), docs) in texts.filter(|((declaration, _), _)| !declaration.predefined) {
            if let Some(at) = place(declaration.span) {
                of_items[at].docs = docs;
                collect(body.fields, &mut of_items[at].fields);
            }
        }
        for (span, codes) in cx.allowed.places() {
            if let Some(at) = place(*span) {
                of_items[at].allowed.extend(codes.iter().cloned());
            }
        }
        let types = symbols.types().iter().zip(docs.types);
        let types = types.filter_map(|(ty, docs)| Some((ty.name.to_owned(), docs?))).collect();
        Self { layer: outline.layer, types, items: of_items }
    }

    /// Checks that all comments have the same meaning in `other`.
    ///
    /// # Errors
    /// Returns the index of the first item whose comments have another meaning in `other`. Returns `None` if the
    /// comments of all items have the same meaning and only the layer or the documentation of types differs.
    pub(crate) fn compare(&self, other: &Self) -> Result<(), Option<usize>> {
        if self == other {
            return Ok(());
        }
        Err(self.items.iter().zip(&other.items).position(|(one, other)| one != other))
    }
}

fn collect(fields: Vec<Field>, into: &mut Vec<Option<String>>) {
    for Field { docs, ty, .. } in fields {
        into.push(docs);
        if let FieldType::Repeat(repeat) = ty {
            collect(repeat.fields, into);
        }
    }
}
