//! The code that `docs/lite-client.md` shows.

use tl_runtime::{Decode, DecodeError, Encode, EncodeError, Function, View};

mod api {
    tl_runtime::include_tl!("lite");
}

use api::functions::lite_server::{GetBlock, Query, WaitMasterchainSeqno};
use api::{types, views};

fn query<F: Function>(request: &F) -> Result<Vec<u8>, EncodeError> {
    Query { data: request.to_bytes()? }.to_bytes()
}

fn query_after<F: Function>(seqno: i32, request: &F) -> Result<Vec<u8>, EncodeError> {
    let mut data = WaitMasterchainSeqno { seqno, timeout_ms: 1_000 }.to_bytes()?;
    request.encode_into(&mut data)?;
    Query { data }.to_bytes()
}

fn block(answer: &[u8]) -> Result<Result<Vec<u8>, String>, DecodeError> {
    let answer = GetBlock::output_or::<types::lite_server::Error>(answer)?;
    Ok(answer.map(|block| block.data).map_err(|error| format!("{}: {}", error.code, error.message)))
}

fn size(answer: &[u8]) -> Result<usize, DecodeError> {
    let block = views::types::lite_server::BlockData::view_from_bytes(answer)?;
    Ok(block.data.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::assert_is_from;

    fn id() -> types::ton_node::BlockIdExt {
        types::ton_node::BlockIdExt {
            workchain: -1,
            shard: i64::MIN,
            seqno: 3,
            root_hash: [1; 32],
            file_hash: [2; 32],
        }
    }

    #[test]
    fn the_code_of_the_page_is_compiled() {
        let page = include_str!("../../../docs/lite-client.md");
        assert_is_from(page, "rust", 4, include_str!("lite_client.rs"));
    }

    #[test]
    fn the_code_has_the_results_of_the_page() {
        let request = GetBlock { id: id() };
        let data = Query::from_bytes(&query(&request).unwrap()).unwrap().data;
        assert_eq!(GetBlock::from_bytes(&data), Ok(request.clone()));
        let data = Query::from_bytes(&query_after(3, &request).unwrap()).unwrap().data;
        assert_eq!(GetBlock::from_bytes(&data[12..]), Ok(request));
        let answer = types::lite_server::BlockData { id: id(), data: vec![7; 100] }.to_bytes().unwrap();
        assert_eq!(block(&answer), Ok(Ok(vec![7; 100])));
        assert_eq!(size(&answer), Ok(100));
        let error = types::lite_server::Error { code: 651, message: "not found".to_owned() };
        assert_eq!(block(&error.to_bytes().unwrap()), Ok(Err("651: not found".to_owned())));
    }
}
