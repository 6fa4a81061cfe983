//! The Rust interface of generated code: what a client writes compiles and does what it says.

mod enums;
mod functions;
mod names;
mod structs;
