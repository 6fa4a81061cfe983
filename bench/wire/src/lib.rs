//! What is measured of generated code: values of layer 230 to bytes and back, by this compiler's bindings and by
//! those of grammers and ferogram, beside protobuf and a copy of the bytes.

pub mod codec;
pub mod mirror;
pub mod sample;
#[cfg(corpus)]
mod ton;
pub mod works;

use std::error::Error;

/// What every step of measuring returns.
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[cfg(test)]
mod tests {
    use prost::Message as _;
    use tl_bench_bindings::enums::messages::Messages;
    use tl_bench_bindings::enums::{Message, Peer};
    use tl_runtime::{Decode, Encode};

    use super::*;

    /// All sides read what ours wrote and write the same again, or there are no works.
    #[test]
    fn all_sides_do_the_same_work() -> Result<()> {
        for mut work in works::all()? {
            assert_eq!(work.sides[0].name, "ours", "{}", work.name);
            assert!(work.sides.len() > 1, "{}", work.name);
            for side in &mut work.sides {
                (side.run)(2)?;
            }
        }
        Ok(())
    }

    #[test]
    fn the_slice_is_as_large_as_promised() -> Result<()> {
        let value = sample::slice();
        let bytes = value.to_bytes_exact()?;
        assert_eq!(bytes.capacity(), bytes.len());
        assert!((53_000..55_000).contains(&bytes.len()), "{}", bytes.len());
        assert_eq!(Messages::from_bytes(&bytes)?, value);
        Ok(())
    }

    /// The program with the bindings that contain only what it uses sees every message.
    #[test]
    fn what_is_used_is_decoded() -> Result<()> {
        let value = sample::slice();
        let Messages::Slice(slice) = &value else { return Err("the sample is no slice".into()) };
        let expected = slice.messages.iter().filter_map(|message| match message {
            Message::Message(message) => match &message.from_id {
                Some(Peer::User(user)) => {
                    Some((message.id, message.message.as_str(), Some(user.user_id), message.date))
                }
                _ => None,
            },
            _ => None,
        });
        let used = tl_bench_used::Messages::from_bytes(&value.to_bytes()?)?;
        assert_eq!(tl_bench_used::seen(&used).len(), sample::COUNTS[0]);
        assert!(expected.eq(tl_bench_used::seen(&used)));
        Ok(())
    }

    /// Protobuf needs fewer bytes for small numbers, and none for padding; but it must not hold less.
    #[test]
    fn the_mirror_holds_the_slice() -> Result<()> {
        let value = sample::slice();
        let Messages::Slice(slice) = &value else { return Err("the sample is no slice".into()) };
        let mirror = mirror::Slice::from(&**slice);
        assert_eq!([mirror.messages.len(), mirror.users.len(), mirror.chats.len()], sample::COUNTS);
        let (ours, theirs) = (value.to_bytes()?.len(), mirror.encoded_len());
        assert!((ours / 2..ours).contains(&theirs), "{theirs} of {ours} bytes");
        assert_eq!(mirror::Slice::decode(&*mirror.encode_to_vec())?, mirror);
        Ok(())
    }
}
