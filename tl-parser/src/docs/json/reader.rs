//! The state of reading a JSON overlay in either form.

use serde_json::value::RawValue;

use crate::codes::json as codes;
use crate::docs::text::is_blank;
use crate::docs::{Named, Overlay};
use crate::json::page::{Page, Problem, Text};
use crate::{Diagnostics, Span};

/// An overlay file while it is read: its text, the content read so far, and the problems found.
pub(super) struct Reader<'j> {
    pub(super) page: Page<'j>,
    /// The position of the first byte of the file.
    pub(super) start: u32,
    pub(super) overlay: Overlay,
    pub(super) found: &'j mut Diagnostics,
}

impl<'j> Reader<'j> {
    pub(super) fn problem(&mut self, Problem { place, message }: Problem) {
        let span = Span { start: self.start + place.start as u32, end: self.start + place.end as u32 };
        self.found.push(codes::not_an_overlay(span, &message));
    }

    /// Calls `read` for each of `values`. If a call fails, reports the problem and continues with the next value.
    pub(super) fn each<T>(
        &mut self,
        values: impl IntoIterator<Item = T>,
        mut read: impl FnMut(&mut Self, T) -> Result<(), Problem>,
    ) {
        for value in values {
            if let Err(problem) = read(self, value) {
                self.problem(problem);
            }
        }
    }

    pub(super) fn named(&self, Text { text, place }: Text<'j>) -> Named {
        let span = Span { start: self.start + place.start as u32, end: self.start + place.end as u32 };
        Named { node: text.into_owned(), span }
    }

    /// Reads a string. Returns `None` if it is blank.
    pub(super) fn words(&self, value: &'j RawValue) -> Result<Option<String>, Problem> {
        let text = self.page.string(value)?.text;
        Ok(Some(text.trim()).filter(|text| !is_blank(text)).map(str::to_owned))
    }
}
