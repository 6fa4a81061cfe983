//! A generated module that its crate keeps to itself and does not use: the compiler has nothing to say of it.

#![deny(warnings)]

mod names {
    tl_runtime::include_tl!("names");
}
