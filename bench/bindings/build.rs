//! Layer 230 to Rust, both ways: what is measured is written and read by one program.

use tl_codegen::{Builder, Config, Error, Role};

fn main() -> Result<(), Error> {
    let config = Config { role: Role::Both, borrowed: true, serde: true, ..Config::default() };
    Builder::new().config(config).schema("../../schemas/telegram/layer-230.tl").write()
}
