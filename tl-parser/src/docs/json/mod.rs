//! Reads overlays in JSON, in the form of this project or in the form of the library mtcute.

mod html;
mod mtcute;
mod own;
mod reader;

use serde::Deserialize;
use serde_json::value::RawValue;

use self::reader::Reader;
use super::Overlay;
use crate::codes::json as codes;
use crate::json::page::{Page, Problem};
use crate::{Diagnostics, FileId, SourceMap};

/// The keys that determine the form of an overlay.
#[derive(Deserialize)]
#[serde(expecting = "an object that is an overlay")]
struct FormatKeys<'j> {
    #[serde(borrow)]
    format: Option<&'j RawValue>,
    e: Option<&'j RawValue>,
}

/// Reads the overlay `file`. Problems are added to `found`.
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

impl Reader<'_> {
    /// Reads the file in the form that its keys indicate.
    fn root(&mut self) -> Result<(), Problem> {
        match self.page.root()? {
            FormatKeys { format: Some(_), .. } => own::read(self),
            FormatKeys { e: Some(_), .. } => mtcute::read(self),
            FormatKeys { .. } => {
                let message = "this JSON is not an overlay: it has neither `format` nor `e`";
                Err(Problem { place: 0..0, message: message.into() })
            }
        }
    }
}
