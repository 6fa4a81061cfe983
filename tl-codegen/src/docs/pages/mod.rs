//! The content of each page.

mod built_in;
mod combinator;
#[cfg(feature = "site")]
mod history;
mod indexes;
mod lists;
mod lookup;
mod types;

pub(super) use self::lookup::Pages;
use super::page::Page;
use super::site::{PageId, Subject};

impl Pages<'_> {
    pub(super) fn page(&self, page: PageId) -> Page {
        let title = self.site.title(page).to_owned();
        match self.site.subject(page) {
            Subject::Home => self.home(title),
            Subject::BuiltIn => built_in::page(title),
            Subject::List(list) => self.list(title, &self.site.lists()[list]),
            Subject::Combinator(id) => Page { blocks: self.combinator(page, id), title },
            Subject::Errors => self.errors(title),
            Subject::Bots => self.bots(title),
            Subject::Type(ty) => Page { blocks: self.ty(page, ty), title },
        }
    }
}
