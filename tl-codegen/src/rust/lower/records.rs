//! A *record* is a repetition such as `n*[ x:int y:long ]`, which has several fields or a named field. Its items become
//! structs.
//!
//! An item may use variables outside of the repetition. The functions that write and read the struct of the item take
//! these variables as parameters.

use tl_parser::schema::CombinatorId;
use tl_parser::wire::{Combinator, Field, Repeat, Value};

use super::super::model::ItemRef;
use super::super::names::camel;

/// A repetition whose items are structs.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) owner: CombinatorId,
    /// The position of the repetition: the index of a field of the combinator, and for each inner repetition the index
    /// of a field of the outer item.
    pub(super) path: Vec<usize>,
    pub(super) item_ref: ItemRef,
}

/// Returns the paths of all records of a combinator, outer ones first.
pub(super) fn paths(form: &Combinator) -> Vec<Vec<usize>> {
    fn collect(fields: &[Field], path: &mut Vec<usize>, out: &mut Vec<Vec<usize>>) {
        for (index, field) in fields.iter().enumerate() {
            if let Value::Repeat(repeat) = &field.value {
                path.push(index);
                if repeat.item().is_none() {
                    out.push(path.clone());
                }
                collect(&repeat.fields, path, out);
                path.pop();
            }
        }
    }
    let mut paths = Vec::new();
    collect(&form.fields, &mut Vec::new(), &mut paths);
    paths
}

/// Returns the name of the struct of a record: the name of the combinator and the names of the fields on the path.
pub(super) fn name(owner: &str, form: &Combinator, path: &[usize]) -> String {
    let mut name = owner.to_owned();
    let mut fields = &*form.fields;
    for &index in path {
        let Some(field) = fields.get(index) else { break };
        if field.is_named {
            name.push_str(&camel(&field.key));
        }
        let Value::Repeat(repeat) = &field.value else { break };
        fields = &repeat.fields;
    }
    if name == owner { name + "Item" } else { name }
}

/// Returns the list of fields that contains the repetition at `path`, and this repetition.
pub(super) fn find<'f>(fields: &'f [Field], path: &[usize]) -> Option<(&'f [Field], &'f Repeat)> {
    let (&index, rest) = path.split_first()?;
    let Value::Repeat(repeat) = &fields.get(index)?.value else { return None };
    if rest.is_empty() { Some((fields, repeat)) } else { find(&repeat.fields, rest) }
}
