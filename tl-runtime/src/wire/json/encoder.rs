//! Encodes JSON values: values of known types, and objects that contain the names of their constructors.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::assignment::{Assignment, FieldContent};
use super::defaults;
use super::names::{self, Members, members, name};
use super::output::Output;
use super::scalars::{self, base64, list_len};
use super::{ErrorKind, JsonForm, JsonKind, RAW, Result, Source};
use crate::wire::Problem;
use crate::wire::cursor::Cursor;
use crate::wire::environment::{Argument, Environment, Shape};
use crate::wire::form::{Args, Param, Sum, ValueForm};
use crate::wire::table::{Row, Table, parse_id};
use crate::{EncodeErrorKind as BytesError, Limits, VECTOR_ID};

/// Writes the bytes of values that JSON describes.
#[derive(Debug)]
pub struct Encoder {
    pub(super) out: Output,
    pub(super) json_form: JsonForm,
}

/// Values of known types.
impl Encoder {
    /// Creates an encoder of values that a reader with these limits accepts. A `depth` above 128 is reduced to 128.
    #[must_use]
    pub fn new(json_form: JsonForm, limits: Limits) -> Self {
        Self { out: Output::new(limits), json_form }
    }

    /// Returns the bytes of a value of the type that `code` describes in `table`.
    ///
    /// # Errors
    /// Returns an error if the JSON does not describe such a value.
    pub fn value<'s>(mut self, table: &Table<'_>, code: &[u8], json: impl Source<'s>) -> Result<Vec<u8>> {
        self.form(&mut Cursor::new(code), &Environment::top(table), json)?;
        self.out.finish(json, |walker| walker.value(table, code))
    }

    /// Returns the bytes of a value of a Rust type.
    ///
    /// # Errors
    /// Returns an error if the JSON does not describe such a value.
    pub fn shape<'s>(mut self, shape: Shape, json: impl Source<'s>) -> Result<Vec<u8>> {
        self.of_shape(shape, json)?;
        self.out.finish(json, |walker| walker.shape(shape))
    }

    /// Returns the bytes of any boxed value, or of a message in an envelope.
    ///
    /// # Errors
    /// Returns an error if the JSON does not describe such a value.
    pub fn any<'s>(mut self, table: &Table<'_>, json: impl Source<'s>) -> Result<Vec<u8>> {
        self.whole(table, json)?;
        self.out.finish(json, |walker| walker.object(table))
    }

    fn form<'s, 't>(
        &mut self,
        code: &mut Cursor<'t>,
        env: &Environment<'_, 't>,
        json: impl Source<'s>,
    ) -> Result {
        let form = ValueForm::read(code, env.table);
        self.of_form(form, env, json)
    }

    fn of_form<'s>(
        &mut self,
        form: ValueForm<'_>,
        env: &Environment<'_, '_>,
        json: impl Source<'s>,
    ) -> Result {
        let table = env.table;
        match form {
            ValueForm::Scalar(scalar) => scalars::write(self.json_form, &mut self.out.w, scalar, json),
            ValueForm::Boxed { ty, args } => self.boxed(ty, args, env, json),
            ValueForm::Only { row, args } => self.only(&table.row(row), true, args, env, json),
            ValueForm::Bare { row, args } => self.only(&table.row(row), false, args, env, json),
            ValueForm::Vector { boxed, item, .. } => {
                if boxed {
                    self.out.w.id(VECTOR_ID);
                }
                self.vector(item, env, json)
            }
            ValueForm::Repeat { count, item, is_list, .. } => self.repeat(count, item, is_list, env, json),
            ValueForm::Tagged { id, scalar, .. } => {
                self.out.w.id(id);
                scalars::write(self.json_form, &mut self.out.w, scalar, json)
            }
            ValueForm::Object => self.any_object(table, json),
            ValueForm::Call(param) => self.call(param, env, json),
            ValueForm::Param(param) => match env.argument(param.index) {
                Some(Argument::Code(mut code, outer)) => self.form(&mut code, outer, json),
                Some(Argument::Shape(shape)) => self.of_shape(shape, json),
                None => Err(json.problem(Problem::Unbound(table.text(param.name).into()))),
            },
            ValueForm::Rest => {
                self.out.w.raw(&base64(json)?);
                Ok(())
            }
            ValueForm::Unbound(name) => Err(json.problem(Problem::Unbound(table.text(name).into()))),
            _ => Err(json.problem(Problem::TypeField)),
        }
    }

    fn of_shape<'s>(&mut self, shape: Shape, json: impl Source<'s>) -> Result {
        self.form(&mut Cursor::new(shape.code), &Environment::of_shapes(shape.table, shape.args), json)
    }

    fn vector<'s>(&mut self, item: Cursor<'_>, env: &Environment<'_, '_>, json: impl Source<'s>) -> Result {
        let start = self.out.w.written();
        self.out.w.nat(0);
        let len = self.items(json, &mut |encoder, json| encoder.form(&mut { item }, env, json))?;
        let too_many = |_| json.error(ErrorKind::Bytes(BytesError::CountTooLarge { len }));
        self.out.w.set_word(start, u32::try_from(len).map_err(too_many)?);
        Ok(())
    }

    fn repeat<'s>(
        &mut self,
        count: Sum,
        item: Cursor<'_>,
        is_list: bool,
        env: &Environment<'_, '_>,
        json: impl Source<'s>,
    ) -> Result {
        let found = list_len(json)?;
        let expected = env.sum(count).map_err(|problem| json.problem(problem))?;
        if found != expected as usize {
            return Err(json.error(ErrorKind::Bytes(BytesError::WrongLength { expected, found })));
        }
        let written = self.items(json, &mut |encoder, json| {
            let env = env.item();
            if is_list {
                let members = members(json)?;
                encoder.fields(None, item, &env, json, members)
            } else {
                encoder.form(&mut { item }, &env, json)
            }
        });
        written.map(drop)
    }

    /// Writes the items of a list, and returns their number.
    fn items<'s, S: Source<'s>>(
        &mut self,
        list: S,
        write: &mut dyn FnMut(&mut Self, S) -> Result,
    ) -> Result<usize> {
        if list.kind() != JsonKind::Array {
            return Err(list.wrong_kind("an array"));
        }
        self.out.begin_list(list)?;
        let count = list.each_item(&mut |index, item| {
            let start = self.out.w.written();
            write(self, item).map_err(|error| error.within_item(index))?;
            self.out.end_item(start);
            Ok(())
        })?;
        self.out.end_list();
        Ok(count)
    }
}

/// Objects whose constructor or function is named in JSON.
impl Encoder {
    /// Writes any boxed value, or a message in an envelope.
    fn whole<'s>(&mut self, table: &Table<'_>, json: impl Source<'s>) -> Result {
        if json.kind() != JsonKind::Object {
            return self.any_object(table, json);
        }
        let members = members(json)?;
        let (name, _) = name(self.json_form, &members, json)?;
        // Names that a schema declares take precedence over those of envelopes.
        match table.named(&name).next().filter(|row| table.is_envelope(row)) {
            Some(row) => self.combinator(&row, true, Args::NONE, &Environment::top(table), json, members),
            None => self.named_object(table, json, members),
        }
    }

    /// Writes any boxed value.
    fn any_object<'s>(&mut self, table: &Table<'_>, json: impl Source<'s>) -> Result {
        if let JsonKind::Bool(value) = json.kind() {
            self.out.w.id(table.bool_id(value));
            return Ok(());
        }
        self.named_object(table, json, members(json)?)
    }

    fn named_object<'s, S: Source<'s>>(
        &mut self,
        table: &Table<'_>,
        json: S,
        members: Members<'s, S>,
    ) -> Result {
        let (name, at) = name(self.json_form, &members, json)?;
        match name.strip_prefix('#').and_then(parse_id) {
            Some(id) if members.iter().any(|(key, _)| key == RAW) => self.raw(table, id, &members, at),
            _ => {
                let row = names::any_called(table, &name, at)?;
                self.named_without_args(table, &row, json, members)
            }
        }
    }

    /// Writes a raw object: `{"_": "#1f040578", "raw": …}`. TDLib's form ignores other members.
    fn raw<'s, S: Source<'s>>(
        &mut self,
        table: &Table<'_>,
        id: u32,
        members: &Members<'s, S>,
        at: S,
    ) -> Result {
        if let Some(row) = table.closed(id) {
            return Err(at.error(ErrorKind::RawOfKnown { name: table.label(&row).into() }));
        }
        let mut bodies = members.iter().filter(|(key, _)| key == RAW);
        let body = bodies.next();
        let name_key = self.json_form.name_key();
        let other = members.iter().find(|(key, _)| key != RAW && key != name_key);
        if let Some((field, member)) = other.filter(|_| !self.json_form.is_of_tdlib()) {
            let (of, field) = (RAW.into(), Box::from(&**field));
            return Err(member.error(ErrorKind::UnknownField { of, field, similar: None }));
        }
        if let Some((_, again)) = bodies.next() {
            return Err(again.error(ErrorKind::RepeatedField).within_field(RAW));
        }
        if let Some((_, body)) = body {
            let bytes = base64(*body).map_err(|error| error.within_field(RAW))?;
            if !bytes.len().is_multiple_of(4) {
                return Err(body.error(ErrorKind::UnevenRaw { len: bytes.len() }).within_field(RAW));
            }
            self.out.w.id(id);
            self.out.w.raw(&bytes);
        }
        self.out.end_raw();
        Ok(())
    }

    /// Writes a call of any function (`!X`).
    fn call<'s>(&mut self, param: Option<Param>, env: &Environment<'_, '_>, json: impl Source<'s>) -> Result {
        if let Some(Argument::Shape(shape)) = param.and_then(|param| env.argument(param.index))
            && !shape.is_object()
        {
            return self.of_shape(shape, json);
        }
        let members = members(json)?;
        let row = names::function(self.json_form, env.table, &members, json)?;
        self.named_without_args(env.table, &row, json, members)
    }

    /// Writes a boxed constructor or function that needs no values of implicit arguments, so that its id alone
    /// determines how it is read.
    pub(super) fn named_without_args<'s, S: Source<'s>>(
        &mut self,
        table: &Table<'_>,
        row: &Row<'_>,
        json: S,
        members: Members<'s, S>,
    ) -> Result {
        self.named(row, Args::NONE, &Environment::top(table), json, members)
    }

    /// Writes a boxed constructor of the type `ty`.
    fn boxed<'s>(
        &mut self,
        ty: usize,
        args: Args<'_>,
        env: &Environment<'_, '_>,
        json: impl Source<'s>,
    ) -> Result {
        let table = env.table;
        if let JsonKind::Bool(value) = json.kind() {
            let row = table.bools(value).find(|row| row.is_of(ty));
            let row = row.ok_or_else(|| json.wrong_kind("an object"))?;
            self.out.w.id(table.id(row.number));
            return Ok(());
        }
        let members = members(json)?;
        let row = names::constructor(self.json_form, table, ty, &members, json)?;
        self.named(&row, args, env, json, members)
    }

    /// Writes a boxed constructor or function that was found by its name.
    fn named<'s, S: Source<'s>>(
        &mut self,
        row: &Row<'_>,
        args: Args<'_>,
        outer: &Environment<'_, '_>,
        json: S,
        members: Members<'s, S>,
    ) -> Result {
        check_form(outer.table, row, json)?;
        self.out.w.id(outer.table.id(row.number));
        self.combinator(row, row.has_fields(), args, outer, json, members)
    }

    /// Writes a value whose type is described by the code `ONLY` (boxed) or `BARE`. A boxed value may also be a constructor that
    /// another schema declares for the same type.
    fn only<'s>(
        &mut self,
        row: &Row<'_>,
        is_boxed: bool,
        args: Args<'_>,
        env: &Environment<'_, '_>,
        json: impl Source<'s>,
    ) -> Result {
        check_form(env.table, row, json)?;
        let members = members(json)?;
        if is_boxed {
            if let Some(other) = self.other_of_type(row, env.table, &members, json)? {
                return self.named(&other, args, env, json, members);
            }
            self.out.w.id(env.table.id(row.number));
        }
        names::check_name(self.json_form, env.table, row, &members, json)?;
        self.combinator(row, true, args, env, json, members)
    }

    /// Returns the constructor that an object names, if the constructor is not `row` but belongs to the same type. In
    /// TDLib's form, objects of a type with one constructor need no name.
    fn other_of_type<'s, 't, S: Source<'s>>(
        &self,
        row: &Row<'t>,
        table: &Table<'t>,
        members: &Members<'s, S>,
        json: S,
    ) -> Result<Option<Row<'t>>> {
        if self.json_form.is_of_tdlib() && !names::has_name(self.json_form, members) {
            return Ok(None);
        }
        let (name, _) = name(self.json_form, members, json)?;
        let meant = row.ty().and_then(|ty| table.named(&name).find(|other| other.is_of(ty)));
        Ok(meant.filter(|other| other.number != row.number))
    }

    /// Writes the fields of a combinator. `members` contains their values. `is_level` is whether the combinator counts
    /// as a nesting level.
    fn combinator<'s, S: Source<'s>>(
        &mut self,
        row: &Row<'_>,
        is_level: bool,
        args: Args<'_>,
        outer: &Environment<'_, '_>,
        json: S,
        members: Members<'s, S>,
    ) -> Result {
        if is_level {
            self.out.descend(json)?;
        }
        self.fields(Some(row), row.fields, &Environment::of_args(args, outer), json, members)?;
        if is_level {
            self.out.ascend();
        }
        Ok(())
    }

    /// Writes the fields that `list` declares. `of` is `None` for an item of a repetition.
    fn fields<'s, S: Source<'s>>(
        &mut self,
        of: Option<&Row<'_>>,
        list: Cursor<'_>,
        env: &Environment<'_, '_>,
        json: S,
        members: Members<'s, S>,
    ) -> Result {
        let of = of.map(|row| env.table.name(row));
        let assignment = Assignment::new(self.json_form, of, list, env.table, json, members)?;
        let mut open_frame = None;
        for field in assignment.fields() {
            let Some(content) = assignment.content(field, env)? else {
                if field.form.has_slot() {
                    env.push(0);
                }
                continue;
            };
            match (field.form, content) {
                (ValueForm::Zero, _) => self.out.w.long(0),
                (ValueForm::Length, _) => open_frame = Some(self.out.begin_frame()),
                (_, FieldContent::Flag) => {}
                (form, FieldContent::Default) => {
                    let written = defaults::write(&mut self.out.w, form, env, json);
                    written.map_err(|error| error.within_field(field.key))?;
                }
                (_, FieldContent::Number(number)) => {
                    self.out.w.nat(number);
                    env.push(number);
                }
                (form, FieldContent::Json(json)) => {
                    let written = self.of_form(form, env, json);
                    let ended = written.and_then(|()| self.out.end_frame(open_frame.take(), json));
                    ended.map_err(|error| error.within_field(field.key))?;
                }
            }
        }
        Ok(())
    }
}

/// Returns an error if values of a combinator can be neither read nor written.
fn check_form<'s>(table: &Table<'_>, row: &Row<'_>, json: impl Source<'s>) -> Result {
    if row.has_unknown_form() {
        return Err(json.problem(Problem::UnknownForm(table.name(row).into())));
    }
    Ok(())
}
