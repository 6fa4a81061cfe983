//! The bindings of TDLib and tonlib that the tests use. If the recordings are not available, this crate is empty.

#![deny(warnings)]
#![cfg(corpus)]

#[allow(missing_docs)]
pub mod td {
    tl_runtime::include_tl!("td");
}

#[allow(missing_docs)]
pub mod ton {
    tl_runtime::include_tl!("ton");
}

#[allow(missing_docs)]
pub mod lite_api {
    tl_runtime::include_tl!("lite_api");
}

pub mod bot;

/// The folder of the generated code.
pub const OUT_DIR: &str = env!("OUT_DIR");
