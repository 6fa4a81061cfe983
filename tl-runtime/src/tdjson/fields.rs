//! Methods of a [`JsonReader`] that generated code calls.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::raw::RawJson;
use super::reader::JsonReader;
use super::values::{FromJson, Int64};

/// Methods that generated code calls. They are not part of the public interface.
///
/// They are `extern "C"` for the reason that `reader/generated.rs` gives. A method with the parameter `key` reads the
/// member with the name `key` from the innermost object.
#[doc(hidden)]
#[allow(improper_ctypes_definitions, reason = "no foreign code calls these")]
impl JsonReader<'_> {
    /// Begins an object: the fields of the constructor or function `name`.
    pub extern "C" fn begin(&mut self, name: &'static str, id: u32) {
        self.begin_object(name, id);
    }

    /// Ends the object.
    pub extern "C" fn end(&mut self) {
        self.end_object();
    }

    /// Begins an object if its constructor is in `names`, which are in alphabetic order. Returns the index of the
    /// constructor. If the object has another constructor, stays at the start of the object and returns a number that
    /// is larger than any index.
    pub extern "C" fn constructor(&mut self, names: &[(&'static str, u32)]) -> usize {
        self.begin_constructor(names)
    }

    /// Begins the object of a function, as [`constructor`](Self::constructor) does. From then on, unknown functions and
    /// constructors are errors.
    pub extern "C" fn function(&mut self, names: &[(&'static str, u32)]) -> usize {
        self.begin_function(names)
    }

    /// Reads the rest of an object whose constructor has no fields. [`constructor`](Self::constructor) has already read
    /// its `@type`.
    #[inline(never)]
    pub extern "C" fn unit(&mut self) {
        self.begin_object("", 0);
        self.end_object();
    }

    /// Reads an `int32`.
    #[inline(never)]
    pub extern "C" fn int32(&mut self, key: &'static str) -> i32 {
        self.with_default(key)
    }

    /// Reads a `#`.
    #[inline(never)]
    pub extern "C" fn nat(&mut self, key: &'static str) -> u32 {
        self.with_default(key)
    }

    /// Reads an `int53`.
    #[inline(never)]
    pub extern "C" fn int53(&mut self, key: &'static str) -> i64 {
        self.with_default(key)
    }

    /// Reads an `int64`.
    #[inline(never)]
    pub extern "C" fn int64(&mut self, key: &'static str) -> i64 {
        self.with_default::<Int64>(key).0
    }

    /// Reads a `double`.
    #[inline(never)]
    pub extern "C" fn double(&mut self, key: &'static str) -> f64 {
        self.with_default(key)
    }

    /// Reads a `Bool`.
    #[inline(never)]
    pub extern "C" fn bool(&mut self, key: &'static str) -> bool {
        self.with_default(key)
    }

    /// Reads a `string`.
    #[inline(never)]
    pub extern "C" fn string(&mut self, key: &'static str) -> String {
        self.with_default(key)
    }

    /// Reads `bytes`.
    #[inline(never)]
    pub extern "C" fn bytes(&mut self, key: &'static str) -> Vec<u8> {
        self.with_default(key)
    }

    /// Reads a number of 16, 32 or 64 bytes.
    pub extern "C" fn wide<const N: usize>(&mut self, key: &'static str) -> [u8; N]
    where
        [u8; N]: FromJson,
    {
        if !self.member(key) {
            return [0; N];
        }
        let value = FromJson::read(self);
        self.end_member();
        value
    }

    /// Reads an object that is never null.
    pub extern "C" fn object<T: FromJson>(&mut self, key: &'static str) -> T {
        if !self.member(key) {
            self.begin_missing(key);
            let value = T::read(self);
            self.end_missing();
            return value;
        }
        let value = T::read(self);
        self.end_member();
        value
    }

    /// Reads an object that may be null.
    pub extern "C" fn nullable<T: FromJson>(&mut self, key: &'static str) -> Option<T> {
        self.with_default(key)
    }

    /// Reads a list.
    pub extern "C" fn list<T: FromJson>(&mut self, key: &'static str) -> Vec<T> {
        self.with_default(key)
    }

    /// Reads a list whose items are read by `item`.
    pub extern "C" fn list_with<T>(&mut self, key: &'static str, item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        if !self.member(key) {
            return Vec::new();
        }
        let items = self.items_with(item);
        self.end_member();
        items
    }

    /// Skips a member.
    #[inline(never)]
    pub extern "C" fn skip(&mut self, key: &'static str) {
        if self.member(key) {
            self.raw_text();
            self.end_member();
        }
    }

    /// Reads any value and keeps its text.
    #[inline(never)]
    pub extern "C" fn raw(&mut self) -> RawJson {
        RawJson::checked(self.raw_text())
    }

    /// Reads a value.
    pub extern "C" fn value<T: FromJson>(&mut self) -> T {
        T::read(self)
    }

    /// Reads a value into a box. This method is not inlined, so that the function that reads an enum does not reserve
    /// stack space for each constructor.
    #[inline(never)]
    pub extern "C" fn in_box<T: FromJson>(&mut self) -> Box<T> {
        self.claim(size_of::<T>());
        Box::new(T::read(self))
    }

    /// Reads the items of an array.
    pub extern "C" fn items_with<T>(&mut self, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut items = Vec::new();
        if self.begin_array() {
            while self.begin_item(items.len()) {
                self.claim(size_of::<T>());
                items.push(item(self));
                self.end_item();
            }
        }
        items
    }

    /// Reads an `int64` that is an item of an array.
    pub extern "C" fn int64_item(&mut self) -> i64 {
        Int64::read(self).0
    }
}

impl JsonReader<'_> {
    /// Reads a member, or returns the default value if the object does not have this member.
    fn with_default<T: FromJson + Default>(&mut self, key: &'static str) -> T {
        if !self.member(key) {
            return T::default();
        }
        let value = T::read(self);
        self.end_member();
        value
    }
}
