//! Uses a schema in the formal dialect.

use tl_runtime::{DecodeError, Encode as _, Function};

use super::api::functions::{All, Both, Find, Store};
use super::api::types;

fn ask<F: Function>(_: &F) -> Result<F::Output, DecodeError> {
    F::output_from_bytes(&[])
}

pub fn run() -> String {
    let find = Find { limit: Some(1), ..Find::new("k".to_owned()) };
    let found = ask(&find).map(|found| found.map(|entry| entry.key));
    let first = ask(&Both { key: String::new() }).map(|pair| pair.first.len());
    let all = ask(&All {}).map(|list| list.total);
    let entry = types::Entry { seen: Some(()), ..types::Entry::new("k".to_owned()) };
    let store = Store::new(entry);
    format!("{:?} {found:?} {first:?} {all:?} {:?}", find.to_bytes(), store.to_bytes())
}
