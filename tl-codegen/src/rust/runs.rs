//! Joins adjacent fields of a fixed width into runs, which are written and read together.

use super::model::{
    Codec, FieldStep, Ident, Item, Mask, Package, Run, Step, Struct, StructView, Type, ViewType,
};

/// Maximum number of bytes of a run. The runtime can write this many bytes at once, in addition to an id before them.
const MOST_BYTES: usize = 60;
/// Maximum number of masks and fields of a run: the size of the largest tuple that the runtime supports.
const MOST_PARTS: usize = 8;
/// Number of bytes of a mask.
const MASK: usize = 4;

/// Replaces adjacent steps of a fixed width with runs.
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

/// Returns the number of bytes of a value, if the type is a number or a byte array.
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

/// Returns whether a field is always present and has the default codec of its type, and no other field depends on it.
fn is_plain(step: &FieldStep) -> bool {
    step.codec == Codec::Own && step.presence.is_none() && !step.is_number
}

/// Returns whether a field is a flag, which has no bytes. Flags of a `#` that is a public number field of the same
/// struct are excluded.
fn is_bit(step: &FieldStep) -> bool {
    step.presence.as_ref().is_some_and(|presence| presence.flag && presence.number.field.is_none())
}

/// The steps of a struct while they are joined.
#[derive(Default)]
struct Joining {
    done: Vec<Step>,
    masks: Vec<Mask>,
    fields: Vec<FieldStep>,
    /// Number of bytes of `masks` and `fields`.
    width: usize,
    /// Flags such as `silent:flags.0?true`, which have no bytes and so do not end a run. Their steps are added after
    /// the current run, because that run may contain their mask.
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

    /// Ends the current run, if there is one.
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
