//! The prelude: TL text with the declarations that the language predefines.
//!
//! A built-in type is a type whose encoding the language defines. The prelude declares these types in every schema,
//! unless a file declares them itself.

use crate::SourceMap;
use crate::ast::VariableKind;
use crate::schema::Primitive;

/// The text of the prelude. A constructor in a file replaces the declaration with the same name in the prelude.
const TEXT: &str = "
int ? = Int;
long ? = Long;
double ? = Double;
float ? = Float;
string ? = String;
object ? = Object;
function ? = Function;

int32 = Int32;
int53 = Int53;
int64 = Int64;
bytes = Bytes;
secureString = SecureString;
secureBytes = SecureBytes;

int128 4*[ int ] = Int128;
int256 8*[ int ] = Int256;
int512 16*[ int ] = Int512;

true = True;
boolFalse = Bool;
boolTrue = Bool;

vector {t:Type} # [ t ] = Vector t;
";

/// Returns a source map that contains only the prelude, so that its spans are separate from those of the user's files.
pub(super) fn sources() -> SourceMap {
    let mut sources = SourceMap::new();
    // This cannot fail, because the text is much shorter than 4 GiB.
    let _ = sources.add("prelude.tl", TEXT);
    sources
}

/// Returns whether the prelude declares the constructor `name`.
pub(super) fn has(name: &str) -> bool {
    declaration(name).is_some()
}

/// Returns the declaration of the constructor `name` in the prelude.
pub(super) fn declaration(name: &str) -> Option<&'static str> {
    TEXT.lines().find(|line| line.split(' ').next() == Some(name)).map(|line| line.trim_end_matches(';'))
}

/// Returns the encoding of the built-in type `name`.
pub(super) fn primitive(name: &str) -> Option<Primitive> {
    Some(match name {
        "Int" | "Int32" => Primitive::Int,
        "Long" | "Int53" | "Int64" => Primitive::Long,
        "Double" => Primitive::Double,
        "Float" => Primitive::Float,
        "String" | "SecureString" => Primitive::String,
        "Bytes" | "SecureBytes" => Primitive::Bytes,
        "Int128" => Primitive::Int128,
        "Int256" => Primitive::Int256,
        "Int512" => Primitive::Int512,
        "Bool" => Primitive::Bool,
        "True" => Primitive::True,
        "Vector" => Primitive::Vector,
        "Object" | "Function" => Primitive::Object,
        _ => return None,
    })
}

/// Returns whether the language has a type `boxed` with a constructor `name`.
pub(super) fn is_constructor_of(name: &str, boxed: &str) -> bool {
    match (name, primitive(boxed)) {
        (_, Some(Primitive::Bool)) => matches!(name, "boolTrue" | "boolFalse"),
        (_, Some(_)) => {
            let (first, rest) = boxed.split_at(1);
            name.strip_prefix(&first.to_ascii_lowercase()) == Some(rest)
        }
        (_, None) => false,
    }
}

/// Returns whether `name` is a predefined constructor, but `ty` is not its type.
pub(super) fn is_conflict(name: &str, ty: &str) -> bool {
    has(name) && !is_constructor_of(name, ty)
}

/// Returns whether `name` is the bare form of the built-in type `boxed`. `boolTrue` and `boolFalse` are not bare
/// forms of `Bool`, because only their ids distinguish them.
pub(super) fn is_bare_form(name: &str, boxed: &str) -> bool {
    is_constructor_of(name, boxed) && primitive(boxed) != Some(Primitive::Bool)
}

/// Returns the parameters of a built-in type.
pub(super) fn params(name: &str) -> Option<Vec<VariableKind>> {
    primitive(name)
        .map(|primitive| if primitive == Primitive::Vector { vec![VariableKind::Type] } else { Vec::new() })
}
