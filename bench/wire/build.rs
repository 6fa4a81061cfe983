//! If `TL_CORPUS` is set, generates Rust for two constructors of TON's lite API and for the types that they need.

use std::env;
use std::path::PathBuf;

use tl_codegen::rust::{Config, Role};
use tl_codegen::{Builder, Error};

fn main() -> Result<(), Error> {
    println!("cargo::rustc-check-cfg=cfg(corpus)");
    println!("cargo::rerun-if-env-changed=TL_CORPUS");
    let Some(folder) = env::var_os("TL_CORPUS").map(PathBuf::from) else { return Ok(()) };
    println!("cargo::rustc-cfg=corpus");
    let roots = ["liteServer.accountState", "liteServer.blockTransactions"].map(str::to_owned).into();
    let config = Config { role: Role::Both, roots, ..Config::default() };
    Builder::new().config(config).module("ton", [folder.join("corpus/ton/lite_api.tl")]).write()
}
