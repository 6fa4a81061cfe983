//! Tests of the printer: nothing is lost, and printing the output again changes nothing.

mod common;

use tl_parser::ast::{Document, Item, ItemKind};
use tl_parser::schema::{Options, Resolved};
use tl_parser::{canonical, load, parse, print};

/// Prints `text` in canonical layout, and checks properties that every text without errors must have.
fn printed(name: &str, text: &str) -> String {
    let (sources, file) = common::one_file(name, text);
    let parsed = parse(&sources, file);
    assert!(parsed.diagnostics.is_empty(), "{name}: {:?}", parsed.diagnostics);
    let printed = print::document(&parsed.document);
    let (sources, file) = common::one_file(name, printed.as_str());
    let again = parse(&sources, file);
    assert!(again.diagnostics.is_empty(), "{name}: {:?}\n{printed}", again.diagnostics);
    assert_eq!(facts(&parsed.document), facts(&again.document), "{name}");
    assert_eq!(print::document(&again.document), printed, "{name}");
    printed
}

/// Returns the facts that printing must preserve: the items in order with their ids and canonical texts, and the texts
/// of all comments.
fn facts(document: &Document<'_>) -> (Vec<String>, Vec<String>) {
    let comments = document.comments.iter().map(|comment| comment.text.replace("\r\n", "\n")).collect();
    (document.items.iter().map(item).collect(), comments)
}

fn item(item: &Item<'_>) -> String {
    match &item.kind {
        ItemKind::Combinator(c) => {
            let annotations: Vec<_> = c.annotations.iter().map(|name| name.text).collect();
            let id = c.id.map(|id| id.value);
            format!("{annotations:?} {id:x?} {} {:?}", canonical::telegram(c), canonical::ids(c))
        }
        ItemKind::BuiltIn(b) => format!("{:x?} {}", b.id.map(|id| id.value), canonical::built_in(b)),
        ItemKind::Final(f) => format!("{:?} {}", f.keyword, f.ty.text),
        ItemKind::Partial(ty) => format!("{:?}", std::mem::discriminant(&ty.kind)),
        other => format!("{other:?}"),
    }
}

#[test]
fn printing_real_schemas_loses_nothing() {
    for schema in common::corpus() {
        let printed = printed(&schema.name, &schema.text);
        assert_eq!(meaning(&schema.text), meaning(&printed), "{}", schema.name);
    }
}

/// Returns the results of the resolver for a text: declarations with ids and documentation, and problems by code.
fn meaning(text: &str) -> (Vec<String>, Vec<&'static str>) {
    let (sources, _) = common::one_file("test.tl", text);
    let Resolved { schema, diagnostics, .. } = load(&sources, &Options::default());
    let codes = diagnostics.iter().map(|problem| problem.code.as_str()).collect();
    let Some(schema) = schema else { return (Vec::new(), codes) };
    let combinators = schema.combinators().map(|id| {
        let combinator = &schema[id];
        let fields: Vec<_> = combinator.fields().iter().map(|field| (field.name(), field.docs())).collect();
        let (layer, docs) = (combinator.layer_bar(), combinator.docs());
        format!("{} {:08x} {layer:?} {docs:?} {fields:?}", schema.declaration(id), combinator.id())
    });
    let types = schema.types().map(|id| format!("{} {:?}", schema[id].name(), schema[id].docs()));
    (combinators.chain(types).collect(), codes)
}

#[test]
fn spelling_is_canonical() {
    let spellings = [
        ("a#12ab34 x:int=A;", "a#0012ab34 x:int = A;\n"),
        ("a n:# (x y:int) n:n*[n:n*[n]] = A;", "a n:# (x y:int) n:n*[ n:n*[ n ] ] = A;\n"),
        ("a = A;b=B  ;", "a = A;\nb = B;\n"),
        ("p {X  Y : Type}{ n : # } x:X=P X Y n;", "p {X Y:Type} {n:#} x:X = P X Y n;\n"),
        ("a n:# x : n * [int y:(Vector  int)] = A;", "a n:# x:n*[ int y:(Vector int) ] = A;\n"),
        ("a f:# x:f . 3 ? string y:( f.0 ? int ) = A;", "a f:# x:f.3?string y:(f.0?int) = A;\n"),
        ("a n:# ( x y : Vector < int , n + 1 > ) = A;", "a n:# (x y:Vector<int,n+1>) = A;\n"),
        ("@read @any f q:! X=>Vector int ;", "@read @any f q:!X => Vector int;\n"),
        ("int#a8509bda?=Int; Vector  int; Final  Bool;", "int#a8509bda ? = Int;\nVector int;\nFinal Bool;\n"),
        ("--- functions ---f = %A;=== 17 ===", "---functions---\nf = %A;\n===17===\n"),
        ("a x:(Foo<a> b) y:((Foo a) b) z:% % Foo = A;", "a x:(Foo<a,b>) y:(Foo a b) z:%%Foo = A;\n"),
        ("\u{FEFF}\r\n\r\na = A;\r\n\r\n\r\n\r\nb = B;\r\n", "a = A;\n\nb = B;\n"),
        ("", ""),
    ];
    for (text, canonical) in spellings {
        assert_eq!(printed("spelling.tl", text), canonical);
    }
}

#[test]
fn comments_stay_where_they_are() {
    let layouts = [
        ("// a\n\n\n// b\na = A; // c\n\n// d", "// a\n\n// b\na = A; // c\n\n// d\n"),
        ("/* x */ a = A; /* y */ /* z */ b = B;", "/* x */\na = A; /* y */ /* z */\nb = B;\n"),
        (
            "a // the a\n  {t:Type}\n  x:int // its x\n\n  // and\n  y:t = A t /* end */; // after",
            "a // the a\n    {t:Type}\n    x:int // its x\n\n    // and\n    y:t\n    = A t; /* end */ // after\n",
        ),
        ("a // one\n x: // two\n int = A;", "a // one\n    // two\n    x:int\n    = A;\n"),
        ("a = A; @read /* of b */ b => A;", "a = A;\n@read /* of b */ b\n    => A;\n"),
        (
            "f n:# x:n*[ a:int // about a\n b:2*[ c:n /* c */ ] // about b\n] = F;",
            "f\n    n:#\n    x:n*[\n    a:int // about a\n    b:2*[\n    c:n /* c */\n    ] // about b\n    ]\n    = F;\n",
        ),
        ("g x:int = // the result\n G;", "g\n    x:int\n    = // the result\n    G;\n"),
        ("/* one\r\n   two */\r\na = A;", "/* one\n   two */\na = A;\n"),
    ];
    for (text, canonical) in layouts {
        assert_eq!(printed("comments.tl", text), canonical);
    }
}

#[test]
fn a_declaration_is_printed_on_one_line() {
    let (sources, file) =
        common::one_file("a.tl", "f#1f040578 // what\n a:string\n flags:#  b:flags.1?true = Bool;");
    let ItemKind::Combinator(f) = &parse(&sources, file).document.items[0].kind else {
        panic!("expected a combinator")
    };
    assert_eq!(print::declaration(f), "f#1f040578 a:string flags:# b:flags.1?true = Bool");
}
