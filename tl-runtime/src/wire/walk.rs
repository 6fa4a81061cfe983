//! Reads values by a table: one walk, whatever is made of them.

use super::code;
mod fields;
mod skip;

use super::cursor::Cursor;
use super::failure::{Failure, FailureKind, Problem};
use super::form::{Args, Form, Param, Scalar};
use super::frame::{Argument, Frame, Shape};
use super::sink::{Note, Part, Sink};
use super::table::{Row, Table};
use crate::{BOOL_FALSE_ID, BOOL_TRUE_ID, DecodeErrorKind, GZIP_PACKED_ID, Limits, Reader, VECTOR_ID};

/// Deeper than this no limit goes: a combinator and a list in it take up to 8 kB of stack in an unoptimised build, and a
/// thread has 2 MiB.
pub(super) const MOST_LEVELS: u32 = 128;

/// The key of the data of `gzip_packed`.
const PACKED_DATA: &str = "packed_data";

type Result<'t, T = ()> = core::result::Result<T, Failure<'t>>;

/// Reads values and tells a sink their parts.
#[derive(Debug)]
pub struct Walker<'a, 's, S> {
    r: Reader<'a>,
    /// Levels that the reader may go and the walker may not.
    spare: u32,
    /// How many more lists may be open.
    lists: u32,
    sink: &'s mut S,
}

/// How many more levels may be open, and how many more items may take no bytes.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    levels: u32,
    lists: u32,
    empty: usize,
}

impl<'a, 's, S> Walker<'a, 's, S> {
    /// A walker of all of `bytes`. `depth` of `limits` is at most 128, and `memory` does not matter: no value is made.
    #[must_use]
    pub fn new(bytes: &'a [u8], limits: Limits, sink: &'s mut S) -> Self {
        let limits = Limits { depth: limits.depth.min(MOST_LEVELS), ..limits };
        Self { r: Reader::with_limits(bytes, limits), spare: 0, lists: limits.depth, sink }
    }

    /// A walker that goes on where a reader is. It goes at most 128 levels deeper.
    #[must_use]
    pub(crate) fn of(mut reader: Reader<'a>, sink: &'s mut S) -> Self {
        let (levels, empty) = reader.budget();
        let spare = levels.saturating_sub(MOST_LEVELS);
        reader.set_budget(levels - spare, empty);
        Self { r: reader, spare, lists: MOST_LEVELS, sink }
    }

    /// The reader, which goes on where the walker is.
    pub(crate) fn into_reader(mut self) -> Reader<'a> {
        let (levels, empty) = self.r.budget();
        self.r.set_budget(levels + self.spare, empty);
        self.r
    }

    /// The same, with what is left of the budget of another one.
    #[must_use]
    pub fn with_budget(mut self, Budget { levels, lists, empty }: Budget) -> Self {
        self.r.set_budget(levels, empty);
        Self { lists, ..self }
    }

    fn budget(&self) -> Budget {
        let (levels, empty) = self.r.budget();
        Budget { levels, lists: self.lists, empty }
    }

    fn offset(&self) -> usize {
        self.r.offset()
    }
}

impl<'a, 't, S: Sink<'a, 't>> Walker<'a, '_, S> {
    /// Reads a value of a type; `code` is its code in `table`.
    ///
    /// # Errors
    /// If the bytes do not begin with such a value.
    pub fn value(&mut self, table: &Table<'t>, code: &'t [u8]) -> Result<'t> {
        self.form(&mut Cursor::new(code), &Frame::top(table))
    }

    /// Reads a constructor or function whose id determines everything.
    ///
    /// # Errors
    /// If the bytes do not begin with one.
    pub fn any(&mut self, table: &Table<'t>) -> Result<'t> {
        let start = self.offset();
        let found = self.id()?;
        match table.closed(found) {
            None if S::OPENS_GZIP && found == GZIP_PACKED_ID => self.gzip_packed(start),
            None => Err(Failure::new(start, FailureKind::UnknownId { found })),
            Some(row) => self.known(start, row, &Frame::top(table)),
        }
    }

    /// Reads a constructor or function; without a known id, all bytes that are left are its fields.
    ///
    /// # Errors
    /// If the bytes do not begin with one.
    pub fn object(&mut self, table: &Table<'t>) -> Result<'t> {
        self.any_object(&Frame::top(table))
    }

    /// Checks that nothing is left, and returns what is left of the budget.
    ///
    /// # Errors
    /// If there are more bytes.
    pub fn finish(self) -> Result<'t, Budget> {
        self.r.finish().map_err(|error| Failure::of_reader(&error))?;
        Ok(self.budget())
    }

    /// The error that the reader has met.
    #[cold]
    #[inline(never)]
    fn failed(&self) -> Failure<'t> {
        match self.r.check() {
            Err(error) => Failure::of_reader(&error),
            // Only called after an error.
            Ok(()) => self.problem(Problem::TooLarge),
        }
    }

    #[cold]
    #[inline(never)]
    fn problem(&self, problem: Problem) -> Failure<'t> {
        Failure::new(self.offset(), FailureKind::Problem(problem))
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<'t, [u8; N]> {
        self.r.try_array().ok_or_else(|| self.failed())
    }

    #[inline]
    fn id(&mut self) -> Result<'t, u32> {
        self.array().map(u32::from_le_bytes)
    }

    #[inline]
    fn bytes(&mut self, len: usize) -> Result<'t, &'a [u8]> {
        let bytes = self.r.raw(len);
        if bytes.len() < len { Err(self.failed()) } else { Ok(bytes) }
    }

    fn form(&mut self, code: &mut Cursor<'t>, frame: &Frame<'_, 't>) -> Result<'t> {
        let form = Form::read(code, frame.table);
        self.of_form(form, frame)
    }

    fn of_form(&mut self, form: Form<'t>, frame: &Frame<'_, 't>) -> Result<'t> {
        match form {
            Form::Scalar(scalar) => self.scalar(scalar),
            Form::Boxed { ty, args } if Self::only_passes(args, frame.table) => {
                self.pass_boxed(code::BOXED, ty, frame.table)
            }
            Form::Only { row, args } if Self::only_passes(args, frame.table) => {
                self.pass_boxed(code::ONLY, row, frame.table)
            }
            Form::Boxed { ty, args } => {
                let start = self.offset();
                let row = self.constructor(ty, frame.table)?;
                self.boxed(start, &row, row.has_fields(), args, frame)
            }
            Form::Only { row, args } => {
                let start = self.offset();
                let row = self.only(row, frame.table)?;
                self.boxed(start, &row, true, args, frame)
            }
            Form::Bare { row, args } => self.combinator(&frame.table.row(row), true, args, frame),
            Form::Vector { boxed, min_size, item } => {
                if boxed {
                    self.expect(VECTOR_ID, "vector", "Vector")?;
                }
                self.vector(min_size, item, frame)
            }
            Form::Repeat { count, min_size, item, is_list } => {
                let count = frame.sum(count).map_err(|problem| self.problem(problem))?;
                let start = self.offset();
                let admitted = self.admit(count, min_size, start)?;
                self.items(admitted, |walker| {
                    let frame = frame.item();
                    if is_list { walker.record(item, &frame) } else { walker.form(&mut { item }, &frame) }
                })
            }
            Form::Tagged { id, name, ty, scalar } => {
                self.expect(id, frame.table.text(name), frame.table.text(ty))?;
                self.scalar(scalar)
            }
            Form::Object if S::KEEPS_OBJECTS => self.delimited(frame),
            Form::Object => self.any_object(frame),
            Form::Call(param) => self.call(param, frame),
            Form::Param(Param { index, name }) => match frame.argument(index) {
                Some(Argument::Code(mut code, outer)) => self.form(&mut code, outer),
                Some(Argument::Shape(shape)) => self.shape(shape),
                None => Err(self.problem(Problem::Unbound(frame.table.text(name).into()))),
            },
            Form::Unbound(name) => Err(self.problem(Problem::Unbound(frame.table.text(name).into()))),
            _ => Err(self.problem(Problem::TypeField)),
        }
    }

    /// The constructor of the type `ty` whose id follows.
    #[inline(always)]
    fn constructor(&mut self, ty: usize, table: &Table<'t>) -> Result<'t, Row<'t>> {
        let start = self.offset();
        let found = self.id()?;
        table.constructor(ty, found).ok_or_else(|| unknown_constructor(start, table, ty, found))
    }

    /// The constructor `row`, whose id must follow.
    #[inline(always)]
    fn only(&mut self, row: usize, table: &Table<'t>) -> Result<'t, Row<'t>> {
        let row = table.row(row);
        let start = self.offset();
        let (id, found) = (table.id(row.number), self.id()?);
        if id == found { Ok(row) } else { Err(unexpected_constructor(start, table, &row, found)) }
    }

    /// A value of a type of Rust.
    ///
    /// # Errors
    /// If the bytes do not begin with such a value.
    pub fn shape(&mut self, shape: Shape) -> Result<'t> {
        self.form(&mut Cursor::new(shape.code), &Frame::of_shapes(shape.table, shape.args))
    }

    /// The id of a built-in type.
    fn expect(&mut self, id: u32, name: &'t str, ty: &'t str) -> Result<'t> {
        let start = self.offset();
        let found = self.id()?;
        if found != id {
            return Err(Failure::new(start, FailureKind::UnexpectedId { expected: name, ty, found }));
        }
        self.sink.note(start..self.offset(), Note::BoxedId(ty));
        Ok(())
    }

    #[inline]
    fn scalar(&mut self, scalar: Scalar) -> Result<'t> {
        let start = self.offset();
        let part = match scalar {
            Scalar::Nat => Part::Nat(self.id()?),
            Scalar::Int => Part::Int(i32::from_le_bytes(self.array()?)),
            Scalar::Long => Part::Long(i64::from_le_bytes(self.array()?)),
            Scalar::Double => Part::Double(f64::from_le_bytes(self.array()?)),
            Scalar::Float => Part::Float(f32::from_le_bytes(self.array()?)),
            Scalar::String => Part::String(self.r.try_str().ok_or_else(|| self.failed())?),
            Scalar::Bytes => Part::Bytes(self.r.try_byte_slice().ok_or_else(|| self.failed())?),
            Scalar::Int128 => Part::Fixed(self.bytes(16)?),
            Scalar::Int256 => Part::Fixed(self.bytes(32)?),
            Scalar::Int512 => Part::Fixed(self.bytes(64)?),
            Scalar::Bool => Part::Bool(self.bool()?),
            Scalar::True => Part::Bool(true),
        };
        self.sink.value(start..self.offset(), part);
        Ok(())
    }

    fn bool(&mut self) -> Result<'t, bool> {
        let start = self.offset();
        match self.id()? {
            BOOL_TRUE_ID => Ok(true),
            BOOL_FALSE_ID => Ok(false),
            found => Err(Failure::new(start, FailureKind::UnknownConstructor { expected: "Bool", found })),
        }
    }

    fn any_object(&mut self, frame: &Frame<'_, 't>) -> Result<'t> {
        let start = self.offset();
        let before = self.r.clone();
        let id = self.id()?;
        if let Some(row) = frame.table.closed(id) {
            return self.known(start, row, frame);
        }
        if S::OPENS_GZIP && id == GZIP_PACKED_ID {
            return self.gzip_packed(start);
        }
        let bool_value = [true, false].into_iter().find(|&value| frame.table.bool_id(value) == id);
        if let Some(value) = bool_value {
            self.sink.value(start..self.offset(), Part::Bool(value));
            return Ok(());
        }
        self.r = before;
        self.raw()
    }

    /// Any constructor before other values. Its id must be known, since nothing else determines where it ends.
    fn delimited(&mut self, frame: &Frame<'_, 't>) -> Result<'t> {
        let start = self.offset();
        let found = self.id()?;
        let mut closed = frame.table.with_id(found).filter(|row| row.is_closed() && !row.is_function());
        let unknown = FailureKind::UnknownConstructor { expected: "constructor", found };
        let row = closed.next().ok_or_else(|| Failure::new(start, unknown))?;
        self.known(start, row, frame)
    }

    /// All bytes that are left: at least an id.
    fn raw(&mut self) -> Result<'t> {
        let (start, len) = (self.offset(), self.r.remaining());
        if !len.is_multiple_of(4) {
            return Err(Failure::new(start, FailureKind::Bytes(DecodeErrorKind::UnevenObject { len })));
        }
        let id = self.id()?;
        let body = self.bytes(len - 4)?;
        self.sink.value(start..self.offset(), Part::Raw { id, body });
        Ok(())
    }

    /// `!X`
    fn call(&mut self, param: Option<Param>, frame: &Frame<'_, 't>) -> Result<'t> {
        let argument = param.and_then(|param| frame.argument(param.index));
        if let Some(Argument::Shape(shape)) = argument
            && !shape.is_object()
        {
            return self.shape(shape);
        }
        let start = self.offset();
        let found = self.id()?;
        match frame.table.function(found) {
            None if S::OPENS_GZIP && found == GZIP_PACKED_ID => self.gzip_packed(start),
            None => Err(Failure::new(start, FailureKind::NotAFunction { found })),
            Some(row) => {
                let frame = Frame::top(frame.table);
                self.boxed(start, &row, row.has_fields(), Args::NONE, &frame)
            }
        }
    }

    /// What follows the id of a combinator that needs no arguments.
    fn known(&mut self, start: usize, row: Row<'t>, frame: &Frame<'_, 't>) -> Result<'t> {
        if S::OPENS_GZIP && frame.table.id(row.number) == GZIP_PACKED_ID {
            return self.gzip_packed(start);
        }
        self.boxed(start, &row, row.has_fields(), Args::NONE, &Frame::top(frame.table))
    }

    /// What follows the id that began at `start`.
    #[inline]
    fn boxed(
        &mut self,
        start: usize,
        row: &Row<'t>,
        is_level: bool,
        args: Args<'t>,
        outer: &Frame<'_, 't>,
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
        outer: &Frame<'_, 't>,
    ) -> Result<'t> {
        self.enter(row, is_level, outer.table)?;
        self.sink.begin(S::NEEDS_NAMES.then(|| outer.table.label(row)));
        let frame = Frame::of_args(args, outer);
        self.fields_from(row.fields, row.fields, &frame)
            .map_err(|failure| failure.within_type(outer.table.name(row)))?;
        self.sink.end();
        self.leave(is_level);
        Ok(())
    }

    /// Begins the fields of a combinator.
    #[inline(always)]
    fn enter(&mut self, row: &Row<'t>, is_level: bool, table: &Table<'t>) -> Result<'t> {
        if row.has_unknown_form() {
            return Err(self.problem(Problem::UnknownForm(table.name(row).into())));
        }
        if is_level && !self.r.try_descend() { Err(self.failed()) } else { Ok(()) }
    }

    /// Ends what [`enter`](Self::enter) began.
    #[inline(always)]
    fn leave(&mut self, is_level: bool) {
        if is_level {
            self.r.ascend();
        }
    }

    /// The count and the items of a vector.
    fn vector(&mut self, min_size: usize, item: Cursor<'t>, frame: &Frame<'_, 't>) -> Result<'t> {
        let start = self.offset();
        let count = self.count(min_size)?;
        self.sink.note(start..self.offset(), Note::Count(count as u32));
        self.items(count, |walker| walker.form(&mut { item }, frame))
    }

    /// The number of items of a vector.
    fn count(&mut self, min_size: usize) -> Result<'t, usize> {
        let start = self.offset();
        let count = self.id()?;
        self.admit(count, min_size, start)
    }

    /// Checks a count against the bytes that are left.
    fn admit(&mut self, count: u32, min_size: usize, at: usize) -> Result<'t, usize> {
        let admitted = self.r.admit(count, min_size, at);
        if admitted == 0 && self.r.has_failed() { Err(self.failed()) } else { Ok(admitted) }
    }

    #[inline]
    fn items(&mut self, count: usize, mut read: impl FnMut(&mut Self) -> Result<'t>) -> Result<'t> {
        self.lists = self.lists.checked_sub(1).ok_or_else(|| self.too_deep())?;
        self.sink.begin_list(count);
        for index in 0..count {
            self.sink.item(index);
            read(self).map_err(|failure| failure.within_item(index))?;
        }
        self.sink.end_list();
        self.lists += 1;
        Ok(())
    }

    #[cold]
    fn too_deep(&self) -> Failure<'t> {
        let limit = self.r.limits().depth;
        Failure::new(self.offset(), FailureKind::Bytes(DecodeErrorKind::TooDeep { limit }))
    }

    /// The field of `gzip_packed`, whose id began at `start`, and the object in it.
    fn gzip_packed(&mut self, start: usize) -> Result<'t> {
        self.sink.note(start..self.offset(), Note::BoxedId("gzip_packed#3072cfa1"));
        self.sink.begin(None);
        self.sink.key(PACKED_DATA);
        self.packed_data().map_err(|failure| failure.within_field(PACKED_DATA))?;
        self.sink.end();
        Ok(())
    }

    fn packed_data(&mut self) -> Result<'t> {
        let start = self.offset();
        let data = self.r.try_byte_slice().ok_or_else(|| self.failed())?;
        self.sink.value(start..self.offset(), Part::Bytes(data));
        if !self.r.try_descend() {
            return Err(self.failed());
        }
        let budget = self.sink.gzip(start..self.offset(), data, self.budget());
        let failed = || Failure::new(start, FailureKind::Sink);
        let Budget { lists, empty, .. } = budget.ok_or_else(failed)?;
        self.r.ascend();
        self.lists = lists;
        self.r.set_budget(self.r.budget().0, empty);
        Ok(())
    }
}

#[cold]
#[inline(never)]
fn unknown_constructor<'t>(start: usize, table: &Table<'t>, ty: usize, found: u32) -> Failure<'t> {
    Failure::new(start, FailureKind::UnknownConstructor { expected: table.type_name(ty), found })
}

#[cold]
#[inline(never)]
fn unexpected_constructor<'t>(start: usize, table: &Table<'t>, row: &Row<'t>, found: u32) -> Failure<'t> {
    let (expected, ty) = (table.name(row), row.ty().map_or("", |ty| table.type_name(ty)));
    Failure::new(start, FailureKind::UnexpectedConstructor { expected, ty, found })
}
