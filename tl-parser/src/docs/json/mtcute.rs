//! `api-schema.json` of mtcute: entries with comments, errors and availability.
//!
//! The file is written by a program and has a schema beside the documentation, so keys that are not known are passed
//! over, and an entry says no more than what is read here.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::html::{Names, marks};
use super::reader::Reader;
use crate::ast::local;
use crate::docs::{Availability, CallError, Note, Subject};
use crate::json::page::Problem;
use crate::schema::Category;

#[derive(Deserialize)]
#[serde(expecting = "an object with the list `e`")]
struct Root<'j> {
    #[serde(borrow)]
    e: Vec<&'j RawValue>,
    /// Types by name.
    u: Option<&'j RawValue>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with `kind`, `name` and `arguments`")]
struct EntryIn<'j> {
    kind: Kind,
    #[serde(borrow)]
    name: &'j RawValue,
    comment: Option<String>,
    #[serde(default)]
    arguments: Vec<ArgumentIn<'j>>,
    available: Option<Available>,
    #[serde(default)]
    throws: Vec<ThrowIn>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Class,
    Method,
}

#[derive(Deserialize)]
struct ArgumentIn<'j> {
    #[serde(borrow)]
    name: &'j RawValue,
    comment: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Available {
    User,
    Bot,
    Both,
}

#[derive(Deserialize)]
struct ThrowIn {
    code: i32,
    name: String,
    comment: Option<String>,
}

/// Reads all of a file.
pub(super) fn read(reader: &mut Reader<'_>) -> Result<(), Problem> {
    let page = reader.page;
    let Root { e, u } = page.root()?;
    let mut entries = Vec::new();
    reader.each(e, |_, value| {
        entries.push(page.object::<EntryIn<'_>>(value)?);
        Ok(())
    });
    let types = u.map(|types| page.members(types)).transpose()?.unwrap_or_default();
    let mut names = Names::new();
    for entry in &entries {
        let name = page.string(entry.name)?.text.into_owned();
        names.insert(link_name(entry.kind, &name), name);
    }
    reader.each(entries, |reader, entry| reader.entry(entry, &names));
    reader.each(types, |reader, (name, comment)| {
        let mut note = Note::new(Subject::Type, reader.named(name));
        note.description = said(page.read(comment)?, &names);
        reader.overlay.notes.push(note);
        Ok(())
    });
    Ok(())
}

/// `auth.sendCode` is `auth.RawSendCodeRequest` in links, and the constructor `user` is `RawUser`.
fn link_name(kind: Kind, name: &str) -> String {
    let (namespace, local) = name.split_at(name.len() - local(name).len());
    let mut letters = local.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if matches!(kind, Kind::Method) { "Request" } else { "" };
    format!("{namespace}Raw{first}{}{end}", letters.as_str())
}

/// A description in our marks; none where it is empty.
fn said(comment: Option<String>, names: &Names) -> Option<String> {
    comment.map(|html| marks(&html, names)).filter(|text| !text.is_empty())
}

impl<'j> Reader<'j> {
    fn entry(&mut self, entry: EntryIn<'j>, names: &Names) -> Result<(), Problem> {
        let EntryIn { kind, name, comment, arguments, available, throws } = entry;
        let category = match kind {
            Kind::Class => Category::Constructor,
            Kind::Method => Category::Function,
        };
        let mut note = Note::new(Subject::Combinator(category), self.named(self.page.string(name)?));
        note.description = said(comment, names);
        for ArgumentIn { name, comment } in arguments {
            if let Some(text) = said(comment, names) {
                note.fields.push((self.named(self.page.string(name)?), text));
            }
        }
        note.availability = available.map(|available| match available {
            Available::User => Availability::Users,
            Available::Bot => Availability::Bots,
            Available::Both => Availability::Both,
        });
        note.errors = throws
            .into_iter()
            .map(|ThrowIn { code, name, comment }| CallError {
                code,
                text: name,
                description: said(comment, names),
            })
            .collect();
        self.overlay.notes.push(note);
        Ok(())
    }
}
