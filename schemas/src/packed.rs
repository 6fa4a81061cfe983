//! The packed form of the history. It can be compressed better than `history.tsv`. Declarations are sorted by name, and
//! an id is left out if it can be computed from the rest of its declaration. The build script writes this form.
//!
//! The packed form consists of the number of declarations as a little-endian `u32`, a text, and the order of the
//! history:
//!
//! - The text has these lines: the first line of the history, the constructors, an empty line, the functions, an empty
//!   line, and the layers of each declaration.
//! - The order contains a 16-bit number for each line of the history: the position of its declaration in the text,
//!   minus the position of the previous line's declaration. All high bytes come first, then all low bytes.

/// Returns the text of `history.tsv`, or `None` if the data is not in the packed form.
pub(crate) fn unpack(packed: &[u8]) -> Option<String> {
    let (count, rest) = packed.split_first_chunk()?;
    let count = u32::from_le_bytes(*count) as usize;
    let (text, order) = rest.split_at_checked(rest.len().checked_sub(2 * count)?)?;
    let (header, text) = std::str::from_utf8(text).ok()?.split_once('\n')?;
    let (constructors, text) = text.split_once("\n\n")?;
    let (functions, layers) = text.split_once("\n\n")?;
    let rows = constructors.lines().map(|text| ("constructor", text));
    let rows = rows.chain(functions.lines().map(|text| ("function", text)));
    let rows: Vec<_> = rows.zip(layers.lines()).collect();
    let mut history = format!("{header}\n");
    let mut place = 0_u16;
    let (high, low) = order.split_at_checked(count)?;
    for (&high, &low) in high.iter().zip(low) {
        place = place.wrapping_add(u16::from_be_bytes([high, low]));
        let ((kind, text), layers) = rows.get(usize::from(place))?;
        history.extend([layers, "\t", kind, "\t", &with_id(text), "\n"]);
    }
    Some(history)
}

/// Returns a declaration with its id. Computes the id if the text does not contain it.
pub(crate) fn with_id(text: &str) -> String {
    match text.split_once(' ') {
        Some((name, rest)) if !name.contains('#') => format!("{name}#{:08x} {rest}", id(text)),
        _ => text.to_owned(),
    }
}

/// Computes the id of a declaration without an id: the CRC-32 of its text. In this text, flags (fields with `?true`)
/// and the characters `{`, `}` and `>` are left out, a space replaces `<`, and `string` replaces the type `bytes` of a
/// field.
fn id(text: &str) -> u32 {
    let words = text.split(' ').filter(|word| !word.ends_with("?true"));
    let plain = words.map(|word| match word.strip_suffix("bytes") {
        Some(start) if start.ends_with([':', '?']) => format!("{start}string"),
        _ => word.replace(['{', '}', '>'], "").replace('<', " "),
    });
    crc32(plain.collect::<Vec<_>>().join(" ").as_bytes())
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}
