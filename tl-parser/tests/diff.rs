//! Tests of comparing two schemas without a back end: the changes, and whether they break communication.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use tl_parser::diff::{self, Class, Diff};
use tl_parser::schema::{Dialect, Options, Schema};
use tl_parser::{SourceMap, load};

fn schema(text: &str) -> Schema {
    schema_in(None, text)
}

fn schema_in(dialect: Option<Dialect>, text: &str) -> Schema {
    let mut sources = SourceMap::new();
    sources.add("a.tl", text).unwrap();
    load(&sources, &Options { dialect, ..Options::default() }).schema.unwrap()
}

fn compared(old: &str, new: &str) -> Diff {
    diff::compare(&schema(old), &schema(new))
}

/// Compares two schemas that differ in one constructor by one change. Returns the class of the change, and whether it
/// is silent.
fn verdict(old: &str, new: &str) -> (Class, bool) {
    let diff = compared(old, new);
    let [entry] = &*diff.constructors else { panic!("{:?}", diff.constructors) };
    let [change] = &*entry.changes else { panic!("{:?}", entry.changes) };
    (change.rule.class(), change.rule.is_silent())
}

#[test]
fn changed_names_and_types_with_equal_encodings_are_compatible() {
    assert_eq!(verdict("a#1 x:int = A;", "a#1 y:int = A;"), (Class::Compatible, false));
    assert_eq!(verdict("a#1 x:int = A;", "b#1 x:int = A;"), (Class::Compatible, false));
    assert_eq!(verdict("a#1 x:string = A;", "a#1 x:bytes = A;"), (Class::Compatible, false));
    assert_eq!(verdict("a#1 x:int53 = A;", "a#1 x:int64 = A;"), (Class::Compatible, false));
}

#[test]
fn changed_bytes_and_bits_under_the_same_id_are_silent() {
    assert_eq!(verdict("a#1 x:int = A;", "a#1 x:long = A;"), (Class::Wire, true));
    assert_eq!(verdict("a#1 x:int = A;", "a#1 = A;"), (Class::Wire, true));
    let [flag, moved] = [0, 1].map(|bit| format!("a#1 flags:# x:flags.{bit}?true = A;"));
    assert_eq!(verdict(&flag, &moved), (Class::Wire, true));
    assert_eq!(verdict(&flag, "a#1 flags:# x:flags.0?true y:flags.1?true = A;"), (Class::Compatible, true));
}

/// Returns the class of the change from `old` to `new`, and checks that it is also the class of the opposite change.
fn class_both_ways(dialect: Dialect, old: &str, new: &str) -> Class {
    let [old, new] = [old, new].map(|text| schema_in(Some(dialect), text));
    let class = diff::compare(&old, &new).class();
    assert_eq!(diff::compare(&new, &old).class(), class);
    class.unwrap()
}

#[test]
fn a_new_field_on_an_unused_bit_is_compatible_if_masks_are_kept() {
    let class = |new: &str| {
        let old = "a#1 m:# x:m.0?int = A;";
        class_both_ways(Dialect::Formal, old, &format!("a#1 {new} = A;"))
    };
    assert_eq!(class("m:# x:m.0?int y:m.1?int"), Class::Masks);
    assert_eq!(class("m:# y:m.1?int x:m.0?int z:m.1?string"), Class::Masks);
    assert_eq!(class("m:# x:m.0?int m2:m.31?# y:m2.0?int"), Class::Masks);
    assert_eq!(class("m:# x:m.0?int y:m.1?true"), Class::Compatible);
    assert_eq!(class("m:# x:m.0?int y:m.0?int"), Class::Wire);
    assert_eq!(class("m:# x:m.0?int y:int"), Class::Wire);
    assert_eq!(class("m:# x:m.1?int"), Class::Wire);
    assert_eq!(class("m:# x:m.0?int m2:# y:m2.0?int"), Class::Wire);
}

#[test]
fn a_new_field_on_an_unused_bit_is_wire_breaking_in_telegrams_dialect() {
    let (old, new) = ("a#1 flags:# x:flags.0?int = A;", "a#1 flags:# x:flags.0?int y:flags.1?int = A;");
    assert_eq!(class_both_ways(Dialect::Formal, old, new), Class::Masks);
    assert_eq!(class_both_ways(Dialect::Telegram, old, new), Class::Wire);
    let (telegram, formal) = (schema_in(Some(Dialect::Telegram), old), schema_in(Some(Dialect::Formal), new));
    assert_eq!(diff::compare(&telegram, &formal).class(), Some(Class::Wire));
}

/// Checks a mask that functions pass to a type as an argument. A bit of the mask is in use if a field of any combinator
/// that receives the mask depends on the bit.
#[test]
fn a_bit_is_in_use_if_a_field_of_another_combinator_depends_on_it() {
    let class = |old_field: &str, new_field: &str, functions: &str| {
        let text = |field| {
            format!(
                "stats#1 {{m:#}} x:m.0?int {field} = Stats m; inner#2 {{m:#}} z:m.2?int = Inner m; \
                 pair#3 {{t:Type}} a:t b:t = Pair t; ---functions--- {functions}"
            )
        };
        class_both_ways(Dialect::Formal, &text(old_field), &text(new_field))
    };
    let get = "get#4 m:# = Stats m;";
    assert_eq!(class("", "y:m.1?int", get), Class::Masks);
    assert_eq!(class("", "y:m.1?int", &format!("{get} f#5 m:# a:m.1?int = Inner m;")), Class::Masks);
    assert_eq!(class("", "y:m.1?int", &format!("{get} f#5 m:# a:m.1?int = Stats m;")), Class::Wire);
    assert_eq!(class("", "y:m.1?int", &format!("{get} f#5 m:# a:m*[ int ] = Pair (Stats m);")), Class::Wire);
    // In this function, the `Stats` values and the `Inner` value have the same mask.
    let both = "f#5 m:# a:(Pair (Stats m)) = Inner m;";
    assert_eq!(class("", "y:m.1?int", both), Class::Masks);
    assert_eq!(class("", "y:m.2?int", both), Class::Wire);
    assert_eq!(class("b:(Inner m)", "b:(Inner m) y:m.2?int", get), Class::Wire);
    assert_eq!(class("b:(Inner m)", "b:(Inner m) y:m.1?int", get), Class::Masks);
    assert_eq!(class("b:(Inner m+1)", "b:(Inner m+1) y:m.1?int", get), Class::Wire);
}

/// Only back ends report changes of the class `Source`.
#[test]
fn no_change_has_the_class_source() {
    let old = "a#1 flags:# x:flags.0?int y:int = A; b#2 = B; ---functions--- f#3 x:int = A;";
    let new = "a#4 flags:# y:flags.1?long z:A = A; c#5 = C; ---functions--- f#3 z:int = C;";
    for diff in [compared(old, new), compared(new, old)] {
        let entries = diff.parts().into_iter().flat_map(|(_, entries)| entries);
        let changes: Vec<_> = entries.flat_map(|entry| &entry.changes).collect();
        assert!(changes.len() > 8);
        assert!(changes.iter().all(|change| change.rule.class() != Class::Source), "{changes:#?}");
    }
}
