//! Calls `new`, or passes it as a value, in different ways.

use tl_runtime::{Encode, Function as _};

use super::api::{enums, functions, types};

trait Fresh {
    fn fresh() -> Self;
}

impl Fresh for types::Note {
    fn fresh() -> Self {
        Self::new("t".to_owned())
    }
}

trait Shape {
    type Corner;
}

struct Square;

impl Shape for Square {
    type Corner = types::Point;
}

type Made = types::Mark;

macro_rules! make {
    ($type:ty, $($argument:expr),*) => {
        <$type>::new($($argument),*)
    };
}

fn weeks() -> Vec<types::stats::Week> {
    (1..3).map(types::stats::Week::new).collect()
}

fn route() -> types::Route {
    let new: fn(_, _) -> types::Route = types::Route::new;
    new(4, 5)
}

fn bytes(value: &impl Encode) -> Vec<u8> {
    value.to_bytes().unwrap_or_default()
}

pub fn run() -> String {
    let corner = <Square as Shape>::Corner::new(1, 2);
    let mark = Made::new(corner);
    let reader = make!(types::InputReader, "r".to_owned());
    let line = <types::Line>::new(1, 2);
    let item = types::loan::Item::new(1, 2);
    let book = enums::Book::from(types::Book::new(1, "t".to_owned()));
    let put = functions::PutBook { book, shelf: types::ShelfCabinet::new(3).into() };
    let add = functions::AddReader::new(reader);
    format!("{:?} {:?} {:?}", weeks().len(), route().id, mark.place.x + mark.place.y)
        + &format!("{:?} {:?} {} {}", bytes(&put), bytes(&add), line.length, types::Note::fresh().text)
        + &format!("{:?} {:?}", functions::GetPoints::output_from_bytes(&[]), item.r#type)
}
