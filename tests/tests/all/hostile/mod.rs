//! Bytes and values that generated code must refuse: with an error, soon, and never with a panic.

pub(crate) mod damaged;
mod decoding;
mod encoding;
mod endless;
mod memory;
mod nesting;
