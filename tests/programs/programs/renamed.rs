//! Uses the runtime crate under another name.

use renamed::{Combinator as _, Encode as _, Function as _};

use super::api::{enums::Shelf, functions::GetShelf};

pub fn run() -> String {
    let shelf = GetShelf::output_from_bytes(&[]).map(|shelf| matches!(shelf, Shelf::None | Shelf::Other(_)));
    format!("{:?} {shelf:?} {}", GetShelf {}.to_bytes(), GetShelf::NAME)
}
