//! Embeds a script in the program if the feature `web` is enabled. In web pages, the script decodes bytes that the user
//! enters.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder =
        |name| env::var_os(name).map(PathBuf::from).ok_or_else(|| io::Error::other("not run by Cargo"));
    let has_web = env::var_os("CARGO_FEATURE_WEB").is_some();
    let reader = if has_web { script(&folder("CARGO_MANIFEST_DIR")?) } else { "None".to_owned() };
    let path = folder("OUT_DIR")?.join("reader.rs");
    println!("cargo::rustc-env=TL_READER={}", path.display());
    fs::write(path, reader)
}

/// Returns a Rust expression: `Some` with the text of the script, or `None` if the script was not built. With `None`,
/// sites have no forms for bytes.
fn script(package: &Path) -> String {
    let path = package.join("../tl-web/pkg/tl-web.js");
    println!("cargo::rerun-if-changed={}", path.display());
    if path.is_file() {
        return format!("Some(include_str!({path:?}))");
    }
    println!(
        "cargo::warning=the feature `web` has no effect, because tl-web/pkg/tl-web.js was not built; run \
         `cargo run --release --manifest-path tl-web/build/Cargo.toml` first"
    );
    "None".to_owned()
}
