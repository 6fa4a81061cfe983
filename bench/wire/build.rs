//! Generates Rust for two types of TON's lite API, if the test data is available.

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
