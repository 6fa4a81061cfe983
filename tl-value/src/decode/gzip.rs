//! The data of `gzip_packed`, for readers who want to see it.

use std::io::Read;

use flate2::bufread::GzDecoder;

/// The most bytes that all `gzip_packed` of one input may contain together.
pub(super) const MOST_INFLATED: usize = 64 << 20;

/// Returns the unpacked data, of which `left` is reduced, and the bytes after the gzip stream; or what is wrong.
pub(super) fn inflate<'p>(packed: &'p [u8], left: &mut usize) -> Result<(Vec<u8>, &'p [u8]), String> {
    let mut inflated = Vec::new();
    let mut decoder = GzDecoder::new(packed).take(*left as u64 + 1);
    decoder.read_to_end(&mut inflated).map_err(|error| error.to_string())?;
    let rest = left.checked_sub(inflated.len());
    *left = rest.ok_or_else(|| format!("it contains more than {MOST_INFLATED} bytes"))?;
    Ok((inflated, decoder.into_inner().into_inner()))
}
