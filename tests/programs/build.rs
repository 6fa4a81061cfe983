//! Generates the bindings of each program twice: with the items that the program names, and with all items of the
//! schema.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use tl_codegen::Builder;
use tl_codegen::rust::{Bytes, Config, Role};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let programs = programs()?;
    for path in &programs {
        generate(path)?;
    }
    if env::var_os("TL_USED").is_some() {
        return Ok(());
    }
    println!("cargo::rerun-if-changed=programs");
    migration()?;
    pages()?;
    let whole = out.join("whole");
    fs::create_dir_all(&whole)?;
    let done = Command::new(env::current_exe()?).env("TL_USED", "all").env("OUT_DIR", whole).status()?;
    assert!(done.success());
    fs::write(out.join("programs.rs"), list(&programs)?)?;
    Ok(())
}

/// Generates the bindings for the migration guide and for the key exchange.
fn migration() -> Result<(), tl_codegen::Error> {
    let mut mtproto = Config { role: Role::Both, ..Config::default() };
    mtproto.rename.insert("message::seqno".to_owned(), "seq_no".to_owned());
    let mut api = Config { role: Role::Both, ..Config::default() };
    api.rename = ["user", "groupCallParticipant", "channelParticipantAdmin"]
        .map(|name| (format!("{name}::self"), "is_self".to_owned()))
        .into();
    api.roots = ["account.initTakeoutSession", "upload.getFile", "users.getUsers"].map(str::to_owned).into();
    Builder::new()
        .module("key_exchange", ["../../schemas/mtproto.tl"])
        .module_config(mtproto)
        .module("migration_api", ["../../schemas/telegram/layer-230.tl"])
        .module_config(api)
        .write()
}

/// Generates the bindings for `docs/vk.md` and `docs/lite-client.md`.
fn pages() -> Result<(), tl_codegen::Error> {
    let both = Config { role: Role::Both, ..Config::default() };
    let views = Config { borrowed: true, ..both.clone() };
    Builder::new()
        .module("vk", ["vk-common.tl", "vk.tl"])
        .module_config(both)
        .module("lite", ["lite.tl"])
        .module_config(views)
        .write()
}

/// Returns the sources of each program: a file or a folder.
fn programs() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = fs::read_dir("programs")?.map(|entry| Ok(entry?.path()));
    let mut programs = entries.collect::<Result<Vec<_>, std::io::Error>>()?;
    programs.sort();
    Ok(programs)
}

fn name(program: &Path) -> &str {
    program.file_stem().and_then(|name| name.to_str()).unwrap_or_default()
}

fn generate(program: &Path) -> Result<(), Box<dyn Error>> {
    let name = name(program);
    let mut config = Config::default();
    match name {
        "derives" => config.derives.extend(["Eq", "Hash"].map(str::to_owned)),
        "defaults" => config.derives.push("Default".to_owned()),
        "json" => config.serde = true,
        "renamed" => config.runtime = "::renamed".to_owned(),
        "shared" => {
            config.derives.extend(["Eq", "Hash", "PartialOrd", "Ord"].map(str::to_owned));
            (config.role, config.bytes) = (Role::Both, Bytes::Shared);
            (config.serde, config.borrowed) = (true, true);
        }
        "server" => config.role = Role::Server,
        "tools" => (config.role, config.any) = (Role::Both, true),
        _ => {}
    }
    let schema = match name {
        "formal" => "formal.tl",
        "shared" => "files.tl",
        "layer" => "../../schemas/telegram/layer-82.tl",
        _ => "library.tl",
    };
    Builder::new().config(config).module(name, [schema]).used_in([program]).write()?;
    Ok(())
}

/// Returns the code that declares the modules of all programs and lists their functions.
fn list(programs: &[PathBuf]) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    for (mode, folder) in [("selected", ""), ("whole", "whole/")] {
        writeln!(text, "pub mod {mode} {{")?;
        for program in programs {
            let name = name(program);
            let file = if program.is_dir() { program.join("mod.rs") } else { program.clone() };
            writeln!(text, "pub mod {name} {{")?;
            writeln!(text, "pub mod api {{ tl_runtime::include_tl!(\"{folder}{name}\"); }}")?;
            writeln!(text, "#[path = {:?}] pub mod program;", fs::canonicalize(file)?)?;
            writeln!(text, "pub use program::run; }}")?;
        }
        writeln!(text, "}}")?;
    }
    writeln!(text, "pub const PROGRAMS: &[crate::Program] = &[")?;
    for name in programs.iter().map(|program| name(program)) {
        writeln!(text, "({name:?}, selected::{name}::run, whole::{name}::run),")?;
    }
    writeln!(text, "];")?;
    Ok(text)
}
