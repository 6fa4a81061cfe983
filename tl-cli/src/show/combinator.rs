//! Collects all facts about a constructor or a function, including its declarations in other layers of the Telegram
//! API.

use serde::{Serialize, Serializer};
use tl_parser::docs::{Availability, CallError};
use tl_parser::schema::{self, Category, CombinatorId, CombinatorPrinter};
use tl_parser::{SourceMap, parse};
use tl_schemas::history::{self, Declaration, Kind, Layers};

use super::library::{Library, Users};
use crate::ids::{Canonical, declarations, hex};

/// A constructor or a function.
#[derive(Debug, Serialize)]
pub(crate) struct Combinator<'a> {
    pub(super) name: &'a str,
    /// The id on the wire, as 8 hexadecimal digits.
    pub(super) id: String,
    /// The declaration in canonical spelling, with the id.
    pub(super) definition: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<DeclarationPlace<'a>>,
    /// The number of the layer bar (`===n===`) above the declaration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) layer_bar: Option<u32>,
    /// The layers of the Telegram API that contain the declaration, and other declarations of the same name. This is
    /// `None` if the schema is not a layer, or if no bundled layer contains the declaration.
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
    /// The combinators that use the type of the constructor. `None` for a function.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(super) users: Option<Users<'a>>,
}

/// The position of a declaration.
#[derive(Debug, Serialize)]
pub(crate) struct DeclarationPlace<'a> {
    pub(super) file: &'a str,
    pub(super) line: u32,
}

/// A field.
#[derive(Debug, Serialize)]
pub(crate) struct Field<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    /// The type with its condition, such as `flags.1?string`.
    pub(super) r#type: String,
    /// `value` if the documentation states that the field may be null, or `items` if the items of the field may be
    /// null.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nullable: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
}

/// The layers that contain a declaration, and the declarations of the same name in other layers.
#[derive(Debug, Serialize)]
pub(crate) struct Versions {
    #[serde(serialize_with = "ranges")]
    pub(super) layers: Layers,
    /// Other declarations of the same name, starting with those of the newest layers.
    pub(super) others: Vec<Version>,
}

/// A declaration of the same name in other layers.
#[derive(Debug, Serialize)]
pub(crate) struct Version {
    #[serde(serialize_with = "ranges")]
    pub(super) layers: Layers,
    pub(super) definition: &'static str,
}

impl<'a> Library<'a> {
    pub(super) fn combinator(&'a self, id: CombinatorId) -> Combinator<'a> {
        let combinator = &self.schema[id];
        let printer = CombinatorPrinter::new(self.schema, id);
        let definition = printer.declaration(String::new());
        Combinator {
            name: combinator.name(),
            id: hex(combinator.id()),
            place: self.place(combinator),
            layer_bar: combinator.layer_bar(),
            versions: self.schema.layer().and_then(|_| Versions::of(combinator, &definition)),
            definition,
            canonical: self.canonical(id),
            rust: self.paths.combinator(id),
            description: combinator.docs(),
            availability: combinator.availability(),
            fields: self.fields(combinator, printer),
            result: printer.result(String::new()),
            errors: combinator.errors(),
            users: self.schema.type_of(id).map(|ty| self.users(ty)),
        }
    }

    /// Returns the position of a declaration, or `None` for a predefined one.
    fn place(&'a self, combinator: &schema::Combinator) -> Option<DeclarationPlace<'a>> {
        (!combinator.is_predefined()).then(|| {
            let span = combinator.span();
            let file = self.sources.name(self.sources.file_of(span));
            DeclarationPlace { file, line: self.sources.position(span).line }
        })
    }

    fn fields(&self, combinator: &'a schema::Combinator, printer: CombinatorPrinter<'_>) -> Vec<Field<'a>> {
        let field = |field: &'a schema::Field| Field {
            name: field.name(),
            r#type: printer.conditional_type(field, String::new()),
            nullable: self.schema.nullability(field).as_str(),
            description: field.docs(),
        };
        combinator.fields().iter().map(field).collect()
    }

    /// Returns the canonical texts of a declaration. They are made from its source text, if it has one.
    fn canonical(&self, id: CombinatorId) -> Canonical {
        let combinator = &self.schema[id];
        let source = match combinator.is_predefined() {
            true => self.schema.declaration(id),
            false => self.sources.snippet(combinator.span()).to_owned(),
        };
        let mut sources = SourceMap::new();
        // `add` fails only for 4 GiB of text or more. A snippet of another source map is shorter, and so is the
        // declaration of a predefined combinator.
        let document = sources.add("", source).map(|file| parse(&sources, file).document);
        let declaration = document.ok().and_then(|document| declarations(&document).into_iter().next());
        declaration.as_ref().map(Canonical::from).unwrap_or_default()
    }
}

impl Versions {
    /// Returns the layers that contain the declaration `definition`, and the other declarations of the same name.
    /// Returns `None` if no bundled layer contains `definition`.
    fn of(combinator: &schema::Combinator, definition: &str) -> Option<Self> {
        let kind = match combinator.category() {
            Category::Constructor => Kind::Constructor,
            Category::Function => Kind::Function,
        };
        let (same, others): (Vec<_>, Vec<_>) = history::with_name(combinator.name(), kind)
            .partition(|declaration| declaration.text == definition);
        Some(Self { layers: same.first()?.layers, others: others.into_iter().map(Version::from).collect() })
    }
}

impl From<Declaration> for Version {
    fn from(Declaration { layers, text, .. }: Declaration) -> Self {
        Self { layers, definition: text }
    }
}

/// Serialises layers as a list of ranges. Each range is a list of its first and its last layer.
fn ranges<S: Serializer>(layers: &Layers, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(layers.ranges())
}
