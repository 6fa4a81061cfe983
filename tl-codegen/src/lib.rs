//! Rust types and methods from TL schemas, for build scripts and for tools.
//!
//! A build script is a [`Builder`]:
//!
//! ```no_run
//! fn main() -> Result<(), tl_codegen::Error> {
//!     tl_codegen::Builder::new()
//!         .module("mtproto", ["schemas/mtproto.tl"])
//!         .module("api", ["schemas/api.tl"])
//!         .write()
//! }
//! ```
//!
//! and the crate includes what it wrote: `mod api { tl_runtime::include_tl!("api"); }`. A tool that has a
//! [`Schema`](tl_parser::schema::Schema) calls [`generate`] and gets [`Files`]; with the feature `docs`, `docs::generate`
//! gives it pages of documentation.

mod builder;
pub mod codes;
mod config;
#[cfg(feature = "diff")]
pub mod diff;
#[cfg(feature = "docs")]
pub mod docs;
mod error;
mod file_names;
mod files;
mod inputs;
mod last_run;
mod overlays;
mod passing;
mod program;
mod roots;
mod rust;
mod sources;
mod used;

pub use self::builder::Builder;
pub use self::config::{Bytes, Config, ConfigError, Masks, Role, Strings};
pub use self::error::{Error, Operation};
pub use self::files::{Difference, DifferenceKind, Files, Written};
pub use self::passing::Passing;
pub use self::program::Program;
pub use self::rust::{
    Form, GenerateError, Generated, Kept, RustPaths, generate, generate_for, generate_lenient,
};
pub use self::used::Used;
pub use tl_parser;

/// Returns the first line of every generated Rust file.
#[must_use]
pub fn rust_header() -> &'static str {
    rust::HEADER
}
