//! The generated modules that the tests use. The build script generates them, as in a user's crate.

#![deny(warnings)]

#[allow(missing_docs)]
pub mod mtproto {
    tl_runtime::include_tl!("mtproto");
}

#[allow(missing_docs)]
pub mod layer_82 {
    tl_runtime::include_tl!("layer_82");
}

#[allow(missing_docs)]
pub mod layer_230 {
    tl_runtime::include_tl!("layer_230");
}

#[allow(missing_docs)]
pub mod layer_143 {
    tl_runtime::include_tl!("layer_143");
}

#[allow(missing_docs)]
pub mod layer_199 {
    tl_runtime::include_tl!("layer_199");
}

#[allow(missing_docs)]
pub mod names {
    tl_runtime::include_tl!("names");
}

#[allow(missing_docs)]
pub mod endless {
    tl_runtime::include_tl!("endless");
}

/// The `size_of` of the types of `mtproto`, `layer_82` and `layer_230`. Constructors and functions are listed by id,
/// types by TL name.
#[allow(missing_docs)]
pub mod sizes {
    include!(concat!(env!("OUT_DIR"), "/sizes.rs"));
}

/// Views with each subset of the default derives, in each role.
#[allow(missing_docs, missing_debug_implementations)]
pub mod derives {
    include!(concat!(env!("OUT_DIR"), "/derives.rs"));
}

#[cfg(corpus)]
#[allow(missing_docs)]
pub mod mtcute {
    tl_runtime::include_tl!("mtcute");
}

#[cfg(corpus)]
#[allow(missing_docs)]
pub mod telethon_mtproto {
    tl_runtime::include_tl!("telethon_mtproto");
}

#[cfg(corpus)]
#[allow(missing_docs)]
pub mod file_references {
    tl_runtime::include_tl!("file_references");
}

#[allow(missing_docs)]
pub mod bot {
    tl_runtime::include_tl!("bot");
}

#[allow(missing_docs)]
pub mod names_client {
    tl_runtime::include_tl!("names_client");
}

#[allow(missing_docs)]
pub mod server {
    tl_runtime::include_tl!("server");
}

#[allow(missing_docs)]
pub mod names_server {
    tl_runtime::include_tl!("names_server");
}

#[allow(missing_docs)]
pub mod masks {
    tl_runtime::include_tl!("masks");
}

#[allow(missing_docs)]
pub mod parameters {
    tl_runtime::include_tl!("parameters");
}

#[allow(missing_docs)]
pub mod masks_computed {
    tl_runtime::include_tl!("masks_computed");
}

#[allow(missing_docs)]
pub mod masks_telegram {
    tl_runtime::include_tl!("masks_telegram");
}

#[cfg(corpus)]
#[allow(missing_docs)]
pub mod lite_api {
    tl_runtime::include_tl!("lite_api");
}

#[cfg(corpus)]
#[allow(missing_docs)]
pub mod ton_api {
    tl_runtime::include_tl!("ton_api");
}

#[cfg(corpus)]
#[allow(missing_docs)]
pub mod vk_cases {
    tl_runtime::include_tl!("vk_cases");
}

#[cfg(corpus)]
#[allow(missing_docs)]
pub mod vk_schema {
    tl_runtime::include_tl!("vk_schema");
}

#[cfg(corpus)]
#[allow(missing_docs)]
pub mod vk_goldmaster {
    tl_runtime::include_tl!("vk_goldmaster");
}

#[allow(missing_docs)]
pub mod across_json {
    tl_runtime::include_tl!("across_json");
}

#[allow(missing_docs)]
pub mod across_server {
    tl_runtime::include_tl!("across_server");
}

#[allow(missing_docs)]
pub mod across_used {
    tl_runtime::include_tl!("across_used");
}

#[allow(missing_docs)]
pub mod across_run_time {
    tl_runtime::include_tl!("across_run_time");
}

#[allow(missing_docs)]
pub mod layer_230_passing {
    tl_runtime::include_tl!("layer_230_passing");
}

#[allow(missing_docs)]
pub mod layer_225_run_time {
    tl_runtime::include_tl!("layer_225_run_time");
}

pub mod selected;

/// Modules with randomly selected items, and lists of their structs.
#[allow(missing_docs)]
pub mod used {
    include!(concat!(env!("OUT_DIR"), "/used.rs"));
}
