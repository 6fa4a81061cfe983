//! Checks that a private generated module compiles without warnings if its crate does not use it.

#![deny(warnings)]

mod names {
    tl_runtime::include_tl!("names");
}
