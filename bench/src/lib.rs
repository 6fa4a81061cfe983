//! The measured operations on schemas: reading them and generating Rust, with this compiler, grammers, ferogram and
//! tdlib-rs. The modules measure commands and workloads, and print tables. All benches and programs use this crate.

pub mod cost;
pub mod count;
pub mod stats;
pub mod table;
pub mod times;
pub mod workload;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fmt, fs, io};

use ferogram_tl_parser as ferogram;
use grammers_tl_gen::{Outputs, generate_rust_code};
use grammers_tl_parser::errors::ParseError;
use grammers_tl_parser::parse_tl_file;
use grammers_tl_parser::tl::Definition;
use tl_codegen::Files;
use tl_codegen::rust::{Config, Location, Program, Used, generate_for};
use tl_parser::schema::{Options, Resolved, resolve};
use tl_parser::{FileId, Parsed, SourceMap, parse};

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/telegram/layer-230.tl");
const MTPROTO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/mtproto.tl");
const LAYER: i32 = 230;
/// A schema of TDLib with comments. The path is relative to the folder in the environment variable `TL_CORPUS`.
const TD_API: &str = "corpus/tdlib/td_api.tl";
/// The schema of TDLib 1.8.65. The path is relative to the folder in `TL_CORPUS` too.
const TDLIB: &str = "vectors/schema-tdlib-1.8.65.tl";

/// A schema in memory: its text for the other compilers, and a source map for this compiler.
#[derive(Debug)]
pub struct Input {
    text: String,
    sources: SourceMap,
    file: FileId,
}

/// The output of grammers: the four files that grammers-tl-types includes.
pub struct GrammersFiles(pub Outputs<Vec<u8>>);

impl Input {
    /// Reads the bundled layer 230.
    ///
    /// # Panics
    /// Panics if the file cannot be read.
    #[must_use]
    pub fn layer_230() -> Self {
        Self::read(Path::new(SCHEMA))
    }

    /// Reads the bundled schema of MTProto.
    ///
    /// # Panics
    /// Panics if the file cannot be read.
    #[must_use]
    pub fn mtproto() -> Self {
        Self::read(Path::new(MTPROTO))
    }

    /// Reads `td_api.tl`, in which nearly every declaration and field has a comment, to measure parsing. Without
    /// `TL_CORPUS`, returns `None` and writes a note to standard error.
    ///
    /// # Panics
    /// Panics if the file cannot be read.
    #[must_use]
    pub fn td_api() -> Option<Self> {
        Self::read_in_corpus(TD_API)
    }

    /// Reads the schema of TDLib 1.8.65, from which this compiler and tdlib-rs generate Rust. Without `TL_CORPUS`,
    /// returns `None` and writes a note to standard error.
    ///
    /// # Panics
    /// Panics if the file cannot be read.
    #[must_use]
    pub fn tdlib() -> Option<Self> {
        Self::read_in_corpus(TDLIB)
    }

    fn read_in_corpus(file: &str) -> Option<Self> {
        let Some(folder) = env::var_os("TL_CORPUS").map(PathBuf::from) else {
            eprintln!("skipped: TL_CORPUS is not set, {file} is not measured");
            return None;
        };
        Some(Self::read(&folder.join(file)))
    }

    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut sources = SourceMap::new();
        let name = path.display().to_string();
        let file = sources.add(name, text.clone()).expect("a schema is smaller than 4 GiB");
        Self { text, sources, file }
    }

    /// Parses the text to a syntax tree with comments and spans.
    #[must_use]
    pub fn parse_ours(&self) -> Parsed<'_> {
        parse(&self.sources, self.file)
    }

    /// Parses the text to definitions with grammers.
    #[must_use]
    pub fn parse_grammers(&self) -> Vec<Result<Definition, ParseError>> {
        parse_tl_file(&self.text).collect()
    }

    /// Parses the text to definitions with ferogram.
    #[must_use]
    pub fn parse_ferogram(&self) -> Vec<Result<ferogram::tl::Definition, ferogram::errors::ParseError>> {
        ferogram::parse_tl_file(&self.text).collect()
    }

    /// Parses and resolves the text to a schema, with all checks.
    #[must_use]
    pub fn resolve_ours(&self) -> Resolved {
        resolve(&self.sources, &[self.parse_ours()], &Options::default())
    }

    /// Generates unformatted Rust from the text, in memory.
    ///
    /// # Panics
    /// Panics if the schema has errors or Rust cannot express it.
    #[must_use]
    pub fn generate_ours(&self) -> Files {
        let config = Config { format: false, ..Config::default() };
        self.generate_ours_as(&config).expect("Rust can express the measured schemas")
    }

    /// Generates Rust from the text with `config`, in memory.
    ///
    /// # Errors
    /// Returns an error if the config is invalid, its `used` files cannot be read, or Rust cannot express the schema.
    ///
    /// # Panics
    /// Panics if the schema has errors.
    pub fn generate_ours_as(&self, config: &Config) -> Result<Files, Box<dyn Error>> {
        let schema = self.resolve_ours().schema.expect("the measured schemas have no errors");
        let used = Used::read(config, None)?;
        let program = Program { used: used.as_ref(), ..Program::default() };
        Ok(generate_for(&schema, config, Location::Directory, program)?.files)
    }

    /// Generates Rust from the text with grammers, in memory. The config is the one that the build script of
    /// grammers-tl-types 0.11.0 uses by default. Declarations that grammers cannot parse are skipped.
    ///
    /// # Panics
    /// Panics if grammers returns an error. It returns only errors of writing, and writing to memory succeeds.
    #[must_use]
    pub fn generate_grammers(&self) -> GrammersFiles {
        let config = grammers_tl_gen::Config { gen_name_for_id: true, ..grammers_tl_gen::Config::default() };
        self.generate_grammers_as(&config).expect("writing to memory succeeds")
    }

    /// Generates Rust from the text with grammers and `config`, in memory. Declarations that grammers cannot parse are
    /// skipped.
    ///
    /// # Errors
    /// Returns an error if writing fails. Writing to memory succeeds.
    pub fn generate_grammers_as(&self, config: &grammers_tl_gen::Config) -> io::Result<GrammersFiles> {
        let definitions: Vec<_> = parse_tl_file(&self.text).filter_map(Result::ok).collect();
        let mut outputs =
            Outputs { common: Vec::new(), types: Vec::new(), functions: Vec::new(), enums: Vec::new() };
        generate_rust_code(&mut outputs, &definitions, LAYER, config)?;
        Ok(GrammersFiles(outputs))
    }

    /// Generates Rust from the text with tdlib-rs, in memory. Declarations that tdlib-rs cannot parse are skipped.
    ///
    /// # Errors
    /// Returns an error if writing fails. Writing to memory succeeds.
    pub fn generate_tdlib_rs(&self) -> io::Result<Vec<u8>> {
        let definitions: Vec<_> =
            tdlib_rs_parser::parse_tl_file(self.text.clone()).filter_map(Result::ok).collect();
        let mut code = Vec::new();
        tdlib_rs_gen::generate_rust_code(&mut code, &definitions, false)?;
        Ok(code)
    }

    /// Generates Rust from the text with ferogram and `config`, in memory. Declarations that ferogram cannot parse are
    /// skipped.
    ///
    /// # Errors
    /// Returns an error if writing fails. Writing to memory succeeds.
    pub fn generate_ferogram_as(
        &self,
        config: &ferogram_tl_gen::Config,
    ) -> io::Result<ferogram_tl_gen::Outputs<Vec<u8>>> {
        let definitions: Vec<_> = ferogram::parse_tl_file(&self.text).filter_map(Result::ok).collect();
        let mut outputs = ferogram_tl_gen::Outputs {
            common: Vec::new(),
            types: Vec::new(),
            functions: Vec::new(),
            enums: Vec::new(),
        };
        ferogram_tl_gen::generate(&definitions, config, &mut outputs)?;
        Ok(outputs)
    }
}

impl fmt::Debug for GrammersFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GrammersFiles").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use tl_parser::ast::ItemKind;

    use super::*;

    /// Checks that this compiler and grammers parse the same number of declarations, because only then can their times
    /// be compared. Grammers may reject one declaration.
    #[test]
    fn this_compiler_and_grammers_parse_the_whole_layer() {
        let input = Input::layer_230();
        let ours = declarations(&input);
        let (parsed, rejected): (Vec<_>, Vec<_>) =
            input.parse_grammers().into_iter().partition(Result::is_ok);
        assert!(rejected.len() <= 1, "{rejected:?}");
        assert_eq!(ours, parsed.len() + rejected.len());
    }

    /// Checks that this compiler and ferogram parse the same number of declarations. Ferogram may reject three because
    /// of their syntax: `double ? = Double`, `string ? = String`, and `vector`.
    #[test]
    fn this_compiler_and_ferogram_parse_the_whole_schema_of_tdlib() {
        let Some(input) = Input::td_api() else { return };
        let ours = declarations(&input);
        let (parsed, rejected): (Vec<_>, Vec<_>) =
            input.parse_ferogram().into_iter().partition(Result::is_ok);
        assert!(rejected.len() <= 3, "{rejected:?}");
        assert_eq!(ours, parsed.len() + rejected.len());
    }

    /// Returns the number of declarations that this compiler parses.
    fn declarations(input: &Input) -> usize {
        let parsed = input.parse_ours();
        assert!(parsed.diagnostics.is_empty());
        let is_declaration = |kind| matches!(kind, &ItemKind::Combinator(_) | &ItemKind::BuiltIn(_));
        parsed.document.items.iter().filter(|item| is_declaration(&item.kind)).count()
    }

    #[test]
    fn this_compiler_and_grammers_generate_functions() {
        let input = Input::layer_230();
        assert!(input.generate_ours().iter().any(|(_, text)| text.contains("SendMessage")));
        let GrammersFiles(outputs) = input.generate_grammers();
        assert!(String::from_utf8_lossy(&outputs.functions).contains("SendMessage"));
    }
}
