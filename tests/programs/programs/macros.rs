//! Uses macros that build paths of items from parts, and patterns in macros.

use tl_runtime::{Combinator, Decode, DecodeError, Encode, Function};

use super::api;

macro_rules! call {
    ($($path:ident)::+ { $($field:ident : $value:expr),* $(,)? }) => {
        api::functions::$($path)::+ { $($field: $value.into()),* }
    };
}

macro_rules! variant {
    ($type:ident :: $variant:ident) => {
        api::enums::$type::$variant
    };
    ($type:ident :: $variant:ident, $($field:tt)*) => {
        api::enums::$type::$variant(api::types::$($field)*)
    };
}

macro_rules! named {
    ($($type:ident => $text:ident),*) => {
        $(impl Name for api::types::$type {
            fn text(&self) -> &str {
                &self.$text
            }
        })*
    };
}

macro_rules! field_of {
    ($value:expr, $($field:ident).+) => {
        $value.$($field).+
    };
}

trait Name {
    fn text(&self) -> &str;
}

named!(Author => name, Tag => text);

fn is_here(answer: &[u8]) -> Result<bool, DecodeError> {
    let item = api::functions::loan::Get::output_from_bytes(answer)?;
    Ok(matches!(item.crate_, Some(api::enums::loan::Place::Here)))
}

fn is_text(event: &api::enums::Event) -> bool {
    matches!(event, api::enums::Event::Text(text) if text.text.is_empty())
}

pub fn run() -> String {
    let call = call!(PutBook {
        book: variant!(Book::Empty, BookEmpty { id: 1 }),
        shelf: variant!(Shelf::None),
    });
    let start = call!(visit::Start { pass: api::types::visit::Pass { text: "p".to_owned() } });
    let author = api::types::Author { name: "n".to_owned(), born: 1 };
    let tag = api::types::Tag { text: "t".to_owned(), weight: 0.0 };
    let reader = api::types::Reader::from_bytes(&[]).map(|reader| field_of!(reader, name));
    assert!(is_here(&[]).is_err());
    assert!(api::enums::Event::from_bytes(&[]).map(|event| is_text(&event)).is_err());
    format!("{:?} {:?} {} {}", call.to_bytes(), start.to_bytes(), author.text(), tag.text())
        + &format!("{} {:?}", api::types::visit::Pass::NAME, reader)
}
