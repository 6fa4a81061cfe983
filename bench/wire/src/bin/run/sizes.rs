//! Sizes: of enums in memory, and of a small program.

use std::fs;
use std::path::Path;

use tl_bench::cost::cargo;
use tl_bench::table::{Row, Unit};
use tl_bench_bindings::enums as ours;
use tl_bench_wire::Result;

use grammers_tl_types::enums as grammers;

/// The most bytes that an enum of ours may take.
const ENUM: f64 = 32.0;
/// The most that our program may take, as a part of grammers'.
const PROGRAM: f64 = 0.8;

/// `size_of` in both; the ratio is to the 32 bytes that are wanted.
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
            what: format!("{what}, of the {ENUM} wanted"),
            unit: Unit::Bytes,
            ours,
            peer: Some(("grammers", theirs)),
            ratio: Some(ours / ENUM),
            wanted: Some(1.0),
        }
    };
    pairs.into_iter().map(row).collect()
}

/// The clients `size-*`, whole and without what a program takes that knows no TL.
pub(crate) fn binaries() -> Result<Vec<Row>> {
    let (ours, grammers, none) = (program("ours")?, program("grammers")?, program("none")?);
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

/// The size of a client in bytes, after building it.
fn program(side: &str) -> Result<f64> {
    let name = format!("size-{side}");
    let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("../clients").join(&name);
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/sizes");
    let built = cargo(&["build", "--release", "--quiet", "--target-dir"], &client).arg(&target).status()?;
    if !built.success() {
        return Err(format!("the client `{name}` does not build").into());
    }
    Ok(fs::metadata(target.join("release").join(name))?.len() as f64)
}
