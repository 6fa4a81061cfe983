//! JSON that is kept as text.

use alloc::boxed::Box;
use core::fmt;

use super::error::JsonError;
use super::head::first_type;
use super::options::JsonOptions;
use super::reader::JsonReader;
use super::values::FromJson;
use super::writer::{JsonWriter, ToJson};
use crate::Identify;

/// The text of a JSON value. If the schema does not have the constructor of an object, generated enums keep the object
/// in the variant `Unknown`, and write it unchanged.
///
/// A `RawJson` is one pointer wide, so that it does not make the enums larger.
///
/// ```
/// use tl_runtime::tdjson::RawJson;
///
/// let raw = RawJson::new(r#"{"@type": "chatTypeMonoforum"}"#)?;
/// assert_eq!(raw.type_name(), Some("chatTypeMonoforum"));
/// # Ok::<(), tl_runtime::tdjson::JsonError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RawJson(Box<Box<str>>);

impl RawJson {
    /// Copies a text after checking that it is one JSON value.
    ///
    /// # Errors
    /// Returns an error if the text is not JSON, or if objects and arrays are nested too deeply.
    pub fn new(text: &str) -> Result<Self, JsonError> {
        JsonReader::whole(text, JsonOptions::default(), Self::read).map(|(raw, _)| raw)
    }

    /// Returns the JSON of a value, such as a request inside another request.
    #[must_use]
    pub fn of(value: &impl ToJson) -> Self {
        Self::checked(&value.to_json_text())
    }

    /// Copies a text that was already checked.
    pub(super) fn checked(text: &str) -> Self {
        Self(Box::new(text.into()))
    }

    /// Returns the text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the `@type` of an object if `@type` is the first member. TDLib always writes `@type` first.
    #[must_use]
    pub fn type_name(&self) -> Option<&str> {
        first_type(&self.0)
    }
}

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns the id 0 and an empty name. JSON contains no ids, and the name in the text does not have the lifetime
/// `'static`; see [`type_name`](Self::type_name).
impl Identify for RawJson {
    fn combinator(&self) -> (u32, &'static str) {
        (0, "")
    }
}

impl FromJson for RawJson {
    /// Reads any outermost value. A `RawJson` that is a member of an object or an item of an array must be an object,
    /// unless the reader is lenient.
    fn read(r: &mut JsonReader<'_>) -> Self {
        if r.lacks_object() {
            r.wrong_kind("an object");
        }
        r.raw()
    }
}

impl ToJson for RawJson {
    fn write(&self, w: &mut JsonWriter) {
        w.raw(&self.0);
    }
}
