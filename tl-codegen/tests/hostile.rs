//! Tests of hostile texts in pages and in comments of Rust code. A parser of Markdown or HTML must find the same
//! structure as with harmless texts, and must return the original texts.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write;
use std::ops::{Range, RangeFrom};

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use scraper::{ElementRef, Html};
use serde_json::{Map, Value, json};
use tl_codegen::docs::html::{self, Section};
use tl_codegen::rust::{Config, Location};
use tl_codegen::{Files, docs};
use tl_parser::docs::text::{Piece, pieces};
use tl_parser::schema::Schema;
use tl_parser::{Lints, SourceMap, invisible};

/// Number of functions with descriptions. There are as many constructors and types. A function, a constructor and a
/// type together have ten texts.
const SIZE: usize = 1000;

/// Seed of all texts.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Parts of texts. Most are Markdown, HTML or mdBook syntax, or a part of it.
#[rustfmt::skip]
const FRAGMENTS: [&str; 110] = [
    "word", "two words", "1", "12", "é", "中", "👩\u{200d}💻", " ", "  ", "    ", "\t", "\n", "\n\n", "\n    ",
    "\r", "\r\n", "\\", "\\\\", "`", "``", "```", "```rust\n", "~~~", "~", "~~", "*", "**", "_", "__", "^",
    "$", "$$", "=", "===", "==", "-", "--", "---", "- ", "* ", "+ ", "+++", "1. ", "1) ", "- [ ] ", "- [x] ",
    ":", ": ", ":-", "|", "|-|", "| --- |", "#", "# ", "## a ##", " #", " {#id .class}", "{", "}", "{{",
    "}}", "{{#include /etc/hostname}}", "\\{{#include a}}", "{{ #playground a.rs }}", "{{#title Evil}}",
    "{{#rustdoc_include a:b}}", "<", ">", "> ", "> [!NOTE]\n> ", "<b>", "</code>", "</table>",
    "<script>alert(1)</script>", "<!--", "-->", "<?", "<![CDATA[", "<https://a.b/\"x>",
    "<javascript:alert(1)>", "<a@b.c>", "&", "&lt;", "&#60;", "&amp;#60;", "[", "]", "(", ")", "[a]",
    "[a][b]", "[a][]", "[a]: https://evil.example\n", "[^1]", "[^1]: note\n", "[[wiki]]", "[User](User)",
    "[a](https://x.org/a?b=1&lt;c)", "![a](https://x.org/p.png)", "![a][b]", "!", "[x](javascript:alert(1))",
    "https://x.org/{{#title", "https://x.org/a_b*c", "http://x.org|", "\"", "'", "...",
    "\u{1b}[31m\u{7}\u{9b}", "\u{202e}\u{2066}\u{200f}\u{61c}\u{feff}\u{e0041}",
];

/// A generator of random numbers, which are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    /// Returns a text of one to twelve parts: fragments and printable ASCII characters.
    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(12) {
            match self.below(4) {
                0 => text.extend(char::from_u32(0x20 + self.below(0x5f) as u32)),
                _ => text.push_str(FRAGMENTS[self.below(FRAGMENTS.len())]),
            }
        }
        text
    }
}

/// Lines of texts. In harmless texts, each line is replaced by a word such as `¤000012¤`: the number of the line
/// between two marks.
#[derive(Default)]
struct Texts {
    /// The lines, by the numbers of their words.
    lines: Vec<String>,
}

impl Texts {
    /// Returns `text` with a word instead of each line that is not empty.
    fn harmless(&mut self, text: &str) -> String {
        let lines = text.lines().map(|line| match invisible::remove(line).trim() {
            "" => String::new(),
            seen => self.word('¤', seen),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Returns a word for a text that is shown as code. The text is put in backticks if it contains no backticks.
    fn code(&mut self, text: &str) -> String {
        self.word('§', &if text.contains('`') { text.to_owned() } else { format!("`{text}`") })
    }

    fn word(&mut self, mark: char, text: &str) -> String {
        self.lines.push(text.to_owned());
        // Sorted words are in the order of their numbers, like the texts of `numbered`.
        format!("{mark}{:06}{mark}", self.lines.len() - 1)
    }

    /// Returns `outline` with the words replaced by their texts.
    fn restored(&self, outline: &str) -> String {
        self.restored_with(outline, squeezed)
    }

    /// Returns `outline` with the words replaced by what `text` returns for their texts.
    fn restored_with(&self, outline: &str, text: impl Fn(&str) -> String) -> String {
        let outline = outline.replace("`§", "§").replace("§`", "§");
        let parts = outline.split(['¤', '§']).enumerate();
        parts
            .map(|(at, part)| match at % 2 {
                0 => part.to_owned(),
                _ => text(&self.lines[part.parse::<usize>().unwrap()]),
            })
            .collect()
    }
}

/// Returns the visible characters of `text`, without spaces.
fn squeezed(text: &str) -> String {
    invisible::remove(text).split_whitespace().collect()
}

/// Returns the structure of a page and its unescaped text, without spaces.
fn outline(markdown: &str) -> String {
    let resolve = |_: BrokenLink<'_>| Some((CowStr::from("broken"), CowStr::from("")));
    let mut outline = String::new();
    // Open links: the position of each in the outline, the type, and the address.
    let mut links: Vec<(Range<usize>, LinkType, String)> = Vec::new();
    for event in Parser::new_with_broken_link_callback(markdown, Options::all(), Some(resolve)) {
        match event {
            Event::Text(text) => outline.extend(text.split_whitespace()),
            Event::Code(code) => outline.extend(["`", &squeezed(&code), "`"]),
            Event::InlineHtml(html) if matches!(&*html, "<code>" | "</code>") => outline.push('`'),
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                assert!(title.is_empty() && is_safe(link_type, &dest_url), "{dest_url}\n{markdown}");
                links.push((outline.len()..outline.len(), link_type, dest_url.into_string()));
            }
            Event::End(TagEnd::Link) => {
                let (Range { start, .. }, link_type, address) = links.pop().unwrap();
                match link_type {
                    LinkType::Inline => {
                        outline.insert(start, '[');
                        outline.extend(["](", &address, ")"]);
                    }
                    _ => assert_eq!(outline[start..], address),
                }
            }
            // A line may break at any space, because comments are wrapped.
            Event::SoftBreak => {}
            event => write!(outline, "⟦{event:?}⟧").unwrap(),
        }
    }
    outline
}

/// Returns whether a link leads to the web, to a generated page, or to a generated item.
fn is_safe(link_type: LinkType, address: &str) -> bool {
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    match link_type {
        LinkType::Autolink => is_web,
        LinkType::Inline => is_web || !address.contains([':', ' ']),
        _ => false,
    }
}

/// Creates an overlay with ten texts for each number below [`SIZE`].
///
/// `text` returns a description or, if its argument is true, the name of an error.
fn overlay(mut text: impl FnMut(bool) -> String) -> Value {
    let [mut types, mut constructors, mut functions] = [(); 3].map(|()| Map::new());
    for number in 0..SIZE {
        let errors = json!([
            {"code": 400, "text": text(true), "description": text(false)},
            {"code": 420, "text": text(true), "description": text(false)},
        ]);
        let function = json!({"description": text(false), "fields": {"a": text(false), "b": text(false)}, "errors": errors});
        functions.insert(format!("n.f{number}"), function);
        constructors.insert(
            format!("n.c{number}"),
            json!({"description": text(false), "fields": {"a": text(false)}}),
        );
        types.insert(format!("n.T{number}"), json!({"description": text(false)}));
    }
    json!({"format": "tl-overlay", "version": 1, "types": types, "constructors": constructors, "functions": functions})
}

fn schema(overlay: &Value) -> Schema {
    let mut types = String::new();
    let mut functions = "---functions---\n".to_owned();
    for number in 0..SIZE {
        writeln!(types, "n.c{number} a:int = n.T{number};").unwrap();
        writeln!(functions, "n.f{number} {{X:Type}} a:!X b:Vector<n.T{number}> = X;").unwrap();
    }
    let mut schema = Schema::parse("api.tl", types + &functions).unwrap();
    let mut overlays = SourceMap::new();
    overlays.add("overlay.json", overlay.to_string()).unwrap();
    let found = tl_parser::docs::merge(&overlays, &mut [&mut schema], &Lints::default());
    assert!(found.is_empty(), "{found:?}");
    schema
}

/// Returns a text with a number before it, so that sorted texts are in the order of their numbers.
fn numbered(numbers: &mut RangeFrom<u32>, text: &str) -> String {
    format!("{:06}{text}", numbers.next().unwrap())
}

/// Creates a schema with hostile texts, and the same schema with words instead of these texts.
fn schemas() -> (Schema, Schema, Texts) {
    let (mut random, mut same, mut texts) = (Random(SEED), Random(SEED), Texts::default());
    let (mut numbers, mut same_numbers) = (0.., 0..);
    let hostile = overlay(|is_code| match is_code {
        true => numbered(&mut numbers, &random.text()),
        false => random.text(),
    });
    let harmless = overlay(|is_code| match is_code {
        true => texts.code(&numbered(&mut same_numbers, &same.text())),
        false => texts.harmless(&same.text()),
    });
    (schema(&hostile), schema(&harmless), texts)
}

#[test]
fn pages_contain_hostile_texts_as_text() {
    let (hostile, harmless, texts) = schemas();
    let hostile = docs::generate(&hostile, "An API").unwrap();
    assert_eq!(docs::check(&hostile), []);
    compare(&hostile, &docs::generate(&harmless, "An API").unwrap(), &texts);
}

#[test]
fn pages_of_a_site_contain_hostile_texts_as_text() {
    let (hostile, harmless, texts) = schemas();
    let site = |schema| html::generate("An API", &[Section::new("api", "An API", schema).unwrap()], None);
    let (hostile, harmless) = (site(&hostile), site(&harmless));
    assert_eq!(hostile.len(), harmless.len());
    for ((path, text), (_, wanted)) in pages_of_site(&hostile).zip(pages_of_site(&harmless)) {
        let (outline, wanted) = (HtmlOutline::of(text), HtmlOutline::of(wanted));
        assert_eq!(outline.text, texts.restored(&wanted.text), "{path}:\n{text}");
        assert_eq!(outline.summaries.len(), wanted.summaries.len(), "{path}");
        for (summary, wanted) in outline.summaries.iter().zip(&wanted.summaries) {
            let wanted = texts.restored_with(wanted, without_links);
            assert_eq!(summary.is_empty(), wanted.is_empty(), "{path}: {wanted:?}");
            assert!(wanted.starts_with(summary), "{path}: {summary:?} is not the start of {wanted:?}");
        }
    }
}

/// Returns a line without spaces and without the addresses of links.
fn without_links(line: &str) -> String {
    let shown = pieces(line).into_iter().map(|piece| match piece {
        Piece::Words(words) | Piece::Link { words, .. } | Piece::Address(words) => squeezed(words),
        Piece::Code(code) => format!("`{}`", squeezed(code)),
    });
    shown.collect()
}

fn pages_of_site(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    files.iter().filter(|(path, _)| path.ends_with(".html"))
}

/// The elements of a page and its unescaped text, without spaces.
#[derive(Default)]
struct HtmlOutline {
    text: String,
    /// The summaries of other pages, which are not in `text`.
    summaries: Vec<String>,
}

impl HtmlOutline {
    fn of(html: &str) -> Self {
        let page = Html::parse_document(html);
        assert_eq!(page.errors, [] as [&str; 0], "{html}");
        let mut outline = Self::default();
        outline.element(page.root_element());
        outline
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        if is_summary(element) {
            let summary = Self::of_children(element);
            self.summaries.push(summary);
        } else if name == "code" {
            let code = Self::of_children(element);
            let mark = if code.contains('`') { "" } else { "`" };
            self.text.extend([mark, &code, mark]);
        } else if element.attr("rel") == Some("noreferrer") {
            let address = element.attr("href").unwrap();
            assert!(is_safe(LinkType::Autolink, address), "{address}");
            let words = Self::of_children(element);
            match words == address {
                true => self.text.push_str(address),
                false => self.text.extend(["[", &words, "](", address, ")"]),
            }
        } else {
            // The anchor of a row is the text of its first cell.
            let attributes =
                element.value().attrs().filter(|(attribute, _)| name != "tr" || *attribute != "id");
            write!(self.text, "⟦{name} {:?}⟧", attributes.collect::<Vec<_>>()).unwrap();
            self.children(element);
            write!(self.text, "⟦/{name}⟧").unwrap();
        }
    }

    fn children(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            match ElementRef::wrap(child) {
                Some(child) => self.element(child),
                None => self.text.extend(child.value().as_text().map(|text| squeezed(text))),
            }
        }
    }

    fn of_children(element: ElementRef<'_>) -> String {
        let mut outline = Self::default();
        outline.children(element);
        outline.text
    }
}

/// Returns whether an element is the last cell of a row that begins with a link.
fn is_summary(element: ElementRef<'_>) -> bool {
    let first_in_row = element.prev_siblings().filter_map(ElementRef::wrap).last();
    let begins_with_link = |cell: ElementRef<'_>| {
        cell.first_child().and_then(ElementRef::wrap).is_some_and(|child| child.value().name() == "a")
    };
    element.value().name() == "td"
        && element.next_sibling().is_none()
        && first_in_row.is_some_and(begins_with_link)
}

#[track_caller]
fn compare(hostile: &Files, harmless: &Files, texts: &Texts) {
    assert_eq!(hostile.len(), harmless.len());
    let pages = hostile.iter().zip(harmless.iter()).filter(|((path, _), _)| path.ends_with(".md"));
    for ((path, text), (_, wanted)) in pages {
        assert_inert(path, text);
        assert_eq!(outline(text), texts.restored(&outline(wanted)), "{path}:\n{text}");
    }
}

/// Checks that a page contains neither directives of mdBook nor control characters.
///
/// mdBook replaces `{{#name …}}` anywhere in a page, even if there are spaces before the `#`. It removes a backslash
/// before `{{#`.
#[track_caller]
fn assert_inert(path: &str, text: &str) {
    let directive = text.match_indices("{{").find(|(at, _)| text[at + 2..].trim_start().starts_with('#'));
    assert_eq!(directive, None, "{path}:\n{text}");
    let bidi = |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let control = text.find(|c: char| c.is_control() && c != '\n' || bidi(c));
    assert_eq!(control, None, "{path}:\n{text}");
}

#[test]
fn titles_are_text() {
    let schema = Schema::parse("api.tl", "a = A; ---functions--- f = A;").unwrap();
    let mut random = Random(SEED);
    for _ in 0..200 {
        let title = random.text();
        let mut texts = Texts::default();
        let word = texts.word('¤', &title);
        let (hostile, harmless) =
            (docs::generate(&schema, &title).unwrap(), docs::generate(&schema, &word).unwrap());
        compare(&hostile, &harmless, &texts);
        let config: toml::Table = hostile.get("book.toml").unwrap().parse().unwrap();
        assert_eq!(squeezed(config["book"]["title"].as_str().unwrap()), squeezed(&title));
    }
}

#[test]
fn comments_of_rust_contain_hostile_texts_as_text() {
    let (hostile, harmless, texts) = schemas();
    let config = Config::default();
    let generate = |schema| tl_codegen::rust::generate(schema, &config, Location::Directory).unwrap();
    let (hostile, harmless) = (generate(&hostile), generate(&harmless));
    for ((path, text), (_, wanted)) in hostile.iter().zip(harmless.iter()) {
        assert_inert(path, text);
        let (items, comments) = split_comments(text);
        let (wanted_items, wanted_comments) = split_comments(wanted);
        assert_eq!(items, wanted_items, "{path}");
        assert_eq!(comments.len(), wanted_comments.len(), "{path}");
        for (comment, wanted) in comments.iter().zip(&wanted_comments) {
            assert_eq!(outline(comment), texts.restored(&outline(wanted)), "{path}:\n{comment}");
        }
    }
}

/// Splits a Rust file into its lines without documentation comments, and the documentation comments.
fn split_comments(text: &str) -> (Vec<&str>, Vec<String>) {
    let (mut items, mut comments) = (Vec::new(), vec![String::new()]);
    for line in text.lines() {
        match line.trim_start().strip_prefix("///") {
            Some(comment) => comments.last_mut().unwrap().extend([comment, "\n"]),
            None => {
                items.push(line);
                comments.push(String::new());
            }
        }
    }
    comments.retain(|comment| !comment.is_empty());
    (items, comments)
}
