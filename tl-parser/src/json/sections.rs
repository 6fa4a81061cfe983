//! Declarations under section bars and layer bars.

use serde_json::value::RawValue;

use super::page::{Page, Problem};
use crate::ast::Section;
use crate::derived::Draft;

/// A declaration that is still JSON.
pub(super) struct Entry<'j> {
    pub(super) section: Section,
    pub(super) value: &'j RawValue,
    /// The layer whose bar it stands under.
    pub(super) bar: Option<u32>,
}

/// Reads all entries with `read`, those without a layer first. One that is wrong is a problem, and the others go on.
pub(super) fn read_all<'j>(
    page: Page<'j>,
    mut entries: Vec<Entry<'j>>,
    draft: &mut Draft,
    mut read: impl FnMut(Page<'j>, &Entry<'j>, &mut Draft) -> Result<(), Problem>,
) {
    entries.sort_by_key(|entry| entry.bar.is_some());
    let (mut section, mut bar) = (Section::Types, None);
    for entry in &entries {
        if entry.section != section {
            section = entry.section;
            draft.glue(match section {
                Section::Types => "---types---\n\n",
                Section::Functions => "---functions---\n\n",
            });
        }
        if entry.bar != bar {
            bar = entry.bar;
            draft.glue(&bar.map_or(String::new(), |layer| format!("==={layer}===\n\n")));
        }
        if let Err(Problem { place, message }) = read(page, entry, draft) {
            draft.problem(place, message);
        }
        draft.glue("\n\n");
    }
}

/// A word of TL: letters, digits, `_` and dots.
pub(super) fn is_name(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    !text.is_empty() && text.bytes().all(is_letter)
}
