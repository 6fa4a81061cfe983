//! A server that stores notes, and its client. Both are in this program and communicate over TCP.
//!
//! A packet consists of a length (4 bytes, lowest byte first) and that number of bytes. A request consists of an id of
//! 8 bytes and a function. An answer is an `rpc_result`, which contains the id, and either the result of the function
//! or an `rpc_error`.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use tl_runtime::{Decode, Encode, Function, Object, Reader, Serve};

mod mtproto {
    tl_runtime::include_tl!("mtproto");
}
mod notes {
    tl_runtime::include_tl!("notes");
}

use mtproto::types::{RpcError, RpcResult};
use notes::functions::{Any, notes as functions};
use notes::types::Note;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Maximum length of a packet, without the length itself.
const MOST_BYTES: usize = 1 << 16;

/// The notes of one client.
#[derive(Default)]
struct Server {
    notes: Vec<Note>,
    last_id: i32,
}

impl Server {
    /// Answers requests until the client closes the connection.
    fn serve(&mut self, mut stream: TcpStream) -> Result<(), Error> {
        while let Some(packet) = receive(&mut stream)? {
            let mut r = Reader::new(&packet);
            let req_msg_id = r.read()?;
            let result = match r.read().and_then(|call| r.finish().map(|()| call)) {
                Ok(call) => self.answer(call)?,
                Err(_) => Object::of(&failure(400, "REQUEST_INVALID"))?,
            };
            send(&mut stream, &RpcResult { req_msg_id, result }.to_bytes()?)?;
        }
        Ok(())
    }

    /// Calls the method that implements a TL function. The program does not compile if the method returns another type
    /// than the TL function.
    fn answer(&mut self, call: Any) -> Result<Object, Error> {
        match call {
            Any::NotesAdd(call) => reply::<functions::Add>(self.add(call.text)),
            Any::NotesList(functions::List {}) => reply::<functions::List>(Ok(self.notes.clone())),
            Any::NotesDelete(call) => reply::<functions::Delete>(self.delete(call.id)),
        }
    }

    fn add(&mut self, text: String) -> Result<Note, RpcError> {
        if text.is_empty() {
            return Err(failure(400, "TEXT_EMPTY"));
        }
        self.last_id += 1;
        let note = Note { id: self.last_id, text };
        self.notes.push(note.clone());
        Ok(note)
    }

    fn delete(&mut self, id: i32) -> Result<bool, RpcError> {
        let before = self.notes.len();
        self.notes.retain(|note| note.id != id);
        if self.notes.len() < before { Ok(true) } else { Err(failure(404, "NOTE_NOT_FOUND")) }
    }
}

/// Returns the result of the function `F`, or the error, as an object.
fn reply<F: Serve>(result: Result<F::Output, RpcError>) -> Result<Object, Error> {
    match result {
        Ok(output) => Ok(Object::from_bytes(&F::output_to_bytes(&output)?)?),
        Err(error) => Ok(Object::of(&error)?),
    }
}

fn failure(error_code: i32, message: &str) -> RpcError {
    RpcError { error_code, error_message: message.to_owned() }
}

/// Calls a function of the server. Errors are returned as text.
fn call<F: Function>(stream: &mut TcpStream, call: &F) -> Result<F::Output, Error> {
    let answer = request(stream, &call.to_bytes()?)?;
    let answer = F::output_or::<RpcError>(answer.as_bytes())?;
    answer.map_err(|error| format!("{} {}", error.error_code, error.error_message).into())
}

/// Sends the bytes of a function. Returns the result from the answer.
fn request(stream: &mut TcpStream, call: &[u8]) -> Result<Object, Error> {
    let id = 7_i64;
    send(stream, &[&id.to_le_bytes(), call].concat())?;
    let answer = receive(stream)?.ok_or("no answer")?;
    let RpcResult { req_msg_id, result } = RpcResult::from_bytes(&answer)?;
    if req_msg_id == id { Ok(result) } else { Err("an answer to another request".into()) }
}

fn send(stream: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
    let len = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    stream.write_all(&[&len.to_le_bytes(), bytes].concat())
}

/// Receives a packet. Returns `None` at the end of the stream.
fn receive(stream: &mut TcpStream) -> io::Result<Option<Vec<u8>>> {
    let mut len = [0; 4];
    match stream.read_exact(&mut len) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        done => done?,
    }
    let len = u32::from_le_bytes(len) as usize;
    if len > MOST_BYTES {
        return Err(io::Error::other(format!("a packet has {len} bytes")));
    }
    let mut bytes = vec![0; len];
    stream.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

fn main() -> Result<(), Error> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut stream = TcpStream::connect(listener.local_addr()?)?;
    let server = thread::spawn(move || Server::default().serve(listener.accept()?.0));

    let add = |text: &str| functions::Add { text: text.to_owned() };
    println!("{:?}", call(&mut stream, &add("tea"))?);
    println!("{:?}", call(&mut stream, &add("milk"))?);
    println!("{}", call(&mut stream, &functions::Delete { id: 1 })?);
    println!("{:?}", call(&mut stream, &functions::List {})?);
    let wrong =
        [call(&mut stream, &functions::Delete { id: 1 }).map(drop), call(&mut stream, &add("")).map(drop)];
    for error in wrong.into_iter().filter_map(Result::err) {
        println!("error: {error}");
    }
    let error: RpcError = request(&mut stream, b"junk")?.decode_as()?;
    println!("{error:?}");
    drop(stream);
    server.join().map_err(|_| "the server panicked")?
}
