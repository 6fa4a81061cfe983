//! Generates the modules `mtproto` and `api`. This program is both the client and the server, so it writes and reads
//! all types.

use tl_codegen::Builder;
use tl_codegen::rust::{Config, Role};

fn main() -> Result<(), tl_codegen::Error> {
    Builder::new()
        .config(Config { role: Role::Both, ..Config::default() })
        .module("mtproto", ["../../schemas/mtproto.tl"])
        .module("api", ["../../schemas/telegram/layer-82.tl"])
        .used_in(["src"])
        .write()
}
