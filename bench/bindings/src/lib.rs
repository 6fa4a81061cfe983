//! Layer 230 of the Telegram API, as this compiler generates it, in a crate of its own so that it is compiled once.

tl_runtime::include_tl!("api");
