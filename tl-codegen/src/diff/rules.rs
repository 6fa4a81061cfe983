//! The rules for changes that affect code that uses the bindings.

use tl_parser::diff::{Class, Rule};

pub(super) const OTHER_DIALECT: Rule =
    Rule::new(Class::Source, "it determines how ids are computed and which `flags` are hidden in Rust");
pub(super) const OTHER_NAME: Rule =
    Rule::new(Class::Source, "the bytes are the same, the name in Rust is different");
pub(super) const OTHER_PARAMETERS: Rule = Rule::new(Class::Source, "the type in Rust has other parameters");
pub(super) const SAME: Rule = Rule::new(Class::Compatible, "there is no difference in Rust");
pub(super) const HIDDEN_NUMBER: Rule =
    Rule::new(Class::Compatible, "it is computed and is not a field in Rust");
pub(super) const METHOD_BESIDE_PAYLOAD: Rule = Rule::new(
    Class::Compatible,
    "it is set if the field on the same bit is present, and is a method in Rust",
);
pub(super) const NEW_FIELD: Rule =
    Rule::new(Class::Source, "struct literals and patterns without `..` don't have it");
pub(super) const AND_NEW_FIELD: &str = "; struct literals and patterns without `..` don't have it";
pub(super) const LOST: Rule = Rule::new(Class::Source, "code that uses it doesn't compile");
pub(super) const AND_LOST: &str = "; code that uses it doesn't compile";
pub(super) const OTHER_FIELD_NAME: Rule =
    Rule::new(Class::Source, "code that uses the old name doesn't compile");
pub(super) const OTHER_FIELD_TYPE: Rule = Rule::new(Class::Source, "its type in Rust is different");
pub(super) const OTHER_RESULT: Rule = Rule::new(Class::Source, "`Output` is a different type");
pub(super) const SILENT_TYPE: Rule =
    Rule::silent(Class::Source, "the id and the bytes are the same, the type in Rust is different");
pub(super) const OTHER_PRESENCE: Rule =
    Rule::new(Class::Source, "it is an `Option` or a `bool` in Rust in one schema only");
pub(super) const OTHER_VISIBILITY: Rule =
    Rule::new(Class::Source, "it is a field in Rust in one schema only");
pub(super) const OTHER_ORDER: Rule = Rule::new(Class::Source, "`new` takes its arguments in another order");
pub(super) const OTHER_VARIANT: Rule = Rule::new(
    Class::Source,
    "code that matches or creates the variant must change; `.into()` works before and after",
);
pub(super) const OTHER_ITEM: Rule =
    Rule::new(Class::Source, "it is a struct in Rust in one schema and an enum in the other");
