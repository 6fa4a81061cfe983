//! Tests with wire vectors, which are bytes and values from other implementations. The bytes are decoded and encoded,
//! and their JSON is compared with the values.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tl_parser::schema::Category;
use tl_runtime::{Encode, Function};
use tl_tests::layer_82;

use crate::corpus::{bytes, hex, records, string};
use crate::generated::{self, Generated, Json};

#[test]
fn records_of_layer_82_are_written_unchanged() {
    let results = [
        ("photos.deletePhotos", result::<layer_82::functions::photos::DeletePhotos, _>()),
        ("messages.getAttachedStickers", result::<layer_82::functions::messages::GetAttachedStickers, _>()),
    ];
    let checked = replay(&generated::layer_82(), &results, "telethon-L82");
    assert_eq!(checked, counts([1_631, 750, 3]));
}

#[test]
fn records_of_mtproto_are_written_unchanged() {
    let [mtproto, ..] = generated::all();
    // In Telethon's schema, some `bytes` fields are strings, so the JSON is not compared.
    assert_eq!(replay(&mtproto.without_json(), &[], "telethon-mtproto"), counts([129, 27, 0]));
}

#[cfg(corpus)]
#[test]
fn records_of_mtproto_have_the_json_form_of_telethons_schema() {
    assert_eq!(replay(&generated::telethon_mtproto(), &[], "telethon-mtproto"), counts([129, 27, 0]));
}

#[cfg(corpus)]
#[test]
fn records_of_layer_228_are_written_unchanged() {
    use tl_tests::mtcute::functions::{contacts, messages, photos, users};

    let results = [
        ("contacts.getContactIDs", result::<contacts::GetContactIds, _>()),
        ("photos.deletePhotos", result::<photos::DeletePhotos, _>()),
        ("users.getUsers", result::<users::GetUsers, _>()),
        ("messages.getCustomEmojiDocuments", result::<messages::GetCustomEmojiDocuments, _>()),
        ("messages.getAttachedStickers", result::<messages::GetAttachedStickers, _>()),
    ];
    assert_eq!(replay(&generated::layer_228(), &results, "mtcute-L228"), counts([4_207, 2_270, 7]));
}

#[cfg(corpus)]
#[test]
fn a_map_of_file_references_is_written_unchanged() {
    use tl_tests::file_references::types::FileReferenceMap;

    let records = records("vectors/filerefmap-L214.jsonl").unwrap();
    let [record] = records.as_slice() else { panic!("{} records", records.len()) };
    let text = string(record, "hex");
    let written = generated::rewrite::<FileReferenceMap>(&bytes(text));
    assert_eq!(written.as_deref().map(hex).as_deref(), Ok(text));
    check_json(Json::of::<FileReferenceMap>(), record);
}

#[cfg(corpus)]
#[test]
fn records_of_ton_are_written_unchanged() {
    let modules = generated::ton().map(Formal::new);
    let mut checked = [0, 0];
    for record in records("vectors/ton.jsonl").unwrap() {
        let index = usize::from(record["schema"] == "ton_api.tl");
        assert!(modules[index].check_round_trip(&bytes(string(&record, "hex"))), "{record}");
        checked[index] += 1;
    }
    assert_eq!(checked, [227, 1_276]);
}

#[cfg(corpus)]
#[test]
fn queries_of_tonlib_and_their_answers_are_written_unchanged() {
    let [lite, _] = generated::ton().map(Formal::new);
    let mut checked = 0;
    for record in records("vectors/tonlib-liteserver.jsonl").unwrap() {
        for query in record["queries"].as_array().unwrap() {
            let texts = ["outer", "query", "answered"].map(|key| query[key].as_str());
            for text in texts.into_iter().flatten() {
                assert!(lite.check_round_trip(&bytes(text)), "{text}");
            }
            checked += 1;
        }
    }
    assert_eq!(checked, 37);
}

/// Checks all records except the 12 values of built-in types, which have no structs.
#[cfg(corpus)]
#[test]
fn records_of_vk_are_written_unchanged() {
    let modules = generated::vk().map(|(names, module)| (names, Formal::new(module)));
    let mut checked = BTreeMap::new();
    for record in records("vectors/vk.jsonl").unwrap() {
        let (names, formal) = modules.iter().find(|(names, _)| *names == string(&record, "schema")).unwrap();
        let mut text = bytes(string(&record, "hex"));
        if record["boxed"] == false {
            let id = formal.module.schema[formal.module.find(string(&record, "name"))].id();
            text.splice(0..0, id.to_le_bytes());
        }
        *checked.entry(*names).or_insert(0) += usize::from(formal.check_round_trip(&text));
    }
    assert_eq!(checked.into_values().collect::<Vec<_>>(), [98, 240, 35]);
}

/// A module, and a codec that uses the schema of the module instead of generated code.
#[cfg(corpus)]
struct Formal {
    module: Generated,
    codec: tl_value::Codec,
}

#[cfg(corpus)]
impl Formal {
    fn new(module: Generated) -> Self {
        Self { codec: tl_value::Codec::new(&module.schema), module }
    }

    /// Decodes the bytes to an owned value, to a view and to JSON. Checks that each of them encodes to the same bytes,
    /// that the codec gives the same JSON, and that decoding makes as many allocations as cloning the value. Returns
    /// false if the module does not contain the constructor or function. Also returns false for built-in constructors.
    #[track_caller]
    fn check_round_trip(&self, text: &[u8]) -> bool {
        let Self { module, codec } = self;
        let id = u32::from_le_bytes(*text.first_chunk().unwrap());
        let Some(name) = (module.registry_name)(id) else { return false };
        let combinator = &module.schema[module.find(name)];
        if combinator.is_built_in() {
            return false;
        }
        let category = combinator.category();
        let written = module.rewrite(category, text);
        assert_eq!(written.as_deref().map(hex), Ok(hex(text)), "{}", module.name);
        let [decoding, cloning] = module.allocations(category, text);
        assert_eq!(decoding, cloning, "{}", hex(text));
        let json = module.json(category).unwrap();
        let value = (json.decode)(text).unwrap();
        assert_eq!((json.encode)(&value).as_deref().map(hex), Ok(hex(text)), "{value}");
        assert_eq!(codec.decode(text, None).unwrap(), value);
        true
    }
}

/// Returns the expected numbers of records of each kind. Without the test data, returns no numbers.
fn counts(expected: [usize; 3]) -> BTreeMap<String, usize> {
    let has_data = records("vectors/filerefmap-L214.jsonl").is_some();
    let kinds = ["constructor", "function", "result"].map(str::to_owned).into_iter().zip(expected);
    kinds.filter(|(_, count)| has_data && *count > 0).collect()
}

/// Decodes and encodes the bytes of every record. If the module has a JSON form, also converts the value to JSON and
/// back. Returns the number of records of each kind.
fn replay(module: &Generated, results: &[(&str, CheckRecord)], file: &str) -> BTreeMap<String, usize> {
    let mut checked = BTreeMap::new();
    for record in records(&format!("vectors/{file}.jsonl")).unwrap_or_default() {
        let (kind, name) = (string(&record, "kind"), string(&record, "name"));
        match kind {
            "constructor" => of_category(module, Category::Constructor, &record),
            "function" => of_category(module, Category::Function, &record),
            "result" => {
                let (_, check) = results.iter().find(|(function, _)| *function == name).unwrap();
                check(&record);
            }
            _ => panic!("unknown kind {kind}"),
        }
        *checked.entry(kind.to_owned()).or_default() += 1;
    }
    checked
}

fn of_category(module: &Generated, category: Category, record: &Value) {
    let text = string(record, "hex");
    let written = module.rewrite(category, &bytes(text));
    assert_eq!(written.as_deref().map(hex).as_deref(), Ok(text), "{record}");
    if let Some(json) = module.json(category) {
        check_json(json, record);
    }
}

fn check_json(json: Json, record: &Value) {
    let text = string(record, "hex");
    let encoded = (json.encode)(&record["value"].to_string());
    assert_eq!(encoded.as_deref().map(hex).as_deref(), Ok(text), "{record}");
    let decoded: Value = serde_json::from_str(&(json.decode)(&bytes(text)).unwrap()).unwrap();
    // The values are compared as text, because `-0.0` and `0.0` are equal but have different texts.
    assert_eq!(decoded.to_string(), record["value"].to_string());
}

/// Checks one record.
type CheckRecord = fn(&Value);

/// Returns a function that checks a record whose value is a result of the TL function `F`. The result is read with
/// `output_from_bytes` and with `decode_output`.
fn result<F, T>() -> CheckRecord
where
    F: Function<Output = T>,
    T: Encode + tl_runtime::Decode + PartialEq,
    tl_runtime::Json<T>: Serialize + DeserializeOwned,
{
    |record| {
        let bytes = bytes(string(record, "hex"));
        let output = F::output_from_bytes(&bytes).unwrap();
        assert!(F::decode_output(&mut tl_runtime::Reader::new(&bytes)) == output);
        assert_eq!(output.to_bytes().unwrap(), bytes);
        let json = serde_json::to_value(tl_runtime::Json(output)).unwrap();
        assert_eq!(json, record["value"]);
        let tl_runtime::Json(output) = serde_json::from_value::<tl_runtime::Json<T>>(json).unwrap();
        assert_eq!(output.to_bytes().unwrap(), bytes);
    }
}
