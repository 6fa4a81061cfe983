//! Fifth pass: assigns comments to the declarations, fields and types that they document.
//!
//! A declaration is documented by the comment directly above it, without a blank line between them, and by the comment
//! to its right. A field is documented by a key in the comment above the declaration (`@name text` or
//! `@param name text`), by the comment to the right of the field, or by a comment above the field within the
//! declaration. A comment with `@class` documents a type.

use std::collections::{HashMap, HashSet};

use super::blocks;
use super::bodies::Body;
use super::comments::{Line, join, lines};
use super::context::Context;
use super::outline::Outline;
use super::slots::{Documented, Slots};
use super::symbols::SymbolTable;
use super::tagged::{Entry, Known, entries, is_tdlib};
use crate::ast::Comment;
use crate::codes::docs as codes;
use crate::derived::{Note, Subject};
use crate::docs::text::is_blank;
use crate::schema::{Field, FieldType};
use crate::{FileId, Parsed, SourceMap, Span};

/// The documentation of all types and all declarations, in the same order as the types and declarations. The
/// documentation of fields is stored in the fields.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) types: Vec<Option<String>>,
    pub(super) declarations: Vec<Option<String>>,
}

/// Assigns the comments of all files to the declarations, fields and types that they document. Returns the
/// documentation of types and declarations.
pub(super) fn attach(
    files: &[&Parsed<'_>],
    outline: &Outline<'_>,
    symbols: &SymbolTable<'_>,
    bodies: &mut [Body],
    sources: &SourceMap,
    cx: &mut Context,
) -> Texts {
    let declarations = outline.declarations.iter().enumerate();
    let indices = declarations.filter(|(_, d)| !d.predefined).map(|(at, d)| (d.span.start, at)).collect();
    let texts = Texts { types: vec![None; symbols.types().len()], declarations: vec![None; bodies.len()] };
    let mut writer = Writer { outline, symbols, bodies, indices, sources, texts, cx };
    for file in files {
        for comments in blocks::by_item(&file.document, sources) {
            writer.item_comments(&comments);
        }
        writer.notes(file.file);
    }
    writer.texts
}

struct Writer<'r, 'a> {
    outline: &'r Outline<'a>,
    symbols: &'r SymbolTable<'a>,
    bodies: &'r mut [Body],
    /// The indices of the declarations, by the starting positions of the declarations.
    indices: HashMap<u32, usize>,
    sources: &'r SourceMap,
    texts: Texts,
    cx: &'r mut Context,
}

impl Writer<'_, '_> {
    /// Adds the documentation that a JSON file contains. This documentation is stored next to the TL text that was made
    /// from the JSON.
    fn notes(&mut self, file: FileId) {
        let Some(metadata) = self.sources.metadata(file) else { return };
        let start = self.sources.span(file).start;
        for Note { at, subject, text } in &metadata.notes {
            let owner = self.indices.get(&(start + at)).copied();
            let docs = match (subject, owner) {
                (Subject::Declaration, Some(owner)) => Some(&mut self.texts.declarations[owner]),
                (Subject::Field(path), Some(owner)) => field_at(&mut self.bodies[owner].fields, path),
                (Subject::Declaration | Subject::Field(_), None) => None,
                (Subject::Type(name), _) => match self.symbols.find_type(name) {
                    Some(ty) => Some(&mut self.texts.types[ty.0 as usize]),
                    None => {
                        let span = Span { start: start + at, end: start + at };
                        self.cx.report(codes::unknown_class(name, span));
                        None
                    }
                },
            };
            docs.into_iter().for_each(|docs| add(docs, text));
        }
    }

    fn item_comments(&mut self, comments: &blocks::ItemComments<'_, '_>) {
        let declaration = comments.item.and_then(|span| self.indices.get(&span.start).copied());
        for block in &comments.before {
            if let (Some(item), true) = (comments.item, block.touches_item) {
                self.cx.allowed.read(block, item);
            }
            let lines = lines(&block.comments);
            let owner = declaration.filter(|_| block.touches_item);
            let entries = self.entries(&lines, owner);
            if entries.iter().any(|entry| !entry.key.is_empty()) {
                self.tagged(&entries, owner, is_tdlib(&lines));
            } else if let (Some(owner), Some(text)) = (owner, join(&lines)) {
                add(&mut self.texts.declarations[owner], &text);
            }
        }
        let Some(owner) = declaration else { return };
        self.within(owner, &comments.within);
        if let Some(text) = join(&lines(&comments.right)) {
            add(&mut self.texts.declarations[owner], &text);
        }
    }

    fn entries<'t>(&self, lines: &[Line<'t>], owner: Option<usize>) -> Vec<Entry<'t>> {
        let fields = owner.map_or(&[][..], |owner| &self.bodies[owner].fields);
        let is_type = |name: &str| self.symbols.find_type(name).is_some();
        let known = Known { fields: fields.iter().filter_map(Field::name).collect(), is_type: &is_type };
        entries(lines, &known)
    }

    /// Adds the texts of a comment with keys, such as `@name text`. `owner` is the declaration below the comment, or
    /// `None` if the comment does not belong to a declaration.
    fn tagged(&mut self, entries: &[Entry<'_>], owner: Option<usize>, is_tdlib: bool) {
        let class = entries.iter().find(|entry| entry.written == "class");
        let fields = owner.map_or(&[][..], |owner| &self.bodies[owner].fields);
        let places = places(fields, entries);
        let mut seen = HashSet::new();
        let mut has_unknown_keys = false;
        for (entry, field) in entries.iter().zip(places) {
            if !entry.key.is_empty() && !seen.insert(entry.written) {
                self.cx.report(codes::repeated_key(entry.written, entry.span));
            } else if let Some(class) = class {
                self.class(class, entry);
            } else if let Some(owner) = owner {
                has_unknown_keys |= !self.key(owner, entry, field);
            }
        }
        // If a key is mistyped, its field has no documentation. The key was already reported, so the missing
        // documentation is not reported too.
        if let (Some(owner), None, false, true) = (owner, class, has_unknown_keys, is_tdlib) {
            self.report_undocumented(owner);
        }
    }

    fn report_undocumented(&mut self, owner: usize) {
        let name = self.outline.declarations[owner].name().text;
        for field in &self.bodies[owner].fields {
            if let (Some(field_name), None, false) = (field.name(), &field.docs, is_number(field)) {
                self.cx.report(codes::undocumented(field_name, field.span, name));
            }
        }
    }

    fn class(&mut self, class: &Entry<'_>, entry: &Entry<'_>) {
        let name = class.text.first().copied().unwrap_or_default();
        match self.symbols.find_type(name) {
            Some(ty) if matches!(entry.written, "" | "description") => {
                add(&mut self.texts.types[ty.0 as usize], &entry.text.join("\n"));
            }
            Some(_) => {}
            None if entry.written == "class" && !self.cx.is_broken(name) => {
                self.cx.report(codes::unknown_class(name, entry.span));
            }
            None => {}
        }
    }

    /// Adds the text of a key to the field, or to the declaration, that the key names. Returns whether the key names
    /// one of them.
    fn key(&mut self, owner: usize, entry: &Entry<'_>, field: Option<usize>) -> bool {
        let docs = match field {
            _ if matches!(entry.written, "" | "description") => &mut self.texts.declarations[owner],
            Some(at) => &mut self.bodies[owner].fields[at].docs,
            None => {
                let name = self.outline.declarations[owner].name().text;
                self.cx.report(codes::unknown_key(entry.key, entry.span, name));
                if entry.written != entry.key {
                    let text = format!("@{} {}", entry.written, entry.text.join("\n"));
                    add(&mut self.texts.declarations[owner], &text);
                }
                return false;
            }
        };
        add(docs, &entry.text.join("\n"));
        true
    }

    /// Adds the comments inside a declaration, which are between its first byte and its `;`.
    fn within(&mut self, owner: usize, blocks: &[Vec<&Comment<'_>>]) {
        if blocks.is_empty() {
            return;
        }
        let combinator = self.outline.declarations[owner].combinator();
        let (params, equals_end) = combinator.map_or((&[][..], 0), |c| (&c.params, c.equals_end));
        let mut slots = Slots::new(params, &mut self.bodies[owner].fields);
        for block in blocks {
            let ([first, ..], Some(text)) = (&block[..], join(&lines(block))) else { continue };
            match slots.documented_by(first, equals_end, self.sources) {
                Documented::Slot(slot) => slots.docs(slot).for_each(|docs| add(docs, &text)),
                Documented::Declaration => add(&mut self.texts.declarations[owner], &text),
                Documented::Nothing => {}
            }
        }
    }
}

/// Returns the documentation of a field. `path` contains the index of the field, preceded by the indices of the
/// repetitions that contain it.
fn field_at<'f>(fields: &'f mut [Field], path: &[usize]) -> Option<&'f mut Option<String>> {
    let (&first, rest) = path.split_first()?;
    let field = fields.get_mut(first)?;
    match &mut field.ty {
        _ if rest.is_empty() => Some(&mut field.docs),
        FieldType::Repeat(repeat) => field_at(&mut repeat.fields, rest),
        _ => None,
    }
}

fn is_number(field: &Field) -> bool {
    matches!(field.ty, FieldType::Nat)
}

/// For each key, returns the index of the field that the key names. The key `param_name` names the field `name`, unless
/// a field is called `param_name`.
fn places(fields: &[Field], entries: &[Entry<'_>]) -> Vec<Option<usize>> {
    let named = fields.iter().enumerate().filter_map(|(at, field)| Some((field.name()?, at)));
    let by_name: HashMap<&str, usize> = named.collect();
    let find = |key: &str| by_name.get(key).or_else(|| by_name.get(key.strip_prefix("param_")?)).copied();
    entries.iter().map(|entry| find(entry.key)).collect()
}

fn add(docs: &mut Option<String>, text: &str) {
    match docs {
        Some(docs) => {
            docs.push('\n');
            docs.push_str(text);
        }
        None => *docs = Some(text.to_owned()).filter(|text| !is_blank(text)),
    }
}
