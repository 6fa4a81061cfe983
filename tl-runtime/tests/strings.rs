//! Tests of `string` and `bytes`: forms of the length, padding, UTF-8.

use tl_runtime::*;

const LONG: Limits = Limits { long_strings: true, strict: false, depth: 64, memory: 32, empty_items: 0 };
const STRICT: Limits = Limits { strict: true, ..LONG };

/// Returns the encoded bytes, without calling the crate.
fn expected(data: &[u8]) -> Vec<u8> {
    let len = data.len().to_le_bytes();
    let mut bytes = match data.len() {
        0..=253 => vec![len[0]],
        254..=0xff_ffff => vec![254, len[0], len[1], len[2]],
        _ => [&[255], &len[..7]].concat(),
    };
    bytes.extend(data);
    while bytes.len() % 4 != 0 {
        bytes.push(0);
    }
    bytes
}

fn read(bytes: &[u8], limits: Limits) -> Result<Vec<u8>, DecodeError> {
    let mut r = Reader::with_limits(bytes, limits);
    let data = r.bytes();
    r.finish().map(|()| data)
}

#[test]
fn short_strings_of_every_length_are_read_and_written() {
    for len in 0..=260 {
        let data: Vec<u8> = (0..len).map(|i| i as u8 | 1).collect();
        let bytes = data.to_bytes().unwrap();
        assert_eq!(bytes, expected(&data));
        assert_eq!(read(&bytes, STRICT).unwrap(), data);
        for end in 0..bytes.len() {
            let error = read(&bytes[..end], LONG).unwrap_err();
            assert!(matches!(error.kind(), DecodeErrorKind::UnexpectedEnd { .. }), "{len} {end}");
        }
    }
}

#[test]
fn strings_of_less_than_16_mib_are_always_allowed() {
    let data = vec![1; (1 << 24) - 1];
    let bytes = data.to_bytes().unwrap();
    assert_eq!(bytes[..4], [254, 255, 255, 255]);
    assert_eq!(bytes.len(), 4 + (1 << 24));
    assert_eq!(read(&bytes, Limits::default()).unwrap(), data);
}

#[test]
fn longer_strings_must_be_enabled() {
    let data = vec![1; (1 << 24) + 1];
    assert_eq!(data.to_bytes().unwrap_err().kind(), &EncodeErrorKind::StringTooLong { len: (1 << 24) + 1 });

    let mut w = Writer::new().long_strings();
    w.bytes(&data);
    let bytes = w.finish().unwrap();
    assert!(bytes == expected(&data));
    assert_eq!(read(&bytes, LONG).unwrap(), data);
    assert_eq!(read(&bytes, STRICT).unwrap(), data);
    assert_eq!(read(&bytes, Limits::default()).unwrap_err().kind(), &DecodeErrorKind::LongString);
}

#[test]
fn strict_readers_reject_lengths_in_longer_forms_than_needed() {
    let forms: [&[u8]; 2] = [&[254, 2, 0, 0, 1, 1, 0, 0], &[255, 2, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0]];
    for bytes in forms {
        assert_eq!(read(bytes, LONG).unwrap(), [1, 1]);
        assert_eq!(read(bytes, STRICT).unwrap_err().kind(), &DecodeErrorKind::LongLengthForm);
    }
}

#[test]
fn strict_readers_reject_padding_that_is_not_zero() {
    assert_eq!(read(&[1, 9, 0, 7], Limits::default()).unwrap(), [9]);
    assert_eq!(read(&[1, 9, 0, 7], STRICT).unwrap_err().kind(), &DecodeErrorKind::NonZeroPadding);
    let error = read(&[1, 9, 0], STRICT).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::UnexpectedEnd { needed: 4, remaining: 3 });
}

#[test]
fn lengths_beyond_the_input_are_errors() {
    let bytes = [255; 16];
    let error = read(&bytes, LONG).unwrap_err();
    assert!(matches!(error.kind(), DecodeErrorKind::UnexpectedEnd { needed, remaining: 16 } if *needed > 16));
    let error = read(&[254, 255, 255, 255, 0, 0, 0, 0], LONG).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::UnexpectedEnd { needed: (1 << 24) + 4, remaining: 8 });
}

#[test]
fn utf8_errors_have_the_offset_of_the_first_invalid_byte() {
    let error = String::from_bytes(&[3, b'o', 0xff, b'k']).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (&DecodeErrorKind::InvalidUtf8, 2));
    let error = String::from_bytes(&[254, 3, 0, 0, b'o', 0xff, b'k', 0]).unwrap_err();
    assert_eq!(error.to_string(), "at byte 5: the string is not UTF-8");
}

#[test]
fn strings_and_bytes_are_borrowed_from_the_input() {
    let bytes = [2, b'o', b'k', 0, 1, 7, 0, 0];
    let mut r = Reader::new(&bytes);
    assert_eq!(r.str(), "ok");
    assert_eq!(r.byte_slice(), [7]);
    assert!(r.is_empty());
}
