//! Generates the modules `mtproto` and `notes`. The program uses only `rpc_result` and `rpc_error` of `mtproto`.

use tl_codegen::Builder;
use tl_codegen::rust::{Config, Role};

fn main() -> Result<(), tl_codegen::Error> {
    let both = Config { role: Role::Both, ..Config::default() };
    let parts = ["rpc_result", "rpc_error"].map(str::to_owned).to_vec();
    Builder::new()
        .module("mtproto", ["../../schemas/mtproto.tl"])
        .module_config(Config { roots: parts, any: false, ..both.clone() })
        .module("notes", ["notes.tl"])
        .module_config(both)
        .write()
}
