//! Schemas as JSON, read and written: Telegram's form, and our own, which says all that a schema says.
//!
//! JSON is read by making TL of it, piece by piece, so that one parser and one resolver check it and messages still
//! show the place in the JSON.

mod own;
pub(crate) mod page;
mod root;
mod sections;
mod telegram;

pub use self::own::own;
use self::page::{Page, Problem};
use self::root::Root;
pub use self::telegram::telegram;
use crate::derived::Draft;
use crate::{FileId, SourceMap, TooLarge};

impl SourceMap {
    /// Adds a schema that is TL or JSON of either form: JSON where `name` ends in `.json`, or where the text begins
    /// with `{`. What is wrong with JSON is reported by [`parse`](crate::parse), as all that is wrong with the text.
    ///
    /// # Errors
    /// [`TooLarge`] where all texts together would reach 4 GiB.
    pub fn add_schema(
        &mut self,
        name: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
    ) -> Result<FileId, TooLarge> {
        let (name, bytes) = (name.into(), bytes.into());
        if !is_json(&name, &bytes) {
            return self.add(name, bytes);
        }
        match String::from_utf8(bytes) {
            Ok(origin) => {
                u32::try_from(origin.len()).map_err(|_| TooLarge)?;
                let (text, derived) = read(&origin).finish(origin);
                self.add_derived(name, text, derived)
            }
            Err(not_utf8) => self.add(name, not_utf8.into_bytes()),
        }
    }
}

/// Whether a file is JSON and not TL.
pub(crate) fn is_json(name: &str, bytes: &[u8]) -> bool {
    name.to_ascii_lowercase().ends_with(".json")
        || is_object(bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes))
}

/// Whether a JSON object begins: a TL declaration that lacks its name may begin with `{`, too.
fn is_object(bytes: &[u8]) -> bool {
    let inner = bytes.trim_ascii_start().strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inner.is_some_and(|inner| matches!(inner.first(), None | Some(b'"' | b'}')))
}

/// The TL that `text` says.
fn read(text: &str) -> Draft {
    let mut draft = Draft::default();
    let page = Page { text };
    if let Err(Problem { place, message }) = read_root(page, &mut draft) {
        draft.problem(place, message);
    }
    draft
}

fn read_root(page: Page<'_>, draft: &mut Draft) -> Result<(), Problem> {
    let root: Root<'_> = page.root()?;
    match (root.format, &root.constructors, &root.methods) {
        (Some(format), ..) => own::read(page, &root, format, draft),
        (None, None, None) => Err(Problem {
            place: 0..0,
            message: "this JSON is no schema: it has neither `format` nor `constructors` nor `methods`"
                .into(),
        }),
        (None, ..) => {
            telegram::read(page, &root, draft);
            Ok(())
        }
    }
}
