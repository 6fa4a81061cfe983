//! Generates Rust that both writes and reads the values of layer 230, because the measured programs do both.

use tl_codegen::rust::{Config, Role};
use tl_codegen::{Builder, Error};

fn main() -> Result<(), Error> {
    let config = Config { role: Role::Both, borrowed: true, serde: true, ..Config::default() };
    Builder::new().config(config).schema("../../schemas/telegram/layer-230.tl").write()
}
