//! The code that `docs/lite-client.md` shows.

use tl_runtime::{Decode, DecodeError, Encode, EncodeError, Function, Reader, View};

mod api {
    tl_runtime::include_tl!("lite");
}

use api::functions::{Any, lite_server::*};
use api::types::{adnl, lite_server as types, ton_node::BlockIdExt};
use api::views::types::lite_server as views;

fn query(request: &impl Function) -> Result<Vec<u8>, EncodeError> {
    Query { data: request.to_bytes()? }.to_bytes()
}

fn message(query_id: [u8; 32], query: Vec<u8>) -> Result<Vec<u8>, EncodeError> {
    adnl::message::Query { query_id, query }.to_bytes()
}

fn query_after(seqno: i32, request: &impl Function) -> Result<Vec<u8>, EncodeError> {
    let mut data = WaitMasterchainSeqno { seqno, timeout_ms: 1_000 }.to_bytes()?;
    request.encode_into(&mut data)?;
    Query { data }.to_bytes()
}

/// Returns the number of the block to wait for, and the function.
fn call(data: &[u8]) -> Result<(Option<i32>, Any), DecodeError> {
    let mut r = Reader::new(data);
    let mut call = r.read()?;
    let mut seqno = None;
    if let Any::LiteServerWaitMasterchainSeqno(wait) = call {
        seqno = Some(wait.seqno);
        call = r.read()?;
    }
    r.finish().map(|()| (seqno, call))
}

fn transactions(id: BlockIdExt, after: Option<types::TransactionId3>) -> ListBlockTransactions {
    let mode = 0b111; // the account, `lt` and hash of each transaction
    ListBlockTransactions { mode, after, want_proof: true, ..ListBlockTransactions::new(id, 100) }
}

fn block(answer: &[u8]) -> Result<Result<Vec<u8>, String>, DecodeError> {
    let answer = GetBlock::output_or::<types::Error>(answer)?;
    Ok(answer.map(|block| block.data).map_err(|error| format!("{}: {}", error.code, error.message)))
}

fn block_view(answer: &[u8]) -> Result<Result<&[u8], views::Error<'_>>, DecodeError> {
    if let Ok(error) = views::Error::view_from_bytes(answer) {
        return Ok(Err(error));
    }
    let block = views::BlockData::view_from_bytes(answer)?;
    Ok(Ok(block.data))
}

fn accounts(answer: &[u8]) -> Result<impl Iterator<Item = &[u8; 32]>, DecodeError> {
    let block = views::BlockTransactions::view_from_bytes(answer)?;
    Ok(block.ids.iter().filter_map(|id| id.account))
}

#[cfg(test)]
mod tests {
    use tl_runtime::Combinator;

    use super::*;
    use crate::page::assert_is_from;

    fn id() -> BlockIdExt {
        BlockIdExt { workchain: -1, shard: i64::MIN, seqno: 3, root_hash: [1; 32], file_hash: [2; 32] }
    }

    fn data(query: &[u8]) -> Vec<u8> {
        Query::from_bytes(query).unwrap().data
    }

    #[test]
    fn the_code_of_the_page_is_compiled() {
        let page = include_str!("../../../docs/lite-client.md");
        assert_is_from(page, "rust", 9, include_str!("lite_client.rs"));
    }

    /// Checks ids that clients of TON send.
    #[test]
    fn ids_are_those_of_ton() {
        let ids = [Query::ID, GetBlock::ID, ListBlockTransactions::ID, WaitMasterchainSeqno::ID];
        assert_eq!(ids, [0x798c_06df, 0x6377_cf0d, 0xadfc_c7da, 0xbaea_b892]);
        assert_eq!([types::Error::ID, types::BlockTransactions::ID], [0xbba9_e148, 0xbd8c_ad2b]);
    }

    #[test]
    fn queries_contain_functions() {
        let request = GetBlock { id: id() };
        let bytes = query(&request).unwrap();
        assert_eq!(call(&data(&bytes)).unwrap(), (None, Any::LiteServerGetBlock(Box::new(request.clone()))));
        let message = message([7; 32], bytes.clone()).unwrap();
        assert_eq!(adnl::message::Query::from_bytes(&message).unwrap().query, bytes);

        let bytes = data(&query_after(3, &request).unwrap());
        assert_eq!(bytes[..12], [0x92, 0xb8, 0xea, 0xba, 3, 0, 0, 0, 0xe8, 3, 0, 0]);
        let (seqno, call) = call(&bytes).unwrap();
        assert_eq!((seqno, call), (Some(3), Any::LiteServerGetBlock(Box::new(request))));

        let bytes = transactions(id(), None).to_bytes().unwrap();
        assert_eq!(bytes[84..88], [0b10_0111, 0, 0, 0]);
    }

    #[test]
    fn answers_are_results_or_errors() {
        let answer = types::BlockData { id: id(), data: vec![7; 100] }.to_bytes().unwrap();
        assert_eq!(block(&answer), Ok(Ok(vec![7; 100])));
        assert_eq!(block_view(&answer).unwrap().unwrap(), [7; 100]);
        let error = types::Error { code: 651, message: "not found".to_owned() }.to_bytes().unwrap();
        assert_eq!(block(&error), Ok(Err("651: not found".to_owned())));
        assert_eq!(block_view(&error).unwrap().unwrap_err().message, "not found");
        assert!(block_view(&answer[..90]).is_err());
    }

    #[test]
    fn a_list_is_decoded_item_by_item() {
        let ids = vec![
            types::TransactionId { account: Some([5; 32]), ..Default::default() },
            types::TransactionId::default(),
        ];
        let list =
            types::BlockTransactions { id: id(), req_count: 2, incomplete: false, ids, proof: Vec::new() };
        let bytes = list.to_bytes().unwrap();
        assert_eq!(accounts(&bytes).unwrap().collect::<Vec<_>>(), [&[5; 32]]);
    }
}
