//! Lowers the items of records (see the module `records`) to structs.

use std::rc::Rc;

use tl_parser::schema::{Field, Var, VariableKind};

use super::super::super::model::{Ident, Item, Param, Struct, Type};
use super::super::super::names::{STD_NAMES, Scope, snake};
use super::super::captures::captured;
use super::super::docs::describe;
use super::super::fields::shape;
use super::super::given_names::Renames;
use super::super::numbers::{self, FieldNames, Numbers, TypeParam, tl_name};
use super::super::records::{self, Record};
use super::super::types::Types;
use super::context::{Facts, Items, Lowered};
use crate::codes::{self, Unsupported};

/// The parameters of a record's struct: one for each variable outside of the record on which values of the record
/// depend.
#[derive(Default)]
struct Outside {
    /// The form of each implicit argument of the combinator.
    implicit: Vec<TypeParam>,
    /// The parameters for fields outside of the record.
    fields: Vec<(Var, Ident)>,
    generics: Vec<Ident>,
    params: Vec<Param>,
}

impl Items<'_> {
    /// Lowers a record without its documentation and derives.
    pub(super) fn record(&self, record: &Record) -> Result<Lowered, Unsupported> {
        let (form, combinator) = (&self.wire[record.owner], &self.schema[record.owner]);
        let found = records::find(&form.fields, &record.path).zip(fields(combinator.fields(), &record.path));
        let Some(((_, repeat), fields)) = found else {
            return Err(codes::unknown_variable(combinator.span()));
        };
        let mut local_scope = numbers::local_scope();
        let Outside { implicit, fields: outer, generics, params } =
            self.outside(record, &captured(self.plan, repeat), &mut local_scope);
        let keeps_masks = self.config.keeps_masks(self.schema);
        let names =
            FieldNames::new(combinator.name(), &repeat.fields, keeps_masks, Renames::NONE, local_scope);
        let numbers =
            Numbers { fields: &repeat.fields, names: &names, params: &implicit, outer: &outer, depth: 0 };
        let types = Types { path: &record.path, ..self.types(record.owner, numbers) };
        let shape = shape(types, &self.boxing, &self.endings, fields, self.config)?;
        Ok(Lowered { generics, params, shape, output: None })
    }

    /// Returns a parameter for each variable.
    fn outside(&self, record: &Record, variables: &[Var], local_scope: &mut Scope) -> Outside {
        let arguments = self.schema[record.owner].implicit();
        let mut scope = Scope::without(STD_NAMES);
        let mut outside =
            Outside { implicit: vec![TypeParam::Unused; arguments.len()], ..Outside::default() };
        for &var in variables {
            let name = snake(&self.name_of(record, var));
            let (ident, of_type) = match var {
                Var::Implicit(index) if arguments[index].kind() == VariableKind::Type => {
                    let ident = self.type_param(&mut scope, record.item_ref.module, &name);
                    let codec = local_scope.reserve(&format!("{name}_codec"), []);
                    outside.generics.push(ident.clone());
                    outside.implicit[index] = TypeParam::Coded { ident: ident.clone(), codec: codec.clone() };
                    (codec, Some(ident))
                }
                Var::Implicit(index) => {
                    let ident = local_scope.reserve(&name, []);
                    outside.implicit[index] = TypeParam::Number(ident.clone());
                    (ident, None)
                }
                Var::Field { .. } => {
                    let ident = local_scope.reserve(&name, []);
                    outside.fields.push((var, ident.clone()));
                    (ident, None)
                }
            };
            outside.params.push(Param { ident, of_type });
        }
        outside
    }

    /// Returns the name of a variable outside of a record.
    fn name_of(&self, record: &Record, var: Var) -> String {
        match var {
            Var::Implicit(index) => self.schema[record.owner].implicit()[index].name().to_owned(),
            Var::Field { up, index } => {
                let path = record.path.get(..=record.path.len().saturating_sub(up)).unwrap_or_default();
                let list = records::find(&self.wire[record.owner].fields, path).map(|(list, _)| list);
                list.and_then(|list| list.get(index)).map_or("number", tl_name).to_owned()
            }
        }
    }

    pub(super) fn record_structure(&mut self, record: &Record, lowered: Lowered, facts: &Facts) {
        let Record { owner, item_ref, .. } = record;
        let combinator = &self.schema[*owner];
        let of = self.plan.combinator(*owner).map_or_else(String::new, |of| {
            describe(self.plan, item_ref.module, &Type::Item(of.clone(), Vec::new()))
        });
        let item = Struct {
            ident: item_ref.ident.clone(),
            docs: vec![format!("An item of a repetition in {of}.")],
            derives: facts.derives.of(item_ref),
            attributes: Vec::new(),
            directions: self.directions(item_ref, facts),
            generics: lowered.generics,
            params: lowered.params,
            new: false,
            is_unit: lowered.shape.fields.is_empty(),
            fields: lowered.shape.fields,
            derived: lowered.shape.derived,
            name: Rc::from(combinator.name()),
            id: None,
            annotations: Vec::new(),
            least: None,
            wire: lowered.shape.wire,
            output: None,
            json: None,
            view: None,
        };
        self.by_module[item_ref.module].push(Item::Struct(item));
    }
}

/// Returns the fields of the repetition at `path`.
fn fields<'f>(fields: &'f [Field], path: &[usize]) -> Option<&'f [Field]> {
    let (&index, rest) = path.split_first()?;
    let items = fields.get(index)?.items()?;
    if rest.is_empty() { Some(items) } else { self::fields(items, rest) }
}
