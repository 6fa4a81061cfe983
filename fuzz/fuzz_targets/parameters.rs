//! Decodes arbitrary bytes as any constructor of a schema with parameters, as a view and by skipping, and compares the
//! results.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tl_fuzz::check_parameters(bytes));
