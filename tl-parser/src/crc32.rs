//! CRC-32 as in IEEE 802.3, zip and PNG. It is implemented here because build scripts compile this crate, and compiling
//! a CRC crate would take longer than compiling this file.

/// A CRC-32 under construction.
pub(crate) struct Crc32(u32);

/// The checksum of each value of a byte.
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
    /// Creates the checksum of an empty text.
    pub(crate) fn new() -> Self {
        Self(!0)
    }

    /// Adds bytes to the checksum.
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
