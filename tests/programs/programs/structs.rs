//! Uses structs without naming their fields.

use tl_runtime::{Combinator, Decode, DecodeError, Function};

use super::api::functions::{GetBooks, GetLatest, GetReader};
use super::api::types::{Author, Latest, Reader, Settings};

/// A function with the name of a struct. This is possible because the struct has named fields.
#[allow(non_snake_case)]
fn Author(value: &str) -> usize {
    value.len()
}

#[allow(non_upper_case_globals)]
const Settings: u8 = 4;

fn is_reader(value: &Reader) -> bool {
    matches!(value, Reader { .. })
}

fn latest(answer: &[u8]) -> Result<u32, DecodeError> {
    let Latest { .. } = GetLatest::output_from_bytes(answer)?;
    Ok(Latest::ID)
}

fn default(day: Option<Settings>) -> bool {
    day.unwrap_or_default() == Settings::default()
}

fn same<T: Clone + PartialEq>(value: &T) -> bool {
    value.clone() == *value
}

pub fn run() -> String {
    let reader = GetReader::output_from_bytes(&[]).map(|reader| is_reader(&reader) && same(&reader));
    let author = Author::from_bytes(&[]).map(|author| same(&author));
    let books = GetBooks::output_from_bytes(&[]).map(|books| books.len());
    format!("{} {} {} {:?} {:?} {:?} {}", Author("a"), Settings, default(None), reader, author, books, latest(&[]).is_ok())
}
