//! The bot with bindings that tl-codegen generates in the same crate.

// The bot imports the bindings from a crate called `bindings`.
extern crate self as bindings;

mod bot;

pub mod api {
    tl_runtime::include_tl!("api");
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    bot::main()
}
