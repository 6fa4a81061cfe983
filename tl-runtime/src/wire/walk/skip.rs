//! A short way over values by a table without keys. It has the frequent kinds of fields and leaves the others to the walk.

use super::{Result, Walker};
use crate::VECTOR_ID;
use crate::wire::code;
use crate::wire::cursor::Cursor;
use crate::wire::form::Args;
use crate::wire::frame::Frame;
use crate::wire::sink::Sink;
use crate::wire::table::{Row, Table};

/// So many numbers of a combinator are kept, one for each slot that a [`code::CONDITION`] can have.
const NUMBERS: usize = 3;

impl<'a, 't, S: Sink<'a, 't>> Walker<'a, '_, S> {
    /// Whether the sink and the table need nothing but the end of a value with these arguments.
    pub(super) fn only_passes(args: Args<'_>, table: &Table<'_>) -> bool {
        !S::NEEDS_NAMES && !table.has_keys() && args.is_empty()
    }

    /// Passes over a value that is [`code::BOXED`] or [`code::ONLY`], with this operand.
    ///
    /// All of it is one function, since a call costs as much as a field.
    pub(super) fn pass_boxed(&mut self, kind: u8, operand: usize, table: &Table<'t>) -> Result<'t> {
        let (row, is_level) = if kind == code::ONLY {
            (self.only(operand, table)?, true)
        } else {
            let row = self.constructor(operand, table)?;
            (row, row.has_fields())
        };
        if row.bool_value().is_some() {
            return Ok(());
        }
        self.enter(&row, is_level, table)?;
        self.pass_fields(row, table).map_err(|failure| failure.within_type(table.name(&row)))?;
        self.leave(is_level);
        Ok(())
    }

    #[inline(always)]
    fn pass_fields(&mut self, row: Row<'t>, table: &Table<'t>) -> Result<'t> {
        let (mut numbers, mut known) = ([0_u32; NUMBERS], 0);
        let mut code = row.fields;
        loop {
            let mut next = code;
            let mut kind = next.kind();
            if let code::CONDITION..=code::LAST_CONDITION = kind {
                let len = next.number();
                let slot = usize::from(kind >> 5 & 3);
                if numbers[slot] >> (kind & 31) & 1 == 0 {
                    next.pass(len);
                    code = next;
                    continue;
                }
                kind = next.kind();
            }
            match kind {
                code::NAT | code::INT | code::FLOAT => self.pass(4)?,
                code::LONG | code::DOUBLE => self.pass(8)?,
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
                code::MASK if known < NUMBERS => {
                    numbers[known] = self.id()?;
                    self.check_mask(numbers[known], next.word())?;
                    known += 1;
                }
                code::END => return Ok(()),
                _ => return self.fields_from(code, row.fields, &Frame::resumed(table, &numbers[..known])),
            }
            code = next;
        }
    }

    #[inline(always)]
    fn pass(&mut self, len: usize) -> Result<'t> {
        if self.r.try_pass(len) { Ok(()) } else { Err(self.failed()) }
    }

    fn pass_vector(&mut self, min_size: usize, item: Cursor<'t>, table: &Table<'t>) -> Result<'t> {
        self.expect(VECTOR_ID, "vector", "Vector")?;
        let count = self.count(min_size)?;
        let mut code = item;
        match code.kind() {
            kind @ (code::BOXED | code::ONLY) => {
                let operand = code.number();
                self.items(count, |walker| walker.pass_boxed(kind, operand, table))
            }
            _ => self.items(count, |walker| walker.form(&mut { item }, &Frame::top(table))),
        }
    }
}
