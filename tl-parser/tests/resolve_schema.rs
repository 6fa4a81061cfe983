//! Tests of the content of resolved schemas, with small texts.
#![allow(clippy::panic, clippy::unwrap_used)] // Tests fail by panicking.

use tl_parser::schema::{
    Arg, Category, Combinator, Condition, Field, FieldType, NatExpr, Options, Primitive, Schema, TypeRef, Var,
};
use tl_parser::{SourceMap, load};

fn schema_of(files: &[(&str, &str)]) -> Schema {
    let mut sources = SourceMap::new();
    for (name, text) in files {
        sources.add(*name, *text).unwrap();
    }
    let resolved = load(&sources, &Options::default());
    resolved.schema.unwrap_or_else(|| panic!("{:#?}", resolved.diagnostics))
}

fn schema(text: &str) -> Schema {
    schema_of(&[("a.tl", text)])
}

fn warnings(text: &str) -> Vec<&'static str> {
    let mut sources = SourceMap::new();
    sources.add("a.tl", text).unwrap();
    let found = load(&sources, &Options::default()).diagnostics;
    assert!(!found.has_errors(), "{found:#?}");
    found.iter().map(|d| d.code.as_str()).collect()
}

fn find<'s>(schema: &'s Schema, name: &str) -> &'s Combinator {
    &schema[*schema.find_combinators(name).last().unwrap()]
}

/// Formats a type as TL, with indices for variables.
fn show(schema: &Schema, ty: &TypeRef) -> String {
    let (name, args) = match ty {
        TypeRef::Boxed { ty, args } => (schema[*ty].name(), args),
        TypeRef::Bare { constructor, args, .. } => (schema[*constructor].name(), args),
        TypeRef::Nat => return "#".to_owned(),
        TypeRef::Var(var) => return show_var(*var),
    };
    let args = args.iter().map(|arg| match arg {
        Arg::Type(ty) => show(schema, ty),
        Arg::Nat(NatExpr { var, plus }) => format!("{}+{plus}", var.map_or(String::new(), show_var)),
    });
    let args: Vec<String> = args.collect();
    if args.is_empty() { name.to_owned() } else { format!("{name}<{}>", args.join(",")) }
}

fn show_var(var: Var) -> String {
    match var {
        Var::Implicit(index) => format!("implicit{index}"),
        Var::Field { up, index } => format!("up{up}field{index}"),
    }
}

fn fields(schema: &Schema, name: &str) -> Vec<String> {
    let shown = find(schema, name).fields().iter().map(|field| match field.ty() {
        FieldType::Value(ty) => show(schema, ty),
        FieldType::Call(var) => format!("!{}", show_var(*var)),
        other => format!("{other:?}").split(['(', ' ']).next().unwrap().to_owned(),
    });
    shown.collect()
}

#[test]
fn different_spellings_of_a_type_are_equal() {
    let text = "p {X Y:Type} x:X y:Y = P X Y;
        a x:Vector<int> y:(Vector int) z:((Vector (int))) = A;
        b x:vector<int> y:%(Vector int) z:%%(vector int) w:%vector<int> = B;
        c x:P<Vector int,string> y:(P (Vector int) string) z:(P<Vector<int>> string) = C;";
    let schema = schema(text);
    assert_eq!(fields(&schema, "a"), ["Vector<int>"; 3]);
    assert_eq!(fields(&schema, "b"), ["vector<int>"; 4]);
    assert_eq!(fields(&schema, "c"), ["P<Vector<int>,string>"; 3]);
}

#[test]
fn a_group_becomes_several_fields_and_masks_refer_to_fields_by_index() {
    let schema = schema("a flags:# (x y:int) f2:flags.1?# z:f2.31?Bool = A;");
    let a = find(&schema, "a");
    let names: Vec<_> = a.fields().iter().map(|field| field.name().unwrap()).collect();
    assert_eq!(names, ["flags", "x", "y", "f2", "z"]);
    let mask = |index, bit| Some(Condition { mask: Var::Field { up: 0, index }, bit: Some(bit) });
    assert_eq!(a.fields()[3].condition(), mask(0, 1));
    assert_eq!(a.fields()[4].condition(), mask(3, 31));
}

#[test]
fn a_repetition_can_use_outer_numbers_and_its_count_is_the_last_number_by_default() {
    let schema = schema("a {k:#} m:# x:[ n:m.0?# y:[ int ] z:m*[ k*[ double ] ] ] = A k;");
    let FieldType::Repeat(outer) = find(&schema, "a").fields()[1].ty() else { panic!() };
    assert_eq!(outer.count.var, Some(Var::Field { up: 0, index: 0 }));
    assert_eq!(outer.fields[0].condition().unwrap().mask, Var::Field { up: 1, index: 0 });
    let FieldType::Repeat(by_inner) = outer.fields[1].ty() else { panic!() };
    assert_eq!(by_inner.count.var, Some(Var::Field { up: 0, index: 0 }));
    let FieldType::Repeat(by_outer) = outer.fields[2].ty() else { panic!() };
    assert_eq!(by_outer.count.var, Some(Var::Field { up: 1, index: 0 }));
    let FieldType::Repeat(by_implicit) = by_outer.fields[0].ty() else { panic!() };
    assert_eq!(by_implicit.count, NatExpr { var: Some(Var::Implicit(0)), plus: 0 });
}

#[test]
fn arguments_are_in_the_order_of_the_parameters_of_the_type() {
    let text = "tuple {n:#} {t:Type} [ t ] = Tuple t n; a k:# x:(tuple int (2+k+1)) = A;";
    let schema = schema(text);
    assert_eq!(fields(&schema, "a"), ["Nat", "tuple<int,up0field0+3>"]);
    assert_eq!(show(&schema, find(&schema, "tuple").result()), "Tuple<implicit1,implicit0+0>");
}

#[test]
fn names_may_be_used_before_they_are_declared() {
    let schema = schema("a x:b y:%B z:B = A; b = B;");
    assert_eq!(fields(&schema, "a"), ["b", "b", "B"]);
}

#[test]
fn functions_have_results() {
    let text = "a = A; f x:int = !A; @read g => Vector<%A>;
        ---functions---
        h {X:Type} query:!X = X; i = #; j n:# = vector<a>; ---types--- b = B;";
    let schema = schema(text);
    let result = |name| show(&schema, find(&schema, name).result());
    assert_eq!(["f", "g", "h", "i", "j"].map(result), ["A", "Vector<a>", "implicit0", "#", "vector<a>"]);
    assert_eq!(schema.declared(Category::Function).count(), 5);
    assert_eq!(schema.declared(Category::Constructor).count(), 2);
    assert_eq!(find(&schema, "g").annotations(), ["read"]);
    assert_eq!(fields(&schema, "h"), ["!implicit0"]);
}

#[test]
fn files_may_declare_predefined_types() {
    let schema =
        schema("bytes data:string = Bytes; int#a8509bda ? = Int; int ? = Int; true = True; x = Object;");
    assert!(!find(&schema, "bytes").is_predefined() && find(&schema, "long").is_predefined());
    let primitive = |name| schema[schema.find_type(name).unwrap()].primitive();
    assert_eq!(primitive("Bytes"), Some(Primitive::Bytes));
    assert_eq!(primitive("Int53"), Some(Primitive::Long));
    let constructors = |name| schema[schema.find_type(name).unwrap()].constructors().len();
    assert_eq!((constructors("Int"), constructors("Object"), constructors("True")), (1, 2, 1));
    assert!(
        schema.combinators().all(|c| schema[c].is_predefined() == (schema[c].span() == Default::default()))
    );
}

#[test]
fn a_name_refers_to_its_own_layer_or_an_earlier_one() {
    let text =
        "===8=== m x:int = M; ===17=== m x:long = M; a m:%M = A; ===20=== b m:m = B; ===7=== c m:m = C;";
    let schema = schema(text);
    let used = |name| match find(&schema, name).fields()[0].ty() {
        FieldType::Value(TypeRef::Bare { constructor, .. }) => schema[*constructor].layer_bar(),
        other => panic!("{other:?}"),
    };
    assert_eq!((used("a"), used("b"), used("c")), (Some(17), Some(17), Some(8)));
    assert_eq!(schema.find_combinators("m").len(), 2);
}

#[test]
fn the_order_of_files_does_not_matter() {
    let (a, b) = ("a x:B#cabb1e = A;".replace("#cabb1e", ""), "// LAYER 3\nb = B; true = True;");
    let list = |schema: &Schema| -> Vec<String> {
        let types = schema.types().map(|ty| schema[ty].name().to_owned());
        types.chain(schema.combinators().map(|c| schema.declaration(c))).collect()
    };
    let one = schema_of(&[("x/a.tl", &a), ("b.tl", b), ("c.tl", "true = True;")]);
    let two = schema_of(&[("c.tl", "true = True;"), ("b.tl", b), ("x/a.tl", &a)]);
    assert_eq!(list(&one), list(&two));
    assert_eq!((one.layer(), two.layer()), (Some(3), Some(3)));
}

#[test]
fn documentation_comments_are_found() {
    let text = "//@class Chat @description A chat\n\n\
        //@description A group\n//-of people @title Its title\n//@param_description What it is about\n\
        group title:string description:string = Chat;\n\
        // A channel.\n/// Or a supergroup.\nchannel\n  id:int // Its id\n  // Its\n  // name\n  name:string = Chat; // Big\n\
        // Not this one.\n\nnothing = Chat;\n\
        lines\n// One\nx:int\n// Two\n// lines\ny:int = Chat;\n";
    let schema = schema(text);
    assert_eq!(schema[schema.find_type("Chat").unwrap()].docs(), Some("A chat"));
    let docs = |name| {
        let combinator = find(&schema, name);
        let fields = combinator.fields().iter().map(|field| field.docs().unwrap_or_default());
        (combinator.docs().unwrap_or_default(), fields.collect::<Vec<_>>())
    };
    assert_eq!(docs("group"), ("A group\nof people", vec!["Its title", "What it is about"]));
    assert_eq!(docs("channel"), ("A channel.\nOr a supergroup.\nBig", vec!["Its id", "Its\nname"]));
    assert_eq!(docs("nothing"), ("", vec![]));
    assert_eq!(docs("lines"), ("", vec!["One", "Two\nlines"]));
}

/// Checks that `@param` is a key in every style of comment. Tags that TL tools do not define are text, without a
/// warning.
#[test]
fn comments_of_every_style_lose_no_text() {
    for comment in [
        "/**\n * A place.\n * @param lat  how far north\n * @param long how far\n *   east\n * @return a place\n */",
        "/*\nA place.\n@param lat: how far north\n@param long: how far\neast\n@return a place\n*/",
        "// A place.\n// @param lat how far north\n// @param long how far\n// east\n// @return a place",
        "/// A place.\n/// @param lat how far north\n/// @long how far\n/// east\n/// @return a place",
        "/// @description A place.\n/// @lat how far north\n/// @long how far\n/// east\n/// @return a place",
    ] {
        let text = format!("{comment}\nplace lat:int long:int = Place;\n");
        assert_eq!(warnings(&text), [""; 0], "{comment}");
        let schema = schema(&text);
        let place = find(&schema, "place");
        assert_eq!(place.docs(), Some("A place.\n@return a place"), "{comment}");
        let fields: Vec<_> = place.fields().iter().map(Field::docs).collect();
        assert_eq!(fields, [Some("how far north"), Some("how far\neast")], "{comment}");
    }
    for text in ["@enum A file.", "Ask @maker for one.", "@maker has some, see @id.", "@class of files"] {
        for comment in [format!("// {text}"), format!("/** {text} */"), format!("/*{text}*/")] {
            let text_of_file = format!("{comment}\nfile id:int = File;\n");
            assert_eq!(warnings(&text_of_file), [""; 0], "{comment}");
            assert_eq!(find(&schema(&text_of_file), "file").docs(), Some(text), "{comment}");
        }
    }
}

/// Checks that `@param` with a name that is not a field is a warning in every style of comment, and that its text is
/// kept.
#[test]
fn unknown_names_after_param_are_reported() {
    for mark in ["//@", "// @", "/// @"] {
        let text = format!("{mark}param idd The id\nfile id:int = File;\n");
        assert_eq!(warnings(&text), ["TL0601"], "{mark}");
        assert_eq!(find(&schema(&text), "file").docs(), Some("@param idd The id"), "{mark}");
    }
    assert_eq!(warnings("//@enum A file @id The id\nfile id:int = File;\n"), ["TL0601"]);
    assert_eq!(warnings("/** @param id One @param id Two */\nfile id:int = File;\n"), ["TL0602"]);
    assert_eq!(warnings("//@description A file @param Its parameter\nfile param:int = File;\n"), [""; 0]);
    let text =
        "//@description A @param description B @param class C\nfile description:int class:int = File;\n";
    assert_eq!(warnings(text), [""; 0]);
    let schema = schema(text);
    let file = find(&schema, "file");
    assert_eq!(file.docs(), Some("A"));
    assert_eq!(file.fields().iter().map(Field::docs).collect::<Vec<_>>(), [Some("B"), Some("C")]);
}

#[test]
fn a_comment_suppresses_a_warning_about_one_declaration() {
    let silent = "// tl: allow(TL0302)\na#1 = A;\n";
    assert_eq!(warnings(silent), [""; 0]);
    assert_eq!(warnings(&format!("{silent}b#2 = B;\n")), ["TL0302"]);
    assert_eq!(warnings("// tl: allow(TL0301)\na#1 = A;\n"), ["TL0302"]);
}

#[test]
fn a_declaration_can_have_a_hundred_thousand_fields() {
    let fields: String = (0..100_000).map(|n| format!("f{n}:flags.{}?int ", n % 32)).collect();
    let schema = schema(&format!("a flags:# {fields}= A;"));
    assert_eq!(find(&schema, "a").fields().len(), 100_001);
}

#[test]
fn bare_types_can_form_a_long_chain() {
    let chain: String = (0..20_000).map(|n| format!("c{n} x:c{} = C{n};\n", n + 1)).collect();
    schema(&format!("{chain}c20000 = C20000;"));
}
