//! Decodes bytes to JSON, or to an annotation for people.

mod annotate;
mod gzip;
mod json;

use tl_runtime::Limits;
use tl_runtime::wire::json::JsonForm;
use tl_runtime::wire::{Sink, Table, Walker};

use self::annotate::Annotator;
pub use self::annotate::Line;
use self::gzip::Allowance;
use self::json::JsonSink;
use crate::error::DecodeError;

type Result<T = ()> = std::result::Result<T, DecodeError>;

/// The data that a codec needs to decode values.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'t> {
    pub(crate) table: Table<'t>,
    pub(crate) limits: Limits,
    pub(crate) form: JsonForm,
    /// Maximum total number of bytes that are unpacked from the `gzip_packed` of one input.
    pub(crate) most_unpacked: usize,
}

impl<'t> Reading<'t> {
    /// Decodes the value that consists of all `bytes`, and returns its JSON. `code` is the content of a
    /// [`Type`](crate::Type). Without `code`, the value may have any type in the table.
    pub(crate) fn to_json(self, bytes: &[u8], code: Option<&'t [u8]>, pretty: bool) -> Result<String> {
        let mut sink = JsonSink::new(self.form, pretty);
        self.walk(bytes, code, &mut sink)?;
        Ok(sink.finish())
    }

    /// Calls `each` with a description of each part of `bytes`, until the end or the first error.
    pub(crate) fn annotate(self, bytes: &[u8], code: Option<&'t [u8]>, mut each: impl FnMut(Line)) -> Result {
        let allowance = Allowance::new(self.most_unpacked);
        let mut sink = Annotator::new(self.table, self.limits, bytes, allowance, &mut each);
        let walked = self.walk(bytes, code, &mut sink);
        walked.map_err(|error| sink.failure_of(error))
    }

    fn walk<'a>(self, bytes: &'a [u8], code: Option<&'t [u8]>, sink: &mut impl Sink<'a, 't>) -> Result {
        let mut walker = Walker::new(bytes, self.limits, sink);
        let walked = match code {
            Some(code) => walker.value(&self.table, code),
            None => walker.any(&self.table),
        };
        let finished = walked.and_then(|()| walker.finish());
        finished.map(drop).map_err(|failure| DecodeError::of(failure, &self.table))
    }
}
