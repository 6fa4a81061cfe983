//! Uses results, fields and items of vectors without naming their types.

use tl_runtime::{Decode, DecodeError, Function};

use super::api::functions::*;

fn ask<F>(_: &F, answer: &[u8]) -> Result<F::Output, DecodeError>
where
    F: Function,
    F::Output: Decode,
{
    F::output_from_bytes(answer)
}

fn count<F: Function<Output = Vec<T>>, T: Decode>(answer: &[u8]) -> usize {
    F::output_from_bytes(answer).map_or(0, |list| list.len())
}

pub fn run() -> String {
    let mut text = String::new();
    if let Ok(reader) = ask(&GetReader { id: 1 }, &[]) {
        let titles = reader.books.iter().filter(|book| **book != reader.books[0]).count();
        text += &format!("{titles} {}", reader.name.clone());
    }
    text += &match ask(&GetSettings {}, &[0; 12]) {
        Ok(settings) => settings.sound.as_deref().unwrap_or_default().to_owned(),
        Err(error) => error.to_string(),
    };
    let latest = ask(&GetLatest {}, &[]).map(|latest| latest.two.into_iter().map(|tag| tag.weight).sum::<f64>());
    text += &format!("{}", latest.is_ok());
    // The state is only copied and compared, so its constructors are not named.
    let state = ask(&GetState {}, &0x1234_5678_u32.to_le_bytes());
    text += &format!("{}", state.clone().is_ok_and(|value| Ok(value) == state));
    let place = ask(&loan::Get {}, &[]).map(|item| item.crate_.into_iter().next());
    text += &format!("{}", place.is_err());
    text + &count::<GetBooks, _>(&[0x15, 0xc4, 0xb5, 0x1c, 0, 0, 0, 0]).to_string()
}
