//! Decodes arbitrary bytes as `Updates`, as a view and by skipping, and compares the results.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tl_fuzz::check_updates(bytes));
