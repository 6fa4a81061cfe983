//! What is refused before anything is planned: built-in names declared in another form, and names beyond use.

use tl_parser::schema::{CombinatorId, Field, FieldType, Primitive, Schema, TypeRef};

use super::problem::Problem;
use crate::codes;

/// A name with more namespaces is no name that anybody would write.
const MAX_NAMESPACES: usize = 32;

/// All problems, in schema order.
pub(super) fn check(schema: &Schema) -> Vec<Problem> {
    let mut problems = Vec::new();
    for id in schema.combinators().filter(|&id| !schema[id].is_predefined()) {
        let combinator = &schema[id];
        let type_name = schema.type_of(id).map_or("", |ty| schema[ty].name());
        if [combinator.name(), type_name].iter().any(|name| name.split('.').count() > MAX_NAMESPACES) {
            problems.push(Problem::of(id, *codes::deep_namespace(combinator.span())));
        }
        if !is_usual(schema, id) {
            problems.push(Problem::of(id, *codes::built_in(combinator.name(), combinator.span())));
        }
    }
    problems
}

/// Whether a constructor of a built-in type has the form and, where the runtime knows it by heart, the id that the
/// language gives it.
fn is_usual(schema: &Schema, id: CombinatorId) -> bool {
    let Some(primitive) = schema.type_of(id).and_then(|ty| schema[ty].primitive()) else { return true };
    let (combinator, fields) = (&schema[id], schema[id].fields());
    match primitive {
        // An error if it is used.
        _ if combinator.has_unknown_form() => true,
        Primitive::Object => true,
        Primitive::Bool => {
            let usual = [("boolFalse", 0xbc79_9737), ("boolTrue", 0x9972_75b5)];
            fields.is_empty() && usual.contains(&(combinator.name(), combinator.id()))
        }
        Primitive::Vector => combinator.name() == "vector" && combinator.id() == 0x1cb5_c415,
        _ if !combinator.is_built_in() => false,
        // `bytes data:string = Bytes`
        Primitive::String | Primitive::Bytes => match fields {
            [field] => matches!(bare(schema, field), Some(Primitive::String | Primitive::Bytes)),
            _ => fields.is_empty(),
        },
        // `int128 long long = Int128`, `int256 8*[ int ] = Int256`
        _ => fields.is_empty() || width_of_all(schema, fields) == width(primitive),
    }
}

/// The built-in type of which a field that is always there holds a bare value.
fn bare(schema: &Schema, field: &Field) -> Option<Primitive> {
    match field.ty() {
        FieldType::Value(TypeRef::Bare { constructor, .. }) if field.condition().is_none() => {
            schema[schema.type_of(*constructor)?].primitive()
        }
        _ => None,
    }
}

/// How many bytes fields take, if it is always the same number.
fn width_of_all(schema: &Schema, fields: &[Field]) -> Option<u32> {
    fields.iter().try_fold(0u32, |sum, field| {
        let one = match field.ty() {
            FieldType::Repeat(repeat) if repeat.count.var.is_none() && field.condition().is_none() => {
                // Repetitions are nested as deep as the parser allows, which is not deep.
                width_of_all(schema, &repeat.fields)?.checked_mul(repeat.count.plus)?
            }
            _ => width(bare(schema, field)?)?,
        };
        sum.checked_add(one)
    })
}

/// How many bytes a bare value takes, if it is always the same number.
fn width(primitive: Primitive) -> Option<u32> {
    match primitive {
        Primitive::True => Some(0),
        Primitive::Int | Primitive::Float => Some(4),
        Primitive::Long | Primitive::Double => Some(8),
        Primitive::Int128 => Some(16),
        Primitive::Int256 => Some(32),
        Primitive::Int512 => Some(64),
        Primitive::String | Primitive::Bytes | Primitive::Bool | Primitive::Vector | Primitive::Object => {
            None
        }
    }
}
