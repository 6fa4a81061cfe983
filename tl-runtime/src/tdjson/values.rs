//! The trait of values that can be read from JSON, and its implementations for built-in types.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::error::{JsonError, JsonErrorKind};
use super::options::JsonOptions;
use super::reader::JsonReader;
use super::text::from_base64;

/// A value that can be read from JSON, in the form that TDLib and tonlib use.
///
/// Generated types implement this trait if programs read them. These Rust types represent built-in types: `i32`, `u32`
/// (a `#`), `i64` (an `int53`, which is a number), `f64`, `bool`, `String`, `Vec<u8>` (`bytes`, in base64), and
/// `[u8; 16]`, `[u8; 32]` and `[u8; 64]` (in base64 too). An `int64`, which is a string, is [`Int64`].
///
/// ```
/// use tl_runtime::tdjson::FromJson;
///
/// assert_eq!(Vec::<String>::from_json(r#"["a", "\u0434"]"#)?, ["a", "д"]);
/// # Ok::<(), tl_runtime::tdjson::JsonError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not read from JSON",
    note = "generated types are read if the config has `json = \"tdlib\"` or `json = \"ton\"`, and the key `role` allows it"
)]
pub trait FromJson: Sized {
    /// Reads the current value. This method is for implementers; call [`from_json`](Self::from_json) instead. If the
    /// reader fails, the value is unspecified.
    fn read(r: &mut JsonReader<'_>) -> Self;

    /// Reads the value that takes all of `text`, with the default [`JsonOptions`].
    ///
    /// # Errors
    /// Returns an error if the text is not JSON, or not a value of the type; see
    /// [`JsonErrorKind`](super::JsonErrorKind).
    fn from_json(text: &str) -> Result<Self, JsonError> {
        Self::from_json_with(text, JsonOptions::default())
    }

    /// Reads the value that takes all of `text`, with the given options.
    ///
    /// # Errors
    /// Returns an error in the same cases as [`from_json`](Self::from_json).
    fn from_json_with(text: &str, options: JsonOptions) -> Result<Self, JsonError> {
        JsonReader::whole(text, options, Self::read).map(|(value, _)| value)
    }
}

/// An `int64`. It is a string in JSON, because JSON readers of some languages round large numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Int64(pub i64);

impl FromJson for Int64 {
    /// Accepts a string or a number.
    fn read(r: &mut JsonReader<'_>) -> Self {
        if r.skips() || (r.is_lenient() && r.take_null()) {
            return Self(0);
        }
        Self(r.whole_number(true).unwrap_or_default())
    }
}

impl FromJson for i64 {
    fn read(r: &mut JsonReader<'_>) -> Self {
        if r.skips() || (r.is_lenient() && r.take_null()) {
            return 0;
        }
        r.whole_number(r.is_lenient()).unwrap_or_default()
    }
}

impl FromJson for i32 {
    fn read(r: &mut JsonReader<'_>) -> Self {
        let start = r.at;
        narrow(i64::read(r), start, "int32", r)
    }
}

impl FromJson for u32 {
    fn read(r: &mut JsonReader<'_>) -> Self {
        let start = r.at;
        narrow(i64::read(r), start, "#", r)
    }
}

/// Converts a number to a narrower type. The number began at `start`.
fn narrow<T: TryFrom<i64> + Default>(
    value: i64,
    start: usize,
    ty: &'static str,
    r: &mut JsonReader<'_>,
) -> T {
    T::try_from(value).unwrap_or_else(|_| {
        r.fail_at(start, JsonErrorKind::OutOfRange { ty });
        T::default()
    })
}

impl FromJson for f64 {
    fn read(r: &mut JsonReader<'_>) -> Self {
        if r.skips() || (r.is_lenient() && r.take_null()) {
            return 0.0;
        }
        let (start, scanner) = (r.at, r.scanner());
        if !matches!(scanner.byte(start), b'-' | b'0'..=b'9' | b'i' | b'n')
            || scanner.starts_with(start, "null")
        {
            r.wrong_kind("a number");
            return 0.0;
        }
        let Some(end) = r.scanned(scanner.number(start)) else { return 0.0 };
        r.at = end;
        // The number was checked, so Rust can parse it.
        r.text[start..end].parse().unwrap_or(0.0)
    }
}

impl FromJson for bool {
    fn read(r: &mut JsonReader<'_>) -> Self {
        if r.skips() || (r.is_lenient() && r.take_null()) {
            return false;
        }
        let scanner = r.scanner();
        for (word, value) in [("true", true), ("false", false)] {
            if scanner.starts_with(r.at, word) {
                r.at += word.len();
                return value;
            }
        }
        if r.is_lenient() && matches!(scanner.byte(r.at), b'"' | b'-' | b'0'..=b'9') {
            return i32::read(r) != 0;
        }
        r.wrong_kind("true or false");
        false
    }
}

impl FromJson for String {
    fn read(r: &mut JsonReader<'_>) -> Self {
        if r.skips() || (r.is_lenient() && r.take_null()) {
            return Self::new();
        }
        if r.scanner().byte(r.at) != b'"' {
            r.wrong_kind("a string");
            return Self::new();
        }
        r.current_string().unwrap_or_default().into_owned()
    }
}

impl FromJson for Vec<u8> {
    fn read(r: &mut JsonReader<'_>) -> Self {
        if r.skips() || (r.is_lenient() && r.take_null()) {
            return Self::new();
        }
        if r.scanner().byte(r.at) != b'"' {
            r.wrong_kind("base64 in a string");
            return Self::new();
        }
        let start = r.at;
        let Some(text) = r.current_string() else { return Self::new() };
        from_base64(&text).unwrap_or_else(|| {
            r.fail_at(start, JsonErrorKind::WrongForm { expected: "base64 with padding" });
            Self::new()
        })
    }
}

macro_rules! wide {
    ($($size:literal: $expected:literal,)*) => {$(
        impl FromJson for [u8; $size] {
            fn read(r: &mut JsonReader<'_>) -> Self {
                let start = r.at;
                if r.skips() || (r.is_lenient() && r.take_null()) {
                    return [0; $size];
                }
                Vec::<u8>::read(r).try_into().unwrap_or_else(|_| {
                    r.fail_at(start, JsonErrorKind::WrongForm { expected: $expected });
                    [0; $size]
                })
            }
        }
    )*};
}

wide! {
    16: "16 bytes in base64",
    32: "32 bytes in base64",
    64: "64 bytes in base64",
}

impl<T: FromJson> FromJson for Vec<T> {
    fn read(r: &mut JsonReader<'_>) -> Self {
        r.items_with(T::read)
    }
}

/// Reads missing values and `null` as `None`.
impl<T: FromJson> FromJson for Option<T> {
    fn read(r: &mut JsonReader<'_>) -> Self {
        if r.skips() || r.take_null() { None } else { Some(T::read(r)) }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn read(r: &mut JsonReader<'_>) -> Self {
        r.in_box()
    }
}
