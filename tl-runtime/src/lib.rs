//! The runtime of Rust code that is generated from TL (Type Language) schemas: a [`Reader`], a [`Writer`], the traits
//! of generated types, and errors with the byte offset and the type at which they occurred.
//!
//! ```
//! use tl_runtime::{Decode, Encode};
//!
//! let bytes = vec!["one".to_owned(), "two".to_owned()].to_bytes()?;
//! assert_eq!(Vec::<String>::from_bytes(&bytes)?, ["one", "two"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A generated type implements [`Encode`] if the program writes its values, and [`Decode`] if the program reads them.
//! Both use the boxed form: the constructor id, then the fields. The struct of a constructor or function also
//! implements [`Combinator`], and [`EncodeBare`] and [`DecodeBare`] for the bare form, which has only the fields. In
//! code for clients, the struct of a function implements [`Function`], which reads the result. In code for servers, the
//! struct implements [`Serve`], which writes the result. The result may depend on the request, as in
//! `getList n:# = Tuple int n`. [`Call`] then replaces `Function`, and [`Answer`] replaces `Serve`. [`Identify`]
//! returns the id and the name of a value's constructor. [`Object`] is a boxed value of a type that is not known
//! beforehand.
//!
//! Reading is safe on any bytes. It never panics, checks every count against the remaining bytes, and respects
//! [`Limits`] for nesting and for memory per byte of input. If a hand-written implementation of [`Decode`]
//! panics while generated code calls it, the program aborts. Writing fails if the wire format cannot express a value.
//!
//! The crate needs only `alloc`, and has no dependencies by default. With the feature `serde`, types that were
//! generated with `serde = true` implement `Serialize` and `Deserialize`. With the feature `bytes`, values can be
//! encoded into `BytesMut`, and `Bytes` can be decoded without a copy. The feature `tdjson` adds JSON in the form of
//! TDLib and tonlib, for types that were generated with the config key `json`.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod endless;
mod error;
mod fixed;
mod generated;
mod impls;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod json;
mod parameters;
mod raw;
mod reader;
mod requests;
#[cfg(feature = "tdjson")]
pub mod tdjson;
mod traits;
mod unread;
mod vector;
mod view;
pub mod wire;
mod writer;

pub use endless::Endless;
pub use error::{DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind};
pub use fixed::Fixed;
#[cfg(feature = "serde")]
pub use json::Json;
pub use parameters::{ReadFn, WriteFn};
pub use raw::Object;
pub use reader::{Limits, Reader, VectorItems};
pub use requests::{Answer, Call};
pub use traits::{Combinator, Decode, DecodeBare, Encode, EncodeBare, Function, Identify, Serve};
#[doc(hidden)]
pub use unread::Mark;
pub use unread::{Unread, UnreadView};
pub use view::{Bare, Items, Lazy, List, ObjectView, Own, Source, View, ViewBare, ViewFn, Viewer};
pub use writer::Writer;

/// The id of `vector`.
pub const VECTOR_ID: u32 = 0x1cb5_c415;
const BOOL_TRUE_ID: u32 = 0x9972_75b5;
const BOOL_FALSE_ID: u32 = 0xbc79_9737;
/// The id of `gzip_packed`.
pub const GZIP_PACKED_ID: u32 = 0x3072_cfa1;
const RPC_ERROR_ID: u32 = 0x2144_ca19;

/// Minimum length in bytes of strings whose encoded length begins with the byte 255.
const LONG_STRING: usize = 1 << 24;

/// Includes a module that the build script wrote to `OUT_DIR`. The argument is the name of the file without `.rs`.
///
/// ```ignore
/// mod api {
///     tl_runtime::include_tl!("api");
/// }
/// ```
#[macro_export]
macro_rules! include_tl {
    ($name:literal) => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", $name, ".rs"));
    };
}

/// Names that generated code uses. Generated code cannot use the names in scope, because a schema may declare a
/// `String` or an `Ok`. This module is not part of the public interface.
#[doc(hidden)]
pub mod __rt {
    pub use alloc::boxed::Box;
    pub use alloc::string::String;
    pub use alloc::vec::Vec;
    pub use core::clone::Clone;
    pub use core::cmp::{Eq, PartialEq};
    pub use core::convert::{AsRef, From, Into, TryFrom};
    pub use core::default::Default;
    pub use core::fmt::{self, Debug};
    pub use core::hash::Hash;
    pub use core::marker::Copy;
    pub use core::mem::drop;
    pub use core::option::Option::{self, None, Some};
    pub use core::primitive;
    pub use core::result::Result::{self, Err, Ok};

    pub use crate::{
        Answer, Bare, Call, Combinator, Decode, DecodeBare, DecodeError, DecodeErrorKind, Encode, EncodeBare,
        EncodeError, EncodeErrorKind, Endless, Fixed, Function, Identify, Lazy, List, Object, ObjectView,
        ReadFn, Reader, Serve, Source, Unread, UnreadView, View, ViewBare, ViewFn, Viewer, WriteFn, Writer,
    };

    pub use crate::wire::Table;
    #[cfg(feature = "serde")]
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub use crate::__generated_by as generated_by;
    pub use crate::__json as json;

    #[cfg(feature = "tdjson")]
    pub use crate::tdjson::{FromJson, JsonReader, JsonWriter, RawJson, Request, ToJson};

    #[cfg(feature = "bytes")]
    pub use bytes::Bytes;
    /// Replaces `bytes::Bytes` if the feature `bytes` is off. A module that uses this type calls [`needs_bytes`], so
    /// the missing feature is its only compile error.
    #[cfg(not(feature = "bytes"))]
    pub type Bytes = Vec<u8>;
    pub use crate::__needs_bytes as needs_bytes;
    pub use crate::__needs_serde as needs_serde;
    pub use crate::__needs_tdjson as needs_tdjson;
}
