//! The bot with the crate grammers-tl-types from the registry.

mod bot;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    bot::main()
}
