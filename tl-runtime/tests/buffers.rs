//! Tests of encoding into buffers other than `Vec<u8>`, and of `Bytes` that are slices of the input.

use std::collections::VecDeque;

use tl_runtime::*;

/// Returns a value that cannot be written. The error occurs at its second item.
fn failing() -> Vec<Vec<u8>> {
    vec![vec![0; 4], vec![0; 1 << 24]]
}

#[test]
fn a_collection_of_bytes_is_extended() {
    let mut queue = VecDeque::from([9, 9]);
    queue.pop_front();
    7_i32.encode_extend(&mut queue).unwrap();
    assert_eq!(queue, [9, 7, 0, 0, 0]);
    failing().encode_extend(&mut queue).unwrap_err();
    assert_eq!(queue, [9, 7, 0, 0, 0]);
}

struct Part {
    data: Vec<u8>,
}

impl Combinator for Part {
    const ID: u32 = 1;
    const NAME: &'static str = "part";
}

impl EncodeBare for Part {
    fn encode_after(&self, head: impl Fixed, w: &mut Writer) {
        w.fixed(head);
        w.bytes(&self.data);
    }

    fn bare_data_len(&self) -> usize {
        self.data.len()
    }
}

#[test]
fn to_bytes_reserves_memory_for_bytes_fields() {
    let part = Part { data: vec![7; 5000] };
    for bytes in [part.to_bytes(), <&Part>::to_bytes(&&part), Box::new(part).to_bytes()] {
        let bytes = bytes.unwrap();
        assert_eq!(bytes.len(), 4 + 4 + 5000);
        assert!(bytes.capacity() < 5000 + 512, "{}", bytes.capacity());
    }
}

#[cfg(feature = "bytes")]
mod shared {
    use bytes::{Bytes, BytesMut};
    use tl_runtime::*;

    use super::failing;

    /// Returns whether `part` is in the memory of `whole`.
    fn is_in(part: &[u8], whole: &[u8]) -> bool {
        let (part, whole) = (part.as_ptr_range(), whole.as_ptr_range());
        whole.start <= part.start && part.end <= whole.end
    }

    #[test]
    fn values_are_appended_to_a_buffer() {
        let mut out = BytesMut::with_capacity(64);
        out.extend_from_slice(&[9]);
        let start = out.as_ptr();
        7_i32.encode_into_bytes_mut(&mut out).unwrap();
        failing().encode_into_bytes_mut(&mut out).unwrap_err();
        assert_eq!(out[..], [9, 7, 0, 0, 0]);
        assert_eq!(out.as_ptr(), start, "the capacity is used");
        8_i32.encode_extend(&mut out).unwrap();
        assert_eq!(out[5..], [8, 0, 0, 0]);
    }

    /// Returns values whose encoded length takes 1 byte or 4 bytes, with and without padding.
    fn values() -> Vec<Bytes> {
        [0, 1, 3, 253, 254, 1000].map(|len| Bytes::from(vec![7; len])).to_vec()
    }

    #[test]
    fn bytes_are_written_like_a_vec() {
        let vectors: Vec<_> = values().iter().map(|bytes| bytes.to_vec()).collect();
        let bytes = vectors.to_bytes().unwrap();
        assert_eq!(values().to_bytes().unwrap(), bytes);
        assert_eq!(values().encoded_len().unwrap(), bytes.len());
    }

    #[test]
    fn shared_input_is_not_copied() {
        let input = Bytes::from(values().to_bytes().unwrap());
        let list = Vec::<Bytes>::from_shared(&input).unwrap();
        assert_eq!(list, values());
        assert!(list.iter().all(|part| is_in(part, &input)));
        let part = list[5].clone();
        drop((input, list));
        assert_eq!(part, [7; 1000][..], "a slice keeps the input alive");
    }

    #[test]
    fn input_that_is_not_shared_is_copied() {
        let input = values().to_bytes().unwrap();
        let list = Vec::<Bytes>::from_bytes(&input).unwrap();
        assert_eq!(list, values());
        assert!(list.iter().filter(|part| !part.is_empty()).all(|part| !is_in(part, &input)));
    }

    /// Checks that bytes outside the shared buffer are copied. The order of the buffers in memory may vary, so many
    /// pairs of buffers are compared.
    #[test]
    fn bytes_of_another_buffer_are_copied() {
        let inputs: Vec<Bytes> = (0..16).map(|_| Bytes::from(values().to_bytes().unwrap())).collect();
        for (input, other) in inputs.iter().flat_map(|a| inputs.iter().map(move |b| (a, b))) {
            let same = input.as_ptr() == other.as_ptr();
            let list: Vec<Bytes> = Reader::new(input).with_shared(other).read().unwrap();
            assert_eq!(list, values());
            assert!(list.iter().skip(1).all(|part| is_in(part, input) == same && is_in(part, other) == same));
        }
        // Only a part of the input is shared. `last` is the offset of the end of an item's data.
        let [input, ..] = &inputs[..] else { unreachable!() };
        for (start, end) in [(0, 100), (0, 1000), (input.len() - 1100, input.len()), (0, input.len() - 1)] {
            let shared = input.slice(start..end);
            let list: Vec<Bytes> = Reader::new(input).with_shared(&shared).read().unwrap();
            assert_eq!(list, values());
            for (part, last) in list.iter().skip(1).zip([14, 20, 274, 534, 1540]) {
                let is_within = last - part.len() >= start && last <= end;
                assert_eq!(is_in(part, input), is_within, "{start}..{end} {}", part.len());
            }
        }
    }

    #[test]
    fn bytes_inside_and_after_a_frame_are_slices_of_the_input() {
        let mut framed = vec![1, 2, 3, 4];
        framed.extend(8_u32.to_le_bytes());
        framed.extend([5, b'a', b'b', b'c', b'd', b'e', 0, 0, 2, b'f', b'g', 0]);
        let input = Bytes::from(framed);
        let mut r = Reader::with_limits(&input[4..], Limits { strict: true, ..Limits::default() });
        r = r.with_shared(&input);
        let len = r.nat() as usize;
        let inside = r.frame(len, |r| r.read::<Bytes>().unwrap());
        let after: Bytes = r.read().unwrap();
        r.finish().unwrap();
        assert_eq!((&inside[..], &after[..]), (&b"abcde"[..], &b"fg"[..]));
        assert!(is_in(&inside, &input) && is_in(&after, &input));
    }

    #[test]
    fn objects_and_their_contents_are_copied() {
        let input = Bytes::from(Object::of(&values()).unwrap().into_bytes());
        let object = Object::from_shared(&input).unwrap();
        assert!(!is_in(object.as_bytes(), &input));
        let list: Vec<Bytes> = object.decode_as().unwrap();
        assert_eq!(list, values());
        assert!(list.iter().skip(1).all(|part| !is_in(part, &input) && !is_in(part, object.as_bytes())));
        // The bytes of a view of an object are part of the input.
        let object = ObjectView::view_from_bytes(&input).unwrap();
        let list: Vec<Bytes> = Reader::new(object.as_bytes()).with_shared(&input).read().unwrap();
        assert!(list.iter().all(|part| is_in(part, &input)));
    }

    #[test]
    fn bytes_and_vec_have_the_same_errors() {
        let input = values().to_bytes().unwrap();
        for len in 0..input.len() {
            let cut = Bytes::copy_from_slice(&input[..len]);
            let error = Vec::<Bytes>::from_shared(&cut).unwrap_err();
            assert_eq!(error, Vec::<Vec<u8>>::from_bytes(&cut).unwrap_err());
        }
        let mut longer = input;
        longer.push(0);
        assert!(Vec::<Bytes>::from_shared(&longer.into()).is_err());
    }

    /// Checks that the memory limit counts the slices as items of vectors, without the bytes that they refer to.
    #[test]
    fn slices_of_the_input_count_as_items() {
        let empty = Bytes::from(vec![Bytes::new(); 10_000].to_bytes().unwrap());
        let read = |memory| {
            let limits = Limits { memory, ..Limits::default() };
            Reader::with_limits(&empty, limits).with_shared(&empty).read::<Vec<Bytes>>()
        };
        assert!(read(9).is_ok());
        assert!(matches!(read(2).unwrap_err().kind(), DecodeErrorKind::TooMuchMemory { .. }));
        let large = Bytes::from(vec![Bytes::from(vec![0; 1 << 20]); 4].to_bytes().unwrap());
        let limits = Limits { memory: 0, ..Limits::default() };
        let list: Vec<Bytes> = Reader::with_limits(&large, limits).with_shared(&large).read().unwrap();
        assert_eq!(list.len(), 4);
    }

    #[cfg(feature = "serde")]
    #[test]
    fn the_json_of_bytes_is_base64() {
        let json = serde_json::to_string(&Json(Bytes::from("abc"))).unwrap();
        assert_eq!(json, serde_json::to_string(&Json(b"abc".to_vec())).unwrap());
        assert_eq!(serde_json::from_str::<Json<Bytes>>(&json).unwrap().0, "abc");
    }
}
