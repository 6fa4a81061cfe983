//! Generates the table of bundled schemas from the first line of the history. With the feature `compressed`, also
//! compresses the history.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

const HISTORY: &str = "telegram/history.tsv";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={HISTORY}");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let history = fs::read_to_string(HISTORY)?;
    let layers = history.lines().next().and_then(|line| line.strip_prefix("# layers\t"));
    let layers = layers.ok_or("the first line of the history does not list the layers")?;
    let mut rows = "Schema { name: \"mtproto\", layer: None },\n".to_owned();
    for layer in layers.split(',') {
        writeln!(rows, "Schema {{ name: \"telegram/{layer}\", layer: Some({layer}) }},")?;
    }
    fs::write(out.join("table.rs"), format!("&[\n{rows}]\n"))?;
    compress(&history, &out)
}

#[cfg(feature = "compressed")]
fn compress(history: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    use std::io::Write;

    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(history.as_bytes())?;
    Ok(fs::write(out.join("history.tsv.zlib"), encoder.finish()?)?)
}

#[cfg(not(feature = "compressed"))]
fn compress(_: &str, _: &Path) -> Result<(), Box<dyn Error>> {
    Ok(())
}
