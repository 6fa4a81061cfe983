//! Lowers structs, enums, aliases and the two `Any` enums, and adds each to its module.

mod any;
mod context;
mod enums;
mod records;
mod structs;

use tl_parser::schema::Category;

pub(super) use self::context::Items;
use self::context::{Facts, Lowered};
use super::super::model::{ItemRef, Output, Type};
use super::contents::{Contents, Parts};
use super::derives::Derives;
use super::directions::ItemDirections;
use super::growth;
use super::plan::TypeItem;
use super::problem::Problem;

impl Items<'_> {
    pub(super) fn lower(&mut self) {
        for &id in &self.plan.structs {
            match self.combinator(id) {
                Ok(lowered) => {
                    self.lowered[id.index()] = Some(lowered);
                }
                Err(problem) => self.problems.push(Problem::of(id, *problem)),
            }
        }
        self.problems.extend(growth::check(self.schema, self.wire, self.plan));
        let mut records = Vec::new();
        for record in &self.plan.records {
            match self.record(record) {
                Ok(lowered) => records.push((record, lowered)),
                Err(problem) => self.problems.push(Problem::of(record.owner, *problem)),
            }
        }
        if !self.problems.is_empty() {
            return;
        }
        self.finish_calls();
        let mut contents = self.contents();
        for (record, lowered) in &records {
            contents.insert(&record.item_ref, lowered.shape.fields.iter().map(|field| &field.ty));
        }
        let calls = self.calls();
        let anys = [Category::Constructor, Category::Function].map(|category| {
            let any = self.plan.any(category);
            let is_returned = calls.iter().any(|(_, result)| result.items.contains(&any.item));
            (category, self.any_variants(category, is_returned || contents.has_holder(any)))
        });
        for (category, variants) in anys.iter().filter(|(_, variants)| !variants.is_empty()) {
            contents.insert(self.plan.any(*category), variants.iter().map(|variant| &variant.ty));
        }
        let facts = Facts {
            derives: Derives::new(std::mem::take(&mut self.derives), &contents),
            directions: ItemDirections::new(self.config.role, &calls, &contents, &self.both),
        };
        for (category, variants) in anys {
            self.any(category, variants, &facts);
        }
        for ty in self.schema.types() {
            self.ty(ty, &facts);
        }
        for &id in &self.plan.structs {
            self.structure(id, &facts);
        }
        for (record, lowered) in records {
            self.record_structure(record, lowered, &facts);
        }
    }

    /// Removes [`Output::call`] from all functions if no result depends on its request. If any result depends on its
    /// request, nothing is removed, because a function may contain a call of any other function.
    fn finish_calls(&mut self) {
        let outputs = || self.lowered.iter().flatten().filter_map(|lowered| lowered.output.as_ref());
        if !outputs().any(Output::is_dependent) {
            let outputs = self.lowered.iter_mut().flatten().filter_map(|lowered| lowered.output.as_mut());
            outputs.for_each(|output| output.call = None);
        }
    }

    /// Returns the types in every struct and enum.
    fn contents(&self) -> Contents {
        let mut contents = Contents::new(self.plan.items);
        for (item_ref, lowered) in self.structs() {
            contents.insert(item_ref, lowered.shape.fields.iter().map(|field| &field.ty));
        }
        for ty in self.schema.types() {
            if let Some(TypeItem::Enum(item_ref)) = self.plan.ty(ty) {
                let constructors = self.schema[ty].constructors().iter();
                let structs = constructors.filter_map(|&id| self.plan.combinator(id));
                let types: Vec<_> =
                    structs.map(|item_ref| Type::Item(item_ref.clone(), Vec::new())).collect();
                contents.insert(item_ref, &types);
            }
        }
        contents
    }

    /// Returns every function and the types in its result. The enum of all functions is included, because it has the
    /// directions of functions.
    fn calls(&self) -> Vec<(usize, Parts)> {
        let call = |(item_ref, lowered): (&ItemRef, &Lowered)| {
            let mut parts = Parts::default();
            let output = lowered.output.as_ref()?;
            parts.collect(&output.ty);
            output.request.iter().for_each(|request| parts.collect(&request.error));
            Some((item_ref.item, parts))
        };
        let any = self.plan.any(Category::Function).item;
        self.structs().filter_map(call).chain([(any, Parts::default())]).collect()
    }

    fn structs(&self) -> impl Iterator<Item = (&ItemRef, &Lowered)> {
        let structs = self.plan.structs.iter();
        structs.filter_map(|id| Some((self.plan.combinator(*id)?, self.lowered[id.index()].as_ref()?)))
    }
}
