//! Makes the table of bundled schemas from the files of this folder, so that adding a file is all it takes.

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let root = std::env::var("CARGO_MANIFEST_DIR")?;
    let mut layers = Vec::new();
    for entry in fs::read_dir("telegram")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let layer = name.strip_prefix("layer-").and_then(|rest| rest.strip_suffix(".tl"));
        layers.extend(layer.and_then(|layer| layer.parse::<u32>().ok()));
    }
    layers.sort_unstable();
    let mut rows = row(&root, "mtproto", "None", "mtproto.tl");
    for layer in layers {
        let file = format!("telegram/layer-{layer}.tl");
        rows += &row(&root, &format!("telegram/{layer}"), &format!("Some({layer})"), &file);
    }
    let table = format!("&[\n{rows}]\n");
    fs::write(Path::new(&std::env::var("OUT_DIR")?).join("table.rs"), table)?;
    println!("cargo:rerun-if-changed=telegram");
    Ok(())
}

fn row(root: &str, name: &str, layer: &str, file: &str) -> String {
    let path = format!("{root}/{file}");
    format!("Schema {{ name: {name:?}, layer: {layer}, file: {file:?}, text: include_str!({path:?}) }},\n")
}
