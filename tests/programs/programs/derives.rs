//! Uses generated types in collections, which require more than the default derives.

use std::collections::HashSet;

use tl_runtime::{Decode, Encode as _, Function};

use super::api::functions::{GetBooks, GetShelf, PutBook};
use super::api::{enums, types};

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Seen {
    shelves: Vec<enums::Shelf>,
    author: Option<types::Author>,
}

pub fn run() -> String {
    let mut set = HashSet::new();
    set.insert(enums::Shelf::None);
    set.extend(GetShelf::output_from_bytes(&[]).ok());
    let seen = Seen { shelves: set.into_iter().collect(), ..Seen::default() };
    let books = GetBooks::output_from_bytes(&[]).map(|books| books.len());
    let author = types::Author::from_bytes(&[]).ok();
    let book = types::Book { author: author.clone(), ..types::Book::new(1, String::new()) };
    let put = PutBook { book: book.into(), shelf: enums::Shelf::None };
    format!("{:?} {books:?} {:?} {}", seen.clone(), put.to_bytes(), seen == Seen { author, ..seen.clone() })
}
