//! Three modules from the schemas that ship with the project, one from names that are hard to write in Rust, and one
//! from types whose values never end; all of them written and read. Some again as one side needs them.

use tl_codegen::{Builder, Config, Error, Role};

fn main() -> Result<(), Error> {
    Builder::new()
        .config(config(Role::Both, &[]))
        .module("mtproto", ["../schemas/mtproto.tl"])
        .module("layer_82", ["../schemas/telegram/layer-82.tl"])
        .module("layer_230", ["../schemas/telegram/layer-230.tl"])
        .module("names", ["fixtures/names.tl"])
        .module("endless", ["fixtures/endless.tl"])
        .write()?;
    Builder::new()
        .config(config(Role::Client, &["auth.*", "messages.sendMessage", "updates"]))
        .module("bot", ["../schemas/telegram/layer-230.tl"])
        .module("names_client", ["fixtures/names.tl"])
        .write()?;
    Builder::new()
        .config(config(Role::Server, &["auth.*", "invokeWithLayer", "users.getUsers"]))
        .module("server", ["../schemas/telegram/layer-82.tl"])
        .module("names_server", ["fixtures/names.tl"])
        .write()
}

fn config(role: Role, roots: &[&str]) -> Config {
    let mut config = Config::default();
    config.role = role;
    config.roots = roots.iter().map(ToString::to_string).collect();
    config
}
