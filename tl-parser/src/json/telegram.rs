//! Reads and writes the form in which Telegram publishes its schemas: `constructors` and `methods`, with types as
//! strings.
//!
//! This form does not contain implicit arguments. The reader derives them from parameters such as `!X`, and from the
//! arguments of a constructor's result. The form also has no anonymous fields, no repetitions, no declarations such as
//! `int ? = Int`, and no comments. The entry of `vector` has no parameters; the reader adds `{t:Type} # [ t ]`.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::page::{Page, Problem, Text};
use super::sections::{Entry, Root, is_name, read_all};
use crate::ast::Section;
use crate::codes::json as codes;
use crate::derived::Draft;
use crate::schema::{
    Category, Combinator, CombinatorId, CombinatorPrinter, Field, FieldType, Options, Schema, Variable,
    VariableKind, resolve,
};
use crate::{Diagnostics, SourceMap};

/// The name and the type of the only combinator whose anonymous fields are supported.
const VECTOR: (&str, &str) = ("vector", "Vector t");
/// The text between the id of `vector` and its `=`.
const VECTOR_FIELDS: &str = "{t:Type} # [ t ]";

#[derive(Deserialize)]
#[serde(expecting = "an object with `id`, `predicate` or `method`, `params` and `type`")]
struct EntryIn<'j> {
    #[serde(borrow)]
    id: &'j RawValue,
    predicate: Option<&'j RawValue>,
    method: Option<&'j RawValue>,
    #[serde(default)]
    params: Vec<&'j RawValue>,
    r#type: &'j RawValue,
    layer: Option<u32>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with `name` and `type`")]
struct ParamIn<'j> {
    #[serde(borrow)]
    name: &'j RawValue,
    r#type: &'j RawValue,
}

pub(super) fn read<'j>(page: Page<'j>, root: &Root<'j>, draft: &mut Draft) {
    read_all::<EntryIn<'_>>(page, root.constructors.as_deref(), root.methods.as_deref(), draft);
}

impl<'j> Entry<'j> for EntryIn<'j> {
    fn bar(&self) -> Option<u32> {
        self.layer
    }

    fn write(
        self,
        page: Page<'j>,
        section: Section,
        value: &'j RawValue,
        draft: &mut Draft,
    ) -> Result<(), Problem> {
        let Self { id, predicate, method, params, r#type, layer: _ } = self;
        let (key, name) = match section {
            Section::Types => ("predicate", predicate),
            Section::Functions => ("method", method),
        };
        let Some(name) = name else {
            let message = format!("the entry has no `{key}`");
            return Err(Problem { place: page.place(value.get()), message });
        };
        let (name, result) = (word(page, name)?, type_text(page, r#type)?);
        let params = params.into_iter().map(|value| param(page, value)).collect::<Result<Vec<_>, _>>()?;
        let id_text = format!("#{:08x}", self::id(page, id)?);

        let (is_constructor, is_vector) = (section == Section::Types, (&*name.text, &*result.text) == VECTOR);
        draft.piece(&name.text, name.place);
        draft.piece(&id_text, page.place(id.get()));
        draft.glue(" ");
        if is_constructor && is_vector && params.is_empty() {
            draft.glue(VECTOR_FIELDS);
        } else {
            let types = params.iter().map(|(_, ty)| &*ty.text);
            for variable in variables(section, &result.text, types) {
                draft.glue(&format!("{{{variable}:Type}} "));
            }
            for (name, ty) in params {
                draft.piece(&name.text, name.place);
                draft.glue(":");
                draft.piece(&ty.text, ty.place);
                draft.glue(" ");
            }
        }
        draft.glue(" = ");
        draft.piece(&result.text, result.place);
        draft.glue(";");
        Ok(())
    }
}

/// Returns the implicit arguments in the order in which the reader declares them: first the arguments of a
/// constructor's type, then the variables in parameters such as `!X`.
fn variables<'t>(section: Section, result: &'t str, types: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let arguments = if section == Section::Types { arguments(result) } else { Vec::new() };
    let calls =
        types.filter_map(|ty| ty.rsplit_once('!').map(|(_, variable)| variable).filter(|word| is_name(word)));
    let mut variables = Vec::new();
    for variable in arguments.into_iter().chain(calls) {
        if !variables.contains(&variable) {
            variables.push(variable);
        }
    }
    variables
}

/// Returns the variables that are arguments of a constructor's type: `t` of `Vector t`.
fn arguments(result: &str) -> Vec<&str> {
    let is_variable = |word: &&str| {
        is_name(word) && (word.len() == 1 || word.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    result.split([' ', '<', '>', ',', '(', ')']).skip(1).filter(is_variable).collect()
}

fn param<'j>(page: Page<'j>, value: &'j RawValue) -> Result<(Text<'j>, Text<'j>), Problem> {
    let ParamIn { name, r#type } = page.object(value)?;
    Ok((word(page, name)?, type_text(page, r#type)?))
}

/// Reads a name.
fn word<'j>(page: Page<'j>, value: &'j RawValue) -> Result<Text<'j>, Problem> {
    let text = page.string(value)?;
    if is_name(&text.text) {
        Ok(text)
    } else {
        Err(Problem { place: text.place, message: "expected a name".into() })
    }
}

/// Reads a type. Accepts any sequence of names and punctuation that occurs in types; the parser reports errors within
/// it.
fn type_text<'j>(page: Page<'j>, value: &'j RawValue) -> Result<Text<'j>, Problem> {
    let text = page.string(value)?;
    let is_mark = |c: char| " #!%<>(),?.+*[]".contains(c);
    let is_type = text.text.split(is_mark).all(|part| part.is_empty() || is_name(part));
    if is_type && !text.text.trim().is_empty() {
        Ok(text)
    } else {
        Err(Problem { place: text.place, message: "expected a type".into() })
    }
}

/// Reads an id: an integer of 32 bits, signed or unsigned. The id is a string, or a number in old files.
fn id<'j>(page: Page<'j>, value: &'j RawValue) -> Result<u32, Problem> {
    let raw = value.get();
    let number: Option<i64> = raw.trim_matches('"').parse().ok();
    let id = number
        .and_then(|id| u32::try_from(id).ok().or_else(|| i32::try_from(id).ok().map(i32::cast_unsigned)));
    id.ok_or_else(|| Problem {
        place: page.place(raw),
        message: "expected an id, a number of 32 bits".into(),
    })
}

#[derive(Serialize)]
struct EntryOut<'a> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    predicate: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'a str>,
    params: Vec<ParamOut<'a>>,
    r#type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    layer: Option<u32>,
}

#[derive(Serialize)]
struct ParamOut<'a> {
    name: &'a str,
    r#type: String,
}

/// Returns `schema` in Telegram's form, with one entry per line.
///
/// Documentation, annotations, the layer of the schema, and the statements `New`, `Final` and `Empty` are omitted,
/// because the form has no keys for them. Declarations of built-in types such as `int ? = Int` are also omitted,
/// because every reader predefines them.
///
/// # Errors
/// Returns a diagnostic for each declaration that the form cannot contain:
///
/// - declarations with anonymous fields, repetitions or implicit numbers `{n:#}`, except the usual declaration of
///   `vector`,
/// - declarations with implicit types such as `{X:Type}` that a reader would not derive in the same order,
/// - declarations such as `x ? = X`, if `x` is not a built-in type,
/// - built-in types with an unusual id.
pub fn telegram(schema: &Schema) -> Result<String, Diagnostics> {
    let usual_ids = built_in_ids();
    let (mut lists, mut problems) = ([Vec::new(), Vec::new()], Diagnostics::default());
    for id in schema.combinators().filter(|&id| !schema[id].is_predefined()) {
        let combinator = &schema[id];
        match entry_out(schema, id) {
            Some(entry) => lists[combinator.category() as usize].push(entry),
            None if usual_ids.get(combinator.name()) == Some(&combinator.id())
                && combinator.is_built_in() => {}
            None => problems.push(codes::no_place(combinator.name(), combinator.span())),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let [constructors, methods] = lists.map(|entries| {
        // This cannot fail, because all keys are strings, and all values are strings, numbers or lists.
        let lines = entries.iter().map(|entry| serde_json::to_string(entry).unwrap_or_default());
        lines.collect::<Vec<_>>().join(",\n")
    });
    Ok(format!("{{\"constructors\":[\n{constructors}\n],\"methods\":[\n{methods}\n]}}\n"))
}

/// Returns the ids of built-in constructors. Readers of the form predefine these ids.
fn built_in_ids() -> HashMap<String, u32> {
    let schema = resolve(&SourceMap::new(), &[], &Options::default()).schema;
    let schema = schema.iter();
    let all = schema
        .flat_map(|schema| schema.combinators().map(|id| (schema[id].name().to_owned(), schema[id].id())));
    all.collect()
}

/// Returns the entry of a combinator, or `None` if the form cannot contain it.
fn entry_out(schema: &Schema, id: CombinatorId) -> Option<EntryOut<'_>> {
    let combinator = &schema[id];
    let is_constructor = combinator.category() == Category::Constructor;
    let printer = CombinatorPrinter::new(schema, id);
    let result = printer.result(String::new());
    let params = if is_vector(schema, id) {
        Vec::new()
    } else {
        let params = combinator.fields().iter().map(|field| param_out(printer, field));
        params.collect::<Option<Vec<_>>>().filter(|params| {
            !combinator.is_opaque && has_recoverable_arguments(combinator, params, &result)
        })?
    };
    Some(EntryOut {
        id: combinator.id().cast_signed().to_string(),
        predicate: is_constructor.then(|| combinator.name()),
        method: (!is_constructor).then(|| combinator.name()),
        params,
        r#type: result,
        layer: combinator.layer_bar(),
    })
}

fn param_out<'a>(printer: CombinatorPrinter<'a>, field: &'a Field) -> Option<ParamOut<'a>> {
    let is_repetition = matches!(field.ty(), FieldType::Repeat(_));
    let name = field.written_name().filter(|_| !is_repetition)?;
    Some(ParamOut { name, r#type: printer.conditional_type(field, String::new()) })
}

/// Returns whether a combinator is `vector` with its usual declaration.
fn is_vector(schema: &Schema, id: CombinatorId) -> bool {
    let (name, ty) = VECTOR;
    let text = schema.declaration(id);
    let rest = text.split_once(' ').map(|(_, rest)| rest);
    schema[id].name() == name && rest.and_then(|rest| rest.split_once(" = ")) == Some((VECTOR_FIELDS, ty))
}

/// Returns whether a reader would derive the same implicit arguments in the same order.
fn has_recoverable_arguments(combinator: &Combinator, params: &[ParamOut<'_>], result: &str) -> bool {
    let section = match combinator.category() {
        Category::Constructor => Section::Types,
        Category::Function => Section::Functions,
    };
    let recovered = variables(section, result, params.iter().map(|param| &*param.r#type));
    let is_type = combinator.implicit().iter().all(|variable| variable.kind() == VariableKind::Type);
    is_type && combinator.implicit().iter().map(Variable::name).eq(recovered)
}
