//! Uses items and modules under other names.

use tl_runtime::{Decode, DecodeError, Encode, Function};

use super::api as library;
use super::api::enums::Shelf as Place;
use super::api::functions::{self as calls, loan as lending, stats::Get as Today};
use super::api::types::{Book as Volume, Reader as Person};

type Books = Vec<library::enums::Book>;
type State = library::enums::State;
type Nested<T> = calls::Init<calls::Invoke<T>>;
type Here = library::types::loan::PlaceThere;

trait Source {
    type Item;
    fn item(&self) -> Option<Self::Item>;
}

impl Source for Person {
    type Item = Volume;

    fn item(&self) -> Option<Volume> {
        self.books.iter().cloned().find_map(|book| book.try_into().ok())
    }
}

struct Answer<F: Function>(Result<F::Output, DecodeError>);

fn ask<F: Function>(answer: &[u8]) -> Answer<F>
where
    F::Output: Decode,
{
    Answer(F::output_from_bytes(answer))
}

fn title(item: <Person as Source>::Item) -> String {
    item.title
}

pub fn run() -> String {
    let nested: Nested<Today> = calls::Init::new(1, calls::Invoke { layer: library::LAYER, query: Today {} });
    let person: Answer<calls::GetReader> = ask(&[]);
    let books: Result<Books, _> = calls::GetBooks::output_from_bytes(&[]);
    let put = calls::PutBook { book: Volume::new(1, "t".to_owned()).into(), shelf: Place::None };
    let here = Here { r#where: "w".to_owned() };
    let state = calls::PutState { state: State::Closed };
    let item = ask::<lending::Get>(&[]).0.map(|item| item.r#type);
    format!("{:?} {:?} {:?}", nested.to_bytes(), put.to_bytes(), state.to_bytes())
        + &format!("{:?}", person.0.map(|person| person.item().map(title)))
        + &format!("{} {:?} {}", books.is_err(), item, here.r#where)
}
