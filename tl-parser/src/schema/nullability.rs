//! Finds objects that may be null in JSON, according to the documentation of a field.

use super::expr::{Arg, TypeRef};
use super::field::{Field, FieldType};
use super::model::Schema;
use super::types::Primitive;

/// The part of a field that may be null. Null occurs only in the JSON of TDLib and tonlib.
///
/// The documentation of TDLib contains “may be null” for objects in results and “pass null” for objects in requests. A
/// list may contain null if the documentation has a clause about its items, such as “messages may be null”.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nullability {
    /// No part of the field may be null.
    #[default]
    Never,
    /// The object that is the value of the field.
    Value,
    /// The objects in the list that is the value of the field.
    Items,
}

impl Nullability {
    /// Returns `value` or `items`, or `None` if nothing may be null.
    #[must_use]
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Never => None,
            Self::Value => Some("value"),
            Self::Items => Some("items"),
        }
    }
}

impl Schema {
    /// Returns the part of `field` that may be null according to its documentation. `field` must be a field of this
    /// schema.
    ///
    /// ```
    /// use tl_parser::schema::{Nullability, Schema};
    ///
    /// let text = "photo id:int = Photo;\n\
    ///     //@description A user @photo Photo of the user; may be null\nuser photo:photo = User;";
    /// let schema = Schema::parse("a.tl", text)?;
    /// let user = schema.find_combinators("user")[0];
    /// assert_eq!(schema.nullability(&schema[user].fields()[0]), Nullability::Value);
    /// # Ok::<(), tl_parser::Errors>(())
    /// ```
    #[must_use]
    pub fn nullability(&self, field: &Field) -> Nullability {
        match self.objects_of(field) {
            Nullability::Value if mentions_null(field) => Nullability::Value,
            Nullability::Items if mentions_null_items(field) => Nullability::Items,
            _ => Nullability::Never,
        }
    }

    /// Returns which part of `field` is an object in JSON: the value, each item of a list, or nothing. Only objects can
    /// be null, and only if the documentation allows null. `field` must be a field of this schema.
    #[must_use]
    pub fn objects_of(&self, field: &Field) -> Nullability {
        let FieldType::Value(ty) = field.ty() else { return Nullability::Never };
        match self.item_type(ty) {
            None if self.is_object(ty) => Nullability::Value,
            Some(item) if self.is_object(item) => Nullability::Items,
            _ => Nullability::Never,
        }
    }

    /// Returns whether values of type `ty` are objects in JSON.
    fn is_object(&self, ty: &TypeRef) -> bool {
        let ty = match ty {
            TypeRef::Boxed { ty, .. } => Some(*ty),
            TypeRef::Bare { constructor, .. } => self.type_of(*constructor),
            TypeRef::Nat | TypeRef::Var(_) => None,
        };
        ty.is_some_and(|ty| matches!(self[ty].primitive(), None | Some(Primitive::Object)))
    }

    /// Returns the type of the items if `ty` is a vector.
    fn item_type<'t>(&self, ty: &'t TypeRef) -> Option<&'t TypeRef> {
        let (of, args) = match ty {
            TypeRef::Boxed { ty, args } => (Some(*ty), args),
            TypeRef::Bare { constructor, args, .. } => (self.type_of(*constructor), args),
            TypeRef::Nat | TypeRef::Var(_) => return None,
        };
        match args.as_slice() {
            [Arg::Type(item)] if self[of?].primitive() == Some(Primitive::Vector) => Some(item),
            _ => None,
        }
    }
}

/// Returns whether the documentation allows the value to be null.
pub(super) fn mentions_null(field: &Field) -> bool {
    let docs = field.docs().unwrap_or_default().to_lowercase();
    docs.contains("may be null") || docs.contains("pass null")
}

/// Returns whether the documentation allows items of a list to be null, with a clause such as `messages may be null`.
fn mentions_null_items(field: &Field) -> bool {
    let docs = field.docs().unwrap_or_default().to_lowercase();
    let is_it =
        |clause: &str| clause.split_once("may be null").is_some_and(|(items, _)| !items.trim().is_empty());
    docs.split([';', '.']).any(is_it)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
photo id:int = Photo;
message id:int = Message;
//@description A user
//@photo Photo of the user; may be null
//@peer Peer; pass null to use the default
//@place Place; must be valid and not null
//@name Name; may be null
//@first First messages; messages may be null
//@second Second messages; may be null if there are none
//@third Third messages.
//-Messages may be null.
user photo:photo peer:Photo place:Photo name:string first:vector<message> second:vector<Message> \
third:vector<message> = User;
";

    #[test]
    fn a_type_may_contain_itself_in_a_field_that_may_be_null() {
        let text = "//@description A message @reply Reply; may be null\nmessage reply:message = Message;";
        assert!(Schema::parse("a.tl", text).is_ok());
        let text = "//@description A message @reply Reply\nmessage reply:message = Message;";
        let errors = Schema::parse("a.tl", text).unwrap_err();
        assert!(format!("{errors:?}").contains("TL0503"), "{errors:?}");
    }

    #[test]
    fn documentation_determines_which_part_of_a_field_may_be_null() {
        use Nullability::{Items, Never, Value};
        let schema = Schema::parse("a.tl", TEXT).unwrap();
        let user = schema.find_combinators("user")[0];
        let found: Vec<_> = schema[user].fields().iter().map(|field| schema.nullability(field)).collect();
        assert_eq!(found, [Value, Value, Never, Never, Items, Never, Items]);
    }
}
