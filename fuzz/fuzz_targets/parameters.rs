//! Decodes any bytes as any constructor of a schema with parameters, creates a view of them and skips them, and
//! compares the results.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tl_fuzz::check_parameters(bytes));
