//! Generates Rust types and methods from TL schemas, in build scripts and in tools. TL (Type Language) is the schema
//! language of Telegram, TDLib, TON and VK.
//!
//! A build script uses a [`Builder`]:
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
//! The crate with this build script includes the code with `mod api { tl_runtime::include_tl!("api"); }`. A tool that
//! has a [`Schema`](tl_parser::schema::Schema) calls [`rust::generate`], which returns [`Files`]. With the feature
//! `docs`, `docs::generate` returns pages of documentation.
//!
//! Terms: a *schema* declares *types* with their *constructors*, which correspond to the variants of an enum, and
//! *functions*, which are remote calls with a result. A *combinator* is a constructor or a function. A *layer* is a
//! version of the schema of the Telegram API.

mod builder;
pub mod codes;
#[cfg(feature = "config-file")]
mod config_file;
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
mod places;
pub mod rust;
mod sources;
mod warnings;

pub use self::builder::{Builder, Directories, Directory, ModuleSchema, Schemas};
pub use self::error::{Error, Operation, Place};
pub use self::files::{Difference, DifferenceKind, Files, Written};
pub use self::warnings::Warnings;
pub use tl_parser;
