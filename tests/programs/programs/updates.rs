//! Creates values with struct update syntax.

use tl_runtime::Encode as _;

use super::api::functions::{AddReader, PutBook, SetSettings};
use super::api::{enums, types};

fn silent(base: &AddReader) -> AddReader {
    AddReader { silent: true, ..base.clone() }
}

fn book(base: types::Book) -> types::Book {
    types::Book { title: "t".to_owned(), edition: Some(1), publisher: Some(String::new()), ..base }
}

fn quiet() -> types::Settings {
    types::Settings { loud: false, ..Default::default() }
}

fn some(volume: i32) -> types::Settings {
    types::Settings { volume: Some(volume), ..types::Settings::default() }
}

impl types::InputReader {
    fn guest() -> Self {
        Self { vip: false, ..Self::named("guest") }
    }

    fn named(name: &str) -> Self {
        Self::new(name.to_owned())
    }
}

pub fn run() -> String {
    let base = AddReader::new(types::InputReader::guest());
    let empty = book(types::Book::new(1, String::new()));
    let mut settings = some(3);
    settings.loud |= quiet().loud;
    format!(
        "{:?} {:?} {:?}",
        silent(&base).to_bytes(),
        SetSettings { settings }.to_bytes(),
        PutBook { book: empty.into(), shelf: enums::Shelf::None }.to_bytes(),
    )
}
