//! Calls methods of generated types: computed flags, and getters of fields that all variants share.

use tl_runtime::{Decode, DecodeError, Encode as _, Function};

use super::api::functions::{GetBook, GetPage, GetReader, GetShelf};
use super::api::{enums, types};

fn ids(answer: &[u8]) -> Result<Vec<i64>, DecodeError> {
    let reader = GetReader::output_from_bytes(answer)?;
    Ok(reader.books.iter().filter_map(|book| book.id()).collect())
}

/// Uses the field `count` only through its getter. The field is optional in one variant.
fn count(page: &enums::Page) -> Option<i32> {
    page.count()
}

fn is_signed(book: enums::Book) -> bool {
    types::Book::try_from(book).is_ok_and(|book| book.signed())
}

fn flags(book: &types::Book) -> [bool; 2] {
    [book.rare, book.lent]
}

pub fn run() -> String {
    let call = GetBook { book: enums::InputBook::Id(types::InputBookId { id: 1 }) };
    let signed = GetBook::output_from_bytes(&[]).map(is_signed);
    let pages = GetPage::output_from_bytes(&[]).map(|page| count(&page));
    let book = types::Book::from_bytes(&[]).map(|book| flags(&book));
    let floor = GetShelf::output_from_bytes(&[]).map(|shelf| matches!(shelf, enums::Shelf::Other(_)));
    format!("{:?} {:?} {:?} {:?} {:?} {:?}", call.to_bytes(), ids(&[]), signed, pages, book, floor)
}
