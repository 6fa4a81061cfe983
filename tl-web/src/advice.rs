//! Describes errors of decoding, and gives advice.

use tl_schemas::history;
use tl_value::{DecodeError, DecodeErrorKind, Framing};

use crate::answer::{Part, Problem};
use crate::schemas::Choice;

const TYPE: &str = "enter the type of the value, such as `Vector<long>`";

/// Describes the error of decoding `bytes`. `choice` is `None` if the page passed a schema.
pub(crate) fn problem(error: &DecodeError, bytes: &[u8], choice: Option<Choice>) -> Box<Problem> {
    let of = match error.kind() {
        DecodeErrorKind::VectorOfUnknown if error.offset() == 0 => Part::Vector,
        _ => Part::Bytes,
    };
    let (advice, layer) = advice(error, bytes, choice);
    Box::new(Problem {
        offset: Some(error.offset()),
        unpacked: error.unpacked(),
        path: error.path().to_string(),
        advice,
        layer,
        ..*Problem::new(of, error.kind().to_string())
    })
}

type Advice = (Option<String>, Option<u32>);

fn advice(error: &DecodeError, bytes: &[u8], choice: Option<Choice>) -> Advice {
    match error.kind() {
        DecodeErrorKind::VectorOfUnknown => (Some(TYPE.to_owned()), None),
        DecodeErrorKind::Encrypted { .. } => (
            Some("decrypt the message first, and paste the decrypted data from its salt on".to_owned()),
            None,
        ),
        DecodeErrorKind::UnknownId { found, reversed: Some(name), .. } => {
            (Some(reversed(*found, name)), None)
        }
        DecodeErrorKind::UnknownId { found, name: None, .. } => {
            in_other_layers(*found, choice).unwrap_or_else(|| (guess_framing(error, bytes), None))
        }
        _ => (guess_framing(error, bytes), None),
    }
}

/// Returns advice if the bytes look like another format, such as a packet of an MTProto transport. Decoding of such
/// bytes fails at the first byte, so there is no advice for errors at later positions.
fn guess_framing(error: &DecodeError, bytes: &[u8]) -> Option<String> {
    let is_begin = error.offset() == 0 && error.unpacked() == 0;
    is_begin.then(|| Framing::guess(bytes)).flatten().map(|framing| framing.to_string())
}

fn reversed(found: u32, name: &str) -> String {
    let bytes: String = found.to_be_bytes().map(|byte| format!("{byte:02x}")).concat();
    let then = if name == "vector" { format!(", and {TYPE}") } else { String::new() };
    let id = found.swap_bytes();
    format!("the id of `{name}` is #{id:08x}; its bytes are in reverse order: write `{bytes}`{then}")
}

/// Returns advice for an unknown id that layers of the Telegram API declare. If the schemas are bundled, also returns
/// the newest of these layers.
fn in_other_layers(id: u32, choice: Option<Choice>) -> Option<Advice> {
    let declaration = history::with_id(id).next()?;
    let (name, layers, last) = (declaration.name(), declaration.layers, declaration.layers.last());
    let has = format!("#{id:08x} is `{name}` in {} of the Telegram API", layers.with_noun());
    match choice {
        Some(Choice::Layer(_) | Choice::Mtproto) => Some((Some(has), Some(last))),
        Some(Choice::All) => None,
        None => Some((Some(format!("{has}, but the bytes are read with another schema")), None)),
    }
}
