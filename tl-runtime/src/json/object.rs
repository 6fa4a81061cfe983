//! Objects to constructors and functions: which is meant, and what is given for each field.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::content::Content;
use super::kind::{Form, Kind};
use super::read::{Problem, Result, base64, finish, list, text, value, whole};
use super::scope::Scope;
use super::table::{Condition, Field, Part, Row, bit_mask, parse_id};
use crate::Writer;

type Members<'c, 'de> = &'c [(Cow<'de, str>, Content<'de>)];

/// The member that says the name.
const NAME: &str = "_";

/// A constructor of the type with the number `ty`.
pub(super) fn boxed(ty: usize, scope: &Scope<'_>, content: &Content<'_>, w: &mut Writer) -> Result<()> {
    let expected = || format!("a constructor of `{}`", scope.table.type_name(ty));
    named(scope, content, w, &|row| row.is_of(ty), &expected)
}

/// A function.
pub(super) fn call(scope: &Scope<'_>, content: &Content<'_>, w: &mut Writer) -> Result<()> {
    named(scope, content, w, &Row::is_function, &|| "a function".to_string())
}

/// Anything that has an id; what the table does not know is raw.
pub(super) fn any(scope: &Scope<'_>, content: &Content<'_>, w: &mut Writer) -> Result<()> {
    if let Content::Bool(value) = content {
        w.bool(*value);
        return Ok(());
    }
    let members = members(content)?;
    if let Some(id) = name(members)?.strip_prefix('#').and_then(parse_id)
        && scope.table.closed(id).is_none()
    {
        return raw(id, members, w);
    }
    let expected = || "a constructor or function without parameters of its type".to_string();
    named(scope, content, w, &Row::is_closed, &expected)
}

/// `{"_": "#1f040578", "raw": …}`
fn raw(id: u32, members: Members<'_, '_>, w: &mut Writer) -> Result<()> {
    w.id(id);
    if members.len() != 2 {
        return Err(Problem::new("a raw object has `_` and `raw`, once each"));
    }
    for (key, member) in members.iter().filter(|(key, _)| key != NAME) {
        let at = |problem: Problem| problem.within_field(key);
        if key != "raw" {
            return Err(at(Problem::new("`raw` has no such field")));
        }
        let body = base64(member).map_err(at)?;
        if !body.len().is_multiple_of(4) {
            let len = body.len();
            return Err(at(Problem::new(format!(
                "a raw object of {len} bytes: their number is no multiple of 4"
            ))));
        }
        w.raw(&body);
    }
    Ok(())
}

/// The combinator that the object names, with its id.
fn named(
    scope: &Scope<'_>,
    content: &Content<'_>,
    w: &mut Writer,
    is_it: &dyn Fn(&Row) -> bool,
    expected: &dyn Fn() -> String,
) -> Result<()> {
    let members = members(content)?;
    let name = name(members)?;
    let all = scope.table.named(name);
    let mut fitting = all.iter().filter(|row| is_it(row));
    let row = match (fitting.next(), fitting.next()) {
        (Some(row), None) => row,
        (None, _) if all.is_empty() => {
            let problem = Problem::new(format!("the schema has no constructor and no function `{name}`"));
            return Err(problem.within_field(NAME));
        }
        (None, _) => {
            return Err(Problem::new(format!("`{name}` is not {}", expected())).within_field(NAME));
        }
        (Some(_), Some(_)) => {
            let labels: Vec<&str> = all.iter().map(|row| row.label).collect();
            let labels = labels.join("`, `");
            return Err(Problem::new(format!("several have this name: `{labels}`")).within_field(NAME));
        }
    };
    w.id(row.id);
    fields(row, scope, members, w)
}

/// The combinator of the row with this number; what is bare need not say its name.
pub(super) fn known(
    row: usize,
    is_boxed: bool,
    scope: &Scope<'_>,
    content: &Content<'_>,
    w: &mut Writer,
) -> Result<()> {
    let row = scope.table.row(row).ok_or_else(|| Problem::new("the table has no such row"))?;
    let members = members(content)?;
    if is_boxed || members.iter().any(|(key, _)| key == NAME) {
        let name = name(members)?;
        if !scope.table.named(name).iter().any(|named| named.label == row.label && named.id == row.id) {
            return Err(Problem::new(format!("`{name}` is not `{}`", row.label)).within_field(NAME));
        }
    }
    if is_boxed {
        w.id(row.id);
    }
    fields(&row, scope, members, w)
}

fn members<'c, 'de>(content: &'c Content<'de>) -> Result<Members<'c, 'de>> {
    match content {
        Content::Object(members) => Ok(members),
        _ => Err(Problem::expected("an object", content)),
    }
}

/// What `_` says.
fn name<'c>(members: Members<'c, '_>) -> Result<&'c str> {
    let member = members.iter().find(|(key, _)| key == NAME);
    let (_, name) =
        member.ok_or_else(|| Problem::new("the object does not say its constructor or function in `_`"))?;
    text(name, "a name in a string").map_err(|problem| problem.within_field(NAME))
}

fn fields(row: &Row, scope: &Scope<'_>, members: Members<'_, '_>, w: &mut Writer) -> Result<()> {
    let given = Given::new(row, members)?;
    let mut numbers = Vec::new();
    let mut is_framed = false;
    for (index, field) in given.fields.iter().enumerate() {
        let number = match field.part {
            Part::Mask => given.mask(index),
            Part::KeptMask => given.kept_mask(index)?,
            Part::Count(of) => given.count(of)?,
            Part::Length => {
                is_framed = true;
                numbers.push(0);
                continue;
            }
            Part::Value(kind) => {
                let Some(content) = given.value(index, &numbers)? else {
                    numbers.push(0);
                    continue;
                };
                let done = if core::mem::take(&mut is_framed) {
                    framed(kind, scope, &numbers, content, w)
                } else {
                    value(kind, scope, &numbers, content, w)
                };
                done.map_err(|problem| problem.within_field(field.name))?;
                let is_number = matches!(kind.form(), Form::Nat);
                numbers.push(if is_number { whole(content, "#")? } else { 0 });
                continue;
            }
        };
        w.nat(number);
        numbers.push(number);
    }
    Ok(())
}

/// The number of its bytes, and the value.
fn framed(
    kind: Kind,
    scope: &Scope<'_>,
    numbers: &[u32],
    content: &Content<'_>,
    w: &mut Writer,
) -> Result<()> {
    let mut inner = Writer::new();
    value(kind, scope, numbers, content, &mut inner)?;
    let bytes = finish(inner)?;
    w.len(bytes.len());
    w.raw(&bytes);
    Ok(())
}

/// What is given for each field.
struct Given<'c, 'de> {
    fields: Vec<Field>,
    contents: Vec<Option<&'c Content<'de>>>,
}

impl<'c, 'de> Given<'c, 'de> {
    fn new(row: &Row, members: Members<'c, 'de>) -> Result<Self> {
        let fields: Vec<Field> = row.fields().collect();
        let mut contents = vec![None; fields.len()];
        let mut is_named = false;
        for (key, content) in members {
            let error = |message: &str| Problem::new(message).within_field(key);
            if key == NAME {
                if core::mem::replace(&mut is_named, true) {
                    return Err(error("it is given twice"));
                }
                continue;
            }
            let index = fields.iter().position(|field| field.name == key);
            let index = index.ok_or_else(|| error(&format!("`{}` has no such field", row.name())))?;
            if !matches!(fields[index].part, Part::Value(_) | Part::KeptMask) {
                return Err(error("it follows from other fields and is not given"));
            }
            if fields[index].is_flag() && !matches!(content, Content::Bool(_)) {
                return Err(Problem::expected("true", content).within_field(key));
            }
            if contents[index].replace(content).is_some() {
                return Err(error("it is given twice"));
            }
        }
        Ok(Self { fields, contents })
    }

    /// Whether something is given that sets a bit.
    fn is_set(&self, index: usize) -> bool {
        let content = self.contents.get(index).copied().flatten();
        content.is_some_and(|content| !self.fields[index].is_flag() || matches!(content, Content::Bool(true)))
    }

    /// The bits of the fields that are given.
    fn mask(&self, mask: usize) -> u32 {
        let bits = self.fields.iter().enumerate().filter_map(|(index, field)| {
            let condition = field.condition.filter(|condition| condition.number == mask)?;
            condition.bit.filter(|_| self.is_set(index)).map(bit_mask)
        });
        bits.fold(0, |mask, bit| mask | bit)
    }

    /// The same, and what is given for the mask itself.
    fn kept_mask(&self, mask: usize) -> Result<u32> {
        let Some(content) = self.contents[mask] else { return Ok(self.mask(mask)) };
        let kept: u32 =
            whole(content, "#").map_err(|problem| problem.within_field(self.fields[mask].name))?;
        Ok(kept | self.mask(mask))
    }

    /// Whether what is given for a kept mask sets a bit, and no field that is given does.
    fn is_without_value(&self, condition: Condition) -> bool {
        let is_kept =
            self.fields.get(condition.number).is_some_and(|field| matches!(field.part, Part::KeptMask));
        is_kept && !condition.holds_for(self.mask(condition.number))
    }

    /// How many items the field with this index has.
    fn count(&self, of: usize) -> Result<u32> {
        let Some(content) = self.contents.get(of).copied().flatten() else { return Ok(0) };
        let len = list(content).map_err(|problem| problem.within_field(self.fields[of].name))?.len();
        u32::try_from(len).map_err(|_| Problem::new(format!("{len} items are more than a count can say")))
    }

    /// What is to be written for a field; nothing where it is absent, or a bit says all.
    fn value(&self, index: usize, numbers: &[u32]) -> Result<Option<&'c Content<'de>>> {
        let (field, content) = (&self.fields[index], self.contents[index]);
        let Some(condition) = field.condition else {
            let missing = || Problem::new(format!("the field `{}` is missing", field.name));
            return content.map(Some).ok_or_else(missing);
        };
        let in_words = || {
            let mask = self.fields.get(condition.number).map_or("", |field| field.name);
            condition.bit.map_or_else(|| mask.to_string(), |bit| format!("{mask}.{bit}"))
        };
        match (content, condition.holds(numbers)) {
            (None, false) => Ok(None),
            (Some(_), false) if !self.is_set(index) => Ok(None),
            (Some(_), false) => {
                let message = format!("it is given, and `{}` is not set", in_words());
                Err(Problem::new(message).within_field(field.name))
            }
            (Some(content), true) if !self.is_set(index) => {
                Err(Problem::expected("true, or nothing", content).within_field(field.name))
            }
            (content, true)
                if field.is_flag() && (content.is_some() || !self.is_without_value(condition)) =>
            {
                Ok(None)
            }
            (Some(content), true) => Ok(Some(content)),
            (None, true) => {
                let name = field.name;
                let message = format!("the field `{name}` is missing, and `{}` is set", in_words());
                Err(Problem::new(message))
            }
        }
    }
}
