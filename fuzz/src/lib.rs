//! The checks of the fuzz targets. They must succeed for any bytes.
//!
//! The checks are functions of a library, so a finding can be run again without a fuzzer.

#![forbid(unsafe_code)]

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tl_codegen::rust::{Config, Location, Role};
use tl_parser::schema::{Options, Resolved};
use tl_parser::{FormatError, SourceMap, format, load, render};
use tl_runtime::json::Described;
use tl_runtime::wire::{Skip, Walker};
use tl_runtime::{Decode, DecodeError, DecodeErrorKind, Encode, Limits, View};

use crate::layer_230::enums::Updates;
use crate::layer_230::views;

pub mod tdjson;
pub mod used;

#[allow(missing_docs)]
pub mod layer_230 {
    tl_runtime::include_tl!("layer_230");
}

#[allow(missing_docs)]
pub mod parameters {
    tl_runtime::include_tl!("parameters");
}

/// Reads `bytes` as a schema, in TL or JSON, and renders its problems. If the text follows the grammar, formats it.
/// Checks that the formatted schema has the same declarations, and does not change when it is formatted again.
///
/// # Panics
/// Panics if a check fails, if there is a schema in spite of errors, or if there is neither a schema nor an error.
pub fn check_schema(bytes: &[u8]) {
    let Some(sources) = sources(bytes) else { return };
    let resolved = load(&sources, &Options::default());
    assert_eq!(
        resolved.schema.is_none(),
        resolved.diagnostics.has_errors(),
        "there is a schema if, and only if, there are no errors"
    );
    for shown in [
        render::short(&resolved.diagnostics, &sources),
        render::human(&resolved.diagnostics, &sources, false),
    ] {
        assert_eq!(shown.is_empty(), resolved.diagnostics.is_empty(), "each problem is shown");
    }

    let Some(once) = formatted(&sources) else { return };
    let again = self::sources(once.as_bytes()).expect("the formatted schema is not too large");
    assert_eq!(
        declarations(&load(&again, &Options::default())),
        declarations(&resolved),
        "the formatted schema has the same declarations"
    );
    assert_eq!(formatted(&again), Some(once), "formatting again changes nothing");
}

/// Returns the declarations of a schema with their ids, or `None` if it has an error.
fn declarations(resolved: &Resolved) -> Option<Vec<(String, u32)>> {
    let schema = resolved.schema.as_ref()?;
    Some(schema.combinators().map(|id| (schema.declaration(id), schema[id].id())).collect())
}

/// Returns a source map with one file, or `None` if the file is too large.
fn sources(bytes: &[u8]) -> Option<SourceMap> {
    let mut sources = SourceMap::new();
    sources.add_schema("fuzz", bytes).ok()?;
    Some(sources)
}

/// Returns the only file of `sources` after formatting, or `None` if the file is JSON or does not follow the grammar.
fn formatted(sources: &SourceMap) -> Option<String> {
    let formatted = format(sources, sources.files().next()?);
    assert_ne!(formatted, Err(FormatError::Changed), "the formatter changes the meaning");
    formatted.ok()
}

/// Reads `bytes` as a schema in lenient mode, and generates Rust from it.
///
/// # Panics
/// Panics if the generated text is not valid Rust.
pub fn check_rust(bytes: &[u8]) {
    let Some(sources) = sources(bytes) else { return };
    let Some(schema) = load(&sources, &Options { lenient: true, ..Options::default() }).schema else {
        return;
    };
    for role in [Role::Client, Role::Both] {
        let config = Config { role, ..Config::default() };
        let Ok(files) = tl_codegen::rust::generate(&schema, &config, Location::Directory) else { continue };
        for (path, text) in files.iter() {
            if let Err(error) = syn::parse_file(text) {
                panic!("{path} is not Rust: {error}");
            }
        }
    }
}

/// Skips a value of `T` by the table. The value must end at the end of `bytes`. An error consists of its offset and the
/// name of the type.
fn skip<T: Described>(bytes: &[u8]) -> Result<(), (usize, Option<&'static str>)> {
    let mut skip = Skip;
    let mut walker = Walker::new(bytes, Limits::default(), &mut skip);
    let walked = walker.shape(T::SHAPE).and_then(|()| walker.finish());
    walked.map(drop).map_err(|failure| (failure.offset(), failure.type_name()))
}

/// Decodes `bytes` as `Updates`, and checks the result as [`check_value`] does. The modules in [`used`], which contain
/// only few items of the schema, must give the same results.
///
/// # Panics
/// Panics in the same cases as [`check_value`], and if the results differ.
pub fn check_updates(bytes: &[u8]) {
    match check_value::<Updates, views::enums::Updates<'_>>(bytes) {
        Some(Ok((updates, once))) => used::check(bytes, Ok((&updates, &once))),
        Some(Err(error)) => used::check(bytes, Err(&error)),
        None => {}
    }
}

/// Decodes `bytes` as any constructor of a schema with parameters, and checks the result as [`check_value`] does.
///
/// # Panics
/// Panics in the same cases as [`check_value`].
pub fn check_parameters(bytes: &[u8]) {
    check_value::<parameters::types::Any, parameters::views::types::Any<'_>>(bytes);
}

/// Decodes `bytes` as a `T`, reads them as a view, and skips them. The view must give the same value or the same error.
/// Skipping must succeed or fail in the same way, except in two cases that comments in the function describe. The value
/// must be unchanged after it is written and read again, both as bytes and as JSON. Returns the value and its bytes, or
/// the error. Returns `None` if the value takes too much memory.
///
/// # Panics
/// Panics if one of these conditions is not met.
pub fn check_value<'a, T, V>(bytes: &'a [u8]) -> Option<Result<(T, Vec<u8>), DecodeError>>
where
    T: Encode + Decode + PartialEq + Described + Serialize + DeserializeOwned,
    V: View<'a, Owned = T> + Debug,
{
    let seen = V::view_from_bytes(bytes);
    let skipped = skip::<T>(bytes);
    let value = match T::from_bytes(bytes) {
        Ok(value) => value,
        // A view takes no memory, so it never exceeds the memory limit.
        Err(error) if matches!(error.kind(), DecodeErrorKind::TooMuchMemory { .. }) => return None,
        Err(error) => {
            // The table also contains constructors that the enum of all constructors lacks. If the bytes begin with the
            // id of such a constructor, skipping can succeed.
            let has_variant =
                !matches!(error.kind(), DecodeErrorKind::UnknownConstructor { .. }) || error.offset() > 0;
            if has_variant {
                let skipped = skipped.expect_err("bytes that cannot be read cannot be skipped");
                // Only generated code compares the count of a tuple with the minimum size of the items. Skipping then
                // fails later, at an item.
                let is_count = matches!(error.kind(), DecodeErrorKind::CountTooLarge { .. });
                assert!(
                    skipped == (error.offset(), error.type_name())
                        || (is_count && skipped.0 > error.offset()),
                    "skipping has another error than reading: {error}"
                );
            }
            assert_eq!(seen.expect_err("bytes that cannot be read have no view"), error);
            return Some(Err(error));
        }
    };
    assert_eq!(skipped, Ok(()), "a value that was read can be skipped");
    let seen = seen.expect("a value that was read has a view");
    let once = value.to_bytes().expect("a value that was read can be written");
    assert_eq!(seen.owned().to_bytes().as_ref(), Ok(&once), "the owned copy of a view has the same bytes");
    let again = T::from_bytes(&once).expect("written bytes can be read");
    let twice = again.to_bytes().expect("a value that was read can be written again");
    assert_eq!(once, twice, "writing again gives the same bytes");
    let json = serde_json::to_string(&value).expect("a value that was read has a JSON form");
    // A value with a NaN is not equal to itself, so it is not compared.
    let equals_itself = value == again;
    match serde_json::from_str::<T>(&json) {
        Ok(same) => assert!(same == value || !equals_itself, "reading JSON gives another value: {json}"),
        // `serde_json` counts lists within objects as additional levels, so it may reject a value that was read from
        // bytes.
        Err(error) => assert!(error.to_string().starts_with("recursion limit exceeded"), "{error}: {json}"),
    }
    Some(Ok((value, once)))
}
