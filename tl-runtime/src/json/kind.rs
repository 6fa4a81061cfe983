//! What a value is, as the table says it: one letter and what belongs to it.

/// A text that begins with a kind. What generated code says is taken for right; anything else means some other kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind(pub(super) &'static str);

/// What stands between `(` and `)` behind a type, if anything does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Args(&'static str);

/// What a [`Kind`] says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// `n`
    Nat,
    /// `i`
    Int,
    /// `l`
    Long,
    /// `d`
    Double,
    /// `f`
    Float,
    /// `s`
    String,
    /// `b`
    Bytes,
    /// `x16`: so many bytes.
    Fixed(usize),
    /// `y`: `Bool`.
    Bool,
    /// `u`: `true`, which has no bytes.
    Nothing,
    /// `V` or `v`, and the kind of the items: with its id, or only with its count.
    Vector { boxed: bool, item: Kind },
    /// `*2+1` and the kind of the items: as many as field 2 says, and one more; `*+3`, always three.
    Repeat { number: Option<usize>, plus: u32, item: Kind },
    /// `t3fedd339` and a kind: this id, then the value.
    Tagged { id: u32, value: Kind },
    /// `T5(…)`: a constructor of the type with this number.
    Boxed { ty: usize, args: Args },
    /// `B7(…)`: the fields of the row with this number.
    Bare { row: usize, args: Args },
    /// `R7(…)`: the same, with its id.
    Only { row: usize, args: Args },
    /// `p0`: what the parameter stands for.
    Param(usize),
    /// `o`: anything that has an id.
    Object,
    /// `F`: any function; `F0`: the one that the parameter stands for, where that is known.
    Call(Option<usize>),
}

impl Kind {
    pub(super) fn form(self) -> Form {
        self.parse().0
    }

    /// Its form, and the text behind its own part.
    fn parse(self) -> (Form, &'static str) {
        let rest = self.0.get(1..).unwrap_or_default();
        let form = match self.0.bytes().next() {
            Some(b'n') => Form::Nat,
            Some(b'i') => Form::Int,
            Some(b'l') => Form::Long,
            Some(b'd') => Form::Double,
            Some(b'f') => Form::Float,
            Some(b's') => Form::String,
            Some(b'b') => Form::Bytes,
            Some(b'y') => Form::Bool,
            Some(b'o') => Form::Object,
            Some(b'F') => {
                let (param, rest) = leading_number(rest);
                return (Form::Call(param), rest);
            }
            Some(b'V') => Form::Vector { boxed: true, item: Self(rest) },
            Some(b'v') => Form::Vector { boxed: false, item: Self(rest) },
            Some(b'x' | b'p' | b'T' | b'B' | b'R') => return self.numbered(rest),
            Some(b't') => return tagged(rest),
            Some(b'*') => return repeat(rest),
            _ => Form::Nothing,
        };
        (form, rest)
    }

    fn numbered(self, rest: &'static str) -> (Form, &'static str) {
        let (number, rest) = leading_number(rest);
        let (number, args) = (number.unwrap_or_default(), Args(rest));
        let form = match self.0.bytes().next() {
            Some(b'x') => Form::Fixed(number),
            Some(b'p') => Form::Param(number),
            Some(b'T') => Form::Boxed { ty: number, args },
            Some(b'B') => Form::Bare { row: number, args },
            _ => Form::Only { row: number, args },
        };
        (form, rest)
    }

    /// The text behind it.
    fn end(self) -> &'static str {
        let (form, rest) = self.parse();
        match form {
            Form::Vector { item, .. } | Form::Repeat { item, .. } | Form::Tagged { value: item, .. } => {
                item.end()
            }
            Form::Boxed { args, .. } | Form::Bare { args, .. } | Form::Only { args, .. } => args.end(),
            _ => rest,
        }
    }
}

impl Args {
    /// The argument with this index.
    pub(super) fn get(self, index: usize) -> Kind {
        let first = Kind(self.0.strip_prefix('(').unwrap_or_default());
        (0..index).fold(first, |kind, _| Kind(kind.end()))
    }

    fn end(self) -> &'static str {
        let Some(mut rest) = self.0.strip_prefix('(') else { return self.0 };
        while !rest.is_empty() && !rest.starts_with(')') {
            rest = Kind(rest).end();
        }
        rest.get(1..).unwrap_or_default()
    }
}

fn tagged(text: &'static str) -> (Form, &'static str) {
    let (digits, rest) = text.split_at_checked(8).unwrap_or((text, ""));
    let id = u32::from_str_radix(digits, 16).unwrap_or_default();
    (Form::Tagged { id, value: Kind(rest) }, rest)
}

fn repeat(text: &'static str) -> (Form, &'static str) {
    let (number, rest) = leading_number(text);
    let (plus, rest) = leading_number(rest.strip_prefix('+').unwrap_or(rest));
    let plus = plus.and_then(|plus| u32::try_from(plus).ok()).unwrap_or_default();
    (Form::Repeat { number, plus, item: Kind(rest) }, rest)
}

/// The decimal number that `text` begins with, and what follows it.
pub(super) fn leading_number(text: &'static str) -> (Option<usize>, &'static str) {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (digits.parse().ok(), rest)
}
