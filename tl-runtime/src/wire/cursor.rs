//! Reads the code of a table.

use super::code;

/// A place in the code. Beyond the end, everything is 0 or `END`, so that no code makes a reader panic or go on for ever.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t>(&'t [u8]);

impl<'t> Cursor<'t> {
    pub(super) const fn new(code: &'t [u8]) -> Self {
        Self(code)
    }

    /// The kind of what follows.
    #[inline(always)]
    pub(super) fn kind(&mut self) -> u8 {
        let Some((&kind, rest)) = self.0.split_first() else { return code::END };
        self.0 = rest;
        kind
    }

    /// The kind of what follows, which stays there.
    #[inline]
    pub(super) fn peek(self) -> u8 {
        self.0.first().copied().unwrap_or(code::END)
    }

    /// Whether a list of fields ends here.
    #[inline(always)]
    pub(super) fn is_end(self) -> bool {
        self.peek() == code::END
    }

    #[inline(always)]
    pub(super) fn number(&mut self) -> usize {
        match self.0.split_first() {
            Some((&byte @ ..0x80, rest)) => {
                self.0 = rest;
                byte.into()
            }
            _ => self.long_number(),
        }
    }

    fn long_number(&mut self) -> usize {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let Some((&byte, rest)) = self.0.split_first() else { return number };
            self.0 = rest;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    #[inline]
    pub(super) fn word(&mut self) -> u32 {
        let Some((word, rest)) = self.0.split_first_chunk() else { return 0 };
        self.0 = rest;
        u32::from_le_bytes(*word)
    }

    /// The code whose length comes first.
    #[inline(always)]
    pub(super) fn part(&mut self) -> Self {
        let len = self.number();
        let (part, rest) = self.0.split_at_checked(len).unwrap_or((self.0, &[]));
        self.0 = rest;
        Self(part)
    }
}
