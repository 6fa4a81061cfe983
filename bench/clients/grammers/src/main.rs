//! The bot with grammers-tl-types from the registry.

mod bot;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    bot::main()
}
