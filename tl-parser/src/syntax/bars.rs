//! The bars between declarations: `---functions---` and `===17===`.

use nom::Parser;
use nom::bytes::complete::take_while;
use nom::error::context;

use super::error::{Expect, PResult, SyntaxErrorKind, expected, mistake};
use super::input::Input;
use super::lexical::{nat, word};
use super::trivia::blank;
use crate::Span;
use crate::ast::{ItemKind, Section};

/// Returns whether `text` begins with `---` or `===`, which begin a bar.
pub(super) fn starts_bar(text: &str) -> bool {
    text.starts_with("---") || text.starts_with("===")
}

/// `section = "---" ( "types" | "functions" ) "---"`
pub(super) fn section<'s>(i: Input<'s>, kind: &mut ItemKind<'s>) -> PResult<'s, Span> {
    context("a section bar", |start| {
        let (i, ()) = dashes(start, b'-', Expect::Declaration)?;
        let (i, name) = word(same_line_blank(i)?.0, Expect::SectionName)?;
        let (i, ()) = dashes(same_line_blank(i)?.0, b'-', Expect::SectionBar)?;
        let section = match name.text {
            "types" => Section::Types,
            "functions" => Section::Functions,
            _ => return mistake(start, SyntaxErrorKind::UnknownSection),
        };
        *kind = ItemKind::Section(section);
        Ok((blank(i), start.span_to(i)))
    })
    .parse(i)
}

/// `layer-bar = "===" nat "==="`
pub(super) fn layer_bar<'s>(i: Input<'s>, kind: &mut ItemKind<'s>) -> PResult<'s, Span> {
    context("a layer bar", |start| {
        let (i, ()) = dashes(start, b'=', Expect::Declaration)?;
        let (i, layer) = nat(same_line_blank(i)?.0, Expect::LayerNumber)?;
        let (i, ()) = dashes(same_line_blank(i)?.0, b'=', Expect::LayerBar)?;
        *kind = ItemKind::LayerBar(layer.node);
        Ok((blank(i), start.span_to(i)))
    })
    .parse(i)
}

/// Consumes three bytes that must be equal to `mark`.
fn dashes(i: Input<'_>, mark: u8, what: Expect) -> PResult<'_, ()> {
    if i.bytes().iter().take(3).filter(|&&byte| byte == mark).count() < 3 {
        return expected(i, &[what]);
    }
    Ok((i.skip(3), ()))
}

/// Skips spaces and tabs. A bar cannot continue on another line.
fn same_line_blank(i: Input<'_>) -> PResult<'_, Input<'_>> {
    take_while(|c| c == ' ' || c == '\t').parse(i)
}
