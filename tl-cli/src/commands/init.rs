//! `tl init`: writes a first config file.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap_complete::ArgValueCompleter;
use tl_codegen::{Builder, Operation};

use crate::completion;
use crate::error::Error;
use crate::examples::examples;
use crate::input::{Input, Inputs};
use crate::report::Report;
use crate::schemas::Schemas;

/// Name of the config file.
const FILE: &str = "tl.toml";

/// Write a first `tl.toml`, which `tl generate` reads
///
/// FILEs together are one module, and each `--schema` and `--layer` is another one. By default, the only module is the
/// newest bundled layer of the Telegram API. An existing `tl.toml` is not overwritten.
#[derive(Debug, clap::Args)]
#[command(after_long_help = examples([
    ("Write a config for a layer of the Telegram API", "tl init --layer 230 -o src/tl"),
]))]
pub(crate) struct Args {
    /// Paths or bundled schemas; read together, in any order, as one schema
    #[arg(value_name = "FILE", add = ArgValueCompleter::new(completion::schemas))]
    files: Vec<Input>,
    #[command(flatten)]
    schemas: Schemas,
    /// Folder in which `tl generate` creates a folder for each module
    #[arg(short, long, value_name = "DIR", default_value = "src/tl")]
    output: PathBuf,
}

pub(super) fn run(args: &Args, report: &mut Report) -> Result<ExitCode, Error> {
    let schemas = match args.files.is_empty() {
        true => args.schemas.or_newest()?,
        false => args.schemas.and(&args.files)?,
    };
    if schemas.iter().any(|Inputs(files)| files.iter().any(|file| matches!(file, Input::Stdin))) {
        return Err(Error::InitOfStdin);
    }
    write(&text(&args.output, &named(&schemas)))?;
    report.say(format_args!(
        "wrote {FILE}\nrun `tl generate` to write the modules to {}",
        args.output.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn write(text: &str) -> Result<(), Error> {
    let written = File::create_new(FILE).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|source| match source.kind() {
        ErrorKind::AlreadyExists => Error::Exists(FILE.to_owned()),
        _ => tl_codegen::Error::Io { operation: Operation::Write, path: FILE.into(), source }.into(),
    })
}

/// Returns each schema with a unique name for its module.
fn named(schemas: &[Inputs]) -> Vec<(String, &Inputs)> {
    let is_layer = |Inputs(files): &Inputs| matches!(files.as_slice(), [Input::Bundled(schema)] if schema.layer.is_some());
    let has_one_layer = schemas.iter().filter(|schema| is_layer(schema)).count() == 1;
    let mut named: Vec<(String, &Inputs)> = Vec::new();
    for schema in schemas {
        let name = if is_layer(schema) && has_one_layer { "api".to_owned() } else { name(schema) };
        let is_free = |name: &str| !named.iter().any(|(other, _)| other == name);
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| is_free(name));
        named.push((free.unwrap_or(name), schema));
    }
    named
}

/// Returns a name for the module of a schema. The name is made from the layer or the first file. If the result is not a
/// valid module name, the name is `api`.
fn name(Inputs(files): &Inputs) -> String {
    let name = match files.first() {
        Some(Input::Bundled(tl_schemas::Schema { layer: Some(layer), .. })) => format!("layer_{layer}"),
        Some(Input::Bundled(schema)) => schema.name.replace('/', "_"),
        Some(Input::File(path)) => stem(path),
        Some(Input::Stdin) | None => String::new(),
    };
    let is_valid = Builder::check_module_names([name.as_str()]).is_ok();
    if is_valid { name } else { "api".to_owned() }
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    stem.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
}

/// Returns the text of `tl.toml`. Lines that begin with `#` and no space are optional keys with example values.
fn text(output: &Path, modules: &[(String, &Inputs)]) -> String {
    let example = modules.first().map_or("api", |(name, _)| name);
    let output = slashes(output);
    let folder = format!("{output}/{example}");
    let top = format!(
        "\
# The modules that `tl generate` writes. `tl generate --check` exits with 1 if they are out of date.

# The folder of all modules. The module `{example}` is written to {folder}.
output = {output}

# How the program uses values. A \"client\" encodes functions and decodes their results. A \"server\" decodes functions
# and encodes their results. \"both\" means both.
role = \"client\"

# Folders of Rust sources. If this key is set, only the items that the sources name are generated.
#used = [\"src\"]

# The names to generate, with everything that they need. By default, everything is generated.
#roots = [\"auth.*\", \"updates\"]

# Whether every type implements `Serialize` and `Deserialize`. This needs the feature `serde` of tl-runtime.
#serde = true

# Each module has one schema. `layer` is a bundled layer of the Telegram API. `schemas` is a list of files and of names
# from `tl layers`, which are read together as one schema. A module can override the keys above, for example `output`,
# the folder of this module.
",
        output = quoted(&output)
    );
    let modules = modules.iter().map(|(name, schema)| format!("[modules.{name}]\n{}\n", key(schema)));
    top + &modules.collect::<Vec<_>>().join("\n")
}

/// Returns the key that names the schema.
fn key(Inputs(files): &Inputs) -> String {
    if let [Input::Bundled(tl_schemas::Schema { layer: Some(layer), .. })] = files.as_slice() {
        return format!("layer = {layer}");
    }
    let files = files.iter().map(|file| match file {
        Input::File(path) => quoted(&slashes(path)),
        file => quoted(&file.to_string()),
    });
    format!("schemas = [{}]", files.collect::<Vec<_>>().join(", "))
}

/// Returns a path with `/` between names, which every system accepts.
fn slashes(path: &Path) -> String {
    let path = path.display().to_string();
    if cfg!(windows) { path.replace('\\', "/") } else { path }
}

/// Returns `text` as a string literal of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
