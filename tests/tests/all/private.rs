//! Checks that a private generated module that its crate does not use compiles without warnings.

#![deny(warnings)]

mod names {
    tl_runtime::include_tl!("names");
}
