//! First pass: collects the declarations of all files in one list, with their categories and layer bars.

use std::collections::HashSet;

use super::context::Context;
use super::{comments, prelude};
use crate::ast::{self, Comment, ExplicitId, ItemKind, Name, Section, TypeExpr, TypeKind};
use crate::codes::{lints, names};
use crate::schema::Category;
use crate::{Parsed, SourceMap, Span};

/// The declarations and statements of all files.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    /// Constructors and functions. The predefined ones (see [`prelude`]) come first.
    pub(super) declarations: Vec<Declaration<'a>>,
    /// The statements `New`, `Final` and `Empty`.
    pub(super) finals: Vec<FinalAt<'a>>,
    /// The number in the comment `// LAYER n`.
    pub(super) layer: Option<u32>,
}

/// A declaration of a constructor or a function, before its names are resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Declaration<'a> {
    pub(super) node: DeclarationNode<'a>,
    pub(super) category: Category,
    /// The number of the layer bar (`===n===`) above the declaration.
    pub(super) bar: Option<u32>,
    /// Whether the declaration is in the prelude. The spans of such a declaration do not refer to the user's files.
    pub(super) predefined: bool,
    /// The position of the declaration among all declarations and [`FinalAt`] statements, in the order of the files.
    pub(super) order: usize,
    pub(super) span: Span,
}

/// The syntax tree of a declaration: a combinator or a built-in type.
#[derive(Clone, Copy, Debug)]
pub(super) enum DeclarationNode<'a> {
    Combinator(&'a ast::Combinator<'a>),
    BuiltIn(&'a ast::BuiltIn<'a>),
}

/// A statement `New`, `Final` or `Empty`, and its position among the declarations.
#[derive(Clone, Copy, Debug)]
pub(super) struct FinalAt<'a> {
    pub(super) node: &'a ast::Final<'a>,
    pub(super) order: usize,
}

impl<'a> Declaration<'a> {
    pub(super) fn name(&self) -> Name<'a> {
        match self.node {
            DeclarationNode::Combinator(combinator) => combinator.name,
            DeclarationNode::BuiltIn(built_in) => built_in.name,
        }
    }

    pub(super) fn id(&self) -> Option<ExplicitId> {
        match self.node {
            DeclarationNode::Combinator(combinator) => combinator.id,
            DeclarationNode::BuiltIn(built_in) => built_in.id,
        }
    }

    pub(super) fn annotations(&self) -> &'a [Name<'a>] {
        match self.node {
            DeclarationNode::Combinator(combinator) => &combinator.annotations,
            DeclarationNode::BuiltIn(built_in) => &built_in.annotations,
        }
    }

    pub(super) fn combinator(&self) -> Option<&'a ast::Combinator<'a>> {
        match self.node {
            DeclarationNode::Combinator(combinator) => Some(combinator),
            DeclarationNode::BuiltIn(_) => None,
        }
    }

    /// Returns the name at the beginning of the result, such as `Vector` in `= Vector t`. Returns `None` for `= %T`.
    pub(super) fn result_head(&self) -> Option<Name<'a>> {
        match self.node {
            DeclarationNode::Combinator(combinator) => head(&combinator.result.ty),
            DeclarationNode::BuiltIn(built_in) => Some(built_in.result),
        }
    }

    /// Returns `span` if a label may refer to it, or `None` for declarations of the prelude, which is not shown to
    /// users.
    pub(super) fn visible(&self, span: Span) -> Option<Span> {
        (!self.predefined).then_some(span)
    }
}

pub(super) fn head<'a>(ty: &TypeExpr<'a>) -> Option<Name<'a>> {
    match &ty.kind {
        TypeKind::Name(_) => ty.name(),
        TypeKind::Apply(apply) => Some(apply.head),
        TypeKind::Paren(inner) => head(inner),
        _ => None,
    }
}

/// Collects the declarations of the prelude and of all files, except the items in `left_out`. `files` must be in schema
/// order.
pub(super) fn read<'a>(
    prelude: &'a [Parsed<'a>],
    files: &[&'a Parsed<'a>],
    left_out: &HashSet<Span>,
    sources: &SourceMap,
    cx: &mut Context,
) -> Outline<'a> {
    let mut declared = Outline { declarations: Vec::new(), finals: Vec::new(), layer: None };
    for file in files {
        declared.read(file, left_out, cx);
    }
    let comments = files.iter().flat_map(|file| &file.document.comments);
    comments.clone().for_each(|comment| report_carriage_return(comment, cx));
    declared.layer = comments::layer(comments, cx);
    if declared.declarations.is_empty() && declared.finals.is_empty() {
        report_empty(files, sources, cx);
    }
    declared.add_prelude(prelude, cx);
    declared
}

impl<'a> Outline<'a> {
    fn read(&mut self, file: &'a Parsed<'a>, left_out: &HashSet<Span>, cx: &mut Context) {
        let (mut section, mut bar) = (Section::Types, None);
        for item in &file.document.items {
            match &item.kind {
                ItemKind::Combinator(node) if left_out.contains(&item.span) => {
                    head(&node.result.ty).into_iter().for_each(|ty| cx.leave_out(ty.text));
                }
                _ if left_out.contains(&item.span) => {}
                ItemKind::Combinator(node) => {
                    self.declare(DeclarationNode::Combinator(node), section, bar, item.span);
                }
                ItemKind::BuiltIn(node) => {
                    if !prelude::is_constructor_of(node.name.text, node.result.text) {
                        cx.report(lints::unknown_built_in(node.name, node.result));
                    }
                    self.declare(DeclarationNode::BuiltIn(node), section, bar, item.span);
                }
                ItemKind::Section(next) => section = *next,
                ItemKind::LayerBar(layer) => bar = Some(*layer),
                ItemKind::Final(node) => self.finals.push(FinalAt { node, order: self.order() }),
                ItemKind::Partial(_) => cx.report(lints::partial(item.span)),
                ItemKind::Error => {}
            }
        }
    }

    fn declare(&mut self, node: DeclarationNode<'a>, section: Section, bar: Option<u32>, span: Span) {
        let category = category(node, section);
        let order = self.order();
        self.declarations.push(Declaration { node, category, bar, predefined: false, order, span });
    }

    /// Returns the position for the next declaration or statement.
    fn order(&self) -> usize {
        self.declarations.len() + self.finals.len()
    }

    /// Reports constructors that conflict with the language, if the conflict may have caused an error elsewhere.
    pub(super) fn report_conflicts(&self, cx: &mut Context) {
        for conflict in self.conflicts().filter(|d| cx.may_be_cause(d.name())).collect::<Vec<_>>() {
            cx.report(names::built_in_replaced(conflict.name(), prelude::declaration(conflict.name().text)));
        }
    }

    /// Returns those constructors in the files that have the name of a constructor of the built-in type `ty`, but
    /// another type.
    pub(super) fn conflicts_with(&self, ty: &str) -> impl Iterator<Item = &Declaration<'a>> {
        self.conflicts().filter(move |conflict| prelude::is_constructor_of(conflict.name().text, ty))
    }

    /// Returns those constructors in the files that conflict with the language. For example, `vector = Foo` has the
    /// name of a predefined constructor, but another type. `foo = Int` has a built-in type, but another name.
    fn conflicts(&self) -> impl Iterator<Item = &Declaration<'a>> {
        let own = self.declarations.iter().filter(|d| !d.predefined && d.category == Category::Constructor);
        own.filter(|d| {
            let (name, ty) = (d.name().text, d.result_head().map_or("", |head| head.text));
            !prelude::is_constructor_of(name, ty) && (prelude::has(name) || prelude::primitive(ty).is_some())
        })
    }

    /// Inserts the declarations of the prelude before all others. Omits declarations that a file replaces.
    fn add_prelude(&mut self, prelude: &'a [Parsed<'a>], cx: &mut Context) {
        let constructors = self.declarations.iter().filter(|d| d.category == Category::Constructor);
        let replaced: HashSet<&str> = constructors.map(|d| d.name().text).collect();
        let mut own = std::mem::take(&mut self.declarations);
        for file in prelude {
            self.read(file, &HashSet::new(), cx);
        }
        self.declarations.retain(|d| !replaced.contains(d.name().text));
        for declaration in &mut self.declarations {
            declaration.predefined = true;
            declaration.span = Span::default();
        }
        self.declarations.append(&mut own);
    }
}

/// Returns the category of a declaration. Declarations with `=>`, or with `!` before the result, are functions in any
/// section.
pub(super) fn category(node: DeclarationNode<'_>, section: Section) -> Category {
    match node {
        DeclarationNode::Combinator(c) if c.arrow || c.result.call.is_some() => Category::Function,
        DeclarationNode::Combinator(_) if section == Section::Functions => Category::Function,
        _ => Category::Constructor,
    }
}

/// Warns if a `//` comment contains a carriage return, because the author may have meant it as the end of the comment.
fn report_carriage_return(comment: &Comment<'_>, cx: &mut Context) {
    if comment.text.starts_with("//")
        && let Some(at) = comment.text.find('\r')
    {
        let start = comment.span.start + at as u32;
        cx.report(lints::carriage_return(Span { start: start + 1, end: start + 1 }));
    }
}

/// Warns if the files contain neither declarations nor errors.
fn report_empty(files: &[&Parsed<'_>], sources: &SourceMap, cx: &mut Context) {
    let mut items = files.iter().flat_map(|file| &file.document.items);
    if items.any(|item| item.kind == ItemKind::Error)
        || files.iter().any(|file| file.diagnostics.has_errors())
    {
        return;
    }
    if let Some(first) = files.first() {
        cx.report(lints::empty(sources.span(first.file).before()));
    }
}
