//! The root object of a JSON schema. Writes its declarations as TL, with section bars and layer bars.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::page::{Page, Problem};
use crate::ast::Section;
use crate::derived::Draft;

/// The root object in either form. The keys that are present determine the form.
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

/// The entry of one declaration, in either form of JSON.
pub(super) trait Entry<'j>: Deserialize<'j> {
    /// Returns the number of the layer bar (`===n===`) that precedes the declaration, if any.
    fn bar(&self) -> Option<u32>;

    /// Writes the declaration to `draft`. `value` is the JSON of the entry.
    fn write(
        self,
        page: Page<'j>,
        section: Section,
        value: &'j RawValue,
        draft: &mut Draft,
    ) -> Result<(), Problem>;
}

/// Writes all constructors and functions to `draft`, starting with those that are not below a layer bar. Errors in an
/// entry are reported, and reading continues with the next entry.
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

/// Returns whether `text` consists only of characters of TL names: letters, digits, `_` and dots.
pub(super) fn is_name(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    !text.is_empty() && text.bytes().all(is_letter)
}
