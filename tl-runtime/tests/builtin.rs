//! Tests of built-in types: exact bytes in both directions.
#![allow(clippy::redundant_closure_for_method_calls)] // Generated code contains such closures.

use std::fmt::Debug;

use tl_runtime::*;

#[track_caller]
fn check<T: Encode + Decode + PartialEq + Debug>(value: T, bytes: &[u8]) {
    assert_eq!(value.to_bytes().as_deref(), Ok(bytes));
    assert_eq!(value.encoded_len(), Ok(bytes.len()));
    assert_eq!(T::from_bytes(bytes), Ok(value));
    assert!(T::MIN_SIZE <= bytes.len());
    for len in 0..bytes.len() {
        let error = T::from_bytes(&bytes[..len]).expect_err("it is cut off");
        assert!(matches!(
            error.kind(),
            DecodeErrorKind::UnexpectedEnd { .. } | DecodeErrorKind::CountTooLarge { .. }
        ));
    }
    let longer = [bytes, &[0; 4]].concat();
    let error = T::from_bytes(&longer).expect_err("four bytes follow");
    assert_eq!(error.kind(), &DecodeErrorKind::TrailingBytes { remaining: 4 });
}

#[test]
fn numbers_are_little_endian() {
    check(0x0102_0304_u32, &[4, 3, 2, 1]);
    check(u32::MAX, &[255; 4]);
    check(-2_i32, &[254, 255, 255, 255]);
    check(i32::MIN, &[0, 0, 0, 128]);
    check(-2_i64, &[254, 255, 255, 255, 255, 255, 255, 255]);
    check(0x0102_0304_0506_0708_i64, &[8, 7, 6, 5, 4, 3, 2, 1]);
    check(1.5_f64, &[0, 0, 0, 0, 0, 0, 0xf8, 0x3f]);
    check(1.5_f32, &[0, 0, 0xc0, 0x3f]);
}

#[test]
fn a_nan_keeps_its_bits() {
    let bits = 0x7ff0_0000_0000_0001_u64;
    let bytes = f64::from_bits(bits).to_bytes().unwrap();
    assert_eq!(f64::from_bytes(&bytes).unwrap().to_bits(), bits);
}

#[test]
fn bools_have_ids() {
    check(true, &[0xb5, 0x75, 0x72, 0x99]);
    check(false, &[0x37, 0x97, 0x79, 0xbc]);
}

#[test]
fn wide_integers_are_bytes_in_order() {
    check::<[u8; 16]>(std::array::from_fn(|i| i as u8), &(0..16).collect::<Vec<_>>());
    check([7; 32], &[7; 32]);
    check([7; 64], &[7; 64]);
}

#[test]
fn vectors_have_id_and_count() {
    check(Vec::<i32>::new(), &[0x15, 0xc4, 0xb5, 0x1c, 0, 0, 0, 0]);
    check(vec![1_i32, -1], &[0x15, 0xc4, 0xb5, 0x1c, 2, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255]);
    check(vec![3_i64], &[0x15, 0xc4, 0xb5, 0x1c, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]);
    check(vec![1.5_f32], &[0x15, 0xc4, 0xb5, 0x1c, 1, 0, 0, 0, 0, 0, 0xc0, 0x3f]);
    check(vec![true], &[0x15, 0xc4, 0xb5, 0x1c, 1, 0, 0, 0, 0xb5, 0x75, 0x72, 0x99]);
    check(vec!["ok".to_owned()], &[0x15, 0xc4, 0xb5, 0x1c, 1, 0, 0, 0, 2, b'o', b'k', 0]);
    check(vec![vec![1_u8]], &[0x15, 0xc4, 0xb5, 0x1c, 1, 0, 0, 0, 1, 1, 0, 0]);
}

#[test]
fn many_numbers_are_read_like_single_numbers() {
    let items: Vec<i64> = (0..1000).map(|i| i * 0x0001_0203_0405).collect();
    let mut one_by_one = Writer::new();
    one_by_one.vector_with(&items, true, |item, w| w.long(*item));
    let bytes = items.to_bytes().unwrap();
    assert_eq!(one_by_one.finish().unwrap(), bytes);
    assert_eq!(Vec::<i64>::from_bytes(&bytes).unwrap(), items);
}

#[test]
fn bare_vectors_have_a_count_and_repetitions_do_not() {
    let mut w = Writer::new();
    w.bare_vector(&[5_i32, 6]);
    w.repeat(&[7_i32, 8], 2);
    w.repeat_with(&[9_i32], 1, |item, w| w.int(*item));
    w.vector_with(&[10_i32], false, |item, w| w.int(*item));
    let bytes = w.finish().unwrap();
    assert_eq!(bytes.chunks(4).map(|word| word[0]).collect::<Vec<_>>(), [2, 5, 6, 7, 8, 9, 1, 10]);

    let mut r = Reader::new(&bytes);
    assert_eq!(r.bare_vector::<i32>(), [5, 6]);
    assert_eq!(r.repeat::<i32>(2), [7, 8]);
    assert_eq!(r.repeat_with(1, 4, |r| r.int()), [9]);
    assert_eq!(r.vector_with(false, 4, |r| r.int()), [10]);
    r.finish().unwrap();
}

#[test]
fn absent_values_take_no_bytes() {
    let mut w = Writer::new();
    w.optional(&Some(1_i32));
    w.optional::<i32>(&None);
    let bytes = w.finish().unwrap();
    let mut r = Reader::new(&bytes);
    assert_eq!(r.optional::<i32>(false), None);
    assert_eq!(r.optional::<i32>(true), Some(1));
    assert!(r.is_empty());
}

#[test]
fn a_frame_must_be_read_to_its_end() {
    let bytes = [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0];
    let mut r = Reader::new(&bytes);
    assert_eq!(r.int(), 1);
    assert_eq!(r.frame(4, |r| r.int()), 2);
    assert_eq!((r.offset(), r.remaining(), r.check()), (8, 4, Ok(())));

    let error = |len, read: fn(&mut Reader<'_>)| {
        let mut r = Reader::new(&bytes);
        r.frame(len, read);
        assert!(r.has_failed() && r.is_empty());
        r.finish().unwrap_err().to_string()
    };
    assert_eq!(error(8, |r| _ = r.int()), "at byte 4: 4 bytes follow the end of the value");
    assert_eq!(error(4, |r| _ = r.long()), "at byte 0: 8 bytes are needed, but the input has 4 left");
    assert_eq!(error(16, |r| _ = r.long()), "at byte 0: 16 bytes are needed, but the input has 12 left");
}

/// Checks that values are zero or empty after an error, that nothing is read then, and that the first error is kept.
#[test]
fn a_reader_keeps_its_first_error() {
    let bytes = [9_u32, 7, 7].map(u32::to_le_bytes).concat();
    let mut r = Reader::new(&bytes);
    assert!(!r.bool());
    let first = r.check().unwrap_err();
    assert_eq!(first.to_string(), "at byte 0: no constructor of `Bool` has the id #00000009");
    assert_eq!((r.int(), r.long(), r.string(), r.vector::<i32>()), (0, 0, String::new(), vec![]));
    assert_eq!(r.optional::<Vec<u8>>(true), Some(vec![]));
    assert_eq!(r.repeat::<i32>(2), []);
    assert_eq!(r.frame(4, |r| r.int()), 0);
    assert_eq!((r.finish(), r.read::<i32>()), (Err(first.clone()), Err(first)));
}

/// Checks that the vector ends with the item that cannot be read.
#[test]
fn a_vector_ends_with_its_first_error() {
    let bytes = [0x1cb5_c415_u32, 3, 0x9972_75b5, 1, 0x9972_75b5].map(u32::to_le_bytes).concat();
    let mut r = Reader::new(&bytes);
    assert_eq!(r.vector::<bool>().len(), 2);
    assert_eq!(r.check().unwrap_err().offset(), 12);
}

#[test]
fn on_error_nothing_is_appended() {
    let mut out = vec![9];
    7_i32.encode_into(&mut out).unwrap();
    assert_eq!(out, [9, 7, 0, 0, 0]);
    vec![vec![0_u8; 4], vec![0; 1 << 24]].encode_into(&mut out).unwrap_err();
    assert_eq!(out, [9, 7, 0, 0, 0]);
}

#[test]
fn exact_vectors_have_no_spare_capacity() {
    for len in [0, 1, 3, 63, 64, 253, 254, 1000] {
        let value = vec!["a".repeat(len), "b".repeat(3)];
        let bytes = value.to_bytes_exact().unwrap();
        assert_eq!(bytes.capacity(), bytes.len());
        assert_eq!(value.to_bytes().unwrap(), bytes);
    }
    assert!(vec![0_u8; 1 << 24].to_bytes_exact().is_err());
}

#[test]
fn a_vector_of_the_caller_grows_only_if_it_is_full() {
    let value = vec![String::new(); 100];
    let len = value.to_bytes_exact().unwrap().len();
    let mut out = Vec::with_capacity(len);
    value.encode_into(&mut out).unwrap();
    assert_eq!((out.len(), out.capacity()), (len, len));
}

#[test]
fn runs_are_written_like_single_values() {
    let mut one_by_one = Writer::new();
    one_by_one.id(7);
    one_by_one.nat(8);
    one_by_one.int(-9);
    one_by_one.long(i64::MIN);
    one_by_one.double(1.5);
    one_by_one.float(0.5);
    one_by_one.raw(&[3; 16]);
    let expected = one_by_one.finish().unwrap();
    for capacity in 0..2 * expected.len() {
        let mut w = Writer::append_to(Vec::with_capacity(capacity));
        w.fixed(());
        w.fixed((7_u32, 8_u32, -9_i32, i64::MIN, 1.5_f64, 0.5_f32, [3_u8; 16]));
        assert_eq!(w.finish().unwrap(), expected);
        // Generated code may use other tuples. The first element of a tuple may be the id or `()`.
        let mut w = Writer::append_to(Vec::with_capacity(capacity));
        w.fixed((7_u32, 8_u32));
        w.fixed(((), -9_i32, i64::MIN));
        w.fixed((1.5_f64, 0.5_f32));
        w.fixed([3_u8; 16]);
        assert_eq!(w.finish().unwrap(), expected);
    }
}

/// Checks that the bytes do not depend on the capacity of the vector.
#[test]
fn any_capacity_gives_the_same_bytes() {
    for len in (0..70).chain(250..260) {
        let data: Vec<u8> = (0..len).map(|i| i as u8 | 1).collect();
        let expected = data.to_bytes_exact().unwrap();
        for capacity in (0..300).step_by(7) {
            // The vector had other contents, which must not become padding.
            let mut out = vec![0xff; capacity];
            out.truncate(1);
            data.encode_into(&mut out).unwrap();
            assert_eq!(&out[capacity.min(1)..], expected, "{len} {capacity}");
        }
    }
}

#[test]
fn reading_items_ends_with_the_first_error() {
    let read = |bytes: &[u8]| Reader::new(bytes).read_items::<i32>().collect::<Vec<_>>();
    let bytes = vec![7, 8].to_bytes().unwrap();
    assert_eq!(read(&bytes), [Ok(7), Ok(8)]);
    // If the input is not a vector, the error is the only item.
    let [Err(error)] = &read(&[0; 8])[..] else { panic!() };
    assert!(matches!(error.kind(), DecodeErrorKind::UnexpectedConstructor { expected: "vector", found: 0 }));
    let mut r = Reader::new(&[]);
    r.id();
    assert_eq!(r.clone().read_items::<i32>().collect::<Vec<_>>(), [Err(r.check().unwrap_err())]);
    // Items are counted for the memory limit.
    let bytes = vec![Vec::<i32>::new(); 1_000].to_bytes().unwrap();
    let mut r = Reader::with_limits(&bytes, Limits { memory: 0, ..Limits::default() });
    let last = r.read_items::<Vec<i32>>().last().unwrap();
    assert!(matches!(last.unwrap_err().kind(), DecodeErrorKind::TooMuchMemory { limit: 0 }));
}
