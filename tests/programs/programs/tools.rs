//! A program with the role `both`. It decodes values of unknown types with `types::Any` and `functions::Any`.

use tl_runtime::{Decode, Encode};

use super::api::{functions, types};

fn again(bytes: &[u8]) -> Option<Vec<u8>> {
    let value = types::Any::from_bytes(bytes).ok()?;
    if let types::Any::ShelfFloor(shelf) = &value {
        return shelf.to_bytes().ok();
    }
    value.to_bytes().ok()
}

fn name(bytes: &[u8]) -> &'static str {
    match functions::Any::from_bytes(bytes) {
        Ok(functions::Any::GetState(_)) => "state",
        Ok(_) => "another",
        Err(_) => "none",
    }
}

pub fn run() -> String {
    let floor = types::ShelfFloor { floor: 3 }.to_bytes().unwrap_or_default();
    let call = functions::GetState {}.to_bytes().unwrap_or_default();
    let book = types::Book { rare: true, ..types::Book::new(1, "t".to_owned()) };
    let again = [again(&floor), again(&book.to_bytes().unwrap_or_default())];
    format!("{again:?} {} {}", name(&call), name(&floor))
}
