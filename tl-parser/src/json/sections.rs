//! The root object of a JSON schema, and its declarations, written as TL with section bars and layer bars.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::page::{Page, Problem};
use crate::ast::Section;
use crate::derived::Draft;

/// The root object of either form. The keys determine the form.
#[derive(Deserialize)]
#[serde(expecting = "an object that is a schema")]
pub(super) struct Root<'j> {
    #[serde(borrow)]
    pub(super) format: Option<&'j RawValue>,
    pub(super) version: Option<&'j RawValue>,
    pub(super) dialect: Option<&'j RawValue>,
    pub(super) dialect_reason: Option<&'j RawValue>,
    pub(super) layer: Option<&'j RawValue>,
    pub(super) types: Option<Vec<&'j RawValue>>,
    pub(super) constructors: Option<Vec<&'j RawValue>>,
    pub(super) functions: Option<Vec<&'j RawValue>>,
    pub(super) methods: Option<Vec<&'j RawValue>>,
}

/// An entry for one declaration, in either form of JSON.
pub(super) trait Entry<'j>: Deserialize<'j> {
    /// Returns the layer to which the declaration belongs, if it is below a layer bar.
    fn bar(&self) -> Option<u32>;

    /// Writes the declaration to `draft`. The entry was read from `value`.
    fn write(
        self,
        page: Page<'j>,
        section: Section,
        value: &'j RawValue,
        draft: &mut Draft,
    ) -> Result<(), Problem>;
}

/// Reads all constructors and functions, starting with those without a layer. Errors of an entry are reported, and the
/// other entries are still read.
pub(super) fn read_all<'j, T: Entry<'j>>(
    page: Page<'j>,
    constructors: Option<&[&'j RawValue]>,
    functions: Option<&[&'j RawValue]>,
    draft: &mut Draft,
) {
    let read = |section, values: Option<&[&'j RawValue]>| -> Vec<_> {
        values.into_iter().flatten().map(|&value| (section, value, page.object::<T>(value))).collect()
    };
    let mut entries = read(Section::Types, constructors);
    entries.extend(read(Section::Functions, functions));
    entries.sort_by_key(|(.., entry)| entry.as_ref().is_ok_and(|entry| entry.bar().is_some()));
    let (mut section, mut bar) = (Section::Types, None);
    for (next, value, entry) in entries {
        if next != section {
            section = next;
            draft.glue(match section {
                Section::Types => "---types---\n\n",
                Section::Functions => "---functions---\n\n",
            });
        }
        let written = entry.and_then(|entry| {
            if entry.bar() != bar {
                bar = entry.bar();
                draft.glue(&bar.map_or(String::new(), |layer| format!("==={layer}===\n\n")));
            }
            entry.write(page, section, value, draft)
        });
        if let Err(Problem { place, message }) = written {
            draft.problem(place, message);
        }
        draft.glue("\n\n");
    }
}

/// Returns whether `text` is a word of TL: letters, digits, `_` and dots.
pub(super) fn is_name(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    !text.is_empty() && text.bytes().all(is_letter)
}
