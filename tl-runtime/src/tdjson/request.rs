//! Requests, answers and updates.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};

use super::error::JsonError;
use super::head::{Head, Tail, first_type, is_update};
use super::options::JsonOptions;
use super::raw::RawJson;
use super::reader::JsonReader;
use super::values::FromJson;
use super::writer::{JsonWriter, ToJson};

/// A function of TDLib or tonlib.
pub trait Request: ToJson {
    /// The type of the result.
    type Output: FromJson;
    /// The object that any function may return instead of its result: the constructor `error` of the schema.
    type Error: FromJson;
    /// Whether the function can be called synchronously with `td_execute`, according to its documentation.
    const SYNCHRONOUS: bool;

    /// Returns the request as JSON, with `extra` as its `@extra`. TDLib and tonlib copy the `@extra` to the answer.
    ///
    /// Pass a number or a string to recognise the answer, or `()` for a request without `@extra`:
    /// `request.to_json(7)`, `request.to_json("chat list")`, `request.to_json(())`.
    fn to_json(&self, extra: impl Extra) -> String {
        JsonWriter::with_extra(self, &extra.json())
    }

    /// Reads the answer to the request. If the answer is an `error` object, returns `Ok(Err(error))`.
    ///
    /// # Errors
    /// Returns an error if the text is neither a result of the function nor an `error`.
    fn result_from_json(text: &str) -> Result<Result<Self::Output, Self::Error>, JsonError> {
        if is_error(text) {
            return Self::Error::from_json(text).map(Err);
        }
        Self::Output::from_json(text).map(Ok)
    }
}

/// Returns whether the text is an `error` object.
fn is_error(text: &str) -> bool {
    match first_type(text) {
        Some(name) => name == "error",
        None => Head::read(text, JsonOptions::default()).is_ok_and(|head| head.type_name() == "error"),
    }
}

/// A value that can be passed as `@extra`. TDLib and tonlib copy it from the request to the answer.
pub trait Extra {
    /// Returns the value as JSON, or an empty string if the request has no `@extra`.
    fn json(&self) -> Cow<'_, str>;
}

impl Extra for () {
    fn json(&self) -> Cow<'_, str> {
        Cow::Borrowed("")
    }
}

impl Extra for &str {
    fn json(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_json_text())
    }
}

impl Extra for String {
    fn json(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_json_text())
    }
}

impl Extra for &RawJson {
    fn json(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Extra for $number {
            fn json(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

numbers! { i32 u32 i64 u64 usize }

impl<E: Extra> Extra for Option<E> {
    fn json(&self) -> Cow<'_, str> {
        self.as_ref().map_or(Cow::Borrowed(""), E::json)
    }
}

/// A message that TDLib or tonlib returned: an update, or the answer to a request.
///
/// ```
/// use tl_runtime::tdjson::{Content, Incoming, RawJson};
///
/// // A program uses `enums::Update` of the generated module instead of `RawJson`.
/// let text = r#"{"@type":"ok","@extra":7,"@client_id":1}"#;
/// let incoming = Incoming::<RawJson>::parse(text)?;
/// assert_eq!((incoming.extra, incoming.client_id), (Some("7"), Some(1)));
/// assert_eq!(incoming.content, Content::Answer(text));
/// # Ok::<(), tl_runtime::tdjson::JsonError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming<'t, U> {
    /// The `@extra` of the request, as JSON. Numbers are not changed: if the request had `"@extra":1.50`, this is
    /// `1.50`.
    pub extra: Option<&'t str>,
    /// The `@client_id`: the client to which the update or answer belongs. `None` if the text has no `@client_id`.
    pub client_id: Option<i32>,
    /// The update, or the answer.
    pub content: Content<'t, U>,
}

/// The content of an [`Incoming`].
#[derive(Clone, Debug, PartialEq)]
pub enum Content<'t, U> {
    /// An update.
    Update(U),
    /// The answer to a request, as JSON. [`Request::result_from_json`] reads it.
    Answer(&'t str),
}

impl<'t, U: FromJson> Incoming<'t, U> {
    /// Reads a message from `td_receive` or from a function of tonlib.
    ///
    /// An object without `@extra` is an update if its `@type` begins with `update` and a capital letter, as in
    /// `updateNewMessage`. Any other object is an answer. Of an answer, only the `@type`, `@extra` and `@client_id` are
    /// read. If the `@type` of the answer has the form of an update's `@type`, the other members may be read too.
    ///
    /// # Errors
    /// Returns an error if the text is not an object with a `@type`, or if the update cannot be read.
    /// [`JsonError::text`] returns the whole update, so a program can log it and continue.
    pub fn parse(text: &'t str) -> Result<Self, JsonError> {
        Self::parse_with(text, JsonOptions::default())
    }

    /// Reads a message as [`parse`](Self::parse) does, with options for the update.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`parse`](Self::parse).
    pub fn parse_with(text: &'t str, options: JsonOptions) -> Result<Self, JsonError> {
        if first_type(text).is_some_and(is_update) {
            let (update, tail) = JsonReader::whole(text, options, U::read)?;
            let is_answer = tail.extra.is_some();
            return Self::new(
                text,
                tail,
                if is_answer { Content::Answer(text) } else { Content::Update(update) },
            );
        }
        let head = Head::read(text, options)?;
        if head.tail.extra.is_none() && is_update(head.type_name()) {
            let (update, tail) = JsonReader::whole(text, options, U::read)?;
            return Self::new(text, tail, Content::Update(update));
        }
        Self::new(text, head.tail, Content::Answer(text))
    }

    fn new(text: &'t str, tail: Tail<'t>, content: Content<'t, U>) -> Result<Self, JsonError> {
        let client_id = tail.client_id.map(|id| {
            let start = id.as_ptr().addr() - text.as_ptr().addr();
            i32::from_json(id).map_err(|error| error.of_part(text, start))
        });
        Ok(Self { extra: tail.extra, client_id: client_id.transpose()?, content })
    }
}
