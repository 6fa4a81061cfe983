//! The types that the language brings along, all on one page.

use tl_parser::schema::Primitive;

use super::page::{Block, Inline, Line, Page};

/// A type whose form the language fixes: a section of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BuiltIn {
    /// `#`
    Nat,
    Primitive(Primitive),
    /// `!X`
    Call,
}

impl BuiltIn {
    const ALL: [Self; 15] = [
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

    fn heading(self) -> &'static str {
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

    /// The part of an address that leads to its section.
    pub(super) fn anchor(self) -> String {
        self.heading().to_ascii_lowercase()
    }

    /// On the wire, in JSON, in Rust.
    fn forms(self) -> [&'static str; 3] {
        let primitive = match self {
            Self::Nat => return ["`#`: 4 bytes, not negative", "a number", "`u32`"],
            Self::Call => {
                return ["`!X`: a call of a function that returns `X`", "its object", "a type parameter"];
            }
            Self::Primitive(primitive) => primitive,
        };
        match primitive {
            Primitive::Int => ["4 bytes", "a number", "`i32`"],
            Primitive::Long => ["8 bytes", "a decimal string", "`i64`"],
            Primitive::Double => {
                ["8 bytes", "a number, or `\"NaN\"`, `\"Infinity\"`, `\"-Infinity\"`", "`f64`"]
            }
            Primitive::Float => {
                ["4 bytes", "a number, or `\"NaN\"`, `\"Infinity\"`, `\"-Infinity\"`", "`f32`"]
            }
            Primitive::String => {
                ["its length, UTF-8, zeros to a multiple of 4 bytes", "a string", "`String`"]
            }
            Primitive::Bytes => ["as a string", "base64 with padding", "`Vec<u8>`"],
            Primitive::Int128 => ["16 bytes", "hexadecimal, in the order of the bytes", "`[u8; 16]`"],
            Primitive::Int256 => ["32 bytes", "hexadecimal, in the order of the bytes", "`[u8; 32]`"],
            Primitive::Int512 => ["64 bytes", "hexadecimal, in the order of the bytes", "`[u8; 64]`"],
            Primitive::Bool => ["the id of `boolTrue` or `boolFalse`", "`true` or `false`", "`bool`"],
            Primitive::True => {
                ["nothing: it is there, or it is not", "`true`, or left out", "`bool` or `()`"]
            }
            Primitive::Vector => ["an id, which `vector` lacks; a count; the items", "an array", "`Vec`"],
            Primitive::Object => ["any value that begins with its id", "its object", "`tl_runtime::Object`"],
        }
    }
}

/// The page of all of them.
pub(super) fn page(title: String) -> Page {
    let mut blocks =
        vec![Block::Paragraph(Line::words("What every schema knows. Numbers are little-endian."))];
    for built_in in BuiltIn::ALL {
        blocks.push(Block::Heading(built_in.heading()));
        let labels = ["On the wire: ", "In JSON: ", "In Rust: "];
        let form = |(label, form): (&'static str, &str)| {
            Line(vec![Inline::Words(label.to_owned()), Inline::Description(form.to_owned())])
        };
        blocks.push(Block::List(labels.into_iter().zip(built_in.forms()).map(form).collect()));
    }
    Page { title, blocks }
}
