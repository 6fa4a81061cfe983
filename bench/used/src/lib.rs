//! A program that uses the id, text, sender and date of messages. Its bindings contain only the items that it names.

/// The bindings.
pub mod api {
    tl_runtime::include_tl!("api");
}

pub use api::enums::messages::Messages;
use api::enums::{Message, Peer};

/// Returns the id, text, sender and date of each message in a slice. The sender is `None` if it is not a user.
#[must_use]
pub fn seen(messages: &Messages) -> Vec<(i32, &str, Option<i64>, i32)> {
    let Messages::Slice(slice) = messages else { return Vec::new() };
    let seen = slice.messages.iter().filter_map(|message| match message {
        Message::Message(message) => {
            let sender = match &message.from_id {
                Some(Peer::User(user)) => Some(user.user_id),
                _ => None,
            };
            Some((message.id, message.message.as_str(), sender, message.date))
        }
        _ => None,
    });
    seen.collect()
}
