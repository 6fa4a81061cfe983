//! Texts of schemas, overlays and queries run no scripts and create no elements.

use serde_json::json;
use tl_codegen::Files;
use tl_codegen::docs::html::{self, Section};
use tl_parser::schema::Schema;
use tl_parser::{Lints, SourceMap};

use crate::browser::{Chromium, test};
use crate::site::CANCEL_CODE;
use crate::tab::Tab;

const TEXTS: [&str; 12] = [
    "<img src=x onerror=hit=1>",
    "<script>hit=1</script>",
    "</script><script>hit=1</script>",
    "</title></textarea></style><svg onload=hit=1>",
    "<!-- <img src=x onerror=hit=1> -->",
    "[link](javascript:hit=1)",
    "<javascript:hit=1>",
    "[link](data:text/html,<script>parent.hit=1</script>)",
    "[link](https://example.org/\"onmouseover=\"hit=1)",
    "\" onfocus=\"hit=1\" autofocus=\"",
    "'\"); hit=1; (\"",
    "</pre></code></table><iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
];

/// JavaScript expression for elements that no page of a site has, such as images, elements with event handlers, and
/// links with a protocol other than `http`, `https` and `file`.
const FOREIGN: &str = "[
    ...document.querySelectorAll('img, svg, iframe, object, embed, style, base, script:not([src]), textarea:not(.bytes *)'),
    ...[...document.querySelectorAll('*')]
        .filter(({ attributes }) => [...attributes].some(({ name }) => name.startsWith('on') || name === 'autofocus')),
    ...[...document.querySelectorAll('a')].filter(({ protocol }) => !/^(https?|file):$/.test(protocol)),
].map((element) => element.outerHTML.slice(0, 200))";

async fn assert_harmless(tab: &mut Tab, what: &str) {
    let foreign: Vec<String> = tab.get(FOREIGN).await;
    assert!(foreign.is_empty(), "{what}: {}", foreign.join("\n"));
    assert!(tab.get::<bool>("!('hit' in window)").await, "{what}");
    tab.assert_no_problems(what).await;
}

#[test]
fn hostile_queries_run_no_scripts_and_create_no_elements() {
    test("hostile queries", async |chromium| {
        let mut tab = chromium.tab().await;
        for base in chromium.sites.bases() {
            for text in TEXTS {
                let query: String = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
                tab.open(&format!("{base}site/{CANCEL_CODE}?q={query}")).await;
                assert_eq!(tab.get::<String>("document.querySelector('.search input').value").await, text);
                tab.wait(
                    "document.querySelector('.search [role=status]').textContent !== '' ||
                    document.querySelectorAll('#results a').length > 0",
                )
                .await;
                assert_harmless(&mut tab, text).await;
            }
        }
    });
}

#[test]
fn hostile_texts_of_schemas_and_overlays_run_no_scripts_and_create_no_elements() {
    test("hostile texts", async |chromium| {
        let files = site();
        chromium.sites.add("hostile", &files);
        let mut tab = chromium.tab().await;
        let pages: Vec<&str> =
            files.iter().map(|(path, _)| path).filter(|path| path.ends_with(".html")).collect();
        assert!(pages.len() > 3 * TEXTS.len());
        for page in pages {
            tab.open(&format!("{}hostile/{page}", chromium.sites.http())).await;
            assert_harmless(&mut tab, page).await;
        }
        check_results(chromium, &mut tab).await;
    });
}

/// Searches for errors of methods and checks the results. The texts of errors can contain any characters.
async fn check_results(chromium: &Chromium, tab: &mut Tab) {
    for base in chromium.sites.bases() {
        tab.open(&format!("{base}hostile/index.html?q=hit")).await;
        tab.wait("document.querySelectorAll('#results a').length > 5").await;
        let results: String = tab.get("document.querySelector('#results').textContent").await;
        assert!(results.contains("<script>hit=1</script>"), "{results}");
        assert_harmless(tab, "results").await;
    }
}

/// Returns a site with hostile texts in its title and in all descriptions and errors.
fn site() -> Files {
    let function = |index: usize| format!("f{index} a{index}:int = Type{index};\n");
    let constructor = |index: usize| format!("c{index} b:int = Type{index};\n");
    let declarations = |line: &dyn Fn(usize) -> String| (0..TEXTS.len()).map(line).collect::<String>();
    let text = format!("{}---functions---\n{}", declarations(&constructor), declarations(&function));
    let mut schema = Schema::parse("api.tl", text).unwrap();
    let (mut functions, mut constructors, mut types) = (json!({}), json!({}), json!({}));
    for (index, text) in TEXTS.iter().enumerate() {
        functions[format!("f{index}")] = json!({
            "description": text, "fields": {format!("a{index}"): text},
            "errors": [{"code": 400, "text": text, "description": text}]
        });
        constructors[format!("c{index}")] = json!({"description": text, "fields": {"b": text}});
        types[format!("Type{index}")] = json!({"description": text});
    }
    let overlay = json!({
        "format": "tl-overlay", "version": 1, "functions": functions, "constructors": constructors, "types": types,
    });
    let mut overlays = SourceMap::new();
    overlays.add("overlay.json", overlay.to_string()).unwrap();
    let warnings = tl_parser::docs::merge(&overlays, &mut [&mut schema], &Lints::default());
    assert!(warnings.is_empty(), "{warnings:?}");
    let title = TEXTS[0];
    html::generate(title, &[Section::new("api", title, &schema).unwrap()], None)
}
