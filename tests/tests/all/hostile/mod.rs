//! Checks that generated code rejects invalid bytes and values with an error, quickly, and without a panic.

pub(crate) mod damaged;
mod decoding;
mod encoding;
mod endless;
mod memory;
mod nesting;
