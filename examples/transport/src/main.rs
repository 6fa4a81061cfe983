//! Exchanges service messages of MTProto, such as containers, packed objects, results, errors and salts.
//!
//! A payload is the content of a message after decryption. This example contains neither encryption nor sockets.

mod gzip;
mod server;

use std::collections::BTreeMap;
use std::error::Error;
use std::mem;

use tl_runtime::{Decode, Encode, Function, Object};

mod mtproto {
    tl_runtime::include_tl!("mtproto");
}
mod api {
    tl_runtime::include_tl!("api");
}

use api::functions::{auth::CancelCode, help::GetInviteText};
use api::types::help::InviteText;
use gzip::{MOST_UNPACKED, packed, unpacked};
use mtproto::types::{Any, Message, MsgContainer, MsgsAck, RpcError};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The state of a client's session.
#[derive(Default)]
struct Session {
    salt: i64,
    last_id: i64,
    /// Number of sent messages that required an acknowledgement.
    counted: i32,
    to_acknowledge: Vec<i64>,
    to_send: Vec<Request>,
    /// Requests without an answer, by message id.
    pending: BTreeMap<i64, Request>,
}

type Describe = Box<dyn Fn(&Object) -> Result<String>>;

/// A request, and a function that describes its answer.
struct Request {
    body: Object,
    describe: Describe,
}

impl Request {
    /// Creates a request that calls the function `call`. `describe` describes the result of the function. If the answer
    /// is an error, `describe` is not called.
    fn new<F: Function + 'static>(call: &F, describe: fn(F::Output) -> String) -> Result<Self> {
        let describe = move |result: &Object| {
            Ok(match F::output_or::<RpcError>(result.as_bytes())? {
                Ok(output) => describe(output),
                Err(error) => format!("{}: error {}, {}", F::NAME, error.error_code, error.error_message),
            })
        };
        Ok(Self { body: Object::of(call)?, describe: Box::new(describe) })
    }
}

impl Session {
    /// Returns a container with acknowledgements and requests.
    fn payload(&mut self) -> Result<Vec<u8>> {
        let mut messages = Vec::new();
        let msg_ids = mem::take(&mut self.to_acknowledge);
        if !msg_ids.is_empty() {
            messages.push(self.message(Object::of(&MsgsAck { msg_ids })?, false));
        }
        for request in mem::take(&mut self.to_send) {
            let message = self.message(packed(&request.body)?, true);
            self.pending.insert(message.msg_id, request);
            messages.push(message);
        }
        Ok(MsgContainer { messages }.to_bytes()?)
    }

    /// Returns a message with the next id. The sequence number is odd if the server must acknowledge the message.
    fn message(&mut self, body: Object, is_counted: bool) -> Message {
        // Message ids of a client are multiples of 4. Real ids are derived from the clock.
        self.last_id += 4;
        let seqno = self.counted * 2 + i32::from(is_counted);
        self.counted += i32::from(is_counted);
        Message { msg_id: self.last_id, seqno, body }
    }

    /// Handles a payload, which is a container or a single object. Does not open a container in a container, and does
    /// not unpack packed data that is directly in packed data. This limits the nesting of a payload.
    fn receive(&mut self, payload: &[u8]) -> Result<()> {
        let mut left = MOST_UNPACKED;
        let payload = unpacked(Object::from_bytes(payload)?, &mut left)?;
        if !payload.is::<MsgContainer>() {
            return self.handle(payload, &mut left);
        }
        for Message { msg_id, seqno, body } in payload.decode_as::<MsgContainer>()?.messages {
            if seqno % 2 == 1 {
                self.to_acknowledge.push(msg_id);
            }
            self.handle(unpacked(body, &mut left)?, &mut left)?;
        }
        Ok(())
    }

    fn handle(&mut self, body: Object, left: &mut u64) -> Result<()> {
        match Any::from_bytes(body.as_bytes())? {
            Any::NewSessionCreated(created) => {
                self.salt = created.server_salt;
                println!("new session with salt {:#x}", self.salt);
            }
            Any::BadServerSalt(bad) => {
                self.salt = bad.new_server_salt;
                self.to_send.extend(self.pending.remove(&bad.bad_msg_id));
                println!("salt {:#x}, message {} is sent again", self.salt, bad.bad_msg_id);
            }
            Any::RpcResult(answer) => match self.pending.remove(&answer.req_msg_id) {
                Some(request) => println!("{}", (request.describe)(&unpacked(answer.result, left)?)?),
                None => println!("no request has the id {}", answer.req_msg_id),
            },
            other => println!("not handled: {other:?}"),
        }
        Ok(())
    }
}

fn main() -> Result<()> {
    let mut session = Session::default();
    let cancel = CancelCode { phone_number: "+14155550100".to_owned(), phone_code_hash: "a1b2".to_owned() };
    session.to_send.push(Request::new(&cancel, |is_cancelled| format!("cancelled: {is_cancelled}"))?);
    let describe = |invite: InviteText| format!("an invitation of {} bytes", invite.message.len());
    session.to_send.push(Request::new(&GetInviteText {}, describe)?);

    let sent = session.payload()?;
    session.receive(&server::first_answer(&sent)?)?;
    let sent = session.payload()?;
    session.receive(&server::second_answer(&sent)?)?;
    let error = session.receive(&server::bomb()?).err().ok_or("a bomb was unpacked")?;
    println!("error: {error}");
    Ok(())
}
