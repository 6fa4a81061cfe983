//! Builds `tl-web/pkg/tl-web.js`: WebAssembly and its JavaScript in one classic script, for pages that may be opened as
//! files.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// The script around the JavaScript of wasm-bindgen and the compressed WebAssembly.
const SCRIPT: &str = include_str!("script.js");

/// Maximum length of the script after `gzip -9`.
const MOST_COMPRESSED: usize = 400_000;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String> {
    let root = root()?;
    check_target()?;
    let wasm = compile(&root)?;
    let (glue, wasm) = bind(&wasm)?;
    let packed = compress_well(&wasm)?;
    let script = SCRIPT.replace("/*GLUE*/", glue.trim()).replace("/*WASM*/", &STANDARD.encode(&packed));
    let compressed = compress(script.as_bytes())?.len();
    let path = root.join("tl-web/pkg/tl-web.js");
    fs::create_dir_all(root.join("tl-web/pkg"))?;
    fs::write(&path, &script)?;
    if compressed > MOST_COMPRESSED {
        return Err(format!("the script has {compressed} bytes after gzip -9, over {MOST_COMPRESSED}").into());
    }
    Ok(format!(
        "{}: {} bytes, {compressed} after gzip -9 ({} bytes of WebAssembly)",
        path.display(),
        script.len(),
        wasm.len()
    ))
}

/// Returns the root folder of the project.
fn root() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Ok(fs::canonicalize(&root).map_err(|error| format!("cannot find {}: {error}", root.display()))?)
}

/// Checks that the standard library is installed for WebAssembly.
fn check_target() -> Result<()> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output()?;
    let folder = String::from_utf8(output.stdout)?;
    if output.status.success() && Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    Err(format!("the target {TARGET} is not installed\nhelp: run `rustup target add {TARGET}`").into())
}

/// Compiles `tl-web`, and returns the path of the WebAssembly.
fn compile(root: &Path) -> Result<PathBuf> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target_dir = root.join("target");
    let status = Command::new(cargo)
        .args(["build", "--package", "tl-web", "--lib", "--profile", "web", "--target", TARGET])
        .arg("--target-dir")
        .arg(&target_dir)
        .current_dir(root)
        .status()?;
    if !status.success() {
        return Err("cargo cannot build `tl-web`".into());
    }
    Ok(target_dir.join(TARGET).join("web/tl_web.wasm"))
}

/// Returns the JavaScript and the WebAssembly that wasm-bindgen makes.
fn bind(wasm: &Path) -> Result<(String, Vec<u8>)> {
    let out = tempfile::tempdir()?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).typescript(false).remove_name_section(true).remove_producers_section(true);
    bindgen.no_modules(true)?.generate(out.path())?;
    Ok((fs::read_to_string(out.path().join("tl_web.js"))?, fs::read(out.path().join("tl_web_bg.wasm"))?))
}

/// Compresses better and more slowly than [`compress`].
fn compress_well(data: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, data, &mut packed)?;
    Ok(packed)
}

fn compress(data: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data)?;
    Ok(encoder.finish()?)
}
