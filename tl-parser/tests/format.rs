//! Tests of the formatter: comments keep their meaning, wherever they are.
#![allow(clippy::panic, clippy::unwrap_used)] // Tests fail by panicking.

mod common;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use tl_parser::schema::{Field, FieldType, Options};
use tl_parser::{FormatError, format, load};

fn formatted(text: &str) -> Result<String, FormatError> {
    let (sources, file) = common::one_file("a.tl", text);
    format(&sources, file)
}

/// Returns the documentation of declarations, fields and types, and the warnings.
fn meaning(text: &str) -> Vec<String> {
    let (sources, _) = common::one_file("a.tl", text);
    let resolved = load(&sources, &Options::default());
    let warnings = resolved.diagnostics.iter().map(|found| format!("{} {}", found.code, found.message));
    let mut meaning: Vec<String> = warnings.collect();
    let schema = resolved.schema.unwrap_or_else(|| panic!("{text}\n{:#?}", resolved.diagnostics));
    for id in schema.combinators() {
        meaning.push(format!("{} {:?}", schema.declaration(id), schema[id].docs()));
        fields(schema[id].fields(), &mut meaning);
    }
    meaning.extend(schema.types().map(|id| format!("{} {:?}", schema[id].name(), schema[id].docs())));
    meaning.push(format!("layer {:?}", schema.layer()));
    meaning
}

fn fields(list: &[Field], meaning: &mut Vec<String>) {
    for field in list {
        meaning.push(format!("{:?} {:?}", field.name(), field.docs()));
        if let FieldType::Repeat(repeat) = field.ty() {
            fields(&repeat.fields, meaning);
        }
    }
}

/// Formats `text`. Checks that the output has the same meaning, and that formatting it again changes nothing. Returns
/// `None` if the formatter refuses a comment.
#[track_caller]
fn check(text: &str) -> Option<String> {
    match formatted(text) {
        Ok(output) => {
            assert_eq!(meaning(text), meaning(&output), "{text}\n---\n{output}");
            assert_eq!(formatted(&output).as_deref(), Ok(&*output), "{text}\n---\n{output}");
            Some(output)
        }
        Err(FormatError::Comment { .. }) => None,
        Err(error) => panic!("{error}:\n{text}"),
    }
}

/// Declarations whose tokens are separated by spaces.
const DECLARATIONS: [&str; 12] = [
    "a#5 x : int = A ;",
    "b#6 flags : # x : flags . 0 ? int y : vector < int > = B ;",
    "c { t : Type } x : t ( y z : % Box ) = C t ;",
    "d n : # x : n * [ y : int z : 2 * [ string ] ] w : int = D ;",
    "e#7 = E ;",
    "g v : ( vector ( int ) ) = G ;",
    "uint#8 ? = Uint ;",
    "---functions--- h#9 x : int = Box ; ---types---",
    "---types---",
    "@read @write f { X : Type } q : ! X => X ;",
    "Vector int ;",
    "Empty Nothing ;",
];

/// Text between two tokens, without comments.
const BLANKS: [&str; 6] = [" ", " ", "\n", "\n\n", "\r\n", "\r"];

/// Text between two tokens that contains a comment. `#` is replaced with a unique number.
const COMMENTS: [&str; 12] = [
    " // c# \n",
    "\n// c#\n",
    "\n\n// c#\n\n",
    " /* c# */ ",
    "\n/* c# */\n",
    "\n/* c# */ ",
    " /* c#\n   d# */ ",
    "\n/* c#\r\r\n d# */\n",
    " // c#\r\r\n",
    "\n// tl: allow(TL0302, TL0906, TL0905)\n",
    "\n//@x c#\n",
    "\n// LAYER 5\n",
];

fn text() -> impl Strategy<Value = String> {
    let gap = prop_oneof![2 => select(&BLANKS[..]), 1 => select(&COMMENTS[..])];
    let item = (select(&DECLARATIONS[..]), prop::collection::vec(gap, 40));
    prop::collection::vec(item, 1..4).prop_map(|items| {
        let (mut text, mut number) = (String::new(), 0);
        let mut seen = Vec::new();
        for (declaration, gaps) in items {
            // A schema may declare a name only once.
            if seen.contains(&declaration) {
                continue;
            }
            seen.push(declaration);
            for (token, gap) in declaration.split(' ').zip(gaps) {
                number += 1;
                text.push_str(&gap.replace('#', &number.to_string()));
                text.push_str(token);
            }
        }
        text + "\n---types---\nbox v:int = Box;\n"
    })
}

#[test]
fn comments_keep_their_meaning_at_any_position() {
    let mut runner = TestRunner::deterministic();
    let (texts, mut refused) = (text(), 0);
    for _ in 0..600 {
        let text = texts.new_tree(&mut runner).unwrap().current();
        refused += usize::from(check(&text).is_none());
    }
    assert!(refused <= 6, "{refused} texts were refused");
}

#[test]
fn a_comment_before_the_semicolon_stays_with_its_declaration() {
    let layouts = [
        ("a x:int = A\n// c\n;\nb = B;", "a x:int = A\n    // c\n;\nb = B;\n"),
        (
            "a x:int = A\n// tl: allow(TL0302)\n;\nb#5 = B;",
            "a x:int = A\n    // tl: allow(TL0302)\n;\nb#00000005 = B;\n",
        ),
        ("a x:int = A /* c */\n;\nb = B;", "a x:int = A; /* c */\nb = B;\n"),
        ("a x:int = A // c\n; // d\nb = B;", "a x:int = A // c\n; // d\nb = B;\n"),
        ("a x:int = A /* c */; // d\nb = B;", "a x:int = A; /* c */ // d\nb = B;\n"),
        ("a = A // c\n;", "a = A; // c\n"),
        ("Vector /* c */ int // d\n; b = B;", "Vector int; /* c */ // d\nb = B;\n"),
    ];
    for (text, output) in layouts {
        assert_eq!(check(text).as_deref(), Some(output), "{text}");
    }
}

#[test]
fn a_comment_inside_a_field_documents_it() {
    let layouts = [
        ("a y:int\n x: /* c */ int = A;", "a\n    y:int\n    /* c */\n    x:int\n    = A;\n"),
        ("a (x // c\n y:int) = A;", "a\n    // c\n    (x y:int)\n    = A;\n"),
        ("a (x y:int) // c\n z:int = A;", "a\n    (x y:int) // c\n    z:int\n    = A;\n"),
        ("a n:# x:n*[ // c\n y:int ] = A;", "a\n    n:#\n    x:n*[ // c\n    y:int\n    ]\n    = A;\n"),
        ("a x:int = // c\n A;", "a\n    x:int\n    = // c\n    A;\n"),
    ];
    for (text, output) in layouts {
        assert_eq!(check(text).as_deref(), Some(output), "{text}");
    }
    let docs = meaning("a y:int (x // c\n z:int) = A;");
    for field in ["Some(\"x\") Some(\"c\")", "Some(\"z\") Some(\"c\")", "Some(\"y\") None"] {
        assert!(docs.iter().any(|line| line == field), "{docs:#?}");
    }
}

/// Checks that formatting fails if a comment documents no field and cannot have a line of its own.
#[test]
fn a_comment_without_a_suitable_position_is_an_error() {
    let text = "b = B;\na // one\n { // two\n t : // three\n Type } x:t = A t;";
    let Err(FormatError::Comment { at }) = formatted(text) else { panic!("formatted") };
    assert_eq!((at.line, at.column), (2, 1));
}

/// Checks that a carriage return is white space: after a comment, between tokens, and at the end of a line.
#[test]
fn carriage_returns_are_white_space() {
    let layouts = [
        ("a x:int = A; // c\r\r\n", "a x:int = A; // c\n"),
        ("// c\r\r\r\na = A;\r\r\n\r\r\n// d\r", "// c\na = A;\n\n// d\n"),
        ("a = A;\rb\rx:int\r=\rB;\r", "a = A;\nb x:int = B;\n"),
        ("/* c\r\r\n d\r\n */\r\na = A;", "/* c\n d\n */\na = A;\n"),
        ("/* c */\ra = A;", "/* c */\na = A;\n"),
        ("// c\rd\na = A;", "// c\rd\na = A;\n"),
        ("---types---\r\r\na = A;\r\r\n", "---types---\na = A;\n"),
    ];
    for (text, output) in layouts {
        assert_eq!(check(text).as_deref(), Some(output), "{text:?}");
    }
}
