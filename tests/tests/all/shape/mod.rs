//! Tests of the Rust interface of generated code. The tests use this code as a client does.

mod enums;
mod functions;
mod names;
mod structs;
