//! Tests of error messages.

mod sample;

use sample::*;
use tl_runtime::*;

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

#[track_caller]
fn refused<T: Decode + std::fmt::Debug>(bytes: &[u8], text: &str) -> DecodeError {
    let error = T::from_bytes(bytes).expect_err(text);
    assert_eq!(error.to_string(), text);
    error
}

#[test]
fn errors_are_one_pointer_wide() {
    assert_eq!(size_of::<DecodeError>(), size_of::<usize>());
    assert_eq!(size_of::<Option<EncodeError>>(), size_of::<usize>());
}

#[test]
fn wrong_ids_are_errors() {
    refused::<RichText>(
        &words(&[1]),
        "at byte 0: no constructor of `RichText` has the id #00000001; if it is of another layer, build with `passing` or \
         call `Reader::with_table`",
    );
    refused::<RichText>(
        &words(&[TextConcat::ID, 0x1cb5_c415, 1, 0xbc79_9737]),
        "at byte 12 in `textConcat`: no constructor of `RichText` has the id #bc799737 (`boolFalse`)",
    );
    refused::<CancelCode>(
        &words(&[0x2144_ca19, 0, 0]),
        "at byte 0: expected the id of `auth.cancelCode`, found #2144ca19 (`rpc_error`)",
    );
    refused::<Vec<i32>>(
        &words(&[0x3072_cfa1, 0]),
        "at byte 0: expected the id of `vector`, found #3072cfa1 (`gzip_packed`: inflate it first)",
    );
    refused::<bool>(&words(&[7]), "at byte 0: no constructor of `Bool` has the id #00000007");
}

#[test]
fn errors_have_an_offset_and_the_name_of_the_combinator() {
    let bytes = words(&[CancelCode::ID, 3]);
    let error = refused::<CancelCode>(
        &bytes,
        "at byte 8 in `auth.cancelCode`: 4 bytes are needed, but the input has 0 left",
    );
    assert_eq!((error.offset(), error.type_name()), (8, Some("auth.cancelCode")));
    let error =
        refused::<TextEmpty>(&words(&[TextEmpty::ID, 0]), "at byte 4: 4 bytes follow the end of the value");
    assert_eq!(error.type_name(), None);
}

#[test]
fn an_error_has_the_name_of_the_innermost_open_combinator() {
    struct Outer;

    impl Combinator for Outer {
        const ID: u32 = 1;
        const NAME: &'static str = "outer";
    }

    impl DecodeBare for Outer {
        fn decode_bare(r: &mut Reader<'_>) -> Self {
            r.get::<InvokeWithLayer<CancelCode>>();
            r.get::<i64>();
            // Later reads do not change the position of the error.
            r.get::<InvokeWithLayer<CancelCode>>();
            Self
        }
    }

    let bytes = words(&[0xda9b_0d0d, 1, CancelCode::ID, 0, 0, 5]);
    let error = Reader::new(&bytes).read_bare::<Outer>().map(drop).unwrap_err();
    assert_eq!(error.to_string(), "at byte 20 in `outer`: 8 bytes are needed, but the input has 4 left");
    let mut later = Reader::new(&bytes);
    later.get::<InvokeWithLayer<CancelCode>>();
    assert_eq!(later.read::<i64>().unwrap_err().type_name(), None);
}

#[test]
fn a_count_beyond_the_input_is_an_error() {
    refused::<Vec<RichText>>(
        &words(&[0x1cb5_c415, u32::MAX, TextEmpty::ID]),
        "at byte 4: the count is 4294967295, but the remaining input can hold at most 1 item",
    );
}

#[test]
fn errors_of_encoding_have_the_name_of_the_combinator() {
    let mixed = Sample { long: Some(1), items: None, key: [0; 16] };
    let error = InvokeWithLayer { layer: 1, query: &mixed }.to_bytes().unwrap_err();
    assert_eq!(error.type_name(), Some("sample"));
    assert_eq!(error.kind(), &EncodeErrorKind::MixedPresence { field: "items" });
    assert_eq!(error.to_string(), "in `sample`: set all fields on the mask bit of `items`, or none of them");

    let long = CancelCode { phone_number: "1".repeat(1 << 24), phone_code_hash: String::new() };
    assert_eq!(
        InvokeWithLayer { layer: 1, query: long }.to_bytes().unwrap_err().to_string(),
        "in `auth.cancelCode`: a string of 16777216 bytes is too long; the maximum is 16777215"
    );

    let long = || "1".repeat(1 << 24);
    let in_item = vec![String::new(), long()].to_bytes().unwrap_err();
    assert_eq!(in_item.path().to_string(), "[1]");
    assert_eq!(
        in_item.to_string(),
        "at `[1]`: a string of 16777216 bytes is too long; the maximum is 16777215"
    );
    let request = || CancelCode { phone_number: String::new(), phone_code_hash: long() };
    let in_combinator = vec![request()].to_bytes().unwrap_err();
    assert!(in_combinator.to_string().starts_with("at `[0]`, in `auth.cancelCode`: a string"));
    // The name of the field `query` is unknown, so the path ends before it.
    let inner = InvokeWithLayer { layer: 1, query: vec![request()] };
    let error = vec![inner].to_bytes().unwrap_err();
    assert_eq!((error.path().to_string().as_str(), error.type_name()), ("[0]", Some("auth.cancelCode")));

    let mut w = Writer::new();
    w.repeat(&[1_i32, 2], 3);
    w.bytes(&vec![0; 1 << 24]);
    assert_eq!(w.finish().unwrap_err().to_string(), "expected 3 items, found 2");
}

#[test]
#[cfg(target_pointer_width = "64")]
fn a_count_beyond_32_bits_is_an_error() {
    let mut w = Writer::new();
    w.len(1 << 32);
    let error = w.finish().unwrap_err();
    assert_eq!(error.to_string(), "4294967296 items exceed the range of a 32-bit count");
}
