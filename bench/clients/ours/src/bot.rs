//! A small bot: reads `Updates` from standard input, and writes ten requests for each message to standard output.

use std::error::Error;
use std::io::{self, Read, Write};

use bindings::api::functions::{auth, contacts, messages, updates, upload, users};
use bindings::api::{enums, types};
use tl_runtime::{Decode, Encode};

pub fn main() -> Result<(), Box<dyn Error>> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    for message in received(enums::Updates::from_bytes(&bytes)?) {
        answer(message)?;
    }
    Ok(())
}

fn received(updates: enums::Updates) -> Vec<types::Message> {
    let updates = match updates {
        enums::Updates::Updates(updates) => updates.updates,
        enums::Updates::Combined(updates) => updates.updates,
        enums::Updates::UpdateShort(update) => vec![update.update],
        _ => Vec::new(),
    };
    let messages = updates.into_iter().filter_map(|update| match update {
        enums::Update::NewMessage(update) => Some(update.message),
        enums::Update::NewChannelMessage(update) => Some(update.message),
        _ => None,
    });
    messages
        .filter_map(|message| match message {
            enums::Message::Message(message) => Some(*message),
            _ => None,
        })
        .collect()
}

fn answer(message: types::Message) -> Result<(), Box<dyn Error>> {
    let user_id = match message.peer_id {
        enums::Peer::User(peer) => peer.user_id,
        _ => return Ok(()),
    };
    let peer = || enums::InputPeer::User(types::InputPeerUser { user_id, access_hash: 0 });
    let user = enums::InputUser::User(types::InputUser { user_id, access_hash: 0 });
    let location =
        enums::InputFileLocation::InputPhotoFileLocation(Box::new(types::InputPhotoFileLocation {
            id: 1,
            access_hash: 2,
            file_reference: vec![3],
            thumb_size: "m".into(),
        }));
    send(&messages::SendMessage::new(peer(), message.message, 42))?;
    send(&messages::EditMessage::new(peer(), message.id))?;
    send(&messages::DeleteMessages { revoke: true, id: vec![message.id] })?;
    send(&messages::GetHistory {
        peer: peer(),
        offset_id: 0,
        offset_date: 0,
        add_offset: 0,
        limit: 100,
        max_id: 0,
        min_id: 0,
        hash: 0,
    })?;
    send(&messages::SetTyping {
        peer: peer(),
        top_msg_id: None,
        action: enums::SendMessageAction::SendMessageTypingAction,
    })?;
    send(&users::GetUsers { id: vec![user] })?;
    send(&contacts::ResolveUsername::new("telegram".into()))?;
    send(&updates::GetState)?;
    send(&upload::GetFile::new(location, 0, 1 << 20))?;
    send(&auth::ImportBotAuthorization {
        flags: 0,
        api_id: 1,
        api_hash: "hash".into(),
        bot_auth_token: "1:token".into(),
    })
}

fn send(request: &impl Encode) -> Result<(), Box<dyn Error>> {
    io::stdout().write_all(&request.to_bytes()?)?;
    Ok(())
}
