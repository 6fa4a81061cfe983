//! Finds wording that is hard to read in comments and in Markdown.

use std::path::Path;

use super::{files, text};

/// Phrases to avoid, each with a replacement.
const PHRASES: [(&str, &str); 21] = [
    ("but for", "except"),
    ("is no", "is not a"),
    ("are no", "are not"),
    ("was no", "was not a"),
    ("says", "contains, describes"),
    ("said", "described"),
    ("tells", "reports, determines"),
    ("told", "reported"),
    ("stands", "is, appears"),
    ("stood", "was, appeared"),
    ("knows", "has, contains"),
    ("beside", "compared with, next to"),
    ("besides", "in addition to"),
    ("in place of", "instead of"),
    ("amiss", "wrong"),
    ("in vain", "without an effect"),
    ("likewise", "also"),
    ("hence", "so"),
    ("whence", "from which"),
    ("thereof", "of it"),
    ("does without", "does not use"),
];

/// Beginnings of sentences in which the subject is not named.
const STARTS: [&str; 15] = [
    "What ",
    "Who ",
    "Where ",
    "Which ",
    "How many ",
    "How often ",
    "How much ",
    "How deep ",
    "Of these",
    "That of ",
    "Those of ",
    "The same,",
    "The same.",
    "The same as ",
    "The same for ",
];

const SOURCES: [&str; 11] = [
    "tl-parser",
    "tl-codegen",
    "tl-runtime",
    "tl-value",
    "tl-cli",
    "tl-web",
    "schemas",
    "tests",
    "examples",
    "bench",
    "fuzz",
];

#[test]
fn comments_and_pages_have_no_wording_to_avoid() {
    let mut flaws = Vec::new();
    for file in files(
        &SOURCES,
        &["target", "bench/target", "fuzz/target", "tl-web/build/target", "tests/tests/all/sources/prose.rs"],
    ) {
        for (line, paragraph) in comments(&text(&file)) {
            flaws.extend(flaws_of(&paragraph).map(|flaw| format!("{}:{line}: {flaw}", file.display())));
        }
    }
    for file in pages() {
        for (line, paragraph) in paragraphs(&text(&file)) {
            flaws.extend(flaws_of(&paragraph).map(|flaw| format!("{}:{line}: {flaw}", file.display())));
        }
    }
    assert!(flaws.is_empty(), "{} places:\n{}", flaws.len(), flaws.join("\n"));
}

#[test]
fn wording_to_avoid_is_found() {
    let flaws = |comment: &str| {
        let found: Vec<_> =
            comments(comment).iter().flat_map(|(_, text)| flaws_of(text).collect::<Vec<_>>()).collect();
        found.len()
    };
    assert_eq!(flaws("/// What is read.\nfn read() {}\n"), 1);
    assert_eq!(flaws("// It is\n// no list. The same,\n// but for one.\n"), 3);
    assert_eq!(flaws("/// Returns `what it says` is no longer; this is no more.\n"), 0);
    assert_eq!(flaws("/// ```\n/// // What\n/// ```\n"), 0);
}

/// Returns the Markdown files that are checked.
fn pages() -> Vec<std::path::PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folders = ["", "docs", "bench", "fuzz", "schemas", "tl-web"].map(|folder| root.join(folder));
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let pages = entries.map(|entry| entry.unwrap().path());
    pages.filter(|path| path.extension() == Some("md".as_ref())).collect()
}

/// Returns the paragraphs of the comments in Rust code, each with the number of its first line.
fn comments(code: &str) -> Vec<(usize, String)> {
    let lines = code.lines().map(|line| {
        // Test data contains TL comments such as `//@description`.
        let comment = line.trim_start().strip_prefix("//").filter(|comment| !comment.starts_with('@'))?;
        Some(comment.trim_start_matches(['/', '!']).trim())
    });
    join(lines)
}

/// Returns the paragraphs of a Markdown page, without headings. Each row of a table and each item of a list is a
/// paragraph.
fn paragraphs(page: &str) -> Vec<(usize, String)> {
    join(page.lines().map(|line| (!line.starts_with('#')).then_some(line.trim())))
}

/// Joins lines to paragraphs. Code is left out. A line that is `None` ends a paragraph.
fn join<'a>(lines: impl Iterator<Item = Option<&'a str>>) -> Vec<(usize, String)> {
    let mut paragraphs: Vec<(usize, String)> = Vec::new();
    let (mut is_open, mut is_code) = (false, false);
    for (index, line) in lines.enumerate() {
        let Some(line) = line else {
            (is_open, is_code) = (false, false);
            continue;
        };
        if line.starts_with("```") {
            (is_open, is_code) = (false, !is_code);
        } else if is_code || line.is_empty() {
            is_open = false;
        } else {
            let starts_anew = line.starts_with(['#', '|', '-', '*']);
            let line = line.trim_start_matches(['#', '|', '-', '*', ' ']);
            match paragraphs.last_mut() {
                Some((_, text)) if is_open && !starts_anew => {
                    text.push(' ');
                    text.push_str(line);
                }
                _ => paragraphs.push((index + 1, line.to_owned())),
            }
            is_open = true;
        }
    }
    paragraphs
}

/// Describes the wording to avoid in a paragraph.
fn flaws_of(paragraph: &str) -> impl Iterator<Item = String> {
    let prose: String = paragraph.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let phrases = PHRASES.iter().filter(|(phrase, _)| has_phrase(&prose, phrase));
    let mut flaws: Vec<_> =
        phrases.map(|(phrase, instead)| format!("`{phrase}`; write `{instead}`: {prose}")).collect();
    let starts = STARTS.iter().filter(|start| {
        let starts_sentence =
            |at: usize| at == 0 || prose[..at].ends_with(". ") || prose[..at].ends_with("| ");
        prose.match_indices(*start).any(|(at, _)| starts_sentence(at))
    });
    flaws.extend(starts.map(|start| format!("a sentence starts with `{}`: {prose}", start.trim())));
    flaws.into_iter()
}

/// Returns whether `text` contains the words of `phrase`. `there is no` and comparisons such as `is no longer` are
/// allowed.
fn has_phrase(text: &str, phrase: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(phrase).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + phrase.len()..]);
        let is_words = !before.ends_with(is_letter) && !after.starts_with(is_letter);
        let is_comparison = phrase.ends_with(" no")
            && [" longer", " more", " less", " fewer"].iter().any(|word| after.starts_with(word));
        is_words && !is_comparison && !(phrase.ends_with(" no") && before.ends_with("here "))
    })
}
