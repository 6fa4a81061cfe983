//! JSON in the form that TDLib and tonlib use, for types that were generated with the config key `json`.
//!
//! A request is a function's struct. [`Request::to_json`] returns the text for `td_send` or `td_execute`, and
//! [`Request::result_from_json`] reads the answer. [`Incoming::parse`] reads what `td_receive` returns: an update, or
//! the answer to a request.
//!
//! Types that were generated with the key `json` have no binary form, so they implement neither
//! [`Encode`](crate::Encode) nor [`Decode`](crate::Decode). They implement [`ToJson`] and [`FromJson`] instead. This
//! module does not call TDLib or tonlib, and does not use the network.

mod error;
mod fields;
mod head;
mod options;
mod outline;
mod raw;
mod reader;
mod request;
mod scan;
mod text;
mod values;
mod writer;

pub use self::error::{JsonError, JsonErrorKind};
pub use self::options::JsonOptions;
pub use self::raw::RawJson;
pub use self::reader::JsonReader;
pub use self::request::{Content, Extra, Incoming, Request};
pub use self::values::{FromJson, Int64};
pub use self::writer::{JsonWriter, ToJson};
