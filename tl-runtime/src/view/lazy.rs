//! A value that was passed over, and the two forms in which it may stand in the bytes.

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use super::{Source, View, ViewBare, Viewer};
use crate::{Decode, Mark, Reader};

/// A value that is read when it is asked for. Its bytes were checked.
pub struct Lazy<'a, T, F = Own> {
    bytes: &'a [u8],
    form: PhantomData<fn() -> (T, F)>,
}

/// As the type says: boxed for generated types, bare for built-in ones.
#[derive(Clone, Copy, Debug)]
pub struct Own;

/// The fields alone.
#[derive(Clone, Copy, Debug)]
pub struct Bare;

/// How values of `T` stand in the bytes.
pub trait Form<'a, T> {
    /// What `T` is a view of.
    type Owned;

    /// Reads a value.
    fn view(r: &mut Viewer<'a>) -> T;

    /// Passes over a value, and checks it.
    fn skip(r: &mut Viewer<'a>);

    /// Passes over so many values.
    fn skip_items(count: usize, r: &mut Viewer<'a>);

    /// The value that all of `bytes` are.
    fn owned(bytes: &[u8]) -> Self::Owned;

    /// So many values that all of `bytes` are.
    fn owned_items(count: usize, bytes: &[u8]) -> Vec<Self::Owned>;
}

impl<'a, T: View<'a>> Form<'a, T> for Own {
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

impl<'a, T: ViewBare<'a>> Form<'a, T> for Bare {
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

    #[allow(clippy::redundant_closure_for_method_calls, reason = "the method is no Rust function")]
    fn owned_items(count: usize, bytes: &[u8]) -> Vec<T::Owned> {
        Reader::of_checked(bytes).collect(count, |r| r.get_bare())
    }
}

impl<'a, T, F> Lazy<'a, T, F> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, form: PhantomData }
    }

    /// The bytes of the value, the id first where it is boxed.
    #[must_use]
    pub fn source(&self) -> Source<'a> {
        Source(self.bytes)
    }
}

impl<'a, T, F: Form<'a, T>> Lazy<'a, T, F> {
    /// The value.
    #[must_use]
    pub fn get(&self) -> T {
        F::view(&mut Viewer::of_checked(self.bytes))
    }

    /// A copy that stands for itself.
    #[must_use]
    pub fn owned(&self) -> F::Owned {
        F::owned(self.bytes)
    }
}

/// Values that are passed over, for generated code.
#[doc(hidden)]
impl<'a> Viewer<'a> {
    /// A value that is passed over.
    #[inline]
    pub fn lazy<T, F: Form<'a, T>>(&mut self) -> Lazy<'a, T, F> {
        let mark = self.mark();
        F::skip(self);
        Lazy::new(self.since(mark))
    }

    /// The constructor `T`, passed over; its id began at `mark` and was read.
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

/// As the value is shown.
impl<'a, T: fmt::Debug, F: Form<'a, T>> fmt::Debug for Lazy<'a, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}
