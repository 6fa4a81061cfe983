//! Definitions as text for people.

use std::fmt::{self, Display, Formatter};

use tl_parser::docs::CallError;
use tl_parser::docs::text::plain;

use super::combinator::{Combinator, Field};
use super::{Definition, Type, Users};

/// Lines of words are not longer than this many characters, where the words allow it.
const WIDTH: usize = 100;

/// What is part of something else stands this far to the right of it.
const INDENT: usize = 2;

impl Display for Definition<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(ty) => self::ty(ty, f),
            Self::Constructor(constructor) => combinator("constructor", constructor, f),
            Self::Function(function) => combinator("function", function, f),
        }
    }
}

fn ty(ty: &Type<'_>, f: &mut Formatter<'_>) -> fmt::Result {
    let Type { name, rust, description, constructors, users } = ty;
    writeln!(f, "type {name}")?;
    about(*description, f)?;
    rows(&[("Rust", rust.map(str::to_owned))], f)?;
    list("constructors", constructors, f, |constructor, f| writeln!(f, "{:INDENT$}{constructor}", ""))?;
    self::users(users, f)
}

fn combinator(kind: &str, combinator: &Combinator<'_>, f: &mut Formatter<'_>) -> fmt::Result {
    let Combinator { name, id, definition, place, layer_bar, rust, availability, .. } = combinator;
    writeln!(f, "{kind} {name}\n\n{:INDENT$}{definition}", "")?;
    about(combinator.description, f)?;
    let rows = [
        ("id", Some(id.clone())),
        ("Rust", rust.map(str::to_owned)),
        ("callers", availability.map(|who| who.to_string())),
        ("layer", layer_bar.map(|layer| layer.to_string())),
        ("place", place.as_ref().map(|place| format!("{}:{}", place.file, place.line))),
    ];
    self::rows(&rows, f)?;
    list("fields", &combinator.fields, f, field)?;
    list("errors", combinator.errors, f, error)?;
    list("canonical text", &combinator.canonical.lines, f, |line, f| writeln!(f, "{:INDENT$}{line}", ""))?;
    combinator.users.as_ref().map_or(Ok(()), |users| self::users(users, f))
}

fn field(field: &Field<'_>, f: &mut Formatter<'_>) -> fmt::Result {
    let Field { name, r#type, description } = field;
    let (name, colon) = name.map_or(("", ""), |name| (name, ": "));
    writeln!(f, "{:INDENT$}{name}{colon}{type}", "")?;
    words(*description, 3 * INDENT, f)
}

fn error(error: &CallError, f: &mut Formatter<'_>) -> fmt::Result {
    let CallError { code, text, description } = error;
    writeln!(f, "{:INDENT$}{code} {}", "", plain(text))?;
    words(description.as_deref(), 3 * INDENT, f)
}

fn users(users: &Users<'_>, f: &mut Formatter<'_>) -> fmt::Result {
    let Users { of, returned_by, taken_by, contained_in } = users;
    for (how, names) in [("returned by", returned_by), ("taken by", taken_by), ("contained in", contained_in)]
    {
        if !names.is_empty() {
            writeln!(f, "\n{of} is {how} ({})", names.len())?;
            words(Some(&names.join(", ")), INDENT, f)?;
        }
    }
    Ok(())
}

/// A description and the empty line before it.
fn about(description: Option<&str>, f: &mut Formatter<'_>) -> fmt::Result {
    if description.is_some() {
        writeln!(f)?;
    }
    words(description, 0, f)
}

/// Those that have a value, after an empty line.
fn rows(rows: &[(&str, Option<String>)], f: &mut Formatter<'_>) -> fmt::Result {
    let rows: Vec<_> = rows.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))).collect();
    let width = rows.iter().map(|(name, _)| name.len() + INDENT).max().unwrap_or_default();
    if width > 0 {
        writeln!(f)?;
    }
    rows.iter().try_for_each(|(name, value)| writeln!(f, "{name:width$}{value}"))
}

/// A heading and what is below it, if anything is.
fn list<T>(
    heading: &str,
    items: &[T],
    f: &mut Formatter<'_>,
    item: impl Fn(&T, &mut Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    if !items.is_empty() {
        writeln!(f, "\n{heading}")?;
    }
    items.iter().try_for_each(|one| item(one, f))
}

/// Text in lines that are not too long.
fn words(text: Option<&str>, indent: usize, f: &mut Formatter<'_>) -> fmt::Result {
    for line in plain(text.unwrap_or_default()).lines() {
        let mut width = 0;
        for word in line.split_whitespace() {
            let len = word.chars().count();
            match width {
                0 => write!(f, "{:indent$}{word}", "")?,
                _ if width + 1 + len > WIDTH => write!(f, "\n{:indent$}{word}", "")?,
                _ => write!(f, " {word}")?,
            }
            width = if width == 0 || width + 1 + len > WIDTH { indent + len } else { width + 1 + len };
        }
        writeln!(f)?;
    }
    Ok(())
}
