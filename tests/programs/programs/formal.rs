//! Uses a schema in the formal dialect.

use tl_runtime::{Decode, DecodeError, Encode as _, Function};

use super::api::functions::{All, Both, Find, Store};
use super::api::{enums, types};

fn ask<F: Function>(_: &F) -> Result<F::Output, DecodeError>
where
    F::Output: Decode,
{
    F::output_from_bytes(&[])
}

fn value<T>(maybe: enums::Maybe<T>) -> Option<T> {
    match maybe {
        enums::Maybe::True(some) => {
            let types::MaybeTrue { value } = *some;
            Some(value)
        }
        enums::Maybe::False => None,
    }
}

pub fn run() -> String {
    let find = Find { limit: Some(1), ..Find::new("k".to_owned()) };
    let found = ask(&find).map(|found| value(found).map(|entry| entry.key));
    let first = ask(&Both { key: String::new() }).map(|pair| pair.first.len());
    let all = ask(&All {}).map(|list| list.total);
    let entry = types::Entry { seen: Some(()), ..types::Entry::new("k".to_owned()) };
    let store = Store::new(entry);
    format!("{:?} {found:?} {first:?} {all:?} {:?}", find.to_bytes(), store.to_bytes())
}
