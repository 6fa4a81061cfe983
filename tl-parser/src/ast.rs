//! What the author wrote: the syntax tree of one file, nothing resolved.
//!
//! A [`Document`] borrows its names from the source text. Its items and comments hold every byte of the file
//! but white space; spans ascend and nest.

use std::ops::Deref;
use std::slice;

use crate::{Span, Spanned};

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Document<'s> {
    /// Declarations, section bars, layer bars and what could not be read, in source order.
    pub items: Vec<Item<'s>>,
    /// All comments, in source order; one may stand within the span of an item.
    pub comments: Vec<Comment<'s>>,
    /// The whole file.
    pub span: Span,
}

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Item<'s> {
    /// What it is.
    pub kind: ItemKind<'s>,
    /// From its first byte to its `;` or last dash.
    pub span: Span,
    /// Whether an empty line separates it from what stands before it.
    pub blank_before: bool,
}

/// The kinds of [`Item`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum ItemKind<'s> {
    /// `user#d3bc4b7a id:long = User;`
    Combinator(Combinator<'s>),
    /// `int ? = Int;`
    Builtin(Builtin<'s>),
    /// `Vector int;`, without effect.
    Partial(TypeExpr<'s>),
    /// `Final Bool;`
    Final(Final<'s>),
    /// `---functions---`
    Section(Section),
    /// `===17===`: the layer of the secret chats' protocol that begins here.
    LayerBar(u32),
    /// A declaration with a mistake, up to and with its `;`. A diagnostic says what is wrong.
    Error,
}

/// The two sections of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Section {
    /// `---types---`: declarations are constructors. A file begins here.
    Types,
    /// `---functions---`: declarations are functions.
    Functions,
}

/// `// to the end of the line` or `/* a block */`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Comment<'s> {
    /// The comment with its marks, without its line end.
    pub text: &'s str,
    /// Where it stands.
    pub span: Span,
    /// Whether an empty line separates it from what stands before it.
    pub blank_before: bool,
    /// Whether nothing but white space stands before it on its line.
    pub own_line: bool,
}

/// An identifier with its namespaces: `auth.sentCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Name<'s> {
    /// The whole name, dots and all.
    pub text: &'s str,
    /// Where it stands.
    pub span: Span,
}

impl<'s> Name<'s> {
    /// The last part: `sentCode`.
    #[must_use]
    pub fn local(&self) -> &'s str {
        local(self.text)
    }

    /// Whether the last part begins with a capital: the name of a boxed type, or of a variable.
    #[must_use]
    pub fn is_upper(&self) -> bool {
        let last_part = self.text.bytes().rev().take_while(|&byte| byte != b'.');
        last_part.last().is_some_and(|byte| byte.is_ascii_uppercase())
    }
}

/// The part of a dotted name after its namespaces.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, local)| local)
}

/// `name#id {implicit} params = Result;`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Combinator<'s> {
    /// `@read`, without the `@`.
    pub annotations: Vec<Name<'s>>,
    /// Its name; `_` alone is the unnamed constructor.
    pub name: Name<'s>,
    /// The explicit id.
    pub id: Option<ExplicitId>,
    /// `{X:Type}`, in source order.
    pub implicit: Vec<Implicit<'s>>,
    /// What is serialised, in source order.
    pub params: Vec<Param<'s>>,
    /// Whether `=>` stands before the result, which makes it a function.
    pub arrow: bool,
    /// One past `=` or `=>`.
    pub equals_end: u32,
    /// What it makes or returns.
    pub result: ResultType<'s>,
}

/// `#1f040578`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ExplicitId {
    /// The id; shorter spellings are extended with zeros on the left.
    pub value: u32,
    /// From `#` to the last digit.
    pub span: Span,
}

/// `{X Y:Type}` or `{n:#}`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Implicit<'s> {
    /// The variables, at least one.
    pub names: Names<'s>,
    /// What they stand for.
    pub kind: Kind,
    /// From `{` to `}`.
    pub span: Span,
}

/// What a variable or a type's parameter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Kind {
    /// `Type`: a type.
    Type,
    /// `#`: a natural number.
    Nat,
}

impl Kind {
    /// `Type` or `#`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Type => "Type",
            Self::Nat => "#",
        }
    }
}

/// One parameter, or several of one type: `flags.1?about:string`, `(x y:int)`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Param<'s> {
    /// What it is called.
    pub names: Names<'s>,
    /// When it is present.
    pub condition: Option<Condition<'s>>,
    /// The place of a `!` before its type: the parameter holds a function call.
    pub call: Option<Span>,
    /// What it holds.
    pub ty: ParamType<'s>,
    /// From the first byte of the name to the last of the type.
    pub span: Span,
}

/// The names before a `:`; a slice to those who do not care how they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Names<'s> {
    /// `int`: it is anonymous.
    None,
    /// `x:int`, or `_:int`.
    One(Name<'s>),
    /// `(x y:int)`, where one may stand alone, and `{X Y:Type}`, where there are several.
    Group(Vec<Name<'s>>),
}

impl<'s> Deref for Names<'s> {
    type Target = [Name<'s>];

    fn deref(&self) -> &[Name<'s>] {
        match self {
            Self::None => &[],
            Self::One(name) => slice::from_ref(name),
            Self::Group(names) => names,
        }
    }
}

impl<'a, 's> IntoIterator for &'a Names<'s> {
    type Item = &'a Name<'s>;
    type IntoIter = slice::Iter<'a, Name<'s>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// `flags.3?`, or `n?` without a bit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Condition<'s> {
    /// The number that is tested.
    pub mask: Name<'s>,
    /// The bit, which may be out of range; without one the number is tested for not being zero.
    pub bit: Option<Spanned<u32>>,
    /// Whether it stands within the parentheses of the type: `x:(flags.0?int)`.
    pub in_parens: bool,
    /// One past the `?`.
    pub end: u32,
}

impl Condition<'_> {
    /// From the mask's name to the `?`.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { start: self.mask.span.start, end: self.end }
    }
}

/// What a parameter holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum ParamType<'s> {
    /// One value.
    Type(TypeExpr<'s>),
    /// `n*[ x:int y:int ]`
    Repetition(Box<Repetition<'s>>),
}

impl ParamType<'_> {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Type(ty) => ty.span,
            Self::Repetition(repetition) => repetition.span,
        }
    }
}

/// `count*[ params ]`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Repetition<'s> {
    /// How often; without it, as often as the last number before it says.
    pub count: Option<Box<TypeExpr<'s>>>,
    /// What is repeated, at least one.
    pub params: Vec<Param<'s>>,
    /// The brackets alone.
    pub brackets: Span,
    /// From the count to `]`.
    pub span: Span,
}

/// A type, or a number where a type takes one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TypeExpr<'s> {
    /// What it is.
    pub kind: TypeKind<'s>,
    /// Where it stands.
    pub span: Span,
}

impl<'s> TypeExpr<'s> {
    /// The name, where it is nothing but a name.
    #[must_use]
    pub fn name(&self) -> Option<Name<'s>> {
        match self.kind {
            TypeKind::Name(text) => Some(Name { text, span: self.span }),
            _ => None,
        }
    }
}

impl<'s> From<Name<'s>> for TypeExpr<'s> {
    fn from(name: Name<'s>) -> Self {
        Self { kind: TypeKind::Name(name.text), span: name.span }
    }
}

/// The kinds of [`TypeExpr`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum TypeKind<'s> {
    /// `#`
    Nat,
    /// `4`
    Number(u32),
    /// `User`, `user`, `X`: the name with its namespaces.
    Name(&'s str),
    /// `Vector<int>`, `Vector int`
    Apply(Box<Apply<'s>>),
    /// `%User`
    Bare(Box<TypeExpr<'s>>),
    /// `(Vector int)`
    Paren(Box<TypeExpr<'s>>),
    /// `n+1`: the terms, at least two.
    Sum(Vec<TypeExpr<'s>>),
}

/// A type applied to arguments: `Vector<int>`, `Vector int`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Apply<'s> {
    /// What is applied.
    pub head: Name<'s>,
    /// To what; at least one.
    pub args: Vec<TypeExpr<'s>>,
    /// Whether in angle brackets.
    pub angle: bool,
}

/// What stands after `=`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ResultType<'s> {
    /// The place of a `!` before it, which makes the declaration a function.
    pub call: Option<Span>,
    /// The type.
    pub ty: TypeExpr<'s>,
}

/// `int ? = Int;`: a type whose form the language fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Builtin<'s> {
    /// `@word`s before it, without the `@`.
    pub annotations: Vec<Name<'s>>,
    /// The bare name.
    pub name: Name<'s>,
    /// The explicit id.
    pub id: Option<ExplicitId>,
    /// The boxed name.
    pub result: Name<'s>,
}

/// `New T;`, `Final T;` or `Empty T;`
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Final<'s> {
    /// Which of the three.
    pub keyword: FinalKeyword,
    /// The type it speaks of.
    pub ty: Name<'s>,
}

/// The first word of a [`Final`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum FinalKeyword {
    /// No constructor of the type stands before.
    New,
    /// No constructor of the type stands after.
    Final,
    /// The type has no constructor.
    Empty,
}
