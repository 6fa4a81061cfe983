//! Tests of all kinds of queries.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;

const SCHEMA: &str = "
    boolFalse#bc799737 = Bool;
    boolTrue#997275b5 = Bool;
    auth.codeTypeSms#72a3158c = auth.CodeType;
    auth.codeTypeCall#741cd3e3 = auth.CodeType;
    inputPeerUser#dde8a54c user_id:long = InputPeer;
    inputPeerSelf#7da07ec9 = InputPeer;
    ---functions---
    auth.cancelCode#1f040578 phone_number:string = Bool;
    messages.getHistory#4423e6c5 peer:InputPeer = Bool;
    messages.getSavedHistory#998ab009 peer:InputPeer = Bool;";

/// Returns the names of the items found, with a `:` before types, and how the first item was found.
fn found(text: &str) -> (Vec<String>, Option<How>) {
    let schema = Schema::parse("a.tl", SCHEMA).unwrap();
    let found = Query::new(text).search(&schema, &Paths::new(&schema));
    let name = |found: &Match| match found.item {
        Item::Type(ty) => format!(":{}", schema[ty].name()),
        Item::Combinator(id) => schema[id].name().to_owned(),
    };
    (found.iter().map(name).collect(), found.first().map(|found| found.how))
}

#[test]
fn each_kind_of_query_finds_its_items() {
    let words = |closeness| How::Words(closeness);
    for (text, names, how) in [
        ("auth.cancelCode", &["auth.cancelCode"][..], How::Name),
        ("`auth.cancelCode`,", &["auth.cancelCode"], How::Name),
        ("%Bool", &[":Bool"], How::Name),
        ("auth.cancelCode#1f040578", &["auth.cancelCode"], How::Id),
        ("auth.cancelCode#1f040578 phone_number:string = Bool;", &["auth.cancelCode"], How::Id),
        ("-1132882121", &["boolFalse"], How::Id),
        ("7805041F", &["auth.cancelCode"], How::ReversedId),
        ("2013594655", &["auth.cancelCode"], How::ReversedId),
        ("functions::auth::CancelCode", &["auth.cancelCode"], How::RustPath),
        ("crate::api::functions::auth::CancelCode::new", &["auth.cancelCode"], How::RustPath),
        ("api::enums::auth::CodeType", &[":auth.CodeType"], How::RustPath),
        ("auth::CodeType", &[":auth.CodeType"], How::RustPath),
        ("views::types::InputPeerUser<'a>", &["inputPeerUser"], How::RustPath),
        ("enums::InputPeer::User", &["inputPeerUser"], How::RustPath),
        ("enums::auth::CodeType::Sms", &["auth.codeTypeSms"], How::RustPath),
        ("auth.*type", &[":auth.CodeType"], How::Pattern),
        ("GET*", &["messages.getHistory", "messages.getSavedHistory"], How::Pattern),
        ("boolTru?", &["boolTrue"], How::Pattern),
        ("cancelcode", &["auth.cancelCode"], words(Closeness::Local)),
        ("auth cancel_code", &["auth.cancelCode"], words(Closeness::Whole)),
        ("get history", &["messages.getHistory", "messages.getSavedHistory"], words(Closeness::Local)),
        ("history get", &["messages.getHistory", "messages.getSavedHistory"], words(Closeness::Words)),
        ("BOOL", &[":Bool", "boolTrue", "boolFalse"], words(Closeness::Whole)),
    ] {
        let names = names.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(found(text), (names, Some(how)), "{text}");
    }
    for text in ["", "#", "::", "*x*x*", "#12345678", "cancel call", "::::", "<", "enums::"] {
        assert!(found(text).0.is_empty(), "{text}: {:?}", found(text));
    }
}

#[test]
fn ids_are_distinguished_from_names() {
    for text in ["#12345678", "0x12345678", "12345678", "-5", "a.b#12345678", "1234567f"] {
        assert!(Query::new(text).is_id(), "{text}");
    }
    for text in ["auth.cancelCode", "get history", "user", "", "deadbeef"] {
        assert!(!Query::new(text).is_id(), "{text}");
    }
}
