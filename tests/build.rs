//! Generates the modules that the tests use:
//!
//! - three bundled schemas, with code that encodes and decodes everything, with views, and two of them with serde;
//! - names that are hard to write in Rust, types that have no finite values, and types with parameters;
//! - modules for clients and servers, with some functions of four layers;
//! - views with each subset of the default derives;
//! - modules with randomly selected items;
//! - modules that read values of other layers.
//!
//! Also writes the sizes of the types of the three bundled schemas. If `TL_CORPUS` is set, also generates modules from
//! schemas in the test data.

#[path = "build/across.rs"]
mod across;
#[path = "build/selections.rs"]
mod selections;

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use tl_codegen::Builder;
use tl_codegen::rust::{Config, Masks, Paths, Role};
use tl_codegen::tl_parser::schema::Dialect;

/// Names of modules, and the bundled schemas that they are generated from.
const BUNDLED: [(&str, &str); 3] = [
    ("mtproto", "../schemas/mtproto.tl"),
    ("layer_82", "../schemas/telegram/layer-82.tl"),
    ("layer_230", "../schemas/telegram/layer-230.tl"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rustc-check-cfg=cfg(corpus)");
    println!("cargo::rerun-if-env-changed=TL_CORPUS");
    let mut both = config(Role::Both, &[]);
    both.borrowed = true;
    Builder::new()
        .config(both.clone())
        .module("layer_230", ["../schemas/telegram/layer-230.tl"])
        .module("endless", ["fixtures/endless.tl"])
        .write()?;
    let mut json = both;
    json.serde = true;
    masks(&json)?;
    let mut builder = Builder::new()
        .config(json.clone())
        .module("mtproto", ["../schemas/mtproto.tl"])
        .module("layer_82", ["../schemas/telegram/layer-82.tl"])
        .module("names", ["fixtures/names.tl"])
        .module("masks", ["fixtures/masks.tl"])
        .module("parameters", ["fixtures/parameters.tl"]);
    if let Some(corpus) = env::var_os("TL_CORPUS") {
        println!("cargo::rustc-cfg=corpus");
        formal(&json, Path::new(&corpus))?;
        let vectors = PathBuf::from(corpus).join("vectors");
        builder = builder
            .module("mtcute", [vectors.join("schema-mtcute-L228.tl")])
            .module("telethon_mtproto", [vectors.join("schema-telethon-mtproto.tl")]);
        // The schema has a wrong type: the encoded map of file references contains `TypedOpOp` instead of `TypedOp`.
        let file_references = vectors.join("schema-filerefmap-L214.tl");
        println!("cargo::rerun-if-changed={}", file_references.display());
        let text = fs::read_to_string(&file_references)?;
        let corrected = text.replace("values:Vector<TypedOp> ", "values:Vector<TypedOpOp> ");
        builder = builder.module("file_references", [""; 0]).source("schema-filerefmap-L214.tl", corrected);
    }
    builder.write()?;
    Builder::new()
        .config(config(Role::Client, &["auth.*", "messages.sendMessage", "updates"]))
        .module("bot", ["../schemas/telegram/layer-230.tl"])
        .module("names_client", ["fixtures/names.tl"])
        .write()?;
    Builder::new()
        .config(config(Role::Server, &["auth.*", "invokeWithLayer", "users.getUsers"]))
        .module("server", ["../schemas/telegram/layer-82.tl"])
        .module("names_server", ["fixtures/names.tl"])
        .write()?;
    Builder::new()
        .config(config(Role::Client, &["help.getAppConfig", "inputPeerChat"]))
        .bundled("layer_143", "telegram/143")
        .bundled("layer_199", "telegram/199")
        .write()?;
    across::generate()?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("sizes.rs"), sizes()?)?;
    fs::write(out.join("derives.rs"), derives()?)?;
    fs::write(out.join("used.rs"), used()?)?;
    Ok(())
}

/// Generates modules with randomly selected items. Returns Rust code that includes them.
fn used() -> Result<String, Box<dyn Error>> {
    let mut text = "use crate::selected::Selected;\n".to_owned();
    let [(mtproto, mtproto_file), (layer_82, layer_82_file), _] = BUNDLED;
    selections::generate(mtproto, Path::new(mtproto_file), 0..6, &mut text)?;
    selections::generate(layer_82, Path::new(layer_82_file), 0..4, &mut text)?;
    selections::generate("parameters", Path::new("fixtures/parameters.tl"), 0..6, &mut text)?;
    if let Some(corpus) = env::var_os("TL_CORPUS") {
        let file = PathBuf::from(corpus).join("vectors/schema-mtcute-L228.tl");
        selections::generate("mtcute", &file, 1..2, &mut text)?;
    }
    Ok(text)
}

/// Generates a module with computed masks in the formal dialect, and one with kept masks in Telegram's dialect. These
/// are the opposites of the defaults.
fn masks(json: &Config) -> Result<(), Box<dyn Error>> {
    let mut computed = json.clone();
    computed.masks = Some(Masks::Computed);
    Builder::new().config(computed).module("masks_computed", ["fixtures/masks.tl"]).write()?;
    let mut telegram = json.clone();
    telegram.masks = Some(Masks::Kept);
    telegram.dialect = Some(Dialect::Telegram);
    Builder::new().config(telegram).module("masks_telegram", ["fixtures/masks.tl"]).write()?;
    Ok(())
}

/// Generates modules from TON's and VK's schemas. The module of TON's largest schema contains only the combinators that
/// occur in the encoded values of the test data, and the types that these need.
fn formal(json: &Config, corpus: &Path) -> Result<(), Box<dyn Error>> {
    let vectors = corpus.join("vectors");
    Builder::new()
        .config(json.clone())
        .module("lite_api", [corpus.join("corpus/ton/lite_api.tl")])
        .write()?;
    let records = vectors.join("ton.jsonl");
    println!("cargo::rerun-if-changed={}", records.display());
    let records = fs::read_to_string(records)?;
    let of_all = records.lines().filter(|record| record.contains(r#""schema": "ton_api.tl""#));
    let names = of_all.filter_map(|record| record.split(r#""name": ""#).nth(1)?.split('"').next());
    let mut ton = json.clone();
    ton.roots = names.map(str::to_owned).collect();
    ton.roots.dedup();
    Builder::new().config(ton).module("ton_api", [corpus.join("corpus/ton/ton_api.tl")]).write()?;
    let vk = |names: &[&str]| names.iter().map(|name| vectors.join(name)).collect::<Vec<_>>();
    Builder::new()
        .config(json.clone())
        .module("vk_cases", vk(&["schema-vk-cases.tl"]))
        .module("vk_schema", vk(&["schema-vk-schema.tl"]))
        .module(
            "vk_goldmaster",
            vk(&["schema-vk-goldmaster.tl", "schema-vk-goldmaster2.tl", "schema-vk-goldmaster3.tl"]),
        )
        .write()?;
    Ok(())
}

/// Returns Rust code with two tables of sizes in bytes for each module: the sizes of structs by constructor or function
/// id, and the sizes of types by TL name.
fn sizes() -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    for (module, file) in BUNDLED {
        let schema = Builder::new().schema(file).load("api")?;
        let paths = Paths::new(&schema);
        let plain = schema.combinators().filter(|&id| schema[id].implicit().is_empty());
        let combinators = plain.filter_map(|id| Some((schema[id].id(), paths.combinator(id)?)));
        let types = schema.types().filter_map(|ty| Some((schema[ty].name(), paths.ty(ty)?)));
        writeln!(text, "pub mod {module} {{ use crate::{module} as m;")?;
        writeln!(text, "pub const COMBINATORS: &[(u32, usize)] = &[")?;
        for (id, path) in combinators {
            writeln!(text, "({id}, size_of::<m::{path}>()),")?;
        }
        writeln!(text, "]; pub const TYPES: &[(&str, usize)] = &[")?;
        for (name, path) in types {
            writeln!(text, "({name:?}, size_of::<m::{path}>()),")?;
        }
        writeln!(text, "]; }}")?;
    }
    Ok(text)
}

/// Generates views with every subset of the default derives in every role. Returns Rust code that includes all modules.
fn derives() -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    let roles = [Role::Client, Role::Server, Role::Both];
    for (role, subset) in roles.into_iter().flat_map(|role| (0..8_usize).map(move |subset| (role, subset))) {
        let mut config = config(role, &[]);
        config.borrowed = true;
        let all = config.derives.drain(..).enumerate();
        config.derives = all.filter(|(at, _)| subset >> at & 1 == 1).map(|(_, derive)| derive).collect();
        let name = format!("derives_{role:?}_{subset}").to_lowercase();
        Builder::new().config(config).module(&name, ["fixtures/views.tl"]).write()?;
        writeln!(text, "pub mod {name} {{ tl_runtime::include_tl!({name:?}); }}")?;
    }
    Ok(text)
}

fn config(role: Role, roots: &[&str]) -> Config {
    Config { role, roots: roots.iter().map(ToString::to_string).collect(), ..Config::default() }
}
