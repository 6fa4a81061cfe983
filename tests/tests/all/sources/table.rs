//! Checks the table "What modules must not use" in `ARCHITECTURE.md`, by identifiers in the sources.

use std::path::Path;

use super::{files, text};

/// Modules, and the identifiers that they must not contain.
struct Ignorance {
    /// Files or folders, relative to the workspace.
    modules: &'static [&'static str],
    /// Files in those folders that do not belong to the module.
    but: &'static [&'static str],
    /// Identifiers, or several joined by `::`.
    words: &'static [&'static str],
}

const TABLE: &[Ignorance] = &[
    Ignorance {
        modules: &["tl-parser/src/source.rs", "tl-parser/src/span.rs", "tl-parser/src/diagnostic.rs"],
        but: &[],
        words: &["nom", "fs", "syntax", "schema", "ast", "crc32"],
    },
    Ignorance {
        modules: &["tl-parser/src/syntax"],
        but: &[],
        words: &["schema", "Schema", "canonical", "crc32", "frozen", "Telegram", "Dialect"],
    },
    Ignorance {
        modules: &["tl-parser/src/ast.rs", "tl-parser/src/print.rs"],
        but: &[],
        words: &["nom", "schema", "Schema", "TypeId"],
    },
    Ignorance {
        modules: &["tl-parser/src/schema"],
        but: &[],
        words: &["nom", "render", "annotate_snippets", "tl_codegen", "quote"],
    },
    Ignorance {
        modules: &["tl-parser/src/diff"],
        but: &[],
        words: &["nom", "ast", "syntax", "SourceMap", "annotate_snippets", "tl_codegen"],
    },
    Ignorance {
        modules: &["tl-parser/src"],
        but: &[],
        words: &["quote", "proc_macro2", "syn", "tl_codegen", "tl_runtime", "println"],
    },
    Ignorance { modules: &["tl-parser/src"], but: &["tl-parser/src/load.rs"], words: &["std::fs"] },
    Ignorance {
        modules: &["tl-codegen/src"],
        but: &["tl-codegen/src/rust"],
        words: &["quote", "syn", "prettyplease"],
    },
    Ignorance {
        modules: &["tl-codegen/src"],
        but: &["tl-codegen/src/rust", "tl-codegen/src/sources"],
        words: &["proc_macro2", "TokenStream"],
    },
    Ignorance { modules: &["tl-codegen/src/sources"], but: &[], words: &["tl_parser", "Schema", "Package"] },
    Ignorance {
        modules: &["tl-codegen/src/docs"],
        but: &[
            "tl-codegen/src/docs/markdown.rs",
            "tl-codegen/src/docs/book.rs",
            "tl-codegen/src/docs/mod.rs",
        ],
        words: &["Printer", "text::literal", "MARKDOWN_HEADER", "std::fs"],
    },
    Ignorance {
        modules: &["tl-codegen/src/rust/lower"],
        but: &[],
        words: &["quote", "proc_macro2", "TokenStream", "prettyplease", "std::path", "std::fs"],
    },
    Ignorance {
        modules: &["tl-codegen/src/rust", "tl-codegen/src/diff", "tl-codegen/src/docs/examples"],
        but: &["tl-codegen/src/docs/examples/result_name.rs"],
        words: &["TypeRef", "FieldType", "Primitive"],
    },
    Ignorance {
        modules: &["tl-codegen/src/rust/emit"],
        but: &[],
        words: &["tl_parser", "Schema", "Config", "heck", "GenerateError", "Diagnostics"],
    },
    Ignorance {
        modules: &["tl-codegen/src", "tl-parser/src", "tl-cli/src"],
        but: &["tl-codegen/src/builder"],
        words: &["cargo:", "OUT_DIR"],
    },
    Ignorance {
        modules: &["tl-runtime/src"],
        but: &[],
        words: &["std", "tl_parser", "tl_codegen", "println", "unsafe"],
    },
];

#[test]
fn no_module_knows_what_it_must_not() {
    let mut found = Vec::new();
    for Ignorance { modules, but, words } in TABLE {
        for file in files(modules, but) {
            let code = code(&file);
            let said = words.iter().filter(|word| says(&code, word));
            found.extend(said.map(|word| format!("{} contains `{word}`", file.display())));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_row_has_files_and_every_word_is_known_somewhere() {
    let everything: Vec<String> =
        files(&["tl-parser/src", "tl-codegen/src", "tl-runtime/src", "tl-cli/src"], &[])
            .iter()
            .map(|f| code(f))
            .collect();
    assert!(everything.len() > 50, "{} files", everything.len());
    for Ignorance { modules, but, words } in TABLE {
        assert!(modules.iter().all(|module| !files(&[module], but).is_empty()), "{modules:?}");
        for word in *words {
            assert!(
                everything.iter().any(|code| says(code, word)),
                "no file contains `{word}`; is it misspelled?"
            );
        }
    }
}

#[test]
fn words_are_found_whole_and_only_in_code() {
    let code = without_comments("use nom::Parser; // quote\n/// syn\nlet nominal = x; b(\"cargo:rerun\")");
    assert!(says(&code, "nom") && says(&code, "nom::Parser") && says(&code, "cargo:"));
    assert!(!says(&code, "quote") && !says(&code, "syn") && !says(&code, "nomi") && !says(&code, "Pars"));
}

/// Returns a file's text without comments, and without the tests at its end.
fn code(file: &Path) -> String {
    without_comments(text(file).split("#[cfg(test)]\nmod tests {").next().unwrap_or_default())
}

fn without_comments(text: &str) -> String {
    let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

/// Returns whether `code` contains `word` as a whole identifier.
fn says(code: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(word).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + word.len()..]);
        let goes_on = word.ends_with(|c: char| c.is_alphanumeric()) && is_part(after.chars().next());
        !is_part(before.chars().next_back()) && !goes_on
    })
}
