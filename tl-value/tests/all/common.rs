//! Helpers of the tests: codecs, hexadecimal text, and real data, which is not part of the repository.

use std::io::{Write, stderr};
use std::path::PathBuf;
use std::{env, fs};

use tl_parser::SourceMap;
use tl_parser::schema::{Dialect, Options, Schema};
use tl_value::Codec;

/// Parses a schema, which must not contain errors.
pub(crate) fn schema(text: &str) -> Schema {
    schema_with(text, &Options::default())
}

/// Parses a schema in the given dialect.
pub(crate) fn schema_of(text: &str, dialect: Dialect) -> Schema {
    schema_with(text, &Options { dialect: Some(dialect), ..Options::default() })
}

fn schema_with(text: &str, options: &Options) -> Schema {
    let mut sources = SourceMap::new();
    sources.add("test.tl", text).unwrap();
    let resolved = tl_parser::load(&sources, options);
    resolved.schema.unwrap_or_else(|| panic!("{}", tl_parser::render::short(&resolved.diagnostics, &sources)))
}

pub(crate) fn codec(text: &str) -> Codec {
    Codec::new(&schema(text))
}

pub(crate) fn codec_of(text: &str, dialect: Dialect) -> Codec {
    Codec::new(&schema_of(text, dialect))
}

/// Returns a schema that is bundled with the compiler.
pub(crate) fn bundled(name: &str) -> Schema {
    schema(&tl_schemas::find(name).unwrap().text())
}

/// Returns the content of a file in the folder `TL_CORPUS`. If this environment variable is not set, returns `None` and
/// writes a note to standard error.
pub(crate) fn corpus(file: &str) -> Option<String> {
    let Some(folder) = env::var_os("TL_CORPUS").map(PathBuf::from) else {
        // The test harness hides output that it captures if the test passes, so this writes to standard error directly.
        let note = format!("skipped: TL_CORPUS is not set, {file} is not compared\n");
        stderr().write_all(note.as_bytes()).unwrap();
        return None;
    };
    let path = folder.join(file);
    Some(fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Parses hexadecimal bytes, with white space between words.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    let digits: String = text.split_whitespace().collect();
    assert!(digits.is_ascii() && digits.len().is_multiple_of(2), "{text}");
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(byte).collect()
}

/// Returns `bytes` in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A generator of pseudorandom numbers that are the same in every run.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next number of the `SplitMix64` generator.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub(crate) fn bool(&mut self) -> bool {
        self.next() & 1 == 1
    }
}
