//! Names of variables for results, for PHP and Lua.

use tl_parser::schema::{Arg, CombinatorId, Schema, TypeRef, Var, Variable};

/// Returns the name of a variable for the result of a function, such as `Vector_of_User` or `auth_SentCode`.
pub(super) fn result_name(schema: &Schema, function: CombinatorId) -> String {
    let mut name = String::new();
    put_name(schema, function, schema[function].result(), &mut name);
    name
}

fn put_name(schema: &Schema, function: CombinatorId, ty: &TypeRef, into: &mut String) {
    let (name, args) = match ty {
        TypeRef::Nat | TypeRef::Var(Var::Field { .. }) => ("number", &[][..]),
        TypeRef::Var(Var::Implicit(index)) => {
            (schema[function].implicit().get(*index).map_or("result", Variable::name), &[][..])
        }
        TypeRef::Boxed { ty, args } => (schema[*ty].name(), args.as_slice()),
        TypeRef::Bare { constructor, args, .. } => (schema[*constructor].name(), args.as_slice()),
    };
    into.push_str(&name.replace('.', "_"));
    for arg in args {
        if let Arg::Type(ty) = arg {
            into.push_str("_of_");
            put_name(schema, function, ty, into);
        }
    }
}
