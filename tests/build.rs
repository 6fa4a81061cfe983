//! Three modules from the schemas that ship with the project, and one from names that are hard to write in Rust.

fn main() -> Result<(), tl_codegen::Error> {
    tl_codegen::Builder::new()
        .module("mtproto", ["../schemas/mtproto.tl"])
        .module("layer_82", ["../schemas/telegram/layer-82.tl"])
        .module("layer_230", ["../schemas/telegram/layer-230.tl"])
        .module("names", ["fixtures/names.tl"])
        .write()
}
