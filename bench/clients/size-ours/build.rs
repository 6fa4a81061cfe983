//! Generates Rust for layer 230.

fn main() -> Result<(), tl_codegen::Error> {
    tl_codegen::Builder::new().schema("../../../schemas/telegram/layer-230.tl").write()
}
