//! `TL03xx`: constructor ids.

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
               If a value is looked up by its id alone, the first one is taken. Copies of a declaration under \
               another name have the same id on purpose. Two constructors of one type with different fields \
               are an error, TL0303.",
    },
    Explained {
        code: ID_DIFFERS,
        text: "The id that is written is not the CRC-32 of the declaration.\n\n    \
               auth.cancelCode#1f040579 phone_number:string phone_code_hash:string = Bool;\n\n\
               The written id counts. If the declaration was changed and its id was not, or a digit is wrong, \
               servers will not understand it. Ids that servers are known to have frozen are not reported.",
    },
    Explained {
        code: AMBIGUOUS_ID,
        text: "Two constructors of one type have the same id and different fields.\n\n    \
               a#00000005 x:int = T;\n    b#00000005 x:string = T;\n\n\
               A boxed value begins with the id of its constructor, and nothing else tells a reader which fields \
               follow. Correct one of the ids, or remove one of the constructors.",
    },
];

/// `name` has the id of another combinator of its section.
pub(crate) fn duplicate(name: Name<'_>, id: u32, first_name: &str, first: Option<Span>) -> Diagnostic {
    let message = format!("`{}` and `{first_name}` have the same id {id:08x}", name.text);
    let found = Diagnostic::new(DUPLICATE_ID, Warning, message, name.span, "the same id");
    first.into_iter().fold(found, |found, first| found.also(first, "first used here"))
}

/// `name` has the id of another constructor of its type `ty`, and other fields.
pub(crate) fn ambiguous(
    name: Name<'_>,
    id: u32,
    first_name: &str,
    first: Option<Span>,
    ty: &str,
) -> Diagnostic {
    let message = format!("`{}` and `{first_name}` of type `{ty}` have the same id {id:08x}", name.text);
    let found = Diagnostic::new(AMBIGUOUS_ID, Error, message, name.span, "the same id, and other fields");
    let found = first.into_iter().fold(found, |found, first| found.also(first, "first used here"));
    found
        .note(format!("a reader of `{ty}` cannot tell which of the two follows"))
        .help("correct one of the ids, or remove one of the constructors")
}

/// The declared id is not the one that the canonical text gives; perhaps it is the `other` one's.
pub(crate) fn differs(name: Name<'_>, at: Span, declared: u32, computed: u32, other: bool) -> Diagnostic {
    let message =
        format!("the declaration of `{}` gives the id {computed:08x}, not {declared:08x}", name.text);
    let note = match other {
        true => "the written id is used; it is what the other canonical text gives",
        false => "the written id is used",
    };
    Diagnostic::new(ID_DIFFERS, Warning, message, at, "another id")
        .note(note)
        .help(format!("if the id is wrong, write `#{computed:08x}` or leave it out"))
}
