//! A program with bindings that are checked in. To update them, run `tl generate` in this folder.

mod tl;

use std::io::Write;

use tl_runtime::{Decode, Encode, Function};

use self::tl::enums::auth::SentCodeType;
use self::tl::functions::auth::{CancelCode, ResendCode};
use self::tl::types::auth::SentCode;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let resend = ResendCode { phone_number: "+14155550100".to_owned(), phone_code_hash: "a1b2c3".to_owned() };
    let answer = SentCode {
        timeout: Some(60),
        ..SentCode::new(tl::types::auth::SentCodeTypeSms { length: 5 }.into(), "d4e5f6".to_owned())
    };
    let sent = ResendCode::output_from_bytes(&answer.to_bytes()?)?;
    let way = match sent.r#type {
        SentCodeType::Sms(sms) => format!("an SMS with {} digits", sms.length),
        other => format!("{other:?}"),
    };
    let cancel = CancelCode { phone_number: resend.phone_number, phone_code_hash: sent.phone_code_hash };
    let name = tl::registry::name(u32::from_bytes(&cancel.to_bytes()?[..4])?).unwrap_or("?");
    let mut out = std::io::stdout().lock();
    writeln!(out, "{way}, then {name}: {:02x?}", cancel.to_bytes()?)?;
    writeln!(out, "{}", serde_json::to_string(&cancel)?)?;
    Ok(())
}
