//! Generates a static site: pages of HTML that work from a web server and from a folder, with or without JavaScript.
//!
//! `section` plans the pages of each schema and the links between schemas. `printer` writes the content of pages, and
//! `document` writes the parts that all pages have. `changes` is the page of the differences between two layers, and
//! `bytes` is the page that decodes and encodes bytes.

mod assets;
mod bytes;
mod changes;
mod description;
mod document;
mod printer;
mod search;
mod section;

use maud::html;

use self::bytes::ReaderSchema;
use self::changes::Changes;
use self::document::Document;
use self::printer::HtmlPrinter;
pub use self::section::Section;
use self::section::{BYTES, CHANGES, Sections};
use super::history::History;
use super::pages::Pages;
use super::site::Subject;
use crate::files::{Backend, Files};

/// The headers and names by which the files of a site are recognised.
pub(crate) const BACKEND: &Backend = &Backend {
    headers: &[assets::HTML_HEADER, assets::SCRIPT_HEADER, assets::STYLE_HEADER],
    names: &[
        "assets",
        "bots.html",
        "built-in.html",
        "bytes.html",
        "changes.html",
        "constructors",
        "constructors.html",
        "errors.html",
        "index.html",
        "methods",
        "methods.html",
        "schema.js",
        "search-index.js",
        "types",
        "types.html",
    ],
    root: "index.html",
};

/// Generates the site of one or more schemas. The pages of a single schema are at the root of the site. If there are
/// several schemas, each has a folder with the name of its section.
///
/// `title` is the name of the site. Each layer except the oldest one has a page with the differences from the next
/// older layer of the site.
///
/// `reader` is the text of `tl-web.js`, which `tl-web/build` makes. This script decodes and encodes bytes in the
/// browser. Without it, the site has neither the page “Read bytes” nor forms for bytes.
///
/// ```
/// use tl_codegen::docs::html::{self, Section};
/// use tl_parser::schema::Schema;
///
/// let schema = Schema::parse("api.tl", "---functions--- auth.cancelCode phone_number:string = Bool;")?;
/// let section = Section::new("api", "An API", &schema).unwrap();
/// let files = html::generate("An API", &[section], None);
/// assert!(files.get("methods/auth.cancelCode.html").unwrap().contains("<h1>auth.cancelCode</h1>"));
/// # Ok::<(), tl_parser::Errors>(())
/// ```
pub fn generate(title: &str, sections: &[Section<'_>], reader: Option<&str>) -> Files {
    let sections = Sections::new(title, sections, reader.is_some());
    let mut files = Files::output(BACKEND, "");
    let history = History::new();
    for section in sections.iter() {
        files.extend(Files::output(BACKEND, sections.folder(section)));
        section_files(&sections, section, &history, &mut files);
    }
    if sections.len() > 1 {
        let document = Document::of_site(&sections, "index.html", title);
        files.insert("index.html", document.html(&document::list_of_sections(document)));
    }
    for (name, text) in assets::files(reader) {
        files.insert(format!("assets/{name}"), text);
    }
    files
}

/// Adds the files of one schema.
fn section_files(sections: &Sections<'_>, section: &Section<'_>, history: &History, files: &mut Files) {
    let reader = sections.has_reader.then(|| ReaderSchema::new(section));
    planned_pages(sections, section, history, reader.as_ref(), files);
    let index = search::script(&section.site, &sections.other_pages(section));
    files.insert(sections.file(section, "search-index.js"), assets::script(&index));
    if let Some(older) = sections.older(section) {
        let changes = Changes::new(older, section);
        let title = changes.title();
        let path = sections.path(section, CHANGES);
        let document = Document::of_section(sections, section, &path, &title);
        files.insert(&*path, document.html(&html! { h1 { (title) } (changes.html(document)) }));
    }
    if let Some(reader) = reader {
        let path = sections.path(section, BYTES);
        let document = Document::of_section(sections, section, &path, "Read bytes");
        let document = Document { has_form: true, ..document };
        files.insert(&*path, document.html(&bytes::page(document, &reader)));
        if let ReaderSchema::Own(script) = reader {
            files.insert(sections.file(section, bytes::SCHEMA), assets::script(&script));
        }
    }
}

/// Adds the pages that also exist in Markdown.
fn planned_pages(
    sections: &Sections<'_>,
    section: &Section<'_>,
    history: &History,
    reader: Option<&ReaderSchema>,
    files: &mut Files,
) {
    let pages = Pages::with_history(&section.site, history);
    for page in section.site.pages() {
        let path = sections.path(section, section.site.path(page));
        let document = Document::of_page(sections, section, page, &path);
        let content = pages.page(page);
        let form = match (reader, section.site.subject(page)) {
            (Some(reader), Subject::Combinator(id)) => bytes::of_method(document, reader, &content, id),
            _ => None,
        };
        let document = Document { has_form: form.is_some(), ..document };
        let content = HtmlPrinter { document }.page(&content);
        files.insert(&*path, document.html(&html! { (content) @if let Some(form) = form { (form) } }));
    }
}
