//! Numbers that JSON leaves out, and the frames that they measure.

use tl_runtime::Reader;

use super::{Decoder, Note, Result, Sink, Value};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::program::{Field, List};

impl<S: Sink> Decoder<'_, S> {
    /// A `#`.
    pub(super) fn number(&mut self) -> Result<u32> {
        let number = self.reader.nat();
        self.check().map(|()| number)
    }

    /// A mask, whose unknown bits strict reading refuses.
    pub(super) fn mask(&mut self, list: &List, field: &Field) -> Result<u32> {
        let start = self.offset();
        let value = self.number()?;
        let bits = value & !list.bits_of(&field.key);
        if bits != 0 && self.limits.strict {
            let mask = field.key.clone();
            return Err(DecodeError::new(start, DecodeErrorKind::UnknownBits { mask, bits }));
        }
        self.sink.note(start..self.offset(), Note::Mask { key: &field.key, value });
        Ok(value)
    }

    /// The length of the frame of the next field.
    pub(super) fn length(&mut self, field: &Field) -> Result {
        let start = self.offset();
        let value = self.reader.int();
        self.check()?;
        let negative = |_| DecodeError::new(start, DecodeErrorKind::NegativeLength(value));
        self.frame_len = Some(usize::try_from(value).map_err(negative)?);
        self.sink.note(start..self.offset(), Note::Length { key: &field.key, value });
        Ok(())
    }

    /// The `long` before an unencrypted message.
    pub(super) fn zero(&mut self, field: &Field) -> Result {
        let start = self.offset();
        let value = self.reader.long();
        self.check()?;
        if value != 0 {
            return Err(DecodeError::new(start, DecodeErrorKind::Encrypted { auth_key_id: value }));
        }
        self.sink.note(start..self.offset(), Note::Zero { key: &field.key });
        Ok(())
    }

    /// All bytes that are left, if any.
    pub(super) fn rest(&mut self, field: &Field) {
        let start = self.offset();
        let bytes = self.reader.raw(self.reader.remaining());
        if !bytes.is_empty() {
            self.sink.key(&field.key);
            self.sink.value(start..self.offset(), Value::Bytes(bytes));
        }
    }

    /// Reads the next `len` bytes with `read`, which sees no others and must take them all.
    pub(super) fn framed(&mut self, len: usize, read: impl FnOnce(&mut Self) -> Result) -> Result {
        let start = self.offset();
        let frame = self.reader.raw(len);
        self.check()?;
        let outer = (self.reader.clone(), self.base);
        (self.reader, self.base) = (Reader::with_limits(frame, self.limits), start);
        read(self)?;
        self.finish()?;
        (self.reader, self.base) = outer;
        Ok(())
    }
}
