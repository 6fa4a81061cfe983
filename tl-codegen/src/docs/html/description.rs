//! Writes descriptions as HTML, in which the names of declarations are links.

use maud::{Markup, html};
use tl_parser::docs::text::{Piece, pieces};
use tl_parser::invisible;

use super::document::Document;
use super::section::Kind;
use crate::docs::page::Target;

/// The address of Telegram's documentation.
const DOCUMENTATION: &str = "https://core.telegram.org/";

impl Document<'_> {
    /// Returns the lines of a description as paragraphs. Blank lines separate paragraphs.
    pub(super) fn paragraphs(self, text: &str) -> Markup {
        let lines = visible_lines(text);
        let paragraphs = lines.split(String::is_empty).filter(|lines| !lines.is_empty());
        html! { @for lines in paragraphs { p { (self.lines(lines)) } } }
    }

    /// Returns a description as part of a line of text, without paragraphs.
    pub(super) fn description(self, text: &str) -> Markup {
        let mut lines = visible_lines(text);
        lines.retain(|line| !line.is_empty());
        self.lines(&lines)
    }

    fn lines(self, lines: &[String]) -> Markup {
        html! {
            @for (index, line) in lines.iter().enumerate() {
                @if index > 0 { " " }
                @for piece in pieces(line) { (self.piece(piece)) }
            }
        }
    }

    fn piece(self, piece: Piece<'_>) -> Markup {
        match piece {
            Piece::Words(words) => self.words(words),
            Piece::Code(code) => match self.declaration(code) {
                Some(path) => html! { a href=(path) { code { (code) } } },
                None => html! { code { (code) } },
            },
            Piece::Link { words, address } => self.link(words, address),
            Piece::Address(address) => self.link(address, address),
        }
    }

    /// Returns a link. If `address` is Telegram's documentation of a declaration, the link leads to the page of the
    /// declaration on this site. All other links lead to `address`.
    fn link(self, words: &str, address: &str) -> Markup {
        match self.own_page(address) {
            Some(path) => html! { a href=(path) { (words) } },
            None => html! { a href=(address) rel="noreferrer" { (words) } },
        }
    }

    fn own_page(self, address: &str) -> Option<String> {
        let (kind, name) = address.strip_prefix(DOCUMENTATION)?.split_once('/')?;
        let kind = Kind::in_address(kind)?;
        let section = self.section?;
        Some(self.to(Target::Page(section.find_kind(kind, name)?)))
    }

    /// Returns words in which the names of declarations are links.
    fn words(self, words: &str) -> Markup {
        html! {
            @for (text, is_name) in names(words) {
                @match is_name.then(|| self.declaration(text)).flatten() {
                    Some(path) => a href=(path) { (text) },
                    None => (text),
                }
            }
        }
    }

    fn declaration(self, name: &str) -> Option<String> {
        Some(self.to(Target::Page(self.section?.find(name)?)))
    }
}

/// Returns the first sentence of a description, without links.
pub(super) fn summary(text: &str) -> Markup {
    let lines = visible_lines(text);
    let paragraph = lines.split(String::is_empty).find(|lines| !lines.is_empty()).unwrap_or_default();
    html! {
        @for piece in first_sentence(paragraph) {
            @match piece {
                Piece::Code(code) => code { (code) },
                Piece::Words(words) | Piece::Link { words, .. } | Piece::Address(words) => (words),
            }
        }
    }
}

/// Returns the parts of the first sentence. A full stop ends the sentence, unless a lower-case letter follows on the
/// same line, as in `e.g. this`.
fn first_sentence(lines: &[String]) -> Vec<Piece<'_>> {
    let mut sentence = Vec::new();
    for line in lines {
        for piece in pieces(line) {
            let end = |words: &str| {
                let mut stops = words.match_indices(". ").map(|(at, _)| at + 1);
                stops.find(|&at| !words[at..].trim_start().starts_with(char::is_lowercase))
            };
            if let Piece::Words(words) = piece
                && let Some(end) = end(words)
            {
                sentence.push(Piece::Words(&words[..end]));
                return sentence;
            }
            sentence.push(piece);
        }
        if line.ends_with('.') {
            break;
        }
        sentence.push(Piece::Words(" "));
    }
    sentence
}

/// Splits words into pieces. The `bool` of a piece is true if it may be the name of a declaration. A piece with neither
/// a dot nor an inner capital letter, such as `user`, may be an ordinary word, so it is not treated as a name.
fn names(words: &str) -> Vec<(&str, bool)> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let mut parts = Vec::new();
    let mut rest = words;
    while let Some(start) = rest.find(is_of_name) {
        let (before, from_name) = rest.split_at(start);
        let end = from_name.find(|c| !is_of_name(c)).unwrap_or(from_name.len());
        let name = from_name[..end].trim_end_matches('.');
        let is_name = name.contains('.') || name.chars().skip(1).any(char::is_uppercase);
        parts.extend([(before, false), (name, is_name)]);
        rest = &from_name[name.len()..];
        let dots = rest.len() - rest.trim_start_matches('.').len();
        parts.push((&rest[..dots], false));
        rest = &rest[dots..];
    }
    parts.push((rest, false));
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

/// Returns the lines of a text, without invisible characters and without spaces at their starts and ends.
fn visible_lines(text: &str) -> Vec<String> {
    text.lines().map(|line| invisible::remove(line).trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{names, summary};

    #[test]
    fn a_summary_is_the_first_sentence_of_the_first_paragraph() {
        for (text, expected) in [
            ("\n\nSends `a. B`, e.g. this\none. Then more", "Sends <code>a. B</code>, e.g. this one."),
            ("See [A. B](https://a.org/) <b>.\nMore", "See A. B &lt;b&gt;."),
            ("One line\n\nMore", "One line "),
            ("", ""),
        ] {
            assert_eq!(summary(text).into_string(), expected);
        }
    }

    #[test]
    fn names_are_separated_from_words() {
        let parts = names("Call auth.signIn... or inputUser, not user.");
        let found: Vec<&str> = parts.iter().filter(|(_, is_name)| *is_name).map(|(text, _)| *text).collect();
        assert_eq!(found, ["auth.signIn", "inputUser"]);
        let text: String = parts.iter().map(|(text, _)| *text).collect();
        assert_eq!(text, "Call auth.signIn... or inputUser, not user.");
    }
}
