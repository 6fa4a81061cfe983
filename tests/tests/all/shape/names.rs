//! Tests of TL names that have another meaning in Rust: the paths of their items, and the generated code that refers to
//! them.

use tl_runtime::{Combinator, Decode, Encode, Function};
use tl_tests::names::{enums, functions, types};

#[test]
fn keywords_are_raw_identifiers_or_end_with_an_underscore() {
    let value = types::Type {
        r#type: 1,
        r#fn: "fn".into(),
        r#match: 2,
        r#async: 3,
        self_: 4,
        crate_: 5,
        super_: 6,
        r#gen: 7,
        r: 8,
        w: 9,
        x: 10,
    };
    let request = functions::r#fn::Fn { r#type: value.clone() };
    assert_eq!(functions::r#fn::Fn::from_bytes(&request.to_bytes().unwrap()), Ok(request));
    let nested = types::r#type::Type { r#type: value };
    assert_eq!(<types::r#type::Type as Combinator>::NAME, "type.type");
    assert_eq!(
        types::Any::from_bytes(&nested.to_bytes().unwrap()).map(|any| any.to_bytes()),
        Ok(nested.to_bytes())
    );
    assert_eq!(types::Self_::NAME, "self");
}

#[test]
fn names_that_differ_only_in_separators_or_capitals_are_numbered_in_schema_order() {
    assert_eq!((types::FooBar::NAME, types::FooBar2::NAME), ("foo_bar", "fooBar"));
    assert_eq!((types::UserName::NAME, types::Username::NAME), ("userName", "username"));
    let first = types::FooBar { foo_bar: 1, foo_bar2: 2 };
    assert_eq!(enums::FooBar::from(first.clone()), enums::FooBar::Bar(first));
}

#[test]
fn names_of_the_standard_library_can_be_types_of_a_schema() {
    let none = types::Vec { items: vec![types::String2 { string: String::new() }] };
    let err = types::Err { some: types::Option { value: types::Box }, none };
    let result = types::Result { ok: types::Ok, err };
    let read: Result<types::Result, _> = types::Result::from_bytes(&result.to_bytes().unwrap());
    assert_eq!(read, Ok(result));
}

#[test]
fn a_namespace_with_the_name_of_another_module_gets_a_number() {
    let numbered = types::i322::U32 { str: "text".into() };
    assert_eq!(types::i322::U32::from_bytes(&numbered.to_bytes().unwrap()), Ok(numbered));
    let both = types::types2::Enums { x: types::enums2::Types { y: 1 } };
    assert_eq!(types::types2::Enums::from_bytes(&both.to_bytes().unwrap()), Ok(both));
    assert_eq!(functions::any::Any::NAME, "any.any");
}

#[test]
fn a_type_called_any_gets_a_number() {
    let any = functions::any::Any::output_from_bytes(&types::Any2.to_bytes().unwrap());
    assert_eq!(any, Ok(enums::Any::Any));
    assert_eq!(types::Any::from_bytes(&types::Any2.to_bytes().unwrap()), Ok(types::Any::Any(types::Any2)));
}
