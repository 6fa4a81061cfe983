//! Generates Rust for layer 230 and for a schema with parameters, including readers, writers, JSON and views. Also
//! generates two modules with only the items of layer 230 that `src/used.rs` names, and a module for the JSON of TDLib.

use tl_codegen::Builder;
use tl_codegen::rust::{Config, Json, Role};

const SCHEMA: &str = "../schemas/telegram/layer-230.tl";

fn main() -> Result<(), tl_codegen::Error> {
    let mut config = Config::default();
    for (role, module) in [(Role::Both, "used_both"), (Role::Client, "used_read")] {
        config.role = role;
        let builder = Builder::new().config(config.clone()).module(module, [SCHEMA]);
        builder.used_in(["src/used.rs"]).write()?;
    }
    config.role = Role::Both;
    config.serde = true;
    config.borrowed = true;
    let builder = Builder::new().config(config).module("layer_230", [SCHEMA]);
    builder.module("parameters", ["../tests/fixtures/parameters.tl"]).write()?;
    let config = Config { json: Json::Tdlib, role: Role::Both, ..Config::default() };
    Builder::new().config(config).module("tdlib", ["tdlib.tl"]).write()
}
