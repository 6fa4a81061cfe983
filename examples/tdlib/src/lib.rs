//! Safe functions for the JSON interfaces of TDLib and tonlib, which are loaded at run time.

#[allow(unsafe_code)]
mod library;

pub use library::{TdJson, TonlibClient, TonlibJson};
