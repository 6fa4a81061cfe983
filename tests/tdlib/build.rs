//! If `TL_CORPUS` is set, generates bindings from schemas in that folder: of TDLib and tonlib, for JSON, and of TON's
//! lite servers, for bytes.

use std::env;
use std::error::Error;
use std::path::PathBuf;

use tl_codegen::Builder;
use tl_codegen::rust::{Config, Json, Role};

/// Fields that may be null, because recorded requests leave them out. The documentation does not mention this.
const NULLABLE_OF_TDLIB: [&str; 4] = [
    "getJsonString::json_value",
    "parseTextEntities::parse_mode",
    "saveApplicationLogEvent::data",
    "testReturnError::error",
];

/// Fields that may be null in requests and answers of tonlib. The schema has no documentation that mentions null.
const NULLABLE_OF_TON: [&str; 4] = [
    "getAccountAddress::initial_account_state",
    "options::config",
    "options.info::config_info",
    "raw.getTransactions::private_key",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rustc-check-cfg=cfg(corpus)");
    println!("cargo::rerun-if-env-changed=TL_CORPUS");
    let Some(corpus) = env::var_os("TL_CORPUS").map(PathBuf::from) else { return Ok(()) };
    println!("cargo::rustc-cfg=corpus");
    let td = corpus.join("vectors/schema-tdlib-1.8.65.tl");
    generate("td", &td, Json::Tdlib, &NULLABLE_OF_TDLIB)?;
    generate("ton", &corpus.join("corpus/ton/tonlib_api.tl"), Json::Ton, &NULLABLE_OF_TON)?;
    let bot = Config { json: Json::Tdlib, used: vec!["src/bot.rs".into()], ..Config::default() };
    Builder::new().config(bot).module("bot", [&td]).write()?;
    let lite_api = Config { role: Role::Both, ..Config::default() };
    Builder::new().config(lite_api).module("lite_api", [corpus.join("corpus/ton/lite_api.tl")]).write()?;
    Ok(())
}

fn generate(name: &str, schema: &PathBuf, json: Json, nullable: &[&str]) -> Result<(), Box<dyn Error>> {
    let nullable = nullable.iter().map(ToString::to_string).collect();
    let config = Config { json, nullable, role: Role::Both, ..Config::default() };
    Builder::new().config(config).module(name, [schema]).write()?;
    Ok(())
}
