//! Generates Rust for the items of layer 230 that the bot names.

fn main() -> Result<(), tl_codegen::Error> {
    tl_codegen::Builder::new().schema("../../../schemas/telegram/layer-230.tl").used_in(["src"]).write()
}
