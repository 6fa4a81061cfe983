//! Views of types with parameters. For a type parameter `{X:Type}`, the methods take a function that reads views of the
//! values of `X`.

use alloc::boxed::Box;
use core::array;

use super::Viewer;
use crate::Endless;

/// A function that reads views of the values of a type parameter.
pub type ViewFn<'f, 'a, T> = &'f dyn Fn(&mut Viewer<'a>) -> T;

/// Views of types with parameters, for generated code. `Reader` has methods with the same names.
#[doc(hidden)]
impl Viewer<'_> {
    /// Reads the fields of the constructor `name` with `read`, one nesting level deeper.
    pub fn fields_with<T>(&mut self, name: &'static &'static str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.r.enter();
        let start = core::mem::replace(&mut self.start, self.r.rest());
        let value = read(self);
        self.start = start;
        self.r.leave(name);
        value
    }

    /// Reads a value of a type with two constructors, one of which has no fields.
    pub fn maybe<T>(
        &mut self,
        expected: &'static &'static str,
        none: u32,
        (some, name): (u32, &'static &'static str),
        read: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        self.r.read_choice(expected, none, some).then(|| self.fields_with(name, read))
    }

    /// Reads `N` items with `item`. Each item takes at least `min_size` bytes.
    pub fn array_with<T, const N: usize>(
        &mut self,
        min_size: usize,
        mut item: impl FnMut(&mut Self) -> T,
    ) -> [T; N] {
        self.r.admit(N as u32, min_size, self.r.offset());
        array::from_fn(|_| item(self))
    }

    /// Reads a view into a box.
    pub fn in_box<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Box<T> {
        self.claim::<T>(1);
        Box::new(read(self))
    }

    /// Reads a view of an [`Endless`] value with `read`. This always fails.
    pub fn endless_with<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Endless<T> {
        Endless((!self.has_failed()).then(|| self.in_box(read)))
    }
}
