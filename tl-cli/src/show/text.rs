//! Formats items of a schema with all facts about them, as text for people.

use tl_parser::docs::text::plain;
use tl_parser::invisible::escape_line;

use super::combinator::{Combinator, Field, Version};
use super::page::{Columns, HEADING, ID, NAME, Page, declaration};
use super::{Definition, Type, Users};

/// Indentation of the description of a list item, and of the further lines of a wrapped declaration, in columns.
const INNER: usize = 6;

/// Indentation of the further lines of a wrapped canonical text, in columns.
const CANONICAL: usize = 22;

impl Definition<'_> {
    /// Returns the text, with styles.
    pub(crate) fn text(&self, columns: Columns) -> String {
        let mut page = Page::new(columns);
        match self {
            Self::Type(ty) => self::ty(&mut page, ty),
            Self::Constructor(constructor) => combinator(&mut page, "constructor", constructor),
            Self::Function(function) => combinator(&mut page, "function", function),
        }
        page.finish()
    }
}

fn ty(page: &mut Page, ty: &Type<'_>) {
    let Type { name, rust, description, constructors, users } = ty;
    page.line(format_args!("{HEADING}type {name}{HEADING:#}"));
    about(page, *description);
    page.rows(&[("Rust", rust.map(str::to_owned))]);
    list(page, "constructors", constructors, |page, constructor| page.code(&declaration(constructor), INNER));
    self::users(page, users);
}

fn combinator(page: &mut Page, kind: &str, combinator: &Combinator<'_>) {
    let Combinator { name, id, definition, place, layer_bar, rust, availability, versions, .. } = combinator;
    page.line(format_args!("{HEADING}{kind} {name}{HEADING:#}\n"));
    page.code(&declaration(definition), INNER);
    about(page, combinator.description);
    page.rows(&[
        ("id", Some(format!("{ID}{id}{ID:#}"))),
        ("Rust", rust.map(str::to_owned)),
        ("callers", availability.map(|who| who.to_string())),
        ("layer", layer_bar.map(|layer| layer.to_string())),
        ("layers", versions.as_ref().map(|versions| versions.layers.to_string())),
        ("place", place.as_ref().map(|place| format!("{}:{}", escape_line(place.file), place.line))),
    ]);
    list(page, "fields", &combinator.fields, field);
    let others = versions.as_ref().map_or(&[][..], |versions| &versions.others);
    list(page, "in other layers", others, |page, Version { layers, definition }| {
        page.code(&format!("{layers}: {}", declaration(definition)), INNER);
    });
    list(page, "errors", combinator.errors, |page, error| {
        page.code(&format!("{} {}", error.code, plain(&error.text)), INNER);
        page.prose(error.description.as_deref().unwrap_or_default(), INNER);
    });
    list(page, "canonical text", &combinator.canonical.lines, |page, line| page.code(line, CANONICAL));
    if let Some(users) = &combinator.users {
        self::users(page, users);
    }
}

fn field(page: &mut Page, field: &Field<'_>) {
    let Field { name, r#type, nullable, description } = field;
    let nullable = match nullable {
        None => "",
        Some("items") => " (items may be null)",
        Some(_) => " (may be null)",
    };
    match name {
        Some(name) => page.code(&format!("{NAME}{name}{NAME:#}: {type}{nullable}"), INNER),
        None => page.code(&format!("{type}{nullable}"), INNER),
    }
    page.prose(description.unwrap_or_default(), INNER);
}

fn users(page: &mut Page, users: &Users<'_>) {
    let Users { of, returned_by, taken_by, contained_in } = users;
    for (how, names) in [("returned by", returned_by), ("taken by", taken_by), ("contained in", contained_in)]
    {
        if !names.is_empty() {
            page.heading(format_args!("{of} is {how} ({})", names.len()));
            page.words(&names.join(", "));
        }
    }
}

/// Adds an empty line and a description, if there is one.
fn about(page: &mut Page, description: Option<&str>) {
    if let Some(description) = description {
        page.line("");
        page.prose(description, 0);
    }
}

/// Adds a heading and the items below it, if there are any items.
fn list<T>(page: &mut Page, heading: &str, items: &[T], item: impl Fn(&mut Page, &T)) {
    if !items.is_empty() {
        page.heading(heading);
    }
    items.iter().for_each(|one| item(page, one));
}
