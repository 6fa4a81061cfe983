//! Adds a layer: `cargo run -p tl-schemas --example add -- FILE SOURCE LICENCE`.
//!
//! The file is checked, laid out by the printer without its comments (they are somebody's words; declarations are
//! facts), written as `telegram/layer-N.tl`, and entered in the table of `README.md`.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use sha2::{Digest, Sha256};
use tl_parser::schema::Options;
use tl_parser::{SourceMap, parse, print, render, schema};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [file, source, licence] = args.as_slice() else {
        return Err("usage: add FILE SOURCE LICENCE".into());
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = SourceMap::new();
    let id = sources.add(file.as_str(), fs::read(file)?)?;
    let mut parsed = parse(&sources, id);
    let resolved = schema::resolve(&sources, std::slice::from_ref(&parsed), &Options::default());
    let Some(schema) = resolved.schema else {
        return Err(render::human(&resolved.diagnostics, &sources, false).into());
    };
    let layer = schema.layer().ok_or("the file has no `// LAYER n`")?;
    parsed.document.comments.clear();
    let text = format!("{}\n// LAYER {layer}\n", print::document(&parsed.document));
    let path = format!("telegram/layer-{layer}.tl");
    fs::write(folder.join(&path), &text)?;
    let readme = fs::read_to_string(folder.join("README.md"))?;
    let row = format!("| `{path}` | {layer} | {source} | {licence} | `{}` |", digest(&text));
    fs::write(folder.join("README.md"), with_row(&readme, &path, &row))?;
    Ok(())
}

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The page with the row of `path` replaced, or added below the last row of the table.
fn with_row(readme: &str, path: &str, row: &str) -> String {
    let mut lines: Vec<&str> =
        readme.lines().filter(|line| !line.starts_with(&format!("| `{path}`"))).collect();
    let last = lines.iter().rposition(|line| line.starts_with("| ")).map_or(lines.len(), |last| last + 1);
    lines.insert(last, row);
    lines.join("\n") + "\n"
}
