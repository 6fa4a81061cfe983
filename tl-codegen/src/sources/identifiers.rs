//! The identifiers of source files.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;
use std::hash::BuildHasherDefault;

use proc_macro2::{Ident, Literal, TokenTree};

use super::hash::Fnv;
use super::inclusions::{self, Inclusion};
use super::level::{Level, is_ident, is_punct, is_word_part};
use super::members::Members;
use super::{lex_error, strings};
use crate::rust::RAW_KEYWORDS;

/// Words that are never names of items, even with `r#`.
const NEVER_NAMES: [&str; 5] = ["Self", "_", "crate", "self", "super"];

/// Keywords of some editions of Rust. Programs of other editions can use them as names without `r#`.
const KEYWORDS_OF_SOME_EDITIONS: [&str; 5] = ["async", "await", "dyn", "gen", "try"];

/// The identifiers of the files that were read.
#[derive(Default)]
pub(super) struct Identifiers {
    /// Identifiers as in the source, including `r#` and including keywords.
    words: HashSet<String, BuildHasherDefault<Fnv>>,
    members: Members,
    /// The text of the current identifier. It is copied only if the identifier is new, and most identifiers are not.
    buffer: String,
}

impl Identifiers {
    /// Reads a file. Returns the files that it includes.
    ///
    /// # Errors
    /// Returns the offset in bytes at which lexing fails. Every word in the file then counts as an identifier.
    pub(super) fn read(&mut self, text: &str) -> Result<Vec<Inclusion>, usize> {
        let code = without_shebang(text);
        let Ok(tokens) = code.parse() else {
            self.text(text);
            return Err(text.len() - code.len() + lex_error::offset(code));
        };
        let mut found = Vec::new();
        // Groups are in a list instead of on the stack, so that nesting is not limited.
        let mut open = vec![Level::code(tokens)];
        while let Some(level) = open.pop() {
            self.level(level, &mut open, &mut found);
        }
        Ok(found)
    }

    /// Returns all identifiers that can be names of items, without `r#`. Also returns the types in paths such as
    /// `User::new` and `User::Other`.
    pub(super) fn finish(self) -> (BTreeSet<String>, Members) {
        let words = self.words.into_iter().filter(|word| is_name(word));
        let names = words.map(|word| match word.strip_prefix("r#") {
            Some(name) => name.to_owned(),
            None => word,
        });
        (names.collect(), self.members.close())
    }

    fn level(&mut self, level: Level, open: &mut Vec<Level>, found: &mut Vec<Inclusion>) {
        let Level { tokens, construct, modules } = level;
        let mut tokens: Vec<_> = tokens.into_iter().collect();
        if construct.is_attribute() {
            remove_documentation(&mut tokens);
        }
        inclusions::find(&tokens, construct, modules, found);
        self.members.read(&tokens);
        let mut levels = Vec::new();
        for (i, token) in tokens.iter().enumerate() {
            let before = &tokens[..i];
            match token {
                TokenTree::Ident(_) if before.last().is_some_and(|token| is_punct(token, '\'')) => {}
                TokenTree::Ident(ident) => self.ident(ident),
                TokenTree::Literal(literal) if construct.is_attribute() => self.string(literal),
                TokenTree::Group(group) => {
                    levels.push((construct.of_group(group, before), modules + inline_module(before)));
                }
                _ => {}
            }
        }
        // `into_iter` gives each group a single owner, so its tokens are moved. Otherwise, they would be copied.
        let groups = tokens.into_iter().filter_map(|token| match token {
            TokenTree::Group(group) => Some(group.stream()),
            _ => None,
        });
        open.extend(groups.zip(levels).map(|(tokens, (construct, modules))| Level {
            tokens,
            construct,
            modules,
        }));
    }

    fn ident(&mut self, ident: &Ident) {
        self.buffer.clear();
        // Writing to a String cannot fail.
        let _ = write!(self.buffer, "{ident}");
        if !self.words.contains(&self.buffer) {
            self.words.insert(self.buffer.clone());
        }
    }

    fn string(&mut self, literal: &Literal) {
        if let Some(text) = strings::value(&literal.to_string()) {
            self.text(&text);
        }
    }

    /// Reads a text that may not be valid Rust tokens. Every word in it counts as an identifier.
    fn text(&mut self, text: &str) {
        for part in text.split(|c| !is_word_part(c) && c != '#') {
            match part.strip_prefix("r#") {
                Some(name) if is_word(name) => _ = self.words.insert(part.to_owned()),
                _ => self.words.extend(part.split('#').filter(|word| is_word(word)).map(str::to_owned)),
            }
        }
        self.members.read_text(text);
    }
}

/// Returns whether an identifier, possibly with `r#`, can be the name of an item.
fn is_name(word: &str) -> bool {
    let is_keyword = RAW_KEYWORDS.binary_search(&word).is_ok() && !KEYWORDS_OF_SOME_EDITIONS.contains(&word);
    !is_keyword && !NEVER_NAMES.contains(&word)
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| !c.is_ascii_digit()) && text.chars().all(is_word_part)
}

/// Returns `text` without its first line if that line is a shebang, that is, `#!` and a command. `#![..]` is an
/// attribute.
fn without_shebang(text: &str) -> &str {
    match text.strip_prefix("#!") {
        Some(rest) if !rest.trim_start().starts_with('[') => &text[text.find('\n').unwrap_or(text.len())..],
        _ => text,
    }
}

/// Removes `doc = ".."` and `doc(..)` from an attribute. proc-macro2 also returns documentation comments as
/// `doc = ".."`.
fn remove_documentation(tokens: &mut Vec<TokenTree>) {
    let (mut is_start, mut is_documentation) = (true, false);
    tokens.retain(|token| {
        if is_punct(token, ',') {
            (is_start, is_documentation) = (true, false);
        } else if is_start {
            (is_start, is_documentation) = (false, is_ident(token, "doc"));
        }
        !is_documentation
    });
}

/// Returns 1 if `before` ends with `mod name`, and 0 otherwise.
fn inline_module(before: &[TokenTree]) -> usize {
    usize::from(matches!(before, [.., keyword, TokenTree::Ident(_)] if is_ident(keyword, "mod")))
}
