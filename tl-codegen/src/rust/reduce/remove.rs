//! Removes the items, fields and variants of a package that are not needed.

use super::super::model::{
    Bit, Codec, Directions, Enum, Field, FieldStep, Ident, Item, Mask, Other, OtherContent, Package,
    SkipStep, Skipped, Step, Struct, Type,
};
use super::super::names::OTHER;
use super::fields::{is_flag, stays_unread};
use super::marks::{Mark, Marks, is_named};
use crate::rust::used::Used;

pub(super) fn unneeded(mut package: Package, marks: &Marks, used: &Used) -> Package {
    for (number, module) in package.modules.iter_mut().enumerate() {
        let items = std::mem::take(&mut module.items).into_iter().enumerate();
        let needed = items.filter_map(|(index, item)| {
            let mark = marks.of(number, index);
            mark.why.map(|_| self::item(item, mark, used))
        });
        module.items = needed.collect();
        module.has_placeholder = module.items.is_empty() && is_named(module, used);
    }
    // If values are JSON, the registry is kept, because there is no table that contains the names.
    package.registry = package.registry.filter(|_| used.has("NAMES") || package.is_json);
    package
}

fn item(item: Item, mark: &Mark, used: &Used) -> Item {
    match item {
        Item::Struct(item) => Item::Struct(structure(item, mark, used)),
        Item::Enum(item) => Item::Enum(enumeration(item, mark, used)),
        Item::Alias(item) => Item::Alias(item),
    }
}

/// The state of a field after the reduction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FieldState {
    Kept,
    /// The field stays, but contains the bytes of its value.
    Unread,
    Removed,
}

fn structure(mut item: Struct, mark: &Mark, used: &Used) -> Struct {
    let state = |(field, &is_needed): (&Field, &bool)| match mark.directions {
        _ if is_needed => FieldState::Kept,
        Directions::BOTH if stays_unread(field) => FieldState::Unread,
        Directions::BOTH => FieldState::Kept,
        _ => FieldState::Removed,
    };
    let states: Vec<FieldState> = item.fields.iter().zip(&mark.parts).map(state).collect();
    let fields = std::mem::take(&mut item.fields);
    let is_removed = |ident: &Ident| {
        fields
            .iter()
            .zip(&states)
            .any(|(field, state)| field.ident == *ident && *state == FieldState::Removed)
    };
    let wire = std::mem::take(&mut item.wire);
    item.wire =
        wire.into_iter().filter_map(|step| self::step(step, &fields, &states, mark.directions)).collect();
    item.derived.retain(|flag| !flag.payloads.first().is_none_or(is_removed));
    for flag in &mut item.derived {
        flag.setter = flag.setter.take().filter(|_| !flag.payloads.iter().any(is_removed));
    }
    item.new &= mark.directions.writes || used.constructs(item.ident.plain());
    item.directions = mark.directions;
    item.fields =
        fields.into_iter().zip(states).filter_map(|(field, state)| self::field(field, state)).collect();
    item
}

fn field(field: Field, state: FieldState) -> Option<Field> {
    match state {
        FieldState::Kept => Some(field),
        FieldState::Unread => Some(Field { ty: Type::Option(Box::new(Type::Unread)), ..field }),
        FieldState::Removed => None,
    }
}

fn step(step: Step, fields: &[Field], states: &[FieldState], directions: Directions) -> Option<Step> {
    let find = |ident: &Ident| fields.iter().zip(states).find(|(field, _)| field.ident == *ident);
    match step {
        Step::Field(step) => match find(&step.ident) {
            Some((field, FieldState::Unread)) => {
                let codec = Codec::Unread(field.code.clone().unwrap_or_default());
                Some(Step::Field(FieldStep { codec, ..step }))
            }
            Some((field, FieldState::Removed)) => {
                skip(step, field).filter(|_| directions.reads).map(Step::Skip)
            }
            _ => Some(Step::Field(step)),
        },
        // Readers need all declared bits, including those of removed fields.
        Step::Mask(Mask { local, name, bits, kept }) if !directions.reads => {
            let is_kept = |ident: &Ident| !matches!(find(ident), Some((_, FieldState::Removed)));
            let bits = bits.into_iter().filter_map(|Bit { bit, fields }| {
                let fields: Vec<_> = fields.into_iter().filter(|field| is_kept(&field.ident)).collect();
                (!fields.is_empty()).then_some(Bit { bit, fields })
            });
            Some(Step::Mask(Mask { local, name, bits: bits.collect(), kept }))
        }
        step => Some(step),
    }
}

/// Returns the step that skips a field, or `None` if the field has no bytes.
fn skip(step: FieldStep, field: &Field) -> Option<SkipStep> {
    if is_flag(field) {
        return None;
    }
    let ty = match (&field.ty, &step.presence) {
        (Type::Option(inner), Some(_)) => inner,
        (ty, _) => ty,
    };
    let value = match (ty, &step.codec) {
        (_, Codec::Json(_)) => Skipped::Member(step.name),
        (Type::I32 | Type::U32 | Type::F32, Codec::Own) => Skipped::Bytes(4),
        (Type::I64 | Type::F64, Codec::Own) => Skipped::Bytes(8),
        (Type::ByteArray(len), Codec::Own) => Skipped::Bytes(*len),
        (Type::Bool, Codec::Own) => Skipped::Bool,
        (Type::String, Codec::Own) => Skipped::Text,
        (Type::Bytes | Type::SharedBytes, Codec::Own) => Skipped::Data,
        _ => Skipped::Value(field.code.clone()?),
    };
    Some(SkipStep { value, presence: step.presence })
}

fn enumeration(mut item: Enum, mark: &Mark, used: &Used) -> Enum {
    let is_needed = &mark.parts;
    let unread = |code| Other { ident: Ident(OTHER.into()), content: OtherContent::Unread(code) };
    item.other = item.other.take().or_else(|| item.code.clone().map(unread));
    item.getters.retain(|getter| used.has(getter.ident.plain()));
    item.getters.iter_mut().for_each(|getter| retain(&mut getter.optional, is_needed));
    retain(&mut item.variants, is_needed);
    item.directions = mark.directions;
    item
}

fn retain<T>(items: &mut Vec<T>, is_needed: &[bool]) {
    let mut needed = is_needed.iter();
    items.retain(|_| needed.next().copied().unwrap_or_default());
}
