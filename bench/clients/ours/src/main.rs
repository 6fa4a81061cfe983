//! The bot, with bindings by tl-codegen in its own crate.

// The bot imports the bindings from a crate of this name.
extern crate self as bindings;

mod bot;

pub mod api {
    tl_runtime::include_tl!("api");
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    bot::main()
}
