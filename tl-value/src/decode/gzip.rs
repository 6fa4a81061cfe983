//! The data of `gzip_packed`, for readers who want to see it.

use std::io::Read;

use flate2::bufread::GzDecoder;
use tl_runtime::Object;

use super::{Decoder, Note, Result, Sink, Value};
use crate::error::{DecodeError, DecodeErrorKind};

pub(super) const GZIP_PACKED_ID: u32 = Object::GZIP_PACKED;

/// The most bytes that all `gzip_packed` of one input may contain together.
pub(super) const MOST_INFLATED: usize = 64 << 20;

const PACKED_DATA: &str = "packed_data";

/// The string of a `gzip_packed`.
struct Packed<'a> {
    bytes: &'a [u8],
    /// The offset of the string, and of its bytes after their length.
    at: usize,
    start: usize,
}

impl<'a, S: Sink> Decoder<'a, S> {
    /// The fields of `gzip_packed`, whose id began at `start`, and the object in it.
    pub(super) fn gzip_packed(&mut self, start: usize) -> Result {
        self.sink.note(start..self.offset(), Note::BoxedId("gzip_packed#3072cfa1"));
        self.sink.begin(None);
        self.sink.key(PACKED_DATA);
        let data_start = self.offset();
        let packed = self.packed_data()?;
        self.sink.value(data_start..self.offset(), Value::Bytes(packed.bytes));
        let (inflated, rest) = self.inflate(&packed).map_err(|error| error.within_field(PACKED_DATA))?;
        self.levels.enter(1).map_err(|limit| super::too_deep(start, limit))?;
        self.sink.inflated(Some(&inflated));
        let read = self.read_inflated(&inflated).map_err(DecodeError::within_unpacked);
        read.map_err(|error| error.within_field(PACKED_DATA))?;
        self.sink.inflated(None);
        self.levels.leave(1);
        if !rest.is_empty() {
            let end = packed.start + packed.bytes.len();
            self.sink.note(end - rest.len()..end, Note::AfterGzip(rest));
        }
        self.sink.end();
        Ok(())
    }

    /// Reads the string of `gzip_packed`.
    fn packed_data(&mut self) -> Result<Packed<'a>> {
        let at = self.offset();
        let head_len = match self.reader.clone().raw(1) {
            [254] => 4,
            [255] => 8,
            _ => 1,
        };
        let bytes = self.reader.byte_slice();
        self.check().map_err(|error| error.within_field(PACKED_DATA))?;
        Ok(Packed { bytes, at, start: at + head_len })
    }

    /// The unpacked data, and the bytes after the gzip stream.
    fn inflate<'p>(&mut self, packed: &Packed<'p>) -> Result<(Vec<u8>, &'p [u8])> {
        let failed = |problem: String| DecodeError::new(packed.at, DecodeErrorKind::Gzip(problem.into()));
        let mut inflated = Vec::new();
        let limit = self.inflate_left as u64 + 1;
        let mut decoder = GzDecoder::new(packed.bytes).take(limit);
        decoder.read_to_end(&mut inflated).map_err(|error| failed(error.to_string()))?;
        let left = self.inflate_left.checked_sub(inflated.len());
        self.inflate_left =
            left.ok_or_else(|| failed(format!("it contains more than {MOST_INFLATED} bytes")))?;
        Ok((inflated, decoder.into_inner().into_inner()))
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
        (self.empty, self.inflate_left) = (inner.empty, inner.inflate_left);
        Ok(())
    }
}
