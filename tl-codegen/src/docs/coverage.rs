//! Finds declarations without a description.

use std::fmt;

use tl_parser::schema::{Category, Field, FieldType, Schema};
use tl_parser::wire::{self, Role, Value, Wire};

use super::site::declared_types;

/// Number of described items in a schema, and the items without a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Methods, their parameters and errors; constructors and their fields; types.
    pub groups: Vec<Group>,
}

/// Items of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Name of the kind, such as `methods`.
    pub noun: &'static str,
    /// Number of items. Fields such as `flags:#`, whose values are computed from other fields, do not count.
    pub total: usize,
    /// Items without a description, in schema order: `auth.cancelCode`, `auth.cancelCode phone_number`,
    /// `auth.cancelCode PHONE_CODE_EXPIRED`.
    pub missing: Vec<String>,
}

impl Coverage {
    /// Counts the items of `schema`, and collects those without a description.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        let [mut methods, mut parameters, mut errors, mut constructors, mut fields, mut types] =
            ["methods", "parameters", "errors", "constructors", "fields", "types"].map(Group::new);
        let wire = Wire::new(schema);
        for id in schema.declared(Category::Function) {
            let combinator = &schema[id];
            methods.add(combinator.docs(), || combinator.name().to_owned());
            parameters.add_fields(combinator.name(), combinator.fields(), &wire[id].fields);
            for error in combinator.errors() {
                errors.add(error.description.as_deref(), || format!("{} {}", combinator.name(), error.text));
            }
        }
        for id in schema.declared(Category::Constructor) {
            let combinator = &schema[id];
            constructors.add(combinator.docs(), || combinator.name().to_owned());
            fields.add_fields(combinator.name(), combinator.fields(), &wire[id].fields);
        }
        for ty in declared_types(schema) {
            // If a type has only one constructor, the description of the constructor describes the type too.
            let only = match schema[ty].constructors() {
                [only] => schema[*only].docs(),
                _ => None,
            };
            types.add(schema[ty].docs().or(only), || schema[ty].name().to_owned());
        }
        Self { groups: vec![methods, parameters, errors, constructors, fields, types] }
    }
}

impl Group {
    fn new(noun: &'static str) -> Self {
        Self { noun, total: 0, missing: Vec::new() }
    }

    fn add(&mut self, description: Option<&str>, name: impl FnOnce() -> String) {
        self.total += 1;
        if description.is_none() {
            self.missing.push(name());
        }
    }

    fn add_fields(&mut self, of: &str, fields: &[Field], forms: &[wire::Field]) {
        for (field, form) in fields.iter().zip(forms) {
            if matches!(form.role, Role::Value | Role::Number) {
                self.add(field.docs(), || format!("{of} {}", field.name().unwrap_or("_")));
            }
            if let (FieldType::Repeat(repeat), Value::Repeat(forms)) = (field.ty(), &form.value) {
                self.add_fields(of, &repeat.fields, &forms.fields);
            }
        }
    }
}

/// Writes `methods: 1 of 269 described; these are not:` for each group that is not empty, and then a line for each item
/// without a description.
impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Group { noun, total, missing } in self.groups.iter().filter(|group| group.total > 0) {
            let end = if missing.is_empty() { "" } else { "; these are not:" };
            writeln!(f, "{noun}: {} of {total} described{end}", total - missing.len())?;
            missing.iter().try_for_each(|name| writeln!(f, "  {name}"))?;
        }
        Ok(())
    }
}
