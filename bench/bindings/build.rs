//! Layer 230 to Rust, both ways: what is measured is written and read by one program.

use tl_codegen::{Builder, Config, Error, Role};

fn main() -> Result<(), Error> {
    let mut config = Config::default();
    config.role = Role::Both;
    config.borrowed = true;
    config.serde = true;
    Builder::new().config(config).schema("../../schemas/telegram/layer-230.tl").write()
}
