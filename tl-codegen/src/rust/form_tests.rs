//! Tests of the Rust code for values of different wire forms.

use tl_parser::schema::{Options, Schema};
use tl_parser::{SourceMap, load};

use super::config::Config;
use super::{Location, generate};
use crate::files::Files;

/// The generated code of a schema.
struct Rust(Files);

impl Rust {
    #[track_caller]
    fn of(text: &str) -> Self {
        Self::with(text, &Options::default())
    }

    #[track_caller]
    fn with(text: &str, options: &Options) -> Self {
        let mut sources = SourceMap::new();
        sources.add("test.tl", text).unwrap();
        let resolved = load(&sources, options);
        let schema: Schema = resolved.schema.unwrap_or_else(|| panic!("{:#?}", resolved.diagnostics));
        let config = Config { format: false, ..Config::default() };
        Self(generate(&schema, &config, Location::Directory).unwrap())
    }

    /// Returns the only item that contains `what`. White space is removed from the item.
    #[track_caller]
    fn item(&self, what: &str) -> String {
        let items = self.0.iter().flat_map(|(_, text)| text.split("\n\n"));
        let found: Vec<_> = items.filter(|item| item.contains(what)).collect();
        let [item] = found.as_slice() else { panic!("{what}: {found:#?}") };
        item.split_whitespace().collect()
    }

    #[track_caller]
    fn structure(&self, name: &str) -> String {
        self.item(&format!("pub struct {name} "))
    }

    #[track_caller]
    fn reading(&self, name: &str) -> String {
        self.item(&format!("__rt::DecodeBare for {name} {{"))
    }
}

/// Checks an `Object` in a repetition and in an argument of a generic type. Other values may follow, so the reader must
/// find the end of the object.
#[test]
fn an_object_inside_another_type_is_any_constructor_of_the_schema() {
    let rust = Rust::of("b = B; m {t:Type} x:t = M t; o n:# x:n*[ Object ] y:(M Object) z:int = O;");
    assert!(rust.structure("O").contains("pubx:Vec<Any>,puby:M<Any>,pubz:i32"));
}

/// Checks the wrapper `Endless`, which may be empty. After an error, a reader returns a value of `Any`. This would be
/// impossible if each value of `Any` contained another one.
#[test]
fn a_field_with_any_constructor_is_endless_if_all_constructors_have_such_a_field() {
    for ty in ["object", "Object", "(M Object)"] {
        let rust = Rust::of(&format!("m {{t:Type}} x:t = M t; o y:{ty} z:int = O;"));
        assert!(rust.structure("O").contains("puby:__rt::Endless<"), "{ty}");
    }
}

#[test]
fn a_call_before_other_fields_of_a_constructor_is_any_function() {
    let rust = Rust::of("q {X:Type} x:!X y:int = Q X; ---functions--- f = Q int;");
    assert!(rust.structure("Q").ends_with("pubstructQ{pubx:functions::Any,puby:i32,}"));
    assert!(rust.item("pub enum Any ").ends_with("pubenumAny{F(F),}"));
    let rust = Rust::of("q {X:Type} x:!X y:int = Q X; ---functions--- f x:(Q int) = Q int;");
    assert!(rust.structure("Q").contains("pubx:__rt::Endless<functions::Any>"));
}

#[test]
fn the_enum_of_all_constructors_is_generated_if_a_result_contains_it() {
    let rust = Rust::of("a = A; ---functions--- f = Vector<Object>;");
    assert!(rust.item("pub enum Any ").ends_with("pubenumAny{A(A),}"));
}

#[test]
fn a_parameter_that_only_a_raw_call_uses_is_not_generated() {
    let rust = Rust::of("a {X:Type} x:!X = A X; b x:(A int) = B;");
    assert!(rust.structure("A").ends_with("pubstructA{pubx:__rt::Object,}"));
    assert!(rust.structure("B").ends_with("pubstructB{pubx:A,}"));
}

/// Checks `x:boolTrue`, a field with a constructor of `Bool` as a bare type. Only lenient reading accepts it.
#[test]
fn a_bare_constructor_of_bool_has_no_bytes() {
    let options = Options { lenient: true, ..Options::default() };
    let rust = Rust::with("a x:boolTrue y:int = A;", &options);
    assert!(rust.structure("A").ends_with("{pubx:(),puby:i32,}"));
    assert!(rust.reading("A").contains("{Self{x:(),y:r.value()}}"));
}

/// Checks that a variant has no box if its constructor has at most two fields and all of them are `Bool` or numbers of
/// at most 8 bytes. Variants with masks, strings, vectors or other types have boxes, even if they are small.
#[test]
fn whether_a_payload_is_boxed_depends_only_on_the_fields_of_its_constructor() {
    for (fields, is_boxed) in [
        ("x:int", false),
        ("x:long y:double", false),
        ("x:Bool y:#", false),
        ("x:int y:int z:int", true),
        ("x:int128", true),
        ("x:string", true),
        ("x:Vector<int>", true),
        ("x:Small", true),
        ("flags:# x:flags.0?int", true),
        ("flags:# x:flags.0?true", true),
        ("n:# x:n*[ int ]", true),
    ] {
        let payload = if is_boxed { "Box<types::C>" } else { "types::C" };
        // Other declarations make no difference.
        for more in ["", "true#3fedd339 = True; ", "large x:Small y:string = Small; "] {
            let rust = Rust::of(&format!("{more}small x:int = Small; c {fields} = A; d = A;"));
            let line = rust.item("pub enum A ");
            assert!(line.contains(&format!("pubenumA{{C({payload}),")), "{fields}: {line}");
        }
    }
}

#[test]
fn the_minimum_size_of_an_item_limits_the_count_of_a_repetition() {
    let rust = Rust::of("a n:# x:n*[ 2*[ long ] ] = A;");
    assert!(rust.reading("A").contains("x:r.repeated_with(n,16,"));
}
