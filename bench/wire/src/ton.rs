//! Workloads that encode and decode two results of a TON lite server, compared with tl-proto. The types for tl-proto
//! are written by hand.

use std::rc::Rc;

use tl_bench::workload::{Workload, workload};
use tl_proto::{TlRead, TlWrite};
use tl_runtime::{Decode, Encode};

use crate::Result;
use crate::codec::{Ours, Read, Write};
use crate::workloads::{fresh, read, reused, same};

#[allow(missing_docs, unreachable_pub)]
mod api {
    tl_runtime::include_tl!("ton");
}

use api::types::{lite_server, ton_node};

/// A value whose type implements the traits of tl-proto.
#[derive(Clone, Debug)]
struct TlProto<T>(T);

impl<T: TlWrite> Write for TlProto<T> {
    const SIDE: &'static str = "tl-proto";

    fn fresh(&self) -> Result<Vec<u8>> {
        Ok(tl_proto::serialize(&self.0))
    }

    fn append(&self, out: &mut Vec<u8>) -> Result<()> {
        out.reserve(self.0.max_size_hint());
        self.0.write_to(out);
        Ok(())
    }
}

impl<T: for<'a> TlRead<'a>> Read for TlProto<T> {
    const SIDE: &'static str = "tl-proto";

    fn read(bytes: &[u8]) -> Result<Self> {
        Ok(Self(tl_proto::deserialize(bytes)?))
    }
}

#[derive(Clone, Debug, TlRead, TlWrite)]
#[tl(size_hint = 80)]
struct BlockIdExt {
    workchain: i32,
    shard: u64,
    seqno: u32,
    root_hash: [u8; 32],
    file_hash: [u8; 32],
}

#[derive(Clone, Debug, TlRead, TlWrite)]
#[tl(boxed, id = 0x7079_c751)]
struct AccountState {
    id: BlockIdExt,
    shardblk: BlockIdExt,
    shard_proof: Vec<u8>,
    proof: Vec<u8>,
    state: Vec<u8>,
}

#[derive(Clone, Debug, TlRead, TlWrite)]
#[tl(boxed, id = 0xbd8c_ad2b)]
struct BlockTransactions {
    id: BlockIdExt,
    req_count: u32,
    incomplete: bool,
    ids: Vec<TransactionId>,
    proof: Vec<u8>,
}

#[derive(Clone, Debug, TlRead, TlWrite)]
struct TransactionId {
    #[tl(flags)]
    #[expect(dead_code, reason = "tl-proto computes it from the other fields")]
    mode: (),
    #[tl(flags_bit = 0)]
    account: Option<[u8; 32]>,
    #[tl(flags_bit = 1)]
    lt: Option<u64>,
    #[tl(flags_bit = 2)]
    hash: Option<[u8; 32]>,
    #[tl(flags_bit = 8)]
    metadata: Option<Metadata>,
}

#[derive(Clone, Debug, TlRead, TlWrite)]
struct Metadata {
    mode: u32,
    depth: i32,
    initiator: (i32, [u8; 32]),
    initiator_lt: u64,
}

fn block(seqno: i32) -> ton_node::BlockIdExt {
    let [root_hash, file_hash] = [1, 2].map(|byte| [byte; 32]);
    ton_node::BlockIdExt { workchain: 0, shard: i64::MIN, seqno, root_hash, file_hash }
}

/// Returns an account of 3 kB with proofs.
fn account_state() -> lite_server::AccountState {
    lite_server::AccountState {
        id: block(1),
        shardblk: block(2),
        shard_proof: vec![3; 700],
        proof: vec![4; 1300],
        state: vec![5; 1000],
    }
}

/// Returns a page of 256 transactions, without metadata.
fn block_transactions() -> lite_server::BlockTransactions {
    let id = |lt| lite_server::TransactionId {
        account: Some([6; 32]),
        lt: Some(lt),
        hash: Some([7; 32]),
        ..Default::default()
    };
    lite_server::BlockTransactions {
        id: block(1),
        req_count: 256,
        incomplete: true,
        ids: (0..256).map(id).collect(),
        proof: vec![8; 2000],
    }
}

/// The targets: the maximum ratios of our times to the times of tl-proto.
const READ: &[(&str, f64)] = &[("tl-proto", 1.0)];
const WRITTEN: &[(&str, f64)] = &[("tl-proto", 1.1)];

/// Returns the workloads: writing and reading both results.
pub(crate) fn workloads() -> Result<Vec<Workload>> {
    let account =
        ["accountState, encode fresh", "accountState, encode reused", "accountState, decode and drop"];
    let block = [
        "blockTransactions, encode fresh",
        "blockTransactions, encode reused",
        "blockTransactions, decode and drop",
    ];
    let mut workloads = workloads_of::<_, AccountState>(account, account_state())?;
    workloads.extend(workloads_of::<_, BlockTransactions>(block, block_transactions())?);
    Ok(workloads)
}

fn workloads_of<O, T>(names: [&'static str; 3], value: O) -> Result<Vec<Workload>>
where
    O: Encode + Decode + 'static,
    T: TlWrite + for<'a> TlRead<'a> + 'static,
{
    let ours = Rc::new(Ours(value));
    let bytes = ours.fresh()?;
    let theirs = Rc::new(same::<TlProto<T>>(&bytes)?);
    let [written, reused_name, read_name] = names;
    Ok(vec![
        workload(written, WRITTEN, vec![fresh(&ours), fresh(&theirs)]),
        workload(reused_name, WRITTEN, vec![reused(&ours), reused(&theirs)]),
        workload(read_name, READ, vec![read::<Ours<O>>(&bytes), read::<TlProto<T>>(&bytes)]),
    ])
}
