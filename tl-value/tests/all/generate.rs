//! Generates random values of a schema as JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tl_parser::schema::{
    Arg, Category, CombinatorId, Condition, Dialect, Field, FieldType, Primitive, Schema, TypeId, TypeRef,
    Var,
};

use crate::common::{Random, hex};

/// Generates values of one schema.
pub(crate) struct Generator<'s> {
    schema: &'s Schema,
    pub(crate) random: Random,
    /// The rank of each constructor, which is the depth of its shallowest value, or `None` if all its values are
    /// infinite.
    ranks: Vec<Option<u32>>,
}

/// From this depth on, only the shallowest values are generated.
const DEPTH: u32 = 4;

/// A value, or `None` if the generator does not support its type. For example, it does not support type parameters.
type Generated = Option<Value>;

impl<'s> Generator<'s> {
    pub(crate) fn new(schema: &'s Schema, seed: u64) -> Self {
        let mut generator =
            Self { schema, random: Random::new(seed), ranks: vec![None; schema.combinators().len()] };
        while generator.rank_once() {}
        generator
    }

    /// Computes the ranks of constructors whose fields have ranks. Returns whether a constructor got a rank.
    fn rank_once(&mut self) -> bool {
        let mut changed = false;
        for id in self.schema.combinators() {
            let rank =
                self.schema[id].fields().iter().try_fold(0, |rank, f| Some(rank.max(self.field_rank(f)?)));
            let rank = rank.map(|rank| rank + 1);
            if self.ranks[id.index()].is_none() && rank.is_some() {
                self.ranks[id.index()] = rank;
                changed = true;
            }
        }
        changed
    }

    fn field_rank(&self, field: &Field) -> Option<u32> {
        match field.ty() {
            _ if field.condition().is_some() => Some(0),
            FieldType::Value(TypeRef::Boxed { ty, .. }) if self.schema[*ty].primitive().is_none() => {
                self.schema[*ty].constructors().iter().filter_map(|id| self.ranks[id.index()]).min()
            }
            FieldType::Value(TypeRef::Bare { constructor, .. }) if self.primitive(*constructor).is_none() => {
                self.ranks[constructor.index()]
            }
            _ => Some(0),
        }
    }

    /// Returns a random value of this combinator.
    pub(crate) fn combinator(&mut self, id: CombinatorId, depth: u32) -> Generated {
        let combinator = &self.schema[id];
        let mut object = Map::from_iter([("_".to_owned(), combinator.name().into())]);
        let mut bits = BTreeMap::new();
        for (index, field) in combinator.fields().iter().enumerate() {
            let condition = field.condition();
            if let Some(Condition { mask, bit }) = condition {
                let is_set = || depth < DEPTH && self.random.bool();
                if !*bits.entry((format!("{mask:?}"), bit)).or_insert_with(is_set) {
                    continue;
                }
            }
            let next = combinator.fields().get(index + 1);
            match field.ty() {
                FieldType::Nat if self.is_mask(combinator.fields(), index) => {}
                FieldType::Nat => {
                    object.insert(field.name()?.to_owned(), self.value(&TypeRef::Nat, depth)?);
                }
                FieldType::Value(ty) if self.is_frame_length(field, ty, next) => {}
                FieldType::Value(ty) => {
                    object.insert(field.name()?.to_owned(), self.value(ty, depth)?);
                }
                FieldType::Call(_) => {
                    object.insert(field.name()?.to_owned(), self.call(depth)?);
                }
                FieldType::Type | FieldType::Repeat(_) => return None,
            }
        }
        Some(object.into())
    }

    fn primitive(&self, constructor: CombinatorId) -> Option<Primitive> {
        let ty = self.schema.type_of(constructor)?;
        let is_form = self.schema[ty].name().eq_ignore_ascii_case(self.schema[constructor].name());
        self.schema[ty].primitive().filter(|_| is_form)
    }

    fn is_frame_length(&self, field: &Field, ty: &TypeRef, next: Option<&Field>) -> bool {
        let is_int = matches!(ty, TypeRef::Bare { constructor, .. } if self.primitive(*constructor) == Some(Primitive::Int));
        let is_object = next.is_some_and(|next| match next.ty() {
            FieldType::Value(TypeRef::Boxed { ty, .. }) => {
                self.schema[*ty].primitive() == Some(Primitive::Object)
            }
            _ => false,
        });
        field.name() == Some("bytes") && is_int && is_object
    }

    fn is_mask(&self, fields: &[Field], index: usize) -> bool {
        let is_it =
            |condition: Condition| condition.mask == Var::Field { up: 0, index } && condition.bit.is_some();
        let is_named = fields[index].name().is_some_and(|name| name.starts_with("flags"));
        fields.iter().filter_map(Field::condition).any(is_it)
            || is_named && self.schema.dialect() == Dialect::Telegram
    }

    fn value(&mut self, ty: &TypeRef, depth: u32) -> Generated {
        match ty {
            TypeRef::Nat => Some((self.random.next() as u32).into()),
            TypeRef::Var(_) => None,
            TypeRef::Boxed { ty, args } => match self.schema[*ty].primitive() {
                Some(primitive) => self.built_in(primitive, args, depth),
                None if args.is_empty() => self.boxed(*ty, depth),
                None => None,
            },
            TypeRef::Bare { constructor, args, .. } => match self.primitive(*constructor) {
                Some(primitive) => self.built_in(primitive, args, depth),
                None if args.is_empty() => self.combinator(*constructor, depth + 1),
                None => None,
            },
        }
    }

    fn boxed(&mut self, ty: TypeId, depth: u32) -> Generated {
        let rank = |id: &CombinatorId| self.ranks[id.index()];
        let all: Vec<_> =
            self.schema[ty].constructors().iter().copied().filter(|id| rank(id).is_some()).collect();
        let shallowest = all.iter().copied().min_by_key(rank)?;
        let id = if depth < DEPTH { all[self.random.below(all.len())] } else { shallowest };
        self.combinator(id, depth + 1)
    }

    fn call(&mut self, depth: u32) -> Generated {
        let functions: Vec<_> = self.schema.declared(Category::Function).collect();
        let plain = |id: &CombinatorId| depth < DEPTH || self.schema[*id].fields().is_empty();
        let fitting: Vec<_> = functions.into_iter().filter(plain).collect();
        let id = fitting[self.random.below(fitting.len())];
        self.combinator(id, depth + 1)
    }

    fn built_in(&mut self, primitive: Primitive, args: &[Arg], depth: u32) -> Generated {
        Some(match primitive {
            Primitive::Int => (self.number() as i32).into(),
            Primitive::Long => (self.number() as i64).to_string().into(),
            Primitive::Double => double(f64::from_bits(self.number())),
            Primitive::Float => return None,
            Primitive::String => self.text().into(),
            Primitive::Bytes => self.base64().into(),
            Primitive::Int128 => self.hex(16).into(),
            Primitive::Int256 => self.hex(32).into(),
            Primitive::Int512 => self.hex(64).into(),
            Primitive::Bool => self.random.bool().into(),
            Primitive::True => true.into(),
            Primitive::Object => return self.object(depth),
            Primitive::Vector => {
                let [Arg::Type(item)] = args else { return None };
                let len = if depth < DEPTH { self.random.below(4) } else { 0 };
                return (0..len)
                    .map(|_| self.value(item, depth + 1))
                    .collect::<Option<Vec<_>>>()
                    .map(Value::from);
            }
        })
    }

    fn object(&mut self, depth: u32) -> Generated {
        let plain: Vec<_> = self.schema.declared(Category::Constructor).collect();
        match self.random.below(3) {
            0 => Some(json!({ "_": "#00000007", "raw": "AAECAw==" })),
            1 => Some(self.random.bool().into()),
            _ if depth >= DEPTH => Some(true.into()),
            _ => {
                let id = plain[self.random.below(plain.len())];
                let is_plain = self.schema[id].implicit().is_empty()
                    && self.schema.type_of(id).is_some_and(|ty| self.schema[ty].primitive().is_none());
                if is_plain { self.combinator(id, depth + 1) } else { Some(true.into()) }
            }
        }
    }

    /// Returns a small, medium or large number.
    fn number(&mut self) -> u64 {
        let bits = self.random.next();
        bits >> self.random.below(64)
    }

    fn text(&mut self) -> String {
        const CHARS: [char; 8] = ['a', 'Z', '"', '\\', '\n', '\u{1}', 'ж', '😀'];
        let len = [0, 1, 3, 8, 260][self.random.below(5)];
        (0..len).map(|_| CHARS[self.random.below(CHARS.len())]).collect()
    }

    fn base64(&mut self) -> &'static str {
        ["", "AA==", "/+8=", "AAEC", "////////"][self.random.below(5)]
    }

    fn hex(&mut self, len: usize) -> String {
        hex(&(0..len).map(|_| self.random.next() as u8).collect::<Vec<_>>())
    }
}

fn double(value: f64) -> Value {
    match value {
        _ if value.is_finite() => value.into(),
        _ if value.is_nan() => "NaN".into(),
        _ if value > 0.0 => "Infinity".into(),
        _ => "-Infinity".into(),
    }
}
