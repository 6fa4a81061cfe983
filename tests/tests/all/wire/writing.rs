//! Encodes one value in TL's binary form.

use tl_parser::schema::{
    Arg, CombinatorId, Condition, Field, FieldType, NatExpr, Primitive, Repeat, TypeId, TypeRef, Var,
    Variable, VariableKind,
};

use super::bytes::{Random, put_string, put_word};
use super::{Bit, Variant, Wire, bits};

/// The maximum depth at which combinators have optional fields and vectors have items.
const DEPTH: usize = 3;

pub(super) struct Writing<'w> {
    wire: &'w Wire<'w>,
    variant: Variant,
    random: Random,
    depth: usize,
    out: Vec<u8>,
}

/// The values of the variables and fields of a combinator.
struct Scope {
    /// The values of the implicit arguments, such as `{t:Type}` and `{n:#}`: types and numbers without variables.
    variables: Vec<Arg>,
    /// The values of the fields that were written so far, or 0 for fields that are not numbers. A repetition such as
    /// `n*[ a:int ]` has a list of its own.
    numbers: Vec<Vec<u32>>,
}

impl<'w> Writing<'w> {
    pub(super) fn new(wire: &'w Wire<'w>, variant: Variant, seed: u64) -> Self {
        let more = if let Variant::Random(more) = variant { more << 32 } else { 0 };
        Self { wire, variant, random: Random::new(seed | more), depth: 0, out: Vec::new() }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.out
    }

    /// Writes the id, then the fields.
    pub(super) fn combinator(&mut self, id: CombinatorId) {
        put_word(&mut self.out, self.wire.schema[id].id());
        self.fields_of(id, &[]);
    }

    /// Writes the fields of `id` except the field at `gap`. Returns the number of bytes before that field.
    pub(super) fn fields_around(&mut self, id: CombinatorId, gap: usize) -> usize {
        let mut scope = Scope { variables: Vec::new(), numbers: vec![Vec::new()] };
        let mut before = 0;
        self.depth += 1;
        for index in 0..self.wire.schema[id].fields().len() {
            if index == gap {
                before = self.out.len();
                scope.numbers[0].push(0);
            } else {
                self.field(self.wire.schema[id].fields(), index, &mut scope);
            }
        }
        self.depth -= 1;
        before
    }

    /// Writes the fields of `id`, which has no implicit arguments.
    pub(super) fn bare_fields(&mut self, id: CombinatorId) {
        self.fields_of(id, &[]);
    }

    pub(super) fn word(&mut self, word: u32) {
        put_word(&mut self.out, word);
    }

    fn fields_of(&mut self, id: CombinatorId, args: &[Arg]) {
        let combinator = &self.wire.schema[id];
        let scope = &mut Scope { variables: self.variables(id, args), numbers: vec![Vec::new()] };
        self.depth += 1;
        for index in 0..combinator.fields().len() {
            self.field(combinator.fields(), index, scope);
        }
        self.depth -= 1;
    }

    /// Returns the implicit arguments of a constructor for a type with the arguments `args`.
    fn variables(&self, id: CombinatorId, args: &[Arg]) -> Vec<Arg> {
        let combinator = &self.wire.schema[id];
        let default = |variable: &Variable| match variable.kind() {
            VariableKind::Type => Arg::Type(TypeRef::Nat),
            VariableKind::Nat => Arg::Nat(NatExpr { var: None, plus: 0 }),
        };
        let mut variables: Vec<Arg> = combinator.implicit().iter().map(default).collect();
        if let TypeRef::Boxed { args: names, .. } = combinator.result() {
            for (name, arg) in names.iter().zip(args) {
                if let Arg::Type(TypeRef::Var(Var::Implicit(index)))
                | Arg::Nat(NatExpr { var: Some(Var::Implicit(index)), .. }) = name
                {
                    variables[*index] = arg.clone();
                }
            }
        }
        variables
    }

    fn field(&mut self, fields: &[Field], index: usize, scope: &mut Scope) {
        let field = &fields[index];
        let mut number = 0;
        if field.condition().is_none_or(|condition| scope.holds(condition)) {
            match field.ty() {
                FieldType::Nat => {
                    number = self.number(fields, index);
                    self.word(number);
                }
                FieldType::Value(ty) if self.is_object(ty) => self.object(fields, index),
                FieldType::Value(ty) => self.value(&scope.close(ty)),
                FieldType::Call(_) => self.call(),
                FieldType::Repeat(repeat) => self.repeat(repeat, scope),
                FieldType::Type => panic!("no back end supports serialised types"),
            }
        }
        scope.numbers.last_mut().unwrap().push(number);
    }

    /// Returns the value of the `#` at `index`. It is a mask if conditions test its bits, or a count if repetitions use
    /// it. A number that is passed to a type is small, because it may be a number of items.
    fn number(&mut self, fields: &[Field], index: usize) -> u32 {
        let mine = Var::Field { up: 0, index };
        let is_mine = |field: &Field| matches!(field.ty(), FieldType::Repeat(r) if r.count.var == Some(mine));
        let used: u32 = bits(fields).iter().filter(|bit| bit.mask == index).map(|bit| 1 << bit.bit).sum();
        let is_passed = fields.iter().any(|field| passes(field, index, 0));
        if used != 0 && is_passed {
            self.mask(fields, index, used) | (self.small() & !used)
        } else if used != 0 {
            self.mask(fields, index, used)
        } else if fields.iter().any(is_mine) {
            if self.is_rich() { 2 } else { 0 }
        } else if is_passed {
            self.small()
        } else if fields[index].name().is_some_and(|name| name.starts_with("flags")) {
            0
        } else {
            self.random.word() as u32
        }
    }

    fn small(&mut self) -> u32 {
        if self.is_rich() { self.random.below(5) as u32 } else { 0 }
    }

    fn mask(&mut self, fields: &[Field], index: usize, used: u32) -> u32 {
        let tested = |bit: Bit| if bit.mask == index { 1 << bit.bit } else { 0 };
        match self.variant {
            Variant::Only(bit) if self.depth == 1 => tested(bit) | leading_to(fields, bit.mask, index),
            Variant::Without(bit) if self.depth == 1 => used & !tested(bit),
            Variant::Random(_) if self.is_rich() => used & self.random.word() as u32,
            _ if self.is_rich() => used,
            _ => 0,
        }
    }

    /// Returns whether vectors have items and masks have bits at this depth.
    fn is_rich(&self) -> bool {
        self.variant != Variant::Minimal && self.depth <= DEPTH
    }

    fn is_object(&self, ty: &TypeRef) -> bool {
        let schema = self.wire.schema;
        let ty = match ty {
            TypeRef::Boxed { ty, .. } => Some(*ty),
            TypeRef::Bare { constructor, .. } if schema[*constructor].is_predefined() => {
                schema.type_of(*constructor)
            }
            _ => None,
        };
        ty.is_some_and(|ty| schema[ty].primitive() == Some(Primitive::Object))
    }

    /// Writes the constructor `pong`, which is the value of each `Object`.
    fn pong(&mut self) {
        let &[pong] = self.wire.schema.find_combinators("pong") else { panic!("no `pong`") };
        self.combinator(pong);
    }

    /// Writes the value of an `Object` field. If the previous field is called `bytes`, stores the length of the value
    /// in that field.
    fn object(&mut self, fields: &[Field], index: usize) {
        let start = self.out.len();
        self.pong();
        if index > 0 && fields[index - 1].name() == Some("bytes") {
            let len = (self.out.len() - start) as u32;
            self.out[start - 4..start].copy_from_slice(&len.to_le_bytes());
        }
    }

    fn call(&mut self) {
        let functions: Vec<_> = self.wire.plain_functions().collect();
        let function = if self.is_rich() { self.random.pick(&functions) } else { functions[0] };
        self.combinator(function);
    }

    fn repeat(&mut self, repeat: &Repeat, scope: &mut Scope) {
        for _ in 0..scope.count(repeat.count) {
            scope.numbers.push(Vec::new());
            for index in 0..repeat.fields.len() {
                self.field(&repeat.fields, index, scope);
            }
            scope.numbers.pop();
        }
    }

    /// Writes a value of a type without variables.
    pub(super) fn value(&mut self, ty: &TypeRef) {
        match ty {
            ty if self.is_object(ty) => self.pong(),
            TypeRef::Nat => self.leaf(4),
            TypeRef::Var(_) => panic!("the type contains a variable"),
            TypeRef::Bare { constructor, args, .. } => self.bare(*constructor, args),
            TypeRef::Boxed { ty, args } => {
                let constructor = self.choose(*ty);
                self.word(self.wire.schema[constructor].id());
                self.bare(constructor, args);
            }
        }
    }

    fn choose(&mut self, ty: TypeId) -> CombinatorId {
        let schema = self.wire.schema;
        if self.is_rich() {
            self.random.pick(schema[ty].constructors())
        } else {
            self.wire.finite.constructor(schema, ty)
        }
    }

    fn bare(&mut self, constructor: CombinatorId, args: &[Arg]) {
        let schema = self.wire.schema;
        let primitive = schema.type_of(constructor).and_then(|ty| schema[ty].primitive());
        match primitive {
            None | Some(Primitive::Object) => self.fields_of(constructor, args),
            Some(Primitive::Bool | Primitive::True) => {}
            Some(Primitive::Int | Primitive::Float) => self.leaf(4),
            Some(Primitive::Long) => self.leaf(8),
            Some(Primitive::Double) => self.double(),
            Some(Primitive::Int128) => self.leaf(16),
            Some(Primitive::Int256) => self.leaf(32),
            Some(Primitive::Int512) => self.leaf(64),
            Some(Primitive::String) => self.string(),
            Some(Primitive::Bytes) => self.bytes(),
            Some(Primitive::Vector) => {
                let [Arg::Type(item)] = args else { panic!("a vector without a type") };
                self.vector(item);
            }
        }
    }

    fn vector(&mut self, item: &TypeRef) {
        let count = match self.variant {
            _ if !self.is_rich() => 0,
            Variant::Random(_) => self.random_count(),
            _ => 1 + self.random.below(2),
        };
        self.word(count as u32);
        for _ in 0..count {
            self.value(item);
        }
    }

    /// Returns a random count. At the maximum depth, where items are short, it is sometimes large.
    fn random_count(&mut self) -> usize {
        match self.random.below(64) {
            0 if self.depth == DEPTH => 300,
            _ => self.random.below(4),
        }
    }

    /// Writes a `double`. Only one NaN is used, because JSON does not distinguish NaNs.
    fn double(&mut self) {
        let special =
            [0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE / 4.0, f64::MAX];
        let double = match self.variant {
            Variant::Minimal => 0.0,
            _ if self.random.below(4) == 0 => self.random.pick(&special),
            _ => f64::from_bits(self.random.word()),
        };
        let double = if double.is_nan() { f64::NAN } else { double };
        self.out.extend(double.to_le_bytes());
    }

    /// Writes a number of `len` bytes: 0 in a minimal value, and otherwise a random number.
    fn leaf(&mut self, len: usize) {
        let bytes = if self.variant == Variant::Minimal { vec![0; len] } else { self.random.bytes(len) };
        self.out.extend(bytes);
    }

    fn string(&mut self) {
        let text = if self.variant == Variant::Minimal { String::new() } else { self.random.text() };
        put_string(&mut self.out, text.as_bytes());
    }

    fn bytes(&mut self) {
        let len = if self.variant == Variant::Minimal { 0 } else { self.random.len() };
        let data = self.random.bytes(len);
        put_string(&mut self.out, &data);
    }
}

impl Scope {
    fn number(&self, var: Var) -> u32 {
        match var {
            Var::Field { up, index } => self.numbers[self.numbers.len() - 1 - up][index],
            Var::Implicit(index) => {
                let Arg::Nat(NatExpr { var: None, plus }) = self.variables[index] else {
                    panic!("not a number")
                };
                plus
            }
        }
    }

    fn holds(&self, condition: Condition) -> bool {
        let number = self.number(condition.mask);
        condition.bit.map_or(number != 0, |bit| number >> bit & 1 == 1)
    }

    fn count(&self, count: NatExpr) -> u32 {
        count.var.map_or(0, |var| self.number(var)) + count.plus
    }
}

/// If the mask at `mask` is optional, as in `m:n.1?#`, and its bit is in the number at `index`, returns this bit.
/// Otherwise, returns 0.
fn leading_to(fields: &[Field], mask: usize, index: usize) -> u32 {
    match fields[mask].condition() {
        Some(Condition { mask: Var::Field { index: outer, .. }, bit: Some(bit) }) if outer == index => {
            1 << bit
        }
        _ => 0,
    }
}

/// Returns whether `field` passes the number at `index` to a type, as in `(tuple int n)`, uses this number in a sum
/// such as `n+1`, or uses it inside a repetition. `depth` is the number of repetitions around the field.
fn passes(field: &Field, index: usize, depth: usize) -> bool {
    let is_it = |var: Option<Var>| var == Some(Var::Field { up: depth, index });
    let is_tested = depth > 0 && field.condition().is_some_and(|condition| is_it(Some(condition.mask)));
    let is_passed = match field.ty() {
        FieldType::Value(ty) => is_in(ty, &is_it),
        FieldType::Repeat(repeat) => {
            let is_sum = repeat.count.plus > 0 || depth > 0;
            (is_sum && is_it(repeat.count.var))
                || repeat.fields.iter().any(|field| passes(field, index, depth + 1))
        }
        _ => false,
    };
    is_tested || is_passed
}

fn is_in(ty: &TypeRef, is_it: &impl Fn(Option<Var>) -> bool) -> bool {
    let (TypeRef::Boxed { args, .. } | TypeRef::Bare { args, .. }) = ty else { return false };
    args.iter().any(|arg| match arg {
        Arg::Type(ty) => is_in(ty, is_it),
        Arg::Nat(number) => is_it(number.var),
    })
}

impl Scope {
    /// Returns `ty` with types and numbers instead of its variables.
    fn close(&self, ty: &TypeRef) -> TypeRef {
        let close_all = |args: &[Arg]| {
            let close = |arg: &Arg| match arg {
                Arg::Type(ty) => Arg::Type(self.close(ty)),
                Arg::Nat(number) => Arg::Nat(NatExpr { var: None, plus: self.count(*number) }),
            };
            args.iter().map(close).collect::<Vec<_>>()
        };
        match ty {
            TypeRef::Nat => TypeRef::Nat,
            TypeRef::Var(Var::Implicit(index)) => {
                let Arg::Type(ty) = &self.variables[*index] else { panic!("not a type") };
                ty.clone()
            }
            TypeRef::Var(Var::Field { .. }) => panic!("no back end supports serialised types"),
            TypeRef::Boxed { ty, args } => TypeRef::Boxed { ty: *ty, args: close_all(args) },
            TypeRef::Bare { constructor, args, has_percent } => {
                TypeRef::Bare { constructor: *constructor, args: close_all(args), has_percent: *has_percent }
            }
        }
    }
}
