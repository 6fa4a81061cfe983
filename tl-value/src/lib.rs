//! Converts TL values from bytes to JSON and back, without generated code. The schema is read at run time.
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
//! | a field that is absent | omitted |
//! | `flags.0?true` | `true` or omitted |
//! | `int`, `#` | number |
//! | `long` | decimal string; a number is accepted too |
//! | `double`, `float` | number, or `"NaN"`, `"Infinity"`, `"-Infinity"` |
//! | `string` | string |
//! | `bytes` | base64 with padding |
//! | `int128`, `int256`, `int512` | hexadecimal digits in the order of the bytes |
//! | `Bool` | `true`, `false` |
//! | `Vector t`, `vector t`, `n*[ t ]` | array |
//! | `n*[ a:int b:int ]` | array of objects without `_` |
//! | `!X` | the object of the called function |
//! | `Object` | the object of the value; `true` or `false`; for an unknown id, `{"_": "#1f040578", "raw": …}` |
//! | a built-in type in an `Object` | `{"_": "int", "value": 5}` |
//!
//! The schema determines whether a value is boxed. The JSON is the same in both cases, but bare values may omit `_`.
//! The value of `raw` is the base64 of the bytes after the id. A `Vector` in an `Object` also has this form, because
//! its id does not determine the type of its items.
//!
//! These numbers are omitted, because they are computed from other fields:
//!
//! - a `#` whose bits are conditions of fields; [`Codec::of_schemas`] describes what happens to its other bits
//! - a `#` that is used only as the length of a repetition
//! - in Telegram's dialect, a `#` called `flags`, `flags2` and so on
//! - MTProto's `bytes` before an `Object`
//!
//! Every other `#` is a number. A field without a name is called `value`. If several combinators of a schema have the
//! same name, `_` also contains the id: `message#5bb8e511`. In a codec of several schemas, `_` contains the id too if
//! an earlier schema already uses the name.
//!
//! A [`JsonForm`] selects the form of TDLib or tonlib instead. It differs as follows:
//!
//! | TL | JSON of TDLib and tonlib |
//! | --- | --- |
//! | the name of a constructor or function | `@type` instead of `_`; not needed if the type has one constructor |
//! | `int53` | number; a string is accepted too |
//! | `int`, `#` | number; a string is accepted too |
//! | `int128`, `int256`, `int512` | base64 with padding |
//! | a mask, such as `flags:#` | number with all bits; computed if omitted, otherwise it must agree with the fields |
//! | `flags.0?true` | omitted, because the mask contains its bit; `true` is accepted too |
//! | an infinite `double` or `float` | `1e999`, `-1e999` |
//! | NaN | `null`, which is not accepted when encoding |
//!
//! In these forms, a field without a condition may be omitted unless it is an object. An omitted field is 0, `false` or
//! empty. A conditional field may be `null`, which means that it is absent. Unknown members, such as `@extra`, are
//! ignored. Numbers in strings must not have leading zeros, and 0 must not have a sign.
//!
//! An [`Envelope`], which contains a message of MTProto, is an object too: `{"_": "unencrypted_message", …}`. It is
//! allowed only as the outermost value.
//!
//! All functions are safe for any bytes and any text: they do not panic, [`Limits`] restrict the nesting, and memory is
//! proportional to the input or has a fixed limit.

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
