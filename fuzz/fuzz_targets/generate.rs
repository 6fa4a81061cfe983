//! Any bytes as a schema that Rust is made of.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tl_fuzz::check_rust(bytes));
