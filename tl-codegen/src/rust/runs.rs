//! Joins fields of a fixed width that follow one another: they are written and read at once.

use super::model::{
    Codec, FieldStep, Ident, Item, Mask, Package, Run, Step, Struct, StructView, Type, ViewType,
};

/// The most bytes of a run: what the runtime can do at once, without an id before it.
const MOST_BYTES: usize = 60;
/// The most masks and fields of a run: the largest tuple of the runtime.
const MOST_PARTS: usize = 8;
/// The bytes of a mask.
const MASK: usize = 4;

/// The package with runs in place of adjacent steps that have a fixed width.
pub(super) fn joined(mut package: Package) -> Package {
    for item in package.modules.iter_mut().flat_map(|module| &mut module.items) {
        if let Item::Struct(item) = item {
            structure(item);
        }
    }
    package
}

fn structure(item: &mut Struct) {
    let Struct { fields, wire, view, .. } = item;
    join(wire, |ident| width(&fields.iter().find(|field| field.ident == *ident)?.ty));
    if let Some(StructView { fields, wire }) = view {
        join(wire, |ident| match &fields.iter().find(|field| field.ident == *ident)?.ty {
            ViewType::Plain(ty) => width(ty),
            _ => None,
        });
    }
}

/// The bytes of a type whose values all take the same.
fn width(ty: &Type) -> Option<usize> {
    match ty {
        Type::I32 | Type::U32 | Type::F32 => Some(4),
        Type::I64 | Type::F64 => Some(8),
        Type::ByteArray(len) => Some(*len),
        _ => None,
    }
}

fn join(wire: &mut Vec<Step>, width: impl Fn(&Ident) -> Option<usize>) {
    let mut joining = Joining::default();
    for step in std::mem::take(wire) {
        match step {
            Step::Mask(mask) => joining.mask(mask),
            Step::Field(step) if is_bit(&step) => joining.bit(step),
            Step::Field(step) => match width(&step.ident).filter(|_| is_plain(&step)) {
                Some(width) if width <= MOST_BYTES => joining.field(step, width),
                _ => joining.other(Step::Field(step)),
            },
            step => joining.other(step),
        }
    }
    joining.end();
    *wire = joining.done;
}

/// Whether a field is always there and written as its type says, and no other field depends on it.
fn is_plain(step: &FieldStep) -> bool {
    step.codec == Codec::Own && step.presence.is_none() && !step.is_number
}

/// Whether a field is a bit of a computed mask, and has no bytes.
fn is_bit(step: &FieldStep) -> bool {
    step.presence.as_ref().is_some_and(|presence| presence.flag && presence.number.field.is_none())
}

/// Steps that are put together.
#[derive(Default)]
struct Joining {
    done: Vec<Step>,
    masks: Vec<Mask>,
    fields: Vec<FieldStep>,
    /// The bytes of `masks` and `fields`.
    width: usize,
    /// Bits of masks, which have no bytes. They follow the run that contains their mask.
    bits: Vec<FieldStep>,
}

impl Joining {
    fn mask(&mut self, mask: Mask) {
        if !self.fields.is_empty() || !self.has_room(MASK) {
            self.end();
        }
        self.masks.push(mask);
        self.width += MASK;
    }

    fn field(&mut self, step: FieldStep, width: usize) {
        if !self.has_room(width) {
            self.end();
        }
        self.fields.push(FieldStep { is_fixed: true, ..step });
        self.width += width;
    }

    fn has_room(&self, width: usize) -> bool {
        self.width + width <= MOST_BYTES && self.masks.len() + self.fields.len() < MOST_PARTS
    }

    fn bit(&mut self, step: FieldStep) {
        self.bits.push(step);
    }

    fn other(&mut self, step: Step) {
        self.end();
        self.done.push(step);
    }

    /// Ends the run, if there is one.
    fn end(&mut self) {
        let (masks, fields) = (std::mem::take(&mut self.masks), std::mem::take(&mut self.fields));
        if !fields.is_empty() && masks.len() + fields.len() > 1 {
            self.done.push(Step::Run(Run { masks, fields }));
        } else {
            self.done.extend(masks.into_iter().map(Step::Mask));
            self.done.extend(fields.into_iter().map(Step::Field));
        }
        self.done.extend(self.bits.drain(..).map(Step::Field));
        self.width = 0;
    }
}
