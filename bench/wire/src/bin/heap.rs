//! Measures the allocations of the workloads, and the memory that hostile bytes can take. The program `run` starts this
//! program.
//!
//! Every allocation is counted, and then made by the system's allocator. If a vector grows, the counting allocator
//! always allocates a new block and copies the contents, so the new block is counted in addition to the old one.

use allocation_counter::measure;
use grammers_tl_types as grammers;
use tl_bench::table::{Row, Table, Unit};
use tl_bench::workload::Workload;
use tl_bench_bindings::enums::messages::Messages;
use tl_bench_wire::codec::{Grammers, Ours, Read};
use tl_bench_wire::workloads;
use tl_bench_wire::{Result, sample};

/// The target: the maximum number of bytes of memory for each byte of input.
const MEMORY: f64 = 16.0;
/// The target for `encode exact`, which computes the size of the value first: the maximum number of allocations.
const EXACT: f64 = 1.0;
/// Sides that are not counted, because their allocations are known.
const FLOORS: [&str; 2] = ["memcpy", "clone"];

fn main() -> Result<()> {
    let mut allocations = Vec::new();
    let mut bytes = Vec::new();
    for mut workload in workloads::all()? {
        let [counts, sizes] = counted(&mut workload)?;
        allocations.extend(counts);
        bytes.extend(sizes);
    }
    let title = "Allocations of one call; for `encode exact`, the ratio is our number divided by the target";
    println!("{}", Table { title, rows: &allocations });
    println!("{}", Table { title: "Total bytes that one call allocates", rows: &bytes });
    let title = "Maximum memory at once; the ratio is ours divided by the bytes of input";
    println!("{}", Table { title, rows: &[hostile()?] });
    Ok(())
}

/// Returns rows for the number of allocations and for their bytes.
fn counted(workload: &mut Workload) -> Result<[Vec<Row>; 2]> {
    let mut counts = Vec::new();
    for side in workload.sides.iter_mut().filter(|side| !FLOORS.contains(&side.name)) {
        // This first run is not counted. It fills vectors that the second run uses again.
        (side.run)(1)?;
        let mut done = Ok(());
        let info = measure(|| done = (side.run)(1));
        done?;
        counts.push((side.name, [info.count_total, info.bytes_total].map(|count| count as f64)));
    }
    let Some((&(_, ours), peers)) = counts.split_first() else { return Ok([Vec::new(), Vec::new()]) };
    let exact = workload.name.ends_with("encode exact");
    let row = |i: usize, unit, (name, theirs): (&'static str, [f64; 2])| Row {
        what: workload.name.to_owned(),
        unit,
        ours: ours[i],
        peer: Some((name, theirs[i])),
        ratio: Some(ours[i] / if exact && i == 0 { EXACT } else { theirs[i] })
            .filter(|ratio| ratio.is_finite()),
        wanted: (exact && i == 0).then_some(EXACT),
    };
    let rows = |i, unit| peers.iter().map(|&peer| row(i, unit, peer)).collect();
    Ok([rows(0, Unit::Count), rows(1, Unit::Bytes)])
}

/// Measures the memory for reading 262,144 `messageEmpty`. Each of them is 12 bytes long.
fn hostile() -> Result<Row> {
    let bytes = sample::empty_messages();
    let ours = peak::<Ours<Messages>>(&bytes)?;
    let theirs = peak::<Grammers<grammers::enums::messages::Messages>>(&bytes)?;
    Ok(Row {
        what: format!("{} of messageEmpty", Unit::Bytes.show(bytes.len() as f64)),
        unit: Unit::Bytes,
        ours,
        peer: Some(("grammers", theirs)),
        ratio: Some(ours / bytes.len() as f64),
        wanted: Some(MEMORY),
    })
}

fn peak<R: Read>(bytes: &[u8]) -> Result<f64> {
    let mut done = Ok(());
    let info = measure(|| done = R::read(bytes).map(drop));
    done.map(|()| info.bytes_max as f64)
}
