//! Enforces most rows of the table "What modules must not use" in `ARCHITECTURE.md`, by the identifiers in the sources.

use std::path::Path;

use super::{files, text};

/// Modules, and the identifiers that they must not contain.
struct Restriction {
    /// Files or folders, relative to the workspace.
    modules: &'static [&'static str],
    /// Files and folders in `modules` that may contain the identifiers.
    except: &'static [&'static str],
    /// Identifiers, several identifiers joined by `::`, or `cargo:`.
    words: &'static [&'static str],
}

const TABLE: &[Restriction] = &[
    Restriction {
        modules: &["tl-parser/src/source.rs", "tl-parser/src/span.rs", "tl-parser/src/diagnostic.rs"],
        except: &[],
        words: &["nom", "fs", "syntax", "schema", "ast", "crc32"],
    },
    Restriction {
        modules: &["tl-parser/src/syntax"],
        except: &[],
        words: &["schema", "Schema", "canonical", "crc32", "frozen", "Telegram", "Dialect"],
    },
    Restriction {
        modules: &["tl-parser/src/ast.rs", "tl-parser/src/print.rs"],
        except: &[],
        words: &["nom", "schema", "Schema", "TypeId"],
    },
    Restriction {
        modules: &["tl-parser/src/schema"],
        except: &[],
        words: &["nom", "render", "annotate_snippets", "tl_codegen", "quote"],
    },
    Restriction {
        modules: &["tl-parser/src/diff"],
        except: &[],
        words: &["nom", "ast", "syntax", "SourceMap", "annotate_snippets", "tl_codegen"],
    },
    Restriction {
        modules: &["tl-parser/src"],
        except: &[],
        words: &["quote", "proc_macro2", "syn", "tl_codegen", "tl_runtime", "println"],
    },
    Restriction { modules: &["tl-parser/src"], except: &["tl-parser/src/load.rs"], words: &["std::fs"] },
    Restriction {
        modules: &["tl-codegen/src"],
        except: &["tl-codegen/src/rust"],
        words: &["quote", "syn", "prettyplease"],
    },
    Restriction {
        modules: &["tl-codegen/src"],
        except: &["tl-codegen/src/rust", "tl-codegen/src/sources"],
        words: &["proc_macro2", "TokenStream"],
    },
    Restriction {
        modules: &["tl-codegen/src/sources"],
        except: &[],
        words: &["tl_parser", "Schema", "Package"],
    },
    Restriction {
        modules: &["tl-codegen/src/docs"],
        except: &[
            "tl-codegen/src/docs/markdown.rs",
            "tl-codegen/src/docs/book.rs",
            "tl-codegen/src/docs/mod.rs",
        ],
        words: &["Printer", "text::literal", "MARKDOWN_HEADER", "std::fs"],
    },
    Restriction {
        modules: &["tl-codegen/src/rust/lower"],
        except: &[],
        words: &["quote", "proc_macro2", "TokenStream", "prettyplease", "std::path", "std::fs"],
    },
    Restriction {
        modules: &["tl-codegen/src/rust", "tl-codegen/src/diff", "tl-codegen/src/docs/examples"],
        except: &["tl-codegen/src/docs/examples/result_name.rs"],
        words: &["TypeRef", "FieldType", "Primitive"],
    },
    Restriction {
        modules: &["tl-codegen/src/rust/emit"],
        except: &[],
        words: &["tl_parser", "Schema", "Config", "heck", "GenerateError", "Diagnostics"],
    },
    Restriction {
        modules: &["tl-codegen/src", "tl-parser/src", "tl-cli/src"],
        except: &["tl-codegen/src/builder"],
        words: &["cargo:", "OUT_DIR"],
    },
    Restriction {
        modules: &["tl-runtime/src"],
        except: &[],
        words: &["std", "tl_parser", "tl_codegen", "println", "unsafe"],
    },
];

#[test]
fn no_module_uses_what_it_must_not() {
    let mut found = Vec::new();
    for Restriction { modules, except, words } in TABLE {
        for file in files(modules, except) {
            let code = code(&file);
            let contained = words.iter().filter(|word| has_word(&code, word));
            found.extend(contained.map(|word| format!("{} contains `{word}`", file.display())));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_row_has_files_and_every_word_occurs_somewhere() {
    let everything: Vec<String> =
        files(&["tl-parser/src", "tl-codegen/src", "tl-runtime/src", "tl-cli/src"], &[])
            .iter()
            .map(|f| code(f))
            .collect();
    assert!(everything.len() > 50, "{} files", everything.len());
    for Restriction { modules, except, words } in TABLE {
        assert!(modules.iter().all(|module| !files(&[module], except).is_empty()), "{modules:?}");
        for word in *words {
            assert!(
                everything.iter().any(|code| has_word(code, word)),
                "no file contains `{word}`; is it misspelled?"
            );
        }
    }
}

#[test]
fn only_whole_words_in_code_are_found() {
    let code = without_comments("use nom::Parser; // quote\n/// syn\nlet nominal = x; b(\"cargo:rerun\")");
    assert!(has_word(&code, "nom") && has_word(&code, "nom::Parser") && has_word(&code, "cargo:"));
    assert!(
        !has_word(&code, "quote")
            && !has_word(&code, "syn")
            && !has_word(&code, "nomi")
            && !has_word(&code, "Pars")
    );
}

/// Returns the text of a file without comments, and without the test module at its end.
fn code(file: &Path) -> String {
    without_comments(text(file).split("#[cfg(test)]\nmod tests {").next().unwrap_or_default())
}

fn without_comments(text: &str) -> String {
    let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

/// Returns whether `code` contains `word` as a whole identifier.
fn has_word(code: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(word).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + word.len()..]);
        let goes_on = word.ends_with(|c: char| c.is_alphanumeric()) && is_part(after.chars().next());
        !is_part(before.chars().next_back()) && !goes_on
    })
}
