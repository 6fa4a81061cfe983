//! Lists the declarations of a syntax tree with their ids. A declaration that occurs twice is listed twice.

use std::fmt;

use serde::Serialize;
use tl_parser::ast::{BuiltIn, Combinator, Document, ItemKind, Section};
use tl_parser::schema::{Category, Dialect, Ids};
use tl_parser::{Span, canonical};

/// A combinator or a built-in type. Other declarations have no ids.
pub(crate) struct Declaration<'s> {
    pub(crate) category: Category,
    pub(crate) name: &'s str,
    /// The id that is written in the source.
    pub(crate) declared: Option<u32>,
    /// The ids that are computed from the two canonical texts.
    pub(crate) ids: Ids,
    pub(crate) formal: String,
    pub(crate) telegram: String,
    pub(crate) span: Span,
}

impl Declaration<'_> {
    /// Returns the kind, the name, the declared id (or `-`), the formal id and the Telegram id, separated by tabs.
    pub(crate) fn row(&self) -> String {
        let Self { category, name, declared, ids: Ids { formal, telegram }, .. } = self;
        let declared = declared.map_or("-".to_owned(), hex);
        format!("{}\t{name}\t{declared}\t{}\t{}", kind(*category), hex(*formal), hex(*telegram))
    }

    /// Returns whether the declared id is the id that is computed in `dialect`, or in either dialect if `dialect` is
    /// `None`. Returns `true` if no id is declared.
    pub(crate) fn fits(&self, dialect: Option<Dialect>) -> bool {
        let Ids { formal, telegram } = self.ids;
        let wanted = dialect.map_or([formal, telegram], |dialect| [self.ids.of(dialect); 2]);
        self.declared.is_none_or(|id| wanted.contains(&id))
    }

    fn judgement(&self) -> &'static str {
        match (self.fits(Some(Dialect::Formal)), self.fits(Some(Dialect::Telegram))) {
            (true, true) => "fits both texts",
            (true, false) => "fits the formal text",
            (false, true) => "fits Telegram's text",
            (false, false) => "fits neither text",
        }
    }
}

/// Displays both canonical texts with their ids, on separate lines, followed by the declared id.
impl fmt::Display for Declaration<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { declared, ids, formal, telegram, .. } = self;
        writeln!(f, "formal    {:08x}  {formal}", ids.formal)?;
        writeln!(f, "telegram  {:08x}  {telegram}", ids.telegram)?;
        match declared {
            Some(id) => write!(f, "declared  {id:08x}  {}", self.judgement()),
            None => f.write_str("declared  -"),
        }
    }
}

/// The canonical texts of a declaration with their CRC-32s, for JSON output.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Canonical {
    formal: Text,
    telegram: Text,
    /// The id that is written in the source.
    declared: Option<String>,
    /// The lines of the text output.
    #[serde(skip)]
    pub(crate) lines: Vec<String>,
}

/// A canonical text, and its CRC-32.
#[derive(Debug, Default, Serialize)]
struct Text {
    id: String,
    text: String,
}

impl From<&Declaration<'_>> for Canonical {
    fn from(declaration: &Declaration<'_>) -> Self {
        let text = |id: u32, text: &str| Text { id: hex(id), text: text.to_owned() };
        Self {
            formal: text(declaration.ids.formal, &declaration.formal),
            telegram: text(declaration.ids.telegram, &declaration.telegram),
            declared: declaration.declared.map(hex),
            lines: declaration.to_string().lines().map(str::to_owned).collect(),
        }
    }
}

/// Returns the word for a category in the output.
pub(crate) fn kind(category: Category) -> &'static str {
    match category {
        Category::Constructor => "constructor",
        Category::Function => "function",
    }
}

pub(crate) fn hex(id: u32) -> String {
    format!("{id:08x}")
}

/// Returns all declarations that have an id, in source order. Declarations of built-in types count as constructors.
pub(crate) fn declarations<'s>(document: &Document<'s>) -> Vec<Declaration<'s>> {
    let mut section = Section::Types;
    let mut found = Vec::new();
    for item in &document.items {
        match &item.kind {
            ItemKind::Combinator(combinator) => found.push(of_combinator(combinator, section, item.span)),
            ItemKind::BuiltIn(built_in) => found.push(of_built_in(built_in, item.span)),
            ItemKind::Section(begun) => section = *begun,
            ItemKind::Partial(_) | ItemKind::Final(_) | ItemKind::LayerBar(_) | ItemKind::Error => {}
        }
    }
    found
}

/// Converts a combinator. Declarations with `=>`, or with `!` before the result, are functions in any section.
fn of_combinator<'s>(combinator: &Combinator<'s>, section: Section, span: Span) -> Declaration<'s> {
    let is_function = section == Section::Functions || combinator.arrow || combinator.result.call.is_some();
    Declaration {
        category: if is_function { Category::Function } else { Category::Constructor },
        name: combinator.name.text,
        declared: combinator.id.map(|id| id.value),
        ids: canonical::ids(combinator),
        formal: canonical::formal(combinator),
        telegram: canonical::telegram(combinator),
        span,
    }
}

fn of_built_in<'s>(built_in: &BuiltIn<'s>, span: Span) -> Declaration<'s> {
    Declaration {
        category: Category::Constructor,
        name: built_in.name.text,
        declared: built_in.id.map(|id| id.value),
        ids: canonical::built_in_ids(built_in),
        formal: canonical::built_in(built_in),
        telegram: canonical::built_in(built_in),
        span,
    }
}
