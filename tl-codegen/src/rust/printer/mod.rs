//! Prints tokens as readable text. Lines are rarely much longer than `lines::WIDTH`.
//!
//! [`pieces`] determines the spaces and the places at which lines may or must end. [`lines`] then puts each group of
//! tokens on one line if it fits. Otherwise, each element of the group begins a line. The layout is designed for
//! generated code. Other code is also printed correctly, because a line break has the same meaning as a space.

mod lines;
mod pieces;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

/// Appends `tokens` to `text`, which must be empty or end with a line break. The last line ends with a line break too.
pub(super) fn print(tokens: TokenStream, text: &mut String) {
    let mut texts = String::new();
    let pieces = pieces::of(tokens, &mut texts);
    lines::print(&pieces, &texts, text);
}
