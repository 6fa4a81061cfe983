//! Imports variants and modules with globs. Some of these modules have no item that the program names.

/// Imports that other files of a program would use.
mod prelude {
    #![allow(unused_imports, reason = "not all of it is used here")]
    pub use super::super::api::enums::*;
    pub use super::super::api::types::*;
    pub use super::super::api::*;
}

/// Names namespaces, but none of their items.
pub mod exports {
    pub use super::super::api::enums::stats::*;
    pub use super::super::api::functions::visit;
    pub use super::super::api::types::{loan::*, stats};
    pub use super::super::api::*;
}

use super::api::enums::Shelf::{self, *};
use super::api::functions::{loan::*, *};
use super::api::types::{loan::*, *};

fn floor(shelf: &Shelf) -> i32 {
    match shelf {
        None => 0,
        Floor(shelf) => shelf.floor,
        Room(room) => {
            let ShelfRoom { room, .. } = &**room;
            room.len() as i32
        }
        _ => -1,
    }
}

pub fn run() -> String {
    use tl_runtime::Encode as _;
    let call = Put { item: Item { r#async: true, r#await: Option::None, r#type: 1, self_: 2, crate_: Option::None } };
    let first = Floor(ShelfFloor { floor: 3 });
    let day = core::mem::size_of::<exports::functions::GetState>();
    format!("{:?} {} {} {day}", call.to_bytes(), floor(&first), floor(&prelude::Shelf::None))
        + &format!("{:?}", GetState {})
}
