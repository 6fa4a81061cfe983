//! Generates the modules `mtproto` and `api` from their schemas.

fn main() -> Result<(), tl_codegen::Error> {
    tl_codegen::Builder::new()
        .module("mtproto", ["../../schemas/mtproto.tl"])
        .module("api", ["../../schemas/telegram/layer-82.tl"])
        .used_in(["src"])
        .write()
}
