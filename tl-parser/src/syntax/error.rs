//! Errors of grammar rules. They are small and cheap, because most of them are discarded.

use std::cmp::Ordering;

use nom::error::{ContextError, ErrorKind, ParseError};

use super::input::Input;

/// The result of a rule: the remaining input and the parsed node, or an error.
pub(super) type PResult<'s, T> = nom::IResult<Input<'s>, T, SyntaxError>;

/// The position at which a rule failed, and the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub(super) at: u32,
    pub(super) kind: SyntaxErrorKind,
    pub(super) expected: Expected,
    /// The construct that was being parsed, such as `a group of fields`.
    pub(super) context: Option<&'static str>,
}

/// The kinds of syntax errors. `Unexpected` has several diagnostic codes; each of the other kinds has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SyntaxErrorKind {
    /// The next token is not one of the expected tokens.
    Unexpected,
    MissingSemicolon,
    MalformedId,
    DetachedId,
    NameStart,
    UpperCaseName,
    UnknownSection,
    LoneAt,
    LateImplicit,
    Comma,
    NumberTooLarge,
    TooDeep,
    ParenthesisedResult,
    EmptyRepetition,
    BareNumber,
    NamespacedField,
}

/// A token or construct that can be expected at a position. `WORDS` contains its description for users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Expect {
    Declaration,
    Name,
    Variable,
    Field,
    Type,
    TypeName,
    BoxedName,
    BitNumber,
    KindOfVariable,
    SectionName,
    LayerNumber,
    QuestionMark,
    Plus,
    Equals,
    Colon,
    Comma,
    Semicolon,
    OpenBracket,
    CloseBracket,
    CloseBrace,
    CloseParen,
    CloseAngle,
    SectionBar,
    LayerBar,
}

use Expect as E;

const WORDS: [(Expect, &str); 24] = [
    (E::Declaration, "a declaration"),
    (E::Name, "a name"),
    (E::Variable, "the name of a variable"),
    (E::Field, "a field"),
    (E::Type, "a type"),
    (E::TypeName, "the name of a type"),
    (E::BoxedName, "the name of a boxed type"),
    (E::BitNumber, "a bit number"),
    (E::KindOfVariable, "`Type` or `#`"),
    (E::SectionName, "`types` or `functions`"),
    (E::LayerNumber, "a layer number"),
    (E::QuestionMark, "`?`"),
    (E::Plus, "`+`"),
    (E::Equals, "`=`"),
    (E::Colon, "`:`"),
    (E::Comma, "`,`"),
    (E::Semicolon, "`;`"),
    (E::OpenBracket, "`[`"),
    (E::CloseBracket, "`]`"),
    (E::CloseBrace, "`}`"),
    (E::CloseParen, "`)`"),
    (E::CloseAngle, "`>`"),
    (E::SectionBar, "`---`"),
    (E::LayerBar, "`===`"),
];

/// A set of [`Expect`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Expected(u64);

impl Expected {
    pub(super) const fn of(what: &[Expect]) -> Self {
        let (mut bits, mut i) = (0, 0);
        while i < what.len() {
            bits |= 1 << what[i] as u8;
            i += 1;
        }
        Self(bits)
    }

    fn has(self, what: Expect) -> bool {
        self.0 & (1 << what as u8) != 0
    }

    /// Describes all members of the set in a fixed order, for example “a field or `=`”.
    pub(super) fn describe(self) -> String {
        let words: Vec<&str> =
            WORDS.iter().filter(|(what, _)| self.has(*what)).map(|&(_, word)| word).collect();
        match words.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => "something else".to_owned(),
        }
    }
}

impl SyntaxError {
    pub(super) fn new(at: u32, kind: SyntaxErrorKind) -> Self {
        Self { at, kind, expected: Expected::default(), context: None }
    }

    /// Sets the construct that was being parsed, unless an inner rule has already set it.
    pub(super) fn within(self, what: &'static str) -> Self {
        Self { context: self.context.or(Some(what)), ..self }
    }
}

/// Returns an error of `kind` at the position `i`.
#[cold]
pub(super) fn mistake<T>(i: Input<'_>, kind: SyntaxErrorKind) -> PResult<'_, T> {
    Err(nom::Err::Error(SyntaxError::new(i.pos(), kind)))
}

/// Returns an error at the position `i`, where one of `what` was expected.
#[cold]
pub(super) fn expected<'s, T>(i: Input<'s>, what: &[Expect]) -> PResult<'s, T> {
    let expected = Expected::of(what);
    Err(nom::Err::Error(SyntaxError { expected, ..SyntaxError::new(i.pos(), SyntaxErrorKind::Unexpected) }))
}

impl<'s> ParseError<Input<'s>> for SyntaxError {
    fn from_error_kind(i: Input<'s>, _: ErrorKind) -> Self {
        Self::new(i.pos(), SyntaxErrorKind::Unexpected)
    }

    fn append(_: Input<'s>, _: ErrorKind, other: Self) -> Self {
        other
    }

    /// Returns the error at the later position. At equal positions, returns `self` unless its kind is `Unexpected`. In
    /// that case, returns `other` with the expected tokens of both.
    fn or(self, other: Self) -> Self {
        match self.at.cmp(&other.at) {
            Ordering::Greater => self,
            Ordering::Less => other,
            Ordering::Equal if self.kind != SyntaxErrorKind::Unexpected => self,
            Ordering::Equal => Self { expected: Expected(self.expected.0 | other.expected.0), ..other },
        }
    }
}

impl<'s> ContextError<Input<'s>> for SyntaxError {
    fn add_context(_: Input<'s>, context: &'static str, other: Self) -> Self {
        other.within(context)
    }
}
