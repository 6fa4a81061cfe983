//! Encodes vectors with as many of the shortest items as fit into a given length. The encoded value ends after the
//! items, so the fields after the vector are missing.

use tl_parser::schema::{CombinatorId, Condition, FieldType, TypeRef, Var};

use super::writing::Writing;
use super::{Bit, Variant, Wire};

impl Wire<'_> {
    /// Returns an encoded value of about `len` bytes for each vector field and each constructor of its items.
    pub(crate) fn filled_texts(&self, len: usize) -> Vec<(CombinatorId, Vec<u8>)> {
        let plain = |id: &CombinatorId| self.schema[*id].implicit().is_empty();
        let declared = self.schema.combinators().filter(|&id| !self.schema[id].is_predefined());
        declared.filter(plain).flat_map(|id| self.filled(id, len)).collect()
    }

    fn filled(&self, id: CombinatorId, len: usize) -> Vec<(CombinatorId, Vec<u8>)> {
        let mut texts = Vec::new();
        for (index, field) in self.schema[id].fields().iter().enumerate() {
            let FieldType::Value(ty) = field.ty() else { continue };
            let Some(item) = self.item(ty) else { continue };
            let [before, _] = self.around(id, index);
            let before = [self.schema[id].id().to_le_bytes().to_vec(), before].concat();
            for text in self.short_texts(item) {
                let count = if text.is_empty() { 0 } else { len / text.len() };
                let mut filled = before.clone();
                filled.extend(self.vector_head(ty, count));
                filled.extend(text.repeat(count));
                texts.push((id, filled));
            }
        }
        texts
    }

    /// Returns the encoded fields of `id` before and after the field at `index`. If this field is optional, as in
    /// `flags.0?int`, its bit in the mask is set.
    pub(super) fn around(&self, id: CombinatorId, index: usize) -> [Vec<u8>; 2] {
        let variant = match self.schema[id].fields()[index].condition() {
            Some(Condition { mask: Var::Field { index: mask, .. }, bit: Some(bit) }) => {
                Variant::Only(Bit { mask, bit })
            }
            _ => Variant::Minimal,
        };
        let mut writing = Writing::new(self, variant, 1);
        let before = writing.fields_around(id, index);
        let mut before_and_after = writing.finish();
        let after = before_and_after.split_off(before);
        [before_and_after, after]
    }

    /// Returns the shortest encoded value of each constructor of `ty`. For a vector, these are values with one item and
    /// the empty vector.
    fn short_texts(&self, ty: &TypeRef) -> Vec<Vec<u8>> {
        if let Some(item) = self.item(ty) {
            let head = |count| self.vector_head(ty, count);
            let one = self.short_texts(item).into_iter().map(|text| [head(1), text].concat());
            return one.chain([head(0)]).collect();
        }
        match ty {
            TypeRef::Boxed { ty: id, args } if args.is_empty() && self.schema[*id].primitive().is_none() => {
                let constructors = self.schema[*id].constructors().iter();
                constructors.map(|&id| self.text(id, Variant::Minimal)).collect()
            }
            TypeRef::Var(_) => Vec::new(),
            _ => {
                let mut writing = Writing::new(self, Variant::Minimal, 1);
                writing.value(ty);
                vec![writing.finish()]
            }
        }
    }

    /// Returns the bytes before the items of a vector of type `ty`.
    fn vector_head(&self, ty: &TypeRef, count: usize) -> Vec<u8> {
        let mut writing = Writing::new(self, Variant::Minimal, 1);
        if let TypeRef::Boxed { ty: id, .. } = ty {
            writing.word(self.schema[self.schema[*id].constructors()[0]].id());
        }
        writing.word(u32::try_from(count).unwrap());
        writing.finish()
    }
}
