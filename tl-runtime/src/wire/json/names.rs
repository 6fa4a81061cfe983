//! Finds the constructor or function that an object names.

use alloc::borrow::{Cow, ToOwned};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::scalars::text;
use super::{ErrorKind, JsonForm, JsonKind, Result, Source};
use crate::wire::table::{Row, Table};

pub(super) type Members<'s, S> = Vec<(Cow<'s, str>, S)>;

/// Returns the members of an object, in their order.
pub(super) fn members<'s, S: Source<'s>>(json: S) -> Result<Members<'s, S>> {
    if json.kind() == JsonKind::Object { json.members() } else { Err(json.wrong_kind("an object")) }
}

/// Returns the name of the constructor or function, and the JSON value that contains it.
pub(super) fn name<'s, S: Source<'s>>(
    form: JsonForm,
    members: &Members<'s, S>,
    json: S,
) -> Result<(Cow<'s, str>, S)> {
    let name_key = form.name_key();
    let mut names = members.iter().filter(|(key, _)| key == name_key).map(|(_, at)| *at);
    let at = names.next().ok_or_else(|| json.error(ErrorKind::NoName { key: name_key }))?;
    if let Some(again) = names.next() {
        return Err(again.error(ErrorKind::RepeatedField).within_field(name_key));
    }
    let name = text(at, "a name in a string").map_err(|error| error.within_field(name_key))?;
    Ok((name, at))
}

/// Returns whether an object names its constructor or function.
pub(super) fn has_name<S>(form: JsonForm, members: &Members<'_, S>) -> bool {
    members.iter().any(|(key, _)| key == form.name_key())
}

/// Returns the constructor of the type `ty` that an object names.
pub(super) fn constructor<'s, 't, S: Source<'s>>(
    form: JsonForm,
    table: &Table<'t>,
    ty: usize,
    members: &Members<'s, S>,
    json: S,
) -> Result<Row<'t>> {
    let (name, at) = name(form, members, json)?;
    called(table, &name, at, |row| row.is_of(ty), || format!("a constructor of `{}`", table.type_name(ty)))
}

/// Returns the function that an object names.
pub(super) fn function<'s, 't, S: Source<'s>>(
    form: JsonForm,
    table: &Table<'t>,
    members: &Members<'s, S>,
    json: S,
) -> Result<Row<'t>> {
    let (name, at) = name(form, members, json)?;
    called(table, &name, at, |row| row.is_function() && !table.is_envelope(row), || "a function".to_owned())
}

/// Returns the closed constructor or function called `name`: its id alone determines how it is read.
pub(super) fn any_called<'s, 't>(table: &Table<'t>, name: &str, at: impl Source<'s>) -> Result<Row<'t>> {
    let expected = || "a constructor or function without type parameters".to_owned();
    called(table, name, at, Row::is_closed, expected)
}

/// Checks that an object names `row`, if it contains a name. Bare values need no name.
pub(super) fn check_name<'s, S: Source<'s>>(
    form: JsonForm,
    table: &Table<'_>,
    row: &Row<'_>,
    members: &Members<'s, S>,
    json: S,
) -> Result {
    if !has_name(form, members) {
        return Ok(());
    }
    let (name, at) = name(form, members, json)?;
    if name == table.name(row) {
        return Ok(());
    }
    let expected = || format!("`{}`", table.name(row));
    called(table, &name, at, |other| other.number == row.number, expected).map(drop)
}

/// Returns the combinator called `name` for which `is_it` is true, from the first schema that has such a combinator.
fn called<'s, 't, S: Source<'s>>(
    table: &Table<'t>,
    name: &str,
    at: S,
    is_it: impl Fn(&Row<'t>) -> bool,
    expected: impl Fn() -> String,
) -> Result<Row<'t>> {
    let mut fitting = table.named(name).filter(&is_it);
    let Some(first) = fitting.next() else {
        let is_known = table.named(name).next().is_some();
        let allowed = table.all().filter(|row| is_it(row) && !table.is_envelope(row));
        // Among equally similar names, the first one in alphabetical order is suggested.
        let mut allowed: Vec<&str> = allowed.map(|row| table.name(&row)).collect();
        allowed.sort_unstable();
        let similar = S::similar(name, &mut allowed.into_iter());
        let name = name.into();
        return Err(at.error(if is_known {
            ErrorKind::WrongName { name, expected: expected().into(), similar }
        } else {
            ErrorKind::UnknownName { name, similar }
        }));
    };
    // Rows with equal labels have equal ids, and readers use the first of them.
    let others = fitting.filter(|row| row.has_same_schema(&first) && table.label(row) != table.label(&first));
    let mut names: Vec<_> = others.map(|row| table.label(&row).into()).collect();
    if names.is_empty() {
        return Ok(first);
    }
    names.insert(0, table.label(&first).into());
    Err(at.error(ErrorKind::AmbiguousName { names }))
}
