//! A bot that uses a few items of TDLib's schema. Only these items are generated.

#![allow(clippy::needless_update, reason = "without `used`, the structs have more fields")]

mod api {
    tl_runtime::include_tl!("bot");
}

pub use api::enums::{self, Update};
pub use api::{functions, types};
use tl_runtime::tdjson::{Content, Incoming, JsonError, Request};

/// Parses an update. If it is an incoming message with text, returns a request that sends the same text to the chat.
///
/// # Errors
/// Returns an error if the text is not an update.
pub fn answer(text: &str) -> Result<Option<String>, JsonError> {
    let Content::Update(Update::NewMessage(update)) = Incoming::parse(text)?.content else { return Ok(None) };
    if update.message.is_outgoing {
        return Ok(None);
    }
    let enums::MessageContent::MessageText(content) = update.message.content else { return Ok(None) };
    let text = types::FormattedText { text: content.text.text, ..Default::default() };
    let content = types::InputMessageText { text, clear_draft: true, ..Default::default() };
    let request = functions::SendMessage::new(update.message.chat_id, content.into());
    Ok(Some(request.to_json(update.message.id)))
}
