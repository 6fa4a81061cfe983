//! Measures the sizes of enums in memory, and the sizes of small programs on disk.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tl_bench::cost::cargo;
use tl_bench::table::{Row, Unit};
use tl_bench_bindings::enums as ours;
use tl_bench_wire::{Result, sample};
use tl_runtime::Encode;

use grammers_tl_types::enums as grammers;

/// The target: the maximum size of our enums, in bytes.
const ENUM: f64 = 32.0;
/// The target: the maximum size of our program, as a fraction of the size of the program with grammers.
const PROGRAM: f64 = 0.8;

/// Returns rows with the sizes of enums in memory. The ratio is our size divided by the target of 32 bytes.
pub(crate) fn enums() -> Vec<Row> {
    let pairs = [
        ("Message", size_of::<ours::Message>(), size_of::<grammers::Message>()),
        ("Update", size_of::<ours::Update>(), size_of::<grammers::Update>()),
        ("MessageMedia", size_of::<ours::MessageMedia>(), size_of::<grammers::MessageMedia>()),
        ("User", size_of::<ours::User>(), size_of::<grammers::User>()),
    ];
    let row = |(what, ours, theirs): (&str, usize, usize)| {
        let (ours, theirs) = (ours as f64, theirs as f64);
        Row {
            what: format!("{what} (target: {ENUM} B)"),
            unit: Unit::Bytes,
            ours,
            peer: Some(("grammers", theirs)),
            ratio: Some(ours / ENUM),
            wanted: Some(1.0),
        }
    };
    pairs.into_iter().map(row).collect()
}

/// Returns a row with the sizes of two programs, and a row with these sizes minus the size of a program without TL. The
/// sources of the programs are the clients `size-*`.
pub(crate) fn binaries() -> Result<Vec<Row>> {
    let [ours, grammers, none] = [build("ours")?, build("grammers")?, build("none")?];
    let slice = sample::slice().to_bytes()?;
    if answer(&ours, &slice)? != answer(&grammers, &slice)? {
        return Err("the two programs have different outputs".into());
    }
    let [ours, grammers, none] = [size(&ours)?, size(&grammers)?, size(&none)?];
    let whole = Row::beside("whole", Unit::Bytes, ours, ("grammers", grammers), Some(PROGRAM));
    let added = Row::beside(
        "above a program without TL",
        Unit::Bytes,
        ours - none,
        ("grammers", grammers - none),
        None,
    );
    Ok(vec![whole, added])
}

/// Builds a client and returns its path.
fn build(side: &str) -> Result<PathBuf> {
    let name = format!("size-{side}");
    let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("../clients").join(&name);
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/sizes");
    let built = cargo(&["build", "--release", "--quiet", "--target-dir"], &client).arg(&target).status()?;
    if !built.success() {
        return Err(format!("the client `{name}` does not build").into());
    }
    Ok(target.join("release").join(name))
}

fn size(program: &Path) -> Result<f64> {
    Ok(fs::metadata(program)?.len() as f64)
}

/// Runs a program with `input`. Returns its standard output and standard error.
fn answer(program: &Path, input: &[u8]) -> Result<[Vec<u8>; 2]> {
    let pipe = Stdio::piped;
    let mut child = Command::new(program).stdin(pipe()).stdout(pipe()).stderr(pipe()).spawn()?;
    child.stdin.take().ok_or("the program has no standard input")?.write_all(input)?;
    let Output { status, stdout, stderr } = child.wait_with_output()?;
    if !status.success() {
        return Err(format!("{}: {}", program.display(), String::from_utf8_lossy(&stderr)).into());
    }
    Ok([stdout, stderr])
}
