//! Tests of wire forms, and of the table that contains them.

use tl_parser::SourceMap;
use tl_parser::schema::{Options, Schema};
use tl_parser::wire::table::{Conflict, Part, Table, TableNames, conflicts};
use tl_parser::wire::{Role, Wire};

fn schema(text: &str) -> Schema {
    let mut sources = SourceMap::new();
    sources.add("test.tl", text).expect("the text is short");
    let options = Options { lenient: true, ..Options::default() };
    tl_parser::load(&sources, &options).schema.expect("the schema has no errors")
}

/// Checks the size of the table for each choice of names. The size matters because programs contain such tables.
#[test]
fn the_table_of_a_layer_is_small() {
    let schema = schema(&tl_schemas::find("telegram/230").unwrap().text());
    let wire = Wire::new(&schema);
    let part = Part { schema: &schema, wire: &wire, keeps_masks: false };
    let size = |names| {
        let table = Table::new(&[part], &[], names);
        table.bytes().len() + table.names().len()
    };
    for (names, most) in
        [(TableNames::All, 200_000), (TableNames::Combinators, 140_000), (TableNames::None, 60_000)]
    {
        let size = size(names);
        assert!(size <= most, "{size} bytes with {names:?}");
    }
}

#[test]
fn minimum_sizes_follow_from_the_constructors() {
    let schema = schema(
        "none#1 = Some;\none#2 x:Some y:string = Some;\nonly#3 a:long b:Some flags:# c:flags.0?long = Only;\n\
         list#4 all:vector<Only> = List;\nendless#5 next:Endless = Endless;\nthree#6 x:3*[ long ] = Three;\n",
    );
    let wire = Wire::new(&schema);
    let size = |name: &str| wire[schema.find_type(name).unwrap()].min_size;
    assert_eq!([size("Some"), size("Only"), size("List"), size("Three")], [4, 20, 8, 28]);
    assert_eq!(size("Endless"), 4);
}

#[test]
fn roles_follow_from_the_uses_of_numbers() {
    let schema = schema("a#1 flags:# n:# k:# x:flags.3?int y:n*[ int ] z:k*[ k*[ int ] ] = A;\n");
    let wire = Wire::new(&schema);
    let [a] = schema.find_combinators("a") else { panic!("expected one combinator") };
    let roles: Vec<Role> = wire[*a].fields.iter().map(|field| field.role).collect();
    assert_eq!(
        roles[..3],
        [Role::Mask { declared: 8, is_passed: false }, Role::Count { of: 4 }, Role::Number]
    );
}

#[test]
fn roles_depend_on_uses_in_results_and_in_nested_types() {
    let schema = schema(
        "in {m:#} x:m.1?int = In m;\nseq {t:Type} {n:#} n*[ t ] = Seq t n;\n---functions---\n\
         plain m:# a:m.4?int = Int;\nof_result m:# a:m.4?int = In m;\ninner m:# a:m.4?int = Seq (In m) 2;\n\
         nested m:# a:m.4?int b:(In m) = Int;\nwhole m:# a:m.4?int b:m?(In m) = Int;\n\
         both m:# a:m.4?int b:m*[ int ] = Int;\nsum n:# items:n*[ int ] = Seq int (n+1);\n\
         count n:# items:n*[ int ] = Int;\nunused n:# = Seq int n;",
    );
    let wire = Wire::new(&schema);
    for (name, role) in [
        ("plain", Role::Mask { declared: 1 << 4, is_passed: false }),
        ("of_result", Role::Mask { declared: 1 << 4, is_passed: true }),
        ("inner", Role::Mask { declared: 1 << 4, is_passed: true }),
        ("nested", Role::Mask { declared: 1 << 4, is_passed: true }),
        ("whole", Role::Number),
        ("both", Role::Number),
        ("sum", Role::Number),
        ("count", Role::Count { of: 1 }),
        ("unused", Role::Number),
    ] {
        let [function] = schema.find_combinators(name) else { panic!("{name}: expected one combinator") };
        assert_eq!(wire[*function].fields[0].role, role, "{name}");
    }
}

fn schemas(texts: &[&str]) -> Vec<(Schema, Wire)> {
    let schemas = texts.iter().map(|text| schema(text));
    schemas.map(|schema| (Wire::open(&schema), schema)).map(|(wire, schema)| (schema, wire)).collect()
}

fn parts(schemas: &[(Schema, Wire)]) -> Vec<Part<'_>> {
    schemas.iter().map(|(schema, wire)| Part { schema, wire, keeps_masks: false }).collect()
}

/// Returns the names of the combinators with conflicting forms.
fn conflicting(texts: &[&str]) -> Vec<String> {
    let schemas = schemas(texts);
    let name = |conflict: &Conflict| {
        let (part, id) = conflict.second;
        schemas[part].0[id].name().to_owned()
    };
    conflicts(&parts(&schemas)).iter().map(name).collect()
}

#[test]
fn conflicting_forms_of_an_id_are_found() {
    let first = "a#1 flags:# x:int y:flags.0?%B = A;\nb#2 z:bytes = B;\n";
    for (second, names) in [
        // Bytes contain neither names of fields and types nor flags, and `string` has the same form as `bytes`.
        ("other#1 flags:# new:flags.3?true x2:int y:flags.0?%B = Renamed;\nb#2 z:string = B;\n", vec![]),
        // The bytes of a bare value contain no id.
        ("a#1 flags:# x:int y:flags.0?%B = A;\nb#3 z:bytes = B;\n", vec![]),
        ("a#1 flags:# x:int y:flags.0?%B = A;\nb#3 z:long = B;\n", vec!["a"]),
        ("a#1 flags:# x:int y:flags.0?B = A;\nb#2 z:bytes = B;\n", vec!["a"]),
        ("a#1 flags:# x:int y:flags.1?%B = A;\nb#2 z:bytes = B;\n", vec!["a"]),
        ("a#1 flags:# x:int y:flags.0?%B z:int = A;\nb#2 = B;\n", vec!["a", "b"]),
        ("---functions---\nf#1 = Bool;\n", vec!["f"]),
        ("c#3 next:vector<%C> = C;", vec![]),
    ] {
        assert_eq!(conflicting(&[first, second]), names, "{second}");
        assert_eq!(conflicting(&[first, second, second, first]).len(), names.len(), "{second}");
    }
    let recursive = ["c#3 next:vector<%C> = C;", "c#4 next:vector<%C> = C;\nd#5 c:%C = D;"];
    assert_eq!(conflicting(&[recursive[1], &recursive[1].replace("#4", "#3"), recursive[0]]), [""; 0]);
}

/// Checks the size of the table with `telegram/history`, which contains every declaration of every layer. Programs use
/// this table to skip values of other layers.
#[test]
fn the_table_of_all_layers_is_small() {
    let texts = ["telegram/230", "telegram/history"].map(|name| tl_schemas::find(name).unwrap().text());
    let schemas = schemas(&[&texts[0], &texts[1]]);
    let parts = parts(&schemas);
    assert_eq!(conflicts(&parts), []);
    let [newest, all] = [&parts[..1], &parts].map(|parts| Table::merged(parts, TableNames::Combinators));
    let ids = |table: &Table| table.bytes().first_chunk().copied().map(u32::from_le_bytes);
    let size = |table: &Table| table.bytes().len() + table.names().len();
    assert!(ids(&all) > Some(4_000), "{:?}", ids(&all));
    assert!(size(&all) - size(&newest) <= 55_000, "{} and {}", size(&all), size(&newest));
}
