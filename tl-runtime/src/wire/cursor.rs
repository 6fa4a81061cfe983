//! Reads the code of a table.

use super::code;

/// A position in the code. All bytes after the end are read as 0 or `END`, so that no code causes a panic or an endless
/// loop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    code: &'t [u8],
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) const fn new(code: &'t [u8]) -> Self {
        Self::at(code, 0)
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) const fn at(code: &'t [u8], at: usize) -> Self {
        Self { code, at }
    }

    /// Reads the next kind.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn kind(&mut self) -> u8 {
        let kind = self.peek();
        self.at += 1;
        kind
    }

    /// Returns the next kind without reading it.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn peek(self) -> u8 {
        self.code.get(self.at).copied().unwrap_or(code::END)
    }

    /// Returns whether a list of fields ends here.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn is_end(self) -> bool {
        self.peek() == code::END
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn number(&mut self) -> usize {
        let byte = |at: usize| usize::from(self.code.get(at).copied().unwrap_or_default());
        let (first, second) = (byte(self.at), byte(self.at + 1));
        if first < 0x80 {
            self.at += 1;
            first
        } else if second < 0x80 {
            self.at += 2;
            second << 7 | first & 0x7f
        } else {
            let (number, at) = long_number(self.code, self.at);
            self.at = at;
            number
        }
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn word(&mut self) -> u32 {
        let word = self.code.get(self.at..).and_then(<[u8]>::first_chunk);
        self.at += 4;
        word.map_or(0, |word| u32::from_le_bytes(*word))
    }

    /// Reads a length and skips so many bytes. Returns a cursor at the first of these bytes.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn part(&mut self) -> Self {
        let len = self.number();
        let part = *self;
        self.pass(len);
        part
    }

    /// Skips `len` bytes.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn pass(&mut self, len: usize) {
        self.at = self.at.saturating_add(len);
    }
}

/// Reads the number at `at`. Returns the number and the position after it. The function does not take `&mut Cursor`, so
/// that cursors stay in registers.
#[inline(never)]
fn long_number(code: &[u8], mut at: usize) -> (usize, usize) {
    let (mut number, mut shift) = (0, 0);
    while let Some(&byte) = code.get(at) {
        at += 1;
        number |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 || shift >= usize::BITS {
            break;
        }
    }
    (number, at)
}
