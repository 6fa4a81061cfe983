//! The results of conversions. The page gets them as JSON.

use serde::Serialize;

/// The result of decoding a text.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Decoded {
    /// The name of the notation of the text. `None` if no notation fits.
    pub(crate) notation: Option<&'static str>,
    /// All bytes in hexadecimal.
    pub(crate) hex: String,
    pub(crate) schema: Option<Used>,
    pub(crate) lines: Vec<Row>,
    /// The number of lines that were left out at the end.
    pub(crate) omitted: usize,
    /// `None` after an error, and if the JSON would be too long.
    pub(crate) json: Option<String>,
    pub(crate) error: Option<Box<Problem>>,
}

/// The result of encoding JSON.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Encoded {
    pub(crate) hex: Option<String>,
    pub(crate) schema: Option<Used>,
    pub(crate) error: Option<Box<Problem>>,
}

/// The schemas that were used.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Used {
    /// The argument with which a page selects these schemas: a layer, `mtproto` or `all`. It is empty if the page
    /// passed a schema.
    pub(crate) layer: String,
    /// A sentence for people.
    pub(crate) note: String,
}

/// A line of an annotation.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) offset: usize,
    /// The number of nested `gzip_packed` around the line.
    pub(crate) unpacked: usize,
    pub(crate) depth: usize,
    /// The first bytes in hexadecimal.
    pub(crate) bytes: String,
    /// The number of bytes.
    pub(crate) len: usize,
    pub(crate) label: String,
    pub(crate) text: String,
    /// If the line is an id, the name of the constructor or function with this id.
    pub(crate) name: Option<String>,
}

/// The reason why a conversion failed.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Problem {
    /// The part of the input that is wrong.
    pub(crate) of: Part,
    pub(crate) message: String,
    /// The offset in the bytes, or in the unpacked data if `unpacked` is not 0. `None` if the problem is not an error
    /// of decoding bytes.
    pub(crate) offset: Option<usize>,
    /// The number of nested `gzip_packed` around the offset.
    pub(crate) unpacked: usize,
    /// The position in the text, counted from 1.
    pub(crate) line: Option<usize>,
    pub(crate) column: Option<usize>,
    /// The path to the value, such as `id.user_id`.
    pub(crate) path: String,
    pub(crate) advice: Option<String>,
    /// The newest layer that declares the id, if the error is an id that the selected bundled layer does not declare.
    pub(crate) layer: Option<u32>,
}

/// The part of the input that an error is about.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Part {
    /// The text that contains bytes or JSON.
    #[default]
    Text,
    /// The bytes.
    Bytes,
    /// The bytes, if they are a `Vector` and therefore need a type.
    Vector,
    /// The type.
    Type,
    /// The layer or the schema.
    Schema,
}

pub(crate) type Result<T> = std::result::Result<T, Box<Problem>>;

impl Problem {
    pub(crate) fn new(of: Part, message: impl Into<String>) -> Box<Self> {
        Box::new(Self { of, message: message.into(), ..Self::default() })
    }
}
