//! Values that refer to the bytes they were read from: views.
//!
//! Reading a view allocates nothing. Numbers and strings of a constructor are read at once, strings as slices of the
//! input; what stands in a vector ([`List`]) or is a constructor of a type with several ([`Lazy`]) is passed over, and
//! read when it is asked for. Passing over checks all that reading would, so what is asked for later is always there.

mod built_in;
mod lazy;
mod list;
mod viewer;

use crate::{Combinator, Decode, DecodeBare, DecodeError, Limits, Reader};

pub use self::built_in::ObjectView;
pub use self::lazy::{Bare, Lazy, Own};
pub use self::list::{Items, List};
pub use self::viewer::{Source, Viewer};

/// A value in its boxed form, seen in its bytes; the counterpart of [`Decode`].
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
    message = "`{Self}` is no view of bytes",
    note = "generated views are in the module `views`, where `borrowed` of the config is on"
)]
pub trait View<'a>: Sized {
    /// What it is a view of.
    type Owned: Decode;
    /// Fewest bytes that a value takes.
    const MIN_SIZE: usize = 4;

    /// Reads a value, which means nothing if the reader fails.
    fn view(r: &mut Viewer<'a>) -> Self;

    /// Passes over a value, and checks it.
    fn skip(r: &mut Viewer<'a>) {
        Self::view(r);
    }

    /// Passes over the `count` items of a vector whose id and count were read.
    fn skip_items(count: usize, r: &mut Viewer<'a>) {
        r.skip_each(count, Self::skip);
    }

    /// A copy that stands for itself. It takes the memory that it takes: [`Limits::memory`] is for what is read by
    /// [`Decode`], as views take none.
    fn owned(&self) -> Self::Owned;

    /// Reads a value that takes all of `bytes`, with the default [`Limits`].
    ///
    /// # Errors
    /// Those of [`Decode::from_bytes`] for just the same bytes, but that a view takes no memory.
    fn view_from_bytes(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        Self::view_with_limits(bytes, Limits::default())
    }

    /// Reads a value that takes all of `bytes`.
    ///
    /// # Errors
    /// What is wrong with the bytes; see [`DecodeErrorKind`](crate::DecodeErrorKind).
    fn view_with_limits(bytes: &'a [u8], limits: Limits) -> Result<Self, DecodeError> {
        let reader = Reader::with_limits(bytes, limits);
        let mut r = Viewer::new(reader.clone());
        let value = Self::view(&mut r);
        r.finish().map(|()| value).map_err(|error| precise::<Self::Owned>(reader, error))
    }
}

/// The error that reading an owned value meets, which knows better where: what is passed over is not looked at closely.
#[cold]
fn precise<T: Decode>(mut reader: Reader<'_>, error: DecodeError) -> DecodeError {
    T::decode(&mut reader);
    reader.finish().err().unwrap_or(error)
}

/// The fields of a constructor or function, seen in their bytes; the counterpart of [`DecodeBare`].
pub trait ViewBare<'a>: Sized {
    /// What it is a view of.
    type Owned: DecodeBare;

    /// Reads the fields, which mean nothing if the reader fails.
    fn view_bare(r: &mut Viewer<'a>) -> Self;

    /// Passes over the fields, and checks them. It is called by generated code, which also counts the nesting.
    fn skip_bare(r: &mut Viewer<'a>);

    /// The bytes of all fields.
    fn source(&self) -> Source<'a>;
}

/// The id, which is checked, then the fields.
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
    /// A boxed value, or one of a built-in type.
    #[inline]
    pub fn value<T: View<'a>>(&mut self) -> T {
        T::view(self)
    }

    /// A bare value: its fields only, one level deeper.
    #[inline]
    pub fn bare<T: ViewBare<'a>>(&mut self) -> T {
        self.r.enter();
        let start = core::mem::replace(&mut self.start, self.r.rest());
        let value = T::view_bare(self);
        self.start = start;
        self.r.leave(const { &<T::Owned as Combinator>::NAME });
        value
    }

    /// The same, passed over. What has failed is at its end, as some values would hold others of their kind for ever.
    #[inline]
    pub fn skip_bare<T: ViewBare<'a>>(&mut self) {
        self.r.descend();
        if !self.has_failed() {
            T::skip_bare(self);
        }
        self.r.ascend_from(<T::Owned as Combinator>::NAME);
    }

    /// A value that is there only if `present`.
    #[inline]
    pub fn value_if<T: View<'a>>(&mut self, present: bool) -> Option<T> {
        present.then(|| T::view(self))
    }

    /// A bare value that is there only if `present`.
    #[inline]
    pub fn bare_if<T: ViewBare<'a>>(&mut self, present: bool) -> Option<T> {
        present.then(|| self.bare())
    }

    /// A value that takes all of the next `len` bytes.
    pub fn framed<T: View<'a>>(&mut self, len: u32) -> T {
        let outer = self.r.begin_frame(len as usize);
        let value = T::view(self);
        self.r.end_frame(outer);
        value
    }
}
