//! Finds the field that a comment inside a declaration documents.
//!
//! A comment inside a field documents that field. A comment on a line of its own documents the next field. A comment
//! after a field on the same line documents that field. A group such as `(x y:int)` is documented as a whole.

use crate::ast::{Comment, Param, ParamType};
use crate::schema::{Field, FieldType};
use crate::{SourceMap, Span};

/// The parameters of a declaration, including those within repetitions, and the documentation of their fields.
pub(super) struct Slots<'f> {
    /// The parameters, sorted by their starts. A number called `slot` is an index of this list.
    slots: Vec<Slot>,
    /// Sorted positions, each with the index of its slot: the end of each parameter and, for a repetition, also the
    /// position after its `[`.
    ends: Vec<(u32, usize)>,
    /// The documentation of all fields, each with its slot.
    fields: Vec<(usize, &'f mut Option<String>)>,
}

/// The span of a parameter.
struct Slot {
    start: u32,
    /// The end of the parameter. For a repetition, the position after its `[`.
    end: u32,
}

/// The item that a comment inside a declaration documents.
pub(super) enum Documented {
    /// The field or fields of this slot.
    Slot(usize),
    Declaration,
    Nothing,
}

impl<'f> Slots<'f> {
    pub(super) fn new(params: &[Param<'_>], fields: &'f mut [Field]) -> Self {
        let mut found = Self { slots: Vec::new(), ends: Vec::new(), fields: Vec::new() };
        found.add_params(params);
        found.ends.sort_unstable();
        found.add_fields(fields);
        found
    }

    fn add_params(&mut self, params: &[Param<'_>]) {
        for param in params {
            let slot = self.slots.len();
            let Span { start, end } = param.span;
            self.ends.push((end, slot));
            match &param.ty {
                ParamType::Type(_) => self.slots.push(Slot { start, end }),
                ParamType::Repetition(repetition) => {
                    let end = repetition.brackets.start + 1;
                    self.ends.push((end, slot));
                    self.slots.push(Slot { start, end });
                    self.add_params(&repetition.params);
                }
            }
        }
    }

    fn add_fields(&mut self, fields: &'f mut [Field]) {
        for Field { span, docs, ty, .. } in fields {
            if let Some(slot) = self.last_before(span.start + 1) {
                self.fields.push((slot, docs));
            }
            if let FieldType::Repeat(repeat) = ty {
                self.add_fields(&mut repeat.fields);
            }
        }
    }

    /// Returns the last slot that begins before the position `place`.
    fn last_before(&self, place: u32) -> Option<usize> {
        self.slots.partition_point(|slot| slot.start < place).checked_sub(1)
    }

    /// Returns the item that `comment` documents. The `=` of the declaration ends at `equals_end`.
    pub(super) fn documented_by(
        &self,
        comment: &Comment<'_>,
        equals_end: u32,
        sources: &SourceMap,
    ) -> Documented {
        let at = comment.span.start;
        let last = self.last_before(at);
        if let Some(inside) = last.filter(|&slot| at < self.slots[slot].end) {
            return Documented::Slot(inside);
        }
        if comment.own_line {
            let next = last.map_or(0, |last| last + 1);
            return if next < self.slots.len() { Documented::Slot(next) } else { Documented::Nothing };
        }
        let ended = self.ends.partition_point(|&(end, _)| end <= at).checked_sub(1);
        let beside = ended.map(|ended| self.ends[ended]).filter(|&(end, _)| {
            at < equals_end && !sources.snippet(Span { start: end, end: at }).contains('\n')
        });
        beside.map_or(Documented::Declaration, |(_, slot)| Documented::Slot(slot))
    }

    /// Returns the documentation of the fields of `slot`.
    pub(super) fn docs(&mut self, slot: usize) -> impl Iterator<Item = &mut Option<String>> {
        self.fields.iter_mut().filter(move |(of, _)| *of == slot).map(|(_, docs)| &mut **docs)
    }
}
