//! Tests of finding the uses of types. The result is compared with that of a slow search, which checks every
//! combinator.
#![allow(clippy::panic, clippy::unwrap_used)] // Tests fail by panicking.

mod common;

use tl_parser::schema::{
    Arg, Category, CombinatorId, Field, FieldType, Options, Schema, TypeId, TypeRef, TypeUses, Uses,
};
use tl_parser::{SourceMap, load};

fn schema(text: &str) -> Schema {
    let mut sources = SourceMap::new();
    sources.add("a.tl", text).unwrap();
    load(&sources, &Options { lenient: true, ..Options::default() }).schema.unwrap()
}

fn names(schema: &Schema, users: &[CombinatorId]) -> Vec<String> {
    users.iter().map(|&id| schema[id].name().to_owned()).collect()
}

#[test]
fn a_combinator_is_listed_once_for_all_its_uses_of_a_type() {
    let schema = schema(
        "a x:int = A; b x:A y:a = B; c x:Vector<%A> n:# y:n*[ z:Vector<Vector<A>> ] = C; d = D;
        ---functions--- f = A; g x:A = Vector<A>; h {X:Type} query:!X = X;",
    );
    let uses = Uses::new(&schema);
    let of = |name: &str| uses.of(schema.find_type(name).unwrap());
    let TypeUses { returned_by, taken_by, contained_in } = of("A");
    assert_eq!(names(&schema, returned_by), ["f", "g"]);
    assert_eq!(names(&schema, taken_by), ["g"]);
    assert_eq!(names(&schema, contained_in), ["b", "c"]);
    assert_eq!(names(&schema, &of("Vector").returned_by), ["g"]);
    assert_eq!(of("D"), &TypeUses::default());
}

#[test]
fn uses_of_real_types_are_complete() {
    for common::Schema { name, text, .. } in common::corpus() {
        let schema = schema(&text);
        let uses = Uses::new(&schema);
        for ty in schema.types() {
            assert_eq!(uses.of(ty), &scan(&schema, ty), "{} in {name}", schema[ty].name());
        }
    }
}

/// Finds the uses of a type slowly, by checking every combinator.
fn scan(schema: &Schema, ty: TypeId) -> TypeUses {
    let all = |category, is_user: &dyn Fn(CombinatorId) -> bool| {
        let users = schema.combinators().filter(|&id| schema[id].category() == category && is_user(id));
        users.collect::<Vec<_>>()
    };
    let has_field = |id: CombinatorId| any_field(schema, schema[id].fields(), ty);
    TypeUses {
        returned_by: all(Category::Function, &|id| has_type(schema, schema[id].result(), ty)),
        taken_by: all(Category::Function, &has_field),
        contained_in: all(Category::Constructor, &has_field),
    }
}

fn any_field(schema: &Schema, fields: &[Field], ty: TypeId) -> bool {
    fields.iter().any(|field| match field.ty() {
        FieldType::Value(value) => has_type(schema, value, ty),
        FieldType::Repeat(repeat) => any_field(schema, &repeat.fields, ty),
        _ => false,
    })
}

fn has_type(schema: &Schema, value: &TypeRef, ty: TypeId) -> bool {
    let has_arg = |arg: &Arg| matches!(arg, Arg::Type(arg) if has_type(schema, arg, ty));
    match value {
        TypeRef::Boxed { ty: own, args } => *own == ty || args.iter().any(has_arg),
        TypeRef::Bare { constructor, args, .. } => {
            schema[ty].constructors().contains(constructor) || args.iter().any(has_arg)
        }
        TypeRef::Nat | TypeRef::Var(_) => false,
    }
}
