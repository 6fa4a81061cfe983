//! Measures the depth of nesting at which our code returns an error, and at which the code of peers crashes. Child
//! processes read the values that may cause a crash, in a thread with a stack of 2 MiB.

use std::env;
use std::process::{Command, Stdio};
use std::thread;

use ferogram_tl_types as ferogram;
use grammers_tl_types as grammers;
use tl_bench::table::{Row, Unit};
use tl_bench_bindings::enums::RichText;
use tl_bench_wire::codec::{Ferogram, Grammers, Ours, Read};
use tl_bench_wire::{Result, sample};

/// The argument with which this program runs as a child process.
pub(crate) const CHILD: &str = "--nest";

const STACK: usize = 2 << 20;
/// A number of levels that overflows the stack, unless the code has a limit for nesting. The encoded value takes 16
/// MiB.
const MOST: usize = 1 << 22;

/// Returns rows with the depth at which our code returns an error, and the depth at which the process of a peer
/// crashes.
pub(crate) fn rows() -> Result<Vec<Row>> {
    if !survives("ours", MOST)? {
        return Err(format!("ours crashes at {MOST} levels").into());
    }
    let ours = lowest_rejected()?;
    let row = |side| -> Result<Row> {
        let crashing = lowest_crashing(side)?;
        Ok(Row {
            what: "RichText in RichText".to_owned(),
            unit: Unit::Count,
            ours,
            peer: Some((side, crashing.unwrap_or(f64::INFINITY))),
            ratio: None,
            wanted: None,
        })
    };
    ["grammers", "ferogram"].into_iter().map(row).collect()
}

/// Reads a value with `levels` levels, in a child process. Errors of reading are ignored, because only a crash matters.
pub(crate) fn child(side: &str, levels: usize) -> Result<()> {
    let bytes = sample::nested_text(levels);
    let read = match side {
        "ours" => read_and_drop::<Ours<RichText>>,
        "grammers" => read_and_drop::<Grammers<grammers::enums::RichText>>,
        "ferogram" => read_and_drop::<Ferogram<ferogram::enums::RichText>>,
        _ => return Err(format!("no side is called `{side}`").into()),
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(move || read(&bytes))?;
    thread.join().map_err(|_| "reading panics".into())
}

/// Reads and drops a value. Errors are ignored.
fn read_and_drop<R: Read>(bytes: &[u8]) {
    drop(R::read(bytes));
}

/// Returns the lowest number of levels that our code rejects.
fn lowest_rejected() -> Result<f64> {
    let is_rejected = |&levels: &usize| Ours::<RichText>::read(&sample::nested_text(levels)).is_err();
    let levels = (1..MOST).find(is_rejected).ok_or("ours rejects no number of levels")?;
    Ok(levels as f64)
}

/// Returns the lowest number of levels at which the process crashes, with an accuracy of 1 %. Returns `None` if the
/// process does not crash at [`MOST`] levels.
fn lowest_crashing(side: &str) -> Result<Option<f64>> {
    let (mut alive, mut dead) = (1, MOST);
    if survives(side, dead)? {
        return Ok(None);
    }
    while dead - alive > 1 + alive / 100 {
        let middle = alive.midpoint(dead);
        if survives(side, middle)? { alive = middle } else { dead = middle }
    }
    Ok(Some(dead as f64))
}

fn survives(side: &str, levels: usize) -> Result<bool> {
    let mut child = Command::new(env::current_exe()?);
    child.args([CHILD, side, &levels.to_string()]).stderr(Stdio::null());
    Ok(child.status()?.success())
}
