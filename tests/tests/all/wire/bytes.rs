//! Encodes numbers and strings, and generates random ones.

/// Marsaglia's xorshift. Equal seeds give equal numbers on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        // The multiplication spreads the seed over all bits. The state must not be 0.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn word(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns a number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((self.word() >> 11) % end as u64) as usize
    }

    /// Returns one of `items`.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    pub(crate) fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| (self.word() >> 24) as u8).collect()
    }

    /// Returns a random length. Most are short. About one in eight is near 254, the smallest length that takes 4 bytes
    /// instead of 1, and one in 2,048 is 64 KiB or slightly more.
    pub(crate) fn len(&mut self) -> usize {
        match self.below(2_048) {
            0 => (64 << 10) + self.below(8),
            1..256 => 251 + self.below(6),
            _ => self.below(12),
        }
    }

    /// Returns a random string with characters of one to four bytes.
    pub(crate) fn text(&mut self) -> String {
        let len = self.len();
        let mut text = String::new();
        while text.len() < len {
            let character = self.pick(&['a', 'Z', '\0', 'é', 'ж', '日', '😀']);
            text.push(if text.len() + character.len_utf8() > len { 'z' } else { character });
        }
        text
    }
}

/// Writes the encoded form of a `string` or `bytes`.
pub(super) fn put_string(out: &mut Vec<u8>, data: &[u8]) {
    if let Ok(len @ ..254) = u8::try_from(data.len()) {
        out.push(len);
    } else {
        let len = u32::try_from(data.len()).unwrap().to_le_bytes();
        assert_eq!(len[3], 0, "the string has 16 MiB or more");
        out.extend([254, len[0], len[1], len[2]]);
    }
    out.extend(data);
    out.resize(out.len().next_multiple_of(4), 0);
}

pub(super) fn put_word(out: &mut Vec<u8>, word: u32) {
    out.extend(word.to_le_bytes());
}
