//! One value of each method: what it requires, and the first of what it does not.

use std::borrow::Cow;
use std::cell::Cell;

use tl_parser::schema::{
    Arg, Category, CombinatorId, Condition, Field, FieldRole, FieldType, NatExpr, Primitive, Repeat, Schema,
    TypeRef, Var, json_keys,
};

use super::choices::{Choices, is_built_in};

/// How deep an example may nest.
const DEPTH: u32 = 24;

/// Of how many values an example may be made.
const VALUES: u32 = 400;

/// A value, whatever it is written in.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'s> {
    /// `int` and `#`
    Int(i64),
    Long(i64),
    Double(f64),
    String(&'static str),
    Bytes(&'static [u8]),
    /// `int128` and its like.
    Fixed(&'static [u8]),
    Bool(bool),
    True,
    List(Vec<Self>),
    Object(CombinatorId, Vec<Member<'s>>),
    /// An item of a repetition.
    Record(Vec<Member<'s>>),
}

/// What an object holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member<'s> {
    /// What JSON calls it.
    pub(super) key: Cow<'s, str>,
    pub(super) value: Value<'s>,
}

/// Makes values of one schema.
#[derive(Debug)]
pub(super) struct Sampler<'s> {
    schema: &'s Schema,
    choices: Choices,
    /// What `!X` is.
    inner: Option<CombinatorId>,
}

/// What variables stand for.
#[derive(Clone, Copy)]
struct Scope<'a, 's> {
    /// What the implicit arguments of the combinator are, which its result applies its type to.
    result: &'s [Arg],
    args: &'s [Arg],
    outer: Option<&'a Scope<'a, 's>>,
    /// The numbers among the fields so far.
    numbers: &'a [u32],
    /// The list around a repetition.
    up: Option<&'a Scope<'a, 's>>,
    /// How deep values of the constructor nest: what is in its vectors nests less.
    level: u32,
    depth: u32,
    /// How many values may still be made.
    stock: &'a Cell<u32>,
}

impl<'s> Sampler<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        let is_plain =
            |&id: &CombinatorId| schema[id].fields().is_empty() && schema[id].implicit().is_empty();
        let plain = || schema.declared(Category::Function).filter(is_plain);
        // Whoever tries it had better change nothing.
        let inner = plain().find(|&id| asks(schema[id].name())).or_else(|| plain().next());
        Self { schema, choices: Choices::new(schema), inner }
    }

    /// A call of a function; none where no value of a parameter has an end, or too late.
    pub(super) fn call(&self, id: CombinatorId) -> Option<Value<'s>> {
        let stock = Cell::new(VALUES);
        let scope = Scope {
            result: &[],
            args: &[],
            outer: None,
            numbers: &[],
            up: None,
            level: u32::MAX,
            depth: 0,
            stock: &stock,
        };
        self.object(id, scope, true)
    }

    fn object(&self, id: CombinatorId, scope: Scope<'_, 's>, is_call: bool) -> Option<Value<'s>> {
        let combinator = &self.schema[id];
        let roles = self.schema.roles(combinator.fields(), Some(combinator.result()));
        Some(Value::Object(id, self.members(combinator.fields(), &roles, scope, is_call)?))
    }

    /// The members of an object; with `extra`, the first that may be left out too, and what shares its bit.
    fn members(
        &self,
        fields: &'s [Field],
        roles: &[FieldRole],
        scope: Scope<'_, 's>,
        extra: bool,
    ) -> Option<Vec<Member<'s>>> {
        let extra = extra.then(|| first_bit(fields, roles)).flatten();
        let mut numbers = vec![0; fields.len()];
        let mut members = Vec::new();
        for (index, (field, key)) in fields.iter().zip(json_keys(fields)).enumerate() {
            match (roles[index], extra) {
                (FieldRole::Mask, Some((mask, bit))) if mask == index => numbers[index] = 1 << (bit & 31),
                (FieldRole::Mask | FieldRole::Length(_), _) => {}
                (FieldRole::Count(of), _) => numbers[index] = self.count(&fields[of], scope),
                (FieldRole::Plain | FieldRole::Visible, _) => {
                    let scope = Scope { numbers: &numbers, ..scope };
                    if field.condition().is_none_or(|condition| holds(scope, condition)) {
                        let is_used = roles[index] == FieldRole::Visible;
                        let value = self.field(field, scope, is_used)?;
                        members.push(Member { key, value });
                    }
                }
            }
        }
        Some(members)
    }

    /// A number that others depend on is 0, so that they may do without.
    fn field(&self, field: &'s Field, scope: Scope<'_, 's>, is_used: bool) -> Option<Value<'s>> {
        match field.ty() {
            FieldType::Nat => Some(Value::Int(i64::from(!is_used))),
            FieldType::Type => None,
            FieldType::Value(ty) => self.value(ty, scope),
            FieldType::Call(_) => self.object(self.inner?, deeper(scope)?, false),
            FieldType::Repeat(repeat) => self.repeat(repeat, scope),
        }
    }

    /// How many items a repetition has whose number follows from them.
    fn count(&self, field: &Field, scope: Scope<'_, 's>) -> u32 {
        let FieldType::Repeat(repeat) = field.ty() else { return 0 };
        let mut types = repeat.fields.iter().map(|field| match field.ty() {
            FieldType::Nat => true,
            FieldType::Value(ty) => self.nests_less(ty, scope),
            FieldType::Type | FieldType::Call(_) | FieldType::Repeat(_) => false,
        });
        u32::from(types.all(|nests_less| nests_less))
    }

    fn repeat(&self, repeat: &'s Repeat, scope: Scope<'_, 's>) -> Option<Value<'s>> {
        let count = number(scope, repeat.count);
        let inner = Scope { numbers: &[], up: Some(&scope), ..scope };
        let item = || {
            let inner = deeper(inner)?;
            match repeat.fields.as_slice() {
                [only] if only.name().is_none() && only.condition().is_none() => {
                    self.field(only, inner, false)
                }
                fields => {
                    self.members(fields, &self.schema.roles(fields, None), inner, false).map(Value::Record)
                }
            }
        };
        (0..count).map(|_| item()).collect::<Option<_>>().map(Value::List)
    }

    fn value(&self, ty: &'s TypeRef, scope: Scope<'_, 's>) -> Option<Value<'s>> {
        let scope = deeper(scope)?;
        match ty {
            TypeRef::Nat => Some(Value::Int(1)),
            TypeRef::Var(Var::Field { .. }) => None,
            TypeRef::Var(Var::Implicit(index)) => match argument(scope, *index)? {
                (Arg::Type(ty), outer) => self.value(ty, Scope { depth: scope.depth, ..*outer }),
                (Arg::Nat(_), _) => None,
            },
            TypeRef::Boxed { ty: id, args } => match self.schema[*id].primitive() {
                Some(primitive) => self.built_in(primitive, args, scope),
                None => self.constructor(self.choices.of(*id)?, args, scope),
            },
            TypeRef::Bare { constructor, args } => {
                let ty = self.schema.type_of(*constructor).filter(|_| is_built_in(self.schema, *constructor));
                match ty.and_then(|ty| self.schema[ty].primitive()) {
                    Some(primitive) => self.built_in(primitive, args, scope),
                    None => self.constructor(*constructor, args, scope),
                }
            }
        }
    }

    fn constructor(&self, id: CombinatorId, args: &'s [Arg], scope: Scope<'_, 's>) -> Option<Value<'s>> {
        let result = match self.schema[id].result() {
            TypeRef::Boxed { args, .. } => args.as_slice(),
            _ => &[],
        };
        let level = self.choices.level_of(id)?;
        self.object(
            id,
            Scope { result, args, outer: Some(&scope), numbers: &[], up: None, level, ..scope },
            false,
        )
    }

    fn built_in(&self, primitive: Primitive, args: &'s [Arg], scope: Scope<'_, 's>) -> Option<Value<'s>> {
        const BYTES: &[u8; 64] = b"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        Some(match primitive {
            Primitive::Int => Value::Int(1),
            Primitive::Long => Value::Long(1),
            Primitive::Double | Primitive::Float => Value::Double(0.5),
            Primitive::String => Value::String("string"),
            Primitive::Bytes => Value::Bytes(b"bytes"),
            Primitive::Int128 => Value::Fixed(&BYTES[..16]),
            Primitive::Int256 => Value::Fixed(&BYTES[..32]),
            Primitive::Int512 => Value::Fixed(BYTES),
            Primitive::Bool | Primitive::Object => Value::Bool(true),
            Primitive::True => Value::True,
            Primitive::Vector => match args {
                [Arg::Type(item)] if self.nests_less(item, scope) => {
                    Value::List(vec![self.value(item, scope)?])
                }
                _ => Value::List(Vec::new()),
            },
        })
    }

    /// Whether a value nests less than what it would stand in, so that it has an end.
    fn nests_less(&self, ty: &TypeRef, scope: Scope<'_, 's>) -> bool {
        self.choices.level(self.schema, ty).is_some_and(|level| level < scope.level)
    }
}

/// Whether a function is called as those that only ask are.
fn asks(name: &str) -> bool {
    name.rsplit('.').next().is_some_and(|name| name.starts_with("get"))
}

/// The mask and the bit of the first field that may be left out, where its mask is computed.
fn first_bit(fields: &[Field], roles: &[FieldRole]) -> Option<(usize, u8)> {
    fields.iter().filter_map(Field::condition).find_map(|Condition { mask, bit }| match mask {
        Var::Field { up: 0, index } if roles[index] == FieldRole::Mask => Some((index, bit?)),
        _ => None,
    })
}

/// One value more, one level down; none where an example is long or deep enough.
fn deeper<'a, 's>(scope: Scope<'a, 's>) -> Option<Scope<'a, 's>> {
    let left = scope.stock.get().checked_sub(1)?;
    scope.stock.set(left);
    (scope.depth < DEPTH).then_some(Scope { depth: scope.depth + 1, ..scope })
}

fn holds(scope: Scope<'_, '_>, Condition { mask, bit }: Condition) -> bool {
    let number = variable(scope, mask);
    bit.map_or(number != 0, |bit| number >> (bit & 31) & 1 == 1)
}

fn number(scope: Scope<'_, '_>, nat: NatExpr) -> u32 {
    nat.var.map_or(0, |var| variable(scope, var)).saturating_add(nat.plus)
}

fn variable(scope: Scope<'_, '_>, var: Var) -> u32 {
    match var {
        Var::Implicit(index) => match argument(scope, index) {
            Some((Arg::Nat(nat), outer)) => number(*outer, *nat),
            _ => 0,
        },
        Var::Field { up, index } => {
            let list = (0..up).try_fold(&scope, |list, _| list.up);
            list.and_then(|list| list.numbers.get(index)).copied().unwrap_or_default()
        }
    }
}

/// What an implicit argument stands for, and the scope whose words it uses.
fn argument<'a, 's>(scope: Scope<'a, 's>, index: usize) -> Option<(&'s Arg, &'a Scope<'a, 's>)> {
    let is_it = |var: Option<Var>| var == Some(Var::Implicit(index));
    let parameter = scope.result.iter().position(|arg| match arg {
        Arg::Type(TypeRef::Var(var)) => is_it(Some(*var)),
        Arg::Nat(nat) => is_it(nat.var),
        Arg::Type(_) => false,
    })?;
    Some((scope.args.get(parameter)?, scope.outer?))
}
