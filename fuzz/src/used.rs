//! Two modules for layer 230 that contain only the items that this file names. With `both`, `Updates` can be written
//! and read. With `read`, `Updates` can only be read.

use tl_runtime::{Decode, DecodeError, DecodeErrorKind, Encode};

use crate::layer_230;

#[allow(missing_docs)]
pub mod both {
    tl_runtime::include_tl!("used_both");
}

#[allow(missing_docs)]
pub mod read {
    tl_runtime::include_tl!("used_read");
}

/// Lists the new messages in `$updates`, which has the type `$module::enums::Updates`. The list contains the id and the
/// text of each message, and whether the message has media.
macro_rules! texts {
    ($module:ident, $updates:expr) => {{
        use $module::enums::{Message, Update, Updates};
        let updates = match $updates {
            Updates::Updates(updates) => &updates.updates[..],
            Updates::Combined(updates) => &updates.updates[..],
            _ => &[],
        };
        let messages = updates.iter().filter_map(|update| match update {
            Update::NewMessage(update) => Some(&update.message),
            _ => None,
        });
        let texts = messages.filter_map(|message| match message {
            Message::Message(message) => Some((message.id, message.message.clone(), message.media.is_some())),
            _ => None,
        });
        texts.collect::<Vec<_>>()
    }};
}

/// Decodes `bytes` with both modules. Compares the results with `whole`, the result for the whole schema: the value and
/// its bytes, or the error.
///
/// # Panics
/// Panics if a value or an error differs, or if the module `both` writes the bytes of another value.
pub(crate) fn check(bytes: &[u8], whole: Result<(&layer_230::enums::Updates, &[u8]), &DecodeError>) {
    let both = both::enums::Updates::from_bytes(bytes);
    let read = read::enums::Updates::from_bytes(bytes);
    match whole {
        Ok((updates, once)) => {
            let texts = texts!(layer_230, updates);
            if let Some(both) = unless_large(both) {
                assert_eq!(texts!(both, &both), texts);
                let written = both.to_bytes().expect("a value that was read can be written");
                let again =
                    layer_230::enums::Updates::from_bytes(&written).expect("written bytes can be read");
                assert_eq!(
                    again.to_bytes().as_deref(),
                    Ok(once),
                    "parts that are kept as bytes are written unchanged"
                );
            }
            if let Some(read) = unless_large(read) {
                assert_eq!(texts!(read, &read), texts);
            }
        }
        Err(error) => {
            for found in [both.map(drop), read.map(drop)] {
                let found = found.expect_err("bytes that cannot be read are an error");
                assert!(found == *error || is_large(&found), "{found} instead of {error}");
            }
        }
    }
}

/// Returns the value, or `None` if it exceeds the memory limit. The memory of a value depends on the generated types.
fn unless_large<T>(result: Result<T, DecodeError>) -> Option<T> {
    match result {
        Err(error) if is_large(&error) => None,
        result => Some(result.expect("a value of the whole schema is read")),
    }
}

fn is_large(error: &DecodeError) -> bool {
    matches!(error.kind(), DecodeErrorKind::TooMuchMemory { .. })
}
