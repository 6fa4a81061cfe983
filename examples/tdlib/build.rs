//! Generates the modules `td_api` and `tonlib_api` from the schemas whose paths are in the variables `TD_API` and
//! `TONLIB_API`. If a variable is not set, its module does not exist. The program that needs the module then only
//! reports that the schema is missing.

use std::env;
use std::path::Path;

use tl_codegen::rust::{Config, Json};
use tl_codegen::{Builder, Error};

/// Fields that may be null. The schema of tonlib has no documentation that mentions null.
const NULLABLE: [&str; 2] = ["options::config", "options.info::config_info"];

fn main() -> Result<(), Error> {
    let nullable = NULLABLE.map(str::to_owned).into();
    generate("TD_API", "src/main.rs", Config { json: Json::Tdlib, ..Config::default() })?;
    generate("TONLIB_API", "src/bin/tonlib.rs", Config { json: Json::Ton, nullable, ..Config::default() })
}

/// Generates a module with the items that `program` uses.
fn generate(variable: &str, program: &str, config: Config) -> Result<(), Error> {
    let module = variable.to_lowercase();
    println!("cargo::rerun-if-env-changed={variable}");
    println!("cargo::rustc-check-cfg=cfg({module})");
    let Some(schema) = env::var_os(variable).filter(|schema| !schema.is_empty()) else { return Ok(()) };
    println!("cargo::rustc-cfg={module}");
    let config = Config { used: vec![program.into()], ..config };
    Builder::new().config(config).module(module, [Path::new(&schema)]).write()
}
