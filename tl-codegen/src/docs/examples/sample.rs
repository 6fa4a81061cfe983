//! Creates one value of each combinator, with all required fields and the first optional one.

use std::cell::Cell;

use tl_parser::schema::{Category, CombinatorId, Condition, NatExpr, Schema, Var};
use tl_parser::wire::{Arg, Field, Repeat, Role, Value as TypeForm, Wire};

use super::choices::Choices;
use super::plausible::{Plausible, last_word};
use super::value::{Member, Value};

/// Maximum nesting depth of an example.
const DEPTH: u32 = 24;

/// Maximum number of values in an example.
const VALUES: u32 = 400;

/// Creates values of one schema.
#[derive(Debug)]
pub(super) struct Sampler {
    wire: Wire,
    choices: Choices,
    plausible: Plausible,
    /// The last word of the name of each combinator.
    last_words: Vec<String>,
    /// The function that examples call in fields such as `query:!X`.
    inner: Option<CombinatorId>,
}

/// The context that determines the values of variables.
#[derive(Clone, Copy)]
struct Context<'a> {
    /// For each implicit argument of the combinator, such as `{t:Type}`, the index of its value in `args`.
    parameters: &'a [Option<usize>],
    /// The arguments of the type, such as `int` in `Maybe int`.
    args: &'a [Arg],
    /// The context that determines the variables in `args`.
    outer: Option<&'a Self>,
    /// Values of the masks and counts so far, by the index of the field. For all other fields, the value is 0.
    numbers: &'a [u32],
    /// Within a repetition such as `n*[ x:int ]`, the context of the fields around the repetition.
    up: Option<&'a Self>,
    /// Nesting depth of the values of the constructor that contains the value. Items of its vectors nest less deeply.
    level: u32,
    /// Name of the field that contains the value.
    name: &'a str,
    /// The last word of the name of the combinator that contains the value.
    owner: &'a str,
    depth: u32,
    /// Number of values that may still be created.
    stock: &'a Cell<u32>,
}

impl Sampler {
    pub(super) fn new(schema: &Schema) -> Self {
        let wire = Wire::new(schema);
        let is_plain =
            |&id: &CombinatorId| schema[id].fields().is_empty() && schema[id].implicit().is_empty();
        let plain = || schema.declared(Category::Function).filter(is_plain);
        // Readers of the pages may run an example, so a function that changes nothing is preferred.
        let inner = plain().find(|&id| is_getter(schema[id].name())).or_else(|| plain().next());
        let last_words = schema.combinators().map(|id| last_word(schema[id].name())).collect();
        let (plausible, choices) = (Plausible::new(schema.layer()), Choices::new(schema, &wire));
        Self { wire, choices, plausible, last_words, inner }
    }

    /// Creates a value of a constructor or a call of a function. Returns `None` if the value of a field would be
    /// infinite, too large or too deep, or if its type has no examples.
    pub(super) fn combinator(&self, id: CombinatorId) -> Option<Value> {
        let context = Context {
            parameters: &[],
            args: &[],
            outer: None,
            numbers: &[],
            up: None,
            level: u32::MAX,
            name: "",
            owner: "",
            depth: 0,
            stock: &Cell::new(VALUES),
        };
        self.object(id, context, true)
    }

    fn object(&self, id: CombinatorId, context: Context<'_>, extra: bool) -> Option<Value> {
        let context = Context { owner: &self.last_words[id.index()], ..context };
        Some(Value::Object(id, self.members(&self.wire[id].fields, context, extra)?))
    }

    /// Creates the members of an object. With `extra`, they include the first optional member, and the members that
    /// share its bit.
    fn members(&self, fields: &[Field], context: Context<'_>, extra: bool) -> Option<Vec<Member>> {
        let extra = extra.then(|| first_bit(fields)).flatten();
        let mut numbers = vec![0; fields.len()];
        let mut members = Vec::new();
        for (index, field) in fields.iter().enumerate() {
            match (field.role, extra) {
                (Role::Mask { .. }, Some((mask, bit))) if mask == index => numbers[index] = 1 << (bit & 31),
                (Role::Mask { .. } | Role::Length, _) => {}
                (Role::Count { of }, _) => numbers[index] = self.count(&fields[of].value, context),
                (Role::Value | Role::Number, _) => {
                    let context = Context { numbers: &numbers, name: &field.key, ..context };
                    if field.condition.is_none_or(|condition| holds(context, condition)) {
                        members.push(Member { key: field.key.clone(), value: self.field(field, context)? });
                    }
                }
            }
        }
        Some(members)
    }

    /// Creates the value of a field. A number that other fields depend on is 0, so that these fields can be left out.
    fn field(&self, field: &Field, context: Context<'_>) -> Option<Value> {
        match field.role {
            Role::Number => Some(Value::Int(0)),
            _ => self.value(&field.value, context),
        }
    }

    /// Returns the number of items of a repetition whose count is computed: 1, or 0 if the items nest too deeply.
    fn count(&self, field: &TypeForm, context: Context<'_>) -> u32 {
        let TypeForm::Repeat(repeat) = field else { return 0 };
        u32::from(repeat.fields.iter().all(|part| self.nests_less(&part.value, context)))
    }

    fn repeat(&self, repeat: &Repeat, context: Context<'_>) -> Option<Value> {
        let count = number(context, repeat.count);
        let inner = Context { numbers: &[], up: Some(&context), ..context };
        let item = || match repeat.item() {
            Some(item) => self.value(item, inner),
            None => self.members(&repeat.fields, deeper(inner)?, false).map(Value::Record),
        };
        (0..count).map(|_| item()).collect::<Option<_>>().map(Value::List)
    }

    fn value(&self, form: &TypeForm, context: Context<'_>) -> Option<Value> {
        let context = deeper(context)?;
        match form {
            TypeForm::Scalar(scalar) | TypeForm::Tagged { scalar, .. } => {
                Some(self.plausible.value(context.owner, context.name, *scalar))
            }
            TypeForm::Vector { item, .. } if self.nests_less(item, context) => {
                Some(Value::List(vec![self.value(item, context)?]))
            }
            TypeForm::Vector { .. } => Some(Value::List(Vec::new())),
            TypeForm::Repeat(repeat) => self.repeat(repeat, context),
            TypeForm::Boxed { ty, args } => self.constructor(self.choices.of(*ty)?, args, context),
            TypeForm::Bare { constructor, args } => self.constructor(*constructor, args, context),
            TypeForm::Param(index) => match argument(context, *index)? {
                (Arg::Type(form), outer) => self.value(form, Context { depth: context.depth, ..*outer }),
                (Arg::Number(_), _) => None,
            },
            TypeForm::Object => Some(Value::Bool(true)),
            TypeForm::Call(_) => self.object(self.inner?, context, false),
            TypeForm::Unsupported => None,
        }
    }

    fn constructor(&self, id: CombinatorId, args: &[Arg], context: Context<'_>) -> Option<Value> {
        let (parameters, level) = (&*self.wire[id].parameters, self.choices.level_of(id)?);
        let inner =
            Context { parameters, args, outer: Some(&context), numbers: &[], up: None, level, ..context };
        self.object(id, inner, false)
    }

    /// Returns whether a value nests less deeply than the constructor that contains it. A vector has an item only if
    /// the item nests less deeply, so that nesting ends. The same applies to a repetition whose count is computed.
    fn nests_less(&self, form: &TypeForm, context: Context<'_>) -> bool {
        self.choices.level(form).is_some_and(|level| level < context.level)
    }
}

/// Returns whether a function only reads data, as far as its name shows.
fn is_getter(name: &str) -> bool {
    name.rsplit('.').next().is_some_and(|name| name.starts_with("get"))
}

/// Finds the first optional field whose mask is computed. Returns the index of the mask, and the bit.
fn first_bit(fields: &[Field]) -> Option<(usize, u8)> {
    fields.iter().filter_map(|field| field.condition).find_map(|Condition { mask, bit }| match mask {
        Var::Field { up: 0, index } if matches!(fields[index].role, Role::Mask { .. }) => Some((index, bit?)),
        _ => None,
    })
}

/// Returns the context of a value one level down. Returns `None` if the example has too many values or levels.
fn deeper(context: Context<'_>) -> Option<Context<'_>> {
    let left = context.stock.get().checked_sub(1)?;
    context.stock.set(left);
    (context.depth < DEPTH).then_some(Context { depth: context.depth + 1, ..context })
}

fn holds(context: Context<'_>, Condition { mask, bit }: Condition) -> bool {
    let number = variable(context, mask);
    bit.map_or(number != 0, |bit| number >> (bit & 31) & 1 == 1)
}

fn number(context: Context<'_>, nat: NatExpr) -> u32 {
    nat.var.map_or(0, |var| variable(context, var)).saturating_add(nat.plus)
}

fn variable(context: Context<'_>, var: Var) -> u32 {
    match var {
        Var::Implicit(index) => match argument(context, index) {
            Some((Arg::Number(nat), outer)) => number(*outer, *nat),
            _ => 0,
        },
        Var::Field { up, index } => {
            let list = (0..up).try_fold(&context, |list, _| list.up);
            list.and_then(|list| list.numbers.get(index)).copied().unwrap_or_default()
        }
    }
}

/// Returns the value of an implicit argument, and the context whose variables it uses.
fn argument(context: Context<'_>, index: usize) -> Option<(&Arg, &Context<'_>)> {
    let parameter = (*context.parameters.get(index)?)?;
    Some((context.args.get(parameter)?, context.outer?))
}
