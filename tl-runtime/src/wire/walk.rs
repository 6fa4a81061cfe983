//! Reads values by a table. All sinks share this code.

mod input;

#[cfg(feature = "json")]
pub(super) use self::input::MOST_LEVELS;
pub use self::input::Walker;
use self::input::{Result, mask_of};
use super::code;
use super::cursor::Cursor;
use super::environment::{Argument, Environment, Shape};
use super::failure::{Failure, FailureKind, Problem};
use super::form::{Args, Field, Param, Presence, Scalar, ValueForm, is_set, slot_and_bit};
use super::sink::{Note, Part, Sink};
use super::table::{Row, Table};
use crate::{GZIP_PACKED_ID, VECTOR_ID};

/// Number of slots to which a [`code::CONDITION`] can refer. `pass_fields` stores at most as many masks.
const NUMBERS: usize = 3;

/// A field, the list of fields to which it belongs, and whether it is the last field of the list.
#[derive(Clone, Copy)]
struct FieldContext<'t> {
    field: Field<'t>,
    list: Cursor<'t>,
    is_last: bool,
}

impl<'a, 't, S: Sink<'a, 't>> Walker<'a, '_, S> {
    /// Reads a value of the type that `code` describes in `table`.
    ///
    /// # Errors
    /// Returns a failure if the bytes do not begin with such a value.
    pub fn value(&mut self, table: &Table<'t>, code: &'t [u8]) -> Result<'t> {
        let mut code = Cursor::new(code);
        match Self::only_passes(Args::NONE, table) {
            true => self.pass_value(code, table),
            false => self.form(&mut code, &Environment::top(table)),
        }
    }

    /// Reads a constructor or function that is closed: its id alone determines how it is read.
    ///
    /// # Errors
    /// Returns a failure if the bytes do not begin with such a value.
    pub fn any(&mut self, table: &Table<'t>) -> Result<'t> {
        let start = self.offset();
        let found = self.id()?;
        match table.closed(found) {
            None if S::OPENS_GZIP && found == GZIP_PACKED_ID => self.gzip_packed(start),
            None => Err(Failure::new(start, FailureKind::UnknownId { found })),
            Some(row) => self.boxed_without_args(start, row, &Environment::top(table)),
        }
    }

    /// Reads a constructor or function. A value with an unknown id takes all remaining bytes.
    ///
    /// # Errors
    /// Returns a failure if the bytes do not begin with such a value.
    pub fn object(&mut self, table: &Table<'t>) -> Result<'t> {
        self.any_object(&Environment::top(table))
    }

    /// Reads a value of a Rust type.
    ///
    /// # Errors
    /// Returns a failure if the bytes do not begin with such a value.
    pub fn shape(&mut self, shape: Shape) -> Result<'t> {
        self.form(&mut Cursor::new(shape.code), &Environment::of_shapes(shape.table, shape.args))
    }

    fn form(&mut self, code: &mut Cursor<'t>, env: &Environment<'_, 't>) -> Result<'t> {
        let form = ValueForm::read(code, env.table);
        self.of_form(form, env)
    }

    fn of_form(&mut self, form: ValueForm<'t>, env: &Environment<'_, 't>) -> Result<'t> {
        match form {
            ValueForm::Scalar(scalar) => self.scalar(scalar),
            ValueForm::Boxed { ty, args } if Self::only_passes(args, env.table) => {
                self.pass_boxed(code::BOXED, ty, env.table)
            }
            ValueForm::Only { row, args } if Self::only_passes(args, env.table) => {
                self.pass_boxed(code::ONLY, row, env.table)
            }
            ValueForm::Boxed { ty, args } => {
                let start = self.offset();
                match self.constructor(ty, env.table) {
                    Ok(row) => self.boxed(start, &row, row.has_fields(), args, env),
                    Err(failure) => self.other_constructor(failure, Some(ty), args, env),
                }
            }
            ValueForm::Only { row, args } => {
                let start = self.offset();
                match self.only(row, env.table) {
                    Ok(row) => self.boxed(start, &row, true, args, env),
                    Err(failure) => self.other_constructor(failure, env.table.row(row).ty(), args, env),
                }
            }
            ValueForm::Bare { row, args } => self.combinator(&env.table.row(row), true, args, env),
            ValueForm::Vector { boxed, min_size, item } => {
                if boxed {
                    self.expect(VECTOR_ID, "vector", "Vector")?;
                }
                self.vector(min_size, item, env)
            }
            ValueForm::Repeat { count, min_size, item, is_list } => {
                let count = env.sum(count).map_err(|problem| self.problem(problem))?;
                let start = self.offset();
                let admitted = self.admit(count, min_size, start)?;
                self.items(admitted, |walker| {
                    let env = env.item();
                    if is_list { walker.record(item, &env) } else { walker.form(&mut { item }, &env) }
                })
            }
            ValueForm::Tagged { id, name, ty, scalar } => {
                self.expect(id, env.table.text(name), env.table.text(ty))?;
                self.scalar(scalar)
            }
            ValueForm::Object if S::KEEPS_OBJECTS => self.delimited(env),
            ValueForm::Object => self.any_object(env),
            ValueForm::Call(param) => self.call(param, env),
            ValueForm::Param(Param { index, name }) => match env.argument(index) {
                Some(Argument::Code(mut code, outer)) => self.form(&mut code, outer),
                Some(Argument::Shape(shape)) => self.shape(shape),
                None => Err(self.problem(Problem::Unbound(env.table.text(name).into()))),
            },
            ValueForm::Unbound(name) => Err(self.problem(Problem::Unbound(env.table.text(name).into()))),
            _ => Err(self.problem(Problem::TypeField)),
        }
    }

    /// Reads the rest of a value after its id. In the schema of the value, no constructor of the type `ty` has this id.
    /// If no other schema has such a constructor either, fails with `failure`.
    #[cold]
    #[inline(never)]
    fn other_constructor(
        &mut self,
        failure: Failure<'t>,
        ty: Option<usize>,
        args: Args<'t>,
        env: &Environment<'_, 't>,
    ) -> Result<'t> {
        let (Some(found), Some(ty)) = (failure.unknown_id(), ty) else { return Err(failure) };
        let start = failure.offset();
        if let Some(row) = env.table.constructor(ty, found) {
            return self.boxed(start, &row, row.has_fields(), args, env);
        }
        let name = env.table.type_name(ty);
        let is_it = |row: &Row<'_>, table: &'static Table<'static>| {
            row.ty().is_some_and(|ty| !name.is_empty() && table.type_name(ty) == name)
        };
        // Arguments refer to types and rows of this table, so values with arguments cannot be read by another table.
        match self.elsewhere(found, is_it).filter(|_| args.is_empty()) {
            Some((row, table)) => {
                self.boxed(start, &row, row.has_fields(), Args::NONE, &Environment::top(table))
            }
            None => Err(failure),
        }
    }

    fn any_object(&mut self, env: &Environment<'_, 't>) -> Result<'t> {
        let start = self.offset();
        let before = self.r.clone();
        let id = self.id()?;
        if let Some(row) = env.table.closed(id) {
            return self.boxed_without_args(start, row, env);
        }
        if S::OPENS_GZIP && id == GZIP_PACKED_ID {
            return self.gzip_packed(start);
        }
        let bool_value = [true, false].into_iter().find(|&value| env.table.bool_id(value) == id);
        if let Some(value) = bool_value {
            self.sink.value(start..self.offset(), Part::Bool(value));
            return Ok(());
        }
        self.r = before;
        self.raw()
    }

    /// Reads an `Object` that is followed by other values. The id must be known, because nothing else determines where
    /// the object ends.
    fn delimited(&mut self, env: &Environment<'_, 't>) -> Result<'t> {
        let start = self.offset();
        let found = self.id()?;
        let mut closed = env.table.with_id(found).filter(|row| row.is_closed() && !row.is_function());
        if let Some(row) = closed.next() {
            return self.boxed_without_args(start, row, env);
        }
        match self.elsewhere(found, |row, _| row.is_closed() && !row.is_function()) {
            Some((row, table)) => self.boxed_without_args(start, row, &Environment::top(table)),
            None => {
                let unknown = FailureKind::UnknownConstructor { expected: "constructor", found };
                Err(Failure::new(start, unknown))
            }
        }
    }

    /// Reads a field of the type `!X`, which contains a function.
    fn call(&mut self, param: Option<Param>, env: &Environment<'_, 't>) -> Result<'t> {
        let argument = param.and_then(|param| env.argument(param.index));
        if let Some(Argument::Shape(shape)) = argument
            && !shape.is_object()
        {
            return self.shape(shape);
        }
        let start = self.offset();
        let found = self.id()?;
        match env.table.function(found) {
            None if S::OPENS_GZIP && found == GZIP_PACKED_ID => self.gzip_packed(start),
            None => match self.elsewhere(found, |row, _| row.is_function()) {
                Some((row, table)) => self.boxed_without_args(start, row, &Environment::top(table)),
                None => Err(Failure::new(start, FailureKind::NotAFunction { found })),
            },
            Some(row) => {
                let env = Environment::top(env.table);
                self.boxed(start, &row, row.has_fields(), Args::NONE, &env)
            }
        }
    }

    /// Reads the rest of a boxed combinator that needs no arguments for type parameters, after the id that began at
    /// `start`.
    fn boxed_without_args(&mut self, start: usize, row: Row<'t>, env: &Environment<'_, 't>) -> Result<'t> {
        if S::OPENS_GZIP && env.table.id(row.number) == GZIP_PACKED_ID {
            return self.gzip_packed(start);
        }
        self.boxed(start, &row, row.has_fields(), Args::NONE, &Environment::top(env.table))
    }

    /// Reads the rest of a boxed combinator, after the id that began at `start`.
    #[inline]
    fn boxed(
        &mut self,
        start: usize,
        row: &Row<'t>,
        is_level: bool,
        args: Args<'t>,
        outer: &Environment<'_, 't>,
    ) -> Result<'t> {
        if let Some(value) = row.bool_value() {
            self.sink.value(start..self.offset(), Part::Bool(value));
            return Ok(());
        }
        if S::TAKES_NOTES {
            let (name, id) = (outer.table.name(row), outer.table.id(row.number));
            self.sink.note(start..self.offset(), Note::Id { name, id });
        }
        self.combinator(row, is_level, args, outer)
    }

    fn combinator(
        &mut self,
        row: &Row<'t>,
        is_level: bool,
        args: Args<'t>,
        outer: &Environment<'_, 't>,
    ) -> Result<'t> {
        self.enter(row, is_level, outer.table)?;
        self.sink.begin(S::NEEDS_NAMES.then(|| outer.table.label(row)));
        let env = Environment::of_args(args, outer);
        self.fields_from(row.fields, row.fields, &env)
            .map_err(|failure| failure.within_type(outer.table.name(row)))?;
        self.sink.end();
        self.leave(is_level);
        Ok(())
    }

    fn vector(&mut self, min_size: usize, item: Cursor<'t>, env: &Environment<'_, 't>) -> Result<'t> {
        let start = self.offset();
        let count = self.count(min_size)?;
        self.sink.note(start..self.offset(), Note::Count(count as u32));
        self.items(count, |walker| walker.form(&mut { item }, env))
    }

    /// Reads an item of a repetition of several fields.
    fn record(&mut self, list: Cursor<'t>, env: &Environment<'_, 't>) -> Result<'t> {
        self.sink.begin(None);
        self.fields_from(list, list, env)?;
        self.sink.end();
        Ok(())
    }

    /// Reads the fields of `list` from the position `code` to the end of the list.
    fn fields_from(
        &mut self,
        mut code: Cursor<'t>,
        list: Cursor<'t>,
        env: &Environment<'_, 't>,
    ) -> Result<'t> {
        let mut frame_len = None;
        while let Some(field) = Field::read(&mut code, env.table) {
            if env.has(field.presence).map_err(|problem| self.problem(problem))? {
                let form = field.form(&mut code, env.table);
                let context = FieldContext { field, list, is_last: code.is_end() };
                self.field(form, context, env, &mut frame_len)
                    .map_err(|failure| failure.within_field(env.table.text(field.key)))?;
            } else {
                self.absent(&field, list, env);
            }
        }
        Ok(())
    }

    #[inline]
    fn field(
        &mut self,
        form: ValueForm<'t>,
        context: FieldContext<'t>,
        env: &Environment<'_, 't>,
        frame_len: &mut Option<usize>,
    ) -> Result<'t> {
        let key = if S::NEEDS_NAMES { env.table.text(context.field.key) } else { "" };
        match form {
            ValueForm::Mask { declared, is_kept } => self.mask(key, declared, is_kept, env),
            ValueForm::Count { .. } => {
                let start = self.offset();
                let count = self.id()?;
                env.push(count);
                self.sink.note(start..self.offset(), Note::Count(count));
                Ok(())
            }
            ValueForm::Number => {
                self.sink.key(key);
                let start = self.offset();
                let number = self.id()?;
                env.push(number);
                self.sink.value(start..self.offset(), Part::Nat(number));
                Ok(())
            }
            ValueForm::Length => {
                *frame_len = Some(self.length(key)?);
                Ok(())
            }
            ValueForm::Zero => self.zero(key),
            ValueForm::Rest => {
                self.rest(key);
                Ok(())
            }
            ValueForm::Scalar(Scalar::True) if !matches!(context.field.presence, Presence::Always) => {
                let presence = context.field.presence;
                let mask = if S::TAKES_NOTES { mask_of(presence, context.list, env.table) } else { None };
                self.sink.flag(self.offset(), key, mask);
                Ok(())
            }
            form => {
                self.sink.key(key);
                match frame_len.take() {
                    Some(len) => self.framed(len, |walker| walker.last(form, env)),
                    None if context.is_last => self.last(form, env),
                    None => self.of_form(form, env),
                }
            }
        }
    }

    /// Reads the last value of a frame or of the fields of a combinator.
    #[inline]
    fn last(&mut self, form: ValueForm<'t>, env: &Environment<'_, 't>) -> Result<'t> {
        match form {
            // This is a field `!X` of a constructor whose type does not have the parameter `X`. Nothing determines
            // which function it contains, so the function is raw too.
            ValueForm::Object | ValueForm::Call(None) if S::KEEPS_OBJECTS => self.raw(),
            form => self.of_form(form, env),
        }
    }

    /// Returns whether a value can be skipped by the faster `pass` methods. These methods require that the sink needs
    /// no names, that the table has no keys, and that `args` is empty.
    fn only_passes(args: Args<'_>, table: &Table<'_>) -> bool {
        !S::NEEDS_NAMES && !table.has_keys() && args.is_empty()
    }

    /// Skips a value of the kind [`code::BOXED`] or [`code::ONLY`] with this operand.
    ///
    /// This function is not split, because another call would take as much time as reading a field.
    fn pass_boxed(&mut self, kind: u8, operand: usize, table: &Table<'t>) -> Result<'t> {
        let row = match kind {
            code::ONLY => self.only(operand, table),
            _ => self.constructor(operand, table),
        };
        let row = match row {
            Ok(row) => row,
            Err(failure) => {
                let ty = if kind == code::ONLY { table.row(operand).ty() } else { Some(operand) };
                return self.other_constructor(failure, ty, Args::NONE, &Environment::top(table));
            }
        };
        let is_level = kind == code::ONLY || row.has_fields();
        if row.bool_value().is_some() {
            return Ok(());
        }
        self.enter(&row, is_level, table)?;
        self.pass_fields(row, table).map_err(|failure| failure.within_type(table.name(&row)))?;
        self.leave(is_level);
        Ok(())
    }

    /// Skips the fields of `row`. The first field of a rare kind and all fields after it are read by
    /// [`fields_from`](Self::fields_from).
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn pass_fields(&mut self, row: Row<'t>, table: &Table<'t>) -> Result<'t> {
        let (mut numbers, mut stored) = ([0_u32; NUMBERS], 0);
        let mut code = row.fields;
        loop {
            let mut next = code;
            let mut kind = next.kind();
            if let code::CONDITION..=code::LAST_CONDITION = kind {
                let len = next.number();
                let (slot, bit) = slot_and_bit(kind);
                if !is_set(numbers[slot], bit) {
                    next.pass(len);
                    code = next;
                    continue;
                }
                kind = next.kind();
            }
            match kind {
                code::NAT | code::INT | code::FLOAT => self.pass(4)?,
                code::LONG | code::DOUBLE | code::INT53 => self.pass(8)?,
                code::STRING => self.r.try_str().map(|_| ()).ok_or_else(|| self.failed())?,
                code::BYTES => self.r.try_byte_slice().map(|_| ()).ok_or_else(|| self.failed())?,
                code::BOXED | code::ONLY => {
                    let operand = next.number();
                    self.pass_boxed(kind, operand, table)?;
                }
                code::VECTOR => {
                    let (min_size, item) = (next.number(), next.part());
                    self.pass_vector(min_size, item, table)?;
                }
                code::MASK if stored < NUMBERS => {
                    numbers[stored] = self.id()?;
                    self.check_mask(numbers[stored], next.word())?;
                    stored += 1;
                }
                code::END => return Ok(()),
                _ => {
                    return self.fields_from(
                        code,
                        row.fields,
                        &Environment::resumed(table, &numbers[..stored]),
                    );
                }
            }
            code = next;
        }
    }

    fn pass_vector(&mut self, min_size: usize, item: Cursor<'t>, table: &Table<'t>) -> Result<'t> {
        self.expect(VECTOR_ID, "vector", "Vector")?;
        let count = self.count(min_size)?;
        match item.peek() {
            // The count was checked against the remaining bytes, so the product cannot overflow.
            code::NAT | code::INT | code::FLOAT => self.pass(4 * count),
            code::LONG | code::DOUBLE | code::INT53 => self.pass(8 * count),
            _ => self.items(count, |walker| walker.pass_value(item, table)),
        }
    }

    /// Skips a value of the type that `code` describes.
    #[inline]
    fn pass_value(&mut self, code: Cursor<'t>, table: &Table<'t>) -> Result<'t> {
        let mut next = code;
        match next.kind() {
            kind @ (code::BOXED | code::ONLY) => {
                let operand = next.number();
                self.pass_boxed(kind, operand, table)
            }
            code::VECTOR => {
                let (min_size, item) = (next.number(), next.part());
                self.pass_vector(min_size, item, table)
            }
            _ => self.form(&mut { code }, &Environment::top(table)),
        }
    }
}
