//! Packs and unpacks objects with `gzip_packed`.

use std::io::{Read, Write};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use tl_runtime::{Decode, Object};

use crate::Result;
use crate::mtproto::types::GzipPacked;

/// Maximum number of unpacked bytes of one payload, in all of its `gzip_packed` objects together.
pub(crate) const MOST_UNPACKED: u64 = 1 << 20;

/// Returns the packed object, or the object itself if the packed one is not shorter.
pub(crate) fn packed(object: &Object) -> Result<Object> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(object.as_bytes())?;
    let packed = Object::of(&GzipPacked { packed_data: encoder.finish()? })?;
    Ok(if packed.as_bytes().len() < object.as_bytes().len() { packed } else { object.clone() })
}

/// Unpacks an object if it is packed. A short input can unpack to gigabytes, so unpacking more than `left` bytes is an
/// error. Subtracts the number of unpacked bytes from `left`.
pub(crate) fn unpacked(object: Object, left: &mut u64) -> Result<Object> {
    if !object.is::<GzipPacked>() {
        return Ok(object);
    }
    let GzipPacked { packed_data } = object.decode_as()?;
    let mut bytes = Vec::new();
    GzDecoder::new(&*packed_data).take(*left + 1).read_to_end(&mut bytes)?;
    *left = left.checked_sub(bytes.len() as u64).ok_or("packed data is too long")?;
    Ok(Object::from_bytes(&bytes)?)
}
