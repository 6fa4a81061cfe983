//! Collects everything about a constructor or a function.

use serde::Serialize;
use tl_parser::ast::{Document, ItemKind, Param};
use tl_parser::docs::{Availability, CallError};
use tl_parser::schema::{self, CombinatorId};
use tl_parser::{SourceMap, parse, print};

use super::library::{Library, Users};
use super::versions::Versions;
use crate::ids::{Canonical, declarations, hex};

/// A constructor or a function.
#[derive(Debug, Serialize)]
pub(crate) struct Combinator<'a> {
    pub(super) name: &'a str,
    /// The id on the wire, in 8 hexadecimal digits.
    pub(super) id: String,
    /// The declaration in canonical layout, with the id.
    pub(super) definition: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<Place<'a>>,
    /// The layer of the layer bar above the declaration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) layer_bar: Option<u32>,
    /// The layers of the Telegram API that have the declaration, if the schema is such a layer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) versions: Option<Versions>,
    pub(super) canonical: Canonical,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rust: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) availability: Option<Availability>,
    pub(super) fields: Vec<Field<'a>>,
    /// The type of the constructor, or the type that the function returns.
    pub(super) result: String,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) errors: &'a [CallError],
    /// The items that use the type of a constructor.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(super) users: Option<Users<'a>>,
}

/// The position of a declaration.
#[derive(Debug, Serialize)]
pub(crate) struct Place<'a> {
    pub(super) file: &'a str,
    pub(super) line: u32,
}

/// A field.
#[derive(Debug, Serialize)]
pub(crate) struct Field<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    /// The type with its condition: `flags.1?string`.
    pub(super) r#type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
}

impl<'a> Library<'a> {
    pub(super) fn combinator(&'a self, id: CombinatorId) -> Combinator<'a> {
        let combinator = &self.schema[id];
        let written = Written::of(combinator);
        Combinator {
            name: combinator.name(),
            id: hex(combinator.id()),
            definition: combinator.declaration_with_id(),
            place: self.place(combinator),
            layer_bar: combinator.layer_bar(),
            versions: self.schema.layer().and_then(|_| Versions::of(combinator)),
            canonical: written.canonical,
            rust: self.paths.combinator(id),
            description: combinator.docs(),
            availability: combinator.availability(),
            fields: fields(combinator, written.types),
            result: written.result,
            errors: combinator.errors(),
            users: self.schema.type_of(id).map(|ty| self.users(ty)),
        }
    }

    /// Returns the position of a declaration, or `None` for a built-in one.
    fn place(&'a self, combinator: &schema::Combinator) -> Option<Place<'a>> {
        (!combinator.is_predefined()).then(|| {
            let span = combinator.span();
            let file = self.sources.name(self.sources.file_of(span));
            Place { file, line: self.sources.position(span).line }
        })
    }
}

fn fields(combinator: &schema::Combinator, types: Vec<String>) -> Vec<Field<'_>> {
    let fields = combinator.fields().iter().zip(types);
    fields.map(|(field, r#type)| Field { name: field.name(), r#type, description: field.docs() }).collect()
}

/// The parts of a declaration as text.
struct Written {
    canonical: Canonical,
    /// The type of each field.
    types: Vec<String>,
    result: String,
}

impl Written {
    fn of(combinator: &schema::Combinator) -> Self {
        let mut sources = SourceMap::new();
        let written = sources.add("", format!("{};", combinator.declaration()));
        // The text is not too large, because it was part of a source map. It parses, because it was printed from a
        // declaration.
        let document = written.map(|file| parse(&sources, file).document);
        let (canonical, parts) = match &document {
            Ok(document) => (declarations(document).first().map(Canonical::from), parts(document)),
            Err(_) => (None, None),
        };
        let (types, result) = parts.unwrap_or_default();
        Self { canonical: canonical.unwrap_or_default(), types, result }
    }
}

/// Returns the types of the fields and of the result of the only declaration.
fn parts(document: &Document<'_>) -> Option<(Vec<String>, String)> {
    match &document.items.first()?.kind {
        ItemKind::Combinator(combinator) => {
            let call = if combinator.result.call.is_some() { "!" } else { "" };
            let result = format!("{call}{}", print::ty(&combinator.result.ty));
            Some((combinator.params.iter().flat_map(types).collect(), result))
        }
        ItemKind::Builtin(builtin) => Some((Vec::new(), builtin.result.text.to_owned())),
        _ => None,
    }
}

/// Returns the type of each field of a parameter: `(x y:int)` has two fields.
fn types(param: &Param<'_>) -> impl Iterator<Item = String> {
    std::iter::repeat_n(print::param_type(param), param.names.len().max(1))
}
