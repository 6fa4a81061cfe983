//! The tokens of one nesting level.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The tokens between two delimiters, or of a whole file. The content of a group among the tokens is another level.
pub(super) struct Level {
    pub(super) tokens: TokenStream,
    pub(super) construct: Construct,
    /// Number of inline modules (`mod name { .. }`) around the tokens.
    pub(super) modules: usize,
}

/// The construct that a level is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Construct {
    Code,
    /// The arguments of `include!`.
    Include,
    /// `#[..]`, or `cfg_attr(..)` in an attribute.
    Attribute,
    /// Other groups in an attribute, such as the parentheses in `#[derive(..)]`.
    AttributeArguments,
}

impl Level {
    pub(super) fn code(tokens: TokenStream) -> Self {
        Self { tokens, construct: Construct::Code, modules: 0 }
    }
}

impl Construct {
    pub(super) fn is_attribute(self) -> bool {
        matches!(self, Self::Attribute | Self::AttributeArguments)
    }

    /// Returns the construct of `group`. The group is in this construct and follows the tokens `before`.
    pub(super) fn of_group(self, group: &Group, before: &[TokenTree]) -> Self {
        let is_bracket = group.delimiter() == Delimiter::Bracket;
        match before {
            [.., name] if self.is_attribute() && is_ident(name, "cfg_attr") => Self::Attribute,
            _ if self.is_attribute() => Self::AttributeArguments,
            [.., hash] if is_bracket && is_punct(hash, '#') => Self::Attribute,
            [.., hash, bang] if is_bracket && is_punct(hash, '#') && is_punct(bang, '!') => Self::Attribute,
            [.., name, bang] if is_ident(name, "include") && is_punct(bang, '!') => Self::Include,
            _ => Self::Code,
        }
    }
}

pub(super) fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

pub(super) fn is_ident(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

/// Returns whether `c` may be part of an identifier. TL names are ASCII, so the rule for other alphabets need not be
/// exact.
pub(super) fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
