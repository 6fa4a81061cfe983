//! Unpacks the data in `gzip_packed`, so that annotations can show its content.

use std::io::Read;

use flate2::bufread::GzDecoder;

/// Maximum number of unpacked bytes for all `gzip_packed` of one input together.
pub(super) const MOST_INFLATED: usize = 64 << 20;

/// Unpacks gzip data. Returns the unpacked data and the bytes after the gzip data, or a description of the problem.
/// Subtracts the length of the unpacked data from `left`.
pub(super) fn inflate<'p>(packed: &'p [u8], left: &mut usize) -> Result<(Vec<u8>, &'p [u8]), String> {
    let mut inflated = Vec::new();
    let mut decoder = GzDecoder::new(packed).take(*left as u64 + 1);
    decoder.read_to_end(&mut inflated).map_err(|error| error.to_string())?;
    let rest = left.checked_sub(inflated.len());
    *left = rest.ok_or_else(|| format!("it contains more than {MOST_INFLATED} bytes"))?;
    Ok((inflated, decoder.into_inner().into_inner()))
}
