//! Tests of views, which read values directly from bytes. In other tests, `Generated::rewrite` compares the views of
//! the tested bytes with the owned values.

use tl_runtime::{Decode, DecodeErrorKind, Encode, Limits, List, View};
use tl_tests::layer_82::{enums, types, views};
use tl_tests::names;

fn text(nested: usize) -> Vec<u8> {
    let bold = |text| enums::RichText::from(types::TextBold { text });
    (0..nested).fold(enums::RichText::TextEmpty, |text, _| bold(text)).to_bytes().unwrap()
}

#[test]
fn strings_are_slices_of_the_input() {
    let bytes = types::TextPlain { text: "plain".to_owned() }.to_bytes().unwrap();
    let view = views::enums::RichText::view_from_bytes(&bytes).unwrap();
    let views::enums::RichText::TextPlain(plain) = view else { panic!("{view:?}") };
    let text: &str = plain.get().text;
    assert_eq!(text, "plain");
    assert!(bytes.as_ptr_range().contains(&text.as_ptr()));
    assert_eq!(plain.owned(), types::TextPlain { text: "plain".to_owned() });
}

#[test]
fn items_are_read_one_after_another() {
    let texts = ["one", "two", "three"].map(|text| types::TextPlain { text: text.to_owned() }.into());
    let concat = types::TextConcat { texts: texts.to_vec() };
    let bytes = concat.to_bytes().unwrap();
    let view = views::types::TextConcat::view_from_bytes(&bytes).unwrap();
    assert_eq!((view.texts.len(), view.texts.iter().len()), (3, 3));
    let read = view.texts.iter().map(|text| match text {
        views::enums::RichText::TextPlain(plain) => plain.get().text,
        other => panic!("{other:?}"),
    });
    assert!(read.eq(["one", "two", "three"]));
    assert_eq!(view.texts.iter().nth(1).unwrap().owned(), texts[1]);
    assert_eq!(view.texts.owned(), texts);
    assert_eq!(view.owned(), concat);
}

/// Checks that errors in skipped values are reported when the view is read, not when the values are accessed.
#[test]
fn errors_in_nested_values_are_reported_immediately() {
    let mut bytes = text(3);
    let end = bytes.len();
    bytes[end - 4..].copy_from_slice(&[1, 2, 3, 4]);
    let error = views::enums::RichText::view_from_bytes(&bytes).unwrap_err();
    assert_eq!(error, enums::RichText::from_bytes(&bytes).unwrap_err());
    assert_eq!(error.offset(), end - 4);
}

#[test]
fn views_have_the_limits_of_a_reader() {
    let too_deep = |error: tl_runtime::DecodeError| matches!(error.kind(), DecodeErrorKind::TooDeep { .. });
    assert!(views::enums::RichText::view_from_bytes(&text(64)).is_ok());
    assert!(too_deep(views::enums::RichText::view_from_bytes(&text(65)).unwrap_err()));
    // A view that was read with a higher limit gives access to all its values. Access does not apply the default limit.
    let bytes = text(100);
    let limits = Limits { depth: 100, ..Limits::default() };
    let view = views::enums::RichText::view_with_limits(&bytes, limits).unwrap();
    assert_eq!(view.owned().to_bytes().unwrap(), bytes);
    assert_eq!(format!("{view:?}").matches("TextBold {").count(), 100);
}

#[test]
fn the_count_of_a_list_is_checked() {
    let counted = |count: u32| [0x1cb5_c415_u32.to_le_bytes(), count.to_le_bytes()].concat();
    let error = List::<i64>::view_from_bytes(&counted(1)).unwrap_err();
    assert_eq!(error, Vec::<i64>::from_bytes(&counted(1)).unwrap_err());
    let error = List::<&str>::view_from_bytes(&counted(u32::MAX)).unwrap_err();
    assert_eq!(error, Vec::<String>::from_bytes(&counted(u32::MAX)).unwrap_err());
}

/// Checks that there is no memory limit for the owned copy of a view. The memory limit for decoding depends on the
/// number of bytes, and these items have no bytes.
#[test]
fn many_items_without_bytes_are_copied() {
    let hollow = names::types::Hollows { items: vec![names::types::Hollow { a: [] }; 5_000] };
    let bytes = hollow.to_bytes().unwrap();
    assert_eq!(bytes.len(), 8);
    let view = names::views::types::Hollows::view_from_bytes(&bytes).unwrap();
    assert_eq!(view.items.len(), 5_000);
    assert_eq!(view.items.owned(), hollow.items);
    assert_eq!(view.owned(), hollow);
}

/// Checks that repetitions can be skipped if their count is optional, as in `n:flags.0?# rows:flags.0?n*[ int ]`.
#[test]
fn repetitions_with_an_optional_count_are_skipped() {
    let count = |rows: Option<Vec<i32>>| {
        let n = rows.as_ref().map(|rows| rows.len() as u32);
        names::types::OptionalCount { n, rows, ..names::types::OptionalCount::default() }
    };
    let list = [None, Some(vec![]), Some(vec![1, 2])].map(count).to_vec();
    let counts = names::types::OptionalCounts { list, end: 7 };
    let bytes = counts.to_bytes().unwrap();
    assert_eq!(names::types::OptionalCounts::from_bytes(&bytes), Ok(counts.clone()));
    let view = names::views::types::OptionalCounts::view_from_bytes(&bytes).unwrap();
    assert_eq!(view.end, 7);
    assert_eq!(view.list.owned(), counts.list);
}
