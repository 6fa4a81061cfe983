//! Parses ids in the notations of logs, error messages and programs.

/// Maximum length of an id without the punctuation around it, in bytes. The longest notations, such as
/// `0x1f, 0x04, 0x05, 0x78`, are shorter.
const LONGEST: usize = 40;

/// Returns the ids that `text` may represent, most likely first.
///
/// An id is hexadecimal or decimal, with or without a sign, a prefix (`#`, `0x`), the suffix of a literal (`u32`, `L`),
/// `_` between digits, and punctuation around it. It may be sign-extended to 64 bits, or be written as four separate
/// bytes. `12345678` may be hexadecimal or decimal, so it gives two ids.
pub(super) fn ids(text: &str) -> Vec<u32> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "()[]{}\"'`,;:=.".contains(c));
    if text.len() > LONGEST {
        return Vec::new();
    }
    let text = text.to_ascii_lowercase();
    bytes(&text).map_or_else(|| number(&text), |id| vec![id])
}

/// Returns whether `text` is an id and not a name. An id has a form that [`ids`] accepts. In addition, one of three
/// conditions is true: `text` has a prefix or a sign, it consists of digits, or it has a digit and at least 7
/// characters.
pub(super) fn is_id(text: &str) -> bool {
    let has_prefix = ["#", "-", "+", "0x", "0X", "\\x"].iter().any(|prefix| text.starts_with(prefix));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    !ids(text).is_empty() && (has_prefix || digits == text.len() || (digits > 0 && text.len() >= 7))
}

/// Parses four bytes, the highest first: `1f 04 05 78`, `1f:04:05:78`, `\x1f\x04\x05\x78` or `0x1f, 0x04, 0x05, 0x78`.
fn bytes(text: &str) -> Option<u32> {
    let pieces = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|piece| !piece.is_empty());
    let byte = |piece: &str| {
        let digits = piece.trim_start_matches("0x").trim_start_matches('x');
        u8::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 2)
    };
    let bytes: Vec<u8> = pieces.map(byte).collect::<Option<_>>()?;
    bytes.try_into().ok().map(u32::from_be_bytes)
}

fn number(text: &str) -> Vec<u32> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let unprefixed = text.trim_start_matches('#');
    let unprefixed = unprefixed.strip_prefix("0x").unwrap_or(unprefixed);
    let digits = without_suffix(unprefixed).replace('_', "");
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Vec::new();
    }
    let of = |radix| i128::from_str_radix(&digits, radix).ok().and_then(|number| id(sign * number));
    match digits.len() {
        _ if unprefixed.len() < text.len() => of(16).into_iter().collect(),
        // Most ids have 8 hexadecimal digits, and most decimal ids have more than 8 digits.
        8 => of(16).into_iter().chain(of(10)).collect(),
        _ => of(10).into_iter().chain(of(16)).collect(),
    }
}

/// Removes the suffix of an integer literal of Rust, C and other languages. Each suffix begins with a letter that is
/// not a hexadecimal digit, so no digit of an id is removed.
fn without_suffix(digits: &str) -> &str {
    ["u32", "i32", "ul", "u", "l", "n", "h"]
        .iter()
        .find_map(|suffix| digits.strip_suffix(suffix))
        .unwrap_or(digits)
}

/// Returns the id that is printed as `number`: unsigned, signed, or sign-extended to 64 bits.
fn id(number: i128) -> Option<u32> {
    let signed = u64::try_from(number).map_or(number, |unsigned| unsigned.cast_signed().into());
    u32::try_from(number).ok().or_else(|| i32::try_from(signed).ok().map(i32::cast_unsigned))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: u32 = 0x1f04_0578;

    #[test]
    fn every_spelling_is_read() {
        for text in [
            "#1f040578",
            "1f040578",
            "1F040578",
            "0x1f040578",
            "0X1F040578",
            "#0x1f040578",
            "0x1F04_0578",
            "0x1f040578u32",
            "0x1f040578L",
            "1F040578h",
            "(0x1f040578)",
            "'1f040578',",
            "`#1f040578`:",
            "520357240",
            "520_357_240",
            "+520357240",
            "520357240u",
            "520357240n",
            "1f 04 05 78",
            "1f:04:05:78",
            "1F-04-05-78",
            r"\x1f\x04\x05\x78",
            "{0x1f, 0x04, 0x05, 0x78}",
        ] {
            assert_eq!(ids(text).first(), Some(&ID), "{text}");
            assert!(is_id(text.trim_matches(['(', '\'', '`', '{'])), "{text}");
        }
    }

    #[test]
    fn an_id_with_the_highest_bit_set_may_be_negative_or_sign_extended() {
        let id = 0xbc79_9737;
        for text in [
            "-1132882121",
            "3162085175",
            "18446744072576669495",
            "0xffffffffbc799737",
            "-0x438668c9",
            "BC799737",
        ] {
            assert_eq!(ids(text).first(), Some(&id), "{text}");
        }
    }

    #[test]
    fn digits_may_be_hexadecimal_or_decimal() {
        assert_eq!(ids("05162463"), [0x0516_2463, 5_162_463]);
        assert_eq!(ids("997275"), [997_275, 0x0099_7275]);
        assert_eq!(ids("#5162463"), [0x0516_2463]);
    }

    #[test]
    fn names_and_malformed_numbers_are_not_ids() {
        for text in
            ["", "#", "0x", "-", "#+1", "auth", "0x1f04057g", "1f040578123456789", "4294967296", "1.5", "--1"]
        {
            assert!(ids(text).is_empty(), "{text}: {:x?}", ids(text));
        }
        assert!(!is_id("add") && !is_id("deadbeef") && !is_id("2fa"));
    }
}
