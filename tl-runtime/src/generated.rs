//! Macros for the parts of generated code that are alike in every type. Not part of the public interface.
//!
//! What is marked inline has machine code where it is used and nowhere else. A layer has ten thousand functions and a
//! program uses few, so all are marked in a build without optimisation, which otherwise makes machine code of each. In a
//! release build the mark moves the cost into every crate that uses a function, at every change of that crate. There,
//! enums are not marked and the rest is: structs, their views, results and conversions. Using one of these takes the code
//! of one struct, down to the enums in it.

/// Id, name, and how the fields of a struct are written and read, if they are; `least` is the fewest bytes that they take.
#[doc(hidden)]
#[macro_export]
macro_rules! __combinator {
    (@id $type:ident, $id:literal, $name:literal) => {
        impl $crate::Combinator for $type {
            const ID: u32 = $id;
            const NAME: &'static str = $name;
        }
    };
    (@write $type:ident, $self:ident, $head:ident, $w:ident, $write:block) => {
        impl $crate::EncodeBare for $type {
            #[inline]
            fn encode_after(&$self, $head: impl $crate::Fixed, $w: &mut $crate::Writer) $write
        }
    };
    (@write $type:ident) => {
        $crate::__combinator!(@write $type, self, head, w, { w.fixed(head); });
    };
    (@read $type:ident, $r:ident, $read:expr $(, $least:literal)?) => {
        impl $crate::DecodeBare for $type {
            $(const MIN_SIZE: usize = $least;)?

            #[inline]
            fn decode_bare($r: &mut $crate::Reader<'_>) -> Self {
                $read
            }
        }
    };
    (@read $type:ident) => {
        $crate::__combinator!(@read $type, _r, Self {});
    };
    ($type:ident, $id:literal, $name:literal $(, $way:ident)*) => {
        $crate::__combinator!(@id $type, $id, $name);
        $($crate::__combinator!(@$way $type);)*
    };
    ($type:ident, $id:literal, $name:literal
     $(, write |$self:ident, $head:ident, $w:ident| $write:block)? $(, read |$r:ident| $read:expr $(, least $least:literal)?)?) => {
        $crate::__combinator!(@id $type, $id, $name);
        $($crate::__combinator!(@write $type, $self, $head, $w, $write);)?
        $($crate::__combinator!(@read $type, $r, $read $(, $least)?);)?
    };
}

/// A function whose result is read as its Rust type says.
#[doc(hidden)]
#[macro_export]
macro_rules! __function {
    ($type:ty => $output:ty) => {
        impl $crate::Function for $type {
            type Output = $output;

            #[inline]
            fn decode_output(r: &mut $crate::Reader<'_>) -> $output {
                r.get()
            }
        }
    };
}

/// A function whose result is written as its Rust type says.
#[doc(hidden)]
#[macro_export]
macro_rules! __serve {
    ($type:ty => $output:ty) => {
        impl $crate::Serve for $type {
            type Output = $output;

            #[inline]
            fn encode_output(x: &$output, w: &mut $crate::Writer) {
                w.write(x);
            }
        }
    };
}

/// Writing and reading of an enum: constructors without fields, those carried as they are, those in a box; and the one
/// that stands in where the reader fails; `least` is the fewest bytes of a value. Going through the box here, and not through its own implementations, spares
/// the compiler several functions for each.
#[doc(hidden)]
#[macro_export]
macro_rules! __boxed {
    ($($way:ident)*, $type:ty, $name:literal, $units:tt, $inline:tt, $boxed:tt, else $kind:ident $fallback:ident) => {
        $($crate::__boxed!(@$way $type, $name, $units, $inline, $boxed, $kind $fallback, []);)*
    };
    ($($way:ident)*, $type:ty, $name:literal, $units:tt, $inline:tt, $boxed:tt, else $kind:ident $fallback:ident,
     least $least:literal) => {
        $($crate::__boxed!(@$way $type, $name, $units, $inline, $boxed, $kind $fallback, [$least]);)*
    };
    (@write $type:ty, $name:literal, [$($unit:ident = $unit_id:literal),*],
     [$($inline:ident = $inline_id:literal),*], [$($boxed:ident = $boxed_id:literal),*],
     $kind:ident $fallback:ident, $least:tt) => {
        impl $crate::Encode for $type {
            #[cfg_attr(debug_assertions, inline)]
            fn encode(&self, w: &mut $crate::Writer) {
                match self {
                    $(Self::$unit => w.id($unit_id),)*
                    $(Self::$inline(x) => $crate::Encode::encode(x, w),)*
                    $(Self::$boxed(x) => $crate::Encode::encode(&**x, w),)*
                }
            }
        }
    };
    (@read $type:ty, $name:literal, [$($unit:ident = $unit_id:literal),*],
     [$($inline:ident = $inline_id:literal),*], [$($boxed:ident = $boxed_id:literal),*],
     $kind:ident $fallback:ident, [$($least:literal)?]) => {
        impl $crate::Decode for $type {
            $(const MIN_SIZE: usize = $least;)?

            #[cfg_attr(debug_assertions, inline)]
            fn decode(r: &mut $crate::Reader<'_>) -> Self {
                match r.id() {
                    $($unit_id => Self::$unit,)*
                    $($inline_id => Self::$inline(r.get_bare()),)*
                    $($boxed_id => Self::$boxed(r.get_boxed()),)*
                    id => {
                        r.unknown_constructor(&$name, id);
                        $crate::__boxed!(@$kind r, $fallback)
                    }
                }
            }
        }
    };
    (@unit $r:ident, $fallback:ident) => { Self::$fallback };
    (@inline $r:ident, $fallback:ident) => { Self::$fallback($r.get_bare()) };
    (@boxed $r:ident, $fallback:ident) => { Self::$fallback($r.get_boxed()) };
}

/// Conversions between an enum and the structs of its variants, from them where it is written and to them where it is
/// read: those without fields, those that are carried as they are, and those in a box.
#[doc(hidden)]
#[macro_export]
macro_rules! __conversions {
    ($($way:ident)*, $enum:ident, $units:tt, $inline:tt, $boxed:tt) => {
        $($crate::__conversions!(@$way $enum, $units, $inline, $boxed);)*
    };
    (@write $enum:ident, [$($unit:ident = $unit_type:path),*], [$($inline:ident = $inline_type:ty),*],
     [$($boxed:ident = $boxed_type:ty),*]) => {
        $($crate::__conversions!(@from $enum, $unit_type, _x => $enum::$unit);)*
        $($crate::__conversions!(@from $enum, $inline_type, x => $enum::$inline(x));)*
        $($crate::__conversions!(@from $enum, $boxed_type, x => $enum::$boxed($crate::__rt::Box::new(x)));)*
    };
    (@read $enum:ident, [$($unit:ident = $unit_type:path),*], [$($inline:ident = $inline_type:ty),*],
     [$($boxed:ident = $boxed_type:ty),*]) => {
        $($crate::__conversions!(@try_from $enum, $unit_type, $enum::$unit => $unit_type);)*
        $($crate::__conversions!(@try_from $enum, $inline_type, $enum::$inline(x) => x);)*
        $($crate::__conversions!(@try_from $enum, $boxed_type, $enum::$boxed(x) => *x);)*
    };
    (@from $enum:ident, $type:ty, $argument:ident => $made:expr) => {
        impl $crate::__rt::From<$type> for $enum {
            #[inline]
            fn from($argument: $type) -> Self {
                $made
            }
        }
    };
    (@try_from $enum:ident, $type:ty, $pattern:pat => $value:expr) => {
        impl $crate::__rt::TryFrom<$enum> for $type {
            type Error = $enum;

            #[inline]
            fn try_from(x: $enum) -> $crate::__rt::Result<Self, $enum> {
                match x {
                    $pattern => $crate::__rt::Ok($value),
                    other => $crate::__rt::Err(other),
                }
            }
        }
    };
}

/// The view of a struct.
#[doc(hidden)]
#[macro_export]
macro_rules! __view {
    ($type:ident<$($param:ident),*> => $owned:ty, |$r:ident| $read:block, skip $skip:block) => {
        impl<'a, $($param: $crate::View<'a>),*> $crate::ViewBare<'a> for $type<'a, $($param),*> {
            type Owned = $owned;

            #[inline]
            fn view_bare($r: &mut $crate::Viewer<'a>) -> Self $read

            #[inline]
            fn skip_bare($r: &mut $crate::Viewer<'a>) $skip

            #[inline]
            fn source(&self) -> $crate::Source<'a> {
                self.__source
            }
        }
    };
}

/// The view of an enum: constructors without fields, and the others.
#[doc(hidden)]
#[macro_export]
macro_rules! __view_of_enum {
    ($type:ident<$($param:ident),*> => $owned:ty, $name:literal, [$($unit:ident = $unit_id:literal),*],
     [$($other:ident = $other_id:literal),*], else $kind:ident $fallback:ident) => {
        impl<'a, $($param: $crate::View<'a>),*> $crate::View<'a> for $type<'a, $($param),*> {
            type Owned = $owned;

            const MIN_SIZE: usize = <$owned as $crate::Decode>::MIN_SIZE;

            #[cfg_attr(debug_assertions, inline)]
            fn view(r: &mut $crate::Viewer<'a>) -> Self {
                let mark = r.mark();
                #[allow(unreachable_patterns)]
                match r.id() {
                    $($unit_id => Self::$unit,)*
                    $($other_id => Self::$other(r.variant(mark)),)*
                    id => {
                        r.unknown_constructor(&$name, id);
                        $crate::__view_of_enum!(@$kind r, mark, $fallback)
                    }
                }
            }

            #[cfg_attr(debug_assertions, inline)]
            fn owned(&self) -> $owned {
                match self {
                    $(Self::$unit => $crate::Source::of_id(&u32::to_le_bytes($unit_id)).owned(),)*
                    $(Self::$other(x) => x.source().owned(),)*
                }
            }
        }
    };
    (@unit $r:ident, $mark:ident, $fallback:ident) => { Self::$fallback };
    (@lazy $r:ident, $mark:ident, $fallback:ident) => { Self::$fallback($r.variant($mark)) };
}

/// An enum whose constructors have no fields is its own view.
#[doc(hidden)]
#[macro_export]
macro_rules! __view_of_units {
    ($type:ty, [$($unit:ident),*]) => {
        impl<'a> $crate::View<'a> for $type {
            type Owned = Self;

            const MIN_SIZE: usize = <Self as $crate::Decode>::MIN_SIZE;

            #[cfg_attr(debug_assertions, inline)]
            fn view(r: &mut $crate::Viewer<'a>) -> Self {
                r.owned()
            }

            #[cfg_attr(debug_assertions, inline)]
            fn owned(&self) -> Self {
                match self {
                    $(Self::$unit => Self::$unit,)*
                }
            }
        }
    };
}

/// The JSON form of the types of a module; the literals are their codes in the table of the package, whose module each
/// module calls `__wire`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __json {
    ($($code:literal => $type:ident $(<$($param:ident),*>)?;)*) => {$(
        impl$(<$($param: $crate::json::Described),*>)? $crate::json::Described for $type$(<$($param),*>)? {
            const SHAPE: $crate::json::Shape = $crate::json::Shape {
                table: &__wire::TABLE,
                code: $code,
                args: &[$($(<$param as $crate::json::Described>::SHAPE),*)?],
            };
        }

        impl$(<$($param: $crate::json::Described),*>)? $crate::__rt::Serialize for $type$(<$($param),*>)?
        where
            Self: $crate::Encode,
        {
            fn serialize<__S: $crate::__rt::Serializer>(&self, s: __S) -> $crate::__rt::Result<__S::Ok, __S::Error> {
                $crate::json::serialize(self, s)
            }
        }

        impl<'de $($(, $param: $crate::json::Described)*)?> $crate::__rt::Deserialize<'de> for $type$(<$($param),*>)?
        where
            Self: $crate::Decode,
        {
            fn deserialize<__D: $crate::__rt::Deserializer<'de>>(d: __D) -> $crate::__rt::Result<Self, __D::Error> {
                $crate::json::deserialize(d)
            }
        }
    )*};
}

/// Nothing: without the feature `serde`, the module with the table does not compile, which is error enough.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __json {
    ($($tokens:tt)*) => {};
}
