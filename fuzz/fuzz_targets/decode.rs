//! Decodes any bytes as a value of `Updates`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tl_fuzz::check_updates(bytes));
