//! Generates Rust for the schema of TDLib in the test data, if `TL_CORPUS` is set.

use std::env;
use std::path::PathBuf;

use tl_codegen::rust::{Config, Json, Role};
use tl_codegen::{Builder, Error};

fn main() -> Result<(), Error> {
    println!("cargo::rustc-check-cfg=cfg(corpus)");
    println!("cargo::rerun-if-env-changed=TL_CORPUS");
    let Some(folder) = env::var_os("TL_CORPUS").map(PathBuf::from) else { return Ok(()) };
    println!("cargo::rustc-cfg=corpus");
    let config = Config { json: Json::Tdlib, role: Role::Both, ..Config::default() };
    Builder::new().config(config).module("td", [folder.join("vectors/schema-tdlib-1.8.65.tl")]).write()
}
