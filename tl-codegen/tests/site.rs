//! Tests the site: its HTML, its links and its size.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashSet;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use scraper::{Html, Selector};
use tl_codegen::Files;
use tl_codegen::docs::html::{self, Section};
use tl_parser::schema::{Options, Schema};
use tl_parser::{Lints, SourceMap};

fn bundled(name: &str) -> Schema {
    let mut sources = SourceMap::new();
    let schema = tl_schemas::find(name).unwrap();
    sources.add(schema.name, schema.text().into_owned()).unwrap();
    tl_parser::load(&sources, &Options { lenient: true, ..Options::default() }).schema.unwrap()
}

/// Returns the site of the schemas called `names`.
fn site(names: &[&str]) -> Files {
    let schemas: Vec<Schema> = names.iter().map(|name| documented(bundled(name))).collect();
    let title =
        |schema: &Schema| schema.layer().map_or("MTProto".to_owned(), |layer| format!("Layer {layer}"));
    let sections: Vec<Section<'_>> = names
        .iter()
        .zip(&schemas)
        .map(|(name, schema)| Section::new(&name.replace('/', "-"), &title(schema), schema).unwrap())
        .collect();
    html::generate("Schemas", &sections, Some("// the reader"))
}

/// Adds descriptions, errors and availability to some declarations.
fn documented(mut schema: Schema) -> Schema {
    let overlay = r#"{"format": "tl-overlay", "version": 1, "functions": {"auth.cancelCode": {
        "description": "Cancels the code of auth.sendCode, see [the page](https://core.telegram.org/method/auth.sendCode).",
        "fields": {"phone_number": "The phone number, see https://example.org/method/auth.signIn", "phone_code_hash": "From `auth.sentCode`, <b>not</b> user"},
        "availability": "users",
        "errors": [{"code": 400, "text": "PHONE_NUMBER_INVALID", "description": "The phone number is invalid."}]
    }, "users.getUsers": {"availability": "both"}}}"#;
    let mut overlays = SourceMap::new();
    overlays.add("overlay.json", overlay).unwrap();
    let _ = tl_parser::docs::merge(&overlays, &mut [&mut schema], &Lints::default());
    schema
}

fn pages(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    files.iter().filter(|(path, _)| path.ends_with(".html"))
}

/// Returns the text of a page. After each block, and after each row of a table, come the targets of the links in it.
fn readable(html: &str) -> String {
    let page = Html::parse_document(html);
    let main = page.select(&Selector::parse("main").unwrap()).next().unwrap();
    let blocks = Selector::parse("nav, h1, h2, p, li, tr, legend, label, pre, summary").unwrap();
    let mut text = String::new();
    for block in main.select(&blocks) {
        let name = block.value().name();
        let own: String = block.text().collect();
        text.push_str(&format!("{name}: {}\n", own.replace('\n', "\n    ")));
        for link in block.select(&Selector::parse("a").unwrap()) {
            text.push_str(&format!("    -> {}\n", link.attr("href").unwrap()));
        }
    }
    text
}

#[test]
fn pages_contain_descriptions_errors_examples_and_history() {
    let files = site(&["telegram/82", "telegram/230", "mtproto"]);
    let page = |path: &str| readable(files.get(path).unwrap_or_else(|| panic!("{path} is missing")));
    insta::assert_snapshot!("cancel_code", page("telegram-82/methods/auth.cancelCode.html"));
    insta::assert_snapshot!("code_type", page("telegram-82/types/auth.CodeType.html"));
    insta::assert_snapshot!("sent_code", page("telegram-82/constructors/auth.sentCode.html"));
    insta::assert_snapshot!("home", page("telegram-82/index.html"));
    insta::assert_snapshot!("errors", page("telegram-82/errors.html"));
    insta::assert_snapshot!("bots", page("telegram-82/bots.html"));
    insta::assert_snapshot!("all", page("index.html"));
}

#[test]
fn all_pages_are_valid_and_all_links_lead_somewhere() {
    for names in [&["telegram/230"][..], &["telegram/82", "telegram/143", "mtproto"]] {
        let files = site(names);
        let pages: Vec<(&str, Html)> =
            pages(&files).map(|(path, html)| (path, Html::parse_document(html))).collect();
        let anchors: HashSet<String> = pages.iter().flat_map(|(path, page)| anchors(path, page)).collect();
        for (path, page) in &pages {
            assert_eq!(page.errors, [] as [&str; 0], "{path}");
            for link in links(page) {
                let target = join(path, &link);
                let is_there = anchors.contains(&target) || files.get(&target).is_some();
                assert!(is_there, "the link {link} of {path} does not lead to a file or an anchor");
            }
        }
    }
}

/// Returns the path and all anchors of a page.
fn anchors(path: &str, page: &Html) -> Vec<String> {
    let with_id = Selector::parse("[id]").unwrap();
    let anchors = page.select(&with_id).map(|element| format!("{path}#{}", element.attr("id").unwrap()));
    anchors.chain([path.to_owned()]).collect()
}

/// Returns the targets of links, scripts and styles, except those on the web.
fn links(page: &Html) -> Vec<String> {
    let with_target = Selector::parse("[href], [src]").unwrap();
    let targets =
        page.select(&with_target).filter_map(|element| element.attr("href").or(element.attr("src")));
    targets
        .filter(|target| !target.starts_with("https://") && *target != "data:,")
        .map(str::to_owned)
        .collect()
}

/// Resolves `link` relative to the folder of the file `from`.
fn join(from: &str, link: &str) -> String {
    if link.starts_with('#') {
        return format!("{from}{link}");
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn pages_are_small() {
    let files = site(&["telegram/230"]);
    let mut sizes: Vec<usize> = pages(&files).map(|(_, html)| compressed(html)).collect();
    let mut nodes: Vec<usize> = pages(&files)
        .map(|(_, html)| {
            Html::parse_document(html).tree.nodes().filter(|node| node.value().is_element()).count()
        })
        .collect();
    let (size, nodes) = (median(&mut sizes), median(&mut nodes));
    let total: usize = files.iter().map(|(_, text)| text.len()).sum();
    assert!(
        size <= 4_000 && nodes <= 200 && total <= 14_500_000,
        "{size} bytes, {nodes} nodes, {total} in total"
    );
}

fn compressed(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

fn median(values: &mut [usize]) -> usize {
    values.sort_unstable();
    values[values.len() / 2]
}

#[test]
fn every_page_links_to_the_same_page_of_other_layers() {
    let files = site(&["telegram/82", "telegram/230"]);
    let switcher = Selector::parse(".switcher a").unwrap();
    for (page, wanted) in [
        (
            "telegram-82/methods/auth.cancelCode.html",
            ["auth.cancelCode.html", "../../telegram-230/methods/auth.cancelCode.html"],
        ),
        ("telegram-82/bytes.html", ["bytes.html", "../telegram-230/bytes.html"]),
        ("telegram-230/changes.html", ["../telegram-82/index.html", "changes.html"]),
    ] {
        let html = Html::parse_document(files.get(page).unwrap());
        let targets: Vec<&str> = html.select(&switcher).map(|link| link.attr("href").unwrap()).collect();
        assert_eq!(targets, wanted, "{page}");
    }
    let gone = readable(files.get("telegram-230/changes.html").unwrap());
    assert!(gone.contains("Changes from Layer 82 to Layer 230"), "{gone}");
    assert!(files.get("telegram-82/changes.html").is_none());
}
