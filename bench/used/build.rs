//! Generates Rust for the items of layer 230 that the program names.

use tl_codegen::{Builder, Error};

fn main() -> Result<(), Error> {
    Builder::new().schema("../../schemas/telegram/layer-230.tl").used_in(["src"]).write()
}
