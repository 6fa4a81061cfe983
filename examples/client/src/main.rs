//! Cancels a login code: encodes the request of a client, and decodes the answer.

use tl_runtime::{Decode, DecodeError, Encode, Function, Identify, Object};

mod mtproto {
    tl_runtime::include_tl!("mtproto");
}
mod api {
    tl_runtime::include_tl!("api");
}

use api::functions::{InitConnection, InvokeWithLayer, auth::CancelCode};
use mtproto::types::{RpcError, RpcResult};

fn request() -> CancelCode {
    CancelCode { phone_number: "+14155550100".to_owned(), phone_code_hash: "a1b2c3d4e5f6a7b8c9".to_owned() }
}

fn describe(answer: &[u8]) -> Result<String, DecodeError> {
    let result = RpcResult::from_bytes(answer)?.result;
    Ok(match CancelCode::output_or::<RpcError>(result.as_bytes())? {
        Ok(is_canceled) => format!("canceled: {is_canceled}"),
        Err(error) => format!("failed: {} {}", error.error_code, error.error_message),
    })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let request = request();
    println!("{}: {}", request.constructor_name(), hex(&request.to_bytes()?));
    println!("first in a session: {}", hex(&first_in_session(&request).to_bytes()?));

    let answer = RpcResult { req_msg_id: 1, result: Object::of(&true)? };
    println!("{}: {}", name(&answer.result).unwrap_or("?"), describe(&answer.to_bytes()?)?);
    let error = RpcError { error_code: 400, error_message: "PHONE_CODE_EXPIRED".to_owned() };
    let answer = RpcResult { req_msg_id: 1, result: Object::of(&error)? };
    println!("{}: {}", name(&answer.result).unwrap_or("?"), describe(&answer.to_bytes()?)?);
    Ok(())
}

/// Wraps the first request of a session. This request must contain the layer and describe the client.
fn first_in_session<Q>(query: &Q) -> InvokeWithLayer<InitConnection<&Q>> {
    let connection = InitConnection::new(
        12345,
        "Pixel 8".to_owned(),
        "14".to_owned(),
        "1.0.0".to_owned(),
        "en-US".to_owned(),
        String::new(),
        "en".to_owned(),
        query,
    );
    InvokeWithLayer { layer: api::LAYER, query: connection }
}

/// Returns the name of the object's constructor, if one of the schemas contains this constructor.
fn name(object: &Object) -> Option<&'static str> {
    let id = object.constructor_id();
    api::registry::name(id).or_else(|| mtproto::registry::name(id))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
