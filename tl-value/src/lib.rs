//! TL values without generated code: bytes to JSON and back, by a schema that is read at run time.
//!
//! ```
//! use tl_parser::schema::Schema;
//! use tl_value::Codec;
//!
//! let text = "---functions---\nauth.cancelCode#1f040578 phone_number:string phone_code_hash:string = Bool;";
//! let codec = Codec::new(&Schema::parse("api.tl", text)?);
//!
//! let json = r#"{"_":"auth.cancelCode","phone_number":"12","phone_code_hash":"x"}"#;
//! let bytes = codec.encode(json, None)?;
//! assert_eq!(bytes, [0x78, 5, 4, 0x1f, 2, b'1', b'2', 0, 1, b'x', 0, 0]);
//! assert_eq!(codec.decode(&bytes, None)?, json);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The form of JSON
//!
//! | TL | JSON |
//! | --- | --- |
//! | constructor or function, boxed or bare | `{"_": "auth.cancelCode", "phone_number": …}` |
//! | a field that is absent | left out |
//! | `flags.0?true` | `true` or left out |
//! | `int`, `#` | number |
//! | `long` | decimal string; a number is read too |
//! | `double`, `float` | number, or `"NaN"`, `"Infinity"`, `"-Infinity"` |
//! | `string` | string |
//! | `bytes` | base64 with padding |
//! | `int128`, `int256`, `int512` | hexadecimal in the order of the bytes |
//! | `Bool` | `true`, `false` |
//! | `Vector t`, `vector t`, `n*[ t ]` | array |
//! | `n*[ a:int b:int ]` | array of objects without `_` |
//! | `!X` | the object of the function |
//! | `Object` | the object of the value, `true` or `false`, or `{"_": "#1f040578", "raw": …}` with the bytes after the id |
//! | a built-in type in an `Object` | `{"_": "int", "value": 5}` |
//!
//! The schema determines whether a value is boxed, and the JSON is the same in both cases. In bare values, `_` may be
//! left out. Numbers that are computed from other fields are hidden: a `#` that conditions use, the length of a
//! repetition, a `#` with the name `flags` in Telegram's dialect, and MTProto's `bytes` before an `Object`. Any other
//! `#` is a number. A field without a name is called `value`. If several combinators of a schema have the same name,
//! `_` contains the id too: `message#5bb8e511`. In a codec of several schemas, this also applies to a combinator whose
//! name an earlier schema has.
//!
//! A [`JsonForm`] selects the form of TDLib or tonlib instead, which differs in this:
//!
//! | TL | JSON of TDLib and tonlib |
//! | --- | --- |
//! | the name of a constructor or function | `@type` instead of `_`; not needed if the type has one constructor |
//! | `int53` | number; a string is read too |
//! | `int`, `#` | number; a string is read too |
//! | `int128`, `int256`, `int512` | base64 with padding |
//! | a mask | the whole number; computed if left out, otherwise it must agree with the fields |
//! | `flags.0?true` | only a bit of the mask; `true` is read too |
//! | an infinite `double` or `float` | `1e999`, `-1e999` |
//! | NaN | `null`, which is not read |
//!
//! In these forms, a field without a condition may be left out unless it is an object. It is 0, `false` or empty then.
//! A conditional field may be `null`, which means that it is absent. Unknown members, such as `@extra`, are ignored.
//! Numbers in strings have no leading zeros and no sign before 0.
//!
//! A message in an [`Envelope`] of MTProto is an object too, but only at the top: `{"_": "unencrypted_message", …}`.
//!
//! Reading is safe on any bytes and any text: it does not panic, the nesting is limited by [`Limits`], and memory grows
//! with the input.

mod codec;
mod decode;
mod encode;
mod envelope;
mod error;
mod notation;
mod schemas;
mod text;
mod type_expr;

pub use tl_runtime::Limits;

pub use self::codec::Codec;
pub use self::decode::Line;
pub use self::envelope::{Envelope, Framing};
pub use self::error::{DecodeError, DecodeErrorKind, EncodeError, EncodeErrorKind, Position, SchemaProblem};
pub use self::notation::Problem as NotationProblem;
pub use self::schemas::leak_table;
pub use self::text::{Text, TextError};
pub use self::type_expr::{Type, TypeError};
pub use tl_runtime::wire::Path;
pub use tl_runtime::wire::json::JsonForm;
