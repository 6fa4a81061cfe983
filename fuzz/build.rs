//! Layer 230 to Rust, each type with reader, writer, JSON form and view; and twice for a program that uses little of it.

use tl_codegen::{Builder, Config, Role};

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
    Builder::new().config(config).module("layer_230", [SCHEMA]).write()
}
