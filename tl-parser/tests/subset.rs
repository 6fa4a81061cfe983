//! Tests of subsets of schemas: a subset contains exactly the declarations that its roots need. For real schemas, the
//! needed declarations are found by the names in printed declarations.
#![allow(clippy::panic, clippy::unwrap_used)] // Tests fail by panicking.

mod common;

use std::collections::BTreeSet;

use tl_parser::schema::{CombinatorId, Options, Schema, Uses, Variable};
use tl_parser::{SourceMap, load};

fn schema(name: &str, text: &str) -> Option<Schema> {
    let mut sources = SourceMap::new();
    sources.add(name, text).unwrap();
    let options = Options { lenient: true, ..Options::default() };
    load(&sources, &options).schema
}

fn names(schema: &Schema) -> Vec<&str> {
    let declared = schema.combinators().filter(|&id| !schema[id].is_predefined());
    declared.map(|id| schema[id].name()).collect()
}

fn kept(text: &str, roots: &[&str]) -> Vec<String> {
    let schema = schema("a.tl", text).unwrap();
    let roots: Vec<_> = roots.iter().flat_map(|root| schema.matching(root)).collect();
    names(&schema.subset(&roots)).into_iter().map(str::to_owned).collect()
}

const SMALL: &str = "\
a.one x:b.T = A;
two y:flags.T = A;
b.t z:%c.U = b.T;
c.u m:# v:m.0?Vector<D> k:m*[ E ] = c.U;
d = D;
e = E;
f = flags.T;
pair {X:Type} {Y:Type} x:X y:Y = Pair X Y;
g = G;
boxed o:Object = Boxed;
---functions---
get p:Pair<G,int> = D;
wrap {X:Type} q:!X = X;
a.list = Vector<E>;
";

#[test]
fn a_function_needs_its_fields_and_its_result() {
    assert_eq!(kept(SMALL, &["get"]), ["d", "pair", "g", "get"]);
    assert_eq!(kept(SMALL, &["a.list"]), ["e", "a.list"]);
    assert_eq!(kept(SMALL, &["wrap"]), ["wrap"]);
}

#[test]
fn a_constructor_needs_all_constructors_of_its_type() {
    assert_eq!(kept(SMALL, &["two"]), ["a.one", "two", "b.t", "c.u", "d", "e", "f"]);
    assert_eq!(kept(SMALL, &["A"]), kept(SMALL, &["two"]));
    assert_eq!(kept(SMALL, &["boxed"]), ["boxed"]);
}

#[test]
fn a_star_matches_any_suffix() {
    assert_eq!(kept(SMALL, &["a.*"]), ["a.one", "two", "b.t", "c.u", "d", "e", "f", "a.list"]);
    assert_eq!(kept(SMALL, &["*"]).len(), 13);
    assert_eq!(kept(SMALL, &["a."]), Vec::<String>::new());
    assert_eq!(kept(SMALL, &["A*"]), kept(SMALL, &["A"]));
}

#[test]
fn kept_declarations_are_unchanged() {
    let whole = schema("a.tl", SMALL).unwrap();
    let part = whole.subset(&whole.matching("get"));
    assert_eq!((part.layer(), part.dialect()), (whole.layer(), whole.dialect()));
    for id in part.combinators() {
        let [before] = whole.find_combinators(part[id].name()) else { continue };
        assert_eq!(part.declaration(id), whole.declaration(*before));
        assert_eq!(part[id].id(), whole[*before].id());
        assert_eq!(
            part.type_of(id).map(|ty| part[ty].name()),
            whole.type_of(*before).map(|ty| whole[ty].name())
        );
    }
}

/// Returns the names of types and of bare constructors in the text of a declaration.
fn words(declaration: &str) -> BTreeSet<&str> {
    let parts = declaration.split(' ').skip(1).filter(|part| !part.starts_with('{'));
    let types = parts.filter_map(|part| part.rsplit(':').next());
    let words = types.flat_map(|ty| ty.split(|c: char| !c.is_alphanumeric() && !"_.".contains(c)));
    // In `flags.3?int`, `flags.3` is a word too, but it is neither a type nor a constructor.
    words.filter(|word| !word.is_empty()).collect()
}

/// Returns all constructors of the types in the text of a declaration. A type can be given by its own name or by the
/// name of one of its constructors.
fn needed(schema: &Schema, id: CombinatorId) -> Vec<CombinatorId> {
    let variables: Vec<_> = schema[id].implicit().iter().map(Variable::name).collect();
    let declaration = schema.declaration(id);
    let words = words(&declaration).into_iter().filter(|word| !variables.contains(word));
    let types = words.filter_map(|word| {
        let bare = schema.find_combinators(word).first();
        schema.find_type(word).or_else(|| bare.and_then(|&id| schema.type_of(id)))
    });
    types.flat_map(|ty| schema[ty].constructors().to_vec()).collect()
}

#[test]
fn subsets_of_real_schemas_contain_exactly_the_named_types() {
    let files = common::corpus().into_iter().filter(|file| file.name.contains("/telegram/"));
    for file in files {
        let schema = schema(&file.name, &file.text).unwrap();
        for root in schema.combinators().filter(|&id| !schema[id].is_predefined()).step_by(37) {
            let mut open = vec![root];
            let mut reached: BTreeSet<CombinatorId> = open.iter().copied().collect();
            while let Some(id) = open.pop() {
                open.extend(needed(&schema, id).into_iter().filter(|&id| reached.insert(id)));
            }
            let reached: Vec<_> = reached.iter().filter(|&&id| !schema[id].is_predefined()).collect();
            let expected: Vec<_> = reached.iter().map(|&&id| schema[id].name()).collect();
            assert_eq!(names(&schema.subset(&[root])), expected, "{}: {}", file.name, schema[root].name());
        }
    }
}

#[test]
fn dependents_of_a_combinator_are_removed_with_it() {
    let text = "a1 = A; a2 = A; b = B; c x:B = C; d x:%B y:A = D; e x:Vector<C> = E; f n:# x:n*[ D ] = F; g {t:Type} x:t = G t; \
                h x:(G B) = H; Empty I; i x:I = J; ---functions--- k x:int = B; l x:A = Vector<a1>; m x:J = A;";
    let whole = schema("a.tl", text).unwrap();
    let find = |name: &str| whole.find_combinators(name)[0];
    let without = |names: &[&str]| {
        let left_out: Vec<_> = names.iter().map(|name| find(name)).collect();
        let (rest, dependents) = whole.without(&left_out);
        let mut needs: Vec<String> = dependents
            .iter()
            .map(|dependent| {
                format!("{}>{}", whole[dependent.combinator].name(), whole[dependent.needs].name())
            })
            .collect();
        needs.sort();
        let left = rest.combinators().filter(|&id| !rest[id].is_predefined());
        (left.map(|id| rest[id].name().to_owned()).collect::<String>(), needs.join(" "), rest)
    };
    let (left, needs, rest) = without(&["b"]);
    assert_eq!((&*left, &*needs), ("a1a2gilm", "c>b d>b e>c f>d h>b k>b"));
    assert!(rest.find_type("B").is_none() && rest.find_type("I").is_some());
    assert_eq!(without(&["a2"]).1, "");
    assert_eq!(without(&["i", "a1", "a2"]).1, "d>a1 f>d l>a1 m>a1");
    assert_eq!(without(&[]).0.len(), left.len() + 7);
}

#[test]
fn a_subset_can_be_reduced_again() {
    let schema = schema("a.tl", "int ? = Int; a x:long = A; b x:int128 = B;").unwrap();
    let a = schema.subset(&schema.matching("a"));
    let again = a.subset(&a.matching("a"));
    assert_eq!((names(&a), names(&again)), (vec!["a"], vec!["a"]));
    assert_eq!(Uses::new(&again).of(again.find_type("Long").unwrap()).contained_in, again.matching("a"));
    assert_eq!(names(&again.without(&again.matching("a")).0), [""; 0]);
}
