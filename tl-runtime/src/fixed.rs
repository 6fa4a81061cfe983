//! Runs: values of a fixed width that are written and read together.

use crate::writer::{MAX_WRITE, Writer};

/// Values that always take the same number of bytes: a number, an array of bytes or of `u32`, or a tuple of these, such
/// as `(u32, i64)`.
///
/// [`Writer::fixed`](crate::Writer::fixed) writes all elements of a tuple at once, and
/// [`Reader::fixed`](crate::Reader::fixed) reads them at once. Writing more than 64 bytes at once is a compile error.
pub trait Fixed: Copy {
    /// The number of bytes.
    const SIZE: usize;
    /// The number of bytes of each element of a tuple or of an array of `u32`. For a number or an array of bytes, the
    /// list contains only [`SIZE`](Self::SIZE).
    const SIZES: &'static [usize];

    /// Writes the bytes to the start of `to`, and returns the rest of `to`.
    fn put(self, to: &mut [u8]) -> &mut [u8];

    /// Appends the bytes to the output of `w`.
    fn write(self, w: &mut Writer);

    /// Returns the value at the start of `from`, and the bytes after it. Elements for which `from` is too short are
    /// zero.
    fn take(from: &[u8]) -> (Self, &[u8]);
}

macro_rules! number {
    ($($type:ty),*) => {$(
        impl Fixed for $type {
            const SIZE: usize = size_of::<$type>();
            const SIZES: &'static [usize] = &[Self::SIZE];

            #[inline]
            fn put(self, to: &mut [u8]) -> &mut [u8] {
                self.to_le_bytes().put(to)
            }

            #[inline(never)]
            fn write(self, w: &mut Writer) {
                w.put(self);
            }

            #[inline]
            fn take(from: &[u8]) -> (Self, &[u8]) {
                let (bytes, rest) = Fixed::take(from);
                (Self::from_le_bytes(bytes), rest)
            }
        }
    )*};
}

number!(u32, i32, i64, f32, f64);

impl<const N: usize> Fixed for [u8; N] {
    const SIZE: usize = N;
    const SIZES: &'static [usize] = &[N];

    #[inline]
    fn put(self, to: &mut [u8]) -> &mut [u8] {
        match to.split_first_chunk_mut() {
            Some((place, rest)) => {
                *place = self;
                rest
            }
            None => &mut [],
        }
    }

    #[inline(never)]
    fn write(self, w: &mut Writer) {
        w.put(self);
    }

    #[inline]
    fn take(from: &[u8]) -> (Self, &[u8]) {
        match from.split_first_chunk() {
            Some((bytes, rest)) => (*bytes, rest),
            None => ([0; N], &[]),
        }
    }
}

impl<const N: usize> Fixed for [u32; N] {
    const SIZE: usize = 4 * N;
    const SIZES: &'static [usize] = &[4; N];

    #[inline]
    fn put(self, to: &mut [u8]) -> &mut [u8] {
        self.into_iter().fold(to, |to, value| value.put(to))
    }

    #[inline(never)]
    fn write(self, w: &mut Writer) {
        w.put(self);
    }

    #[inline]
    fn take(mut from: &[u8]) -> (Self, &[u8]) {
        let values = core::array::from_fn(|_| {
            let (value, rest) = u32::take(from);
            from = rest;
            value
        });
        (values, from)
    }
}

/// An empty run, which has no bytes.
impl Fixed for () {
    const SIZE: usize = 0;
    const SIZES: &'static [usize] = &[];

    #[inline]
    fn put(self, to: &mut [u8]) -> &mut [u8] {
        to
    }

    #[inline]
    fn write(self, _: &mut Writer) {}

    #[inline]
    fn take(from: &[u8]) -> (Self, &[u8]) {
        ((), from)
    }
}

macro_rules! tuple {
    ($($type:ident $value:ident),*) => {
        impl<$($type: Fixed),*> Fixed for ($($type,)*) {
            const SIZE: usize = 0 $(+ $type::SIZE)*;
            const SIZES: &'static [usize] = &[$($type::SIZE),*];

            #[inline]
            fn put(self, to: &mut [u8]) -> &mut [u8] {
                let ($($value,)*) = self;
                $(let to = $value.put(to);)*
                to
            }

            #[inline]
            fn write(self, w: &mut Writer) {
                /// Takes the values as separate arguments, so that they stay in registers.
                #[allow(clippy::too_many_arguments, reason = "each argument is in a register")]
                #[inline(never)]
                fn write<$($type: Fixed),*>(w: &mut Writer, $($value: $type),*) {
                    w.put(($($value,)*));
                }
                let ($($value,)*) = self;
                write(w, $($value),*);
            }

            #[inline]
            fn take(from: &[u8]) -> (Self, &[u8]) {
                $(let ($value, from) = $type::take(from);)*
                (($($value,)*), from)
            }
        }
    };
}

tuple!(A a, B b);
tuple!(A a, B b, C c);
tuple!(A a, B b, C c, D d);
tuple!(A a, B b, C c, D d, E e);
tuple!(A a, B b, C c, D d, E e, F f);
tuple!(A a, B b, C c, D d, E e, F f, G g);
tuple!(A a, B b, C c, D d, E e, F f, G g, H h);
tuple!(A a, B b, C c, D d, E e, F f, G g, H h, I i);

/// Writing values of a fixed width.
impl Writer {
    /// Writes values of a fixed width one after another, with one check of the capacity.
    ///
    /// ```
    /// let mut w = tl_runtime::Writer::new();
    /// w.fixed((7_u32, -1_i64));
    /// assert_eq!(w.finish()?, [7, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255]);
    /// # Ok::<(), tl_runtime::EncodeError>(())
    /// ```
    #[inline]
    pub fn fixed<T: Fixed>(&mut self, values: T) {
        values.write(self);
    }

    /// Writes values of a fixed width, as [`fixed`](Self::fixed) does. This method is inlined into its callers.
    #[inline]
    pub(crate) fn put<T: Fixed>(&mut self, values: T) {
        const { assert!(T::SIZE <= MAX_WRITE) };
        self.put_with(T::SIZE, move |bytes| {
            values.put(bytes);
        });
    }
}
