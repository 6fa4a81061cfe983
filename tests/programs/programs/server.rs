//! A server. It reads calls and writes results.

use tl_runtime::{Decode, DecodeError, Encode as _, Serve};

use super::api::functions::{Any, GetBook, GetReader, PutState};
use super::api::{enums, types};

fn answer<F: Serve>(_: &F, result: &F::Output) -> Vec<u8> {
    F::output_to_bytes(result).unwrap_or_default()
}

fn serve(call: &[u8]) -> Result<Vec<u8>, DecodeError> {
    Ok(match Any::from_bytes(call)? {
        Any::GetReader(call) => answer(&call, &types::Reader { id: call.id, name: "r".to_owned(), books: Vec::new() }),
        Any::GetBook(call) => match &call.book {
            enums::InputBook::Id(types::InputBookId { id }) => {
                answer(&*call, &types::BookDraft { id: *id, title: String::new() }.into())
            }
            _ => answer(&*call, &types::BookEmpty { id: 0 }.into()),
        },
        Any::PutState(call) => {
            let PutState { state } = &*call;
            answer(&*call, &(*state == enums::State::Open))
        }
        _ => Vec::new(),
    })
}

pub fn run() -> String {
    let page = enums::Page::from(types::PageMany { count: Some(1), books: vec![] });
    format!("{:?} {:?} {:?}", serve(&[]), serve(&[1, 0, 0, 0]), page.to_bytes())
        + &format!("{:?} {:?}", GetBook::from_bytes(&[]).is_ok(), GetReader::from_bytes(&[]).is_ok())
}
