//! Checks that the modules of a crate do not depend on each other in a cycle.
//!
//! A file depends on the files that define the items it names. A re-export is not a definition, and a module that
//! re-exports the items of a child does not depend on the child. A call of a method counts if the method is called on
//! `self` or by a path. Other calls of methods are ignored, because finding their targets requires the types of
//! expressions.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::slice;

use super::modules::{Modules, Sources};
use super::{files, text};

/// Crates whose modules have no cycles.
const CRATES: [&str; 6] = ["tl-cli", "tl-codegen", "tl-parser", "tl-runtime", "tl-value", "tl-web"];

/// For each file, the files that it depends on, and the items that it uses from each of them.
type Graph = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

#[test]
fn no_crate_has_cycles_among_its_modules() {
    for name in CRATES {
        let graph = graph(&sources(name));
        let uses: usize = graph.values().map(BTreeMap::len).sum();
        assert!(uses > graph.len(), "{name}: {} files with {uses} dependencies", graph.len());
        let found = cycles(&graph);
        assert!(
            found.is_empty(),
            "{name}: modules depend on each other:\n\n{}\nhelp: move the shared definitions to a separate file",
            found.join("\n")
        );
    }
}

#[test]
fn parents_may_call_and_re_export_their_children() {
    assert_cycles(
        &[
            ("lib.rs", "pub mod a; pub use a::Shared; pub fn all() { a::work(&Shared) }"),
            ("a/mod.rs", "mod child; mod shared; pub use self::child::work; pub use self::shared::Shared;"),
            ("a/child.rs", "use super::Shared; pub fn work(shared: &Shared) {}"),
            ("a/shared.rs", "pub struct Shared;"),
        ],
        &[],
    );
}

#[test]
fn a_child_must_not_use_definitions_of_a_parent_that_calls_it() {
    assert_cycles(
        &[
            ("lib.rs", "mod a;"),
            ("a/mod.rs", "mod child; pub struct Shared; pub fn all() { child::work(&Shared) }"),
            ("a/child.rs", "use super::Shared; pub fn work(shared: &Shared) {}"),
        ],
        &["a/child.rs -> a/mod.rs (Shared)\na/mod.rs -> a/child.rs (work)\n"],
    );
}

#[test]
fn re_exports_lead_to_the_file_that_defines_an_item() {
    assert_cycles(
        &[
            ("lib.rs", "mod codes; mod schema; mod text;"),
            (
                "codes.rs",
                "use crate::schema::{self, Schema}; pub fn code(schema: &Schema) { schema::name(); }",
            ),
            ("schema/mod.rs", "mod model; pub use self::model::{Schema, name};"),
            ("schema/model.rs", "pub struct Schema; pub fn name() { crate::text::text() }"),
            ("text.rs", "pub(crate) fn text() { write!(f, \"{}\", other.x, crate::codes::code(y)) }"),
        ],
        &["codes.rs -> schema/model.rs (Schema, name)\n\
           schema/model.rs -> text.rs (text)\n\
           text.rs -> codes.rs (code)\n"],
    );
}

#[test]
fn methods_belong_to_the_file_of_their_impl() {
    assert_cycles(
        &[
            ("main.rs", "mod part; mod whole;"),
            ("whole.rs", "pub struct Whole; impl Whole { fn all(&self) { self.part(); Self::other() } }"),
            ("part.rs", "use crate::whole::Whole; impl Whole { fn part(&self) {} fn other() {} }"),
        ],
        &["part.rs -> whole.rs (Whole)\nwhole.rs -> part.rs (Whole::other, Whole::part)\n"],
    );
}

#[test]
fn attributes_of_serde_are_dependencies_and_tests_are_not() {
    assert_cycles(
        &[
            ("lib.rs", "mod ids; mod text;"),
            (
                "ids.rs",
                "struct Out { #[serde(serialize_with = \"crate::text::id\")] id: u32 } pub(crate) type Id = u32;",
            ),
            ("text.rs", "pub(crate) fn id(id: &super::ids::Id) {} #[cfg(test)] mod tests { use super::*; }"),
        ],
        &["ids.rs -> text.rs (id)\ntext.rs -> ids.rs (Id)\n"],
    );
}

/// Checks that an invented crate has the expected cycles.
#[track_caller]
fn assert_cycles(sources: &[(&str, &str)], expected: &[&str]) {
    let sources = sources.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
    assert_eq!(cycles(&graph(&sources)), expected);
}

/// Reads the sources of a crate of the workspace.
fn sources(name: &str) -> Sources {
    let folder = format!("{name}/src/");
    let within = |path: &Path| path.to_str().unwrap().split_once(&folder).unwrap().1.to_owned();
    files(&[&folder], &[]).iter().map(|path| (within(path), text(path))).collect()
}

fn graph(sources: &Sources) -> Graph {
    let root = if sources.contains_key("lib.rs") { "lib.rs" } else { "main.rs" };
    let modules = Modules::read(sources, root);
    let methods = modules.methods();
    let mut graph = Graph::new();
    for (path, module) in modules.iter() {
        let uses = graph.entry(module.file.clone()).or_default();
        for target in modules.targets(path) {
            let item = target.item.as_deref().unwrap_or("self");
            let defined = (modules.file(&target.module), item.to_owned());
            let member = target.member_path().and_then(|path| {
                let file = methods.get(&path)?;
                Some((*file, path[path.len() - 2..].join("::")))
            });
            for (file, item) in [Some(defined), member].into_iter().flatten() {
                if file != module.file {
                    uses.entry(file.to_owned()).or_default().insert(item);
                }
            }
        }
    }
    graph
}

/// Returns cycles. Each file that is part of a cycle is in at least one of them. The text of a cycle has a line for
/// each dependency.
fn cycles(graph: &Graph) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for file in graph.keys() {
        if !seen.contains(file)
            && let Some(cycle) = shortest_cycle(graph, file)
        {
            let nexts = cycle.iter().skip(1).chain([file]);
            let line = |(file, next): (&String, &String)| {
                let items: Vec<_> = graph[file][next].iter().map(String::as_str).collect();
                format!("{file} -> {next} ({})\n", items.join(", "))
            };
            found.push(cycle.iter().zip(nexts).map(line).collect());
            seen.extend(cycle);
        }
    }
    found
}

/// Returns the files on a shortest path from `file` back to itself.
fn shortest_cycle(graph: &Graph, file: &String) -> Option<Vec<String>> {
    let mut ways = VecDeque::from([vec![file.clone()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in graph[way.last().unwrap()].keys() {
            if next == file {
                return Some(way);
            }
            if seen.insert(next) {
                ways.push_back([way.as_slice(), slice::from_ref(next)].concat());
            }
        }
    }
    None
}
