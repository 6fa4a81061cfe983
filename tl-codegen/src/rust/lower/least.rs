//! The minimum numbers of bytes of vector items. Readers use them to check the number of items.
//!
//! A type gets a constant for its minimum number of bytes only if it is the item of a vector or a type argument in the
//! schema. For other types, the defaults of the traits are sufficient.

use tl_parser::schema::{CombinatorId, Schema, TypeId};
use tl_parser::wire::{Arg, Field, Value, Wire};

/// Number of bytes of an id.
const ID: usize = 4;

/// The types that may be items of vectors or repetitions.
#[derive(Debug)]
pub(super) struct Least {
    /// Boxed types, by index.
    types: Vec<bool>,
    /// Bare constructors, by index.
    constructors: Vec<bool>,
}

impl Least {
    pub(super) fn new(schema: &Schema, wire: &Wire) -> Self {
        let (types, constructors) =
            (vec![false; schema.types().len()], vec![false; schema.combinators().len()]);
        let mut items = Items { types, constructors };
        for id in schema.combinators() {
            items.note_list(&wire[id].fields);
            wire[id].result.iter().for_each(|result| items.note(result));
        }
        Self { types: items.types, constructors: items.constructors }
    }

    /// Returns the minimum number of bytes of the fields of a struct, if the struct needs a constant for it.
    pub(super) fn of_struct(&self, schema: &Schema, wire: &Wire, id: CombinatorId) -> Option<usize> {
        let is_boxed_item = schema.type_of(id).is_some_and(|ty| self.types[ty.index()]);
        let is_item = is_boxed_item || self.constructors[id.index()];
        Some(wire[id].min_size).filter(|&size| is_item && size > 0)
    }

    /// Returns the minimum number of bytes of a value of an enum, if the enum needs a constant for it.
    pub(super) fn of_enum(&self, wire: &Wire, ty: TypeId) -> Option<usize> {
        Some(wire[ty].min_size).filter(|&size| self.types[ty.index()] && size > ID)
    }
}

/// The types that were found to be items.
struct Items {
    types: Vec<bool>,
    constructors: Vec<bool>,
}

impl Items {
    fn note_list(&mut self, fields: &[Field]) {
        fields.iter().for_each(|field| self.note(&field.value));
    }

    fn note(&mut self, value: &Value) {
        match value {
            Value::Vector { item, .. } => self.note_item(item),
            Value::Repeat(repeat) => {
                repeat.item().into_iter().for_each(|item| self.note_item(item));
                self.note_list(&repeat.fields);
            }
            Value::Boxed { args, .. } | Value::Bare { args, .. } => self.note_args(args),
            _ => {}
        }
    }

    /// Notes the arguments as items. A type argument may be the item of a vector.
    fn note_args(&mut self, args: &[Arg]) {
        for arg in args {
            if let Arg::Type(value) = arg {
                self.note_item(value);
            }
        }
    }

    fn note_item(&mut self, item: &Value) {
        match item {
            Value::Boxed { ty, .. } => self.types[ty.index()] = true,
            Value::Bare { constructor, .. } => self.constructors[constructor.index()] = true,
            _ => {}
        }
        self.note(item);
    }
}
