//! Constructs that Rust cannot express. `check` finds those that can be found before anything is lowered: built-in
//! names with another form, and names with too many namespaces.

use tl_parser::Diagnostic;
use tl_parser::schema::{CombinatorId, Schema};
use tl_parser::wire::{Field, Scalar, TypeForm, Value, Wire, is_usual_bool};

use crate::codes;

/// Maximum number of namespaces in a name. For example, `auth.sentCode` has one. Published names have few.
const MAX_NAMESPACES: usize = 32;

/// A construct that Rust cannot express.
#[derive(Clone, Debug)]
pub(in super::super) struct Problem {
    /// The combinator that contains the construct, or `None` if the schema has nothing to generate.
    pub(in super::super) of: Option<CombinatorId>,
    pub(in super::super) diagnostic: Diagnostic,
}

impl Problem {
    pub(super) fn of(combinator: CombinatorId, diagnostic: Diagnostic) -> Self {
        Self { of: Some(combinator), diagnostic }
    }
}

/// Returns the problems of built-in names and of namespaces, in schema order.
pub(super) fn check(schema: &Schema, wire: &Wire) -> Vec<Problem> {
    let mut problems = Vec::new();
    for id in schema.combinators().filter(|&id| !schema[id].is_predefined()) {
        let combinator = &schema[id];
        let type_name = schema.type_of(id).map_or("", |ty| schema[ty].name());
        if [combinator.name(), type_name].iter().any(|name| name.matches('.').count() > MAX_NAMESPACES) {
            problems.push(Problem::of(id, *codes::deep_namespace(combinator.span())));
        }
        if !is_usual(schema, wire, id) {
            problems.push(Problem::of(id, *codes::built_in(combinator.name(), combinator.span())));
        }
    }
    problems
}

/// Returns whether a constructor of a built-in type has the form that the language defines. If the runtime contains the
/// id of the constructor, the id is compared too.
fn is_usual(schema: &Schema, wire: &Wire, id: CombinatorId) -> bool {
    let Some(ty) = schema.type_of(id) else { return true };
    let (combinator, form) = (&schema[id], &wire[id]);
    match wire[ty].form {
        // The module `types` reports each use of such a constructor.
        _ if form.has_unknown_form => true,
        TypeForm::Object => true,
        TypeForm::Vector => combinator.name() == "vector" && combinator.id() == 0x1cb5_c415,
        // If one constructor of `Bool` is unusual, the type does not have its built-in form.
        TypeForm::Declared => schema[ty].primitive().is_none() || is_usual_bool(combinator),
        TypeForm::Scalar { scalar: Scalar::Bool, .. } => true,
        TypeForm::Scalar { .. } if form.bare_form.is_none() => false,
        TypeForm::Scalar { scalar, .. } => form.fields.is_empty() || are_bytes_of(scalar, &form.fields),
    }
}

/// Returns whether the declared fields have as many bytes as a scalar. Examples are `int128 long long = Int128`,
/// `int256 8*[ int ] = Int256` and `bytes data:string = Bytes`.
fn are_bytes_of(scalar: Scalar, fields: &[Field]) -> bool {
    match scalar.width() {
        Some(width) => width_of_all(fields) == Some(width),
        None => matches!(
            fields,
            [Field { value: Value::Scalar(Scalar::String | Scalar::Bytes), condition: None, .. }]
        ),
    }
}

/// Returns the total number of bytes of the fields, if it is constant.
fn width_of_all(fields: &[Field]) -> Option<usize> {
    fields.iter().try_fold(0usize, |sum, field| {
        let width = match &field.value {
            Value::Scalar(scalar) => scalar.width()?,
            // This recursion is limited, because the parser limits the nesting of repetitions.
            Value::Repeat(repeat) if repeat.count.var.is_none() => {
                width_of_all(&repeat.fields)?.checked_mul(repeat.count.plus as usize)?
            }
            _ => return None,
        };
        sum.checked_add(width).filter(|_| field.condition.is_none())
    })
}
