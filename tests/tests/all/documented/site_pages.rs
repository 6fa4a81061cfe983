//! Checks that the pages of the site of layer 82 agree with the published documentation.

use std::collections::{BTreeSet, HashMap};

use scraper::{ElementRef, Html, Selector};
use tl_codegen::Files;
use tl_codegen::docs::html::{self, Section};
use tl_parser::schema::Category;

use super::generated_pages::add_availability_and_errors;
use super::page::{Method, methods};
use super::rules::{Rule, Signature, SignatureField, expected};
use crate::generated;

#[test]
fn every_page_of_the_site_agrees_with_the_documentation() {
    let Some(methods) = methods() else { return };
    let mut schema = generated::layer_82().schema;
    add_availability_and_errors(&mut schema, &methods);
    let files = html::generate("Layer 82", &[Section::new("layer82", "Layer 82", &schema).unwrap()], None);
    let mut used = BTreeSet::new();
    for (name, method) in &methods {
        let page = Page::of(&files, name);
        let (params, returns) = expected(&schema, &page.signature(name), &mut used);
        let read = Method { params, returns, bots: page.is_for_bots(), errors: page.errors() };
        assert_eq!(read, *method, "{name}");
        page.check_examples(name);
    }
    assert_eq!(methods.len(), 269);
    assert_eq!(schema.declared(Category::Function).count(), methods.len());
    assert!(used.into_iter().eq(Rule::ALL), "some rules are not needed");
}

/// A parsed HTML page.
struct Page(Html);

impl Page {
    fn of(files: &Files, method: &str) -> Self {
        let path = format!("methods/{method}.html");
        Self(Html::parse_document(files.get(&path).unwrap_or_else(|| panic!("{path} is missing"))))
    }

    /// Returns the elements of a section that `selector` selects.
    fn section<'p>(&'p self, heading: &str, selector: &str) -> Vec<ElementRef<'p>> {
        let headings = select(self.0.root_element(), "main > h2");
        let Some(start) = headings.into_iter().find(|element| text(*element) == heading) else {
            return Vec::new();
        };
        let siblings = start.next_siblings().filter_map(ElementRef::wrap);
        let of_section = siblings.take_while(|element| element.value().name() != "h2");
        let selector = Selector::parse(selector).unwrap();
        let matching = |element: ElementRef<'p>| {
            let own = selector.matches(&element).then_some(element);
            own.into_iter().chain(element.select(&selector).collect::<Vec<_>>())
        };
        of_section.flat_map(matching).collect()
    }

    /// Returns the cells of each row of the tables in a section, by the headings of the columns.
    fn rows(&self, heading: &str) -> Vec<HashMap<String, String>> {
        let heads: Vec<String> = self.section(heading, "th").into_iter().map(text).collect();
        let cells = |row: ElementRef<'_>| {
            heads.iter().cloned().zip(select(row, "td").into_iter().map(text)).collect()
        };
        self.section(heading, "tbody tr").into_iter().map(cells).collect()
    }

    fn signature(&self, name: &str) -> Signature {
        assert_eq!(text(select(self.0.root_element(), "h1")[0]), name);
        let field = |cells: HashMap<String, String>| {
            let required = &cells["Required"];
            let is_conditional = !["yes", "computed"].contains(&required.as_str());
            let bit = required.split_once('.').map(|(_, bit)| bit.parse::<u8>());
            assert!(!is_conditional || bit.is_some_and(|bit| bit.is_ok_and(|bit| bit < 32)), "{required}");
            SignatureField { name: cells["Name"].clone(), ty: cells["Type"].clone(), is_conditional }
        };
        let result = text(self.section("Returns", "p")[0]);
        let result = result.split(", which ").next().unwrap().to_owned();
        let fields = self.rows("Parameters").into_iter().map(field).collect();
        Signature { name: name.to_owned(), fields, result }
    }

    fn is_for_bots(&self) -> bool {
        let facts: Vec<String> = select(self.0.root_element(), ".facts li").into_iter().map(text).collect();
        match facts.iter().find_map(|fact| fact.strip_prefix("Available to: ")).unwrap() {
            "Users and bots" => true,
            "Users only" => false,
            other => panic!("{other}"),
        }
    }

    fn errors(&self) -> BTreeSet<(i64, String)> {
        let error = |cells: HashMap<String, String>| (cells["Code"].parse().unwrap(), cells["Error"].clone());
        self.rows("Errors").into_iter().map(error).collect()
    }

    /// If the page has an example, checks that the example is shown in PHP, Lua and JSON, as in the published
    /// documentation.
    fn check_examples(&self, name: &str) {
        let notations = self.section("Example", "code");
        if notations.is_empty() {
            return;
        }
        let of = |language: &str| {
            let class = format!("language-{language}");
            let code = notations.iter().find(|code| code.attr("class") == Some(&class));
            text(*code.unwrap_or_else(|| panic!("{name} has no example in {language}")))
        };
        let call = name.replace('.', "->");
        assert!(of("php").contains(&format!("$MadelineProto->{call}(")), "{name}");
        assert!(of("lua").contains(&format!("{name}({{")), "{name}");
        assert!(of("json").contains(&format!("\"_\": \"{name}\"")), "{name}");
    }
}

fn select<'e>(element: ElementRef<'e>, selector: &str) -> Vec<ElementRef<'e>> {
    element.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}
