//! A [`Document`] as text in canonical layout: one declaration a line, single blanks, `\n` line ends.
//!
//! Comments are kept, and one empty line where there were some. A declaration with a comment inside is laid out
//! over several lines, so that the comment stays where it is. Printing what was printed changes nothing.

use crate::ast::{
    Combinator, Comment, Condition, Document, ExplicitId, Final, FinalKeyword, Implicit, Item, ItemKind,
    Kind, Name, Names, Param, ParamType, Repetition, ResultType, Section, TypeExpr, TypeKind,
};

/// The whole document. What could not be read has no text and is left out, so a document with mistakes should
/// not be printed.
#[must_use]
pub fn document(document: &Document<'_>) -> String {
    let mut page = Page { out: String::new(), comments: &document.comments, after_line_comment: false };
    for item in &document.items {
        page.item(item);
    }
    page.comments_before(u32::MAX, "", false);
    if !page.out.is_empty() {
        page.out.push('\n');
    }
    page.out
}

/// One declaration on one line, without comments and without its `;`:
/// `auth.cancelCode#1f040578 phone_number:string phone_code_hash:string = Bool`.
#[must_use]
pub fn declaration(combinator: &Combinator<'_>) -> String {
    let texts: Vec<String> = combinator_parts(combinator).into_iter().map(|part| part.text).collect();
    texts.join(" ")
}

/// What stands behind a parameter's name: `flags.1?string`.
#[must_use]
pub fn param_type(param: &Param<'_>) -> String {
    written(|text| put_param_type(text, param))
}

/// A type in canonical layout: `Vector<int>`.
#[must_use]
pub fn ty(ty: &TypeExpr<'_>) -> String {
    written(|text| put_type(text, ty))
}

/// The parts of all items and the comments between them, in the order in which they are printed: two documents with the
/// same pieces say the same.
pub(crate) fn pieces(document: &Document<'_>) -> Vec<String> {
    let mut comments = document.comments.iter().peekable();
    let mut pieces = Vec::new();
    let text = |comment: &Comment<'_>| comment.text.replace("\r\n", "\n");
    for part in document.items.iter().flat_map(|item| parts(&item.kind)) {
        while let Some(comment) = comments.next_if(|comment| comment.span.start < part.end) {
            pieces.push(text(comment));
        }
        pieces.push(part.text);
    }
    pieces.extend(comments.map(text));
    pieces
}

const INDENT: &str = "    ";

/// What is printed so far, and the comments that are still to come.
struct Page<'d, 's> {
    out: String,
    comments: &'d [Comment<'s>],
    /// Whether the last line ends with a `//` comment, so that nothing can follow on it.
    after_line_comment: bool,
}

impl Page<'_, '_> {
    fn item(&mut self, item: &Item<'_>) {
        let mut parts = parts(&item.kind).into_iter();
        let Some(head) = parts.next() else { return };
        self.comments_before(item.span.start, "", false);
        self.comments_before(head.end, "", true);
        self.start_line(item.blank_before, "");
        self.out.push_str(&head.text);
        let end = parts.as_slice().last().map_or(head.end, |last| last.end);
        let several_lines = self.comments.first().is_some_and(|comment| comment.span.start < end);
        for part in parts {
            self.comments_before(part.end, INDENT, false);
            if several_lines && (self.after_line_comment || !part.joins) {
                self.start_line(false, INDENT);
            } else {
                self.out.push(' ');
            }
            self.out.push_str(&part.text);
        }
        if !matches!(item.kind, ItemKind::Section(_) | ItemKind::LayerBar(_)) {
            self.out.push(';');
        }
    }

    /// Prints the comments that begin before `end`: where they stood alone, or have to, on lines of their own.
    fn comments_before(&mut self, end: u32, indent: &str, alone: bool) {
        while let Some((comment, later)) = self.comments.split_first() {
            if comment.span.start >= end {
                return;
            }
            self.comments = later;
            if alone || comment.own_line || self.after_line_comment || self.out.is_empty() {
                self.start_line(comment.blank_before, indent);
            } else {
                self.out.push(' ');
            }
            self.out.push_str(&comment.text.replace("\r\n", "\n"));
            self.after_line_comment = comment.text.starts_with("//");
        }
    }

    /// Begins a line, with an empty one before it if `blank`.
    fn start_line(&mut self, blank: bool, indent: &str) {
        if !self.out.is_empty() {
            self.out.push_str(if blank { "\n\n" } else { "\n" });
        }
        self.out.push_str(indent);
        self.after_line_comment = false;
    }
}

/// What stands on a line of its own where a declaration takes several, and where it ends in the source.
struct Part {
    text: String,
    end: u32,
    /// Whether it goes on with the line of the part before it, if that can be.
    joins: bool,
}

impl Part {
    fn new(text: impl Into<String>, end: u32) -> Self {
        Self { text: text.into(), end, joins: false }
    }

    fn joining(text: impl Into<String>, end: u32) -> Self {
        Self { joins: true, ..Self::new(text, end) }
    }
}

fn parts(item: &ItemKind<'_>) -> Vec<Part> {
    match item {
        ItemKind::Combinator(combinator) => combinator_parts(combinator),
        ItemKind::Builtin(builtin) => {
            let mut parts = head(&builtin.annotations, builtin.name, builtin.id);
            parts.push(Part::joining(format!("? = {}", builtin.result.text), builtin.result.span.end));
            parts
        }
        ItemKind::Partial(ty) => vec![Part::new(written(|text| put_type(text, ty)), ty.span.end)],
        ItemKind::Final(Final { keyword, ty }) => {
            let keyword = match keyword {
                FinalKeyword::New => "New ",
                FinalKeyword::Final => "Final ",
                FinalKeyword::Empty => "Empty ",
            };
            vec![Part::new(keyword.to_owned() + ty.text, ty.span.end)]
        }
        ItemKind::Section(Section::Types) => vec![Part::new("---types---", 0)],
        ItemKind::Section(Section::Functions) => vec![Part::new("---functions---", 0)],
        ItemKind::LayerBar(layer) => vec![Part::new(format!("==={layer}==="), 0)],
        ItemKind::Error => Vec::new(),
    }
}

fn combinator_parts(combinator: &Combinator<'_>) -> Vec<Part> {
    let Combinator { annotations, name, id, implicit, params, arrow, equals_end, result } = combinator;
    let mut parts = head(annotations, *name, *id);
    parts.extend(implicit.iter().map(|i| Part::new(written(|text| put_implicit(text, i)), i.span.end)));
    params.iter().for_each(|param| param_parts(param, &mut parts));
    parts.push(Part::new(if *arrow { "=>" } else { "=" }, *equals_end));
    parts.push(Part::joining(written(|text| put_result(text, result)), result.ty.span.end));
    parts
}

/// A repetition has parts of its own, so that comments stay with its fields.
fn param_parts(param: &Param<'_>, parts: &mut Vec<Part>) {
    let ParamType::Repetition(repetition) = &param.ty else {
        parts.push(Part::new(written(|text| put_param(text, param)), param.span.end));
        return;
    };
    let whole = written(|text| put_param(text, param));
    let inner = written(|text| put_repeated(text, &repetition.params));
    // What is repeated stands before the last bracket and the parentheses behind it.
    let end = whole.rfind(" ]").unwrap_or(whole.len());
    let (begin, end) = (&whole[..end.saturating_sub(inner.len())], &whole[end..]);
    parts.push(Part::new(begin.trim_end(), repetition.brackets.start + 1));
    repetition.params.iter().for_each(|inner| param_parts(inner, parts));
    parts.push(Part::new(end.trim_start(), param.span.end));
}

fn written(put: impl FnOnce(&mut String)) -> String {
    let mut text = String::new();
    put(&mut text);
    text
}

/// `@read`, `name#1f040578`
fn head(annotations: &[Name<'_>], name: Name<'_>, id: Option<ExplicitId>) -> Vec<Part> {
    let mut parts: Vec<Part> =
        annotations.iter().map(|word| Part::joining(format!("@{}", word.text), word.span.end)).collect();
    let text = id.map_or(name.text.to_owned(), |id| format!("{}#{:08x}", name.text, id.value));
    parts.push(Part::joining(text, id.map_or(name.span.end, |id| id.span.end)));
    parts
}

/// `{X Y:Type}`
fn put_implicit(text: &mut String, implicit: &Implicit<'_>) {
    text.push('{');
    put_names(text, &implicit.names);
    text.push_str(match implicit.kind {
        Kind::Type => "Type}",
        Kind::Nat => "#}",
    });
}

/// `x y:`
fn put_names(text: &mut String, names: &[Name<'_>]) {
    for (at, name) in names.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { " " });
        text.push_str(name.text);
    }
    text.push_str(if names.is_empty() { "" } else { ":" });
}

/// `flags.1?about:string`, `(x y:int)`, `x:(f.0?int)`
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

/// `flags.1?string`
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

/// `flags.1?`
fn put_condition(text: &mut String, condition: &Condition<'_>) {
    text.push_str(condition.mask.text);
    if let Some(bit) = condition.bit {
        text.push('.');
        text.push_str(&bit.node.to_string());
    }
    text.push('?');
}

/// `n*[ x:int y:int ]`
fn put_repetition(text: &mut String, repetition: &Repetition<'_>) {
    if let Some(count) = &repetition.count {
        put_type(text, count);
        text.push('*');
    }
    text.push_str("[ ");
    put_repeated(text, &repetition.params);
    text.push_str(" ]");
}

/// `x:int y:int`
fn put_repeated(text: &mut String, params: &[Param<'_>]) {
    for (at, param) in params.iter().enumerate() {
        text.push_str(if at == 0 { "" } else { " " });
        put_param(text, param);
    }
}

/// `Bool`, `!X`
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
