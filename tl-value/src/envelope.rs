//! Envelopes, which contain messages of MTProto, and the framing of MTProto's transports.

use std::fmt;

use tl_parser::wire::Scalar;
use tl_parser::wire::table::EnvelopeField;
use tl_runtime::wire::{Table, VECTOR_ID};

/// The data that MTProto adds around a message before it is sent.
///
/// In JSON, an envelope is an object. The length of the message is not written, because it is computed. The padding of
/// encrypted data is base64 and may be omitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Envelope {
    /// An unencrypted message. Its bytes are `auth_key_id` (which is 0), `message_id`, the length of the message, and
    /// the message.
    ///
    /// `{"_": "unencrypted_message", "message_id": "…", "message_data": {…}}`
    Unencrypted,
    /// The data of an encrypted message, after decryption. Its bytes are `salt`, `session_id`, `message_id`, `seq_no`,
    /// the length of the message, the message, and padding.
    ///
    /// `{"_": "encrypted_data", "salt": "…", "session_id": "…", "message_id": "…", "seq_no": 1, "message_data": {…},
    /// "padding": "…"}`
    EncryptedData,
}

impl Envelope {
    pub(crate) const ALL: [Self; 2] = [Self::Unencrypted, Self::EncryptedData];

    /// Returns the value of `_` in JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unencrypted => "unencrypted_message",
            Self::EncryptedData => "encrypted_data",
        }
    }

    /// Returns the envelope whose length fields are consistent with `bytes`. Returns `None` if `bytes` begin with a
    /// known id.
    pub(crate) fn detect(table: &Table<'_>, bytes: &[u8]) -> Option<Self> {
        let id = word(bytes, 0)?;
        if table.has_closed(id) || id == VECTOR_ID {
            return None;
        }
        Self::ALL.into_iter().find(|envelope| envelope.fits(bytes))
    }

    fn fits(self, bytes: &[u8]) -> bool {
        let header_len = match self {
            Self::Unencrypted => 20,
            Self::EncryptedData => 32,
        };
        let Some(len) = word(bytes, header_len - 4) else { return false };
        let is_message = len > 0 && len.is_multiple_of(4);
        let rest = bytes.len() - header_len;
        match (self, rest.checked_sub(len as usize)) {
            (Self::Unencrypted, Some(0)) => is_message && bytes.starts_with(&[0; 8]),
            (Self::EncryptedData, Some(padding)) => is_message && matches!(padding, 0 | 12..=1024),
            _ => false,
        }
    }

    /// Returns the fields in the order in which they are encoded.
    pub(crate) fn fields(self) -> Vec<(&'static str, EnvelopeField)> {
        let long = EnvelopeField::Scalar(Scalar::Long);
        let message =
            [("message_data_length", EnvelopeField::Length), ("message_data", EnvelopeField::Object)];
        let (header, padding) = match self {
            Self::Unencrypted => (vec![("auth_key_id", EnvelopeField::Zero), ("message_id", long)], None),
            Self::EncryptedData => {
                let seq_no = ("seq_no", EnvelopeField::Scalar(Scalar::Int));
                (
                    vec![("salt", long), ("session_id", long), ("message_id", long), seq_no],
                    Some(("padding", EnvelopeField::Rest)),
                )
            }
        };
        header.into_iter().chain(message).chain(padding).collect()
    }
}

/// A possible form of bytes that are neither a value nor an [`Envelope`]. It is a guess that can be shown to users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Framing {
    /// An encrypted message: `auth_key_id`, `msg_key` and encrypted data.
    Encrypted,
    /// A packet of the abridged transport. Contains the number of bytes before the message.
    Abridged(usize),
    /// A packet of the intermediate or padded intermediate transport. Contains the number of bytes before the message.
    Intermediate(usize),
    /// A packet of the full transport: length, sequence number, message and CRC-32.
    Full,
    /// A transport error, such as -404.
    TransportError(i32),
    /// A quick acknowledgment.
    QuickAck,
}

impl Framing {
    /// Guesses the form from the first bytes and from the length of `bytes`.
    #[must_use]
    pub fn guess(bytes: &[u8]) -> Option<Self> {
        if let Some(short) = Self::of_one_word(bytes) {
            return Some(short);
        }
        let len = bytes.len();
        let first = word(bytes, 0)? as usize;
        match bytes {
            [0xee, 0xee, 0xee, 0xee, ..] | [0xdd, 0xdd, 0xdd, 0xdd, ..] => Some(Self::Intermediate(8)),
            [0xef, 0x7f, ..] => Some(Self::Abridged(5)),
            [0xef, words, ..] if usize::from(*words) * 4 + 2 == len => Some(Self::Abridged(2)),
            [0x7f, ..] if (first >> 8) * 4 + 4 == len => Some(Self::Abridged(4)),
            [words, ..] if usize::from(*words) * 4 + 1 == len => Some(Self::Abridged(1)),
            _ if first > 0 && (len - 4).checked_sub(first).is_some_and(|padding| padding < 16) => {
                Some(Self::Intermediate(4))
            }
            _ if first == len => Some(Self::Full),
            _ if len >= SHORTEST_ENCRYPTED && len % 16 == 8 => Some(Self::Encrypted),
            _ => None,
        }
    }

    fn of_one_word(bytes: &[u8]) -> Option<Self> {
        let word = i32::from_le_bytes(bytes.try_into().ok()?);
        match word {
            -999..=-1 => Some(Self::TransportError(word)),
            ..=-1000 => Some(Self::QuickAck),
            0.. => None,
        }
    }
}

/// Minimum length in bytes of an encrypted message: a header of 24 bytes, and 48 encrypted bytes. The encrypted bytes
/// are a header of 32 bytes, the id of an object without fields, and 12 bytes of padding.
const SHORTEST_ENCRYPTED: usize = 24 + 48;

/// Describes the form. If the bytes contain a message, also describes how to get it.
impl fmt::Display for Framing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encrypted => f.write_str(
                "this may be an encrypted message (`auth_key_id`, `msg_key`, encrypted data); decrypt the data first",
            ),
            Self::Abridged(len) => framed("abridged", *len, f),
            Self::Intermediate(len) => framed("intermediate", *len, f),
            Self::Full => f.write_str(
                "this may be a packet of the full transport; remove the first 8 bytes (length and sequence number) and \
                 the last 4 (CRC-32)",
            ),
            Self::TransportError(code) => write!(f, "this may be the transport error {code}"),
            Self::QuickAck => f.write_str("this may be a quick acknowledgment of a transport"),
        }
    }
}

fn framed(transport: &str, len: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let bytes = if len == 1 { "first byte".to_owned() } else { format!("first {len} bytes") };
    write!(f, "this may be a packet of the {transport} transport; remove the {bytes}")
}

/// Returns the little-endian word at `start`.
fn word(bytes: &[u8], start: usize) -> Option<u32> {
    bytes.get(start..)?.first_chunk().map(|word| u32::from_le_bytes(*word))
}
