//! A type for fields whose values would never end.

use alloc::boxed::Box;

use crate::{Decode, Encode, EncodeErrorKind, Reader, Writer};

/// The type of a field whose value would contain another value of the same type, without end. An example is the
/// field of `node next:Node = Node` if `Node` has no other constructor.
///
/// No bytes can express such a value. Reading always fails, and writing fails at the innermost `None`.
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
