//! The page of a type.

use tl_parser::schema::{CombinatorId, TypeId};

use super::Pages;
use crate::docs::page::{Block, Inline, Line, Table};
use crate::docs::site::PageId;

impl Pages<'_> {
    pub(super) fn ty(&self, page: PageId, id: TypeId) -> Vec<Block> {
        let ty = &self.schema[id];
        let mut blocks = vec![self.breadcrumbs(page)];
        blocks.extend(ty.docs().map(|docs| Block::Description(docs.to_owned())));
        if let Some(path) = self.paths.ty(id) {
            let parts =
                [Inline::Strong("Rust:"), Inline::Words(" ".to_owned()), Inline::Code(path.to_owned())];
            blocks.push(Block::List(vec![Line(parts.into())]));
        }
        if !ty.constructors().is_empty() {
            let row = |&id: &CombinatorId| {
                let combinator = &self.schema[id];
                let hex = Line::code(format!("{:08x}", combinator.id()));
                [self.name(id), hex, Line::summary(combinator.docs())]
            };
            let rows = ty.constructors().iter().map(row).collect();
            blocks.push(Block::Heading("Constructors"));
            blocks.push(Block::Table(Table::new(["Constructor", "Id", "Description"], rows)));
        }
        let uses = self.uses.of(id);
        for (heading, head, users) in [
            ("Returned by", "Method", &uses.returned_by),
            ("Taken by", "Method", &uses.taken_by),
            ("Contained in", "Constructor", &uses.contained_in),
        ] {
            if !users.is_empty() {
                let mut users = users.clone();
                users.sort_by_key(|&id| self.schema[id].name());
                blocks.extend([Block::Heading(heading), Block::Table(self.table(head, &users).foldable())]);
            }
        }
        blocks
    }
}
