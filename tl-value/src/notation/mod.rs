//! Reads bytes in the notations in which people copy them: digits, source code and dumps.

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
    name: &'static str,
    /// Returns whether a text is probably in this notation.
    is_it: fn(&str) -> bool,
    read: fn(Excerpt<'_>) -> Result<Vec<u8>>,
}

/// All notations. The first one that matches reads the whole text.
const NOTATIONS: [Notation; 6] = [
    // A dump, such as `00000000: 7805 041f  x...`, from `xxd`, `hexdump -C`, `od -t x1`, `tcpdump -X` or Wireshark.
    Notation { name: "dump", is_it: dump::is_it, read: dump::read },
    // An array or list, such as `{0x78, 0x05}` or `[120, 5]`.
    Notation { name: "list", is_it: |text| text.starts_with(['{', '[']), read: list::read },
    // String literals, such as `b'x\x05'`, `"x\005"` or `$'x\x05'`.
    Notation { name: "string literal", is_it: literal::is_it, read: literal::read },
    // Digits in quotes, such as `X'7805'`.
    Notation { name: "hexadecimal literal", is_it: literal::is_hex, read: literal::read_hex },
    // Escapes, such as `\x78\x05` or `\x7805`.
    Notation { name: "escapes", is_it: |text| text.contains('\\'), read: literal::read_escapes },
    // Digits, such as `7805041f`, `0x7805041f`, `78:05:04:1f` or `0x78, 0x05`.
    Notation { name: "hexadecimal", is_it: |_| true, read: digits::read },
];

/// Reads bytes in any of these notations. Also returns the name of the notation.
pub(crate) fn read(text: &str) -> Result<(Vec<u8>, &'static str)> {
    let excerpt = Excerpt { text, at: 0 }.trim();
    // A dump may contain `=` and `;` as characters, so `unwrap` could mistake it for a declaration.
    let excerpt = if dump::is_it(excerpt.text) { excerpt } else { wrapper::unwrap(excerpt)? };
    // The last notation matches every text.
    let notation = NOTATIONS.iter().find(|notation| (notation.is_it)(excerpt.text));
    notation.map_or_else(
        || Ok((Vec::new(), "")),
        |notation| (notation.read)(excerpt).map(|bytes| (bytes, notation.name)),
    )
}
