//! Cancels a login code: what a client sends, and what it makes of the answer.

use tl_runtime::{Decode, DecodeError, Encode, Function, Object};

mod mtproto {
    tl_runtime::include_tl!("mtproto");
}
mod api {
    tl_runtime::include_tl!("api");
}

use api::functions::{InitConnection, InvokeWithLayer, auth::CancelCode};
use mtproto::types::{RpcError, RpcResult};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let request = CancelCode {
        phone_number: "+14155550100".to_owned(),
        phone_code_hash: "a1b2c3d4e5f6a7b8c9".to_owned(),
    };
    println!("{}: {}", name(&request), hex(&request.to_bytes()?));
    println!("first in a session: {}", hex(&first_in_session(&request).to_bytes()?));

    let answer = RpcResult { req_msg_id: 1, result: Object::of(&true)? };
    println!("{}", describe::<CancelCode>(&answer.to_bytes()?)?);
    let error = RpcError { error_code: 400, error_message: "PHONE_CODE_EXPIRED".to_owned() };
    let answer = RpcResult { req_msg_id: 1, result: Object::of(&error)? };
    println!("{}", describe::<CancelCode>(&answer.to_bytes()?)?);
    Ok(())
}

/// The first request of a session says which layer it speaks, and who asks.
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

/// What an answer to a request `F` says.
fn describe<F: Function<Output = bool>>(answer: &[u8]) -> Result<String, DecodeError> {
    let result = RpcResult::from_bytes(answer)?.result;
    if result.is::<RpcError>() {
        let RpcError { error_code, error_message } = result.decode_as()?;
        return Ok(format!("{} failed: {error_code} {error_message}", F::NAME));
    }
    Ok(format!("{} answers {}", F::NAME, F::output_from_bytes(result.as_bytes())?))
}

fn name<F: Function>(_: &F) -> &'static str {
    F::NAME
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
