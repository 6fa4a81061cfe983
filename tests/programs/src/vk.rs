//! The code that `docs/vk.md` shows.

use tl_runtime::{Answer, Call, DecodeError, Encode, EncodeError, Reader, Writer};

mod api {
    tl_runtime::include_tl!("vk");
}

use api::functions::stats::GetItem;
use api::types::stats::{Item, Page};

fn item() -> Result<Vec<u8>, EncodeError> {
    let item = Item { count: Some(7), tags: None };
    let mut w = Writer::new();
    item.encode_bare_with(&mut w, 0b01);
    w.finish()
}

fn read(bytes: &[u8]) -> Result<Item, DecodeError> {
    let mut r = Reader::new(bytes);
    let item = Item::decode_bare_with(&mut r, 0b01);
    r.finish().map(|()| item)
}

fn page() -> Result<Vec<u8>, EncodeError> {
    let items = vec![Item { count: Some(7), tags: None }];
    Page { fields_mask: 0b01, items, next: None }.to_bytes()
}

fn answer(answer: &[u8]) -> Result<Option<i64>, DecodeError> {
    let request = GetItem { id: 1, fields_mask: 0b01 };
    Ok(request.decode_output(answer)?.count)
}

fn serve(request: &GetItem) -> Result<Vec<u8>, EncodeError> {
    let count = (request.fields_mask & 0b01 != 0).then_some(7);
    request.encode_output(&Item { count, tags: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::assert_is_from;

    #[test]
    fn the_code_of_the_page_is_compiled() {
        let page = include_str!("../../../docs/vk.md");
        assert_is_from(page, "rust", 3, include_str!("vk.rs"));
        assert_is_from(page, "tl", 1, include_str!("../vk.tl"));
    }

    #[test]
    fn the_code_has_the_results_of_the_page() {
        assert_eq!(read(&item().unwrap()).unwrap().count, Some(7));
        assert_eq!(page().unwrap().len(), 4 + 4 + 4 + 8 + 4);
        let served = serve(&GetItem { id: 1, fields_mask: 0b01 }).unwrap();
        assert_eq!(answer(&served).unwrap(), Some(7));
        let error = Page { fields_mask: 0, items: vec![Item { count: Some(7), tags: None }], next: None };
        let message = "in `stats.item`: `count` is set, but its condition is false";
        assert_eq!(error.to_bytes().unwrap_err().to_string(), message);
        assert_eq!(GetItem::ACCESS, ["read"]);
    }
}
