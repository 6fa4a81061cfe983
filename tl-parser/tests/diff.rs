//! Tests of comparing two schemas without a back end: the changes, and whether they break communication.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use tl_parser::diff::{self, Class, Diff};
use tl_parser::schema::{Options, Schema};
use tl_parser::{SourceMap, load};

fn schema(text: &str) -> Schema {
    let mut sources = SourceMap::new();
    sources.add("a.tl", text).unwrap();
    load(&sources, &Options::default()).schema.unwrap()
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
fn names_are_not_on_the_wire() {
    assert_eq!(verdict("a#1 x:int = A;", "a#1 y:int = A;"), (Class::Compatible, false));
    assert_eq!(verdict("a#1 x:int = A;", "b#1 x:int = A;"), (Class::Compatible, false));
    assert_eq!(verdict("a#1 x:string = A;", "a#1 x:bytes = A;"), (Class::Compatible, false));
    assert_eq!(verdict("a#1 x:int53 = A;", "a#1 x:int64 = A;"), (Class::Compatible, false));
}

#[test]
fn bytes_are_on_the_wire() {
    assert_eq!(verdict("a#1 x:int = A;", "a#1 x:long = A;"), (Class::Wire, true));
    assert_eq!(verdict("a#1 x:int = A;", "a#1 = A;"), (Class::Wire, true));
    let [flag, moved] = [0, 1].map(|bit| format!("a#1 flags:# x:flags.{bit}?true = A;"));
    assert_eq!(verdict(&flag, &moved), (Class::Wire, true));
    assert_eq!(verdict(&flag, "a#1 flags:# x:flags.0?true y:flags.1?true = A;"), (Class::Compatible, true));
}

/// Checks that no change has the class `Source`. Only back ends report such changes.
#[test]
fn no_change_breaks_source_code() {
    let old = "a#1 flags:# x:flags.0?int y:int = A; b#2 = B; ---functions--- f#3 x:int = A;";
    let new = "a#4 flags:# y:flags.1?long z:A = A; c#5 = C; ---functions--- f#3 z:int = C;";
    for diff in [compared(old, new), compared(new, old)] {
        let entries = diff.parts().into_iter().flat_map(|(_, entries)| entries);
        let changes: Vec<_> = entries.flat_map(|entry| &entry.changes).collect();
        assert!(changes.len() > 8);
        assert!(changes.iter().all(|change| change.rule.class() != Class::Source), "{changes:#?}");
    }
}
