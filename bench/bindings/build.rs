//! Generates Rust for layer 230 in both directions, because the measured programs both write and read the values.

use tl_codegen::rust::{Config, Role};
use tl_codegen::{Builder, Error};

fn main() -> Result<(), Error> {
    let config = Config { role: Role::Both, borrowed: true, serde: true, ..Config::default() };
    Builder::new().config(config).schema("../../schemas/telegram/layer-230.tl").write()
}
