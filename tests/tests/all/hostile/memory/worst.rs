//! Computes the most memory that a byte of input may take when it is read. The result follows from the schema and the
//! sizes of its types.
//!
//! The *price* is a number of bytes of memory that each byte of input may take. The *gain* of a value is the number of
//! bytes of memory that it takes, minus the price times the number of its encoded bytes. If no possible item of a
//! vector has a positive gain, a longer vector has no larger gain. Then the gains of all values have a maximum.

use std::collections::HashMap;

use tl_parser::schema::{Arg, Combinator, CombinatorId, Field, FieldType, Primitive, Schema, TypeRef};
use tl_runtime::Limits;
use tl_tests::sizes;

use crate::generated::{self, Generated};

/// The size of a `String` and of every `Vec`.
const VEC: usize = size_of::<Vec<u8>>();

/// A schema with the sizes of its types.
struct SizedSchema {
    schema: Schema,
    combinators: HashMap<u32, usize>,
    types: HashMap<&'static str, usize>,
}

/// The largest gains at one price, by the index of the combinator or type in the schema: of the fields of each
/// combinator, and of a boxed value of each type.
struct Gains<'s> {
    of: &'s SizedSchema,
    price: f64,
    fields: Vec<f64>,
    boxed: Vec<f64>,
}

impl SizedSchema {
    /// Returns the size of the struct of a combinator. Returns 0 for built-in and generic combinators.
    fn size(&self, id: CombinatorId) -> usize {
        self.combinators.get(&self.schema[id].id()).copied().unwrap_or_default()
    }

    fn primitive(&self, ty: &TypeRef) -> Option<Primitive> {
        match ty {
            TypeRef::Nat => Some(Primitive::Int),
            TypeRef::Var(_) => None,
            TypeRef::Boxed { ty, .. } => self.schema[*ty].primitive(),
            TypeRef::Bare { constructor, .. } => {
                self.schema.type_of(*constructor).and_then(|ty| self.schema[ty].primitive())
            }
        }
    }

    /// Returns the size of an item in its vector.
    fn item_size(&self, ty: &TypeRef) -> usize {
        match (self.primitive(ty), ty) {
            (Some(primitive), _) => width(primitive).unwrap_or(VEC),
            (None, TypeRef::Boxed { ty, .. }) => self.types[self.schema[*ty].name()],
            (None, TypeRef::Bare { constructor, .. }) => self.combinators[&self.schema[*constructor].id()],
            (None, TypeRef::Nat | TypeRef::Var(_)) => panic!("items are of a known type"),
        }
    }

    /// Returns the types of the items of all vectors, each with the name of a field or function that has such a vector.
    fn items(&self) -> Vec<(String, TypeRef)> {
        let mut items: Vec<(String, TypeRef)> = Vec::new();
        for (place, ty) in self.schema.combinators().flat_map(|id| places(&self.schema[id])) {
            let mut ty = ty;
            while let Some(item) = self.item(ty) {
                if !matches!(item, TypeRef::Var(_)) && items.iter().all(|(_, known)| known != item) {
                    items.push((place.clone(), item.clone()));
                }
                ty = item;
            }
        }
        items
    }

    fn item<'t>(&self, ty: &'t TypeRef) -> Option<&'t TypeRef> {
        let (TypeRef::Boxed { args, .. } | TypeRef::Bare { args, .. }) = ty else { return None };
        match args.as_slice() {
            [Arg::Type(item)] if self.primitive(ty) == Some(Primitive::Vector) => Some(item),
            _ => None,
        }
    }

    /// Returns the names of fields and functions with vectors whose items have a positive gain at `price`.
    fn with_positive_gain(&self, price: f64) -> Vec<String> {
        let gains = Gains::new(self, price);
        let items = self.items().into_iter().filter(|(_, item)| gains.item(item) > 0.0);
        items.map(|(place, _)| place).collect()
    }

    /// Returns the lowest price at which no item of any vector has a positive gain, with an accuracy of 0.01.
    fn worst(&self) -> f64 {
        let (mut low, mut high) = (0.0, 128.0);
        while high - low > 0.01 {
            let price = f64::midpoint(low, high);
            if self.with_positive_gain(price).is_empty() { high = price } else { low = price }
        }
        high
    }
}

impl<'s> Gains<'s> {
    fn new(of: &'s SizedSchema, price: f64) -> Self {
        let none = |len| vec![f64::NEG_INFINITY; len];
        let (fields, boxed) = (none(of.schema.combinators().len()), none(of.schema.types().len()));
        let mut gains = Self { of, price, fields, boxed };
        // Values cannot be nested deeper than the limit. Usually, a few levels are enough for the largest gains.
        for _ in 0..Limits::default().depth {
            if !gains.deepen() {
                break;
            }
        }
        gains
    }

    /// Adds the gains of one more level of nesting. Returns whether any gain changed.
    fn deepen(&mut self) -> bool {
        let schema = &self.of.schema;
        let fields: Vec<_> = schema.combinators().map(|id| self.combinator(&schema[id])).collect();
        let boxed: Vec<_> = schema.types().map(|ty| self.boxed(schema[ty].constructors())).collect();
        let more = (&fields, &boxed) != (&self.fields, &self.boxed);
        (self.fields, self.boxed) = (fields, boxed);
        more
    }

    fn combinator(&self, combinator: &Combinator) -> f64 {
        combinator.fields().iter().map(|field| self.field(field)).sum()
    }

    /// Returns the gain of a boxed value. Assumes that each variant of an enum has its struct in a `Box`, although
    /// small structs are directly in the enum.
    fn boxed(&self, constructors: &[CombinatorId]) -> f64 {
        let alone = constructors.len() == 1;
        let gain = |id: &CombinatorId| {
            let payload = if alone { 0 } else { self.of.size(*id) };
            payload as f64 + self.fields[id.index()]
        };
        self.bytes(4) + constructors.iter().map(gain).fold(f64::NEG_INFINITY, f64::max)
    }

    fn field(&self, field: &Field) -> f64 {
        let gain = match field.ty() {
            FieldType::Nat => self.bytes(4),
            FieldType::Value(ty) => self.value(ty),
            // The type of a call is a type parameter, so the struct of the call is counted separately. In the tested
            // schemas, only built-in types have fields of the kinds `Type` and `Repeat`.
            FieldType::Call(_) | FieldType::Type | FieldType::Repeat(_) => self.bytes(4),
        };
        // Fields that share a bit are treated as independent. This can only increase the gain.
        if field.condition().is_some() { gain.max(0.0) } else { gain }
    }

    fn value(&self, ty: &TypeRef) -> f64 {
        match (self.of.primitive(ty), ty) {
            (Some(Primitive::Vector), TypeRef::Boxed { .. }) => self.bytes(8),
            (Some(Primitive::Bool | Primitive::Object), _) => self.bytes(4),
            (Some(primitive), _) => self.bytes(width(primitive).unwrap_or(4)),
            (None, TypeRef::Boxed { ty, .. }) => self.boxed[ty.index()],
            (None, TypeRef::Bare { constructor, .. }) => self.fields[constructor.index()],
            (None, TypeRef::Nat | TypeRef::Var(_)) => self.bytes(4),
        }
    }

    fn item(&self, ty: &TypeRef) -> f64 {
        self.of.item_size(ty) as f64 + self.value(ty)
    }

    fn bytes(&self, len: usize) -> f64 {
        -(len as f64 * self.price)
    }
}

/// Returns the width of a number, which is the same on the wire and in memory.
fn width(primitive: Primitive) -> Option<usize> {
    Some(match primitive {
        Primitive::True => 0,
        Primitive::Int | Primitive::Float => 4,
        Primitive::Long | Primitive::Double => 8,
        Primitive::Int128 => 16,
        Primitive::Int256 => 32,
        Primitive::Int512 => 64,
        Primitive::Bool => 1,
        Primitive::String | Primitive::Bytes | Primitive::Vector | Primitive::Object => return None,
    })
}

/// Returns the types of all values in a combinator, each with the name of its field. The result has the name of the
/// combinator.
fn places(combinator: &Combinator) -> Vec<(String, &TypeRef)> {
    let name = combinator.name();
    let mut places: Vec<_> = vec![(name.to_owned(), combinator.result())];
    for field in combinator.fields() {
        if let FieldType::Value(ty) = field.ty() {
            places.push((format!("{name}.{}", field.name().unwrap_or_default()), ty));
        }
    }
    places
}

fn all() -> [SizedSchema; 3] {
    let [mtproto, layer_82, layer_230, ..] = generated::all();
    [
        sized(mtproto, sizes::mtproto::COMBINATORS, sizes::mtproto::TYPES),
        sized(layer_82, sizes::layer_82::COMBINATORS, sizes::layer_82::TYPES),
        sized(layer_230, sizes::layer_230::COMBINATORS, sizes::layer_230::TYPES),
    ]
}

fn sized(module: Generated, combinators: &[(u32, usize)], types: &[(&'static str, usize)]) -> SizedSchema {
    let (combinators, types) = (combinators.iter().copied(), types.iter().copied());
    SizedSchema { schema: module.schema, combinators: combinators.collect(), types: types.collect() }
}

/// Checks that the default limit allows all values of these schemas, with one exception: vectors with more than two
/// hundred nearly empty items of one of two types. These items are a bot without an id (288 bytes of memory from 8
/// bytes) and a transaction without a hash (440 bytes from 12).
#[test]
fn values_take_less_memory_than_the_limit() {
    let price = f64::from(Limits::default().memory - 1);
    let [mtproto, layer_82, layer_230] = all();
    for (name, sized) in [("mtproto", &mtproto), ("layer 82", &layer_82), ("layer 230", &layer_230)] {
        println!("{name}: at most {:.1} bytes for each byte of an item", sized.worst());
    }
    assert_eq!(mtproto.with_positive_gain(price), [""; 0]);
    assert_eq!(layer_82.with_positive_gain(price), [""; 0]);
    assert_eq!(
        layer_230.with_positive_gain(price),
        ["chatFull.bot_info", "updates.difference.other_updates"]
    );
    assert!(layer_230.worst() < 37.0);
}

/// Checks values without long vectors. The memory of such a value is less than the number of its bytes times
/// `Limits::memory`, plus 1 KiB. The limit allows 16 KiB instead of 1 KiB.
#[test]
fn values_without_long_vectors_are_within_the_memory_limit() {
    let price = f64::from(Limits::default().memory - 1);
    for sized in all() {
        let gains = Gains::new(&sized, price);
        let most = sized.schema.types().map(|ty| gains.boxed[ty.index()]).fold(0.0, f64::max);
        assert!(most < 1_024.0, "{most}");
    }
}
