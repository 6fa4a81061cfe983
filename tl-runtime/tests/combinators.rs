//! Tests of constructors, functions, enums and raw objects in the form of generated code.

mod sample;

use sample::*;
use tl_runtime::*;

fn cancel_code() -> CancelCode {
    CancelCode { phone_number: "123".into(), phone_code_hash: "ab".into() }
}

const CANCEL_CODE: [u8; 12] = [0x78, 0x05, 0x04, 0x1f, 3, b'1', b'2', b'3', 2, b'a', b'b', 0];

#[test]
fn the_boxed_form_has_an_id_and_the_bare_form_does_not() {
    assert_eq!(cancel_code().to_bytes().unwrap(), CANCEL_CODE);
    assert_eq!(CancelCode::from_bytes(&CANCEL_CODE).unwrap(), cancel_code());
    let mut w = Writer::new();
    cancel_code().encode_bare(&mut w);
    assert_eq!(w.finish().unwrap(), CANCEL_CODE[4..]);
    let mut r = Reader::new(&CANCEL_CODE[4..]);
    assert_eq!(r.read_bare::<Box<CancelCode>>().unwrap(), Box::new(cancel_code()));
    assert_eq!(<Box<CancelCode> as Decode>::MIN_SIZE, 12);
}

#[test]
fn functions_may_be_borrowed_and_boxed() {
    let request = cancel_code();
    let bytes = InvokeWithLayer { layer: 225, query: &request }.to_bytes().unwrap();
    assert_eq!(bytes[..8], [0x0d, 0x0d, 0x9b, 0xda, 225, 0, 0, 0]);
    assert_eq!(bytes[8..], CANCEL_CODE);

    type Owned = InvokeWithLayer<Box<CancelCode>>;
    assert_eq!(*Owned::from_bytes(&bytes).unwrap().query, request);
    assert!(Owned::output_from_bytes(&[0xb5, 0x75, 0x72, 0x99]).unwrap());
    assert!(<&Owned>::output_from_bytes(&[0xb5, 0x75, 0x72, 0x99, 0]).is_err());
}

#[test]
fn enums_contain_nested_values() {
    let concat = |texts| RichText::Concat(Box::new(TextConcat { texts }));
    let value = concat(vec![RichText::Empty, concat(vec![])]);
    let bytes = value.to_bytes().unwrap();
    assert_eq!(bytes.len(), 4 + 8 + 4 + 4 + 8);
    assert_eq!(RichText::from_bytes(&bytes).unwrap(), value);
}

#[test]
fn vectors_of_bare_items_may_be_boxed_or_bare() {
    let items = [cancel_code(), cancel_code()];
    for (boxed, head) in [(true, 8), (false, 4)] {
        let mut w = Writer::new();
        w.vector_of_bare(&items, boxed);
        w.optional_bare(&Some(&items[0]));
        let bytes = w.finish().unwrap();
        assert_eq!(bytes.len(), head + 3 * 8);
        let mut r = Reader::new(&bytes);
        assert_eq!(r.vector_of_bare::<CancelCode>(boxed), items);
        assert_eq!(r.optional_bare::<CancelCode>(true).as_ref(), Some(&items[0]));
    }
}

#[test]
fn values_have_the_id_and_the_name_of_their_constructor() {
    assert_eq!(cancel_code().combinator(), (0x1f04_0578, "auth.cancelCode"));
    let around = InvokeWithLayer { layer: 225, query: &cancel_code() };
    assert_eq!((around.constructor_id(), around.constructor_name()), (0xda9b_0d0d, "invokeWithLayer"));
    assert_eq!(RichText::Empty.combinator(), (TextEmpty::ID, "textEmpty"));
    assert_eq!(Box::new(TextEmpty).constructor_name(), "textEmpty");
}

/// Defines a function without fields, in the form of generated code.
macro_rules! function {
    ($name:ident, $id:literal, $output:ty) => {
        #[derive(Debug)]
        struct $name;

        impl Combinator for $name {
            const ID: u32 = $id;
            const NAME: &'static str = stringify!($name);
        }

        impl EncodeBare for $name {
            fn encode_after(&self, head: impl Fixed, w: &mut Writer) {
                w.fixed(head);
            }
        }

        impl Function for $name {
            type Output = $output;

            fn decode_output(r: &mut Reader<'_>) -> Self::Output {
                r.get()
            }
        }
    };
}

function!(GetNumbers, 1, Vec<i64>);
function!(GetAny, 2, Object);
function!(GetText, 3, RichText);

#[test]
fn an_answer_is_a_result_or_an_error() {
    let error = Sample { long: Some(1), items: Some(vec![]), key: [7; 16] };
    let failed = error.to_bytes().unwrap();
    let (done, numbers) = (true.to_bytes().unwrap(), vec![1_i64, 2].to_bytes().unwrap());
    assert_eq!(CancelCode::output_or::<Sample>(&done), Ok(Ok(true)));
    assert_eq!(CancelCode::output_or::<Sample>(&failed), Ok(Err(error.clone())));
    assert_eq!(GetNumbers::output_or::<Sample>(&numbers), Ok(Ok(vec![1, 2])));
    assert_eq!(GetNumbers::output_or::<Sample>(&failed), Ok(Err(error.clone())));
    assert_eq!(InvokeWithLayer::<CancelCode>::output_or::<Sample>(&done), Ok(Ok(true)));
    assert_eq!(InvokeWithLayer::<GetNumbers>::output_or::<Sample>(&failed), Ok(Err(error.clone())));
    assert_eq!(GetAny::output_or::<Sample>(&done), Ok(Ok(Object::of(&true).unwrap())));
    assert_eq!(GetAny::output_or::<Sample>(&failed), Ok(Err(error)));
}

#[test]
fn an_error_type_may_share_constructors_with_the_result() {
    let text = RichText::Concat(Box::new(TextConcat { texts: vec![RichText::Empty] }));
    let bytes = text.to_bytes().unwrap();
    assert_eq!(CancelCode::output_or::<RichText>(&bytes), Ok(Err(text.clone())));
    assert_eq!(CancelCode::output_or::<RichText>(&true.to_bytes().unwrap()), Ok(Ok(true)));
    assert_eq!(GetText::output_or::<RichText>(&bytes), Ok(Err(text)));
}

#[test]
fn invalid_answers_are_errors() {
    let done = true.to_bytes().unwrap();
    let failed = TextConcat { texts: vec![] }.to_bytes().unwrap();
    let refused = |bytes: &[u8]| CancelCode::output_or::<RichText>(bytes).unwrap_err().to_string();
    for bytes in [&done, &failed] {
        let message = format!("at byte {}: 4 bytes follow the end of the value", bytes.len());
        assert_eq!(refused(&[bytes, &[0; 4][..]].concat()), message);
        let cut = refused(&bytes[..bytes.len() - 1]);
        assert!(cut.contains("bytes are needed"), "{cut}");
    }
    assert_eq!(refused(&[]), "at byte 0: 4 bytes are needed, but the input has 0 left");
    let unknown = refused(&CANCEL_CODE);
    assert!(unknown.starts_with("at byte 0: no constructor of `Bool` has the id #1f040578"), "{unknown}");
    // An error that contains an unknown constructor is not read as a result.
    let inside = [&failed[..8], &[1, 0, 0, 0], &CANCEL_CODE].concat();
    let inside = refused(&inside);
    assert!(
        inside.starts_with("at byte 12 in `textConcat`: no constructor of `RichText` has the id #1f040578"),
        "{inside}"
    );
}

#[test]
fn objects_keep_the_bytes_of_any_boxed_value() {
    let object = Object::of(&cancel_code()).unwrap();
    assert_eq!((object.constructor_id(), object.body()), (CancelCode::ID, &CANCEL_CODE[4..]));
    assert!(object.is::<CancelCode>() && !object.is::<Sample>());
    assert_eq!(object.decode_as::<CancelCode>().unwrap(), cancel_code());
    assert_eq!(object.to_bytes().unwrap(), CANCEL_CODE);
    assert_eq!(Object::from_bytes(&CANCEL_CODE).unwrap(), object);
    assert_eq!(object.into_bytes(), CANCEL_CODE);
}

#[test]
fn objects_have_an_id_and_consist_of_whole_words() {
    let error = Object::from_bytes(&[]).unwrap_err();
    assert_eq!(error.to_string(), "at byte 0: 4 bytes are needed, but the input has 0 left");
    let error = Object::from_bytes(&CANCEL_CODE[..7]).unwrap_err();
    assert_eq!(error.to_string(), "at byte 0: the object is 7 bytes long, not a multiple of 4");
}
