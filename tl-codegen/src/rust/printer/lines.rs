//! Writes pieces, and breaks the text into lines.

use super::pieces::{Piece, PieceKind, Pieces, width};

/// Maximum number of columns of a statement, item or group on one line. Longer statements, items and groups are broken:
/// each element of an inner group that does not fit begins a line.
const WIDTH: usize = 100;

/// Maximum number of columns of a line that contains no group to break. Longer lines are broken at spaces. A line with
/// a long literal or comment may still be longer.
pub(super) const MAX_WIDTH: usize = 116;

const INDENT: usize = 4;

/// Appends `pieces` to `text`. Each element, such as a statement between braces, begins a line. The ranges in the
/// pieces refer to `texts`.
pub(super) fn print(pieces: &[Piece], texts: &str, text: &mut String) {
    let line = text.len();
    let mut lines = Lines { texts, text, line, indent: 0 };
    for element in elements(pieces) {
        lines.element(element);
        lines.text.push('\n');
        lines.line = lines.text.len();
    }
}

/// Splits pieces into elements. An element ends after a separator, and before a piece that always begins a line.
fn elements(pieces: &[Piece]) -> impl Iterator<Item = &[Piece]> {
    pieces.chunk_by(|piece, next| !matches!(piece.kind, PieceKind::Separator(_)) && !next.begins_line)
}

struct Lines<'t> {
    texts: &'t str,
    text: &'t mut String,
    /// Byte offset in `text` at which the last line begins.
    line: usize,
    /// Number of columns before the first token of an element.
    indent: usize,
}

impl Lines<'_> {
    fn column(&self) -> usize {
        self.text.len() - self.line
    }

    fn blanks(&mut self, count: usize) {
        const BLANKS: &str = "                                ";
        let (full, rest) = (count / BLANKS.len(), count % BLANKS.len());
        (0..full).for_each(|_| self.text.push_str(BLANKS));
        self.text.push_str(&BLANKS[..rest]);
    }

    fn begin_line(&mut self) {
        self.text.push('\n');
        self.line = self.text.len();
    }

    /// Writes an element at the beginning of a line.
    fn element(&mut self, element: &[Piece]) {
        self.blanks(self.indent);
        let [first, ..] = element else { return };
        let rest = width(&element[1..]);
        let fits =
            first.own_width().zip(rest).is_some_and(|(first, rest)| self.indent + first + rest <= WIDTH);
        for (index, piece) in element.iter().enumerate() {
            let begins_line = index == 0;
            if fits {
                self.flat(piece, begins_line);
            } else {
                self.broken(piece, begins_line);
            }
        }
    }

    /// Writes a piece on the current line.
    fn flat(&mut self, piece: &Piece, begins_line: bool) {
        if piece.space && !begins_line {
            self.text.push(' ');
        }
        match &piece.kind {
            PieceKind::Text(text) | PieceKind::Comment(text) => self.text.push_str(&self.texts[text.clone()]),
            PieceKind::Separator(separator) => self.text.push(*separator),
            PieceKind::Or => self.text.push('|'),
            PieceKind::Group(group) => self.flat_group(group),
        }
    }

    fn flat_group(&mut self, group: &Pieces) {
        let [open, close] = group.delimiters;
        let blank = if group.is_padded { " " } else { "" };
        self.text.push_str(open);
        self.text.push_str(blank);
        for (index, piece) in group.on_one_line().iter().enumerate() {
            self.flat(piece, index == 0);
        }
        self.text.push_str(blank);
        self.text.push_str(close);
    }

    /// Writes a piece of an element that does not fit on one line.
    fn broken(&mut self, piece: &Piece, begins_line: bool) {
        let fits = piece.width().is_some_and(|width| self.column() + width <= WIDTH);
        match &piece.kind {
            PieceKind::Group(group) if !fits && !group.pieces.is_empty() => {
                if piece.space && !begins_line {
                    self.text.push(' ');
                }
                self.broken_group(group);
            }
            kind => {
                let is_too_long = piece.own_width().is_some_and(|width| self.column() + width >= MAX_WIDTH);
                let continues = piece.space && !begins_line && (is_too_long || matches!(kind, PieceKind::Or));
                if continues {
                    self.begin_line();
                    self.blanks(self.indent + INDENT);
                }
                self.flat(piece, begins_line || continues);
            }
        }
    }

    fn broken_group(&mut self, group: &Pieces) {
        let [open, close] = group.delimiters;
        self.text.push_str(open);
        self.indent += INDENT;
        for element in elements(&group.pieces) {
            self.begin_line();
            self.element(element);
        }
        if group.lacks_comma() {
            self.text.push(',');
        }
        self.indent -= INDENT;
        self.begin_line();
        self.blanks(self.indent);
        self.text.push_str(close);
    }
}
