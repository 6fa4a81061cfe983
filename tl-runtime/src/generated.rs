//! The macros that generated code calls. They are not part of the public interface.

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

/// An error without the feature `bytes`. Modules with `bytes = "shared"` call it once.
#[cfg(not(feature = "bytes"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_bytes {
    () => {
        ::core::compile_error!(
            "this module was generated with `bytes = \"shared\"`: enable the feature `bytes` of tl-runtime"
        );
    };
}

#[cfg(feature = "bytes")]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_bytes {
    () => {};
}
