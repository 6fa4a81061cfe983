//! A small bot: reads updates of TDLib from standard input, and writes requests to standard output. It calls ten
//! methods.

use std::error::Error;
use std::io;

use bindings::api::{enums, functions, types};
use tl_runtime::tdjson::{Content, Incoming, Request};

pub fn main() -> Result<(), Box<dyn Error>> {
    for line in io::stdin().lines() {
        match Incoming::parse(&line?)?.content {
            Content::Update(enums::Update::NewMessage(update)) => answer(&update.message),
            Content::Update(enums::Update::AuthorizationState(update)) => authorize(&update.authorization_state),
            _ => {}
        }
    }
    Ok(())
}

fn authorize(state: &enums::AuthorizationState) {
    match state {
        enums::AuthorizationState::WaitTdlibParameters => send(&functions::SetTdlibParameters {
            database_directory: "tdlib".into(),
            api_id: 1,
            api_hash: "hash".into(),
            ..Default::default()
        }),
        enums::AuthorizationState::WaitPhoneNumber => {
            send(&functions::CheckAuthenticationBotToken { token: "1:token".into() });
        }
        _ => {}
    }
}

fn answer(message: &types::Message) {
    let (chat_id, message_id) = (message.chat_id, message.id);
    let enums::MessageContent::MessageText(content) = &message.content else { return };
    let text = types::FormattedText { text: content.text.text.clone(), ..Default::default() };
    let content = || types::InputMessageText { text: text.clone(), ..Default::default() };
    if let enums::MessageSender::User(sender) = &message.sender_id {
        send(&functions::GetUser { user_id: sender.user_id });
    }
    send(&functions::SendMessage::new(chat_id, content().into()));
    send(&functions::EditMessageText::new(chat_id, message_id, content().into()));
    send(&functions::DeleteMessages { chat_id, message_ids: vec![message_id], revoke: true });
    send(&functions::GetChat { chat_id });
    send(&functions::GetChatHistory { chat_id, limit: 100, ..Default::default() });
    send(&functions::SendChatAction { chat_id, ..Default::default() });
    send(&functions::Close {});
}

fn send(request: &impl Request) {
    println!("{}", request.to_json("telegram"));
}
