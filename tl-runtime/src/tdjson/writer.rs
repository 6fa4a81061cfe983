//! The writer of JSON, and the trait of values that are written.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::text::{push_base64, push_string, push_whole};
use super::values::Int64;

/// Writes values as JSON, in the form that TDLib and tonlib accept.
#[derive(Debug, Default)]
pub struct JsonWriter {
    out: String,
    /// Number of objects that were begun and not ended.
    level: u32,
    /// The text that is inserted before the end of the outermost object: a comma and the member `@extra`, or nothing.
    extra: String,
}

/// A value that can be written as JSON, in the form that TDLib and tonlib accept; the counterpart of
/// [`FromJson`](super::FromJson).
///
/// Writing never fails. An infinite `double` is written as `1e999` or `-1e999`. TDLib reads them as infinite, or as the
/// finite numbers with the largest absolute value. NaN is written as `null`, which TDLib reads as 0.
///
/// ```
/// use tl_runtime::tdjson::ToJson;
///
/// assert_eq!(vec![true, false].to_json_text(), "[true,false]");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not written as JSON",
    note = "generated types are written if the config has `json = \"tdlib\"` or `json = \"ton\"`, and the key `role` allows it"
)]
pub trait ToJson {
    /// Writes the value. This method is for implementers; call [`to_json_text`](Self::to_json_text) instead.
    fn write(&self, w: &mut JsonWriter);

    /// Returns the value as JSON. To send a request, use [`Request::to_json`](super::Request::to_json), which can add
    /// an `@extra`.
    fn to_json_text(&self) -> String {
        let mut w = JsonWriter::new();
        self.write(&mut w);
        w.out
    }
}

/// Initial capacity of a writer in bytes. Most requests are shorter.
const CAPACITY: usize = 256;

impl JsonWriter {
    fn new() -> Self {
        Self { out: String::with_capacity(CAPACITY), level: 0, extra: String::new() }
    }

    /// Writes `value`, which must be an object, and adds `@extra` as its last member. `extra` is JSON.
    pub(super) fn with_extra(value: &(impl ToJson + ?Sized), extra: &str) -> String {
        let mut w = Self::new();
        if !extra.is_empty() {
            w.extra = alloc::format!(",\"@extra\":{extra}");
        }
        value.write(&mut w);
        w.out
    }

    pub(super) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn items<T>(&mut self, items: &[T], mut write: impl FnMut(&T, &mut Self)) {
        self.out.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            write(item, self);
        }
        self.out.push(']');
    }

    fn whole(&mut self, value: i64) {
        push_whole(&mut self.out, value);
    }
}

/// Methods that generated code calls. They are not part of the public interface.
///
/// A method with the parameter `key` writes the member with the name `key` to the innermost object.
#[doc(hidden)]
#[allow(improper_ctypes_definitions, reason = "no foreign code calls these")]
impl JsonWriter {
    /// Begins the object of a constructor or function.
    #[inline(never)]
    pub extern "C" fn begin(&mut self, name: &'static str) {
        self.level += 1;
        self.out.push_str("{\"@type\":\"");
        self.out.push_str(name);
        self.out.push('"');
    }

    /// Ends the object.
    #[inline(never)]
    pub extern "C" fn end(&mut self) {
        self.level -= 1;
        if self.level == 0 {
            self.out.push_str(&self.extra);
        }
        self.out.push('}');
    }

    /// Writes the object of a constructor without fields.
    pub extern "C" fn unit(&mut self, name: &'static str) {
        self.begin(name);
        self.end();
    }

    #[inline(never)]
    extern "C" fn key(&mut self, key: &'static str) {
        self.out.push_str(",\"");
        self.out.push_str(key);
        self.out.push_str("\":");
    }

    #[inline(never)]
    pub extern "C" fn int32(&mut self, key: &'static str, value: i32) {
        self.int53(key, value.into());
    }

    #[inline(never)]
    pub extern "C" fn nat(&mut self, key: &'static str, value: u32) {
        self.int53(key, value.into());
    }

    #[inline(never)]
    pub extern "C" fn int53(&mut self, key: &'static str, value: i64) {
        self.key(key);
        self.whole(value);
    }

    #[inline(never)]
    pub extern "C" fn int64(&mut self, key: &'static str, value: i64) {
        self.key(key);
        self.int64_item(value);
    }

    /// Writes an `int64` that is an item of an array.
    pub extern "C" fn int64_item(&mut self, value: i64) {
        self.out.push('"');
        self.whole(value);
        self.out.push('"');
    }

    #[inline(never)]
    pub extern "C" fn double(&mut self, key: &'static str, value: f64) {
        self.key(key);
        value.write(self);
    }

    #[inline(never)]
    pub extern "C" fn bool(&mut self, key: &'static str, value: bool) {
        self.key(key);
        value.write(self);
    }

    #[inline(never)]
    pub extern "C" fn string(&mut self, key: &'static str, value: &str) {
        self.key(key);
        push_string(&mut self.out, value);
    }

    #[inline(never)]
    pub extern "C" fn bytes(&mut self, key: &'static str, value: &[u8]) {
        self.key(key);
        push_base64(&mut self.out, value);
    }

    /// Writes a value.
    pub extern "C" fn value<T: ToJson>(&mut self, value: &T) {
        value.write(self);
    }

    /// Writes an object or a list.
    pub extern "C" fn field<T: ToJson + ?Sized>(&mut self, key: &'static str, value: &T) {
        self.key(key);
        value.write(self);
    }

    /// Writes an object that may be null. Omits the member if `value` is `None`.
    pub extern "C" fn nullable<T: ToJson>(&mut self, key: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.field(key, value);
        }
    }

    /// Writes a list whose items are written by `item`.
    pub extern "C" fn list_with<T>(
        &mut self,
        key: &'static str,
        items: &[T],
        item: impl FnMut(&T, &mut Self),
    ) {
        self.key(key);
        self.items(items, item);
    }

    /// Writes an array whose items are written by `item`.
    pub extern "C" fn items_with<T>(&mut self, items: &[T], item: impl FnMut(&T, &mut Self)) {
        self.items(items, item);
    }
}

impl ToJson for Int64 {
    fn write(&self, w: &mut JsonWriter) {
        w.int64_item(self.0);
    }
}

impl ToJson for i64 {
    fn write(&self, w: &mut JsonWriter) {
        w.whole(*self);
    }
}

impl ToJson for i32 {
    fn write(&self, w: &mut JsonWriter) {
        w.whole((*self).into());
    }
}

impl ToJson for u32 {
    fn write(&self, w: &mut JsonWriter) {
        w.whole((*self).into());
    }
}

impl ToJson for f64 {
    fn write(&self, w: &mut JsonWriter) {
        if self.is_nan() {
            return w.out.push_str("null");
        }
        if self.is_infinite() {
            return w.out.push_str(if *self > 0.0 { "1e999" } else { "-1e999" });
        }
        // Writing to a `String` never fails. `{:?}` writes the shortest number that is parsed as the same value.
        let _ = write!(w.out, "{self:?}");
    }
}

impl ToJson for bool {
    fn write(&self, w: &mut JsonWriter) {
        w.out.push_str(if *self { "true" } else { "false" });
    }
}

impl ToJson for str {
    fn write(&self, w: &mut JsonWriter) {
        push_string(&mut w.out, self);
    }
}

impl ToJson for String {
    fn write(&self, w: &mut JsonWriter) {
        push_string(&mut w.out, self);
    }
}

impl ToJson for [u8] {
    fn write(&self, w: &mut JsonWriter) {
        push_base64(&mut w.out, self);
    }
}

impl ToJson for Vec<u8> {
    fn write(&self, w: &mut JsonWriter) {
        push_base64(&mut w.out, self);
    }
}

impl<const N: usize> ToJson for [u8; N] {
    fn write(&self, w: &mut JsonWriter) {
        push_base64(&mut w.out, self);
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, w: &mut JsonWriter) {
        w.items(self, T::write);
    }
}

/// Writes `None` as `null`.
impl<T: ToJson> ToJson for Option<T> {
    fn write(&self, w: &mut JsonWriter) {
        match self {
            Some(value) => value.write(w),
            None => w.raw("null"),
        }
    }
}

impl<T: ToJson> ToJson for Box<T> {
    fn write(&self, w: &mut JsonWriter) {
        (**self).write(w);
    }
}

impl<T: ToJson + ?Sized> ToJson for &T {
    fn write(&self, w: &mut JsonWriter) {
        (**self).write(w);
    }
}
