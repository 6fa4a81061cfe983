//! The output of an encoder, with frames and limits.

use alloc::vec::Vec;

use super::{Error, ErrorKind, Result, Source};
use crate::wire::failure::Failure;
use crate::wire::sink::Skip;
use crate::wire::walk::{MOST_LEVELS, Walker};
use crate::{Limits, Writer};

/// Initial capacity in bytes. Most values are not longer.
const USUAL_LEN: usize = 256;

/// The bytes that were written so far, and the counters for limits.
#[derive(Debug)]
pub(super) struct Output {
    pub(super) w: Writer,
    limits: Limits,
    /// The end of the first raw object in the innermost open frame, or `None`. The frame must end there.
    raw_end: Option<usize>,
    /// The number of combinators and the number of lists that may still be opened.
    levels: u32,
    lists: u32,
    /// The number of items written so far that take no bytes.
    empty: u32,
}

/// A frame that is being written: a part of the value that is preceded by its length.
#[derive(Clone, Copy)]
pub(super) struct OpenFrame {
    /// The offset of the first byte after the length.
    start: usize,
    /// The value of `raw_end` in the frame around this one.
    raw_end: Option<usize>,
}

impl Output {
    pub(super) fn new(limits: Limits) -> Self {
        let limits = Limits { depth: limits.depth.min(MOST_LEVELS), ..limits };
        let writer = Writer::append_to(Vec::with_capacity(USUAL_LEN));
        let w = if limits.long_strings { writer.long_strings() } else { writer };
        Self { w, limits, raw_end: None, levels: limits.depth, lists: limits.depth, empty: 0 }
    }

    /// Begins a combinator.
    pub(super) fn descend<'s>(&mut self, json: impl Source<'s>) -> Result {
        self.levels = self.levels.checked_sub(1).ok_or_else(|| self.too_deep(json))?;
        Ok(())
    }

    /// Ends the combinator.
    pub(super) fn ascend(&mut self) {
        self.levels += 1;
    }

    /// Begins a list.
    pub(super) fn begin_list<'s>(&mut self, json: impl Source<'s>) -> Result {
        self.lists = self.lists.checked_sub(1).ok_or_else(|| self.too_deep(json))?;
        Ok(())
    }

    /// Ends the list.
    pub(super) fn end_list(&mut self) {
        self.lists += 1;
    }

    #[cold]
    fn too_deep<'s>(&self, json: impl Source<'s>) -> Error {
        json.error(ErrorKind::TooDeep { limit: self.limits.depth })
    }

    /// Ends an item of a list. The item began at `start`.
    pub(super) fn end_item(&mut self, start: usize) {
        self.empty = self.empty.saturating_add(u32::from(self.w.written() == start));
    }

    /// Ends a raw object.
    pub(super) fn end_raw(&mut self) {
        self.raw_end.get_or_insert(self.w.written());
    }

    /// Begins a frame and writes a placeholder for its length.
    pub(super) fn begin_frame(&mut self) -> OpenFrame {
        self.w.int(0);
        OpenFrame { start: self.w.written(), raw_end: self.raw_end.take() }
    }

    /// Ends the frame, if one is open.
    #[inline]
    pub(super) fn end_frame<'s>(&mut self, frame: Option<OpenFrame>, json: impl Source<'s>) -> Result {
        let Some(OpenFrame { start, raw_end }) = frame else { return Ok(()) };
        self.check_raw(json)?;
        self.raw_end = raw_end;
        let len = self.w.written() - start;
        let word = i32::try_from(len).map_err(|_| json.error(ErrorKind::TooLong { len }))?;
        self.w.set_word(start - 4, word.cast_unsigned());
        Ok(())
    }

    /// Checks that the frame ends with the raw object, if it contains one.
    fn check_raw<'s>(&mut self, json: impl Source<'s>) -> Result {
        match self.raw_end.take() {
            Some(end) if end != self.w.written() => Err(json.error(ErrorKind::RawNotLast)),
            _ => Ok(()),
        }
    }

    /// Returns the bytes of the value `json`. `read` walks over the encoded value without keeping anything. `read`
    /// fails if the value exceeds the limits of readers.
    pub(super) fn finish<'s, 't>(
        mut self,
        json: impl Source<'s>,
        read: impl FnOnce(&mut Walker<'_, '_, Skip>) -> core::result::Result<(), Failure<'t>>,
    ) -> Result<Vec<u8>> {
        self.check_raw(json)?;
        let limits = self.limits;
        let bytes = self.w.finish().map_err(|error| json.error(ErrorKind::Bytes(error.kind().clone())))?;
        if self.empty <= limits.empty_items {
            return Ok(bytes);
        }
        // In each vector, readers don't count one empty item for every 4 bytes that follow, so they may accept this
        // value although `self.empty` exceeds the limit. Reading the value shows whether readers accept it.
        let too_many = ErrorKind::TooManyEmpty { limit: limits.empty_items };
        match read(&mut Walker::new(&bytes, limits, &mut Skip)) {
            Ok(()) => Ok(bytes),
            Err(failure) => Err(json.error(too_many).within(failure.into_parts().2)),
        }
    }
}
