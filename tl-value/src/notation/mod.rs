//! Notations in which people copy bytes: digits, source code and dumps.

mod digits;
mod dump;
mod excerpt;
mod list;
mod literal;
mod wrapper;

pub(crate) use self::excerpt::Failure;
pub use self::excerpt::Problem;
use self::excerpt::{Excerpt, Result};

/// A notation of bytes as text.
struct Notation {
    /// Returns whether a text is in this notation, judging by its start.
    is_it: fn(&str) -> bool,
    read: fn(Excerpt<'_>) -> Result<Vec<u8>>,
}

/// All notations. The first one that matches reads the whole text.
const NOTATIONS: [Notation; 6] = [
    // `00000000: 7805 041f  x...`, from `xxd`, `hexdump -C`, `od -t x1`, `tcpdump -X` and Wireshark
    Notation { is_it: dump::is_it, read: dump::read },
    // `{0x78, 0x05}`, `[120, 5]`
    Notation { is_it: |text| text.starts_with(['{', '[']), read: list::read },
    // `b'x\x05'`, `"x\005"`, `$'x\x05'`
    Notation { is_it: literal::is_it, read: literal::read },
    // `X'7805'`
    Notation { is_it: literal::is_hex, read: literal::read_hex },
    // `\x78\x05`, `\x7805`
    Notation { is_it: |text| text.contains('\\'), read: literal::read_escapes },
    // `7805041f`, `0x7805041f`, `78:05:04:1f`, `0x78, 0x05`
    Notation { is_it: |_| true, read: digits::read },
];

/// Reads bytes in any of the notations.
pub(crate) fn read(text: &str) -> Result<Vec<u8>> {
    let excerpt = Excerpt { text, at: 0 }.trim();
    // A dump may contain `=` and `;` among its characters. They are not those of a declaration.
    let excerpt = if dump::is_it(excerpt.text) { excerpt } else { wrapper::unwrap(excerpt)? };
    // The last notation matches every text.
    let notation = NOTATIONS.iter().find(|notation| (notation.is_it)(excerpt.text));
    notation.map_or_else(|| Ok(Vec::new()), |notation| (notation.read)(excerpt))
}
