//! Tests of encoding and decoding values by a schema. The bytes are from other programs, written by hand, random, or
//! invalid.

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
