//! The fields of a list: which are present, and the numbers, lengths and masks among them.

use super::{Result, Walker};
use crate::DecodeErrorKind;
use crate::wire::cursor::Cursor;
use crate::wire::failure::{Failure, FailureKind};
use crate::wire::form::{Condition, Field, Form, Presence, Scalar, Variable};
use crate::wire::frame::Frame;
use crate::wire::sink::{Note, Part, Sink};
use crate::wire::table::Table;

/// A field and what is around it.
#[derive(Clone, Copy)]
struct Place<'t> {
    field: Field<'t>,
    list: Cursor<'t>,
    is_last: bool,
}

impl<'a, 't, S: Sink<'a, 't>> Walker<'a, '_, S> {
    /// An item of a repetition of several fields.
    pub(super) fn record(&mut self, list: Cursor<'t>, frame: &Frame<'_, 't>) -> Result<'t> {
        self.sink.begin(None);
        self.fields_from(list, list, frame)?;
        self.sink.end();
        Ok(())
    }

    /// The fields of `list` that begin at `code`.
    pub(super) fn fields_from(
        &mut self,
        mut code: Cursor<'t>,
        list: Cursor<'t>,
        frame: &Frame<'_, 't>,
    ) -> Result<'t> {
        let mut frame_len = None;
        while let Some(field) = Field::read(&mut code, frame.table) {
            if frame.has(field.presence).map_err(|problem| self.problem(problem))? {
                let form = field.form(&mut code, frame.table);
                let place = Place { field, list, is_last: code.is_end() };
                self.field(form, place, frame, &mut frame_len)
                    .map_err(|failure| failure.within_field(frame.table.text(field.key)))?;
            } else {
                self.absent(&field, list, frame);
            }
        }
        Ok(())
    }

    #[inline]
    fn absent(&mut self, field: &Field<'t>, list: Cursor<'t>, frame: &Frame<'_, 't>) {
        if field.has_slot() {
            frame.push(0);
        }
        if S::TAKES_NOTES {
            let key = frame.table.text(field.key);
            let mask = mask_of(field.presence, list, frame.table);
            let bit = field.presence.condition(frame.table).and_then(|condition| condition.bit);
            self.sink.note(self.offset()..self.offset(), Note::Absent { key, mask, bit });
        }
    }

    #[inline]
    fn field(
        &mut self,
        form: Form<'t>,
        place: Place<'t>,
        frame: &Frame<'_, 't>,
        frame_len: &mut Option<usize>,
    ) -> Result<'t> {
        let key = if S::NEEDS_NAMES { frame.table.text(place.field.key) } else { "" };
        match form {
            Form::Mask { declared, is_kept } => self.mask(key, declared, is_kept, frame),
            Form::Count { .. } => {
                let start = self.offset();
                let count = self.id()?;
                frame.push(count);
                self.sink.note(start..self.offset(), Note::Count(count));
                Ok(())
            }
            Form::Number => {
                self.sink.key(key);
                let start = self.offset();
                let number = self.id()?;
                frame.push(number);
                self.sink.value(start..self.offset(), Part::Nat(number));
                Ok(())
            }
            Form::Length => {
                *frame_len = Some(self.length(key)?);
                Ok(())
            }
            Form::Zero => self.zero(key),
            Form::Rest => {
                self.rest(key);
                Ok(())
            }
            Form::Scalar(Scalar::True) if !matches!(place.field.presence, Presence::Always) => {
                self.sink.key(key);
                let presence = place.field.presence;
                let mask = if S::TAKES_NOTES { mask_of(presence, place.list, frame.table) } else { None };
                self.sink.flag(self.offset(), mask);
                Ok(())
            }
            form => {
                self.sink.key(key);
                match frame_len.take() {
                    Some(len) => self.framed(len, |walker| walker.last(form, frame)),
                    None if place.is_last => self.last(form, frame),
                    None => self.of_form(form, frame),
                }
            }
        }
    }

    #[inline]
    fn mask(&mut self, key: &'t str, declared: u32, is_kept: bool, frame: &Frame<'_, 't>) -> Result<'t> {
        let start = self.offset();
        let value = self.id()?;
        frame.push(value);
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

    /// Refuses undeclared bits of a computed mask, which was read last, if reading is strict.
    #[inline(always)]
    pub(super) fn check_mask(&self, value: u32, declared: u32) -> Result<'t> {
        let bits = value & !declared;
        if bits != 0 && self.r.limits().strict { Err(self.undeclared(bits)) } else { Ok(()) }
    }

    /// The mask that was read last has bits that no field uses.
    #[cold]
    #[inline(never)]
    fn undeclared(&self, bits: u32) -> Failure<'t> {
        Failure::new(self.offset() - 4, FailureKind::Bytes(DecodeErrorKind::UndeclaredBits { bits }))
    }

    /// The number of bytes of the next field.
    fn length(&mut self, key: &'t str) -> Result<'t, usize> {
        let start = self.offset();
        let value = self.id()?;
        self.sink.note(start..self.offset(), Note::Length { key, value });
        Ok(value as usize)
    }

    /// The `long` before an unencrypted message.
    fn zero(&mut self, key: &'t str) -> Result<'t> {
        let start = self.offset();
        let auth_key_id = i64::from_le_bytes(self.array()?);
        if auth_key_id != 0 {
            return Err(Failure::new(start, FailureKind::Encrypted { auth_key_id }));
        }
        self.sink.note(start..self.offset(), Note::Zero { key });
        Ok(())
    }

    /// All bytes that are left, if any.
    fn rest(&mut self, key: &'t str) {
        let start = self.offset();
        let bytes = self.r.raw(self.r.remaining());
        if !bytes.is_empty() {
            self.sink.key(key);
            self.sink.value(start..self.offset(), Part::Bytes(bytes));
        }
    }

    /// A value at the end of a frame, or of the fields of a combinator.
    #[inline]
    fn last(&mut self, form: Form<'t>, frame: &Frame<'_, 't>) -> Result<'t> {
        match form {
            // Nothing tells which function a constructor contains.
            Form::Object | Form::Call(None) if S::KEEPS_OBJECTS => self.raw(),
            form => self.of_form(form, frame),
        }
    }

    /// Reads the next `len` bytes with `read`, which sees no others and must take them all.
    fn framed(&mut self, len: usize, read: impl FnOnce(&mut Self) -> Result<'t>) -> Result<'t> {
        let outer = self.r.begin_frame(len);
        if self.r.has_failed() {
            return Err(self.failed());
        }
        read(self)?;
        self.r.end_frame(outer);
        if self.r.has_failed() { Err(self.failed()) } else { Ok(()) }
    }
}

/// The key of the mask of a condition, and the bit, if the mask is a field of the list `code`.
fn mask_of<'t>(presence: Presence<'t>, mut code: Cursor<'t>, table: &Table<'t>) -> Option<(&'t str, u32)> {
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
