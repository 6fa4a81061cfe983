//! Macros for the parts of generated code that are alike in every type. Not part of the public interface.

/// The id and the name of a struct.
#[doc(hidden)]
#[macro_export]
macro_rules! __combinator {
    ($type:ty, $id:literal, $name:literal) => {
        impl $crate::Combinator for $type {
            const ID: u32 = $id;
            const NAME: &'static str = $name;
        }
    };
}

/// A function whose result is read as its Rust type says.
#[doc(hidden)]
#[macro_export]
macro_rules! __function {
    ($type:ty => $output:ty) => {
        impl $crate::Function for $type {
            type Output = $output;

            fn decode_output(r: &mut $crate::Reader<'_>) -> $crate::__rt::Decoded<$output> {
                r.read()
            }
        }
    };
}

/// Reading and writing of an enum: constructors without fields, then those with.
#[doc(hidden)]
#[macro_export]
macro_rules! __boxed {
    ($type:ty, $name:literal, [$($unit:ident = $unit_id:literal),*], [$($variant:ident = $id:literal),*]) => {
        impl $crate::Encode for $type {
            fn encode(&self, w: &mut $crate::Writer) {
                match self {
                    $(Self::$unit => w.id($unit_id),)*
                    $(Self::$variant(x) => w.write(x),)*
                }
            }
        }

        impl $crate::Decode for $type {
            fn decode(r: &mut $crate::Reader<'_>) -> $crate::__rt::Decoded<Self> {
                $crate::__rt::Ok(match r.id()? {
                    $($unit_id => Self::$unit,)*
                    $($id => Self::$variant(r.read_bare()?),)*
                    id => return $crate::__rt::Err(r.unknown_constructor($name, id)),
                })
            }
        }
    };
}

/// Conversions between an enum and the structs of its variants: those without fields, those that are carried as they
/// are, and those in a box.
#[doc(hidden)]
#[macro_export]
macro_rules! __conversions {
    ($enum:ident, [$($unit:ident = $unit_type:path),*], [$($inline:ident = $inline_type:ty),*],
     [$($boxed:ident = $boxed_type:ty),*]) => {
        $($crate::__conversions!(@one $enum, $unit_type, _x => $enum::$unit, $enum::$unit => $unit_type);)*
        $($crate::__conversions!(@one $enum, $inline_type, x => $enum::$inline(x), $enum::$inline(x) => x);)*
        $($crate::__conversions!(
            @one $enum, $boxed_type, x => $enum::$boxed($crate::__rt::Box::new(x)), $enum::$boxed(x) => *x
        );)*
    };
    (@one $enum:ident, $type:ty, $argument:ident => $made:expr, $pattern:pat => $value:expr) => {
        impl $crate::__rt::From<$type> for $enum {
            fn from($argument: $type) -> Self {
                $made
            }
        }

        impl $crate::__rt::TryFrom<$enum> for $type {
            type Error = $enum;

            fn try_from(x: $enum) -> $crate::__rt::Result<Self, $enum> {
                match x {
                    $pattern => $crate::__rt::Ok($value),
                    other => $crate::__rt::Err(other),
                }
            }
        }
    };
}
