//! The page “Read bytes”, and the forms on other pages that decode and encode bytes. `assets/bytes.js` builds the
//! forms.

use std::collections::BTreeSet;

use maud::{Markup, html};
use tl_parser::schema::{Category, CombinatorId, CombinatorPrinter, Schema, TypeRef};
use tl_schemas::history;

use super::assets;
use super::document::Document;
use super::section::Section;
use crate::docs::page::Page;

/// The name of the script that contains the schema of a section.
pub(super) const SCHEMA: &str = "schema.js";

/// The schema with which a page decodes bytes.
pub(super) enum ReaderSchema {
    /// The name of a bundled schema: the number of a layer, or `mtproto`.
    Bundled(String),
    /// The text of a script that contains the schema of the section.
    Own(String),
}

impl ReaderSchema {
    pub(super) fn new(section: &Section<'_>) -> Self {
        let schema = section.site.schema;
        match bundled(schema) {
            Some(name) => Self::Bundled(name),
            None => Self::Own(script(section.title(), schema)),
        }
    }
}

/// Returns the content of the page “Read bytes”.
pub(super) fn page(document: Document<'_>, schema: &ReaderSchema) -> Markup {
    html! {
        h1 { "Read bytes" }
        p {
            "Paste the bytes of a value to see its fields, or JSON to see its bytes. Messages of MTProto, containers, "
            code { "gzip_packed" } " and " code { "rpc_result" } " are opened."
        }
        (form(document, schema, &Content { is_page: true, ..Content::default() }))
    }
}

/// Returns the form on the page of a method, with the bytes of its example.
pub(super) fn of_method(
    document: Document<'_>,
    schema: &ReaderSchema,
    page: &Page,
    id: CombinatorId,
) -> Option<Markup> {
    let method = &document.section?.site.schema[id];
    if method.category() != Category::Function {
        return None;
    }
    let has_arguments = matches!(method.result(), TypeRef::Boxed { args, .. } if !args.is_empty());
    let printer = CombinatorPrinter::new(document.section?.site.schema, id);
    let content = Content {
        bytes: page.example("Bytes").map(|bytes| bytes.split_whitespace().collect()),
        result: has_arguments.then(|| printer.result(String::new())),
        is_page: false,
    };
    Some(html! { h2 id="read-bytes" { "Read bytes" } (form(document, schema, &content)) })
}

/// The initial content of a form.
#[derive(Default)]
struct Content {
    bytes: Option<String>,
    /// The type to use if the bytes are a vector, such as `Vector<User>`.
    result: Option<String>,
    /// Whether the form is on the page “Read bytes”. If so, the form is filled from the address of the page, and
    /// guesses the layer.
    is_page: bool,
}

fn form(document: Document<'_>, schema: &ReaderSchema, content: &Content) -> Markup {
    let Content { bytes, result, is_page } = content;
    let (layer, script) = match schema {
        ReaderSchema::Bundled(layer) => (Some(layer), None),
        ReaderSchema::Own(_) => {
            (None, document.section.map(|section| document.sections.file(section, SCHEMA)))
        }
    };
    let script = script.map(|script| document.relative(&script));
    html! {
        section.bytes data-layer=[layer] data-schema=[script] data-bytes=[bytes] data-result=[result]
            data-guess[*is_page] data-linked[*is_page] {
            p.needs-script { "This form needs JavaScript." }
        }
    }
}

/// Returns the layer of `schema` if `schema` has the same ids as the bundled layer with this number. If `schema` has no
/// layer, returns `mtproto` if `schema` has the same ids as the bundled schema `mtproto`.
fn bundled(schema: &Schema) -> Option<String> {
    let ids = |category| schema.declared(category).map(|id| schema[id].id());
    let own: BTreeSet<u32> = ids(Category::Constructor).chain(ids(Category::Function)).collect();
    let Some(layer) = schema.layer() else {
        let mtproto = tl_schemas::find("mtproto").ok()?;
        let mtproto = Schema::parse(mtproto.name, mtproto.text().into_owned()).ok()?;
        let ids = mtproto.combinators().filter(|&id| !mtproto[id].is_predefined());
        let same = ids.map(|id| mtproto[id].id()).collect::<BTreeSet<_>>() == own;
        return same.then(|| "mtproto".to_owned());
    };
    let of_layer = history::declarations().filter(|declaration| declaration.layers.contains(layer));
    let ids: BTreeSet<u32> = of_layer.filter_map(|declaration| declaration.id()).collect();
    (ids == own).then(|| layer.to_string())
}

/// Returns a script with the schema as TL.
fn script(name: &str, schema: &Schema) -> String {
    let declared = || schema.combinators().filter(|&id| !schema[id].is_predefined());
    let bars: BTreeSet<Option<u32>> = declared().map(|id| schema[id].layer_bar()).collect();
    let mut text = String::new();
    for bar in bars {
        text.extend(bar.map(|layer| format!("==={layer}===\n")));
        for (category, heading) in
            [(Category::Constructor, "---types---\n"), (Category::Function, "---functions---\n")]
        {
            text.push_str(heading);
            let is_meant = |id: &CombinatorId| schema[*id].layer_bar() == bar;
            for id in schema.declared(category).filter(is_meant) {
                text.extend([&*schema.declaration_with_id(id), ";\n"]);
            }
        }
    }
    format!("tlBytes.setSchema({{ name: {}, text: {} }});\n", assets::string(name), assets::string(&text))
}
