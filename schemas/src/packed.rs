//! A form of the history from which compression gains more: declarations in the order of their names, without the ids
//! that follow from their texts. The build script writes it.
//!
//! It consists of the number of declarations, a text, and the order of the history. The text has lines: the header, the
//! constructors, an empty line, the functions, an empty line, and the layers of each declaration. The order is the
//! place of each declaration in the text, as the distance from the place before it: first all high bytes, then all low
//! bytes.

/// Returns the text of `history.tsv`, or `None` if the data is not in this form.
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

/// Returns a declaration with its id. If the text has none, computes it.
pub(crate) fn with_id(text: &str) -> String {
    match text.split_once(' ') {
        Some((name, rest)) if !name.contains('#') => format!("{name}#{:08x} {rest}", id(text)),
        _ => text.to_owned(),
    }
}

/// Returns the CRC-32 of a declaration without its id, flags and punctuation. `bytes` counts as `string`.
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
