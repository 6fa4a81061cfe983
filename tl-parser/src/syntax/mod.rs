//! Parses a text to a syntax tree.
//!
//! Each group of rules has its own file. The doc comment of a rule contains its grammar in EBNF. In these grammars,
//! `lc-ident` is a name that begins with a small letter, `uc-ident` is a name that begins with a capital letter, and
//! the suffix `-ns` allows namespaces. A rule begins at a token, and skips white space and comments after its tokens.
//! The next byte decides which rule to use, so the parser hardly ever backtracks.
//!
//! Moving nodes takes longer than parsing them. Therefore rules write items and fields directly to their final
//! location. Otherwise parsing would take about 15 % longer. The smallest rules are always inlined. Otherwise parsing
//! would take 31 % more instructions. `docs/performance.md` contains the measurements.

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
use self::error::{Expect, PResult, SyntaxError, SyntaxErrorKind};
use self::input::Input;
use self::lexical::symbol;
use self::recovery::{ItemEnd, end_of_bar, end_of_declaration};
use self::report::Reporter;
use self::trivia::{BYTE_ORDER_MARK, blank, comments, surroundings};
use crate::ast::{Document, Item, ItemKind};
use crate::{Diagnostics, FileId, SourceMap, codes};

/// The result of [`parse`] for one file.
#[derive(Clone, Debug)]
pub struct Parsed<'s> {
    /// The file.
    pub file: FileId,
    /// The syntax tree of the whole file. A declaration or a bar with a syntax error is an [`ItemKind::Error`], except
    /// a declaration that only lacks its `;`.
    pub document: Document<'s>,
    /// The syntax errors, including invalid UTF-8. For a JSON file, also the errors in the JSON.
    pub diagnostics: Diagnostics,
}

/// Parses one file. Time and memory are proportional to the length of the text.
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

/// Typical number of bytes of a declaration in a real schema, including its comments.
const USUAL_LEN: usize = 110;

/// `program = { declaration ";" | section | layer-bar }`
fn items<'s>(text: Input<'s>, reporter: &mut Reporter<'s>) -> Vec<Item<'s>> {
    let mut items = Vec::with_capacity(text.rest().len() / USUAL_LEN);
    let start = if text.rest().starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let mut i = blank(text.skip(start));
    while i.first().is_some() {
        let (blank_before, _) = surroundings(text.up_to(i));
        // The kind stays `Error` until a rule has read the item.
        let at = items.len();
        items.push(Item { kind: ItemKind::Error, span: i.span_of(0), blank_before });
        i = match item(i, &mut items[at]) {
            Ok((rest, ())) => rest,
            Err(nom::Err::Error(e) | nom::Err::Failure(e)) => recover(i, e, reporter, &mut items[at]),
            Err(nom::Err::Incomplete(_)) => unreachable!("rules never return `Incomplete`"),
        };
    }
    items
}

/// Reads the item that begins at `i`, and writes it to `found`.
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

/// Reports the error of the item that begins at `start`, and returns the position after the item. If only the `;` is
/// missing, the item is kept.
fn recover<'s>(
    start: Input<'s>,
    error: SyntaxError,
    reporter: &mut Reporter<'s>,
    found: &mut Item<'s>,
) -> Input<'s> {
    let is_bar = starts_bar(start.rest());
    let ItemEnd { end, semicolon } = if is_bar { end_of_bar(start) } else { end_of_declaration(start) };
    found.kind = ItemKind::Error;
    found.span = start.span_to(end);
    let mut kind = ItemKind::Error;
    let error = match declaration(start.until(end), &mut kind) {
        Ok((rest, ())) if !semicolon && rest.first().is_none() => {
            found.kind = kind;
            SyntaxError::new(end.pos(), SyntaxErrorKind::MissingSemicolon)
        }
        Err(nom::Err::Error(within)) if !semicolon && !is_bar && within.at < error.at => within,
        _ => error,
    };
    reporter.report(error);
    blank(end)
}
