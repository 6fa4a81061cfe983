//! Forms in pages decode bytes into fields, and encode JSON as bytes. `tl-web/build` builds the script of these forms.

use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use tl_parser::schema::Schema;
use tl_value::{Codec, Text};

use crate::axe;
use crate::browser::{Chromium, test};
use crate::report;
use crate::site::{BYTES, CANCEL_CODE};
use crate::tab::{NARROW, Tab, WIDE};

/// Returns the script, if it was built.
pub(crate) fn reader() -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tl-web/pkg/tl-web.js")).ok()
}

/// Runs a test, or reports that the script is missing.
fn test_reader(untested: &str, run: impl AsyncFnOnce(&Chromium)) {
    match reader() {
        Some(_) => test(untested, run),
        None => report::missing(untested, "tl-web/pkg/tl-web.js is missing; see tl-web/README.md"),
    }
}

/// JavaScript expression for the texts in the third column of the table.
const MEANINGS: &str =
    "[...document.querySelectorAll('.bytes tbody tr td:nth-child(3)')].map((cell) => cell.textContent)";

async fn meanings(tab: &Tab) -> Vec<String> {
    tab.wait("document.querySelectorAll('.bytes tbody tr').length > 0").await;
    tab.get(MEANINGS).await
}

/// Returns the value of the field with this label.
async fn field(tab: &Tab, label: &str) -> String {
    let expression = format!(
        "[...document.querySelectorAll('.bytes label')].find((label) => label.textContent === '{label}').control.value"
    );
    tab.get(&expression).await
}

/// Replaces the value of the field with this label.
async fn fill(tab: &Tab, label: &str, text: &str) {
    let expression = format!(
        "(() => {{
            const labels = [...document.querySelectorAll('.bytes label')];
            const field = labels.find((label) => label.textContent === '{label}').control;
            field.value = {text:?};
            field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
            return true;
        }})()"
    );
    assert!(tab.get::<bool>(&expression).await);
}

#[test]
fn the_form_of_a_method_decodes_its_example() {
    test_reader("the form of a method", async |chromium| {
        for base in chromium.sites.bases() {
            let mut tab = chromium.tab().await;
            tab.open(&format!("{base}site/{CANCEL_CODE}")).await;
            tab.click(".bytes button[type=submit]").await;
            let found = meanings(&tab).await;
            assert_eq!(found.len(), 3);
            assert_eq!(found[0], "auth.cancelCode#1f040578");
            assert!(
                found[1].starts_with("phone_number: ") && found[2].starts_with("phone_code_hash: "),
                "{found:?}"
            );
            let link: String = tab.get("document.querySelector('.bytes tbody a').href").await;
            assert_eq!(link, format!("{base}site/{CANCEL_CODE}"));
            tab.assert_no_problems(&base).await;
        }
    });
}

#[test]
fn containers_and_compressed_data_are_decoded() {
    let container = container();
    test_reader("containers in pages", async |chromium| {
        for base in chromium.sites.bases() {
            let mut tab = chromium.tab().await;
            tab.open(&format!("{base}site/{BYTES}#{container}")).await;
            let found = meanings(&tab).await;
            for expected in [
                "msg_container#73f1f8dc",
                "result: gzip_packed#3072cfa1",
                "unpacked: auth.loggedOut#c3a2835f",
            ] {
                assert!(found.iter().any(|text| text.contains(expected)), "{expected}: {found:#?}");
            }
            tab.assert_no_problems(&base).await;
        }
    });
}

/// Returns a `msg_container` with a result in `gzip_packed`, as hexadecimal digits.
fn container() -> String {
    let schema =
        |name: &str| Schema::parse(name, tl_schemas::find(name).unwrap().text().into_owned()).unwrap();
    let (mtproto, api) = (schema("mtproto"), schema("230"));
    let codec = Codec::of_schemas(&[&mtproto, &api]);
    let encode = |value: Value| codec.encode(&value.to_string(), None).unwrap();
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&encode(json!({"_": "auth.loggedOut", "future_auth_token": "QUJD"}))).unwrap();
    let packed = Text::Base64.write(&packed.finish().unwrap());
    let result = json!({"_": "gzip_packed", "packed_data": packed});
    let body = json!({"_": "rpc_result", "req_msg_id": "12", "result": result});
    let messages = json!([{"msg_id": "5", "seqno": 3, "body": body}]);
    Text::Hex.write(&encode(json!({"_": "msg_container", "messages": messages})))
}

#[test]
fn json_and_other_notations_are_converted() {
    const BYTES_OF_CALL: &str = "7805041f052b3439313200000361626300";
    test_reader("notations of bytes in pages", async |chromium| {
        let mut tab = chromium.tab().await;
        tab.open(&format!("{}site/{BYTES}", chromium.sites.http())).await;
        let json = r#"{"_": "auth.cancelCode", "phone_number": "+4912", "phone_code_hash": "abc"}"#;
        fill(&tab, "JSON", json).await;
        tab.wait("document.querySelector('.bytes textarea[readonly]').value.length > 0").await;
        assert_eq!(field(&tab, "Bytes of this JSON").await, BYTES_OF_CALL[..32]);
        for text in [r"b'x\x05\x04\x1f\x05+4912\x00\x00\x03abc'", "eAUEHwUrNDkxMgAAA2FiYw=="] {
            fill(&tab, "Bytes", text).await;
            tab.wait("document.querySelectorAll('.bytes tbody tr').length === 3").await;
            fill(&tab, "Bytes", "").await;
            tab.wait("document.querySelector('.bytes-result').hidden").await;
        }
        fill(&tab, "Bytes", "7805041f 05").await;
        tab.wait("document.querySelector('.bytes-problem').textContent.startsWith('At byte 4 in ')").await;
        tab.assert_no_problems(BYTES).await;
    });
}

#[test]
fn decoded_strings_are_shown_as_text() {
    test_reader("hostile bytes in pages", async |chromium| {
        let mut tab = chromium.tab().await;
        let text = "<img src=x onerror=alert(1)>";
        let json = json!({"_": "auth.cancelCode", "phone_number": text, "phone_code_hash": "</script><b>"});
        tab.open(&format!("{}site/{BYTES}", chromium.sites.http())).await;
        fill(&tab, "JSON", &json.to_string()).await;
        tab.wait("document.querySelector('.bytes textarea[readonly]').value.length > 0").await;
        tab.click(".bytes > .bytes-row button:last-child").await;
        let found = meanings(&tab).await;
        assert!(found[1].contains(text), "{found:?}");
        assert_eq!(tab.get::<i32>("document.querySelectorAll('main img, main b').length").await, 0);
        tab.assert_no_problems(BYTES).await;
    });
}

#[test]
fn the_page_for_bytes_is_accessible_and_fits_narrow_screens() {
    test_reader("the layout of forms for bytes", async |chromium| {
        let tab = chromium.tab().await;
        for width in [WIDE, NARROW] {
            tab.width(width).await;
            for theme in ["light", "dark"] {
                tab.theme(theme).await;
                tab.open(&format!("{}site/{BYTES}#{}", chromium.sites.http(), container())).await;
                meanings(&tab).await;
                let shown: i64 = tab.get("document.scrollingElement.scrollWidth").await;
                assert!(shown <= width, "{shown} pixels");
                if !axe::is_missing("accessibility of forms for bytes") {
                    assert_eq!(tab.findings(&[]).await, [] as [&str; 0], "{theme}, {width} pixels");
                }
                tab.open("about:blank").await;
            }
        }
    });
}
