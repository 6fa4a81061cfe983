//! Code that several tests of this crate use: the corpus of real schemas, and source maps with one file.
#![allow(dead_code, clippy::print_stderr, clippy::unwrap_used, reason = "not every test uses all helpers")]

use std::path::{Path, PathBuf};
use std::{env, fs};

use tl_parser::schema::Dialect;
use tl_parser::{FileId, SourceMap};

/// A real schema, and the results of an independent parser for it.
pub(crate) struct Schema {
    pub(crate) name: String,
    pub(crate) text: String,
    /// One row for each declaration, in source order.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Schema {
    /// Returns whether the schema was written by third parties, and not by the authors of TL, TDLib, TON or VK.
    pub(crate) fn is_third_party(&self) -> bool {
        self.name.contains("/others/")
    }

    /// Returns the dialect that the owner of the schema uses.
    pub(crate) fn dialect(&self) -> Dialect {
        let telegram = ["telegram/", "tdlib/telegram_api", "tdlib/secret_api", "tdlib/mtproto_api"];
        let others = ["chats-system", "stek29", "teleperl", "tgl-encrypted", "wfjsw", "xelaj"];
        let is_telegram = telegram.iter().chain(&others).any(|part| self.name.contains(part));
        if is_telegram { Dialect::Telegram } else { Dialect::Formal }
    }
}

/// Returns the folder in the environment variable `TL_CORPUS`. Prints a message and returns `None` if it is not set.
pub(crate) fn shared() -> Option<PathBuf> {
    let folder = env::var_os("TL_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: TL_CORPUS is not set");
    }
    folder
}

/// Returns all schemas of the corpus. The list is empty if `TL_CORPUS` is not set.
pub(crate) fn corpus() -> Vec<Schema> {
    let Some(folder) = shared() else { return Vec::new() };
    let mut files = Vec::new();
    for owner in ["others", "tdlib", "telegram", "ton", "vk"] {
        let entries = fs::read_dir(folder.join("corpus").join(owner)).unwrap();
        files.extend(
            entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension() == Some("tl".as_ref())),
        );
    }
    files.sort();
    assert!(files.len() >= 44, "only {} schemas in the corpus", files.len());
    files.iter().map(|path| schema(path)).collect()
}

fn schema(path: &Path) -> Schema {
    let rows = fs::read_to_string(path.with_extension("oracle.tsv")).unwrap();
    Schema {
        name: path.display().to_string(),
        text: fs::read_to_string(path).unwrap(),
        rows: rows.lines().skip(1).map(|row| row.split('\t').map(str::to_owned).collect()).collect(),
    }
}

/// Returns the content of `cases/corner-cases.json`.
pub(crate) fn corner_cases() -> Option<serde_json::Value> {
    let text = fs::read_to_string(shared()?.join("cases/corner-cases.json")).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}

/// Returns a source map with one file, and the id of the file.
pub(crate) fn one_file(name: &str, text: impl Into<Vec<u8>>) -> (SourceMap, FileId) {
    let mut sources = SourceMap::new();
    let file = sources.add(name, text).unwrap();
    (sources, file)
}
