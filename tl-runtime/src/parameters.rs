//! Values of types with parameters. Generated methods have one parameter for each TL parameter of the type on which the
//! bytes depend: for `{X:Type}`, a function that writes or reads the values of `X`; for `{n:#}`, a `u32`.
//!
//! For `pair {X:Type} {Y:Type} a:X b:Y = Pair X Y`, the generated functions are
//! `encode_bare_with(&self, w, x_codec, y_codec)` and `decode_bare_with(r, x_codec, y_codec)`. The codecs are passed as
//! `&dyn Fn`, so that rustc compiles a finite number of functions for a type that contains itself with other arguments.

use core::array;

use crate::{EncodeErrorKind, Endless, Reader, Writer};

/// A function that writes the values of a type parameter.
pub type WriteFn<'f, T> = &'f dyn Fn(&T, &mut Writer);

/// A function that reads the values of a type parameter.
pub type ReadFn<'f, T> = &'f dyn Fn(&mut Reader<'_>) -> T;

/// Values of types with parameters, for generated code.
#[doc(hidden)]
impl Reader<'_> {
    /// Reads the fields of the constructor `name` with `read`, one nesting level deeper.
    #[inline]
    pub fn fields_with<T>(&mut self, name: &'static &'static str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.enter();
        let value = read(self);
        self.leave(name);
        value
    }

    /// Reads a value of the type `expected`, which has two constructors: one without fields, whose id is `none`, and
    /// the constructor `name`, whose id is `some`. `read` reads the fields of `name`.
    pub fn maybe<T>(
        &mut self,
        expected: &'static &'static str,
        none: u32,
        (some, name): (u32, &'static &'static str),
        read: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        self.read_choice(expected, none, some).then(|| self.fields_with(name, read))
    }

    /// Reads an id of the type `expected`, and returns whether it is `some`. Fails if it is neither `none` nor `some`.
    /// After an error, the result is `false`.
    pub(crate) fn read_choice(&mut self, expected: &'static &'static str, none: u32, some: u32) -> bool {
        let id = self.read_id();
        if id != some && id != none {
            self.unknown_id(expected, id);
        }
        id == some && !self.has_failed()
    }

    /// Reads `N` items with `item`. Each item takes at least `min_size` bytes.
    #[inline]
    pub fn array_with<T, const N: usize>(
        &mut self,
        min_size: usize,
        mut item: impl FnMut(&mut Self) -> T,
    ) -> [T; N] {
        self.admit(N as u32, min_size, self.offset());
        array::from_fn(|_| item(self))
    }

    /// Reads an [`Endless`] value with `read`. This always fails.
    pub fn endless_with<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Endless<T> {
        Endless((!self.has_failed()).then(|| self.in_box(read)))
    }
}

/// Values of types with parameters, for generated code.
#[doc(hidden)]
impl Writer {
    /// Writes the fields of the combinator `name` with `write`, and adds the name to an error that occurs in them.
    #[inline]
    pub fn fields_with(&mut self, name: &'static &'static str, write: impl FnOnce(&mut Self)) {
        self.part(write, |error| error.name_type(name));
    }

    /// Writes the field `name` with `write`, and adds the name to the path of an error that occurs in it.
    #[inline]
    pub fn field(&mut self, name: &'static &'static str, write: impl FnOnce(&mut Self)) {
        self.part(write, |error| error.within_field(name));
    }

    /// Writes an optional value as one of two constructors; see [`Reader::maybe`].
    pub fn maybe<T>(
        &mut self,
        value: &Option<T>,
        none: u32,
        (some, name): (u32, &'static &'static str),
        write: impl FnOnce(&T, &mut Self),
    ) {
        match value {
            None => self.id(none),
            Some(value) => {
                self.id(some);
                self.fields_with(name, |w| write(value, w));
            }
        }
    }

    /// Writes items with `item`.
    #[inline]
    pub fn each_with<T>(&mut self, items: &[T], item: impl Fn(&T, &mut Self)) {
        self.each(items, item);
    }

    /// Writes an [`Endless`] value with `write`. Fails if `value` contains `None`.
    pub fn endless_with<T>(&mut self, value: &Endless<T>, write: impl FnOnce(&T, &mut Self)) {
        match &value.0 {
            Some(value) => write(value, self),
            None => self.fail(EncodeErrorKind::Endless),
        }
    }
}

/// Checks of fields with conditions, for generated code.
#[doc(hidden)]
impl Writer {
    /// Fails if a field of `type_name` is present although its condition is false, or absent although its condition is
    /// true.
    #[inline]
    pub fn presence_by(
        &mut self,
        type_name: &'static str,
        field: &'static str,
        condition: bool,
        present: bool,
    ) {
        if condition != present {
            self.wrong_presence(type_name, field, present);
        }
    }

    #[cold]
    #[inline(never)]
    fn wrong_presence(&mut self, type_name: &'static str, field: &'static str, present: bool) {
        self.fail_in(type_name, EncodeErrorKind::WrongPresence { field, present });
    }
}
