//! Reads and writes schemas as JSON. There are two forms: Telegram's, and our own, which contains the whole schema.
//!
//! JSON is converted to TL text, piece by piece. So all schemas share one parser and one resolver, and messages still
//! show positions in the JSON.

mod own;
pub(crate) mod page;
mod sections;
mod telegram;

pub use self::own::own;
use self::page::{Page, Problem};
use self::sections::Root;
pub use self::telegram::telegram;
use crate::derived::Draft;
use crate::{FileId, SourceMap, TooLarge};

/// Adds a schema to `sources`. `bytes` are TL, or JSON in either form.
pub(crate) fn add_schema(sources: &mut SourceMap, name: String, bytes: Vec<u8>) -> Result<FileId, TooLarge> {
    if !is_json(&name, &bytes) {
        return sources.add(name, bytes);
    }
    match String::from_utf8(bytes) {
        Ok(origin) => {
            u32::try_from(origin.len()).map_err(|_| TooLarge)?;
            let (text, derived) = read(&origin).finish(origin);
            sources.add_derived(name, text, derived)
        }
        Err(not_utf8) => sources.add(name, not_utf8.into_bytes()),
    }
}

/// Returns whether a file is JSON instead of TL.
pub(crate) fn is_json(name: &str, bytes: &[u8]) -> bool {
    name.to_ascii_lowercase().ends_with(".json")
        || is_object(bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes))
}

/// Returns whether `bytes` begin with a JSON object. A `{` alone does not prove that the text is JSON: a TL declaration
/// whose name is missing can begin with an implicit argument such as `{X:Type}`.
fn is_object(bytes: &[u8]) -> bool {
    let inner = bytes.trim_ascii_start().strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inner.is_some_and(|inner| matches!(inner.first(), None | Some(b'"' | b'}')))
}

/// Converts JSON to TL.
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
            message: "this JSON is not a schema: it has neither `format` nor `constructors` nor `methods`"
                .into(),
        }),
        (None, ..) => {
            telegram::read(page, &root, draft);
            Ok(())
        }
    }
}
