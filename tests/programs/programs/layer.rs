//! A client of a layer of the Telegram API.

use tl_runtime::{Decode, Encode, Function};

use super::api::enums::{self, InputPeer, UserStatus, messages::Messages};
use super::api::functions::messages::*;
use super::api::functions::{self as f, InitConnection, InvokeWithLayer, users};
use super::api::types::{self, InputPeerUser, UserStatusOffline};

fn send(peer: impl Into<InputPeer>) -> SendMessage {
    let base = SendMessage::new(peer.into(), "hello".into(), 7);
    SendMessage { silent: true, ..base }
}

fn texts(messages: Messages) -> Vec<String> {
    let list = match messages {
        Messages::Messages(all) => all.messages,
        Messages::Slice(part) => part.messages,
        Messages::ChannelMessages(part) => part.messages,
        Messages::NotModified(_) | Messages::Other(_) => Vec::new(),
    };
    let messages = list.into_iter().filter_map(|message| types::Message::try_from(message).ok());
    messages.map(|types::Message { message, out, .. }| format!("{message} {out}")).collect()
}

fn user(user: &enums::User) -> Option<String> {
    let id = user.id()?;
    let enums::User::User(user) = user else { return None };
    let seen = match user.status.as_ref()? {
        UserStatus::Online(online) => online.expires,
        UserStatus::Offline(UserStatusOffline { was_online }) => *was_online,
        _ => 0,
    };
    Some(format!("{id} {:?} {} {seen}", user.first_name, user.bot()))
}

fn ask<F: Function + Encode>(call: &F) -> String
where
    F::Output: Decode,
{
    let answer = F::output_from_bytes(&[]).map(|_| ());
    format!("{:?} {answer:?}\n", call.to_bytes())
}

pub fn run() -> String {
    let peer = InputPeerUser { user_id: 1, access_hash: 2 };
    let who = users::GetUsers { id: vec![enums::InputUser::UserSelf] };
    let first = InvokeWithLayer {
        layer: super::api::LAYER,
        query: InitConnection::new(1, "".into(), "".into(), "".into(), "".into(), "".into(), "".into(), &who),
    };
    let history = GetHistory {
        peer: InputPeer::Empty,
        offset_id: 0,
        offset_date: 0,
        add_offset: 0,
        limit: 1,
        max_id: 0,
        min_id: 0,
        hash: 0,
    };
    let users = users::GetUsers::output_from_bytes(&[]).map(|list| list.iter().filter_map(user).count());
    let state = f::updates::GetState::output_from_bytes(&[]).map(|state| state.pts);
    ask(&send(peer)) + &ask(&history) + &ask(&who) + &ask(&f::updates::GetState {})
        + &format!("{:?} {users:?} {state:?}", first.to_bytes())
        + &format!("{:?}", GetHistory::output_from_bytes(&[]).map(texts))
}
