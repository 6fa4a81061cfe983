//! Determines which fields of a struct are needed.

use super::super::model::{
    Codec, Default, Directions, Field, FieldStep, Ident, Mask, NumberValue, Step, Struct, Type,
};
use crate::rust::used::Used;

/// For each field, returns whether it is needed if the struct has these `directions`. Fields that are already needed,
/// according to `known`, stay needed.
pub(super) fn needed(item: &Struct, directions: Directions, known: &[bool], used: &Used) -> Vec<bool> {
    let takes_required = directions.writes || (item.new && used.constructs(item.ident.plain()));
    let is_needed = |(field, &known): (&Field, &bool)| {
        known
            || used.has(field.ident.plain())
            || (field.default.is_none() && takes_required)
            || (directions == Directions::BOTH && (is_flag(field) || is_bare(item, field)))
            || !can_be_skipped(item, field)
    };
    let mut needed: Vec<bool> = item.fields.iter().zip(known).map(is_needed).collect();
    let mut need = |ident: &Ident| {
        if let Some(index) = item.fields.iter().position(|field| field.ident == *ident) {
            needed[index] = true;
        }
    };
    for flag in &item.derived {
        let is_used = |method: &Ident| used.has(method.plain());
        if flag.setter.as_ref().is_some_and(is_used) {
            flag.payloads.iter().for_each(&mut need);
        } else if is_used(&flag.ident) {
            flag.payloads.first().into_iter().for_each(&mut need);
        }
    }
    for ident in result_depends_on(item) {
        need(ident);
    }
    if directions.writes {
        need_partners(item, &mut needed);
    }
    needed
}

/// Returns the fields that determine the form of the function's result, because they set bits of a mask on which the
/// result depends.
fn result_depends_on(item: &Struct) -> impl Iterator<Item = &Ident> {
    let call = item.output.as_ref().and_then(|output| output.call.as_ref());
    let masks = call.into_iter().flat_map(|call| &call.numbers).filter_map(|number| match &number.value {
        NumberValue::Mask(mask) => Some(mask),
        NumberValue::Field(_) => None,
    });
    masks.flat_map(|mask| &mask.bits).flat_map(|bit| &bit.fields).map(|field| &field.ident)
}

/// Marks fields that share a bit with a needed field, because either all fields on a bit are present or none of them
/// is.
fn need_partners(item: &Struct, needed: &mut [bool]) {
    let index = |ident: &Ident| item.fields.iter().position(|field| field.ident == *ident);
    for step in &item.wire {
        let Step::Mask(Mask { bits, .. }) = step else { continue };
        for bit in bits {
            let fields: Vec<usize> = bit.fields.iter().filter_map(|field| index(&field.ident)).collect();
            if fields.iter().any(|&field| needed[field]) {
                fields.into_iter().for_each(|field| needed[field] = true);
            }
        }
    }
}

/// Returns whether a value of the field can be skipped when the struct is read. Nothing may depend on the value, and
/// the reader must find the end of the value. So the value must have a code for the table, have no bytes, or be JSON.
fn can_be_skipped(item: &Struct, field: &Field) -> bool {
    step(item, field).is_some_and(|step| {
        !step.is_number && (field.code.is_some() || is_flag(field) || matches!(step.codec, Codec::Json(_)))
    })
}

/// Returns whether a field contains values of generated types and its bytes may begin with something other than an id.
/// Such a field is not kept as bytes, because kept bytes must begin with an id.
fn is_bare(item: &Struct, field: &Field) -> bool {
    fn is_boxed(codec: &Codec) -> bool {
        match codec {
            Codec::Own | Codec::Vector { boxed: true, .. } => true,
            Codec::Boxed(inner) => is_boxed(inner),
            _ => false,
        }
    }
    has_items(&field.ty) && step(item, field).is_some_and(|step| !is_boxed(&step.codec))
}

/// Returns the step that writes and reads a field.
pub(super) fn step<'s>(item: &'s Struct, field: &Field) -> Option<&'s FieldStep> {
    item.wire.iter().find_map(|step| match step {
        Step::Field(step) if step.ident == field.ident => Some(step),
        _ => None,
    })
}

/// Returns whether a field is a bit of a mask and has no bytes.
pub(super) fn is_flag(field: &Field) -> bool {
    field.default == Some(Default::False)
}

/// Returns whether a field becomes an `Option<Unread>`, which contains the bytes of the value. Call this only if the
/// field is not needed and its struct is both read and written.
pub(super) fn stays_unread(field: &Field) -> bool {
    match &field.ty {
        Type::Option(inner) => has_items(inner) && field.code.is_some(),
        _ => false,
    }
}

fn has_items(ty: &Type) -> bool {
    match ty {
        Type::Item(..) => true,
        other => other.inner().is_some_and(has_items),
    }
}
