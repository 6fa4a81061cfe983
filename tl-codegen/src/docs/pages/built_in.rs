//! The page of the built-in types.

use tl_parser::schema::Primitive;

use crate::docs::built_in::BuiltIn;
use crate::docs::page::{Block, Inline, Line, Page};

/// Returns the page of all built-in types.
pub(super) fn page(title: String) -> Page {
    let mut blocks = vec![Block::Paragraph(Line::words(
        "These types are part of the language. Numbers are little-endian.",
    ))];
    for built_in in BuiltIn::ALL {
        blocks.push(Block::Heading(built_in.heading()));
        let labels = ["On the wire: ", "In JSON: ", "In Rust: "];
        let form = |(label, form): (&'static str, &str)| {
            Line(vec![Inline::Words(label.to_owned()), Inline::Description(form.to_owned())])
        };
        blocks.push(Block::List(labels.into_iter().zip(forms(built_in)).map(form).collect()));
    }
    Page { title, blocks }
}

/// Returns the form of a type on the wire, in JSON and in Rust.
fn forms(built_in: BuiltIn) -> [&'static str; 3] {
    let primitive = match built_in {
        BuiltIn::Nat => return ["`#`: 4 bytes, not negative", "a number", "`u32`"],
        BuiltIn::Call => {
            return [
                "`!X`: a call of a function that returns `X`",
                "the object of the call",
                "a type parameter",
            ];
        }
        BuiltIn::Primitive(primitive) => primitive,
    };
    match primitive {
        Primitive::Int => ["4 bytes", "a number", "`i32`"],
        Primitive::Long => ["8 bytes", "a decimal string", "`i64`"],
        Primitive::Double => ["8 bytes", "a number, or `\"NaN\"`, `\"Infinity\"`, `\"-Infinity\"`", "`f64`"],
        Primitive::Float => ["4 bytes", "a number, or `\"NaN\"`, `\"Infinity\"`, `\"-Infinity\"`", "`f32`"],
        Primitive::String => ["its length, UTF-8, zeros to a multiple of 4 bytes", "a string", "`String`"],
        Primitive::Bytes => ["as a string", "base64 with padding", "`Vec<u8>`"],
        Primitive::Int128 => ["16 bytes", "hexadecimal, in the order of the bytes", "`[u8; 16]`"],
        Primitive::Int256 => ["32 bytes", "hexadecimal, in the order of the bytes", "`[u8; 32]`"],
        Primitive::Int512 => ["64 bytes", "hexadecimal, in the order of the bytes", "`[u8; 64]`"],
        Primitive::Bool => ["the id of `boolTrue` or `boolFalse`", "`true` or `false`", "`bool`"],
        Primitive::True => ["no bytes: it is present or absent", "`true`, or left out", "`bool` or `()`"],
        Primitive::Vector => ["an id (except for `vector`), a count, the items", "an array", "`Vec`"],
        Primitive::Object => {
            ["any value that begins with its id", "the object of the value", "`tl_runtime::Object`"]
        }
    }
}
