//! Layer 230 to Rust with what grammers-tl-types 0.11.0 generates by default.

use std::env;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::PathBuf;

use grammers_tl_gen::{Config, Outputs, generate_rust_code};
use grammers_tl_parser::parse_tl_file;

const SCHEMA: &str = "../../../schemas/telegram/layer-230.tl";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed={SCHEMA}");
    let text = fs::read_to_string(SCHEMA)?;
    let definitions: Vec<_> = parse_tl_file(&text).filter_map(Result::ok).collect();
    let dir = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo sets OUT_DIR"));
    let file = |name: &str| File::create(dir.join(name)).map(BufWriter::new);
    let mut outputs = Outputs {
        common: file("common.rs")?,
        types: file("types.rs")?,
        functions: file("functions.rs")?,
        enums: file("enums.rs")?,
    };
    let config = Config { gen_name_for_id: true, ..Config::default() };
    generate_rust_code(&mut outputs, &definitions, 230, &config)?;
    outputs.flush()
}
