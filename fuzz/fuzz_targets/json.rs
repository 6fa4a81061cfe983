//! Reads any bytes as JSON of TDLib.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tl_fuzz::tdjson::check_json(bytes));
