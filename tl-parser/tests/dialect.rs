//! Tests of how the dialect is chosen: for small schemas, for real schemas, and for parts of real schemas.
#![allow(clippy::panic, clippy::unwrap_used)] // Tests fail by panicking.

mod common;

use tl_parser::ast::{Item, ItemKind, Section};
use tl_parser::schema::{ChosenDialect, Dialect, DialectReason, Options};
use tl_parser::{canonical, load, parse};

fn choose(text: &str) -> ChosenDialect {
    let (sources, _) = common::one_file("a.tl", text);
    load(&sources, &Options::default()).dialect
}

#[test]
fn the_strongest_evidence_determines_the_dialect() {
    let cases = [
        // Written ids. `a#c0722d91` matches only Telegram's text, and `a#3f41e8c2` only the formal text.
        ("a#c0722d91 flags:# x:flags.0?true = A;", "telegram (1 of 1 written ids match Telegram's text)"),
        ("a#3f41e8c2 flags:# x:flags.0?true = A;", "formal (1 of 1 written ids match the formal text)"),
        (
            "@read a#c0722d91 flags:# x:flags.0?true = A;",
            "telegram (1 of 1 written ids match Telegram's text)",
        ),
        (
            "ipPortSecret#37982646 ipv4:int port:int secret:bytes = IpPort;",
            "telegram (1 of 1 written ids match Telegram's text)",
        ),
        // Syntax that only one family of schemas uses.
        ("// LAYER 5\n---functions---\n@write f#1 = Bool;", "formal (`f` has the annotation `@write`)"),
        ("f#1 => Bool;", "formal (`f` is declared with `=>`)"),
        ("int#a8509bda ? = Int;", "formal (the built-in `int` has its id written)"),
        ("pair {X:Type} x:X y:X = Pair X;", "formal (the constructor `pair` has implicit arguments)"),
        ("a n:# x:n.0?int = A;", "formal (`a` has the field `n:#`)"),
        ("a x:%B = A; b = B;", "formal (`a` has a field whose type begins with `%`)"),
        ("a x:(vector int) = A;", "formal (`a` has a field whose type is applied without `<` and `>`)"),
        ("// LAYER 5\na = A;", "telegram (it has the comment `// LAYER 5`)"),
        ("===8=== a = A;", "telegram (`a` is below `===8===`)"),
        ("---functions--- f {X:Type} x:!X = X;", "telegram (the function `f` has a field with `!`)"),
        // The share of declarations whose ids are written, and the share of written ids that match a canonical text.
        ("a#1 = A; b#2 = B;", "formal (2 of 2 written ids match neither Telegram's text nor the formal one)"),
        ("a#d2aa78f6 x:int = A; b = B;", "formal (1 of 2 declarations have their ids written)"),
        ("a#d2aa78f6 x:int = A;", "telegram (1 of 1 declarations have their ids written)"),
        ("int ? = Int; a x:int = A;", "formal (no ids are written and `int ? = Int` is declared)"),
        ("f x:D = D; d flags:# x:int = D;", "formal (no ids are written)"),
    ];
    for (text, wanted) in cases {
        assert_eq!(choose(text).to_string(), wanted, "{text}");
    }
}

#[test]
fn the_choice_of_the_user_has_priority() {
    let (sources, _) = common::one_file("a.tl", "@read a#c0722d91 flags:# x:flags.0?true = A;");
    let options = Options { dialect: Some(Dialect::Formal), ..Options::default() };
    let resolved = load(&sources, &options);
    assert_eq!(resolved.dialect.to_string(), "formal (set by `dialect`)");
    assert_eq!(resolved.schema.unwrap().chosen_dialect(), &resolved.dialect);
}

#[test]
fn real_schemas_have_the_dialect_of_their_owners() {
    for schema in common::corpus() {
        let chosen = choose(&schema.text);
        assert_eq!(chosen.dialect, schema.dialect(), "{}: {chosen}", schema.name);
    }
}

/// Calls `each` for each item of a text, with the section that contains the item. Returns the results that are not
/// `None`.
fn with_items<T>(text: &str, mut each: impl FnMut(Section, &Item<'_>) -> Option<T>) -> Vec<T> {
    let (sources, file) = common::one_file("a.tl", text);
    let mut section = Section::Types;
    let document = parse(&sources, file).document;
    let read = document.items.iter().filter_map(|item| {
        if let ItemKind::Section(next) = item.kind {
            section = next;
        }
        each(section, item)
    });
    read.collect()
}

/// Returns at most thirty items, evenly distributed over `all`.
fn sample<T>(all: Vec<T>) -> impl Iterator<Item = T> {
    let step = all.len() / 30 + 1;
    all.into_iter().step_by(step)
}

/// Checks that each declaration alone has the dialect of its schema. Excludes declarations whose dialect follows only
/// from whether their id is written, or from the fact that this id matches no canonical text.
#[test]
fn a_declaration_alone_has_the_dialect_of_its_schema() {
    for schema in common::corpus() {
        let parts = with_items(&schema.text, |section, item| {
            let bar = if section == Section::Functions { "---functions---\n" } else { "" };
            matches!(item.kind, ItemKind::Combinator(_) | ItemKind::BuiltIn(_))
                .then(|| format!("{bar}{}", &schema.text[item.span.start as usize..item.span.end as usize]))
        });
        for part in sample(parts) {
            let chosen = choose(&part);
            let is_by_ids =
                matches!(chosen.reason, DialectReason::Share { .. } | DialectReason::OwnIds { .. });
            assert!(is_by_ids || chosen.dialect == schema.dialect(), "{}: {part}: {chosen}", schema.name);
        }
    }
}

#[test]
fn one_more_id_does_not_change_the_dialect() {
    for schema in common::corpus().into_iter().filter(|schema| schema.text.len() < 15_000) {
        let dialect = schema.dialect();
        let ids = with_items(&schema.text, |_, item| match &item.kind {
            ItemKind::Combinator(c) if c.id.is_none() => {
                Some((c.name.span.end, canonical::ids(c).of(dialect)))
            }
            ItemKind::BuiltIn(b) if b.id.is_none() => {
                Some((b.name.span.end, canonical::built_in_ids(b).of(dialect)))
            }
            _ => None,
        });
        for (at, id) in sample(ids) {
            let (before, after) = schema.text.split_at(at as usize);
            let chosen = choose(&format!("{before}#{id:08x}{after}"));
            assert_eq!(chosen.dialect, dialect, "{}:{at}: {chosen}", schema.name);
        }
    }
}
