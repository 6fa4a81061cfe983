//! Values that are skipped at first and read on access, and the forms (boxed or bare) of their bytes.

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use super::{Source, View, ViewBare, Viewer};
use crate::{Decode, Mark, Reader};

/// A value that is read on access. Its bytes were checked.
pub struct Lazy<'a, T, F = Own> {
    bytes: &'a [u8],
    form: PhantomData<fn() -> (T, F)>,
}

/// Type argument of [`Lazy`] and [`List`](super::List): values have the form that [`View::view`] reads. In this form,
/// values of generated types are boxed.
#[derive(Clone, Copy, Debug)]
pub struct Own;

/// Type argument of [`Lazy`] and [`List`](super::List): values have the bare form, which has only the fields.
#[derive(Clone, Copy, Debug)]
pub struct Bare;

/// Reads and skips values of `T` in one form. [`Own`] and [`Bare`] implement it.
pub trait Boxing<'a, T> {
    /// The owned type that corresponds to the view `T`.
    type Owned;

    /// Reads a value.
    fn view(r: &mut Viewer<'a>) -> T;

    /// Skips a value and checks it.
    fn skip(r: &mut Viewer<'a>);

    /// Skips `count` values and checks them.
    fn skip_items(count: usize, r: &mut Viewer<'a>);

    /// Decodes the value that takes all of `bytes`.
    fn owned(bytes: &[u8]) -> Self::Owned;

    /// Decodes the `count` values that take all of `bytes`.
    fn owned_items(count: usize, bytes: &[u8]) -> Vec<Self::Owned>;
}

impl<'a, T: View<'a>> Boxing<'a, T> for Own {
    type Owned = T::Owned;

    fn view(r: &mut Viewer<'a>) -> T {
        T::view(r)
    }

    fn skip(r: &mut Viewer<'a>) {
        T::skip(r);
    }

    fn skip_items(count: usize, r: &mut Viewer<'a>) {
        T::skip_items(count, r);
    }

    fn owned(bytes: &[u8]) -> T::Owned {
        T::Owned::decode(&mut Reader::of_checked(bytes))
    }

    fn owned_items(count: usize, bytes: &[u8]) -> Vec<T::Owned> {
        T::Owned::decode_items(count, &mut Reader::of_checked(bytes))
    }
}

impl<'a, T: ViewBare<'a>> Boxing<'a, T> for Bare {
    type Owned = T::Owned;

    fn view(r: &mut Viewer<'a>) -> T {
        r.bare()
    }

    fn skip(r: &mut Viewer<'a>) {
        r.skip_bare::<T>();
    }

    fn skip_items(count: usize, r: &mut Viewer<'a>) {
        r.skip_each(count, Viewer::skip_bare::<T>);
    }

    fn owned(bytes: &[u8]) -> T::Owned {
        Reader::of_checked(bytes).get_bare()
    }

    #[allow(clippy::redundant_closure_for_method_calls, reason = "as in `Reader::bare_items`")]
    fn owned_items(count: usize, bytes: &[u8]) -> Vec<T::Owned> {
        Reader::of_checked(bytes).collect(count, |r| r.get_bare())
    }
}

impl<'a, T, F> Lazy<'a, T, F> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, form: PhantomData }
    }

    /// Returns the bytes of the value, including the id if it is boxed.
    #[must_use]
    pub fn source(&self) -> Source<'a> {
        Source(self.bytes)
    }
}

impl<'a, T, F: Boxing<'a, T>> Lazy<'a, T, F> {
    /// Reads the value.
    #[must_use]
    pub fn get(&self) -> T {
        F::view(&mut Viewer::of_checked(self.bytes))
    }

    /// Returns an owned copy.
    #[must_use]
    pub fn owned(&self) -> F::Owned {
        F::owned(self.bytes)
    }
}

/// Values that are read on access, for generated code.
#[doc(hidden)]
impl<'a> Viewer<'a> {
    /// Skips a value. It is read on access.
    #[inline]
    pub fn lazy<T, F: Boxing<'a, T>>(&mut self) -> Lazy<'a, T, F> {
        let mark = self.mark();
        F::skip(self);
        Lazy::new(self.since(mark))
    }

    /// Skips the fields of the constructor `T`. Its id is at `mark` and was already read.
    #[inline]
    pub fn variant<T: ViewBare<'a>>(&mut self, mark: Mark<'a>) -> Lazy<'a, T> {
        self.skip_bare::<T>();
        Lazy::new(self.since(mark))
    }
}

impl<T, F> Clone for Lazy<'_, T, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, F> Copy for Lazy<'_, T, F> {}

/// Shows the value.
impl<'a, T: fmt::Debug, F: Boxing<'a, T>> fmt::Debug for Lazy<'a, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}
