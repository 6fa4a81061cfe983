//! Prints tokens as text for people, in lines that are not much longer than [`WIDTH`].
//!
//! [`pieces`] decides about spaces and about where lines may or must end. [`lines`] then puts each group of tokens on one line
//! if it fits, and otherwise begins a line with each of its elements. Only what generated code contains is laid out well.
//! Everything else is correct too, because a line break means the same as a space.

mod lines;
mod pieces;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

/// The width in columns that lines do not exceed if there is a good place for a break.
const WIDTH: usize = 100;

/// The width in columns that lines do not exceed except for a literal or a comment.
const MAX_WIDTH: usize = 116;

const INDENT: usize = 4;

/// Appends `tokens` to `text`, which is empty or ends with a line break. The last line ends with a line break too.
pub(super) fn print(tokens: TokenStream, text: &mut String) {
    lines::print(&pieces::of(tokens), text);
}
