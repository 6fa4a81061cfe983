//! Three modules from the schemas that ship with the project, one from names that are hard to write in Rust, and one
//! from types whose values never end.

use tl_codegen::{Builder, Config, Role};

fn main() -> Result<(), tl_codegen::Error> {
    let mut config = Config::default();
    config.role = Role::Both;
    Builder::new()
        .config(config)
        .module("mtproto", ["../schemas/mtproto.tl"])
        .module("layer_82", ["../schemas/telegram/layer-82.tl"])
        .module("layer_230", ["../schemas/telegram/layer-230.tl"])
        .module("names", ["fixtures/names.tl"])
        .module("endless", ["fixtures/endless.tl"])
        .write()
}
