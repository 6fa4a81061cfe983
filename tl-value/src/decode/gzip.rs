//! Unpacks the data of `gzip_packed`, to show its contents.
//!
//! `flate2` could read the header and check the checksum too, but its table for checksums would make WebAssembly
//! modules 16 kB larger.

use std::io::{self, ErrorKind, Read};

use flate2::bufread::DeflateDecoder;

/// Limits the total number of bytes that are unpacked from the `gzip_packed` of one input.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowance {
    most: usize,
    left: usize,
}

impl Allowance {
    pub(super) fn new(most: usize) -> Self {
        Self { most, left: most }
    }

    /// Unpacks data. Returns the unpacked data and the bytes after the gzip member, or a description of the problem.
    pub(super) fn inflate<'p>(&mut self, packed: &'p [u8]) -> Result<(Vec<u8>, &'p [u8]), String> {
        let end = || io::Error::from(ErrorKind::UnexpectedEof).to_string();
        let start = header_len(packed).ok_or("invalid gzip header")?;
        let deflated = packed.get(start..).ok_or_else(end)?;
        let mut inflated = Vec::new();
        let mut decoder = DeflateDecoder::new(deflated).take((self.left as u64).saturating_add(1));
        decoder.read_to_end(&mut inflated).map_err(|error| error.to_string())?;
        let rest = self.left.checked_sub(inflated.len());
        self.left = rest.ok_or_else(|| format!("it contains more than {} bytes", self.most))?;
        let (trailer, rest) = decoder.into_inner().into_inner().split_first_chunk().ok_or_else(end)?;
        if *trailer != trailer_of(&inflated) {
            return Err("corrupt gzip stream does not have a matching checksum".to_owned());
        }
        Ok((inflated, rest))
    }
}

/// Length in bytes of the fields that every header has.
const FIXED_LEN: usize = 10;

// Flags of the optional fields in the header, in the order of the fields.
const EXTRA: u8 = 4;
const FILE_NAME: u8 = 8;
const COMMENT: u8 = 16;
const CHECKSUM: u8 = 2;

/// Returns the length of the header of a gzip member.
fn header_len(packed: &[u8]) -> Option<usize> {
    let &[0x1f, 0x8b, 8, flags, ..] = packed else { return None };
    let mut len = FIXED_LEN;
    if flags & EXTRA != 0 {
        let extra = packed.get(len..)?.first_chunk()?;
        len += 2 + usize::from(u16::from_le_bytes(*extra));
    }
    for text in [FILE_NAME, COMMENT] {
        if flags & text != 0 {
            len += packed.get(len..)?.iter().position(|&byte| byte == 0)? + 1;
        }
    }
    Some(if flags & CHECKSUM == 0 { len } else { len + 2 })
}

/// Returns the last 8 bytes of a gzip member that contains `data`: the CRC-32 and the length of the data.
fn trailer_of(data: &[u8]) -> [u8; 8] {
    // The length is stored modulo 2^32.
    let len = data.len() as u32;
    (u64::from(len) << 32 | u64::from(crc32(data))).to_le_bytes()
}

/// The CRC-32 remainder of each value of four bits.
const CRC_OF_NIBBLES: [u32; 16] = {
    let mut table = [0; 16];
    let mut nibble = 0;
    while nibble < 16 {
        let mut crc = nibble as u32;
        let mut bit = 0;
        while bit < 4 {
            crc = crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
            bit += 1;
        }
        table[nibble] = crc;
        nibble += 1;
    }
    table
};

fn crc32(data: &[u8]) -> u32 {
    let step = |crc: u32| crc >> 4 ^ CRC_OF_NIBBLES[(crc & 15) as usize];
    !data.iter().fold(!0, |crc, &byte| step(step(crc ^ u32::from(byte))))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, GzBuilder};

    use super::*;

    #[test]
    fn optional_fields_of_the_header_are_skipped() {
        let builder = GzBuilder::new().extra([1, 2, 3]).filename("name").comment("comment");
        for builder in [GzBuilder::new(), builder] {
            let mut encoder = builder.write(Vec::new(), Compression::best());
            encoder.write_all(b"123456789").unwrap();
            let packed = [&encoder.finish().unwrap()[..], b"rest"].concat();
            assert_eq!(Allowance::new(9).inflate(&packed), Ok((b"123456789".to_vec(), &b"rest"[..])));
            assert!(Allowance::new(8).inflate(&packed).is_err());
            for len in 0..packed.len() - 4 {
                assert!(Allowance::new(9).inflate(&packed[..len]).is_err(), "{len}");
            }
        }
    }

    #[test]
    fn checksums_are_checked() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
        encoder.write_all(b"123456789").unwrap();
        let mut packed = encoder.finish().unwrap();
        let at = packed.len() - 8;
        packed[at] ^= 1;
        let error = Allowance::new(9).inflate(&packed).unwrap_err();
        assert_eq!(error, "corrupt gzip stream does not have a matching checksum");
    }
}
