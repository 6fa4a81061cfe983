//! Merges overlays into schemas.

use std::collections::HashSet;

use super::{Category, CombinatorId, Field, FieldType, Schema};
use crate::codes::docs as codes;
use crate::docs::{CallError, Note, Overlay, Subject};
use crate::similar::similar;
use crate::{Diagnostic, Diagnostics, Spanned};

/// If this number of problems was already found in an overlay, further unknown types and combinators get no hint. A
/// hint needs a search for similar names. Searches are slow, and an overlay for another layer can contain thousands of
/// unknown names.
const HINTS: usize = 50;

impl Overlay {
    /// Adds the documentation of the overlay to the types and combinators of all schemas. Reports each documented type
    /// and combinator that no schema declares, each documented field that no combinator of this name has, and each
    /// described error that no function returns.
    pub(crate) fn merge(&self, schemas: &mut [&mut Schema]) -> Diagnostics {
        for (text, description) in &self.errors {
            let errors = schemas.iter_mut().flat_map(|schema| schema.combinators.iter_mut());
            let known = errors.flat_map(|c| &mut c.errors).filter(|error| error.text == text.node);
            known.for_each(|error| error.description = Some(description.clone()));
        }
        let mut found = Diagnostics::default();
        for note in &self.notes {
            let has_hint = found.len() < HINTS;
            found.extend(merge_note(note, schemas, has_hint));
        }
        let errors = schemas.iter().flat_map(|schema| schema.combinators.iter()).flat_map(|c| &c.errors);
        let texts: HashSet<&str> = errors.map(|error| error.text.as_str()).collect();
        let unknown = self.errors.iter().filter(|(text, _)| !texts.contains(text.node.as_str()));
        found.extend(unknown.map(|(text, _)| codes::no_error(text)));
        found
    }
}

/// Adds the documentation of one name to all schemas. Reports the name if no schema declares it. Otherwise, reports
/// each documented field that no combinator with this name has.
fn merge_note(note: &Note, schemas: &mut [&mut Schema], has_hint: bool) -> Vec<Diagnostic> {
    let (mut is_known, mut known_fields) = (false, HashSet::new());
    for schema in &mut *schemas {
        match note.subject {
            Subject::Type => is_known |= schema.document_type(note),
            Subject::Combinator(category) => {
                for id in schema.named(category, &note.name.node) {
                    is_known = true;
                    schema.document_combinator(id, note, &mut known_fields);
                }
            }
        }
    }
    let schemas: Vec<&Schema> = schemas.iter().map(|schema| &**schema).collect();
    if !is_known {
        return vec![no_subject(note, &schemas, has_hint)];
    }
    let fields = note.fields.iter().map(|(field, _)| field);
    let unknown = fields.filter(|field| !known_fields.contains(field.node.as_str()));
    unknown.map(|field| no_field(field, note, &schemas)).collect()
}

impl Schema {
    /// Returns the combinators of one category that are called `name`.
    fn named(&self, category: Category, name: &str) -> Vec<CombinatorId> {
        let all = self.find_combinators(name).iter().copied();
        all.filter(|&id| self[id].category == category).collect()
    }

    /// Adds the documentation of `note` to the type that `note` names. Returns whether the type exists.
    fn document_type(&mut self, note: &Note) -> bool {
        let Some(ty) = self.find_type(&note.name.node) else { return false };
        replace(&mut self.types[ty.index()].docs, note.description.as_ref());
        true
    }

    /// Adds the documentation of `note` to a combinator. For each field of the note that the combinator has, adds the
    /// name of the field to `known`.
    fn document_combinator<'n>(&mut self, id: CombinatorId, note: &'n Note, known: &mut HashSet<&'n str>) {
        let combinator = &mut self.combinators[id.index()];
        replace(&mut combinator.docs, note.description.as_ref());
        combinator.availability = note.availability.or(combinator.availability);
        for error in &note.errors {
            add(&mut combinator.errors, error);
        }
        for (name, text) in &note.fields {
            if let Some(docs) = docs_of(&mut combinator.fields, &name.node) {
                *docs = Some(text.clone());
                known.insert(&name.node);
            }
        }
    }
}

fn replace(docs: &mut Option<String>, description: Option<&String>) {
    if let Some(description) = description {
        *docs = Some(description.clone());
    }
}

/// Adds an error to a list. If the list already contains the error, a new description replaces the old one.
fn add(errors: &mut Vec<CallError>, error: &CallError) {
    match errors.iter_mut().find(|known| (known.code, &known.text) == (error.code, &error.text)) {
        Some(known) => replace(&mut known.description, error.description.as_ref()),
        None => errors.push(error.clone()),
    }
}

/// Returns the documentation of the first field called `name`. Fields within repetitions are searched after all others.
fn docs_of<'f>(fields: &'f mut [Field], name: &str) -> Option<&'f mut Option<String>> {
    let mut inner = Vec::new();
    for field in fields {
        if field.name() == Some(name) {
            return Some(&mut field.docs);
        }
        match &mut field.ty {
            FieldType::Repeat(repeat) => inner.push(&mut repeat.fields),
            FieldType::Nat | FieldType::Type | FieldType::Value(_) | FieldType::Call(_) => {}
        }
    }
    inner.into_iter().find_map(|fields| docs_of(fields, name))
}

fn no_subject(note: &Note, schemas: &[&Schema], has_hint: bool) -> Diagnostic {
    let Note { subject, name: Spanned { node: name, .. }, .. } = note;
    let has = |schema: &&Schema, subject: &Subject| match subject {
        Subject::Type => schema.find_type(name).is_some(),
        Subject::Combinator(category) => !schema.named(*category, name).is_empty(),
    };
    let also = Subject::ALL.into_iter().find(|other| schemas.iter().any(|schema| has(schema, other)));
    let similar = || schemas.iter().find_map(|schema| schema.similar_subject(*subject, name));
    let similar = if has_hint { similar() } else { None };
    codes::no_subject(&note.name, subject.as_str(), also.map(Subject::as_str), similar)
}

fn no_field(field: &Spanned<String>, note: &Note, schemas: &[&Schema]) -> Diagnostic {
    let owners = schemas
        .iter()
        .flat_map(|schema| schema.find_combinators(&note.name.node).iter().map(|&id| &schema[id]));
    let names = owners.flat_map(|owner| owner.fields.iter().filter_map(Field::name));
    codes::no_field(field, &note.name.node, similar(&field.node, names))
}

impl Schema {
    /// Searches the names of all types, all constructors or all functions, depending on `subject`. Returns the name
    /// that is most similar to `name`.
    fn similar_subject(&self, subject: Subject, name: &str) -> Option<&str> {
        match subject {
            Subject::Type => similar(name, self.types.iter().map(super::Type::name)),
            Subject::Combinator(category) => {
                let combinators = self.combinators.iter().filter(|c| c.category == category);
                similar(name, combinators.map(super::Combinator::name))
            }
        }
    }
}
