//! Checks that the generated pages for layer 82 agree with the published documentation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tl_codegen::{Files, docs};
use tl_parser::schema::{Category, Schema};
use tl_parser::{Lints, SourceMap};

use super::page::{Method, methods};
use super::rules::{Rule, Signature, SignatureField, expected};
use crate::generated;

#[test]
fn every_page_agrees_with_the_documentation() {
    let Some(methods) = methods() else { return };
    let mut schema = generated::layer_82().schema;
    add_availability_and_errors(&mut schema, &methods);
    let files = docs::generate(&schema, "Layer 82").unwrap();
    assert_eq!(docs::check(&files), []);
    let mut used = BTreeSet::new();
    let mut compared = 0;
    for (name, method) in &methods {
        let page = Page::of(&files, name);
        let (params, returns) = expected(&schema, &page.signature(name), &mut used);
        let read = Method { params, returns, bots: page.is_for_bots(), errors: page.errors() };
        assert_eq!(read, *method, "{}", page.0);
        compared += 1;
    }
    assert_eq!(compared, 269);
    assert_eq!(schema.declared(Category::Function).count(), compared);
    assert!(used.into_iter().eq(Rule::ALL), "some rules are not needed");
}

/// Merges an overlay into the schema. The overlay contains the errors of each method and whether bots may call it,
/// because schemas do not contain this.
pub(super) fn add_availability_and_errors(schema: &mut Schema, methods: &BTreeMap<String, Method>) {
    let note = |method: &Method| {
        let errors = method.errors.iter().map(|(code, text)| json!({"code": code, "text": text}));
        let availability = if method.bots { "both" } else { "users" };
        json!({"availability": availability, "errors": errors.collect::<Vec<_>>()})
    };
    let functions: BTreeMap<&String, Value> =
        methods.iter().map(|(name, method)| (name, note(method))).collect();
    let overlay = json!({"format": "tl-overlay", "version": 1, "functions": functions});
    let mut overlays = SourceMap::new();
    overlays.add("overlay.json", overlay.to_string()).unwrap();
    let found = tl_parser::docs::merge(&overlays, &mut [schema], &Lints::default());
    assert!(found.is_empty(), "{found:?}");
}

/// The Markdown of a page.
struct Page<'f>(&'f str);

impl<'f> Page<'f> {
    fn of(files: &'f Files, method: &str) -> Self {
        let path = format!("src/methods/{method}.md");
        Self(files.get(&path).unwrap_or_else(|| panic!("{path} is missing")))
    }

    /// Returns the signature that the page contains: the table of parameters, and the result.
    fn signature(&self, name: &str) -> Signature {
        assert!(self.0.contains(&format!("\n# {}\n", name.replace('_', "\\_"))), "{}", self.0);
        let field = |cells: Vec<String>| {
            let [name, ty, required] = cells.try_into().unwrap();
            let is_conditional = !["yes", "computed"].contains(&&*required);
            let bit = required.split_once('.').map(|(_, bit)| bit.parse::<u8>());
            assert!(!is_conditional || bit.is_some_and(|bit| bit.is_ok_and(|bit| bit < 32)), "{required}");
            SignatureField { name, ty, is_conditional }
        };
        let result = self.section("Returns").next().unwrap();
        let result = plain(result);
        let result = result.split(", which ").next().unwrap().to_owned();
        Signature { name: name.to_owned(), fields: self.rows("Parameters").map(field).collect(), result }
    }

    fn is_for_bots(&self) -> bool {
        match self.0.lines().find_map(|line| line.strip_prefix("- **Available to:** ")).unwrap() {
            "Users and bots" => true,
            "Users only" => false,
            other => panic!("{other}"),
        }
    }

    fn errors(&self) -> BTreeSet<(i64, String)> {
        let error = |cells: Vec<String>| {
            let [code, text] = cells.try_into().unwrap();
            (code.parse().unwrap(), text)
        };
        self.rows("Errors").map(error).collect()
    }

    /// Returns the non-empty lines of a section, or no lines if the section is missing.
    fn section(&self, heading: &str) -> impl Iterator<Item = &'f str> {
        let after = self.0.split_once(&format!("\n## {heading}\n")).map(|(_, after)| after);
        let lines = after.into_iter().flat_map(str::lines).take_while(|line| !line.starts_with("## "));
        lines.filter(|line| !line.is_empty())
    }

    /// Returns the cells of each row of the table in a section, without the head.
    fn rows(&self, heading: &str) -> impl Iterator<Item = Vec<String>> {
        let rows = self.section(heading).filter(|line| line.starts_with('|')).skip(2);
        rows.map(|row| row.trim_matches('|').split('|').map(|cell| plain(cell.trim())).collect())
    }
}

/// Returns the text of Markdown without the syntax of links and code, such as `[`, `](…)` and backquotes.
fn plain(markdown: &str) -> String {
    let mut text = String::new();
    for (index, piece) in markdown.split("](").enumerate() {
        text += if index == 0 { piece } else { piece.split_once(')').unwrap().1 };
    }
    text.replace(['[', '`', '\\'], "")
}
