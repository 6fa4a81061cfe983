//! Uses raw identifiers, and keywords of some editions.

use tl_runtime::Encode as _;

use super::api::functions::r#loan::{r#Get, Put};
use super::api::types::{loan, r#Tag};

fn item(r#type: i32) -> loan::Item {
    loan::r#Item { r#async: true, r#await: Some("a".to_owned()), r#type, self_: 1, crate_: None }
}

fn place(item: &loan::Item) -> Option<&str> {
    match &item.crate_ {
        Some(super::api::enums::loan::Place::There(there)) => {
            let loan::PlaceThere { r#where } = &**there;
            Some(r#where)
        }
        Some(super::api::enums::loan::Place::r#Here) | None => None,
        Some(_) => Some("elsewhere"),
    }
}

pub fn run() -> String {
    let item = item(7);
    let tag = r#Tag { r#text: "t".to_owned(), weight: 1.0 };
    format!("{:?} {:?} {:?} {}", Get {}.to_bytes(), place(&item), Put { item: item.clone() }.to_bytes(), tag.text)
}
