//! Tests of values by schema, with bytes that were made by other programs, by hand and at random, and with invalid
//! bytes.

#![allow(clippy::panic, clippy::unwrap_used, reason = "everything here is a test")]

mod annotate;
mod common;
mod decoding;
mod edges;
mod encoding;
mod envelope;
mod forms;
mod generate;
mod language;
mod masks;
mod mutations;
mod round_trip;
mod several;
mod text;
mod vectors;
