//! The checks of the target `json`.

use std::fmt::Debug;

use serde::de::IgnoredAny;
use serde_json::Value;
use tl_runtime::tdjson::{FromJson, Incoming, JsonErrorKind, JsonOptions, RawJson, ToJson};

use self::tdlib::enums::Update;
use self::tdlib::{functions, types};

#[allow(missing_docs)]
pub mod tdlib {
    tl_runtime::include_tl!("tdlib");
}

/// Reads `bytes` as an update, as any constructor and as any function, in the JSON of TDLib.
///
/// # Panics
/// Panics if a value changes when it is written and read again, if the order of the members makes a difference, if a
/// lenient reader rejects a text that a strict reader accepts, or if only one of `serde_json` and this project accepts
/// the text as JSON.
pub fn check_json(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    check_syntax(text);
    check::<Update>(text);
    check::<types::Any>(text);
    check::<functions::Any>(text);
    check::<Vec<Option<types::Message>>>(text);
    if let Ok(incoming) = Incoming::<Update>::parse(text) {
        assert!(incoming.extra.is_none_or(|extra| RawJson::new(extra).is_ok()), "`@extra` is JSON");
    }
}

/// Checks that `serde_json` accepts the same texts as JSON. Skips texts that are nested too deeply for this project.
/// Also skips texts with `inf` or `nan`: TDLib writes such numbers, but `serde_json` rejects them.
fn check_syntax(text: &str) {
    let raw = RawJson::new(text);
    let is_too_deep = |kind: &JsonErrorKind| matches!(kind, JsonErrorKind::TooDeep { .. });
    let is_too_deep = raw.as_ref().is_err_and(|error| is_too_deep(error.kind()));
    if !is_too_deep && !text.contains("inf") && !text.contains("nan") {
        assert_eq!(
            raw.is_ok(),
            serde_json::from_str::<IgnoredAny>(text).is_ok(),
            "`serde_json` and this project accept the same texts"
        );
    }
}

fn check<T: FromJson + ToJson + Clone + Debug + PartialEq>(text: &str) {
    let lenient = T::from_json_with(text, JsonOptions { lenient: true, ..JsonOptions::default() });
    if let Ok(value) = &lenient {
        value.to_json_text();
    }
    let Ok(value) = T::from_json(text) else { return };
    let from_lenient = lenient.expect("a lenient reader accepts what a strict reader accepts");
    // A value with a NaN differs from itself. NaN is written as `null`, which a strict reader rejects.
    if value != value.clone() {
        return;
    }
    assert!(from_lenient == value, "a lenient reader gives another value");
    let read = T::from_json(&value.to_json_text()).expect("the written text can be read");
    assert!(read == value, "another value was written");
    check_order(text, &value);
}

/// Checks that members in alphabetical order give the same value. The values are compared as JSON.
fn check_order<T: FromJson + ToJson + Debug>(text: &str, value: &T) {
    // A value with unknown objects is not checked. Unknown objects are kept as text and may have several members with
    // the same name, of which `serde_json` keeps only the last one.
    if format!("{value:?}").contains("@type") {
        return;
    }
    let Ok(sorted) = serde_json::from_str::<Value>(text) else { return };
    let read = T::from_json(&sorted.to_string()).expect("another order is accepted");
    let json = |value: &T| serde_json::from_str::<Value>(&value.to_json_text()).ok();
    assert_eq!(json(&read), json(value), "another order gives another value");
}
