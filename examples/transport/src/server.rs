//! The answers of the server.

use tl_runtime::{Combinator, Decode, Encode, Object};

use crate::Result;
use crate::api::functions::{auth::CancelCode, help::GetInviteText};
use crate::api::types::help::InviteText;
use crate::gzip::packed;
use crate::mtproto::types::{BadServerSalt, Message, MsgContainer, NewSessionCreated, RpcError, RpcResult};

/// Reports a new session, an error for one of the requests, and a wrong salt for the other request.
pub(crate) fn first_answer(payload: &[u8]) -> Result<Vec<u8>> {
    let (cancel, invite) = (find::<CancelCode>(payload)?, find::<GetInviteText>(payload)?);
    let created = NewSessionCreated { first_msg_id: cancel.msg_id, unique_id: 7, server_salt: 0x51 };
    let error = RpcError { error_code: 400, error_message: "PHONE_CODE_EXPIRED".to_owned() };
    let bad_salt = BadServerSalt {
        bad_msg_id: invite.msg_id,
        bad_msg_seqno: invite.seqno,
        error_code: 48,
        new_server_salt: 0x52,
    };
    let result = RpcResult { req_msg_id: cancel.msg_id, result: Object::of(&error)? };
    container([Object::of(&created)?, Object::of(&result)?, Object::of(&bad_salt)?])
}

/// Returns a packed result.
pub(crate) fn second_answer(payload: &[u8]) -> Result<Vec<u8>> {
    let invite = InviteText { message: "Join us! ".repeat(1000) };
    let result = packed(&Object::of(&invite)?)?;
    let req_msg_id = find::<GetInviteText>(payload)?.msg_id;
    container([Object::of(&RpcResult { req_msg_id, result })?])
}

/// Returns a short payload that is 16 MB long after unpacking.
pub(crate) fn bomb() -> Result<Vec<u8>> {
    let text = InviteText { message: "a".repeat((1 << 24) - 1) };
    Ok(packed(&Object::of(&text)?)?.into_bytes())
}

/// Returns the message whose body is the request `F` from a container.
fn find<F: Combinator>(payload: &[u8]) -> Result<Message> {
    let mut messages = MsgContainer::from_bytes(payload)?.messages.into_iter();
    messages.find(|message| message.body.is::<F>()).ok_or_else(|| format!("no {}", F::NAME).into())
}

fn container<const N: usize>(bodies: [Object; N]) -> Result<Vec<u8>> {
    // Message ids of a server are odd.
    let messages = bodies.into_iter().zip(1..).map(|(body, n)| Message { msg_id: n * 4 + 1, seqno: 1, body });
    Ok(MsgContainer { messages: messages.collect() }.to_bytes()?)
}
