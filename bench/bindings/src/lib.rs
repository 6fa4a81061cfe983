//! Bindings of layer 230 of the Telegram API. They are a separate crate, so that they are compiled only once.

tl_runtime::include_tl!("api");
