//! Uses `Default` of structs and enums, and flags that share a bit with another field, as in `signed:flags.6?true
//! signed_by:flags.6?Author`.

use tl_runtime::{Encode, Function as _};

use super::api::{enums, functions, types};

#[derive(Default)]
struct State {
    day: enums::stats::Day,
}

pub fn run() -> String {
    let state = State::default();
    let reader = types::Reader { name: "r".to_owned(), ..Default::default() };
    let put = functions::stats::Put { name: "s".to_owned(), ..Default::default() };
    let add = functions::AddReader { reply: Some(1), ..Default::default() };
    let grid = functions::GetGrid::output_from_bytes(&[]).unwrap_or_default();
    let author = types::Author { name: "a".to_owned(), born: 1 };
    let book = types::Book::new(1, "t".to_owned()).with_signed(author);
    let shelf = types::ShelfCabinet::new(3).into();
    let is_signed = book.signed();
    let put_book = functions::PutBook { book: book.into(), shelf };
    let bytes = [put.to_bytes(), add.to_bytes(), put_book.to_bytes()].map(Result::unwrap_or_default);
    format!("{} {} {bytes:?} {is_signed} {grid:?} {:?}", reader.id, reader.name, state.day)
}
