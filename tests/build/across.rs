//! Generates modules that read values of other layers.

use tl_codegen::rust::{Config, Role};
use tl_codegen::{Builder, Error};

/// Generates modules from two versions of a small schema and from two layers. Some modules are generated with
/// `passing`, which names the other version or layer. The modules `…_run_time` get a table of the other version or layer
/// at run time.
pub(crate) fn generate() -> Result<(), Error> {
    let [newer, older, small, layers] =
        ["newer.tl", "older.tl", "small.rs", "layers.rs"].map(|name| format!("fixtures/across/{name}"));
    let json = Config { serde: true, ..Config::default() };
    Builder::new().config(json).module("across_json", [&newer]).passing([&older]).write()?;
    let server = Config { role: Role::Server, ..Config::default() };
    Builder::new().config(server).module("across_server", [&newer]).passing([&older]).write()?;
    let views = Config { borrowed: true, ..Config::default() };
    Builder::new()
        .config(views)
        .used_in([&small])
        .module("across_used", [&newer])
        .passing([&older])
        .write()?;
    Builder::new().used_in([&small]).module("across_run_time", [&newer]).write()?;
    Builder::new()
        .used_in([&layers])
        .bundled("layer_230_passing", "telegram/230")
        .passing_bundled(["telegram/225"])
        .write()?;
    Builder::new().used_in([&layers]).bundled("layer_225_run_time", "telegram/225").write()
}
