//! The syntax tree of one file: the declarations as the author wrote them, before names are resolved.
//!
//! A [`Document`] borrows its names from the source text. Its items and comments together cover every byte of the file
//! except white space and a byte order mark. The spans of items are in ascending order, and so are those of comments.
//! The span of a node contains the spans of its parts.

use std::ops::Deref;
use std::slice;

use crate::{Span, Spanned};

/// The syntax tree of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Document<'s> {
    /// Declarations, section bars (`---types---`) and layer bars (`===17===`), in source order. Items with syntax
    /// errors are included.
    pub items: Vec<Item<'s>>,
    /// All comments, in source order. The span of a comment can lie within the span of an item.
    pub comments: Vec<Comment<'s>>,
    /// The whole file.
    pub span: Span,
}

/// A declaration or a bar of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Item<'s> {
    /// The kind of the item, with its content.
    pub kind: ItemKind<'s>,
    /// The bytes of the item. They include the `;` of a declaration and all characters of a bar.
    pub span: Span,
    /// Whether an empty line precedes the item.
    pub blank_before: bool,
}

/// The kinds of [`Item`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum ItemKind<'s> {
    /// A constructor or a function: `user#d3bc4b7a id:long = User;`.
    Combinator(Combinator<'s>),
    /// A built-in type: `int ? = Int;`.
    BuiltIn(BuiltIn<'s>),
    /// `Vector int;`: a partial application, which has no effect.
    Partial(TypeExpr<'s>),
    /// `Final Bool;`: a statement about the constructors of a type.
    Final(Final<'s>),
    /// `---functions---`: the start of a section.
    Section(Section),
    /// `===17===`: the start of a layer, as in the schema of the secret chats' protocol.
    LayerBar(u32),
    /// A declaration or a bar with a syntax error. A diagnostic describes the error. A declaration that only lacks its
    /// `;` is not an `Error`.
    Error,
}

/// The two sections of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Section {
    /// `---types---`: declarations are constructors. Every file begins in this section.
    Types,
    /// `---functions---`: declarations are functions.
    Functions,
}

/// A comment: `// to the end of the line` or `/* a block */`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Comment<'s> {
    /// The text of the comment with its `//`, or its `/*` and `*/`, without its line end.
    pub text: &'s str,
    /// The span of the comment.
    pub span: Span,
    /// Whether an empty line precedes the comment.
    pub blank_before: bool,
    /// Whether only white space precedes the comment on its line.
    pub own_line: bool,
}

/// An identifier with its namespaces: `auth.sentCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Name<'s> {
    /// The whole name, including dots.
    pub text: &'s str,
    /// The span of the name.
    pub span: Span,
}

impl<'s> Name<'s> {
    /// Returns the last part of the name: `sentCode`.
    #[must_use]
    pub fn local(&self) -> &'s str {
        local(self.text)
    }

    /// Returns whether the last part begins with a capital letter, as in the names of boxed types.
    #[must_use]
    pub fn is_upper(&self) -> bool {
        let last_part = self.text.bytes().rev().take_while(|&byte| byte != b'.');
        last_part.last().is_some_and(|byte| byte.is_ascii_uppercase())
    }
}

/// Returns the part of a dotted name after its namespaces.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, local)| local)
}

/// A declaration of a constructor or a function: `name#id {implicit} params = Result;`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Combinator<'s> {
    /// Annotations such as `@read`, without the `@`.
    pub annotations: Vec<Name<'s>>,
    /// The name. It is `_` if the combinator has no name.
    pub name: Name<'s>,
    /// The id, if it is written.
    pub id: Option<ExplicitId>,
    /// Implicit arguments such as `{X:Type}`, in source order.
    pub implicit: Vec<Implicit<'s>>,
    /// The parameters, in source order. This is also the order in which they are encoded.
    pub params: Vec<Param<'s>>,
    /// Whether `=>` instead of `=` precedes the result. The `=>` makes the declaration a function.
    pub arrow: bool,
    /// The position after `=` or `=>`.
    pub equals_end: u32,
    /// The type of a constructor, or the result of a function.
    pub result: ResultType<'s>,
}

/// The id of a combinator as it is written: `#1f040578`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ExplicitId {
    /// The id. If fewer than eight digits are written, the missing leading digits are zeros.
    pub value: u32,
    /// The bytes from `#` to the last digit.
    pub span: Span,
}

/// Variables of a declaration: `{X Y:Type}` or `{n:#}`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Implicit<'s> {
    /// The names of the variables, at least one.
    pub names: Names<'s>,
    /// The kind of values that the variables take.
    pub kind: VariableKind,
    /// The bytes from `{` to `}`.
    pub span: Span,
}

/// The kind of values that a variable or a parameter of a type takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum VariableKind {
    /// `Type`: a type.
    Type,
    /// `#`: a natural number.
    Nat,
}

impl VariableKind {
    /// Returns `Type` or `#`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Type => "Type",
            Self::Nat => "#",
        }
    }
}

/// One parameter, `about:flags.1?string`, or several parameters of one type, `(x y:int)`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Param<'s> {
    /// The names of the parameter or parameters.
    pub names: Names<'s>,
    /// The condition under which the parameter is present, if it is conditional.
    pub condition: Option<Condition<'s>>,
    /// The span of the `!` before the type, if any. The value of a parameter with `!` is a function call.
    pub call: Option<Span>,
    /// The type of the parameter, or its repetition.
    pub ty: ParamType<'s>,
    /// The span of the parameter, from its name to the end of its type, including parentheses around them.
    pub span: Span,
}

/// The names before a `:`. The enum dereferences to a slice of the names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Names<'s> {
    /// `int`: the parameter has no name.
    None,
    /// `x:int` or `_:int`: one name.
    One(Name<'s>),
    /// `(x y:int)` or `(x:int)`: one or more names in parentheses. For implicit arguments, `{X Y:Type}`: two or more
    /// names.
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

/// The condition of a parameter: `flags.3?`, or `n?` without a bit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Condition<'s> {
    /// The name of the number that is tested: `flags` in `flags.3?`. The number is a field of type `#`, or a variable.
    pub mask: Name<'s>,
    /// The bit that is tested. The parser accepts bits above 31. Without a bit, the parameter is present if the number
    /// is not zero.
    pub bit: Option<Spanned<u32>>,
    /// Whether the condition is inside the parentheses of the type: `x:(flags.0?int)`.
    pub in_parens: bool,
    /// The position after the `?`.
    pub end: u32,
}

impl Condition<'_> {
    /// Returns the span from the mask's name to the `?`.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { start: self.mask.span.start, end: self.end }
    }
}

/// The type of a parameter, or its repetition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum ParamType<'s> {
    /// A type: the parameter has one value.
    Type(TypeExpr<'s>),
    /// A repetition: `n*[ x:int y:int ]`.
    Repetition(Box<Repetition<'s>>),
}

impl ParamType<'_> {
    /// Returns the span of the type or the repetition.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Type(ty) => ty.span,
            Self::Repetition(repetition) => repetition.span,
        }
    }
}

/// Repeated parameters: `count*[ params ]`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Repetition<'s> {
    /// The number of repetitions: `n` in `n*[ int ]`. `None` for `[ int ]`: the last number declared before the
    /// repetition is then the count, as in `n:# [ int ]`.
    pub count: Option<Box<TypeExpr<'s>>>,
    /// The repeated parameters, at least one.
    pub params: Vec<Param<'s>>,
    /// The span of the brackets and the parameters between them.
    pub brackets: Span,
    /// The bytes from the count to `]`.
    pub span: Span,
}

/// A type or a number. For example, `tuple int 4` is a type, and its argument `4` is a number.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TypeExpr<'s> {
    /// The kind of the expression, with its content.
    pub kind: TypeKind<'s>,
    /// The span of the expression.
    pub span: Span,
}

impl<'s> TypeExpr<'s> {
    /// Returns the name if the expression is only a name.
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
    /// `#`: the type of natural numbers.
    Nat,
    /// `4`: a number.
    Number(u32),
    /// `User`, `user`, `X`: the name with its namespaces.
    Name(&'s str),
    /// `Vector<int>`, `Vector int`: a type applied to arguments.
    Apply(Box<Apply<'s>>),
    /// `%User`: the bare form of a type.
    Bare(Box<TypeExpr<'s>>),
    /// `(Vector int)`: a type in parentheses.
    Paren(Box<TypeExpr<'s>>),
    /// `n+1`: a sum of at least two terms.
    Sum(Vec<TypeExpr<'s>>),
}

/// A type applied to arguments: `Vector<int>`, `Vector int`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Apply<'s> {
    /// The name of the type that is applied.
    pub head: Name<'s>,
    /// The arguments, at least one.
    pub args: Vec<TypeExpr<'s>>,
    /// Whether the arguments are in angle brackets.
    pub angle: bool,
}

/// The result of a combinator: the type after `=` or `=>`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ResultType<'s> {
    /// The span of the `!` before the type, if any. The `!` makes the declaration a function.
    pub call: Option<Span>,
    /// The type.
    pub ty: TypeExpr<'s>,
}

/// A declaration of a built-in type, `int ? = Int;`. If the language has no built-in type with these two names, the
/// encoding of the declared type is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct BuiltIn<'s> {
    /// Annotations such as `@read`, without the `@`.
    pub annotations: Vec<Name<'s>>,
    /// The name of the bare type.
    pub name: Name<'s>,
    /// The id, if it is written.
    pub id: Option<ExplicitId>,
    /// The name of the boxed type.
    pub result: Name<'s>,
}

/// A statement about the constructors of a type: `New T;`, `Final T;` or `Empty T;`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Final<'s> {
    /// The kind of the statement.
    pub keyword: FinalKeyword,
    /// The name of the type.
    pub ty: Name<'s>,
}

/// The first word of a [`Final`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum FinalKeyword {
    /// All constructors of the type are declared after the statement, and there is at least one.
    New,
    /// No constructor of the type is declared after the statement.
    Final,
    /// The type has no constructors.
    Empty,
}
