//! `TL05xx`: bare and boxed types.

use super::Explained;
use super::names::with_uses;
use crate::Severity::{Error, Warning};
use crate::ast::Name;
use crate::{Code, Diagnostic, Span};

const NOT_ONE_CONSTRUCTOR: Code = Code("TL0501");
const NO_BARE_FORM: Code = Code("TL0502");
const INFINITE: Code = Code("TL0503");

pub(crate) const ALL: &[Explained] = &[
    Explained {
        code: NOT_ONE_CONSTRUCTOR,
        text: "A type is used bare, and it does not have exactly one constructor.\n\n    \
               b = B;\n    c = B;\n    a x:b = A;\n\n\
               A bare value comes without an id, so only a type with one constructor can be read that way. \
               Give the constructor a type of its own, which keeps the bytes, or use the boxed type, `x:B`, which \
               changes them: a boxed value begins with the 4 bytes of its constructor's id.",
    },
    Explained {
        code: NO_BARE_FORM,
        text: "`%` makes the bare form of a type. Variables and numbers have no bare form.\n\n    \
               a {X:Type} x:%X = A X;\n\n\
               Remove the `%`. The argument for X determines whether x is bare: it is bare in `A<int>` and boxed in \
               `A<Int>`.",
    },
    Explained {
        code: INFINITE,
        text: "A value contains a bare value of its own type, which contains another one, and so on. Such a value \
               would be infinite.\n\n    \
               a x:a = A;\n\n\
               Make a field in this cycle boxed, conditional or a vector.",
    },
];

/// The type `ty` is used as a bare type at `at`, but it has `count` constructors instead of one. `others` are the other
/// bare uses of the type.
pub(crate) fn not_one_constructor(ty: &str, count: usize, at: Span, others: &[Span]) -> Diagnostic {
    let message = match count {
        0 => format!("`{ty}` has no constructor and cannot be used bare"),
        _ => format!("`{ty}` has {count} constructors and cannot be used bare"),
    };
    let found = Diagnostic::new(NOT_ONE_CONSTRUCTOR, Error, message, at, "used bare");
    let found = with_uses(found, others);
    match count {
        0 => found.help(format!("declare a constructor of `{ty}`")),
        _ => found
            .note(format!(
                "a boxed `{ty}` begins with the id of its constructor, so boxing it changes the bytes"
            ))
            .help(format!("give the constructor a type of its own, or use the boxed type `{ty}`")),
    }
}

/// In lenient reading: a type with several constructors is used as a bare type.
pub(crate) fn one_of_several(name: Name<'_>, ty: &str, count: usize) -> Diagnostic {
    let found = not_one_constructor(ty, count, name.span, &[]);
    Diagnostic { severity: Warning, ..found }.note(format!("only values of `{}` can occur here", name.text))
}

/// `%` precedes something that has no bare form.
pub(crate) fn no_bare_form(span: Span, what: &str) -> Diagnostic {
    let message = format!("`%` cannot be applied to {what}");
    Diagnostic::new(NO_BARE_FORM, Error, message, span, "has no bare form").help("leave out the `%`")
}

/// A value of the constructor `name` contains another value of `name`, without end: `a x:a = A;`. `through` contains
/// the first few constructors in the cycle other than `name`.
pub(crate) fn infinite(name: &str, field: Span, through: &[&str]) -> Diagnostic {
    let message = format!("values of `{name}` would be infinite");
    let found = Diagnostic::new(INFINITE, Error, message, field, "always present, and bare");
    let found = match through {
        [] => found,
        _ => found.note(format!("the cycle also contains `{}`", through.join("`, `"))),
    };
    found.help("make a field in this cycle boxed, conditional or a vector")
}
