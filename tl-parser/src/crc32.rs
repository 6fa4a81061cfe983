//! CRC-32 as defined by IEEE 802.3 and used by zip and PNG. It is implemented here because build scripts compile this
//! crate, and a CRC crate would take longer to compile than this file.

/// A CRC-32 that is being computed.
pub(crate) struct Crc32(u32);

/// For each value of a byte, the CRC-32 of that byte without the initial and the final inversion of all bits.
const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut index = 0;
    while index < table.len() {
        let mut value = index as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
};

impl Crc32 {
    /// Returns the CRC-32 of an empty text.
    pub(crate) fn new() -> Self {
        Self(!0)
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let [low, ..] = self.0.to_le_bytes();
            self.0 = TABLE[usize::from(low ^ byte)] ^ (self.0 >> 8);
        }
    }

    pub(crate) fn finish(self) -> u32 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Crc32;

    #[test]
    fn checksums_agree_with_published_ones() {
        let hash = |text: &[u8]| {
            let mut crc = Crc32::new();
            crc.update(text);
            crc.finish()
        };
        assert_eq!(hash(b""), 0);
        assert_eq!(hash(b"123456789"), 0xcbf4_3926);
        assert_eq!(hash(b"boolTrue = Bool"), 0x9972_75b5);
    }
}
