//! Overlays as JSON, in the form of this project and in those of others.

mod html;
mod mtcute;
mod own;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Named, Overlay};
use crate::codes::json as codes;
use crate::docs::text::is_blank;
use crate::json::page::{Page, Problem, Text};
use crate::{Diagnostics, FileId, SourceMap, Span};

/// A file while it is read: its text, what it said so far, and what is wrong with it.
struct Reader<'j> {
    page: Page<'j>,
    /// The place of its first byte.
    start: u32,
    overlay: Overlay,
    found: &'j mut Diagnostics,
}

/// What tells the forms apart.
#[derive(Deserialize)]
#[serde(expecting = "an object that is an overlay")]
struct Form<'j> {
    #[serde(borrow)]
    format: Option<&'j RawValue>,
    e: Option<&'j RawValue>,
}

/// What `file` says; what is wrong with it goes to `found`.
pub(super) fn read(overlays: &SourceMap, file: FileId, found: &mut Diagnostics) -> Overlay {
    if let Some(span) = overlays.invalid_utf8(file) {
        found.push(codes::not_an_overlay(span, "this is not UTF-8"));
        return Overlay::default();
    }
    let page = Page { text: overlays.text(file) };
    let mut reader = Reader { page, start: overlays.span(file).start, overlay: Overlay::default(), found };
    if let Err(problem) = reader.root() {
        reader.problem(problem);
    }
    reader.overlay
}

impl<'j> Reader<'j> {
    /// The keys say which form it is.
    fn root(&mut self) -> Result<(), Problem> {
        match self.page.root()? {
            Form { format: Some(_), .. } => own::read(self),
            Form { e: Some(_), .. } => mtcute::read(self),
            Form { .. } => {
                let message = "this JSON is no overlay: it has neither `format` nor `e`";
                Err(Problem { place: 0..0, message: message.into() })
            }
        }
    }

    fn problem(&mut self, Problem { place, message }: Problem) {
        let span = Span { start: self.start + place.start as u32, end: self.start + place.end as u32 };
        self.found.push(codes::not_an_overlay(span, &message));
    }

    /// Reads each of `values`; what is wrong with one is reported, and the others are read all the same.
    fn each<T>(
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

    fn named(&self, Text { text, place }: Text<'j>) -> Named {
        let span = Span { start: self.start + place.start as u32, end: self.start + place.end as u32 };
        Named { node: text.into_owned(), span }
    }

    /// A text; none where it is empty.
    fn words(&self, value: &'j RawValue) -> Result<Option<String>, Problem> {
        let text = self.page.string(value)?.text;
        Ok(Some(text.trim()).filter(|text| !is_blank(text)).map(str::to_owned))
    }
}
