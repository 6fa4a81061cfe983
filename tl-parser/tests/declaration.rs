//! Tests of printing the declarations of a resolved schema as TL.
#![allow(clippy::panic, clippy::unwrap_used)] // Tests fail by panicking.
mod common;

use std::collections::HashSet;

use tl_parser::ast::ItemKind;
use tl_parser::schema::{CombinatorPrinter, FieldType, Ids, Options, Reference, Schema, Sink};
use tl_parser::{canonical, load, parse};

fn schema(name: &str, text: &str) -> Schema {
    let (sources, _) = common::one_file(name, text);
    let resolved = load(&sources, &Options { lenient: true, ..Options::default() });
    resolved.schema.unwrap_or_else(|| panic!("{name}: {:#?}", resolved.diagnostics))
}

/// Returns the last declaration of `text`, as it is printed.
fn printed(text: &str) -> String {
    let schema = schema("a.tl", text);
    schema.declaration(schema.combinators().last().unwrap())
}

/// Returns the ids that are computed from a declaration.
fn ids(declaration: &str) -> Ids {
    let (sources, file) = common::one_file("a.tl", format!("{declaration};"));
    match &parse(&sources, file).document.items[0].kind {
        ItemKind::Combinator(combinator) => canonical::ids(combinator),
        ItemKind::BuiltIn(built_in) => canonical::built_in_ids(built_in),
        other => panic!("{declaration}: {other:?}"),
    }
}

#[test]
fn equal_declarations_are_printed_equally() {
    let pair = "pair {X Y:Type} x:X y:Y = Pair X Y;";
    let spellings = [
        ("a x:(Pair int (Vector string)) = A;", "a x:Pair<int,Vector<string>> = A"),
        ("a x:(Pair<int> string) = A;", "a x:Pair<int,string> = A"),
        ("a (x y:int) = A;", "a x:int y:int = A"),
        ("a {X Y:Type} x:X y:Y = A<X,(Y)>;", "a {X:Type} {Y:Type} x:X y:Y = A X Y"),
        ("a f:# x:(f.0?int) y:f?int = A;", "a f:# x:f.0?int y:f?int = A"),
        ("a#12 x:%pair<int,int> = A;", "a#00000012 x:pair<int,int> = A"),
        ("@read @any a = A;", "@read @any a = A"),
        ("f {X:Type} x:!X => X;", "f {X:Type} x:!X = X"),
    ];
    for (source, expected) in spellings {
        assert_eq!(printed(&format!("{pair}{source}")), expected);
    }
}

/// Checks that the parts of the spelling that influence ids are printed as they are written.
#[test]
fn a_spelling_that_changes_the_id_is_kept() {
    let rest = "b x:int = B; box {t:Type} {n:#} x:n*[ t ] = Box t n;";
    let declarations = [
        "a x:%B y:b z:Vector<%B> v:%Box<int,3> = A",
        "a x:%Vector<int> y:vector<int> z:Vector<int> = A",
        "a int _:int x:int = A",
        "a n:# [ int ] m:# x:[ y:int ] z:m*[ int ] = A",
        "a n:# x:(n+1)*[ m:# y:n*[ z:m.0?(n+2)*[ v:int n.1?int ] ] ] = A",
        "a n:# x:Box<int,n+1> y:4*[ int ] = A",
        "a n:# x:3*[ # [ y:n.0?int ] ] = A",
        "a x:# y:Type = A",
        "number ? = Number",
        "int#a8509bda ? = Int",
        "vector#1cb5c415 {t:Type} # [ t ] = Vector t",
    ];
    for declaration in declarations {
        assert_eq!(printed(&format!("{rest}{declaration};")), declaration);
    }
    for function in ["f {X:Type} x:!X = !X", "f = %B", "f {X:Type} x:!X = Vector<X>", "f = #"] {
        assert_eq!(printed(&format!("{rest}---functions---{function};")), function);
    }
}

#[test]
fn printed_texts_of_real_declarations_have_the_same_ids() {
    for common::Schema { name, text, .. } in common::corpus() {
        let schema = schema(&name, &text);
        for id in schema.combinators() {
            let declaration = schema.declaration(id);
            assert_eq!(ids(&declaration), schema[id].computed_ids(), "{name}: {declaration}");
        }
    }
}

/// Checks schemas of Telegram, which are already written in the canonical spelling.
#[test]
fn every_declaration_of_the_bundled_layers_is_printed_as_it_is_written() {
    let schema = schema("history", &tl_schemas::find("telegram/history").unwrap().text());
    let written: HashSet<&str> =
        tl_schemas::history::declarations().map(|declaration| declaration.text).collect();
    for id in schema.combinators().filter(|&id| !schema[id].is_predefined()) {
        let declaration = schema.declaration_with_id(id);
        assert!(written.contains(&*declaration), "{declaration}");
    }
}

/// A sink for printed text. Writes each reference in brackets, followed by its meaning.
struct Marked<'a>(&'a Schema, String);

impl Sink for Marked<'_> {
    fn text(&mut self, text: &str) {
        self.1.push_str(text);
    }

    fn reference(&mut self, text: &str, to: Reference) {
        let to = match to {
            Reference::Type(ty) => format!("type {}", self.0[ty].name()),
            Reference::Constructor(id) => format!("constructor {}", self.0[id].name()),
            Reference::Nat | Reference::Call => format!("{to:?}"),
        };
        self.1 += &format!("<{text}|{to}>");
    }
}

#[test]
fn references_are_reported_with_their_meaning() {
    let schema = schema("a.tl", "b = B; ---functions--- f {X:Type} n:# x:n.0?%B y:n*[ b ] z:!X = X;");
    let printer = CombinatorPrinter::new(&schema, schema.find_combinators("f")[0]);
    let Marked(_, text) = printer.declaration(Marked(&schema, String::new()));
    let (_, text) = text.split_once(" n:").unwrap();
    assert_eq!(text, "<#|Nat> x:n.0?%<B|type B> y:n*[ <b|constructor b> ] z:<!X|Call> = X");
}

#[test]
fn a_field_in_a_nested_repetition_can_refer_to_fields_outside_of_it() {
    let schema = schema("a.tl", "a n:# x:n*[ m:# y:m*[ v:n.1?int w:m.2?int ] ] = A;");
    let a = schema.find_combinators("a")[0];
    let printer = CombinatorPrinter::new(&schema, a);
    let FieldType::Repeat(outer) = schema[a].fields()[1].ty() else { panic!("no repetition") };
    let FieldType::Repeat(inner) = outer.fields[1].ty() else { panic!("no repetition") };
    let outside = printer.within(outer);
    let printer = outside.within(inner);
    let fields = inner.fields.iter().map(|field| printer.field(field, String::new()));
    assert_eq!(fields.collect::<Vec<_>>(), ["v:n.1?int", "w:m.2?int"]);
}
