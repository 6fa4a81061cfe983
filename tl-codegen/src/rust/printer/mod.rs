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

/// Appends `tokens` to `text`, which is empty or ends with a line break. The last line ends with a line break too.
pub(super) fn print(tokens: TokenStream, text: &mut String) {
    lines::print(&pieces::of(tokens), text);
}
