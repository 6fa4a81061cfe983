//! Unpacks the data in `gzip_packed`, so that annotations can show its content.

use std::io::Read;

use flate2::bufread::GzDecoder;

/// The number of bytes that all `gzip_packed` of one input may contain together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowance {
    most: usize,
    left: usize,
}

impl Allowance {
    pub(super) fn new(most: usize) -> Self {
        Self { most, left: most }
    }

    /// Unpacks data. Returns the unpacked data and the bytes after the gzip stream, or a description of the problem.
    pub(super) fn inflate<'p>(&mut self, packed: &'p [u8]) -> Result<(Vec<u8>, &'p [u8]), String> {
        let mut inflated = Vec::new();
        let mut decoder = GzDecoder::new(packed).take((self.left as u64).saturating_add(1));
        decoder.read_to_end(&mut inflated).map_err(|error| error.to_string())?;
        let rest = self.left.checked_sub(inflated.len());
        self.left = rest.ok_or_else(|| format!("it contains more than {} bytes", self.most))?;
        Ok((inflated, decoder.into_inner().into_inner()))
    }
}
