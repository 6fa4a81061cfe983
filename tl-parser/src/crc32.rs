//! CRC-32 as in IEEE 802.3, zip and PNG. Build scripts compile this crate, and would compile a crate for it longer than this.

/// The checksum of the bytes so far.
pub(crate) struct Crc32(u32);

/// What each value of a byte adds to a checksum.
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
    /// The checksum of nothing.
    pub(crate) fn new() -> Self {
        Self(!0)
    }

    /// Adds bytes.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let [low, ..] = self.0.to_le_bytes();
            self.0 = TABLE[usize::from(low ^ byte)] ^ (self.0 >> 8);
        }
    }

    /// Returns the checksum.
    pub(crate) fn finish(self) -> u32 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Crc32;

    #[test]
    fn it_agrees_with_published_checksums() {
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
