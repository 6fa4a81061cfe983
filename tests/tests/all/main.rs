//! Compares generated code with the schema, with its documentation, and with encoded values from other implementations.
//! Also decodes hostile bytes.

#![allow(clippy::panic, clippy::unwrap_used, reason = "everything here is a test")]

mod across;
mod by_hand;
mod corpus;
mod documented;
mod dynamic;
mod examples;
mod generated;
mod hostile;
mod identity;
mod json;
mod layers;
mod masks;
mod packages;
mod parameters;
mod private;
mod registry;
mod roles;
mod round_trip;
mod shape;
mod sources;
mod used;
mod vectors;
mod views;
mod walker;
mod wire;
