//! Views: values that borrow the bytes that they were read from.
//!
//! Reading a view allocates nothing, except for values of types with parameters and for rare forms of vectors, such as
//! vectors of bare vectors. Numbers and strings of a constructor are read immediately; strings are slices of the input.
//! Vectors ([`List`]) and values of types with several constructors ([`Lazy`]) are skipped at first, and read on
//! access. Skipping makes the same checks as reading, so access cannot fail.

mod built_in;
mod lazy;
mod list;
mod parameters;
mod viewer;

use crate::{Combinator, Decode, DecodeBare, DecodeError, Limits, Reader};

pub use self::built_in::ObjectView;
pub use self::lazy::{Bare, Lazy, Own};
pub use self::list::{Items, List};
pub use self::parameters::ViewFn;
pub use self::viewer::{Source, Viewer};

/// A value that borrows the bytes of its boxed form; the counterpart of [`Decode`].
///
/// ```
/// use tl_runtime::{Encode, List, View};
///
/// let bytes = vec!["one".owned(), "two".owned()].to_bytes()?;
/// let list = List::<&str>::view_from_bytes(&bytes)?;
/// assert!(list.iter().eq(["one", "two"]));
/// assert_eq!(list.owned(), ["one", "two"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a view of bytes",
    note = "generated views are in the module `views`; the config key `borrowed` enables it"
)]
pub trait View<'a>: Sized {
    /// The owned type that corresponds to this view.
    type Owned: Decode;
    /// The minimum number of bytes that a value takes.
    const MIN_SIZE: usize = 4;

    /// Reads a value. If the viewer fails, the value is unspecified.
    fn view(r: &mut Viewer<'a>) -> Self;

    /// Skips a value and checks it.
    fn skip(r: &mut Viewer<'a>) {
        Self::view(r);
    }

    /// Skips the `count` items of a vector. Its id and count were already read.
    fn skip_items(count: usize, r: &mut Viewer<'a>) {
        r.skip_each(count, Self::skip);
    }

    /// Returns an owned copy. [`Limits::memory`] does not limit the size of the copy.
    fn owned(&self) -> Self::Owned;

    /// Reads a value that takes all of `bytes`, with the default [`Limits`].
    ///
    /// # Errors
    /// If the bytes are not a valid value, returns the same error as [`Decode::from_bytes`]. [`Limits::memory`] applies
    /// only to the few fields and items that a view allocates. If these are views, those of at most 64 bytes are not
    /// counted, and larger views count as a sixteenth of their size.
    fn view_from_bytes(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        Self::view_with_limits(bytes, Limits::default())
    }

    /// Reads a value that takes all of `bytes`, with the given limits.
    ///
    /// # Errors
    /// Returns an error if the bytes are not a valid value; see [`DecodeErrorKind`](crate::DecodeErrorKind).
    fn view_with_limits(bytes: &'a [u8], limits: Limits) -> Result<Self, DecodeError> {
        let reader = Reader::with_limits(bytes, limits);
        let mut r = Viewer::new(reader.clone());
        let value = Self::view(&mut r);
        r.finish().map(|()| value).map_err(|error| precise::<Self::Owned>(reader, error))
    }
}

/// Returns the error that decoding an owned value returns. Its offset is more precise than that of `error`, because
/// skipping does not examine each field and item.
#[cold]
fn precise<T: Decode>(mut reader: Reader<'_>, error: DecodeError) -> DecodeError {
    T::decode(&mut reader);
    reader.finish().err().unwrap_or(error)
}

/// A value that borrows the bytes of its fields; the counterpart of [`DecodeBare`].
pub trait ViewBare<'a>: Sized {
    /// The owned type that corresponds to this view.
    type Owned: DecodeBare;

    /// Reads the fields. If the viewer fails, the value is unspecified.
    fn view_bare(r: &mut Viewer<'a>) -> Self;

    /// Skips the fields and checks them. Generated code calls this method through the viewer, which also counts the
    /// nesting.
    fn skip_bare(r: &mut Viewer<'a>);

    /// Returns the bytes of all fields.
    fn source(&self) -> Source<'a>;
}

/// Reads and checks the id, then reads the fields.
impl<'a, T: ViewBare<'a>> View<'a> for T {
    type Owned = T::Owned;
    const MIN_SIZE: usize = 4 + <T::Owned as DecodeBare>::MIN_SIZE;

    fn view(r: &mut Viewer<'a>) -> Self {
        r.expect_tag(<T::Owned as Combinator>::ID, const { &<T::Owned as Combinator>::NAME });
        r.bare()
    }

    fn skip(r: &mut Viewer<'a>) {
        r.expect_tag(<T::Owned as Combinator>::ID, const { &<T::Owned as Combinator>::NAME });
        r.skip_bare::<T>();
    }

    fn owned(&self) -> T::Owned {
        self.source().owned_bare()
    }
}

/// Single values, for generated code.
#[doc(hidden)]
impl<'a> Viewer<'a> {
    /// Reads a boxed value, or a value of a built-in type.
    #[inline]
    pub fn value<T: View<'a>>(&mut self) -> T {
        T::view(self)
    }

    /// Reads a bare value, which has only its fields, one nesting level deeper.
    #[inline]
    pub fn bare<T: ViewBare<'a>>(&mut self) -> T {
        self.r.enter();
        let start = core::mem::replace(&mut self.start, self.r.rest());
        let value = T::view_bare(self);
        self.start = start;
        self.r.leave(const { &<T::Owned as Combinator>::NAME });
        value
    }

    /// Skips a bare value, one nesting level deeper. After an error, this method skips nothing, because skipping a type
    /// that contains itself would never end.
    #[inline]
    pub fn skip_bare<T: ViewBare<'a>>(&mut self) {
        self.r.descend();
        if !self.has_failed() {
            T::skip_bare(self);
        }
        self.r.ascend_from(<T::Owned as Combinator>::NAME);
    }

    /// Reads a value if `present`.
    #[inline]
    pub fn value_if<T: View<'a>>(&mut self, present: bool) -> Option<T> {
        present.then(|| T::view(self))
    }

    /// Reads a bare value if `present`.
    #[inline]
    pub fn bare_if<T: ViewBare<'a>>(&mut self, present: bool) -> Option<T> {
        present.then(|| self.bare())
    }

    /// Reads a value that takes all of the next `len` bytes.
    pub fn framed<T: View<'a>>(&mut self, len: u32) -> T {
        let outer = self.r.begin_frame(len as usize);
        let value = T::view(self);
        self.r.end_frame(outer);
        value
    }
}
