//! A small bot: reads `Updates` from standard input, and writes ten requests for each message to standard output.

use std::error::Error;
use std::io::{self, Read, Write};

use bindings::functions::{auth, contacts, messages, updates, upload, users};
use bindings::{Deserializable, Serializable, enums, types};

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
            enums::Message::Message(message) => Some(message),
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
    let location = enums::InputFileLocation::InputPhotoFileLocation(types::InputPhotoFileLocation {
        id: 1,
        access_hash: 2,
        file_reference: vec![3],
        thumb_size: "m".into(),
    });
    send(&text(peer(), message.message))?;
    send(&edit(peer(), message.id))?;
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
    send(&contacts::ResolveUsername { username: "telegram".into(), referer: None })?;
    send(&updates::GetState {})?;
    send(&upload::GetFile { precise: false, cdn_supported: false, location, offset: 0, limit: 1 << 20 })?;
    send(&auth::ImportBotAuthorization {
        flags: 0,
        api_id: 1,
        api_hash: "hash".into(),
        bot_auth_token: "1:token".into(),
    })
}

fn text(peer: enums::InputPeer, message: String) -> messages::SendMessage {
    messages::SendMessage {
        no_webpage: false,
        silent: false,
        background: false,
        clear_draft: false,
        noforwards: false,
        update_stickersets_order: false,
        invert_media: false,
        allow_paid_floodskip: false,
        peer,
        reply_to: None,
        message,
        random_id: 42,
        reply_markup: None,
        entities: None,
        schedule_date: None,
        schedule_repeat_period: None,
        send_as: None,
        quick_reply_shortcut: None,
        effect: None,
        allow_paid_stars: None,
        suggested_post: None,
        rich_message: None,
    }
}

fn edit(peer: enums::InputPeer, id: i32) -> messages::EditMessage {
    messages::EditMessage {
        no_webpage: false,
        invert_media: false,
        peer,
        id,
        message: None,
        media: None,
        reply_markup: None,
        entities: None,
        schedule_date: None,
        schedule_repeat_period: None,
        quick_reply_shortcut_id: None,
        rich_message: None,
    }
}

fn send(request: &impl Serializable) -> Result<(), Box<dyn Error>> {
    io::stdout().write_all(&request.to_bytes())?;
    Ok(())
}
