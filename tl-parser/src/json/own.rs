//! Reads and writes our own JSON form. It contains the whole schema, with every name resolved. Only the availability
//! and the errors of functions are not included.
//!
//! The reader takes combinators only from the keys `declaration` (which always contains the id) and `layer_bar`. It
//! also reads `format`, `version`, `dialect`, `dialect_reason` and `layer` of the schema, the names of types without
//! constructors, and all documentation. All other keys contain facts that follow from the keys that are read. They are
//! for programs that have no TL parser.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::page::{Page, Problem, Text};
use super::sections::{Entry, Root, is_name, read_all};
use crate::ast::Section;
use crate::derived::{Draft, Subject};
use crate::schema::{
    Arg, Category, ChosenDialect, CombinatorId, Dialect, DialectReason, Field, FieldType, NatExpr, Schema,
    TypeRef, Var, Variable, VariableKind,
};

/// The value of the key `format`.
const FORMAT: &str = "tl";

/// The value of the key `version`. It is increased if readers of the previous version would misread the new one.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct RootOut<'a> {
    format: &'static str,
    version: u32,
    dialect: Dialect,
    dialect_reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    layer: Option<u32>,
    types: Vec<TypeOut<'a>>,
    constructors: Vec<CombinatorOut<'a>>,
    functions: Vec<CombinatorOut<'a>>,
}

#[derive(Serialize)]
struct TypeOut<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    params: Vec<&'static str>,
    constructors: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<&'a str>,
}

#[derive(Serialize)]
struct CombinatorOut<'a> {
    name: &'a str,
    id: String,
    declaration: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    layer_bar: Option<u32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    annotations: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    implicit: Vec<VariableOut<'a>>,
    fields: Vec<FieldOut<'a>>,
    result: ValueOut<'a>,
}

#[derive(Serialize)]
struct VariableOut<'a> {
    name: &'a str,
    kind: &'static str,
}

#[derive(Serialize)]
struct FieldOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<ConditionOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nullable: Option<&'static str>,
    r#type: FieldTypeOut<'a>,
}

#[derive(Serialize)]
struct ConditionOut<'a> {
    mask: VarOut<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bit: Option<u8>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum FieldTypeOut<'a> {
    Nat,
    Type,
    Value(ValueOut<'a>),
    Call(VarOut<'a>),
    Repeat { count: NatOut<'a>, fields: Vec<FieldOut<'a>> },
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum ValueOut<'a> {
    Boxed {
        r#type: &'a str,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        args: Vec<ArgOut<'a>>,
    },
    Bare {
        constructor: &'a str,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        args: Vec<ArgOut<'a>>,
    },
    Nat,
    Variable(VarOut<'a>),
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum ArgOut<'a> {
    Type(ValueOut<'a>),
    Nat(NatOut<'a>),
}

#[derive(Serialize)]
struct NatOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    variable: Option<VarOut<'a>>,
    plus: u32,
}

/// A use of a variable. An implicit argument is identified by its name, and a field by its index in a list of fields:
/// `up` is 0 for the list that contains the use, 1 for the list around that one, and so on.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum VarOut<'a> {
    Implicit(&'a str),
    Field { up: usize, index: usize },
}

/// Returns `schema` in our own form, with indentation. The availability and the errors of functions are not included.
#[must_use]
pub fn own(schema: &Schema) -> String {
    let list =
        |category| schema.declared(category).map(|id| NameResolver { schema, of: id }.combinator()).collect();
    let is_declared = |id: &CombinatorId| !schema[*id].is_predefined();
    let types = schema.types().map(|id| &schema[id]);
    let root = RootOut {
        format: FORMAT,
        version: VERSION,
        dialect: schema.dialect(),
        dialect_reason: schema.chosen_dialect().reason.original(),
        layer: schema.layer(),
        types: types
            .filter(|ty| {
                ty.docs().is_some()
                    || ty.constructors().is_empty()
                    || ty.constructors().iter().any(is_declared)
            })
            .map(|ty| TypeOut {
                name: ty.name(),
                params: ty.params().iter().copied().map(VariableKind::as_str).collect(),
                constructors: ty.constructors().iter().map(|&id| schema[id].name()).collect(),
                docs: ty.docs(),
            })
            .collect(),
        constructors: list(Category::Constructor),
        functions: list(Category::Function),
    };
    // This cannot fail, because all keys are strings, and all values are strings, numbers, lists or objects.
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

/// Converts the parts of one combinator to JSON. Handles of types and combinators, and indices of implicit arguments,
/// become names.
#[derive(Clone, Copy)]
struct NameResolver<'a> {
    schema: &'a Schema,
    of: CombinatorId,
}

impl<'a> NameResolver<'a> {
    fn combinator(self) -> CombinatorOut<'a> {
        let combinator = &self.schema[self.of];
        CombinatorOut {
            name: combinator.name(),
            id: format!("{:08x}", combinator.id()),
            declaration: self.schema.declaration_with_id(self.of),
            layer_bar: combinator.layer_bar(),
            annotations: combinator.annotations(),
            docs: combinator.docs(),
            implicit: combinator
                .implicit()
                .iter()
                .map(|variable| VariableOut { name: variable.name(), kind: variable.kind().as_str() })
                .collect(),
            fields: self.fields(combinator.fields()),
            result: self.value(combinator.result()),
        }
    }

    fn fields(self, fields: &'a [Field]) -> Vec<FieldOut<'a>> {
        let field = |field: &'a Field| FieldOut {
            name: field.name(),
            docs: field.docs(),
            condition: field
                .condition()
                .map(|condition| ConditionOut { mask: self.var(condition.mask), bit: condition.bit }),
            nullable: self.schema.nullability(field).as_str(),
            r#type: match field.ty() {
                FieldType::Nat => FieldTypeOut::Nat,
                FieldType::Type => FieldTypeOut::Type,
                FieldType::Value(ty) => FieldTypeOut::Value(self.value(ty)),
                FieldType::Call(var) => FieldTypeOut::Call(self.var(*var)),
                FieldType::Repeat(repeat) => FieldTypeOut::Repeat {
                    count: self.nat(repeat.count),
                    fields: self.fields(&repeat.fields),
                },
            },
        };
        fields.iter().map(field).collect()
    }

    fn value(self, ty: &TypeRef) -> ValueOut<'a> {
        match ty {
            TypeRef::Boxed { ty, args } => {
                ValueOut::Boxed { r#type: self.schema[*ty].name(), args: self.args(args) }
            }
            TypeRef::Bare { constructor, args, .. } => {
                ValueOut::Bare { constructor: self.schema[*constructor].name(), args: self.args(args) }
            }
            TypeRef::Nat => ValueOut::Nat,
            TypeRef::Var(var) => ValueOut::Variable(self.var(*var)),
        }
    }

    fn args(self, args: &[Arg]) -> Vec<ArgOut<'a>> {
        let arg = |arg: &Arg| match arg {
            Arg::Type(ty) => ArgOut::Type(self.value(ty)),
            Arg::Nat(nat) => ArgOut::Nat(self.nat(*nat)),
        };
        args.iter().map(arg).collect()
    }

    fn nat(self, nat: NatExpr) -> NatOut<'a> {
        NatOut { variable: nat.var.map(|var| self.var(var)), plus: nat.plus }
    }

    fn var(self, var: Var) -> VarOut<'a> {
        match var {
            Var::Implicit(index) => {
                VarOut::Implicit(self.schema[self.of].implicit().get(index).map_or("", Variable::name))
            }
            Var::Field { up, index } => VarOut::Field { up, index },
        }
    }
}

#[derive(Deserialize)]
#[serde(expecting = "an object with `name`")]
struct TypeIn<'j> {
    #[serde(borrow)]
    name: &'j RawValue,
    docs: Option<String>,
    #[serde(default)]
    constructors: Vec<&'j RawValue>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with `declaration`")]
struct CombinatorIn<'j> {
    #[serde(borrow)]
    declaration: &'j RawValue,
    docs: Option<String>,
    layer_bar: Option<u32>,
    #[serde(default)]
    fields: Vec<FieldIn<'j>>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with `type`")]
struct FieldIn<'j> {
    docs: Option<String>,
    #[serde(borrow)]
    r#type: Option<&'j RawValue>,
}

/// The `type` of a field that is a repetition.
#[derive(Deserialize)]
struct RepeatIn<'j> {
    #[serde(borrow)]
    repeat: RepeatedIn<'j>,
}

#[derive(Deserialize)]
struct RepeatedIn<'j> {
    #[serde(borrow)]
    fields: Vec<FieldIn<'j>>,
}

pub(super) fn read<'j>(
    page: Page<'j>,
    root: &Root<'j>,
    format: &'j RawValue,
    draft: &mut Draft,
) -> Result<(), Problem> {
    let named: String = page.read(format)?;
    let version = root.version.map(|version| page.read::<u32>(version)).transpose()?;
    if named != FORMAT || version != Some(VERSION) {
        let place = page.place(root.version.filter(|_| named == FORMAT).unwrap_or(format).get());
        let message = format!("only `\"format\": \"{FORMAT}\", \"version\": {VERSION}` is supported");
        return Err(Problem { place, message });
    }
    draft.metadata.dialect = dialect(page, root)?;
    if let Some(layer) = root.layer {
        let layer: u32 = page.read(layer)?;
        draft.glue(&format!("// LAYER {layer}\n\n"));
    }
    read_all::<CombinatorIn<'_>>(page, root.constructors.as_deref(), root.functions.as_deref(), draft);
    for &value in root.types.iter().flatten() {
        if let Err(Problem { place, message }) = type_docs(page, value, draft) {
            draft.problem(place, message);
        }
    }
    Ok(())
}

/// Returns the dialect, or `None` for files written by older versions, which had no such key.
fn dialect<'j>(page: Page<'j>, root: &Root<'j>) -> Result<Option<ChosenDialect>, Problem> {
    let Some(dialect) = root.dialect else { return Ok(None) };
    let dialect = page.read(dialect)?;
    let reason = root.dialect_reason.map(|reason| page.string(reason)).transpose()?;
    // Generated files contain the reason in a comment, so it must be one line.
    let is_line = |c: char| c == ' ' || c.is_ascii_graphic();
    if let Some(Text { place, .. }) = reason.as_ref().filter(|reason| !reason.text.chars().all(is_line)) {
        return Err(Problem { place: place.clone(), message: "expected one line of ASCII text".into() });
    }
    let reason = DialectReason::Stored(reason.map(|reason| reason.text.into_owned()));
    Ok(Some(ChosenDialect { dialect, reason }))
}

/// Adds the documentation of a type. A type without constructors is declared with `Empty`.
fn type_docs<'j>(page: Page<'j>, value: &'j RawValue, draft: &mut Draft) -> Result<(), Problem> {
    let TypeIn { name, docs, constructors } = page.object(value)?;
    let Text { text: name, place } = page.string(name)?;
    if !is_name(&name) {
        return Err(Problem { place, message: "expected a name".into() });
    }
    if constructors.is_empty() {
        draft.glue("Empty ");
        draft.piece(&name, place.clone());
        draft.glue(";\n\n");
    }
    draft.note(Subject::Type(name.into_owned()), docs);
    draft.piece("", place);
    draft.glue("\n");
    Ok(())
}

impl<'j> Entry<'j> for CombinatorIn<'j> {
    fn bar(&self) -> Option<u32> {
        self.layer_bar
    }

    fn write(self, page: Page<'j>, _: Section, _: &'j RawValue, draft: &mut Draft) -> Result<(), Problem> {
        let Self { declaration, docs, layer_bar: _, fields } = self;
        let Text { text, place } = page.string(declaration)?;
        if text.contains([';', '/', '\n', '\r'])
            || !text.contains('=')
            || !text.starts_with(|c: char| c.is_ascii_lowercase() || ['_', '@'].contains(&c))
        {
            return Err(Problem { place, message: "expected one declaration".into() });
        }
        draft.note(Subject::Declaration, docs);
        field_notes(fields, &[], draft);
        draft.piece(&text, place);
        draft.glue(";");
        Ok(())
    }
}

/// Adds the documentation of fields of the declaration that is written next. `path` contains the index of each
/// repetition around the fields, starting with the outermost one.
fn field_notes(fields: Vec<FieldIn<'_>>, path: &[usize], draft: &mut Draft) {
    for (index, FieldIn { docs, r#type }) in fields.into_iter().enumerate() {
        let path = [path, &[index]].concat();
        // Only repetitions contain further fields.
        let repeat = r#type.and_then(|ty| serde_json::from_str::<RepeatIn<'_>>(ty.get()).ok());
        if let Some(RepeatIn { repeat }) = repeat {
            field_notes(repeat.fields, &path, draft);
        }
        draft.note(Subject::Field(path), docs);
    }
}
