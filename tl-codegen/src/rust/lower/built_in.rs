//! What is refused before anything is planned: built-in names declared in another form, and names beyond use.

use tl_parser::Diagnostics;
use tl_parser::schema::{CombinatorId, Field, FieldType, Primitive, Schema};

use crate::codes;

/// A name with more namespaces is no name that anybody would write.
const MAX_NAMESPACES: usize = 32;

/// All problems, in schema order.
pub(super) fn check(schema: &Schema) -> Diagnostics {
    let mut problems = Diagnostics::default();
    for id in schema.combinators().filter(|&id| !schema[id].is_predefined()) {
        let combinator = &schema[id];
        let type_name = schema.type_of(id).map_or("", |ty| schema[ty].name());
        if [combinator.name(), type_name].iter().any(|name| name.split('.').count() > MAX_NAMESPACES) {
            problems.push(*codes::deep_namespace(combinator.span()));
        }
        if !is_usual(schema, id) {
            problems.push(*codes::built_in(combinator.name(), combinator.span()));
        }
    }
    problems
}

/// Whether a constructor of a built-in type has the form and, where the runtime knows it by heart, the id that the
/// language gives it.
fn is_usual(schema: &Schema, id: CombinatorId) -> bool {
    let Some(primitive) = schema.type_of(id).and_then(|ty| schema[ty].primitive()) else { return true };
    let combinator = &schema[id];
    let fields: Vec<&FieldType> = combinator.fields().iter().map(Field::ty).collect();
    let words = |count| match fields.as_slice() {
        [FieldType::Repeat(repeat)] => repeat.count.var.is_none() && repeat.count.plus == count,
        fields => fields.is_empty(),
    };
    match primitive {
        Primitive::Object => true,
        Primitive::Bool => {
            let usual = [("boolFalse", 0xbc79_9737), ("boolTrue", 0x9972_75b5)];
            fields.is_empty() && usual.contains(&(combinator.name(), combinator.id()))
        }
        Primitive::Vector => combinator.name() == "vector" && combinator.id() == 0x1cb5_c415,
        Primitive::Int128 => words(4),
        Primitive::Int256 => words(8),
        Primitive::Int512 => words(16),
        _ => fields.is_empty(),
    }
}
