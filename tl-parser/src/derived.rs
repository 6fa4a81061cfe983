//! Derived texts. A derived text is TL that was converted from another text, its *origin*, such as a schema in JSON.
//! This module converts positions in a derived text to positions in the origin.

use std::ops::Range;

use crate::schema::ChosenDialect;

/// The origin of a derived text.
#[derive(Debug)]
pub(crate) struct Derived {
    /// The text that the author wrote.
    pub(crate) origin: String,
    /// The pieces, by ascending `at`. Text between pieces has no counterpart in the origin.
    pieces: Vec<Piece>,
    /// For each part of the origin that could not be converted: a position in the derived text, and a message. An empty
    /// piece at this position refers to the part of the origin.
    pub(crate) problems: Vec<(u32, String)>,
    pub(crate) metadata: Metadata,
}

/// Facts from the origin for which TL has no syntax.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) dialect: Option<ChosenDialect>,
    pub(crate) notes: Vec<Note>,
}

/// Documentation from the origin. It is stored here and not written as comments, because some texts, such as
/// `LAYER 82`, would have another meaning in a comment.
#[derive(Debug)]
pub(crate) struct Note {
    /// A position in the derived text. For a note about a declaration or a field, the start of the declaration.
    pub(crate) at: u32,
    pub(crate) subject: Subject,
    pub(crate) text: String,
}

/// The declaration, field or type that a [`Note`] documents.
#[derive(Debug)]
pub(crate) enum Subject {
    /// The declaration that begins at [`Note::at`].
    Declaration,
    /// A field of the declaration that begins at [`Note::at`]. The list contains the index of the field. For a field
    /// within repetitions, the indices of the repetitions precede it.
    Field(Vec<usize>),
    /// The type with this name.
    Type(String),
}

/// A part of the derived text, and the part of the origin from which it was made.
#[derive(Debug)]
struct Piece {
    at: u32,
    len: u32,
    origin: Range<u32>,
}

impl Derived {
    /// Returns the part of the origin from which `range` of the derived text was made.
    ///
    /// Positions within a piece are exact if the piece has as many bytes as its origin. Otherwise the result covers the
    /// whole origin of the piece, even if `range` only begins directly at the end of the piece and no other piece
    /// begins there. Text that has no counterpart is mapped to the end of the origin of the preceding piece, or to
    /// position 0 if no piece precedes the text.
    pub(crate) fn origin_of(&self, range: Range<u32>) -> Range<u32> {
        let place = |at: u32, find: fn(&Piece, u32) -> u32, around: usize| {
            around.checked_sub(1).map_or(0, |index| find(&self.pieces[index], at))
        };
        let begun = self.pieces.partition_point(|piece| piece.at <= range.start);
        let start = place(range.start, Piece::start_at, begun);
        let until = self.pieces.partition_point(|piece| piece.at < range.end.max(range.start + 1));
        start..place(range.end, Piece::end_at, until).max(start)
    }
}

impl Piece {
    fn is_exact(&self) -> bool {
        self.len as usize == self.origin.len()
    }

    fn start_at(&self, at: u32) -> u32 {
        match at - self.at {
            behind if behind > self.len => self.origin.end,
            within if self.is_exact() => self.origin.start + within,
            _ => self.origin.start,
        }
    }

    fn end_at(&self, at: u32) -> u32 {
        match at - self.at {
            within if within < self.len && self.is_exact() => self.origin.start + within,
            _ => self.origin.end,
        }
    }
}

/// A derived text that is being written.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    text: String,
    pieces: Vec<Piece>,
    problems: Vec<(u32, String)>,
    /// Facts from the origin for which TL has no syntax.
    pub(crate) metadata: Metadata,
}

impl Draft {
    /// Adds text that has no counterpart in the origin.
    pub(crate) fn glue(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds text that was made from `origin`, possibly with another spelling.
    pub(crate) fn piece(&mut self, text: &str, origin: Range<usize>) {
        let origin = origin.start as u32..origin.end as u32;
        self.pieces.push(Piece { at: self.text.len() as u32, len: text.len() as u32, origin });
        self.text.push_str(text);
    }

    /// Adds the documentation of `subject`. The position of the note is the end of the text written so far. Empty
    /// documentation is ignored.
    pub(crate) fn note(&mut self, subject: Subject, text: Option<String>) {
        let at = self.text.len() as u32;
        let text = text.filter(|text| !text.is_empty());
        self.metadata.notes.extend(text.map(|text| Note { at, subject, text }));
    }

    /// Adds a problem for a part of the origin that cannot be converted.
    pub(crate) fn problem(&mut self, origin: Range<usize>, message: impl Into<String>) {
        self.glue("\n");
        self.problems.push((self.text.len() as u32, message.into()));
        self.piece("", origin);
        self.glue("\n");
    }

    pub(crate) fn finish(self, origin: String) -> (String, Derived) {
        let Self { text, pieces, problems, metadata } = self;
        (text, Derived { origin, pieces, problems, metadata })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_converted_to_the_origin() {
        let origin = "[abc|defg]";
        let mut draft = Draft::default();
        draft.glue("12");
        draft.piece("abc", 1..4);
        draft.glue("345");
        draft.piece("x", 5..9);
        draft.problem(9..10, "why");
        let (text, derived) = draft.finish(origin.to_owned());
        assert_eq!(text, "12abc345x\n\n");
        let of = |range: Range<u32>| {
            &origin[derived.origin_of(range.clone()).start as usize..derived.origin_of(range).end as usize]
        };
        assert_eq!(of(2..5), "abc");
        assert_eq!(of(3..4), "b");
        assert_eq!(of(8..9), "defg");
        assert_eq!(of(3..9), "bc|defg");
        assert_eq!(derived.origin_of(6..7), 4..4);
        assert_eq!(derived.origin_of(5..5), 4..4);
        assert_eq!(derived.origin_of(0..1), 0..0);
        let (at, _) = derived.problems[0];
        assert_eq!(of(at..at), "]");
    }
}
