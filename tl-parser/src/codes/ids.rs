//! `TL03xx`: ids of combinators.

use super::Explained;
use crate::Severity::{Error, Warning};
use crate::ast::Name;
use crate::{Code, Diagnostic, Span};

const DUPLICATE_ID: Code = Code("TL0301");
pub(crate) const ID_DIFFERS: Code = Code("TL0302");
pub(crate) const AMBIGUOUS_ID: Code = Code("TL0303");

pub(crate) const ALL: &[Explained] = &[
    Explained {
        code: DUPLICATE_ID,
        text: "Two constructors, or two functions, have the same id.\n\n    \
               a#1 = A;\n    b#1 = B;\n\n\
               If a value is decoded by its id alone, the first declaration is used. Some schemas repeat a declaration \
               under another name with the same id on purpose. If two constructors of one type have the same id and \
               different fields, the error TL0303 is reported instead.",
    },
    Explained {
        code: ID_DIFFERS,
        text: "The written id is not the CRC-32 of the declaration.\n\n    \
               auth.cancelCode#1f040579 phone_number:string phone_code_hash:string = Bool;\n\n\
               The written id is used. If the declaration was changed and its id was not, or a digit is wrong, servers \
               will not understand the id. Some ids are known to differ from the CRC-32 and to be used by servers; they \
               are not reported.",
    },
    Explained {
        code: AMBIGUOUS_ID,
        text: "Two constructors of one type have the same id and different fields.\n\n    \
               a#00000005 x:int = T;\n    b#00000005 x:string = T;\n\n\
               A boxed value begins with the id of its constructor, and a reader determines the fields that follow \
               only by this id. Correct one of the ids, or remove one of the constructors.",
    },
];

/// `name` has the same id as another combinator of its category.
pub(crate) fn duplicate(name: Name<'_>, id: u32, first_name: &str, first: Option<Span>) -> Diagnostic {
    let message = format!("`{}` and `{first_name}` have the same id {id:08x}", name.text);
    let found = Diagnostic::new(DUPLICATE_ID, Warning, message, name.span, "the same id");
    first.into_iter().fold(found, |found, first| found.also(first, "first used here"))
}

/// `name` has the same id as another constructor of its type `ty`, but different fields.
pub(crate) fn ambiguous(
    name: Name<'_>,
    id: u32,
    first_name: &str,
    first: Option<Span>,
    ty: &str,
) -> Diagnostic {
    let message = format!("`{}` and `{first_name}` of type `{ty}` have the same id {id:08x}", name.text);
    let found = Diagnostic::new(AMBIGUOUS_ID, Error, message, name.span, "the same id, but different fields");
    let found = first.into_iter().fold(found, |found, first| found.also(first, "first used here"));
    found
        .note(format!("a reader of `{ty}` cannot determine which of the two follows"))
        .help("correct one of the ids, or remove one of the constructors")
}

/// The declared id differs from the CRC-32 of the canonical text. `other` is `true` if the declared id is the CRC-32 of
/// the other dialect's canonical text.
pub(crate) fn differs(name: Name<'_>, at: Span, declared: u32, computed: u32, other: bool) -> Diagnostic {
    let message =
        format!("the declaration of `{}` gives the id {computed:08x}, not {declared:08x}", name.text);
    let note = match other {
        true => "the written id is used; it is the computed id of the other dialect",
        false => "the written id is used",
    };
    Diagnostic::new(ID_DIFFERS, Warning, message, at, "not the computed id")
        .note(note)
        .help(format!("if the id is wrong, write `#{computed:08x}` or leave it out"))
}
