//! Text to syntax tree.
//!
//! One file for each family of rules. A rule says its grammar above itself, begins at a token and skips the
//! blanks behind what it reads. The next byte decides what to read, so hardly anything is tried twice. To hand
//! on costs more than to read: the smallest rules are always inlined, and items and fields are written where
//! they stay.

mod bars;
mod declaration;
mod error;
mod input;
mod lexical;
mod param;
mod recovery;
mod report;
mod trivia;
mod types;

use self::bars::{layer_bar, section, starts_bar};
use self::declaration::declaration;
use self::error::{Expect, Kind, PResult, SyntaxError};
use self::input::Input;
use self::lexical::symbol;
use self::recovery::{Stop, end_of_bar, end_of_declaration};
use self::report::Reporter;
use self::trivia::{BYTE_ORDER_MARK, blank, comments, surroundings};
use crate::ast::{Document, Item, ItemKind};
use crate::{Diagnostics, FileId, SourceMap, codes};

/// What [`parse`] makes of one file.
#[derive(Clone, Debug)]
pub struct Parsed<'s> {
    /// The file.
    pub file: FileId,
    /// All of it; a declaration with a mistake is an [`ItemKind::Error`].
    pub document: Document<'s>,
    /// What does not follow the grammar.
    pub diagnostics: Diagnostics,
}

/// Parses one file. The work and the memory grow with the length of the text and with nothing else.
#[must_use]
pub fn parse(sources: &SourceMap, file: FileId) -> Parsed<'_> {
    let span = sources.span(file);
    let text = Input::new(sources.text(file), span.start);
    let mut reporter = Reporter::new(text, sources.invalid_utf8(file));
    let items = items(text, &mut reporter);
    let comments = comments(text.rest(), span.start);
    let mut diagnostics = reporter.finish();
    diagnostics
        .extend(sources.problems(file).map(|(span, message)| codes::json::not_a_schema(span, message)));
    Parsed { file, document: Document { items, comments, span }, diagnostics }
}

/// How many bytes a declaration of a real schema has, with its comments.
const USUAL_LEN: usize = 110;

/// `program = { declaration ";" | section | layer-bar }`
fn items<'s>(text: Input<'s>, reporter: &mut Reporter<'s>) -> Vec<Item<'s>> {
    let mut items = Vec::with_capacity(text.rest().len() / USUAL_LEN);
    let start = if text.rest().starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let mut i = blank(text.skip(start));
    while i.first().is_some() {
        let (blank_before, _) = surroundings(text.up_to(i));
        // An error until it is read.
        let at = items.len();
        items.push(Item { kind: ItemKind::Error, span: i.span_of(0), blank_before });
        i = match item(i, &mut items[at]) {
            Ok((rest, ())) => rest,
            Err(nom::Err::Error(e) | nom::Err::Failure(e)) => recover(i, e, reporter, &mut items[at]),
            Err(nom::Err::Incomplete(_)) => unreachable!("rules read whole texts"),
        };
    }
    items
}

/// One item, which begins at `i` and is written to `found`.
fn item<'s>(i: Input<'s>, found: &mut Item<'s>) -> PResult<'s, ()> {
    let (rest, span) = match i.first() {
        Some(b'-') => section(i, &mut found.kind)?,
        Some(b'=') if starts_bar(i.rest()) => layer_bar(i, &mut found.kind)?,
        Some(b'@' | b'_' | b'a'..=b'z' | b'A'..=b'Z') => {
            let (rest, ()) = declaration(i, &mut found.kind)?;
            symbol(b';', Expect::Semicolon)(rest)?
        }
        _ => return lexical::no_name(i, Expect::Declaration),
    };
    found.span = i.span_with(span);
    Ok((rest, ()))
}

/// Reports why the item at `start` could not be read, and finds its end. Where it lacks nothing but its `;`,
/// it is read all the same.
fn recover<'s>(
    start: Input<'s>,
    error: SyntaxError,
    reporter: &mut Reporter<'s>,
    found: &mut Item<'s>,
) -> Input<'s> {
    let is_bar = starts_bar(start.rest());
    let Stop { end, semicolon } = if is_bar { end_of_bar(start) } else { end_of_declaration(start) };
    found.kind = ItemKind::Error;
    found.span = start.span_to(end);
    let mut kind = ItemKind::Error;
    let error = match declaration(start.until(end), &mut kind) {
        Ok((rest, ())) if !semicolon && rest.first().is_none() => {
            found.kind = kind;
            SyntaxError::new(end.pos(), Kind::MissingSemicolon)
        }
        Err(nom::Err::Error(within)) if !semicolon && !is_bar && within.at < error.at => within,
        _ => error,
    };
    reporter.report(error);
    blank(end)
}
