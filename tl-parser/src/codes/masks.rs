//! `TL04xx`: masks, conditions, repetitions.

use super::Explained;
use crate::Severity::Error;
use crate::ast::Name;
use crate::{Code, Diagnostic, Span};

const NO_MASK: Code = Code("TL0401");
const BIT: Code = Code("TL0402");
const NO_COUNT: Code = Code("TL0403");

pub(crate) const ALL: &[Explained] = &[
    Explained {
        code: NO_MASK,
        text: "A condition tests a name that is undeclared, declared later, or not a number.\n\n    \
               a x:flags.0?int flags:# = A;\n\n\
               Fields are read from left to right. The mask must be a field of type `#` before the field with the \
               condition, or an implicit argument `{flags:#}`.",
    },
    Explained {
        code: BIT,
        text: "A mask has 32 bits, 0 to 31.\n\n    a flags:# x:flags.32?int = A;\n\n\
               Use another mask, such as `flags2:#`.",
    },
    Explained {
        code: NO_COUNT,
        text: "A repetition has no count, and no number is declared before it.\n\n    \
               a x:[ int ] = A;\n\n\
               Write the count before the brackets: `x:4*[ int ]` or `x:n*[ int ]`. If no count is written, the last \
               number declared before the brackets is used.",
    },
];

/// The reason why a name cannot be tested by a condition.
pub(crate) enum NoMask {
    /// The name is not declared.
    Unknown,
    /// The name is declared after the field.
    Later(Span),
    /// The name is declared and is not a number.
    NoNumber(Span),
}

/// The name in a condition is not a number that is declared earlier.
pub(crate) fn no_mask(mask: Name<'_>, why: &NoMask) -> Diagnostic {
    let message = format!("`{}` is not an earlier field of type `#`", mask.text);
    let found = Diagnostic::new(NO_MASK, Error, message, mask.span, "not an earlier number");
    match *why {
        NoMask::Unknown => found.help(format!("declare `{}:#` before this field", mask.text)),
        NoMask::Later(span) => found.also(span, "declared only here").help("move it before this field"),
        NoMask::NoNumber(span) => found.also(span, "declared here, not of type `#`"),
    }
}

/// A condition tests a bit above 31.
pub(crate) fn bit(mask: Name<'_>, bit: u32) -> Diagnostic {
    let message = format!("bit {bit} is above 31");
    Diagnostic::new(BIT, Error, message, mask.span, "has bits 0 to 31").help("use a second mask")
}

/// A repetition has no count, and no number is declared before it.
pub(crate) fn no_count(brackets: Span) -> Diagnostic {
    let message = "a repetition without a count needs a number before it";
    Diagnostic::new(NO_COUNT, Error, message, brackets, "the count is not known")
        .help("write the count, such as `4*[ … ]`, or declare a field `n:#` before it")
}
