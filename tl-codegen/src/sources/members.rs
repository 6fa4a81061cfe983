//! Finds the types on which a program calls `new`. Also finds each enum `X` for which the program may name `X::Other`
//! or `X::Unknown`, the variant for unknown constructors.

use std::collections::HashSet;

use proc_macro2::{Delimiter, Ident, Spacing, TokenTree};

use super::level::{is_ident, is_punct, is_word_part};
use crate::rust::RAW_KEYWORDS;

/// A set of types that occur in paths.
#[derive(Debug, Default)]
struct Types {
    names: HashSet<String>,
    /// Whether there is a path without the name of a type, such as `$t::new`. If so, the set contains all types.
    unknown: bool,
}

impl Types {
    fn contains(&self, name: &str) -> bool {
        self.unknown || self.names.contains(name)
    }

    /// Adds the names `X` of all renamings `X as Y` with `Y` in this set.
    fn add_renamed(&mut self, renamed: &HashSet<(String, String)>) {
        let mut count = None;
        while count.replace(self.names.len()) != Some(self.names.len()) {
            let more = renamed.iter().filter(|(_, other)| self.names.contains(other));
            let more: Vec<_> = more.map(|(name, _)| name.clone()).collect();
            self.names.extend(more);
        }
    }
}

/// The types `X` of the paths `X::new`, `X::Other` and `X::Unknown`, also with generic arguments as in `X::<..>::new`.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// Types of paths to `new`.
    new: Types,
    /// Types of paths to `Other` or `Unknown`, and of imports of several members, such as `use X::*`.
    other: Types,
    /// Pairs of a name and another name for it, from `X as Y`, `type Y = X`, and `Self` in `impl X` and `impl Y for X`.
    renamed: HashSet<(String, String)>,
    /// Whether there is an `impl` for a type without a name, such as a variable of a macro.
    implements_variable: bool,
}

impl Members {
    /// Returns whether the path `name::new` occurs. `name` must be one of the identifiers.
    pub(super) fn has_new(&self, name: &str) -> bool {
        self.new.contains(name)
    }

    /// Returns whether a pattern may contain the variant of `name` for unknown constructors. `name` must be one of the
    /// identifiers.
    pub(super) fn has_other(&self, name: &str) -> bool {
        self.other.contains(name)
    }

    /// Adds the types that paths refer to by another name, such as `X` for `Y::new` and `X as Y`. Must be called after
    /// all tokens were read.
    pub(super) fn close(mut self) -> Self {
        for types in [&mut self.new, &mut self.other] {
            types.add_renamed(&self.renamed);
            types.unknown |= self.implements_variable && types.names.contains("Self");
        }
        self
    }

    /// Reads the tokens of one nesting level.
    pub(super) fn read(&mut self, tokens: &[TokenTree]) {
        let mut paths = Paths { tokens, open: Vec::new(), closed: None };
        let mut alias = None;
        let mut is_impl = false;
        for (i, token) in tokens.iter().enumerate() {
            self.member(&paths, i);
            match token {
                TokenTree::Punct(end) if end.as_char() == ';' => self.rename(&paths, i, alias.take()),
                TokenTree::Punct(_) => paths.punct(i),
                TokenTree::Ident(word) if word == "as" => self.rename(&paths, i, tokens.get(i + 1)),
                TokenTree::Ident(word) if word == "type" => alias = tokens.get(i + 1),
                TokenTree::Ident(word) if word == "impl" => is_impl = true,
                _ if is_impl && ends_implementor(token) => {
                    is_impl = false;
                    self.rename_self(&paths, i);
                }
                _ => {}
            }
        }
    }

    /// If the token at `i` ends a path to a member, such as `X::new`, adds the type `X`.
    fn member(&mut self, paths: &Paths<'_>, i: usize) {
        let types = match &paths.tokens[i] {
            TokenTree::Ident(word) if word == "new" => &mut self.new,
            TokenTree::Ident(word) if is_other(word) => &mut self.other,
            // `use X::*` and `use X::{..}`
            TokenTree::Punct(all) if all.as_char() == '*' => &mut self.other,
            TokenTree::Group(some) if some.delimiter() == Delimiter::Brace => &mut self.other,
            _ => return,
        };
        let Some(end) = paths.before_separator(i) else { return };
        match paths.name_before(end).filter(|name| !paths.is_variable(*name)) {
            Some(name) => types.names.extend(ident(&paths.tokens[name])),
            None => types.unknown = true,
        }
    }

    /// Adds another name for the type of the path that ends at `end`.
    fn rename(&mut self, paths: &Paths<'_>, end: usize, other: Option<&TokenTree>) {
        self.renamed.extend(paths.text_before(end).zip(other.and_then(ident)));
    }

    /// Adds the name `Self` for the type in the path that ends at `end`. All implementations share the name `Self`.
    fn rename_self(&mut self, paths: &Paths<'_>, end: usize) {
        match paths.name_before(end) {
            Some(name) if !paths.is_variable(name) => {
                self.renamed.extend(ident(&paths.tokens[name]).map(|name| (name, "Self".to_owned())));
            }
            _ => self.implements_variable = true,
        }
    }

    /// Reads a text that may not be valid Rust tokens.
    pub(super) fn read_text(&mut self, text: &str) {
        self.other.unknown |= OTHERS.iter().any(|other| text.contains(other));
        let ends = |after: usize| !text[after..].starts_with(is_word_part);
        for (at, _) in text.match_indices("::new").filter(|(at, new)| ends(at + new.len())) {
            let path = text[..at].trim_end();
            let before = path.trim_end_matches(is_word_part);
            match &path[before.len()..] {
                name if name.is_empty() || before.ends_with('$') => self.new.unknown = true,
                name => _ = self.new.names.insert(name.to_owned()),
            }
        }
    }
}

/// The variant for unknown constructors is called `Other`, or `Unknown` if values are JSON.
const OTHERS: [&str; 2] = ["Other", "Unknown"];

/// Returns whether a word is the name of the variant for unknown constructors.
fn is_other(word: &Ident) -> bool {
    OTHERS.iter().any(|other| word == other)
}

/// Returns the text of an identifier, without `r#`.
fn ident(token: &TokenTree) -> Option<String> {
    let TokenTree::Ident(ident) = token else { return None };
    let text = ident.to_string();
    Some(text.strip_prefix("r#").map_or(text.clone(), str::to_owned))
}

/// Paths in a sequence of tokens.
struct Paths<'t> {
    tokens: &'t [TokenTree],
    /// Positions of each `<` that may be closed later.
    open: Vec<usize>,
    /// Position of the name before the generic arguments that the last `>` closed.
    closed: Option<usize>,
}

impl Paths<'_> {
    /// Reads the punctuation character at `i`.
    fn punct(&mut self, i: usize) {
        if is_punct(&self.tokens[i], '<') {
            self.open.push(i);
        } else if is_punct(&self.tokens[i], '>') && !self.is_arrow(i) {
            let open = self.open.pop();
            let name = open.and_then(|open| self.name_before(self.before_separator(open).unwrap_or(open)));
            let is_name = |name: &usize| ident(&self.tokens[*name]).is_some_and(|name| !is_keyword(&name));
            // In `<X>::new`, no name precedes `<`, so the last name inside is used.
            self.closed = name.filter(is_name).or_else(|| self.name_before(i));
        }
    }

    /// Returns whether the `>` at `i` is part of `->` or `=>`.
    fn is_arrow(&self, i: usize) -> bool {
        let [.., TokenTree::Punct(before)] = &self.tokens[..i] else { return false };
        before.spacing() == Spacing::Joint && ['-', '='].contains(&before.as_char())
    }

    /// Returns whether the name at `i` is a variable of a macro, such as `$name`.
    fn is_variable(&self, i: usize) -> bool {
        matches!(&self.tokens[..i], [.., before] if is_punct(before, '$'))
    }

    /// Returns the position of the `::` that ends at `end`, if there is one.
    fn before_separator(&self, end: usize) -> Option<usize> {
        let [.., first, second] = &self.tokens[..end] else { return None };
        (is_punct(first, ':') && is_punct(second, ':')).then_some(end - 2)
    }

    /// Returns the last name of the path that ends at `end`.
    fn text_before(&self, end: usize) -> Option<String> {
        ident(&self.tokens[self.name_before(end)?])
    }

    /// Returns the position of the last name of the path that ends at `end`. Generic arguments are not names of a path.
    fn name_before(&self, end: usize) -> Option<usize> {
        match &self.tokens[..end] {
            [.., TokenTree::Ident(_)] => Some(end - 1),
            [.., token] if is_punct(token, '>') => self.closed,
            _ => None,
        }
    }
}

/// Returns whether a token ends the type of an `impl`: a block in braces, or `where`.
fn ends_implementor(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_ident(token, "where"),
    }
}

fn is_keyword(word: &str) -> bool {
    RAW_KEYWORDS.binary_search(&word).is_ok()
}
