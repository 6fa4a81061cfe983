//! Writes seeds for the targets: `cargo run --manifest-path fuzz/Cargo.toml --example seeds -- FOLDER`.
//!
//! `FOLDER/parse` gets schemas, both complete and in pieces. `FOLDER/decode` gets bytes from other implementations, if
//! they are a value of `Updates` or can be put into such a value. `FOLDER/json` gets a few JSON texts. Without
//! `TL_CORPUS`, `FOLDER/parse` gets only the schemas of this project, and `FOLDER/decode` gets nothing.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;
use tl_fuzz::layer_230::enums::Updates;
use tl_fuzz::layer_230::types::{self, UpdateNewMessage, UpdateShort};
use tl_runtime::{Combinator, Decode, Encode};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Folders of this project that contain schemas.
const OWN: &[&str] = &["../schemas", "../tests/fixtures", "../tl-parser/tests/fixtures"];
/// Texts for the target `json`.
const JSON: [&str; 7] = [
    r#"{"@type":"updateNewMessage","message":{"@type":"message","id":7,"sender":{"@type":"senderUser","name":{"@type":"name",
"text":"\u0434\ud83d\ude00\n"},"id":-5},"content":{"@type":"contentText","text":"a\"b","entities":[{"@type":"range","offset":0,
"length":1,"is_bold":true}]},"order":"9007199254740993","any":{"@type":"x","y":[1.50,null]}},"@extra":7,"@client_id":1}"#,
    r#"{"@type":"contentNumbers","scale":0.500000,"big":["1","-2"],"lists":[[1,2],[]],
"hash":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=","data":"AAE="}"#,
    r#"{"@type":"contentMessages","messages":[null,{"id":1,"content":{"@type":"contentNew","z":{}},"sender":{"@type":"senderHidden"}}]}"#,
    r#"{"@type":"updateAccount","account":{"@type":"account","mode":7,"account":"","lt":"1","state":{"@type":"name","text":""}}}"#,
    r#"{"sender":null,"@extra":{"a":[1]},"names":["a","b"],"content":{"@type":"contentNumbers","scale":inf},"@type":"sendMessage"}"#,
    r#"[null,{"id":"1","id":2,"content":{"@type":-5},"sender":null}]"#,
    r#"{"@type":"updateNothing"}"#,
];
/// Maximum size of a piece of a schema in bytes, unless a single declaration is larger. Pieces are short, because the
/// fuzzer runs short inputs more often.
const PIECE: usize = 2_048;

fn main() -> Result<()> {
    let folder = PathBuf::from(env::args_os().nth(1).ok_or("usage: seeds FOLDER")?);
    let corpus = env::var_os("TL_CORPUS").map(PathBuf::from);
    if corpus.is_none() {
        eprintln!("TL_CORPUS is not set: no seeds for `decode`, and few for `parse`");
    }
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut schemas = Vec::new();
    for folder in OWN.iter().map(|name| own.join(name)).chain(corpus.as_deref().map(|c| c.join("corpus"))) {
        files(&folder, "tl", &mut schemas)?;
    }
    let mut records = Vec::new();
    if let Some(corpus) = corpus {
        files(&corpus.join("vectors"), "jsonl", &mut records)?;
    }
    write(&folder.join("parse"), all(&schemas, texts)?)?;
    write(&folder.join("decode"), all(&records, values)?)?;
    write(&folder.join("json"), JSON.map(|text| text.as_bytes().to_vec()).to_vec())
}

/// Adds the files below `folder` whose names end with `.extension`.
fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, extension, found)?;
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    Ok(())
}

fn all(paths: &[PathBuf], seeds: fn(&str) -> Result<Vec<Vec<u8>>>) -> Result<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for path in paths {
        found.extend(seeds(&String::from_utf8_lossy(&fs::read(path)?))?);
    }
    Ok(found)
}

fn write(folder: &Path, mut seeds: Vec<Vec<u8>>) -> Result<()> {
    seeds.sort();
    seeds.dedup();
    fs::create_dir_all(folder)?;
    for (number, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(format!("seed-{number:05}")), seed)?;
    }
    println!("{} seeds in {}", seeds.len(), folder.display());
    Ok(())
}

/// Returns a schema, and the pieces into which it is split. Each piece consists of complete declarations.
fn texts(schema: &str) -> Result<Vec<Vec<u8>>> {
    let mut pieces = vec![String::new()];
    for declaration in schema.split_inclusive(";\n") {
        match pieces.last_mut() {
            Some(piece) if piece.len() + declaration.len() <= PIECE => piece.push_str(declaration),
            _ => pieces.push(declaration.to_owned()),
        }
    }
    pieces.push(schema.to_owned());
    Ok(pieces.into_iter().map(String::into_bytes).collect())
}

/// Returns the values of `Updates` that can be created from the bytes of the records.
fn values(records: &str) -> Result<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for record in records.lines() {
        // Some records have no bytes, and some contain `NaN`, which is not JSON.
        let Ok(record) = serde_json::from_str::<Value>(record) else { continue };
        let Some(text) = record["hex"].as_str() else { continue };
        let updates = forms(&bytes(text)?)?;
        found.extend(updates.into_iter().filter(|bytes| Updates::from_bytes(bytes).is_ok()));
    }
    Ok(found)
}

/// Returns `value` itself, and four values of `Updates` that contain it: as an update, as a new message, as a user and
/// as a chat.
fn forms(value: &[u8]) -> Result<Vec<Vec<u8>>> {
    let short = |update: &[u8]| [&id::<UpdateShort>(), update, &[0; 4]].concat();
    let message = [&id::<UpdateNewMessage>(), value, &[0; 8]].concat();
    let none = Vec::<i32>::new().to_bytes()?;
    let one = [&none[..4], &[1, 0, 0, 0], value].concat();
    let user = [&id::<types::Updates>(), &*none, &one, &none, &[0; 8]].concat();
    let chat = [&id::<types::Updates>(), &*none, &none, &one, &[0; 8]].concat();
    Ok(vec![value.to_vec(), short(value), short(&message), user, chat])
}

fn id<T: Combinator>() -> [u8; 4] {
    T::ID.to_le_bytes()
}

/// Parses hexadecimal digits.
fn bytes(text: &str) -> Result<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Ok(u8::from_str_radix(std::str::from_utf8(pair)?, 16)?)).collect()
}
