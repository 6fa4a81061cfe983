//! The code that `docs/migrating-from-grammers.md` shows as a replacement for code with grammers.

use tl_runtime::{Decode, DecodeError, Encode, EncodeError, Function, Object, Reader, Writer};

mod api {
    tl_runtime::include_tl!("migration_api");
}
mod mtproto {
    tl_runtime::include_tl!("key_exchange");
}

mod tl {
    pub(crate) mod enums {
        pub(crate) use super::super::{api::enums::*, mtproto::enums::*};
    }
    pub(crate) mod functions {
        pub(crate) use super::super::{api::functions::*, mtproto::functions::*};
    }
    pub(crate) mod types {
        pub(crate) use super::super::{api::types::*, mtproto::types::*};
    }
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn call(body: &[u8]) -> Result<(Vec<u8>, i64)> {
    let request = tl::functions::account::InitTakeoutSession { contacts: true, ..Default::default() };
    let bytes = request.to_bytes()?;
    let takeout = tl::functions::account::InitTakeoutSession::output_from_bytes(body)?;
    Ok((bytes, takeout.id))
}

/// Sends any request of a session and returns its result.
fn invoke<R: Function + Encode>(request: &R, send: impl Fn(Vec<u8>) -> Vec<u8>) -> Result<R::Output> {
    let answer = send(request.to_bytes()?);
    Ok(R::output_from_bytes(&answer)?)
}

fn location(peer: tl::enums::InputPeer, photo_id: i64) -> tl::functions::upload::GetFile {
    let location = tl::types::InputPeerPhotoFileLocation { big: true, peer, photo_id };
    tl::functions::upload::GetFile {
        precise: false,
        cdn_supported: false,
        location: location.into(),
        offset: 0,
        limit: 1 << 20,
    }
}

fn name(user: tl::enums::User) -> Option<String> {
    match user {
        tl::enums::User::User(user) => user.first_name,
        tl::enums::User::Empty(_) => None,
    }
}

fn is_bot(user: &tl::types::User) -> bool {
    user.bot() && !user.is_self
}

fn takeout(bytes: i64) -> tl::functions::account::InitTakeoutSession {
    tl::functions::account::InitTakeoutSession::default().with_files(bytes)
}

fn fields(ack: &tl::types::MsgsAck) -> std::result::Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new();
    writer.write_bare(ack);
    writer.finish()
}

fn read_fields(bytes: &[u8]) -> std::result::Result<tl::types::MsgsAck, DecodeError> {
    Reader::new(bytes).read_bare()
}

fn before_padding(bytes: &[u8]) -> Result<(tl::types::ServerDhInnerData, usize)> {
    let mut reader = Reader::new(bytes);
    let inner = reader.read()?;
    Ok((inner, reader.offset()))
}

fn describe(body: &Object) -> Result<String> {
    if body.is::<tl::types::NewSessionCreated>() {
        let created: tl::types::NewSessionCreated = body.decode_as()?;
        return Ok(format!("salt {}", created.server_salt));
    }
    if let Ok(tl::enums::BadMsgNotification::BadServerSalt(bad)) = body.decode_as() {
        return Ok(format!("salt {}", bad.new_server_salt));
    }
    Ok(mtproto::registry::name(body.constructor_id()).unwrap_or("unknown").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::assert_is_from;

    #[test]
    fn the_code_of_the_page_is_compiled() {
        let page = include_str!("../../../docs/migrating-from-grammers.md");
        assert_is_from(page, "rust", 11, include_str!("migration.rs"));
    }

    #[test]
    fn the_code_returns_what_the_page_describes() {
        let takeout_bytes = tl::types::account::Takeout { id: 7 }.to_bytes().unwrap();
        assert_eq!(call(&takeout_bytes).unwrap().1, 7);
        let answer = invoke(&takeout(9), |request| {
            assert_eq!(request[4], 1 << 5);
            takeout_bytes.clone()
        });
        assert_eq!(answer.unwrap().id, 7);
        assert_eq!(location(tl::enums::InputPeer::PeerSelf, 3).to_bytes().unwrap().len(), 40);
        let mut user = tl::types::User::new(1);
        (user.first_name, user.bot_info_version) = (Some("n".to_owned()), Some(1));
        assert!(is_bot(&user));
        assert_eq!(name(user.into()).as_deref(), Some("n"));
        assert_eq!(name(tl::types::UserEmpty { id: 1 }.into()), None);
        let ping = |_| tl::types::Pong { msg_id: 1, ping_id: 2 }.to_bytes().unwrap();
        assert_eq!(invoke(&tl::functions::Ping { ping_id: 2 }, ping).unwrap().msg_id, 1);
        let ack = tl::types::MsgsAck { msg_ids: vec![1] };
        let bytes = fields(&ack).unwrap();
        assert_eq!((bytes.len(), read_fields(&bytes)), (16, Ok(ack.clone())));
        assert_eq!(describe(&Object::of(&ack).unwrap()).unwrap(), "msgs_ack");
        let inner = tl::types::ServerDhInnerData {
            nonce: [1; 16],
            server_nonce: [2; 16],
            g: 3,
            dh_prime: vec![4],
            g_a: vec![5],
            server_time: 6,
        };
        let mut bytes = inner.to_bytes().unwrap();
        let len = bytes.len();
        bytes.extend([0; 12]);
        assert_eq!(before_padding(&bytes).unwrap(), (inner, len));
        assert!(tl::types::ServerDhInnerData::from_bytes(&bytes).is_err());
    }
}
