//! `TL03xx`: constructor ids.

use super::Explained;
use crate::Severity::Warning;
use crate::ast::Name;
use crate::{Code, Diagnostic, Span};

const DUPLICATE_ID: Code = Code("TL0301");
const ID_DIFFERS: Code = Code("TL0302");

pub(crate) const ALL: &[Explained] = &[
    Explained {
        code: DUPLICATE_ID,
        text: "Two constructors, or two functions, have one id, so a reader cannot tell them apart.\n\n    \
               a#1 = A;\n    b#1 = B;\n\n\
               The first one keeps the id where values are looked up by it. Copies of one declaration under \
               another name do this on purpose.",
    },
    Explained {
        code: ID_DIFFERS,
        text: "The id that is written is not the CRC-32 of the declaration.\n\n    \
               auth.cancelCode#1f040579 phone_number:string phone_code_hash:string = Bool;\n\n\
               The written id counts. If the declaration was changed and its id was not, or a digit is wrong, \
               servers will not understand it. Ids that servers are known to have frozen are not reported.",
    },
];

/// `name` has the id of another combinator of its section.
pub(crate) fn duplicate(name: Name<'_>, id: u32, first_name: &str, first: Option<Span>) -> Diagnostic {
    let message = format!("`{}` and `{first_name}` have the same id {id:08x}", name.text);
    let found = Diagnostic::new(DUPLICATE_ID, Warning, message, name.span, "the same id");
    first.into_iter().fold(found, |found, first| found.also(first, "first used here"))
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
