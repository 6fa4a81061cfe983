//! What `gzip_packed` holds, where it is to be seen.

use std::io::Read;

use flate2::read::GzDecoder;
use tl_runtime::Object;

use super::{Decoder, Note, Result, Sink, Value};
use crate::error::{DecodeError, DecodeErrorKind};

pub(super) const GZIP_PACKED_ID: u32 = Object::GZIP_PACKED;

/// Bytes that all `gzip_packed` of one input may hold together.
pub(super) const MOST_INFLATED: usize = 64 << 20;

impl<S: Sink> Decoder<'_, S> {
    /// The fields of `gzip_packed`, whose id began at `start`, and the object in it.
    pub(super) fn gzip_packed(&mut self, start: usize) -> Result {
        self.sink.note(start..self.offset(), Note::BoxedId("gzip_packed#3072cfa1"));
        self.sink.begin(None);
        let data_start = self.offset();
        self.sink.key("packed_data");
        let packed = self.reader.byte_slice();
        self.check().map_err(|error| error.within_field("packed_data"))?;
        self.sink.value(data_start..self.offset(), Value::Bytes(packed));
        let inflated = self.inflate(packed, data_start).map_err(|error| error.within_field("packed_data"))?;
        self.levels.enter(1).map_err(|limit| super::too_deep(start, limit))?;
        self.sink.inflated(Some(&inflated));
        self.read_inflated(&inflated).map_err(|error| error.within_field("packed_data"))?;
        self.sink.inflated(None);
        self.levels.leave(1);
        self.sink.end();
        Ok(())
    }

    fn inflate(&mut self, packed: &[u8], at: usize) -> Result<Vec<u8>> {
        let failed = |problem: String| DecodeError::new(at, DecodeErrorKind::Gzip(problem.into()));
        let mut inflated = Vec::new();
        let limit = self.inflate_left as u64 + 1;
        let read = GzDecoder::new(packed).take(limit).read_to_end(&mut inflated);
        read.map_err(|error| failed(error.to_string()))?;
        let left = self.inflate_left.checked_sub(inflated.len());
        self.inflate_left =
            left.ok_or_else(|| failed(format!("it holds more than {MOST_INFLATED} bytes")))?;
        Ok(inflated)
    }

    /// One object, with offsets of its own.
    fn read_inflated(&mut self, bytes: &[u8]) -> Result {
        let mut inner = Decoder {
            levels: self.levels,
            empty: self.empty,
            inflate_left: self.inflate_left,
            ..Decoder::new(self.program, self.limits, bytes, &mut *self.sink)
        };
        inner.object()?;
        inner.finish()?;
        self.inflate_left = inner.inflate_left;
        Ok(())
    }
}
