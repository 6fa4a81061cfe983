//! A client that also converts values to and from JSON.

use serde::{Deserialize, Serialize};
use tl_runtime::{Decode, Encode as _};

use super::api::{enums, functions, types};

#[derive(Debug, Serialize, Deserialize)]
#[serde(from = "types::Author")]
struct Writer {
    name: String,
}

impl From<types::Author> for Writer {
    fn from(author: types::Author) -> Self {
        Self { name: author.name }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Saved {
    shelf: Option<enums::Shelf>,
    book: types::Book,
}

pub fn run() -> String {
    let call = functions::PutState { state: enums::State::Open };
    let book = types::Book { lent: true, ..types::Book::new(1, "t".to_owned()) };
    let saved = Saved { shelf: Some(types::ShelfFloor { floor: 2 }.into()), book };
    let text = serde_json::to_string(&saved).unwrap_or_default();
    let again: Saved = serde_json::from_str(&text).unwrap();
    assert_eq!(again, saved);
    // The program names neither this variant nor its field `room`.
    let other = r#"{"_":"shelfRoom","floor":1,"room":"r"}"#;
    let other: enums::Shelf = serde_json::from_str(other).unwrap();
    let other = serde_json::to_string(&other).unwrap_or_default();
    let writer: Writer = serde_json::from_str(r#"{"_":"author","name":"n","born":1}"#).unwrap();
    let shelf = enums::Shelf::from_bytes(&saved.shelf.to_owned().unwrap().to_bytes().unwrap());
    format!("{text} {other} {writer:?} {shelf:?} {}", serde_json::to_string(&call).unwrap_or_default())
}
