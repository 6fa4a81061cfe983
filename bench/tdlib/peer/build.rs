//! Generates code as the build script of tdlib-rs does, from a schema in the test data. If `TL_CORPUS`, the variable
//! with the folder of the test data, is not set, it generates nothing.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use tdlib_rs_gen::generate_rust_code;
use tdlib_rs_parser::parse_tl_file;

fn main() -> io::Result<()> {
    println!("cargo::rustc-check-cfg=cfg(corpus)");
    println!("cargo::rerun-if-env-changed=TL_CORPUS");
    let Some(folder) = env::var_os("TL_CORPUS").map(PathBuf::from) else { return Ok(()) };
    println!("cargo::rustc-cfg=corpus");
    let schema = folder.join("vectors/schema-tdlib-1.8.65.tl");
    println!("cargo::rerun-if-changed={}", schema.display());
    let definitions: Vec<_> = parse_tl_file(fs::read_to_string(schema)?).filter_map(Result::ok).collect();
    let mut code = Vec::new();
    generate_rust_code(&mut code, &definitions, false)?;
    let directory = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&directory).join("generated.rs"), code)
}
