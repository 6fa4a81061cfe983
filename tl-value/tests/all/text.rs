//! Bytes as text.

use tl_value::Text;

#[track_caller]
fn error(form: Text, text: &str) -> String {
    form.read(text).unwrap_err().to_string()
}

#[test]
fn blanks_mean_nothing() {
    for text in ["7805041f", "78 05\n04\t1F\r\n", "  7 8050 41f"] {
        assert_eq!(Text::Hex.read(text), Ok(vec![0x78, 5, 4, 0x1f]), "{text:?}");
    }
    for text in ["eAUEHw==", " eAUE\nHw\r\n= ="] {
        assert_eq!(Text::Base64.read(text), Ok(vec![0x78, 5, 4, 0x1f]), "{text:?}");
    }
    assert_eq!((Text::Hex.read(""), Text::Base64.read("")), (Ok(vec![]), Ok(vec![])));
}

#[test]
fn what_is_wrong_has_its_place() {
    assert_eq!(error(Text::Hex, "00\n0g"), "at 2:2: `g` is no hexadecimal digit");
    assert_eq!(error(Text::Hex, "0x00"), "at 1:2: `x` is no hexadecimal digit");
    assert_eq!(error(Text::Hex, "00 0ж"), "at 1:5: `ж` is no hexadecimal digit");
    assert_eq!(error(Text::Hex, "00\u{1b}"), "at 1:3: `\\u{1b}` is no hexadecimal digit");
    assert_eq!(error(Text::Hex, "0 0 0"), "the number of hexadecimal digits is odd");
    assert_eq!(error(Text::Base64, "AA\nA-"), "at 2:2: `-` does not belong there in base64");
    assert_eq!(error(Text::Base64, "AAAж"), "at 1:4: `ж` does not belong there in base64");
    for text in ["A", "AA", "AAA", "AA="] {
        assert_eq!(error(Text::Base64, text), "the base64 ends early; it has padding", "{text}");
    }
    assert_eq!(error(Text::Base64, "AB=="), "at 1:2: `B` does not belong there in base64");
}

#[test]
fn it_is_written_in_one_line() {
    let bytes: Vec<u8> = (0..=255).collect();
    for form in [Text::Hex, Text::Base64] {
        let text = form.write(&bytes);
        assert_eq!((form.read(&text), text.lines().count()), (Ok(bytes.clone()), 1));
    }
}
