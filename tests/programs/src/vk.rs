//! The code that `docs/vk.md` shows.

use std::error::Error;

use tl_runtime::{Answer, Call, Decode, DecodeError, Encode, EncodeError, Reader, Writer};

mod api {
    tl_runtime::include_tl!("vk");
}

use api::functions::RpcDestActor;
use api::functions::stats::GetItem;
use api::types::stats::{Item, Page};
use api::types::{Dictionary, Pair};

fn item_bytes(item: &Item, fields_mask: u32) -> Result<Vec<u8>, EncodeError> {
    let mut w = Writer::new();
    item.encode_bare_with(&mut w, fields_mask);
    w.finish()
}

fn read_item(bytes: &[u8], fields_mask: u32) -> Result<Item, DecodeError> {
    let mut r = Reader::new(bytes);
    let item = Item::decode_bare_with(&mut r, fields_mask);
    r.finish().map(|()| item)
}

fn page() -> Page {
    let items = vec![Item { count: Some(7), tags: None }];
    Page { fields_mask: 0b01, total: Some(1), items }
}

/// Sends a request and returns its result.
fn invoke<R: Call + Encode>(
    request: &R,
    send: impl Fn(Vec<u8>) -> Vec<u8>,
) -> Result<R::Output, Box<dyn Error>> {
    let answer = send(request.to_bytes()?);
    Ok(request.decode_output(&answer)?)
}

fn request() -> RpcDestActor<GetItem> {
    RpcDestActor { actor_id: 9, query: GetItem { id: 1, fields_mask: 0b01 } }
}

fn serve(request: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let request = GetItem::from_bytes(request)?;
    let has = |bit: u32| request.fields_mask & 1 << bit != 0;
    let item = Item { count: has(0).then_some(7), tags: has(1).then(|| Dictionary { value: Vec::new() }) };
    Ok(request.encode_output(&item)?)
}

fn pair_bytes(pair: &Pair<String, i64>) -> Result<Vec<u8>, EncodeError> {
    let mut w = Writer::new();
    pair.encode_with(&mut w, &String::encode, &i64::encode);
    w.finish()
}

#[cfg(test)]
mod tests {
    use super::api::types::{
        DictionaryField,
        stats::{Log, LogLines, Series},
    };
    use super::*;
    use crate::page::assert_is_from;

    fn series() -> Series {
        let best = Pair { a: "second".to_owned(), b: 9 };
        Series { n: 3, values: vec![4, 9, 5], range: [4, 9], next: None, best }
    }

    #[test]
    fn the_code_of_the_page_is_compiled() {
        let page = include_str!("../../../docs/vk.md");
        assert_is_from(page, "rust", 5, include_str!("vk.rs"));
        assert_is_from(page, "tl", 2, include_str!("../vk.tl"));
    }

    #[test]
    fn bytes_of_values_depend_on_the_mask() {
        let item = Item { count: Some(7), tags: None };
        let bytes = item_bytes(&item, 0b01).unwrap();
        assert_eq!(bytes, [7, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(read_item(&bytes, 0b01).unwrap(), item);
        let error = item_bytes(&item, 0).unwrap_err();
        assert_eq!(error.to_string(), "in `stats.item`: `count` is set, but its condition is false");

        let bytes = page().to_bytes().unwrap();
        assert_eq!(bytes[4..8], 0x101_u32.to_le_bytes());
        assert_eq!(Page::from_bytes(&bytes).unwrap(), page());
        let error = Page { fields_mask: 0, ..page() }.to_bytes().unwrap_err().to_string();
        assert_eq!(error, "at `items[0]`, in `stats.item`: `count` is set, but its condition is false");
        assert!(include_str!("../../../docs/vk.md").contains(&format!("``{error}``")));
    }

    #[test]
    fn results_depend_on_requests() {
        let send = |request: Vec<u8>| serve(&request[12..]).unwrap();
        assert_eq!(invoke(&request(), send).unwrap().count, Some(7));
        for fields_mask in 0..4 {
            let item = invoke(&GetItem { id: 1, fields_mask }, |request| serve(&request).unwrap()).unwrap();
            assert_eq!((item.count.is_some(), item.tags.is_some()), (fields_mask & 1 != 0, fields_mask > 1));
        }
        let item = Item { count: Some(7), tags: None };
        assert!(GetItem { id: 1, fields_mask: 0 }.encode_output(&item).is_err());
        assert_eq!(GetItem::ACCESS, ["read"]);
    }

    #[test]
    fn values_of_the_common_types_are_encoded_and_decoded() {
        let bytes = series().to_bytes().unwrap();
        assert_eq!(Series::from_bytes(&bytes).unwrap(), series());
        let error = Series { n: 2, ..series() }.to_bytes().unwrap_err();
        assert_eq!(error.to_string(), "at `values`, in `tuple`: expected 2 items, found 3");
        let tags = Dictionary { value: vec![DictionaryField { key: "a".to_owned(), value: "b".to_owned() }] };
        assert_eq!(item_bytes(&Item { count: None, tags: Some(tags) }, 0b10).unwrap().len(), 12);
        let bytes = pair_bytes(&series().best).unwrap();
        let mut r = Reader::new(&bytes);
        assert_eq!(Pair::decode_with(&mut r, &String::decode, &i64::decode), series().best);
        r.finish().unwrap();
        let lines = vec![LogLines { time: 1, text: String::new() }];
        assert_eq!(Log { lines }.to_bytes().unwrap().len(), 16);
    }
}
