//! Converts tokens to pieces. Pieces contain the spaces between tokens and the places at which lines end.

use std::borrow::Cow;
use std::fmt::{Display, Write};
use std::ops::Range;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, TokenStream, TokenTree};
use quote::quote;
use tl_parser::invisible;

/// A token, several tokens that belong together, or a group.
#[derive(Debug)]
pub(super) struct Piece {
    /// Whether a space precedes the piece if it does not begin a line.
    pub(super) space: bool,
    /// Whether the piece always begins a line, such as a statement after a block or an item after its attributes.
    pub(super) begins_line: bool,
    pub(super) kind: PieceKind,
}

/// The content of a piece. Ranges refer to one string with the texts of all pieces, so a text needs no allocation of
/// its own.
#[derive(Debug)]
pub(super) enum PieceKind {
    Text(Range<usize>),
    /// A comment up to the end of the line.
    Comment(Range<usize>),
    /// A `,` or `;`, after which a line may end.
    Separator(char),
    /// The operator `|`, before which a line may end.
    Or,
    Group(Box<Pieces>),
}

/// The pieces between two delimiters.
#[derive(Debug)]
pub(super) struct Pieces {
    pub(super) delimiters: [&'static str; 2],
    /// Whether there are spaces inside the delimiters if the group is on one line.
    pub(super) is_padded: bool,
    pub(super) pieces: Vec<Piece>,
    /// Number of columns of the group on one line, including its delimiters. `None` if it needs several lines.
    pub(super) width: Option<usize>,
}

impl Piece {
    /// Returns the number of columns of the piece on one line, or `None` if it needs several lines.
    pub(super) fn own_width(&self) -> Option<usize> {
        match &self.kind {
            PieceKind::Text(text) => Some(text.len()),
            PieceKind::Comment(_) => None,
            PieceKind::Separator(_) | PieceKind::Or => Some(1),
            PieceKind::Group(group) => group.width,
        }
    }

    /// Returns the number of columns of the piece on a line after other pieces, including the space before it.
    pub(super) fn width(&self) -> Option<usize> {
        self.own_width().filter(|_| !self.begins_line).map(|own| own + usize::from(self.space))
    }
}

/// Returns the pieces of `tokens`, and appends their texts to `texts`.
pub(super) fn of(tokens: TokenStream, texts: &mut String) -> Vec<Piece> {
    let mut reading = Reading::new(texts);
    reading.tokens(tokens);
    reading.pieces
}

/// Returns the number of columns of pieces on one line, or `None` if they need several lines.
pub(super) fn width(pieces: &[Piece]) -> Option<usize> {
    pieces.iter().try_fold(0usize, |sum, piece| Some(sum + piece.width()?))
}

/// The kind of the last token, which determines whether a space follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// The beginning of the tokens or of a line.
    None,
    /// A name, a literal or a group. An operator after it has two operands.
    Operand,
    /// An operator with two operands, a `,` or `:`, or a word such as `return`. A space precedes the next operand.
    Operator,
    /// A token without a space after it, such as `.`, `::`, the `<` before type arguments, or an operator with one
    /// operand.
    Prefix,
    /// The `>` after type arguments.
    ListEnd,
    /// The `!` of a macro.
    Bang,
}

struct Reading<'t> {
    texts: &'t mut String,
    pieces: Vec<Piece>,
    last: Last,
    /// Whether the next braces are the body of an item or of a `match`.
    in_head: bool,
    /// Whether the current tokens are parameters of a closure.
    in_closure: bool,
    /// Number of open lists of type arguments and parameters.
    open_lists: usize,
    /// Whether the next piece begins a line.
    line_ends: bool,
}

impl<'t> Reading<'t> {
    fn new(texts: &'t mut String) -> Self {
        Self {
            texts,
            pieces: Vec::new(),
            last: Last::None,
            in_head: false,
            in_closure: false,
            open_lists: 0,
            line_ends: false,
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        let tokens = tokens.into_iter();
        self.pieces.reserve(tokens.size_hint().0);
        let mut tokens = tokens.peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) => self.word(&ident),
                TokenTree::Literal(literal) => self.operand(&literal),
                TokenTree::Group(group) => self.group(group),
                TokenTree::Punct(punct) => match punct.as_char() {
                    '#' if begins_attribute(tokens.peek()) => self.attribute(&mut tokens),
                    '\'' => self.lifetime(&mut tokens),
                    _ => {
                        let text = self.operator_text(&punct, &mut tokens);
                        self.operator(text);
                    }
                },
            }
        }
    }

    fn lifetime(&mut self, tokens: &mut Tokens) {
        let start = self.texts.len();
        self.texts.push('\'');
        if let Some(name) = tokens.next() {
            self.text(&name);
        }
        self.operand_text(start..self.texts.len());
        // If a type follows, a space precedes it.
        self.last = Last::Operator;
    }

    fn word(&mut self, word: &impl Display) {
        let text = self.text(word);
        let word = &self.texts[text.clone()];
        self.in_head |= ["enum", "fn", "impl", "match", "mod", "struct", "trait"].contains(&word);
        // After a block, the word begins a new statement.
        self.line_ends |= self.is_after_block() && !["as", "else"].contains(&word);
        let takes_expression =
            ["as", "else", "if", "in", "let", "match", "mut", "return", "use"].contains(&word);
        self.operand_text(text);
        if takes_expression {
            self.last = Last::Operator;
        }
    }

    fn is_after_block(&self) -> bool {
        let Some(Piece { kind: PieceKind::Group(group), .. }) = self.pieces.last() else { return false };
        group.is_brace()
    }

    /// Appends a token to the texts.
    fn text(&mut self, text: &impl Display) -> Range<usize> {
        let start = self.texts.len();
        // Writing to a String cannot fail.
        let _ = write!(self.texts, "{text}");
        start..self.texts.len()
    }

    fn operand(&mut self, operand: &impl Display) {
        let text = self.text(operand);
        self.operand_text(text);
    }

    fn operand_text(&mut self, text: Range<usize>) {
        let space = self.last != Last::None && self.last != Last::Prefix;
        self.piece(space, PieceKind::Text(text), Last::Operand);
    }

    fn piece(&mut self, space: bool, kind: PieceKind, last: Last) {
        let begins_line = std::mem::take(&mut self.line_ends);
        self.pieces.push(Piece { space: space && !begins_line, begins_line, kind });
        self.last = last;
    }

    /// Appends an operator to the texts. `first` is its first character.
    fn operator_text(&mut self, first: &Punct, tokens: &mut Tokens) -> Range<usize> {
        let start = self.texts.len();
        self.texts.push(first.as_char());
        let mut is_joint = first.spacing() == Spacing::Joint;
        while is_joint
            && let Some(TokenTree::Punct(next)) = tokens.next_if(|next| matches!(next, TokenTree::Punct(_)))
        {
            self.texts.push(next.as_char());
            is_joint = next.spacing() == Spacing::Joint;
        }
        start..self.texts.len()
    }

    fn operator(&mut self, text: Range<usize>) {
        let is_after_operand = matches!(self.last, Last::Operand | Last::ListEnd);
        let is_after_operator = self.last == Last::Operator;
        let len = text.len();
        let kind = PieceKind::Text(text.clone());
        match &self.texts[text] {
            "," if self.open_lists > 0 || self.in_closure => self.piece(false, kind, Last::Operator),
            "," => self.separator(','),
            ";" => self.separator(';'),
            ":" => self.piece(false, kind, Last::Operator),
            "." | "?" => self.piece(false, kind, Last::Prefix),
            "::" => self.piece(is_after_operator, kind, Last::Prefix),
            "<" => {
                self.line_ends |= self.is_after_block();
                self.open_lists += 1;
                self.piece(is_after_operator, kind, Last::Prefix);
            }
            operator if operator.bytes().all(|byte| byte == b'>') => {
                self.open_lists = self.open_lists.saturating_sub(len);
                self.piece(false, kind, Last::ListEnd);
            }
            "!" if is_after_operand => self.piece(false, kind, Last::Bang),
            "|" if self.in_closure => {
                self.in_closure = false;
                self.piece(false, kind, Last::Operator);
            }
            "|" if !is_after_operand => {
                self.in_closure = true;
                self.piece(is_after_operator, kind, Last::Prefix);
            }
            "|" => self.piece(true, PieceKind::Or, Last::Operator),
            "&" | "&&" | "*" | "-" | "!" if !is_after_operand => {
                self.piece(is_after_operator, kind, Last::Prefix);
            }
            _ => self.piece(true, kind, Last::Operator),
        }
    }

    fn separator(&mut self, separator: char) {
        self.in_head = false;
        self.piece(false, PieceKind::Separator(separator), Last::Operator);
    }

    fn group(&mut self, group: Group) {
        let (delimiter, stream) = (group.delimiter(), group.stream());
        // The group is dropped first. Otherwise, it would share the stream, and reading the stream would copy each
        // token.
        drop(group);
        self.delimited(delimiter, stream);
    }

    fn delimited(&mut self, delimiter: Delimiter, stream: TokenStream) {
        let (delimiters, last) = match delimiter {
            Delimiter::None => return self.tokens(stream),
            Delimiter::Parenthesis => (["(", ")"], Last::Operand),
            Delimiter::Bracket => (["[", "]"], Last::Operand),
            Delimiter::Brace => (["{", "}"], Last::Operand),
        };
        let is_brace = delimiter == Delimiter::Brace;
        let is_body = is_brace && (std::mem::take(&mut self.in_head) || self.last == Last::Bang);
        let space = match self.last {
            Last::None | Last::Prefix => false,
            Last::Operator => true,
            Last::Operand | Last::ListEnd | Last::Bang => is_brace,
        };
        let is_padded = is_brace && space;
        let content = Pieces::new(delimiters, is_padded, of(stream, self.texts), is_body);
        self.piece(space, PieceKind::Group(Box::new(content)), last);
    }

    /// Adds an attribute. Its `#` was already read. Documentation becomes a comment if possible.
    fn attribute(&mut self, tokens: &mut Tokens) {
        let is_inner = tokens.next_if(|next| matches!(next, TokenTree::Punct(_))).is_some();
        let Some(TokenTree::Group(group)) = tokens.next() else { return };
        self.line_ends = !self.pieces.is_empty();
        let (mark, sign) = if is_inner { ("//!", "#!") } else { ("///", "#") };
        let stream = group.stream();
        drop(group);
        match documentation(stream) {
            Ok(text) => match self.comment(mark, &text) {
                Some(comment) => self.piece(false, PieceKind::Comment(comment), Last::None),
                None => self.plain_attribute(sign, quote!(doc = #text)),
            },
            Err(stream) => self.plain_attribute(sign, stream),
        }
        self.line_ends = true;
    }

    fn plain_attribute(&mut self, sign: &str, stream: TokenStream) {
        let sign = self.text(&sign);
        self.piece(false, PieceKind::Text(sign), Last::Prefix);
        self.delimited(Delimiter::Bracket, stream);
    }

    /// Appends a documentation comment to the texts, if the text can be a comment. Returns `None` if the text contains
    /// invisible characters, because they could change how the surrounding text is displayed. Also returns `None` if it
    /// contains escapes, except those of quotes and backslashes, or if it is not empty and does not begin with a space.
    fn comment(&mut self, mark: &str, literal: &Literal) -> Option<Range<usize>> {
        let literal = literal.to_string();
        let text = literal.strip_prefix('"')?.strip_suffix('"')?;
        // A text that begins with `/` would turn `///` into an ordinary comment. So only empty texts and texts that
        // begin with a space become comments.
        if !text.is_empty() && !text.starts_with(' ') {
            return None;
        }
        let text = unescaped(text)?;
        if !is_visible(&text) {
            return None;
        }
        let start = self.texts.len();
        self.texts.push_str(mark);
        self.texts.push_str(&text);
        Some(start..self.texts.len())
    }
}

/// Returns the text with quotes and backslashes instead of their escapes, or `None` if it contains other escapes.
fn unescaped(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('\\') {
        return Some(text.into());
    }
    let mut unescaped = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        unescaped.push(match character {
            '\\' => characters.next().filter(|escaped| ['"', '\'', '\\'].contains(escaped))?,
            other => other,
        });
    }
    Some(unescaped.into())
}

fn is_visible(text: &str) -> bool {
    let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    is_plain || (!text.contains(char::is_control) && invisible::remove(text) == text)
}

type Tokens = std::iter::Peekable<IntoIter>;

/// Returns whether a `#` before this token begins an attribute.
fn begins_attribute(next: Option<&TokenTree>) -> bool {
    match next {
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Bracket,
        Some(TokenTree::Punct(punct)) => punct.as_char() == '!',
        _ => false,
    }
}

impl Pieces {
    fn new(delimiters: [&'static str; 2], is_padded: bool, pieces: Vec<Piece>, is_body: bool) -> Self {
        let is_padded = is_padded && !pieces.is_empty();
        let mut group = Self { delimiters, is_padded, pieces, width: None };
        let has_statements = group.is_brace()
            && group.pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Separator(';')));
        let needs_lines = !group.pieces.is_empty() && (is_body || has_statements);
        if !needs_lines {
            let delimiters = if is_padded { 4 } else { 2 };
            group.width = width(group.on_one_line()).map(|width| width + delimiters);
        }
        group
    }

    fn is_brace(&self) -> bool {
        self.delimiters[0] == "{"
    }

    /// Returns whether a comma must be added after the last element if each element is on its own line.
    pub(super) fn lacks_comma(&self) -> bool {
        !self.is_brace() && self.pieces.iter().any(is_comma) && !self.pieces.last().is_some_and(is_comma)
    }

    /// Returns the pieces for a group on one line: without the trailing comma, except in `(x,)`.
    pub(super) fn on_one_line(&self) -> &[Piece] {
        let Some((last, rest)) = self.pieces.split_last() else { return &self.pieces };
        let is_needless = self.is_brace() || rest.iter().any(is_comma);
        if is_comma(last) && is_needless { rest } else { &self.pieces }
    }
}

fn is_comma(piece: &Piece) -> bool {
    matches!(piece.kind, PieceKind::Separator(','))
}

/// Returns the literal of an attribute `doc = ".."`. Returns the tokens of any other attribute as an error.
fn documentation(attribute: TokenStream) -> Result<Literal, TokenStream> {
    let mut tokens: Vec<TokenTree> = attribute.into_iter().collect();
    let is_documentation = matches!(
        tokens.as_slice(),
        [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(_)] if name == "doc"
    );
    match tokens.pop() {
        Some(TokenTree::Literal(text)) if is_documentation => Ok(text),
        last => Err(tokens.into_iter().chain(last).collect()),
    }
}
