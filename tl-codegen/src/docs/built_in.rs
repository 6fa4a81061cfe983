//! The built-in types, which are all on one page.

use tl_parser::schema::Primitive;

/// A built-in type, which has a section on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BuiltIn {
    /// `#`
    Nat,
    Primitive(Primitive),
    /// `!X`
    Call,
}

impl BuiltIn {
    pub(super) const ALL: [Self; 15] = [
        Self::Nat,
        Self::Primitive(Primitive::Int),
        Self::Primitive(Primitive::Long),
        Self::Primitive(Primitive::Double),
        Self::Primitive(Primitive::Float),
        Self::Primitive(Primitive::String),
        Self::Primitive(Primitive::Bytes),
        Self::Primitive(Primitive::Int128),
        Self::Primitive(Primitive::Int256),
        Self::Primitive(Primitive::Int512),
        Self::Primitive(Primitive::Bool),
        Self::Primitive(Primitive::True),
        Self::Primitive(Primitive::Vector),
        Self::Primitive(Primitive::Object),
        Self::Call,
    ];

    /// Returns the heading of the section about the type.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Nat => "Numbers",
            Self::Call => "Calls",
            Self::Primitive(primitive) => match primitive {
                Primitive::Int => "int",
                Primitive::Long => "long",
                Primitive::Double => "double",
                Primitive::Float => "float",
                Primitive::String => "string",
                Primitive::Bytes => "bytes",
                Primitive::Int128 => "int128",
                Primitive::Int256 => "int256",
                Primitive::Int512 => "int512",
                Primitive::Bool => "Bool",
                Primitive::True => "true",
                Primitive::Vector => "Vector",
                Primitive::Object => "Object",
            },
        }
    }

    /// Returns the URL fragment of the section about the type, without `#`.
    pub(super) fn anchor(self) -> String {
        self.heading().to_ascii_lowercase()
    }
}
