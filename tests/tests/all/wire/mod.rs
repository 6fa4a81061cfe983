//! Encodes values from the schema, without generated code. In the names of functions and variables, an encoded value
//! is called *text*.

mod bytes;
mod deep;
mod filled;
mod finite;
mod samples;
mod writing;

use tl_parser::schema::{Category, CombinatorId, Field, Schema, Var};

pub(crate) use self::bytes::Random;
use self::finite::Finite;
use self::writing::Writing;

/// Encodes values of one schema.
pub(crate) struct Wire<'s> {
    schema: &'s Schema,
    finite: Finite,
}

/// Selects the contents of an encoded value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// No optional fields. Strings and vectors are empty.
    Minimal,
    /// All optional fields.
    Full,
    /// Random contents, which depend on the seed.
    Random(u64),
    /// Only the optional fields of one bit.
    Only(Bit),
    /// All optional fields except those of one bit.
    Without(Bit),
}

/// A bit of a mask. `mask` is the index of the mask among the fields of its combinator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bit {
    pub(crate) mask: usize,
    pub(crate) bit: u8,
}

/// Number of random values of each combinator.
const RANDOM_TEXTS: u64 = 4;

impl<'s> Wire<'s> {
    pub(crate) fn new(schema: &'s Schema) -> Self {
        Self { schema, finite: Finite::new(schema) }
    }

    /// Returns the boxed form of a constructor, or a call of a function.
    pub(crate) fn text(&self, id: CombinatorId, variant: Variant) -> Vec<u8> {
        let mut writing = Writing::new(self, variant, u64::from(self.schema[id].id()));
        writing.combinator(id);
        writing.finish()
    }

    /// Returns the variants in which the encoded values of a combinator may differ.
    pub(crate) fn variants(&self, id: CombinatorId) -> Vec<Variant> {
        let bits = bits(self.schema[id].fields());
        let alone = bits.iter().flat_map(|&bit| [Variant::Only(bit), Variant::Without(bit)]);
        let random = (1..=RANDOM_TEXTS).map(Variant::Random);
        [Variant::Minimal, Variant::Full].into_iter().chain(random).chain(alone).collect()
    }

    /// Returns the functions without implicit arguments such as `{X:Type}`. These functions contain no other functions.
    fn plain_functions(&self) -> impl Iterator<Item = CombinatorId> {
        self.schema.declared(Category::Function).filter(|&id| self.schema[id].implicit().is_empty())
    }
}

/// Returns the bits that the conditions of `fields` depend on.
pub(crate) fn bits(fields: &[Field]) -> Vec<Bit> {
    let mut bits = Vec::new();
    for condition in fields.iter().filter_map(Field::condition) {
        if let (Var::Field { index: mask, .. }, Some(bit)) = (condition.mask, condition.bit) {
            let bit = Bit { mask, bit };
            if !bits.contains(&bit) {
                bits.push(bit);
            }
        }
    }
    bits
}
