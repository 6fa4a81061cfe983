//! Vectors and repetitions whose items are read on access.

use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;

use super::lazy::{Bare, Boxing, Own};
use super::{View, ViewBare, Viewer};
use crate::DecodeBare;

/// Items of a vector or repetition that are read on access. Their bytes were checked.
pub struct List<'a, T, F = Own> {
    count: usize,
    bytes: &'a [u8],
    form: PhantomData<fn() -> (T, F)>,
}

/// Iterator over the items of a [`List`].
#[derive(Clone, Debug)]
pub struct Items<'a, T, F = Own> {
    left: usize,
    r: Viewer<'a>,
    form: PhantomData<fn() -> (T, F)>,
}

impl<'a, T, F> List<'a, T, F> {
    pub(super) fn new(count: usize, bytes: &'a [u8]) -> Self {
        Self { count, bytes, form: PhantomData }
    }

    /// Returns the number of items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Returns whether the list has no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Returns an iterator over the items. Getting an item takes as long as skipping its bytes.
    #[must_use]
    pub fn iter(&self) -> Items<'a, T, F> {
        Items { left: self.count, r: Viewer::of_checked(self.bytes), form: PhantomData }
    }
}

impl<'a, T, F: Boxing<'a, T>> List<'a, T, F> {
    /// Returns owned copies of the items.
    #[must_use]
    pub fn owned(&self) -> Vec<F::Owned> {
        F::owned_items(self.count, self.bytes)
    }
}

/// Vectors and repetitions, for generated code.
#[doc(hidden)]
impl<'a> Viewer<'a> {
    /// Reads a vector, boxed or not.
    #[inline]
    pub fn items<T: View<'a>>(&mut self, boxed: bool) -> List<'a, T> {
        let count = self.r.vector_head(boxed, T::MIN_SIZE);
        self.list(count)
    }

    /// Reads a vector, boxed or not, of bare items.
    #[inline]
    pub fn bare_items<T: ViewBare<'a>>(&mut self, boxed: bool) -> List<'a, T, Bare> {
        let count = self.r.vector_head(boxed, <T::Owned as DecodeBare>::MIN_SIZE);
        self.list(count)
    }

    /// Reads `count` items of a repetition, which has no count of its own.
    pub fn repeated<T: View<'a>>(&mut self, count: u32) -> List<'a, T> {
        let count = self.r.admit(count, T::MIN_SIZE, self.r.offset());
        self.list(count)
    }

    fn list<T, F: Boxing<'a, T>>(&mut self, count: usize) -> List<'a, T, F> {
        let mark = self.mark();
        F::skip_items(count, self);
        List::new(if self.has_failed() { 0 } else { count }, self.since(mark))
    }
}

impl<'a, T: View<'a>> View<'a> for List<'a, T> {
    type Owned = Vec<T::Owned>;
    const MIN_SIZE: usize = 8;

    fn view(r: &mut Viewer<'a>) -> Self {
        r.items(true)
    }

    fn owned(&self) -> Vec<T::Owned> {
        List::owned(self)
    }
}

impl<T, F> Clone for List<'_, T, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, F> Copy for List<'_, T, F> {}

/// Shows the items as a slice does.
impl<'a, T: fmt::Debug, F: Boxing<'a, T>> fmt::Debug for List<'a, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<'a, T, F: Boxing<'a, T>> IntoIterator for List<'a, T, F> {
    type Item = T;
    type IntoIter = Items<'a, T, F>;

    fn into_iter(self) -> Items<'a, T, F> {
        self.iter()
    }
}

impl<'a, T, F: Boxing<'a, T>> IntoIterator for &List<'a, T, F> {
    type Item = T;
    type IntoIter = Items<'a, T, F>;

    fn into_iter(self) -> Items<'a, T, F> {
        self.iter()
    }
}

impl<'a, T, F: Boxing<'a, T>> Iterator for Items<'a, T, F> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.left = self.left.checked_sub(1)?;
        Some(F::view(&mut self.r))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<'a, T, F: Boxing<'a, T>> ExactSizeIterator for Items<'a, T, F> {}
impl<'a, T, F: Boxing<'a, T>> FusedIterator for Items<'a, T, F> {}
