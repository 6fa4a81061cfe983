//! Tests of the Rust interface of generated code, as a client uses it.

mod enums;
mod functions;
mod names;
mod structs;
