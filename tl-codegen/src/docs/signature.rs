//! Writes declarations and types as lines with links.

use tl_parser::schema::{
    Arg, Combinator, CombinatorId, Field, FieldType, Kind, NatExpr, Primitive, Schema, TypeRef, Var, Variable,
};

use super::built_in::BuiltIn;
use super::page::{Line, Target};
use super::site::Site;

/// Writes the declaration of one combinator.
#[derive(Clone)]
pub(super) struct Signature<'a> {
    site: &'a Site<'a>,
    of: &'a Combinator,
    /// Fields of the combinator, and of the repetitions around the current position, from outside to inside.
    lists: Vec<&'a [Field]>,
}

impl<'a> Signature<'a> {
    pub(super) fn new(site: &'a Site<'a>, id: CombinatorId) -> Self {
        let of = &site.schema[id];
        Self { site, of, lists: vec![of.fields()] }
    }

    /// Returns the signature for the fields of a repetition.
    pub(super) fn within(&self, fields: &'a [Field]) -> Self {
        let mut inner = self.clone();
        inner.lists.push(fields);
        inner
    }

    /// Returns a line such as `auth.cancelCode#1f040578 phone_number:string phone_code_hash:string = Bool`.
    pub(super) fn declaration(&self) -> Line {
        let mut line = Line::words(format!("{}#{:08x}", self.of.name(), self.of.id()));
        for variable in self.of.implicit() {
            let kind = if variable.kind() == Kind::Nat { "#" } else { "Type" };
            line.push(&format!(" {{{}:{kind}}}", variable.name()));
        }
        if self.of.has_unknown_form() {
            line.push(" ?");
        }
        self.fields(self.of.fields(), &mut line);
        line.push(" = ");
        self.ty(self.of.result(), &mut line);
        line
    }

    /// Returns the type of a field, without its condition.
    pub(super) fn field_type(&self, field: &'a Field) -> Line {
        let mut line = Line::default();
        self.put_field_type(field, &mut line);
        line
    }

    /// Returns the result type of the combinator.
    pub(super) fn result(&self) -> Line {
        let mut line = Line::default();
        self.ty(self.of.result(), &mut line);
        line
    }

    /// Returns the condition under which a field is present, such as `flags.1`.
    pub(super) fn condition(&self, field: &Field) -> Option<String> {
        let condition = field.condition()?;
        let mask = self.name(condition.mask);
        Some(condition.bit.map_or_else(|| mask.to_owned(), |bit| format!("{mask}.{bit}")))
    }

    fn schema(&self) -> &'a Schema {
        self.site.schema
    }

    fn fields(&self, fields: &'a [Field], line: &mut Line) {
        for field in fields {
            line.push(" ");
            if let Some(name) = field.name() {
                line.push(&format!("{name}:"));
            }
            if let Some(condition) = self.condition(field) {
                line.push(&format!("{condition}?"));
            }
            self.put_field_type(field, line);
        }
    }

    fn put_field_type(&self, field: &'a Field, line: &mut Line) {
        match field.ty() {
            FieldType::Nat => line.push_link(Some(Target::BuiltIn(BuiltIn::Nat)), "#"),
            FieldType::Type => line.push("Type"),
            FieldType::Value(ty) => self.ty(ty, line),
            FieldType::Call(var) => {
                line.push_link(Some(Target::BuiltIn(BuiltIn::Call)), &format!("!{}", self.name(*var)));
            }
            FieldType::Repeat(repeat) => {
                match self.nat(repeat.count) {
                    // The count is a field without a name.
                    count if count.is_empty() => {}
                    count if repeat.count.var.is_some() && repeat.count.plus > 0 => {
                        line.push(&format!("({count})*"));
                    }
                    count => line.push(&format!("{count}*")),
                }
                line.push("[");
                self.within(&repeat.fields).fields(&repeat.fields, line);
                line.push(" ]");
            }
        }
    }

    fn ty(&self, ty: &TypeRef, line: &mut Line) {
        match ty {
            TypeRef::Nat => line.push_link(Some(Target::BuiltIn(BuiltIn::Nat)), "#"),
            TypeRef::Var(var) => line.push(self.name(*var)),
            TypeRef::Boxed { ty, args } => {
                let page = self.site.ty(*ty).map(Target::Page);
                let target = page.or_else(|| self.schema()[*ty].primitive().map(built_in));
                line.push_link(target, self.schema()[*ty].name());
                self.args(args, line);
            }
            TypeRef::Bare { constructor, args } => {
                line.push_link(self.bare(*constructor), self.schema()[*constructor].name());
                self.args(args, line);
            }
        }
    }

    /// Returns the page of a constructor, or the section of its type if that is built in.
    fn bare(&self, constructor: CombinatorId) -> Option<Target> {
        let ty = self.schema().type_of(constructor);
        let primitive = ty.and_then(|ty| self.schema()[ty].primitive());
        let page = self.site.combinator(constructor).map(Target::Page);
        match primitive {
            Some(Primitive::Object) => page.or(primitive.map(built_in)),
            Some(primitive) => Some(built_in(primitive)),
            None => page,
        }
    }

    fn args(&self, args: &[Arg], line: &mut Line) {
        for (index, arg) in args.iter().enumerate() {
            line.push(if index == 0 { "<" } else { "," });
            match arg {
                Arg::Type(ty) => self.ty(ty, line),
                Arg::Nat(nat) => line.push(&self.nat(*nat)),
            }
        }
        if !args.is_empty() {
            line.push(">");
        }
    }

    fn nat(&self, nat: NatExpr) -> String {
        match (nat.var.map(|var| self.name(var)), nat.plus) {
            (Some(name), 0) => name.to_owned(),
            (Some(name), plus) => format!("{name}+{plus}"),
            (None, plus) => plus.to_string(),
        }
    }

    /// Returns the name of a variable. It is empty for a number without a name.
    fn name(&self, var: Var) -> &'a str {
        match var {
            Var::Implicit(index) => self.of.implicit().get(index).map_or("", Variable::name),
            Var::Field { up, index } => {
                let list = self.lists.iter().rev().nth(up);
                list.and_then(|list| list.get(index)).and_then(Field::name).unwrap_or_default()
            }
        }
    }
}

fn built_in(primitive: Primitive) -> Target {
    Target::BuiltIn(BuiltIn::Primitive(primitive))
}
