//! Values that would never end.

use alloc::boxed::Box;

use crate::{Decode, Encode, EncodeErrorKind, Reader, Writer};

/// A field whose value would hold another one of its kind, without end, as in `node next:Node = Node` where `Node` has
/// no other constructor.
///
/// No bytes hold such a value, so reading one always fails, and writing it fails where nothing is inside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Endless<T>(pub Option<Box<T>>);

impl<T> Default for Endless<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Encode> Encode for Endless<T> {
    fn encode(&self, w: &mut Writer) {
        match &self.0 {
            Some(value) => value.encode(w),
            None => w.fail(EncodeErrorKind::Endless),
        }
    }
}

impl<T: Decode> Decode for Endless<T> {
    fn decode(r: &mut Reader<'_>) -> Self {
        Self((!r.has_failed()).then(|| r.in_box(T::decode)))
    }
}
