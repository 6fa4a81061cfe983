//! Reads overlays in the form of this project: `"format": "tl-overlay"`.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::reader::Reader;
use crate::docs::{Availability, CallError, Note, Overlay, Subject};
use crate::json::page::{Problem, Text};

/// The value of the key `format`.
const FORMAT: &str = "tl-overlay";

/// The value of the key `version`. It is increased if readers of the previous version would misread the new one.
const VERSION: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `format` and `version`")]
struct Root<'j> {
    #[serde(borrow)]
    format: &'j RawValue,
    version: &'j RawValue,
    types: Option<&'j RawValue>,
    constructors: Option<&'j RawValue>,
    functions: Option<&'j RawValue>,
    errors: Option<&'j RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `description`")]
struct TypeIn<'j> {
    #[serde(borrow)]
    description: Option<&'j RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `description` and `fields`")]
struct ConstructorIn<'j> {
    #[serde(borrow)]
    description: Option<&'j RawValue>,
    fields: Option<&'j RawValue>,
}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "an object with `description`, `fields`, `availability` and `errors`"
)]
struct FunctionIn<'j> {
    #[serde(borrow)]
    description: Option<&'j RawValue>,
    fields: Option<&'j RawValue>,
    availability: Option<&'j RawValue>,
    #[serde(default)]
    errors: Vec<&'j RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `code`, `text` and `description`")]
struct ErrorIn<'j> {
    code: i32,
    text: String,
    #[serde(borrow)]
    description: Option<&'j RawValue>,
}

pub(super) fn read(reader: &mut Reader<'_>) -> Result<(), Problem> {
    let page = reader.page;
    let Root { format, version, types, constructors, functions, errors } = page.root()?;
    for (value, is_known) in
        [(format, page.read::<String>(format)? == FORMAT), (version, page.read::<u32>(version)? == VERSION)]
    {
        if !is_known {
            let message = format!("only `\"format\": \"{FORMAT}\", \"version\": {VERSION}` is supported");
            return Err(Problem { place: page.place(value.get()), message });
        }
    }
    let lists = [types, constructors, functions].into_iter().zip(Subject::ALL);
    for (list, subject) in lists.filter_map(|(list, subject)| Some((list?, subject))) {
        let members = page.members(list)?;
        reader.each(members, |reader, (name, value)| reader.note(subject, name, value));
    }
    if let Some(errors) = errors {
        let members = page.members(errors)?;
        reader.each(members, Reader::error);
    }
    reader.describe_errors();
    Ok(())
}

impl<'j> Reader<'j> {
    fn note(&mut self, subject: Subject, name: Text<'j>, value: &'j RawValue) -> Result<(), Problem> {
        let entry = self.read_entry(subject, value)?;
        let mut note = Note::new(subject, self.named(name));
        note.description = entry.description.map(|text| self.words(text)).transpose()?.flatten();
        for (name, text) in
            entry.fields.map(|fields| self.page.members(fields)).transpose()?.into_iter().flatten()
        {
            note.fields.extend(self.words(text)?.map(|text| (self.named(name), text)));
        }
        note.availability = entry.availability.map(|who| self.page.read::<Availability>(who)).transpose()?;
        for error in entry.errors {
            let ErrorIn { code, text, description } = self.page.object(error)?;
            let description = description.map(|text| self.words(text)).transpose()?.flatten();
            note.errors.push(CallError { code, text, description });
        }
        self.overlay.notes.push(note);
        Ok(())
    }

    /// Reads the entry of one name. Types and constructors allow only some of the keys of functions.
    fn read_entry(&self, subject: Subject, value: &'j RawValue) -> Result<FunctionIn<'j>, Problem> {
        use crate::schema::Category::{Constructor, Function};
        let (description, fields) = match subject {
            Subject::Combinator(Function) => return self.page.object(value),
            Subject::Combinator(Constructor) => {
                let ConstructorIn { description, fields } = self.page.object(value)?;
                (description, fields)
            }
            Subject::Type => {
                let TypeIn { description } = self.page.object(value)?;
                (description, None)
            }
        };
        Ok(FunctionIn { description, fields, availability: None, errors: Vec::new() })
    }

    /// Gives each error without a description the description that the overlay's key `errors` contains for the text of
    /// the error.
    fn describe_errors(&mut self) {
        let Overlay { notes, errors } = &mut self.overlay;
        let words: HashMap<&str, &String> =
            errors.iter().map(|(text, words)| (text.node.as_str(), words)).collect();
        for error in notes.iter_mut().flat_map(|note| &mut note.errors) {
            error.description =
                error.description.take().or_else(|| words.get(&*error.text).map(|&words| words.clone()));
        }
    }

    fn error(&mut self, (text, description): (Text<'j>, &'j RawValue)) -> Result<(), Problem> {
        if let Some(description) = self.words(description)? {
            let text = self.named(text);
            self.overlay.errors.push((text, description));
        }
        Ok(())
    }
}
