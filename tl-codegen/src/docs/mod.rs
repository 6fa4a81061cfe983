//! Markdown pages of a schema, as the source of an mdBook that reads well without it too.
//!
//! `site` says which pages there are and where, `pages` what they say, `markdown` how that is written and `book` how the
//! pages are one book; `check` reads the text again.

mod book;
mod built_in;
mod check;
mod coverage;
mod examples;
mod markdown;
mod page;
mod pages;
mod signature;
mod site;

use tl_parser::schema::Schema;

pub use self::check::{Flaw, FlawKind, check};
pub use self::coverage::{Coverage, Group};
pub use self::examples::{Example, Examples};
use self::markdown::Printer;
use self::pages::Pages;
use self::site::Site;
use crate::files::Files;

/// Writes the pages of `schema`: one for each method, constructor and type that it declares, and lists of them.
///
/// What is said of them is what the schema knows: its comments, and the overlays that were merged into it.
///
/// ```
/// use tl_codegen::docs;
/// use tl_parser::{SourceMap, load, schema::Options};
///
/// let mut sources = SourceMap::new();
/// sources.add("api.tl", "---functions--- auth.cancelCode phone_number:string = Bool;")?;
/// let schema = load(&sources, &Options::default()).schema.unwrap();
/// let files = docs::generate(&schema, "An API");
/// assert!(files.get("src/methods/auth.cancelCode.md").unwrap().contains("\n# auth.cancelCode\n"));
/// assert!(docs::check(&files).is_empty());
/// # Ok::<(), tl_parser::TooLarge>(())
/// ```
#[must_use]
pub fn generate(schema: &Schema, title: &str) -> Files {
    let site = Site::new(schema, title);
    let pages = Pages::new(&site);
    let mut files = Files::default();
    for from in site.pages() {
        let text = Printer { site: &site, from }.page(&pages.page(from));
        files.insert(format!("src/{}", site.path(from)), text);
    }
    files.insert("src/SUMMARY.md", book::summary(&site));
    files.insert("book.toml", book::config(title));
    files.insert("tables.css", book::STYLE);
    files
}
