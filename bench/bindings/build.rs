//! Generates Rust for layer 230 in both directions, because one program writes and reads the measured values.

use tl_codegen::rust::{Config, Role};
use tl_codegen::{Builder, Error};

fn main() -> Result<(), Error> {
    let config = Config { role: Role::Both, borrowed: true, serde: true, ..Config::default() };
    Builder::new().config(config).schema("../../schemas/telegram/layer-230.tl").write()
}
