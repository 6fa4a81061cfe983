//! Tests of damaged and malicious bytes: decoding them does not panic and does not allocate much memory.

mod sample;

use sample::*;
use tl_runtime::*;

fn whole() -> InvokeWithLayer<Sample> {
    let query = Sample { long: Some(-1), items: Some(vec![vec![1], vec![2; 300]]), key: [3; 16] };
    InvokeWithLayer { layer: 225, query }
}

#[test]
fn truncated_values_are_errors() {
    let bytes = whole().to_bytes().unwrap();
    assert_eq!(InvokeWithLayer::from_bytes(&bytes).unwrap(), whole());
    for len in 0..bytes.len() {
        let error = InvokeWithLayer::<Sample>::from_bytes(&bytes[..len]).unwrap_err();
        assert!(error.offset() <= len);
    }
}

#[test]
fn values_with_a_changed_byte_do_not_cause_a_panic() {
    let bytes = whole().to_bytes().unwrap();
    for (at, change) in (0..bytes.len()).flat_map(|at| [(at, 1), (at, 0x80), (at, 0xff)]) {
        let mut bytes = bytes.clone();
        bytes[at] ^= change;
        if let Ok(value) = InvokeWithLayer::<Sample>::from_bytes(&bytes) {
            value.to_bytes().unwrap();
        }
    }
}

/// A run: values that are read at once. It has two masks, a number of each type, and an array of bytes. Only one bit of
/// the first mask is declared.
type Run = ([u32; 2], (i32, i64, f64, f32, u32, [u8; 16]));

fn one_by_one(r: &mut Reader<'_>) -> Run {
    ([r.mask(1), r.mask(!0)], (r.int(), r.long(), r.double(), r.float(), r.nat(), r.array()))
}

/// Checks that a run is read with the same values and errors as its parts, for each length of the input, with and
/// without strict masks.
#[test]
fn runs_are_read_like_single_values() {
    for (strict, mask) in [(false, 1), (false, 3), (true, 1), (true, 3)] {
        let mut w = Writer::new();
        w.fixed((mask, 7, -1_i32, i64::MIN, (1.5_f64, 0.5_f32), u32::MAX, [9_u8; 16]));
        let bytes = w.finish().unwrap();
        for len in 0..=bytes.len() {
            let read = |read: fn(&mut Reader<'_>) -> Run| {
                let mut r = Reader::with_limits(&bytes[..len], Limits { strict, ..Limits::default() });
                let run = read(&mut r);
                (r.check().map(|()| run), r.offset())
            };
            assert_eq!(read(|r| r.masked_run(&[1, !0])), read(one_by_one), "{strict} {mask} {len}");
        }
        assert_eq!(one_by_one(&mut Reader::new(&bytes)).1, (-1, i64::MIN, 1.5, 0.5, u32::MAX, [9; 16]));
    }
    let mut r = Reader::new(&[0; 15]);
    assert_eq!(r.fixed::<(i32, i64, i32)>(), (0, 0, 0));
    assert_eq!(
        r.check().unwrap_err().to_string(),
        "at byte 12: 4 bytes are needed, but the input has 3 left"
    );
    assert_eq!(r.fixed::<(i32, i64)>(), (0, 0));
}

/// Reads repetitions. Each item takes 4 bytes of input and 2,048 bytes of memory. Checks that memory for the items is
/// allocated once, or not at all if the limit does not allow it.
#[test]
fn memory_is_checked_before_it_is_allocated() {
    let read = |input: usize, count: u32, memory: u32| {
        let bytes = vec![0; input];
        let mut r = Reader::with_limits(&bytes, Limits { memory, ..Limits::default() });
        let mut calls = 0;
        let items = r.repeat_with(count, 4, |r| {
            calls += 1;
            [r.int(); 512]
        });
        r.check().map(|()| (items.capacity(), calls)).map_err(|error| (error.kind().clone(), calls))
    };
    let refused = |limit| Err((DecodeErrorKind::TooMuchMemory { limit }, 0));
    // If `memory` is 32, the limit is 31 bytes for each byte of input, plus 12 KiB.
    assert_eq!(read(2_048, 31 + 6, 32), Ok((37, 37)));
    assert_eq!(read(2_048, 31 + 7, 32), refused(32));
    assert_eq!(read(2_048, 38, 33), Ok((38, 38)));
    assert_eq!(read(2_048, 7, 1), refused(1));
    assert_eq!(read(2_048, 7, 0), refused(0));
    assert_eq!(read(2_048, 512, u32::MAX), Ok((512, 512)));
}

/// Views are counted with a sixteenth of their size, except views of at most 64 bytes.
#[test]
fn memory_of_large_views_is_checked_before_it_is_allocated() {
    fn read<const N: usize>(count: u32) -> Result<usize, DecodeErrorKind> {
        let bytes = [0; 2_048];
        let mut r = Viewer::new(Reader::new(&bytes));
        let items = r.repeated_with(count, 4, |r| [r.number(); N]);
        r.finish().err().map_or(Ok(items.capacity()), |error| match error.kind() {
            DecodeErrorKind::TrailingBytes { .. } => Ok(items.capacity()),
            kind => Err(kind.clone()),
        })
    }
    // The limit is 31 bytes for each byte of input, plus 12 KiB.
    assert_eq!(read::<4_096>(62 + 12), Ok(74));
    assert_eq!(read::<4_096>(62 + 13), Err(DecodeErrorKind::TooMuchMemory { limit: 32 }));
    assert_eq!(read::<16>(512), Ok(512));
}

#[test]
fn boxes_count_for_the_memory_limit() {
    let boxes = |count: usize| {
        let bytes = Deep::ID.to_le_bytes().repeat(count);
        Reader::new(&bytes).read::<Deep>().unwrap_err()
    };
    // Each value takes 5 kB. The first one is not in a box.
    assert!(matches!(boxes(3).kind(), DecodeErrorKind::UnexpectedEnd { .. }));
    let error = boxes(4);
    assert_eq!(error.kind(), &DecodeErrorKind::TooMuchMemory { limit: 32 });
    let message = "at byte 16 in `deep`: values take more than 32 bytes of memory for each byte of input";
    assert_eq!(error.to_string(), message);
}

/// Checks that strings and vectors of numbers are read even if the memory limit is 0.
#[test]
fn strings_and_vectors_of_numbers_do_not_count_for_the_memory_limit() {
    let text = "long".repeat(10_000);
    let value = (text.clone(), vec![1_i64; 10_000]);
    let mut bytes = value.0.to_bytes().unwrap();
    value.1.encode_into(&mut bytes).unwrap();
    let mut r = Reader::with_limits(&bytes, Limits { memory: 0, ..Limits::default() });
    assert_eq!((r.read::<String>().unwrap(), r.read::<Vec<i64>>().unwrap()), value);
}

#[test]
fn counts_beyond_the_input_are_errors() {
    for count in [4, 1 << 16, 1 << 31, u32::MAX] {
        let mut bytes = count.to_le_bytes().to_vec();
        bytes.resize(4 + 12, 0);
        let most = |read: fn(&mut Reader<'_>, u32)| {
            let mut r = Reader::new(&bytes);
            read(&mut r, count);
            match *r.finish().unwrap_err().kind() {
                DecodeErrorKind::CountTooLarge { count: found, most } if found == count => most,
                ref other => panic!("{other:?}"),
            }
        };
        assert_eq!(most(|r, _| drop(r.bare_vector::<i32>())), 3);
        assert_eq!(most(|r, _| drop(r.bare_vector::<i64>())), 1);
        assert_eq!(most(|r, _| drop(r.bare_vector::<Vec<u8>>())), 3);
        assert_eq!(most(|r, _| drop(r.bare_vector::<CancelCode>())), 1);
        assert_eq!(most(|r, count| drop(r.repeat::<[u8; 16]>(count))), 1);
        let mut r = Reader::new(&bytes);
        assert_eq!(i64::decode_items(usize::MAX, &mut r), []);
        assert!(r.has_failed());
    }
}

#[test]
fn items_without_bytes_have_one_limit_for_the_whole_input() {
    let mut bytes = Vec::new();
    for count in [65_000_u32, 530, 10] {
        bytes.extend(count.to_le_bytes());
    }
    let mut r = Reader::new(&bytes);
    // The first count is followed by 8 bytes, so 2 items are not counted. The other 64,998 items are subtracted from
    // the limit of 65,536 items without bytes.
    assert_eq!(r.vector_of_bare::<TextEmpty>(false).len(), 65_000);
    assert_eq!(r.vector_of_bare::<TextEmpty>(false).len(), 530);
    assert_eq!(r.vector_of_bare::<TextEmpty>(false), []);
    let error = r.check().unwrap_err();
    assert_eq!(
        error.to_string(),
        "at byte 8: the count is 10, but the remaining input can hold at most 9 items"
    );
}

fn nested(levels: usize) -> Vec<u8> {
    let level = [TextConcat::ID, 0x1cb5_c415, 1].map(u32::to_le_bytes).concat();
    [level.repeat(levels), TextEmpty::ID.to_le_bytes().to_vec()].concat()
}

#[test]
fn nesting_has_a_limit() {
    assert!(RichText::from_bytes(&nested(64)).is_ok());
    let error = RichText::from_bytes(&nested(65)).unwrap_err();
    assert_eq!(error.to_string(), "at byte 772 in `textConcat`: values are nested more than 64 levels deep");
    let bytes = nested(200);
    let mut r = Reader::with_limits(&bytes, Limits { depth: 200, ..Limits::default() });
    assert!(r.read::<RichText>().is_ok());
}

/// A type with 5 kB of fields. Each level of nesting moves all of them through its stack frames.
#[derive(Debug)]
struct Deep {
    _fields: [u64; 640],
    _next: Option<Box<Deep>>,
}

impl Combinator for Deep {
    const ID: u32 = 1;
    const NAME: &'static str = "deep";
}

impl DecodeBare for Deep {
    fn decode_bare(r: &mut Reader<'_>) -> Self {
        Self { _fields: [0; 640], _next: r.optional(!r.has_failed()) }
    }
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    let hostile = std::thread::Builder::new().stack_size(2 << 20).spawn(|| {
        let bytes = 1_u32.to_le_bytes().repeat(1 << 20);
        let error = Deep::from_bytes(&bytes).unwrap_err();
        assert_eq!(error.kind(), &DecodeErrorKind::TooDeep { limit: 64 });
        assert_eq!(error.offset(), 65 * 4);
        assert!(RichText::from_bytes(&nested(100_000)).is_err());
    });
    hostile.unwrap().join().unwrap();
}
