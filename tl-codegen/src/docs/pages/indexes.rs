//! The page of all errors with their methods, and the page of the methods that bots can call.

use std::collections::BTreeMap;

use tl_parser::docs::{Availability, CallError};
use tl_parser::schema::{Category, CombinatorId};

use super::Pages;
use crate::docs::page::{Block, Line, Page, Table};

/// An error, and the methods that can return it.
#[derive(Default)]
struct ErrorUses<'s> {
    codes: Vec<i32>,
    description: Option<&'s str>,
    methods: Vec<CombinatorId>,
}

impl Pages<'_> {
    /// Returns the page of all errors.
    pub(super) fn errors(&self, title: String) -> Page {
        let rows = self.errors_by_text().into_iter().map(|(text, uses)| {
            let codes = uses.codes.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
            let mut methods = Line::default();
            for (index, &method) in uses.methods.iter().enumerate() {
                methods.push(if index == 0 { "" } else { ", " });
                methods.append(&self.name(method));
            }
            [Line::code(text), Line::words(codes), Line::description(uses.description), methods]
        });
        let table = Table::new(["Error", "Code", "Description", "Methods"], rows.collect());
        Page { title, blocks: vec![Block::Table(table.anchored())] }
    }

    fn errors_by_text(&self) -> BTreeMap<&str, ErrorUses<'_>> {
        let mut by_text = BTreeMap::<&str, ErrorUses<'_>>::new();
        for id in self.schema.declared(Category::Function) {
            for CallError { code, text, description } in self.schema[id].errors() {
                let uses = by_text.entry(text).or_default();
                uses.description = uses.description.or(description.as_deref());
                if !uses.codes.contains(code) {
                    uses.codes.push(*code);
                }
                if uses.methods.last() != Some(&id) {
                    uses.methods.push(id);
                }
            }
        }
        by_text
    }

    /// Returns the page of the methods that bots can call.
    pub(super) fn bots(&self, title: String) -> Page {
        let sections = [("For bots only", Availability::Bots), ("For bots and users", Availability::Both)];
        let mut blocks = Vec::new();
        for (heading, availability) in sections {
            let is_meant = |id: &CombinatorId| self.schema[*id].availability() == Some(availability);
            let mut methods: Vec<_> = self.schema.declared(Category::Function).filter(is_meant).collect();
            methods.sort_by_key(|&id| self.schema[id].name());
            if !methods.is_empty() {
                blocks.extend([Block::Heading(heading), Block::Table(self.table("Method", &methods))]);
            }
        }
        Page { title, blocks }
    }
}
