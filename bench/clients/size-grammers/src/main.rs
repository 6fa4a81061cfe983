//! Sends `auth.cancelCode` to standard output and reads `messages.Messages` from standard input.

use std::error::Error;
use std::io::{self, Read, Write};

use grammers_tl_types::enums::messages::Messages;
use grammers_tl_types::functions::auth::CancelCode;
use grammers_tl_types::{Deserializable, Serializable};

fn main() -> Result<(), Box<dyn Error>> {
    let request = CancelCode { phone_number: "+9996612345".into(), phone_code_hash: "2a4f".into() };
    io::stdout().write_all(&request.to_bytes())?;
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    let messages = match Messages::from_bytes(&bytes)? {
        Messages::Messages(messages) => messages.messages.len(),
        Messages::Slice(slice) => slice.messages.len(),
        Messages::ChannelMessages(messages) => messages.messages.len(),
        Messages::NotModified(_) => 0,
    };
    writeln!(io::stderr(), "{messages} messages")?;
    Ok(())
}
