//! Converts between structs and enums with `From`, `Into`, `TryFrom` and `TryInto`.

use tl_runtime::{DecodeError, Encode, Function};

use super::api::{enums, functions, types};

fn get(book: impl Into<enums::InputBook>) -> functions::GetBook {
    functions::GetBook { book: book.into() }
}

/// Uses a value of the enum `Book` without naming the enum.
fn put(answer: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let latest = functions::GetLatest::output_from_bytes(answer)?;
    let call = functions::PutBook { book: latest.one, shelf: types::ShelfFloor { floor: 1 }.into() };
    Ok(call.to_bytes().unwrap_or_default())
}

fn events(events: Vec<enums::Event>) -> Vec<String> {
    let texts = events.into_iter().map(types::EventText::try_from);
    texts.map(|text| text.map_or_else(|event| format!("{event:?}"), |text| text.text)).collect()
}

fn state(value: types::StateClosed) -> functions::PutState {
    functions::PutState { state: From::from(value) }
}

fn page(page: enums::Page) -> Option<i32> {
    let one: Result<types::PageOne, _> = page.try_into();
    one.ok().map(|one| one.count)
}

pub fn run() -> String {
    let calls = [get(types::InputBookId { id: 5 }), get(enums::InputBook::from(types::InputBookSelf))];
    let all = ["a", "b"].map(|title| types::InputBookTitle { title: title.into(), author: String::new() });
    let all: Vec<enums::InputBook> = all.into_iter().map(Into::into).collect();
    let reader = types::InputReader { books: Some(all), ..types::InputReader::new("r".into()) };
    let text = types::EventText { text: "t".to_owned() };
    format!(
        "{:?} {:?} {:?} {} {:?} {:?}",
        calls.map(|call| call.to_bytes()),
        reader.to_bytes(),
        put(&[]).is_err(),
        events(Vec::new()).len(),
        state(types::StateClosed).to_bytes(),
        page(enums::Page::One(types::PageOne { count: 2 })),
    ) + &text.text
        + &format!("{:?}", functions::GetEvents::output_from_bytes(&[]).map(events))
        + &format!("{:?}", functions::GetPage::output_from_bytes(&[]).map(page))
}
