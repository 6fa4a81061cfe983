//! Prints a [`Document`] in canonical layout: one declaration per line, single spaces, `\n` as line end.
//!
//! Comments are kept, and several empty lines in a row become one. A declaration with a comment before the end of its
//! result is printed on several lines, so that the comment stays next to the same parameter. Printing the output again
//! does not change it.

use crate::Span;
use crate::ast::{
    Combinator, Comment, Condition, Document, ExplicitId, Final, FinalKeyword, Implicit, Item, ItemKind,
    Name, Names, Param, ParamType, Repetition, ResultType, Section, TypeExpr, TypeKind, VariableKind,
};

/// Returns the text of the whole document. Declarations with syntax errors are omitted, so don't print a document with
/// errors.
#[must_use]
pub fn document(document: &Document<'_>) -> String {
    let mut page = Page { out: String::new(), comments: &document.comments, after_line_comment: false };
    let next = document.items.iter().skip(1).map(|item| item.span.start).chain([u32::MAX]);
    for (item, next) in document.items.iter().zip(next) {
        page.item(item, next);
    }
    page.comments_before(u32::MAX, "");
    if !page.out.is_empty() {
        page.out.push('\n');
    }
    page.out
}

/// Returns one declaration on one line, without comments and without its `;`:
/// `auth.cancelCode#1f040578 phone_number:string phone_code_hash:string = Bool`.
#[must_use]
pub fn declaration(combinator: &Combinator<'_>) -> String {
    let texts: Vec<String> =
        combinator_segments(combinator).into_iter().map(|segment| segment.text).collect();
    texts.join(" ")
}

/// Returns a type in canonical layout: `Vector<int>`.
#[must_use]
pub fn ty(ty: &TypeExpr<'_>) -> String {
    written(|text| put_type(text, ty))
}

/// Returns the text of a document as a list of segments and comments, without layout. A comment inside an item follows
/// the segments of that item. Two documents with equal lists have the same content in the same order.
pub(crate) fn pieces(document: &Document<'_>) -> Vec<String> {
    let mut comments = document.comments.iter().peekable();
    let mut pieces = Vec::new();
    for item in &document.items {
        while let Some(comment) = comments.next_if(|comment| comment.span.start < item.span.start) {
            pieces.push(comment_text(comment));
        }
        pieces.extend(segments(&item.kind).into_iter().map(|segment| segment.text));
    }
    pieces.extend(comments.map(comment_text));
    pieces
}

/// Returns the text of a comment with `\n` line ends.
fn comment_text(comment: &Comment<'_>) -> String {
    let lines: Vec<&str> = comment.text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    lines.join("\n")
}

const INDENT: &str = "    ";

/// The output so far, and the comments that are not printed yet.
struct Page<'d, 's> {
    out: String,
    comments: &'d [Comment<'s>],
    /// Whether the current line ends with a `//` comment, so that nothing can follow on the same line.
    after_line_comment: bool,
}

impl Page<'_, '_> {
    /// Prints an item. `next` is the position at which the next item begins.
    fn item(&mut self, item: &Item<'_>, next: u32) {
        let mut segments = segments(&item.kind).into_iter();
        let Some(head) = segments.next() else { return };
        self.comments_before(item.span.start, "");
        self.start_line(item.blank_before, "");
        self.out.push_str(&head.text);
        let end = segments.as_slice().last().map_or(head.end, |last| last.end);
        let several_lines = self.next_before(end).is_some();
        for segment in segments {
            self.comments_before(segment.start, INDENT);
            self.comments_within(&segment);
            if several_lines && (self.after_line_comment || !segment.joins) {
                self.start_line(false, INDENT);
            } else {
                self.out.push(' ');
            }
            self.out.push_str(&segment.text);
        }
        if !matches!(item.kind, ItemKind::Section(_) | ItemKind::LayerBar(_)) {
            self.semicolon(item.span.end, next);
        }
    }

    /// Prints the `;` that ends at the position `end`. Comments that precede the `;` in the source are printed after
    /// the `;`, because they document the same declaration there. The comments stay before the `;` if one of them is on
    /// a line of its own, or if a comment would follow a `//` comment on the same line.
    fn semicolon(&mut self, end: u32, next: u32) {
        let before = self.comments.iter().take_while(|comment| comment.span.start < end).count();
        let (before, after) = self.comments.split_at(before);
        let right = after.iter().take_while(|comment| !comment.own_line && comment.span.start < next);
        let line: Vec<&Comment<'_>> = before.iter().chain(right).collect();
        let fits =
            line.split_last().is_none_or(|(_, line)| !line.iter().any(|comment| is_line_comment(comment)));
        let can_move = fits && before.iter().all(|comment| !comment.own_line);
        if !before.is_empty() && !can_move {
            self.comments_before(end, INDENT);
            if self.after_line_comment {
                self.start_line(false, "");
            }
        }
        self.out.push(';');
    }

    /// Returns the next comment if it begins before `end`.
    fn next_before(&self, end: u32) -> Option<&Comment<'_>> {
        self.comments.first().filter(|comment| comment.span.start < end)
    }

    /// Prints the comments that begin before `end`.
    fn comments_before(&mut self, end: u32, indent: &str) {
        while self.next_before(end).is_some() {
            self.comment(indent, false);
        }
    }

    /// Prints the comments inside a segment. A comment inside a field gets a line of its own above the field, where it
    /// documents the same field. Inside other segments, such as `{t:Type}`, a comment that shares its line with other
    /// text is printed before the segment, on the current line of the output. If this line ends with a `//` comment,
    /// the comment is printed after the segment.
    fn comments_within(&mut self, segment: &Segment) {
        while let Some(comment) = self.next_before(segment.end) {
            if !segment.is_field && !comment.own_line && self.after_line_comment {
                return;
            }
            self.comment(INDENT, segment.is_field);
        }
    }

    /// Prints the next comment. It gets a line of its own if it had one in the source, if `alone` is set, or if the
    /// current line ends with a `//` comment.
    fn comment(&mut self, indent: &str, alone: bool) {
        let Some((comment, later)) = self.comments.split_first() else { return };
        self.comments = later;
        if alone || comment.own_line || self.after_line_comment || self.out.is_empty() {
            self.start_line(comment.blank_before, indent);
        } else {
            self.out.push(' ');
        }
        self.out.push_str(&comment_text(comment));
        self.after_line_comment = is_line_comment(comment);
    }

    /// Begins a line. Prints an empty line before it if `blank` is set.
    fn start_line(&mut self, blank: bool, indent: &str) {
        if !self.out.is_empty() {
            self.out.push_str(if blank { "\n\n" } else { "\n" });
        }
        self.out.push_str(indent);
        self.after_line_comment = false;
    }
}

fn is_line_comment(comment: &Comment<'_>) -> bool {
    comment.text.starts_with("//")
}

/// A part of an item, such as a field, with its position in the source. If the item is printed on several lines, each
/// segment without `joins` begins a line.
struct Segment {
    text: String,
    start: u32,
    end: u32,
    /// Whether the segment is printed on the line of the segment before it, if possible.
    joins: bool,
    /// Whether the segment is a field, or the start of a repetition, so that comments in it can document the field.
    is_field: bool,
}

impl Segment {
    fn new(text: impl Into<String>, span: Span) -> Self {
        Self { text: text.into(), start: span.start, end: span.end, joins: false, is_field: false }
    }

    fn joining(text: impl Into<String>, span: Span) -> Self {
        Self { joins: true, ..Self::new(text, span) }
    }

    fn field(text: impl Into<String>, span: Span) -> Self {
        Self { is_field: true, ..Self::new(text, span) }
    }
}

fn segments(item: &ItemKind<'_>) -> Vec<Segment> {
    match item {
        ItemKind::Combinator(combinator) => combinator_segments(combinator),
        ItemKind::BuiltIn(built_in) => {
            let mut segments = head(&built_in.annotations, built_in.name, built_in.id);
            let span = Span { start: built_in.name.span.end, end: built_in.result.span.end };
            segments.push(Segment::joining(format!("? = {}", built_in.result.text), span));
            segments
        }
        ItemKind::Partial(ty) => vec![Segment::new(written(|text| put_type(text, ty)), ty.span)],
        ItemKind::Final(Final { keyword, ty }) => {
            let keyword = match keyword {
                FinalKeyword::New => "New ",
                FinalKeyword::Final => "Final ",
                FinalKeyword::Empty => "Empty ",
            };
            vec![Segment::new(keyword.to_owned() + ty.text, ty.span)]
        }
        ItemKind::Section(Section::Types) => vec![Segment::new("---types---", Span::default())],
        ItemKind::Section(Section::Functions) => vec![Segment::new("---functions---", Span::default())],
        ItemKind::LayerBar(layer) => vec![Segment::new(format!("==={layer}==="), Span::default())],
        ItemKind::Error => Vec::new(),
    }
}

fn combinator_segments(combinator: &Combinator<'_>) -> Vec<Segment> {
    let Combinator { annotations, name, id, implicit, params, arrow, equals_end, result } = combinator;
    let mut segments = head(annotations, *name, *id);
    segments.extend(implicit.iter().map(|i| Segment::new(written(|text| put_implicit(text, i)), i.span)));
    params.iter().for_each(|param| param_segments(param, &mut segments));
    let equals = if *arrow { "=>" } else { "=" };
    segments.push(Segment::new(equals, Span { start: equals_end - equals.len() as u32, end: *equals_end }));
    let start = result.call.map_or(result.ty.span.start, |call| call.start);
    let span = Span { start, end: result.ty.span.end };
    segments.push(Segment::joining(written(|text| put_result(text, result)), span));
    segments
}

/// Adds the segments of a parameter to `segments`. A repetition has a segment for each of its fields, so that comments
/// stay next to the fields.
fn param_segments(param: &Param<'_>, segments: &mut Vec<Segment>) {
    let ParamType::Repetition(repetition) = &param.ty else {
        segments.push(Segment::field(written(|text| put_param(text, param)), param.span));
        return;
    };
    let whole = written(|text| put_param(text, param));
    let inner = written(|text| put_repeated(text, &repetition.params));
    // `begin` is the text before the repeated fields, and `end` is the last bracket with the closing parentheses after
    // it.
    let end = whole.rfind(" ]").unwrap_or(whole.len());
    let (begin, end) = (&whole[..end.saturating_sub(inner.len())], &whole[end..]);
    let Span { start: open, end: close } = repetition.brackets;
    segments.push(Segment::field(begin.trim_end(), Span { start: param.span.start, end: open + 1 }));
    repetition.params.iter().for_each(|inner| param_segments(inner, segments));
    segments.push(Segment::new(end.trim_start(), Span { start: close - 1, end: param.span.end }));
}

fn written(put: impl FnOnce(&mut String)) -> String {
    let mut text = String::new();
    put(&mut text);
    text
}

/// Returns the segments before the parameters: annotations such as `@read`, and `name#1f040578`.
fn head(annotations: &[Name<'_>], name: Name<'_>, id: Option<ExplicitId>) -> Vec<Segment> {
    let mut segments: Vec<Segment> =
        annotations.iter().map(|word| Segment::joining(format!("@{}", word.text), word.span)).collect();
    let text = id.map_or(name.text.to_owned(), |id| format!("{}#{:08x}", name.text, id.value));
    let end = id.map_or(name.span.end, |id| id.span.end);
    segments.push(Segment::joining(text, Span { start: name.span.start, end }));
    segments
}

/// Writes an implicit argument: `{X Y:Type}`.
fn put_implicit(text: &mut String, implicit: &Implicit<'_>) {
    text.push('{');
    put_names(text, &implicit.names);
    text.push_str(match implicit.kind {
        VariableKind::Type => "Type}",
        VariableKind::Nat => "#}",
    });
}

/// Writes names and the `:` after them: `x y:`.
fn put_names(text: &mut String, names: &[Name<'_>]) {
    for (at, name) in names.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { " " });
        text.push_str(name.text);
    }
    text.push_str(if names.is_empty() { "" } else { ":" });
}

/// Writes a parameter, such as `about:flags.1?string`, `(x y:int)` or `x:(f.0?int)`.
fn put_param(text: &mut String, param: &Param<'_>) {
    let is_group = matches!(param.names, Names::Group(_));
    let in_parens = param.condition.as_ref().is_some_and(|condition| condition.in_parens);
    text.push_str(if is_group { "(" } else { "" });
    put_names(text, &param.names);
    text.push_str(if in_parens { "(" } else { "" });
    put_param_type(text, param);
    text.push_str(if in_parens { ")" } else { "" });
    text.push_str(if is_group { ")" } else { "" });
}

/// Writes a parameter without its name: `flags.1?string`.
fn put_param_type(text: &mut String, param: &Param<'_>) {
    if let Some(condition) = &param.condition {
        put_condition(text, condition);
    }
    text.push_str(if param.call.is_some() { "!" } else { "" });
    match &param.ty {
        ParamType::Type(ty) => put_type(text, ty),
        ParamType::Repetition(repetition) => put_repetition(text, repetition),
    }
}

/// Writes a condition: `flags.1?`.
fn put_condition(text: &mut String, condition: &Condition<'_>) {
    text.push_str(condition.mask.text);
    if let Some(bit) = condition.bit {
        text.push('.');
        text.push_str(&bit.node.to_string());
    }
    text.push('?');
}

/// Writes a repetition: `n*[ x:int y:int ]`.
fn put_repetition(text: &mut String, repetition: &Repetition<'_>) {
    if let Some(count) = &repetition.count {
        put_type(text, count);
        text.push('*');
    }
    text.push_str("[ ");
    put_repeated(text, &repetition.params);
    text.push_str(" ]");
}

/// Writes the parameters of a repetition: `x:int y:int`.
fn put_repeated(text: &mut String, params: &[Param<'_>]) {
    for (at, param) in params.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { " " });
        put_param(text, param);
    }
}

/// Writes a result, such as `Bool` or `!X`.
fn put_result(text: &mut String, result: &ResultType<'_>) {
    text.push_str(if result.call.is_some() { "!" } else { "" });
    put_type(text, &result.ty);
}

fn put_type(text: &mut String, ty: &TypeExpr<'_>) {
    match &ty.kind {
        TypeKind::Nat => text.push('#'),
        TypeKind::Number(number) => text.push_str(&number.to_string()),
        TypeKind::Name(name) => text.push_str(name),
        TypeKind::Apply(apply) => {
            text.push_str(apply.head.text);
            put_list(text, &apply.args, if apply.angle { ["<", ",", ">"] } else { [" ", " ", ""] });
        }
        TypeKind::Bare(inner) => {
            text.push('%');
            put_type(text, inner);
        }
        TypeKind::Paren(inner) => put_list(text, std::slice::from_ref(&**inner), ["(", "", ")"]),
        TypeKind::Sum(terms) => put_list(text, terms, ["", "+", ""]),
    }
}

fn put_list(text: &mut String, list: &[TypeExpr<'_>], [open, between, close]: [&str; 3]) {
    for (at, ty) in list.iter().enumerate() {
        text.push_str(if at == 0 { open } else { between });
        put_type(text, ty);
    }
    text.push_str(close);
}
