//! Layer 230 to Rust, each type with reader, writer, JSON form and view.

use tl_codegen::{Builder, Config, Role};

fn main() -> Result<(), tl_codegen::Error> {
    let mut config = Config::default();
    config.role = Role::Both;
    config.serde = true;
    config.borrowed = true;
    Builder::new().config(config).module("layer_230", ["../schemas/telegram/layer-230.tl"]).write()
}
