//! The measured workloads of generated code: encoding and decoding values of layer 230, with the bindings of this
//! compiler, grammers and ferogram, and with protobuf. A copy of the bytes is measured too. If `TL_CORPUS` is set,
//! values of TON are also encoded and decoded, compared with tl-proto.

pub mod codec;
pub mod mirror;
pub mod sample;
#[cfg(corpus)]
mod ton;
pub mod workloads;

pub use tl_bench::workload::Result;

#[cfg(test)]
mod tests {
    use prost::Message as _;
    use tl_bench_bindings::enums::messages::Messages;
    use tl_bench_bindings::enums::{Message, Peer};
    use tl_runtime::{Decode, Encode};

    use super::*;

    /// Checks that each workload has several sides, ours first, and that all of them succeed. Creating the workloads
    /// checks that all sides that write TL write the same bytes.
    #[test]
    fn all_sides_do_the_same_work() -> Result<()> {
        for mut workload in workloads::all()? {
            assert_eq!(workload.sides[0].name, "ours", "{}", workload.name);
            assert!(workload.sides.len() > 1, "{}", workload.name);
            for side in &mut workload.sides {
                (side.run)(2)?;
            }
        }
        Ok(())
    }

    #[test]
    fn the_slice_has_the_documented_size() -> Result<()> {
        let value = sample::slice();
        let bytes = value.to_bytes_exact()?;
        assert_eq!(bytes.capacity(), bytes.len());
        assert!((53_000..55_000).contains(&bytes.len()), "{}", bytes.len());
        assert_eq!(Messages::from_bytes(&bytes)?, value);
        Ok(())
    }

    /// Checks that a program reads every message if its bindings contain only the items that it uses.
    #[test]
    fn the_program_with_used_items_reads_every_message() -> Result<()> {
        let value = sample::slice();
        let Messages::Slice(slice) = &value else { return Err("the sample is not a slice".into()) };
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

    /// Checks that the protobuf message contains all messages, users and chats. It is shorter, because protobuf needs
    /// fewer bytes for small numbers, and none for padding.
    #[test]
    fn the_protobuf_message_contains_the_slice() -> Result<()> {
        let value = sample::slice();
        let Messages::Slice(slice) = &value else { return Err("the sample is not a slice".into()) };
        let mirror = mirror::Slice::from(&**slice);
        assert_eq!([mirror.messages.len(), mirror.users.len(), mirror.chats.len()], sample::COUNTS);
        let (ours, theirs) = (value.to_bytes()?.len(), mirror.encoded_len());
        assert!((ours / 2..ours).contains(&theirs), "{theirs} of {ours} bytes");
        assert_eq!(mirror::Slice::decode(&*mirror.encode_to_vec())?, mirror);
        Ok(())
    }
}
