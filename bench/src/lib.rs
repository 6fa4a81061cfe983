//! What is measured: layer 230 from text to syntax, schema and Rust, by this compiler and by grammers.
//!
//! The benches, `once` and `cold-build` share this, so that a time and an instruction count are of the same work.

pub mod stats;

use std::fmt;
use std::fs;

use grammers_tl_gen::{Outputs, generate_rust_code};
use grammers_tl_parser::errors::ParseError;
use grammers_tl_parser::parse_tl_file;
use grammers_tl_parser::tl::Definition;
use tl_codegen::{Config, Files, Form, generate};
use tl_parser::schema::{Options, Resolved, resolve};
use tl_parser::{FileId, Parsed, SourceMap, parse};

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/telegram/layer-230.tl");
const LAYER: i32 = 230;

/// The schema, in memory: each side has it in the form that it starts from.
#[derive(Debug)]
pub struct Input {
    text: String,
    sources: SourceMap,
    file: FileId,
}

/// What grammers generates: the four texts that its types crate includes.
pub struct GrammersFiles(pub Outputs<Vec<u8>>);

impl Input {
    /// Reads the bundled layer 230.
    ///
    /// # Panics
    /// Where the file cannot be read.
    #[must_use]
    pub fn layer_230() -> Self {
        let text = fs::read_to_string(SCHEMA).expect("the bundled layer is readable");
        let mut sources = SourceMap::new();
        let file = sources.add("layer-230.tl", text.clone()).expect("a layer is smaller than 4 GiB");
        Self { text, sources, file }
    }

    /// Text to syntax tree, comments and spans kept.
    #[must_use]
    pub fn parse_ours(&self) -> Parsed<'_> {
        parse(&self.sources, self.file)
    }

    /// Text to definitions.
    #[must_use]
    pub fn parse_grammers(&self) -> Vec<Result<Definition, ParseError>> {
        parse_tl_file(&self.text).collect()
    }

    /// Text to schema, with all checks.
    #[must_use]
    pub fn resolve_ours(&self) -> Resolved {
        resolve(&self.sources, &[self.parse_ours()], &Options::default())
    }

    /// Text to unformatted Rust, in memory.
    ///
    /// # Panics
    /// Where the schema is wrong.
    #[must_use]
    pub fn generate_ours(&self) -> Files {
        let mut config = Config::default();
        config.format = false;
        let schema = self.resolve_ours().schema.expect("the bundled layer is right");
        generate(&schema, &config, Form::Directory).expect("Rust can express the layer")
    }

    /// Text to Rust, in memory, as the build script of grammers-tl-types 0.11.0 does it by default.
    ///
    /// # Panics
    /// Never: writing to memory succeeds.
    #[must_use]
    pub fn generate_grammers(&self) -> GrammersFiles {
        let config = grammers_tl_gen::Config { gen_name_for_id: true, ..grammers_tl_gen::Config::default() };
        let definitions: Vec<_> = parse_tl_file(&self.text).filter_map(Result::ok).collect();
        let mut outputs =
            Outputs { common: Vec::new(), types: Vec::new(), functions: Vec::new(), enums: Vec::new() };
        generate_rust_code(&mut outputs, &definitions, LAYER, &config).expect("memory takes every byte");
        GrammersFiles(outputs)
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

    /// A ratio means something only where both sides read the same declarations.
    #[test]
    fn both_sides_read_the_whole_layer() {
        let input = Input::layer_230();
        let parsed = input.parse_ours();
        assert!(parsed.diagnostics.is_empty());
        let items = &parsed.document.items;
        let ours = items.iter().filter(|item| matches!(item.kind, ItemKind::Combinator(_))).count();
        let (read, refused): (Vec<_>, Vec<_>) = input.parse_grammers().into_iter().partition(Result::is_ok);
        assert!(refused.len() <= 1, "{refused:?}");
        assert_eq!(ours, read.len() + refused.len());
    }

    #[test]
    fn both_sides_generate() {
        let input = Input::layer_230();
        assert!(input.generate_ours().iter().any(|(_, text)| text.contains("SendMessage")));
        let GrammersFiles(outputs) = input.generate_grammers();
        assert!(String::from_utf8_lossy(&outputs.functions).contains("SendMessage"));
    }
}
