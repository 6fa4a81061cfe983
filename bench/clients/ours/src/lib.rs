//! A client of layer 230 through tl-codegen with the default config.

pub mod api {
    tl_runtime::include_tl!("api");
}
