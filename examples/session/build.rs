//! Generates the module `saved` with its JSON form.

use tl_codegen::Builder;
use tl_codegen::rust::Config;

fn main() -> Result<(), tl_codegen::Error> {
    let config = Config { serde: true, ..Config::default() };
    Builder::new().config(config).module("saved", ["session.tl"]).write()
}
