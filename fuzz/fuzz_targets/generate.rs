//! Reads any bytes as a schema and generates Rust from it.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tl_fuzz::check_rust(bytes));
