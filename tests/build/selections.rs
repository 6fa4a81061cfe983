//! Generates modules with randomly selected items, and lists of their structs.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fs};

use tl_codegen::Builder;
use tl_codegen::rust::{Config, Paths, Role};

/// Generates a module with randomly selected items of a schema for each seed. Adds Rust code to `text` that includes the
/// modules.
///
/// The code has a module `used_NAME_SEED` for each selection. `USED_NAME` lists the structs of each selection, and
/// `FULL_NAME` lists the structs of the module `name`, which has the whole schema. If the seed is even, the role is
/// `Both`, otherwise `Client`. If the seed is divisible by three, the module has views.
pub(crate) fn generate(
    name: &str,
    file: &Path,
    seeds: Range<u64>,
    text: &mut String,
) -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let schema = Builder::new().schema(file).load("api")?;
    let paths = Paths::new(&schema);
    let structs: Vec<_> = schema
        .combinators()
        .filter(|&id| schema[id].implicit().is_empty())
        .filter_map(|id| Some((schema[id].id(), paths.combinator(id)?)))
        .collect();
    let all = structs.iter().map(|(id, path)| (*id, format!("crate::{name}::{path}"), None));
    writeln!(text, "pub static FULL_{}: &[Selected] = {};", name.to_uppercase(), list(all))?;
    let names = names(file)?;
    let mut lists = Vec::new();
    for seed in seeds {
        let module = format!("used_{name}_{seed}");
        let sources = out.join("sources").join(&module);
        fs::create_dir_all(&sources)?;
        let chosen: Vec<_> = names.iter().filter(|name| is_chosen(name, seed)).map(String::as_str).collect();
        fs::write(sources.join("names.rs"), chosen.join(" "))?;
        let config = Config {
            role: if seed % 2 == 0 { Role::Both } else { Role::Client },
            borrowed: seed % 3 == 0,
            ..Config::default()
        };
        Builder::new().config(config).used_in([&sources]).module(&module, [file]).write()?;
        writeln!(text, "pub mod {module} {{ tl_runtime::include_tl!({module:?}); }}")?;
        let has_struct = |path: &str| has_struct(&out.join(&module), path);
        let in_module = |path: &str| format!("{module}::{path}");
        lists.push(list(structs.iter().filter(|(_, path)| has_struct(path)).map(|(id, path)| {
            let view = format!("views::{path}");
            (*id, in_module(path), has_struct(&view).then(|| in_module(&view)))
        })));
    }
    writeln!(text, "pub static USED_{}: &[&[Selected]] = &[{}];", name.to_uppercase(), lists.join(", "))?;
    Ok(())
}

/// Returns the Rust expression for a list of structs. Each struct has its constructor id, its path and the path of its
/// view.
fn list(structs: impl Iterator<Item = (u32, String, Option<String>)>) -> String {
    let items = structs.map(|(id, path, view)| {
        let view = view.map_or_else(String::new, |view| format!(", {view}"));
        format!("crate::selected!({id}, {path}{view})")
    });
    format!("&[{}]", items.collect::<Vec<_>>().join(","))
}

/// Returns the words in the generated Rust of a schema, except in its registry. Each word begins with a letter.
fn names(file: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let files = Builder::new().module("all", [file]).generate()?;
    let items = files.iter().filter(|(path, _)| !path.ends_with("registry.rs"));
    let words = items.flat_map(|(_, text)| text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'));
    let words = words.filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
    Ok(words.map(str::to_owned).collect())
}

/// Returns whether the selection with this seed contains the name. About one name in eight is chosen.
fn is_chosen(name: &str, seed: u64) -> bool {
    let start = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = name.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 32).is_multiple_of(8)
}

/// Returns whether the module in `folder` has the struct at `path`, such as `types::auth::SentCode`.
fn has_struct(folder: &Path, path: &str) -> bool {
    let Some((module, name)) = path.rsplit_once("::") else { return false };
    let module = folder.join(module.replace("::", "/").replace("r#", ""));
    let letter = name.trim_start_matches("r#").chars().next().unwrap_or('_').to_ascii_lowercase();
    // A large module has several files, one for each letter.
    let ends = ["rs".to_owned(), format!("{letter}.rs")];
    let files = ends.iter().flat_map(|end| [module.with_extension(end), module.join(format!("mod.{end}"))]);
    let text: String = files.filter_map(|file| fs::read_to_string(file).ok()).collect();
    [' ', ';', '<'].iter().any(|end| text.contains(&format!("pub struct {name}{end}")))
}
