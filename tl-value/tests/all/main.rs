//! Values by schema: against bytes made elsewhere, by hand, at random, and hostile.

#![allow(clippy::panic, clippy::unwrap_used, reason = "everything here is a test")]

mod annotate;
mod common;
mod decoding;
mod edges;
mod encoding;
mod envelope;
mod generate;
mod language;
mod masks;
mod mutations;
mod round_trip;
mod several;
mod text;
mod vectors;
