//! What has to hold for any bytes: the checks that the fuzz targets run.
//!
//! They are functions of a library, so that a finding can be run again without a fuzzer.

#![forbid(unsafe_code)]

use tl_codegen::{Config, Form, Role};
use tl_parser::schema::{Options, Resolved};
use tl_parser::{FormatError, SourceMap, format, load, render};
use tl_runtime::json::Described;
use tl_runtime::wire::{Skip, Walker};
use tl_runtime::{Decode, DecodeErrorKind, Encode, Limits, View};

use crate::layer_230::enums::Updates;
use crate::layer_230::views;

pub mod used;

#[allow(missing_docs)]
pub mod layer_230 {
    tl_runtime::include_tl!("layer_230");
}

/// Reads `bytes` as a schema, TL or JSON, and shows what is wrong with it. What follows the grammar is formatted; that
/// declares the same, and is formatted in the same way once more.
///
/// # Panics
/// Where the formatted schema is not read, declares something else, or is formatted in another way.
pub fn check_schema(bytes: &[u8]) {
    let Some(sources) = sources(bytes) else { return };
    let resolved = load(&sources, &Options::default());
    assert_eq!(resolved.schema.is_none(), resolved.diagnostics.has_errors(), "a schema, or an error");
    for shown in [
        render::short(&resolved.diagnostics, &sources),
        render::human(&resolved.diagnostics, &sources, false),
    ] {
        assert_eq!(shown.is_empty(), resolved.diagnostics.is_empty(), "each problem is shown");
    }

    let Some(once) = formatted(&sources) else { return };
    let again =
        self::sources(once.as_bytes()).expect("what is formatted is hardly longer than what was written");
    assert_eq!(declarations(&load(&again, &Options::default())), declarations(&resolved), "declared twice");
    assert_eq!(formatted(&again), Some(once), "formatted twice");
}

/// What a schema declares, with ids; none where there is an error.
fn declarations(resolved: &Resolved) -> Option<Vec<(&str, u32)>> {
    let schema = resolved.schema.as_ref()?;
    Some(schema.combinators().map(|id| (schema[id].declaration(), schema[id].id())).collect())
}

/// A map of one file; none where it is too large for one.
fn sources(bytes: &[u8]) -> Option<SourceMap> {
    let mut sources = SourceMap::new();
    sources.add_schema("fuzz", bytes).ok()?;
    Some(sources)
}

/// The only file of `sources`, formatted; none where it is JSON or does not follow the grammar.
fn formatted(sources: &SourceMap) -> Option<String> {
    let formatted = format(sources, sources.files().next()?);
    assert_ne!(formatted, Err(FormatError::Changed), "the formatter changes what it says");
    formatted.ok()
}

/// Reads `bytes` as a schema, leniently, and generates Rust from it.
///
/// # Panics
/// Where what is generated is not Rust.
pub fn check_rust(bytes: &[u8]) {
    let Some(sources) = sources(bytes) else { return };
    let Some(schema) = load(&sources, &Options { lenient: true, ..Options::default() }).schema else {
        return;
    };
    for role in [Role::Client, Role::Both] {
        let config = Config { role, ..Config::default() };
        let Ok(files) = tl_codegen::generate(&schema, &config, Form::Directory) else { continue };
        for (path, text) in files.iter() {
            if let Err(error) = syn::parse_file(text) {
                panic!("{path} is not Rust: {error}");
            }
        }
    }
}

/// Finds the end of `Updates` by the table, which must be that of `bytes`; the offset and the type of an error.
fn skip_updates(bytes: &[u8]) -> Result<(), (usize, Option<&'static str>)> {
    let mut skip = Skip;
    let mut walker = Walker::new(bytes, Limits::default(), &mut skip);
    let walked = walker.shape(Updates::SHAPE).and_then(|()| walker.finish());
    walked.map(drop).map_err(|failure| (failure.offset(), failure.type_name()))
}

/// Reads `bytes` as `Updates`, and sees them as a view and passes over them, which says the same or fails in the same way. What could be read
/// can be written, as bytes and as JSON, and what was written comes back as it is. Types of a program that uses little of
/// the schema agree with all of this.
///
/// # Panics
/// Where a view and a value are not alike, a value cannot be written, or what was written cannot be read, or is another
/// value.
pub fn check_updates(bytes: &[u8]) {
    let seen = views::enums::Updates::view_from_bytes(bytes);
    let skipped = skip_updates(bytes);
    let updates = match Updates::from_bytes(bytes) {
        Ok(updates) => updates,
        // A view takes no memory.
        Err(error) if matches!(error.kind(), DecodeErrorKind::TooMuchMemory { .. }) => return,
        Err(error) => {
            let skipped = skipped.expect_err("what cannot be read has no end");
            assert_eq!(skipped, (error.offset(), error.type_name()), "passing over: {error}");
            used::check(bytes, Err(&error));
            assert_eq!(seen.expect_err("what cannot be read cannot be seen"), error);
            return;
        }
    };
    assert_eq!(skipped, Ok(()), "what was read has an end");
    let seen = seen.expect("what was read can be seen");
    let once = updates.to_bytes().expect("what was read can be written");
    assert_eq!(seen.owned().to_bytes().as_ref(), Ok(&once), "the copy of a view");
    used::check(bytes, Ok((&updates, &once)));
    let again = Updates::from_bytes(&once).expect("what was written can be read");
    let twice = again.to_bytes().expect("what was read can be written again");
    assert_eq!(once, twice, "written twice");
    let json = serde_json::to_string(&updates).expect("what was read has a JSON form");
    // Not so with a NaN, of which JSON does not tell which one it is.
    let equals_itself = updates == again;
    match serde_json::from_str::<Updates>(&json) {
        Ok(same) => assert!(same == updates || !equals_itself, "another value by JSON: {json}"),
        // Lists within objects, each of which counts.
        Err(error) => assert!(error.to_string().starts_with("recursion limit exceeded"), "{error}: {json}"),
    }
}
