//! Assigns each comment to an item, such as a declaration or `---functions---`. The comment is before the item, inside
//! of it, or to its right.

use std::iter::Peekable;
use std::slice::Iter;

use crate::ast::{Comment, Document, Item};
use crate::{SourceMap, Span};

/// An item and its comments. `item` is `None` for the comments after the last item of a file.
#[derive(Debug)]
pub(super) struct ItemComments<'d, 's> {
    /// The span of the item.
    pub(super) item: Option<Span>,
    /// The blocks of comments before the item.
    pub(super) before: Vec<Block<'d, 's>>,
    /// The blocks of comments between the first and the last byte of the item.
    pub(super) within: Vec<Vec<&'d Comment<'s>>>,
    /// The comments after the item on its last line.
    pub(super) right: Vec<&'d Comment<'s>>,
}

/// Comments on consecutive lines, without a blank line between them.
#[derive(Debug)]
pub(super) struct Block<'d, 's> {
    pub(super) comments: Vec<&'d Comment<'s>>,
    /// Whether no other block and no blank line is between the block and the item.
    pub(super) touches_item: bool,
}

/// Returns the items of a file with their comments, then the comments after the last item. Each comment of the file is
/// returned exactly once.
pub(super) fn by_item<'d, 's>(document: &'d Document<'s>, sources: &SourceMap) -> Vec<ItemComments<'d, 's>> {
    let mut comments = document.comments.iter().peekable();
    let next_items = document.items.iter().skip(1).map(|item| item.span.start).chain([document.span.end]);
    let items = document.items.iter().zip(next_items);
    let mut found: Vec<ItemComments<'d, 's>> =
        items.map(|(item, next)| item_comments(item, next, &mut comments, sources)).collect();
    let before = split(comments.collect(), sources).into_iter();
    let before = before.map(|comments| Block { comments, touches_item: false }).collect();
    found.push(ItemComments { item: None, before, within: Vec::new(), right: Vec::new() });
    found
}

/// Returns the comments around one item. `next` is the start of the next item.
fn item_comments<'d, 's>(
    item: &Item<'s>,
    next: u32,
    comments: &mut Peekable<Iter<'d, Comment<'s>>>,
    sources: &SourceMap,
) -> ItemComments<'d, 's> {
    let before = split(take(comments, |comment| comment.span.start < item.span.start), sources);
    let last = before.len();
    let block = |(at, comments)| Block { comments, touches_item: at + 1 == last && !item.blank_before };
    let before = before.into_iter().enumerate().map(block).collect();
    let within = split(take(comments, |comment| comment.span.start < item.span.end), sources);
    let right = take(comments, |comment| !comment.own_line && comment.span.start < next);
    ItemComments { item: Some(item.span), before, within, right }
}

fn take<'d, 's>(
    comments: &mut Peekable<Iter<'d, Comment<'s>>>,
    while_: impl Fn(&Comment<'s>) -> bool,
) -> Vec<&'d Comment<'s>> {
    std::iter::from_fn(|| comments.next_if(|comment| while_(comment))).collect()
}

/// Splits comments into blocks. A blank line, or anything else between two comments, ends a block. A comment that
/// shares its line with other text is a block by itself.
fn split<'d, 's>(comments: Vec<&'d Comment<'s>>, sources: &SourceMap) -> Vec<Vec<&'d Comment<'s>>> {
    let mut blocks: Vec<Vec<&Comment<'_>>> = Vec::new();
    for comment in comments {
        match blocks.last_mut().filter(|block| joins(block, comment, sources)) {
            Some(block) => block.push(comment),
            None => blocks.push(vec![comment]),
        }
    }
    blocks
}

fn joins(block: &[&Comment<'_>], next: &Comment<'_>, sources: &SourceMap) -> bool {
    let Some(last) = block.last().filter(|last| last.own_line && next.own_line && !next.blank_before) else {
        return false;
    };
    let between = Span { start: last.span.end, end: next.span.start };
    sources.snippet(between).trim().is_empty()
}
