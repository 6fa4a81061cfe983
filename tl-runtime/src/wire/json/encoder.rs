//! Values of known types.

use super::names::{Members, members};
use super::object::check_form;
use super::scalars::base64;
use super::{Error, ErrorKind, Kind, Result, Source};
use crate::wire::cursor::Cursor;
use crate::wire::failure::{Failure, Problem};
use crate::wire::form::{Args, Form, Sum};
use crate::wire::frame::{Argument, Frame, Shape};
use crate::wire::sink::Skip;
use crate::wire::table::{Row, Table};
use crate::wire::walk::{MOST_LEVELS, Walker};
use crate::{EncodeErrorKind as BytesError, Limits, VECTOR_ID, Writer};
use alloc::vec::Vec;

/// Writes values that JSON describes.
#[derive(Debug)]
pub struct Encoder {
    pub(super) w: Writer,
    limits: Limits,
    /// Where a raw object ended that ends only with its frame.
    pub(super) raw_end: Option<usize>,
    /// How many more combinators and lists may be open.
    levels: u32,
    lists: u32,
    /// How many items took no bytes.
    empty: u32,
}

impl Encoder {
    /// An encoder that writes what a reader with these limits accepts. `depth` is at most 128.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let limits = Limits { depth: limits.depth.min(MOST_LEVELS), ..limits };
        let writer = Writer::new();
        let w = if limits.long_strings { writer.long_strings() } else { writer };
        Self { w, limits, raw_end: None, levels: limits.depth, lists: limits.depth, empty: 0 }
    }

    /// Returns the bytes of a value of a type; `code` is its code in `table`.
    ///
    /// # Errors
    /// If the JSON does not describe such a value.
    pub fn value<'s>(mut self, table: &Table<'_>, code: &[u8], json: impl Source<'s>) -> Result<Vec<u8>> {
        self.form(&mut Cursor::new(code), &Frame::top(table), json)?;
        self.finish(json, |walker| walker.value(table, code))
    }

    /// Returns the bytes of a value of a type of Rust.
    ///
    /// # Errors
    /// If the JSON does not describe such a value.
    pub fn shape<'s>(mut self, shape: Shape, json: impl Source<'s>) -> Result<Vec<u8>> {
        self.of_shape(shape, json)?;
        self.finish(json, |walker| walker.shape(shape))
    }

    /// Returns the bytes of any boxed value or envelope.
    ///
    /// # Errors
    /// If the JSON does not describe one.
    pub fn any<'s>(mut self, table: &Table<'_>, json: impl Source<'s>) -> Result<Vec<u8>> {
        self.whole(table, json)?;
        self.finish(json, |walker| walker.object(table))
    }

    pub(super) fn finish<'s, 't>(
        mut self,
        json: impl Source<'s>,
        read: impl FnOnce(&mut Walker<'_, '_, Skip>) -> core::result::Result<(), Failure<'t>>,
    ) -> Result<Vec<u8>> {
        self.close_frame(json)?;
        let limits = self.limits;
        let bytes = self.w.finish().map_err(|error| json.error(ErrorKind::Bytes(error.kind().clone())))?;
        if self.empty <= limits.empty_items {
            return Ok(bytes);
        }
        // Whether readers refuse these depends on the bytes after them.
        let too_many = ErrorKind::TooManyEmpty { limit: limits.empty_items };
        match read(&mut Walker::new(&bytes, limits, &mut Skip)) {
            Ok(()) => Ok(bytes),
            Err(failure) => Err(json.error(too_many).within(failure.into_parts().2)),
        }
    }

    /// A frame ends: a raw object in it must be its last part.
    pub(super) fn close_frame<'s>(&mut self, json: impl Source<'s>) -> Result {
        match self.raw_end.take() {
            Some(end) if end != self.w.written() => Err(json.error(ErrorKind::RawNotLast)),
            _ => Ok(()),
        }
    }

    pub(super) fn form<'s, 't>(
        &mut self,
        code: &mut Cursor<'t>,
        frame: &Frame<'_, 't>,
        json: impl Source<'s>,
    ) -> Result {
        let form = Form::read(code, frame.table);
        self.of_form(form, frame, json)
    }

    pub(super) fn of_form<'s>(
        &mut self,
        form: Form<'_>,
        frame: &Frame<'_, '_>,
        json: impl Source<'s>,
    ) -> Result {
        match form {
            Form::Scalar(scalar) => self.scalar(scalar, json),
            Form::Boxed { ty, args } => self.boxed(ty, args, frame, json),
            Form::Only { row, args } => self.only(&frame.table.row(row), true, args, frame, json),
            Form::Bare { row, args } => self.only(&frame.table.row(row), false, args, frame, json),
            Form::Vector { boxed, item, .. } => {
                if boxed {
                    self.w.id(VECTOR_ID);
                }
                self.vector(item, frame, json)
            }
            Form::Repeat { count, item, is_list, .. } => self.repeat(count, item, is_list, frame, json),
            Form::Tagged { id, scalar, .. } => {
                self.w.id(id);
                self.scalar(scalar, json)
            }
            Form::Object => self.any_object(frame.table, json),
            Form::Call(param) => self.call(param, frame, json),
            Form::Param(param) => match frame.argument(param.index) {
                Some(Argument::Code(mut code, outer)) => self.form(&mut code, outer, json),
                Some(Argument::Shape(shape)) => self.of_shape(shape, json),
                None => Err(json.problem(Problem::Unbound(frame.table.text(param.name).into()))),
            },
            Form::Rest => {
                let bytes = base64(json)?;
                self.w.raw(&bytes);
                Ok(())
            }
            Form::Unbound(name) => Err(json.problem(Problem::Unbound(frame.table.text(name).into()))),
            _ => Err(json.problem(Problem::TypeField)),
        }
    }

    pub(super) fn of_shape<'s>(&mut self, shape: Shape, json: impl Source<'s>) -> Result {
        self.form(&mut Cursor::new(shape.code), &Frame::of_shapes(shape.table, shape.args), json)
    }

    /// The fields of a combinator, for which `members` are given.
    pub(super) fn combinator<'s, S: Source<'s>>(
        &mut self,
        row: &Row<'_>,
        is_level: bool,
        args: Args<'_>,
        outer: &Frame<'_, '_>,
        json: S,
        members: Members<'s, S>,
    ) -> Result {
        check_form(outer.table, row, json)?;
        if is_level {
            self.levels = self.levels.checked_sub(1).ok_or_else(|| self.too_deep(json))?;
        }
        self.fields(Some(row), row.fields, &Frame::of_args(args, outer), json, members)?;
        if is_level {
            self.levels += 1;
        }
        Ok(())
    }

    #[cold]
    fn too_deep<'s>(&self, json: impl Source<'s>) -> Error {
        json.error(ErrorKind::TooDeep { limit: self.limits.depth })
    }

    /// The count and the items of a vector.
    fn vector<'s>(&mut self, item: Cursor<'_>, frame: &Frame<'_, '_>, json: impl Source<'s>) -> Result {
        let start = self.w.written();
        self.w.nat(0);
        let len = self.items(json, &mut |encoder, json| encoder.form(&mut { item }, frame, json))?;
        let too_many = |_| json.error(ErrorKind::Bytes(BytesError::CountTooLarge { len }));
        self.w.set_word(start, u32::try_from(len).map_err(too_many)?);
        Ok(())
    }

    fn repeat<'s>(
        &mut self,
        count: Sum,
        item: Cursor<'_>,
        is_list: bool,
        frame: &Frame<'_, '_>,
        json: impl Source<'s>,
    ) -> Result {
        let found = list_len(json)?;
        let expected = frame.sum(count).map_err(|problem| json.problem(problem))?;
        if found != expected as usize {
            return Err(json.error(ErrorKind::WrongLength { expected, found }));
        }
        let written = self.items(json, &mut |encoder, json| {
            let frame = frame.item();
            if is_list {
                let members = members(json)?;
                encoder.fields(None, item, &frame, json, members)
            } else {
                encoder.form(&mut { item }, &frame, json)
            }
        });
        written.map(drop)
    }

    /// The items of a list; returns their number.
    fn items<'s, S: Source<'s>>(
        &mut self,
        list: S,
        write: &mut dyn FnMut(&mut Self, S) -> Result,
    ) -> Result<usize> {
        if list.kind() != Kind::Array {
            return Err(list.wrong_kind("an array"));
        }
        self.lists = self.lists.checked_sub(1).ok_or_else(|| self.too_deep(list))?;
        let count = list.each_item(&mut |index, item| {
            let start = self.w.written();
            write(self, item).map_err(|error| error.within_item(index))?;
            self.empty = self.empty.saturating_add(u32::from(self.w.written() == start));
            Ok(())
        })?;
        self.lists += 1;
        Ok(count)
    }
}

/// The number of items of an array.
pub(super) fn list_len<'s>(json: impl Source<'s>) -> Result<usize> {
    if json.kind() == Kind::Array { json.count() } else { Err(json.wrong_kind("an array")) }
}
