//! `TL02xx`: names that are not declared or declared twice, and parameters and arguments of types.

use super::Explained;
use crate::Severity::Error;
use crate::ast::{Name, VariableKind};
use crate::schema::Category;
use crate::{Code, Diagnostic, Span, Suggestion};

const UNKNOWN_TYPE: Code = Code("TL0201");
const UNKNOWN_NUMBER: Code = Code("TL0202");
pub(crate) const DUPLICATE_COMBINATOR: Code = Code("TL0203");
const DUPLICATE_FIELD: Code = Code("TL0204");
const ARITY: Code = Code("TL0205");
const KIND: Code = Code("TL0206");
const PARAMS: Code = Code("TL0207");
const CONSTRUCTOR_RESULT: Code = Code("TL0208");
const UNBOUND: Code = Code("TL0209");
const CALL: Code = Code("TL0210");
const FINAL: Code = Code("TL0211");
const NO_CONSTRUCTOR: Code = Code("TL0212");
const SUM: Code = Code("TL0213");
const BUILT_IN_REPLACED: Code = Code("TL0214");

pub(crate) const ALL: &[Explained] = &[
    Explained {
        code: UNKNOWN_TYPE,
        text: "No file declares this type or variable.\n\n    \
               a user:Usr = A;\n\n\
               A name with a capital letter is a boxed type, which must be the result of some constructor. A name with \
               a lower-case letter is a constructor, used as the bare form of its type. A function cannot be used as a \
               type. Variables are declared in braces, `{t:Type}`, and can be used to the right of the braces.\n\n\
               Each name is reported once, at its first use.",
    },
    Explained {
        code: UNKNOWN_NUMBER,
        text: "A number is needed, and the name does not belong to a number.\n\n    \
               a x:(tuple int n) = A;\n\n\
               Declare the number before its use, as a field `n:#` or as an implicit argument `{n:#}`.",
    },
    Explained {
        code: DUPLICATE_COMBINATOR,
        text: "Two declarations have the same name.\n\n    \
               user id:int = User;\n    user id:long = User;\n\n\
               A constructor and a function cannot have the same name either. A declaration may be repeated word for \
               word, and the same name may be declared differently below another `===n===`.",
    },
    Explained {
        code: DUPLICATE_FIELD,
        text: "Two fields or implicit arguments of one declaration have the same name.\n\n    \
               a x:int x:int = A;\n\n\
               Fields within brackets are a separate list. `_` can be used any number of times.",
    },
    Explained {
        code: ARITY,
        text: "A type is given more or fewer arguments than it takes.\n\n    \
               a x:Vector = A;\n\n\
               If the type of a field has arguments, it needs angle brackets or parentheses: `x:Vector<int>` or \
               `x:(Vector int)`.",
    },
    Explained {
        code: KIND,
        text: "A type is needed and a number is given, or a number is needed and a type is given.\n\n    \
               a x:(tuple 4 int) = A;\n\n\
               A type takes the arguments that its constructors declare in braces: `{t:Type}` is a type, `{n:#}` is a \
               number.",
    },
    Explained {
        code: PARAMS,
        text: "The constructors of one type differ in the parameters of the type.\n\n    \
               a {t:Type} x:t = A t;\n    b = A;\n\n\
               All constructors must have the same number of variables, of the same kinds, in the same order. `Vector` \
               always takes one type; other built-in types take no arguments.",
    },
    Explained {
        code: CONSTRUCTOR_RESULT,
        text: "The result of a constructor is a type and its variables, nothing else.\n\n    \
               a {X:Type} q:X = X;\n    b = Vector int;\n    c = %A;\n\n\
               Only a function may return a variable, a number, a bare type or a type applied to other types. A \
               declaration is a function if it is below `---functions---`, is written with `=>`, or has a `!` before \
               its result.",
    },
    Explained {
        code: UNBOUND,
        text: "An implicit argument cannot be determined.\n\n    \
               a {t:Type} x:t = A;\n\n\
               Implicit arguments are not sent. A reader determines them from the result type, `= A t`, or from the \
               function in a field `query:!X`.",
    },
    Explained {
        code: CALL,
        text: "`!X` is a call of a function whose result is the type variable X.\n\n    \
               f {X:Type} query:!Y = X;\n\n\
               The name after `!` must be an implicit argument of the declaration, `{X:Type}`.",
    },
    Explained {
        code: FINAL,
        text: "The constructors of a type contradict `New`, `Final` or `Empty`.\n\n    \
               a = A;\n    Final A;\n    b = A;\n\n\
               `New T;` must come before all constructors of T, and `Final T;` after all of them. With `Empty T;`, the \
               type must not have constructors.",
    },
    Explained {
        code: NO_CONSTRUCTOR,
        text: "A type is announced with `New` and has no constructor.\n\n    \
               New A;\n\n\
               Declare a constructor of the type, or write `Empty A;`.",
    },
    Explained {
        code: SUM,
        text: "A sum can contain at most one variable, and must be less than 2^32.\n\n    \
               a n:# m:# x:(tuple int (n+m)) = A;\n\n\
               Let the sender compute the number: declare a third field `k:#`.",
    },
    Explained {
        code: BUILT_IN_REPLACED,
        text: "A declaration has the name of a built-in constructor but another type, and the schema needs the \
               built-in one.\n\n    \
               int x:string = Long;\n    vector#1cb5c415 = t;\n\n\
               For example, `int128` consists of `int`, and `Vector<int>` needs `vector`. Use another name, or remove \
               the declaration, because these types are built in.",
    },
];

/// `name` is neither a variable nor a declared type or constructor. `similar` is a similar name that is declared, and
/// `others` are the other uses of `name`.
pub(crate) fn unknown_type(name: Name<'_>, similar: Option<&str>, others: &[Span]) -> Diagnostic {
    let what = if name.is_upper() { "type" } else { "constructor" };
    let message = format!("{what} `{}` is not defined", name.text);
    let found = Diagnostic::new(UNKNOWN_TYPE, Error, message, name.span, "not defined");
    with_uses(with_similar(found, similar), others)
}

/// A declaration uses `name`, which is the name of a declaration that lenient reading left out.
pub(crate) fn needs_left_out(name: Name<'_>) -> Diagnostic {
    let what = if name.is_upper() { "type" } else { "constructor" };
    let message = format!("{what} `{}` is left out, and this declaration needs it", name.text);
    Diagnostic::new(UNKNOWN_TYPE, Error, message, name.span, "needed here")
}

/// `name` is used as a type, but it is a function. `others` are the other uses of `name`.
pub(crate) fn function_as_type(name: Name<'_>, function: Span, others: &[Span]) -> Diagnostic {
    let message = format!("`{}` is a function, not a type", name.text);
    let found = Diagnostic::new(UNKNOWN_TYPE, Error, message, name.span, "a type is needed")
        .also(function, "declared here, among the functions");
    with_uses(found, others)
}

/// An undeclared variable is used after a `!`, as in `x:!X`, or as an argument of a constructor's result, as in
/// `= Vector t`.
pub(crate) fn undeclared_variable(name: Name<'_>, kind: VariableKind, is_call: bool) -> Diagnostic {
    if is_call {
        return call_of_no_variable(name.span, name.text);
    }
    let message = format!("the variable `{}` is not declared", name.text);
    let kind = if kind == VariableKind::Type { "Type" } else { "#" };
    Diagnostic::new(UNKNOWN_TYPE, Error, message, name.span, "not declared in braces")
        .help(format!("declare it in braces before the fields: `{{{}:{kind}}}`", name.text))
}

/// Maximum number of other uses that a diagnostic shows.
const SHOWN_USES: usize = 3;

/// Adds labels for the first few other uses with the same mistake, and a note with the number of the remaining uses.
pub(crate) fn with_uses(found: Diagnostic, others: &[Span]) -> Diagnostic {
    let shown = others.iter().take(SHOWN_USES);
    let found = shown.fold(found, |found, &other| found.also(other, "also used here"));
    match others.len().saturating_sub(SHOWN_USES) {
        0 => found,
        1 => found.note("it is also used in 1 more place"),
        more => found.note(format!("it is also used in {more} more places")),
    }
}

/// `name` is used as a number, but it is not declared before its use.
pub(crate) fn unknown_number(name: Name<'_>) -> Diagnostic {
    let message = format!("number `{}` is not defined", name.text);
    Diagnostic::new(UNKNOWN_NUMBER, Error, message, name.span, "not defined before this place")
        .help(format!("declare a field `{0}:#` before it, or an implicit argument `{{{0}:#}}`", name.text))
}

/// `name` is used as a number, but it is a field that is not a number.
pub(crate) fn no_number(name: Name<'_>, field: Span) -> Diagnostic {
    let message = format!("`{}` is not a number", name.text);
    Diagnostic::new(UNKNOWN_NUMBER, Error, message, name.span, "a number is needed")
        .also(field, "declared here, not of type `#`")
}

/// `name` is declared twice.
pub(crate) fn duplicate_combinator(name: Name<'_>, first: Span) -> Diagnostic {
    let message = format!("`{}` is declared twice", name.text);
    Diagnostic::new(DUPLICATE_COMBINATOR, Error, message, name.span, "declared again")
        .also(first, "first declared here")
        .help("rename or remove one of the two")
}

/// A field or a variable has the same name as an earlier field or variable.
pub(crate) fn duplicate_field(name: Name<'_>, first: Span) -> Diagnostic {
    let message = format!("field `{}` is declared twice", name.text);
    Diagnostic::new(DUPLICATE_FIELD, Error, message, name.span, "declared again")
        .also(first, "first declared here")
        .help("rename one of the two")
}

/// `name` takes arguments of the kinds `takes`, but it has `given` arguments. If only parentheses are missing, the
/// suggestion `parentheses` adds them.
pub(crate) fn arity(
    name: Name<'_>,
    takes: &[VariableKind],
    given: usize,
    parentheses: Option<Suggestion>,
) -> Diagnostic {
    let s = if takes.len() == 1 { "" } else { "s" };
    let count = if takes.is_empty() { "no".to_owned() } else { takes.len().to_string() };
    let message = format!("`{}` takes {count} argument{s}, {given} given", name.text);
    let found = Diagnostic::new(ARITY, Error, message, name.span, "wrong number of arguments");
    if let Some(Suggestion { span, replacement }) = parentheses {
        return found.help("put the arguments of each type into parentheses").suggest(span, replacement);
    }
    if given > 0 || takes.is_empty() {
        return found;
    }
    let example: Vec<&str> =
        takes.iter().map(|kind| if *kind == VariableKind::Type { "int" } else { "4" }).collect();
    found.help(format!("write its arguments in angle brackets: `{}<{}>`", name.text, example.join(",")))
}

/// A variable has arguments.
pub(crate) fn variable_with_arguments(name: Name<'_>) -> Diagnostic {
    let message = format!("the variable `{}` takes no arguments", name.text);
    Diagnostic::new(ARITY, Error, message, name.span, "a variable")
}

/// A number is used as a type.
pub(crate) fn number_for_type(span: Span, text: &str) -> Diagnostic {
    let message = format!("expected a type, found the number `{text}`");
    Diagnostic::new(KIND, Error, message, span, "a number")
}

/// A type is used as a number.
pub(crate) fn type_for_number(span: Span, text: &str) -> Diagnostic {
    let message = format!("expected a number, found the type `{text}`");
    Diagnostic::new(KIND, Error, message, span, "a type")
}

/// Two constructors of the type `ty` give the type different parameters: `= Pair a`, then `= Pair a b`. `wanted` are
/// the parameters in the first constructor, or those of the built-in type if `first` is `None`.
pub(crate) fn params_differ(
    ty: &str,
    result: Span,
    first: Option<Span>,
    wanted: &[VariableKind],
) -> Diagnostic {
    let message = format!("the constructors of `{ty}` have different parameters");
    let found = Diagnostic::new(PARAMS, Error, message, result, "other parameters here");
    let kinds: Vec<&str> =
        wanted.iter().map(|kind| if *kind == VariableKind::Type { "Type" } else { "#" }).collect();
    let takes = if kinds.is_empty() { "nothing".to_owned() } else { format!("`{}`", kinds.join(" ")) };
    match first {
        Some(first) => found.also(first, "first given here").note(format!("there the type takes {takes}")),
        None => found.note(format!("the built-in type `{ty}` takes {takes}")),
    }
}

/// The result of a constructor is a variable, a number, a bare type, or a type with arguments that are not variables.
pub(crate) fn constructor_result(span: Span, what: &str) -> Diagnostic {
    let message = format!("the result of a constructor cannot be {what}");
    Diagnostic::new(CONSTRUCTOR_RESULT, Error, message, span, "not allowed here").help(
        "write a type applied to its variables, such as `Vector t`; only functions can have other results",
    )
}

/// An implicit argument occurs neither in the result nor after a `!`, so its value is unknown.
pub(crate) fn unbound(name: Name<'_>, kind: VariableKind, category: Category) -> Diagnostic {
    let message = format!("implicit argument `{}` cannot be determined", name.text);
    let help = match (category, kind) {
        (Category::Constructor, _) => "make it a parameter of the result type".to_owned(),
        (Category::Function, VariableKind::Type) => {
            format!("use it in the result, or in a field that holds a call, `!{}`", name.text)
        }
        (Category::Function, VariableKind::Nat) => format!("make it a field, `{}:#`", name.text),
    };
    Diagnostic::new(UNBOUND, Error, message, name.span, "not used in the result").help(help)
}

/// The text after `!` is not a variable of kind `Type`.
pub(crate) fn call_of_no_variable(span: Span, text: &str) -> Diagnostic {
    let message = format!("`!` needs an implicit type argument, and `{text}` is not one");
    let found = Diagnostic::new(CALL, Error, message, span, "not an implicit `Type`");
    found.help("declare it in braces before the fields: `{X:Type}`")
}

/// A constructor contradicts a statement `New`, `Final` or `Empty` about its type.
pub(crate) fn final_broken(span: Span, message: String, other: Span, label: &str) -> Diagnostic {
    Diagnostic::new(FINAL, Error, message, span, "not allowed here").also(other, label)
}

/// There is a statement `New T;`, but the type has no constructor.
pub(crate) fn no_constructor(name: Name<'_>) -> Diagnostic {
    let message = format!("type `{}` has no constructor", name.text);
    Diagnostic::new(NO_CONSTRUCTOR, Error, message, name.span, "announced here")
        .help(format!("declare one, or write `Empty {};`", name.text))
}

/// The declaration of `name` replaces a built-in declaration that other declarations need. `built_in` is the built-in
/// declaration called `name`, if there is one.
pub(crate) fn built_in_replaced(name: Name<'_>, built_in: Option<&str>) -> Diagnostic {
    let message = format!("`{}` replaces a built-in declaration that is used", name.text);
    let found = Diagnostic::new(BUILT_IN_REPLACED, Error, message, name.span, "not the built-in declaration");
    match built_in {
        Some(built_in) => found.help(format!("use another name, or remove it: `{built_in}` is built in")),
        None => found.help("use another name"),
    }
}

/// A sum contains two or more variables.
pub(crate) fn sum_of_variables(span: Span) -> Diagnostic {
    let message = "a sum can contain only one variable";
    Diagnostic::new(SUM, Error, message, span, "more than one variable")
}

/// A sum is too large for 32 bits.
pub(crate) fn sum_too_large(span: Span) -> Diagnostic {
    Diagnostic::new(SUM, Error, "a sum must be less than 2^32", span, "too large")
}

/// Suggests replacing the name that `found` points at with `similar`.
pub(crate) fn with_similar(found: Diagnostic, similar: Option<&str>) -> Diagnostic {
    let span = found.primary.span;
    match similar {
        Some(similar) => found.help(format!("there is a similar name: `{similar}`")).suggest(span, similar),
        None => found,
    }
}
