//! Tests of the Rust interface of generated code. They use it as a client does.

mod enums;
mod functions;
mod names;
mod structs;
