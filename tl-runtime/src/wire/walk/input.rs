//! The input of a walker. Reads ids, counts and scalar values, and checks limits.

use crate::wire::cursor::Cursor;
use crate::wire::environment::Environment;
use crate::wire::failure::{Failure, FailureKind, Problem};
use crate::wire::form::{Condition, Field, Presence, Scalar, Variable};
use crate::wire::sink::{Budget, Note, Part, Sink};
use crate::wire::table::{Row, Table};
use crate::{BOOL_FALSE_ID, BOOL_TRUE_ID, DecodeErrorKind, Limits, Reader};

/// The maximum depth of walkers that [`Walker::new`] creates; higher limits are reduced to it. A combinator and a list
/// in it take up to 8 kB of stack in an unoptimised build, and a thread has 2 MiB.
pub(in super::super) const MOST_LEVELS: u32 = 128;

/// The key of the data of `gzip_packed`.
const PACKED_DATA: &str = "packed_data";

pub(super) type Result<'t, T = ()> = core::result::Result<T, Failure<'t>>;

/// Reads values by a table and passes their parts to a sink.
#[derive(Debug)]
pub struct Walker<'a, 's, S> {
    pub(super) r: Reader<'a>,
    /// The number of lists that may still be opened.
    lists: u32,
    /// The table of the program, if the walker was created by [`of`](Self::of).
    base: Option<&'static Table<'static>>,
    pub(super) sink: &'s mut S,
}

impl<'a, 's, S> Walker<'a, 's, S> {
    /// Creates a walker of all of `bytes`. A `depth` above 128 in `limits` is reduced to 128. `memory` is ignored,
    /// because a walker creates no values.
    #[must_use]
    pub fn new(bytes: &'a [u8], limits: Limits, sink: &'s mut S) -> Self {
        let limits = Limits { depth: limits.depth.min(MOST_LEVELS), ..limits };
        Self { r: Reader::with_limits(bytes, limits), lists: limits.depth, base: None, sink }
    }

    /// Creates a walker that continues at the position of `reader`. `base` is the table of the program. As in decoding,
    /// lists do not count as levels.
    #[must_use]
    pub(crate) fn of(reader: Reader<'a>, base: &'static Table<'static>, sink: &'s mut S) -> Self {
        Self { r: reader, lists: u32::MAX, base: Some(base), sink }
    }

    /// Returns a reader at the position of the walker.
    pub(crate) fn into_reader(self) -> Reader<'a> {
        self.r
    }

    /// Replaces the budget by the remaining budget of another walker.
    #[must_use]
    pub fn with_budget(mut self, Budget { levels, lists, empty }: Budget) -> Self {
        self.r.set_budget(levels, empty);
        Self { lists, ..self }
    }

    pub(super) fn budget(&self) -> Budget {
        let (levels, empty) = self.r.budget();
        Budget { levels, lists: self.lists, empty }
    }

    pub(super) fn offset(&self) -> usize {
        self.r.offset()
    }
}

impl<'a, 't, S: Sink<'a, 't>> Walker<'a, '_, S> {
    /// Checks that no bytes are left, and returns the remaining budget.
    ///
    /// # Errors
    /// Returns a failure if bytes are left.
    pub fn finish(self) -> Result<'t, Budget> {
        self.r.finish().map_err(|error| Failure::of_reader(&error))?;
        Ok(self.budget())
    }

    /// Returns the error of the reader as a failure.
    #[cold]
    #[inline(never)]
    pub(super) fn failed(&self) -> Failure<'t> {
        match self.r.check() {
            Err(error) => Failure::of_reader(&error),
            // This method is only called after an error.
            Ok(()) => self.problem(Problem::TooLarge),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn problem(&self, problem: Problem) -> Failure<'t> {
        Failure::new(self.offset(), FailureKind::Problem(problem))
    }

    #[inline]
    pub(super) fn array<const N: usize>(&mut self) -> Result<'t, [u8; N]> {
        self.r.try_array().ok_or_else(|| self.failed())
    }

    #[inline]
    pub(super) fn id(&mut self) -> Result<'t, u32> {
        self.array().map(u32::from_le_bytes)
    }

    #[inline]
    pub(super) fn bytes(&mut self, len: usize) -> Result<'t, &'a [u8]> {
        let bytes = self.r.raw(len);
        if bytes.len() < len { Err(self.failed()) } else { Ok(bytes) }
    }

    /// Reads the id of a built-in type.
    pub(super) fn expect(&mut self, id: u32, name: &'t str, ty: &'t str) -> Result<'t> {
        let start = self.offset();
        let found = self.id()?;
        if found != id {
            return Err(Failure::new(start, FailureKind::UnexpectedId { expected: name, ty, found }));
        }
        self.sink.note(start..self.offset(), Note::BoxedId(ty));
        Ok(())
    }

    #[inline]
    pub(super) fn scalar(&mut self, scalar: Scalar) -> Result<'t> {
        let start = self.offset();
        let part = match scalar {
            Scalar::Nat => Part::Nat(self.id()?),
            Scalar::Int => Part::Int(i32::from_le_bytes(self.array()?)),
            Scalar::Long => Part::Long(i64::from_le_bytes(self.array()?)),
            Scalar::Int53 => Part::Int53(i64::from_le_bytes(self.array()?)),
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

    pub(super) fn bool(&mut self) -> Result<'t, bool> {
        let start = self.offset();
        match self.id()? {
            BOOL_TRUE_ID => Ok(true),
            BOOL_FALSE_ID => Ok(false),
            found => Err(Failure::new(start, FailureKind::UnknownConstructor { expected: "Bool", found })),
        }
    }

    /// Reads all remaining bytes, which must contain at least an id.
    pub(super) fn raw(&mut self) -> Result<'t> {
        let (start, len) = (self.offset(), self.r.remaining());
        if !len.is_multiple_of(4) {
            return Err(Failure::new(start, FailureKind::Bytes(DecodeErrorKind::UnevenObject { len })));
        }
        let id = self.id()?;
        let body = self.bytes(len - 4)?;
        self.sink.value(start..self.offset(), Part::Raw { id, body });
        Ok(())
    }

    /// Reads an id and returns the constructor of the type `ty` with this id.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn constructor(&mut self, ty: usize, table: &Table<'t>) -> Result<'t, Row<'t>> {
        let start = self.offset();
        let found = self.id()?;
        table.constructor(ty, found).ok_or_else(|| unknown_constructor(start, table, ty, found))
    }

    /// Reads the id of the constructor `row`. Fails if the id is another one.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn only(&mut self, row: usize, table: &Table<'t>) -> Result<'t, Row<'t>> {
        let row = table.row(row);
        let start = self.offset();
        let (id, found) = (table.id(row.number), self.id()?);
        if id == found { Ok(row) } else { Err(unexpected_constructor(start, table, &row, found)) }
    }

    /// Returns the first row with the id `found` for which `wanted` returns `true`. The table of [`Reader::with_table`]
    /// is searched first, then the program's own table.
    #[cold]
    pub(super) fn elsewhere(
        &self,
        found: u32,
        wanted: impl Fn(&Row<'static>, &'static Table<'static>) -> bool,
    ) -> Option<(Row<'static>, &'static Table<'static>)> {
        // If `with_table` was not called, the caller has already examined all rows.
        let tables = [Some(self.r.table()?), self.base].into_iter().flatten();
        let mut rows = tables.flat_map(|table| table.with_id(found).map(move |row| (row, table)));
        rows.find(|(row, table)| wanted(row, table))
    }

    /// Begins the fields of a combinator. `is_level` is whether the combinator counts as a nesting level.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn enter(&mut self, row: &Row<'t>, is_level: bool, table: &Table<'t>) -> Result<'t> {
        if row.has_unknown_form() {
            return Err(self.problem(Problem::UnknownForm(table.name(row).into())));
        }
        if is_level && !self.r.try_descend() { Err(self.failed()) } else { Ok(()) }
    }

    /// Ends the fields that [`enter`](Self::enter) began.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn leave(&mut self, is_level: bool) {
        if is_level {
            self.r.ascend();
        }
    }

    /// Reads the number of items of a vector.
    pub(super) fn count(&mut self, min_size: usize) -> Result<'t, usize> {
        let start = self.offset();
        let count = self.id()?;
        self.admit(count, min_size, start)
    }

    /// Checks a count against the remaining bytes.
    pub(super) fn admit(&mut self, count: u32, min_size: usize, at: usize) -> Result<'t, usize> {
        let admitted = self.r.admit(count, min_size, at);
        if admitted == 0 && self.r.has_failed() { Err(self.failed()) } else { Ok(admitted) }
    }

    #[inline]
    pub(super) fn items(
        &mut self,
        count: usize,
        mut read: impl FnMut(&mut Self) -> Result<'t>,
    ) -> Result<'t> {
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
    pub(super) fn too_deep(&self) -> Failure<'t> {
        let limit = self.r.limits().depth;
        Failure::new(self.offset(), FailureKind::Bytes(DecodeErrorKind::TooDeep { limit }))
    }

    #[inline]
    pub(super) fn mask(
        &mut self,
        key: &'t str,
        declared: u32,
        is_kept: bool,
        env: &Environment<'_, 't>,
    ) -> Result<'t> {
        let start = self.offset();
        let value = self.id()?;
        env.push(value);
        self.sink.note(start..self.offset(), Note::Mask { key, value, declared });
        if !is_kept {
            return self.check_mask(value, declared);
        }
        let bits = value & !declared;
        if bits != 0 {
            self.sink.kept_bits(start..self.offset(), key, bits);
        }
        Ok(())
    }

    /// Rejects undeclared bits of a computed mask if reading is strict. The mask was read last.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn check_mask(&self, value: u32, declared: u32) -> Result<'t> {
        let bits = value & !declared;
        if bits != 0 && self.r.limits().strict { Err(self.undeclared(bits)) } else { Ok(()) }
    }

    /// Returns the failure for a mask with bits that no field uses. The mask was read last.
    #[cold]
    #[inline(never)]
    pub(super) fn undeclared(&self, bits: u32) -> Failure<'t> {
        Failure::new(self.offset() - 4, FailureKind::Bytes(DecodeErrorKind::UndeclaredBits { bits }))
    }

    /// Reads the number of bytes of the next field.
    pub(super) fn length(&mut self, key: &'t str) -> Result<'t, usize> {
        let start = self.offset();
        let value = self.id()?;
        self.sink.note(start..self.offset(), Note::Length { key, value });
        Ok(value as usize)
    }

    /// Reads the `long` before an unencrypted message.
    pub(super) fn zero(&mut self, key: &'t str) -> Result<'t> {
        let start = self.offset();
        let auth_key_id = i64::from_le_bytes(self.array()?);
        if auth_key_id != 0 {
            return Err(Failure::new(start, FailureKind::Encrypted { auth_key_id }));
        }
        self.sink.note(start..self.offset(), Note::Zero { key });
        Ok(())
    }

    /// Reads all remaining bytes, if any.
    pub(super) fn rest(&mut self, key: &'t str) {
        let start = self.offset();
        let bytes = self.r.raw(self.r.remaining());
        if !bytes.is_empty() {
            self.sink.key(key);
            self.sink.value(start..self.offset(), Part::Bytes(bytes));
        }
    }

    /// Reads the next `len` bytes with `read`, which has access to no other bytes and must read all of them.
    pub(super) fn framed(&mut self, len: usize, read: impl FnOnce(&mut Self) -> Result<'t>) -> Result<'t> {
        let outer = self.r.begin_frame(len);
        if self.r.has_failed() {
            return Err(self.failed());
        }
        read(self)?;
        self.r.end_frame(outer);
        if self.r.has_failed() { Err(self.failed()) } else { Ok(()) }
    }

    #[inline]
    pub(super) fn absent(&mut self, field: &Field<'t>, list: Cursor<'t>, env: &Environment<'_, 't>) {
        if field.has_slot() {
            env.push(0);
        }
        if S::TAKES_NOTES {
            let key = env.table.text(field.key);
            let mask = mask_of(field.presence, list, env.table);
            let bit = field.presence.condition(env.table).and_then(|condition| condition.bit);
            self.sink.note(self.offset()..self.offset(), Note::Absent { key, mask, bit });
        }
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn pass(&mut self, len: usize) -> Result<'t> {
        if self.r.try_pass(len) { Ok(()) } else { Err(self.failed()) }
    }

    /// Reads the data of a `gzip_packed`, and the object in the data. The id of the `gzip_packed` began at `start`.
    pub(super) fn gzip_packed(&mut self, start: usize) -> Result<'t> {
        self.sink.note(start..self.offset(), Note::BoxedId("gzip_packed#3072cfa1"));
        self.sink.begin(None);
        self.sink.key(PACKED_DATA);
        self.packed_data().map_err(|failure| failure.within_field(PACKED_DATA))?;
        self.sink.end();
        Ok(())
    }

    pub(super) fn packed_data(&mut self) -> Result<'t> {
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

/// Returns the key of the mask and the bit on which a field depends, if the mask is a field of the list `code`.
pub(super) fn mask_of<'t>(
    presence: Presence<'t>,
    mut code: Cursor<'t>,
    table: &Table<'t>,
) -> Option<(&'t str, u32)> {
    let Condition { var: Variable::Slot { up: 0, slot }, bit: Some(bit) } = presence.condition(table)? else {
        return None;
    };
    let mut numbers = 0;
    while let Some(field) = Field::read(&mut code, table) {
        let form = field.form(&mut code, table);
        if form.has_slot() && numbers == slot {
            return Some((table.text(field.key), bit));
        }
        numbers += usize::from(form.has_slot());
    }
    None
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
