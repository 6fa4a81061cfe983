//! Tests of reading bytes in the notations in which people copy them.

use tl_value::Text;

use crate::common::Random;

/// The bytes of a call of `auth.cancelCode`.
const CALL: [u8; 16] = *b"x\x05\x04\x1f\x05+4912\0\0\x03abc";

#[track_caller]
fn error(form: Text, text: &str) -> String {
    form.read(text).unwrap_err().to_string()
}

#[track_caller]
fn check(text: &str, bytes: &[u8]) {
    assert_eq!(Text::Hex.read(text).map_err(|error| error.to_string()), Ok(bytes.to_vec()), "{text}");
}

#[test]
fn digits_may_have_separators_between_bytes() {
    for text in [
        "7805041f",
        "7805041F",
        "78 05\n04\t1F\r\n",
        "  7805 041f ",
        "0x7805041f",
        "0X7805041f",
        "78:05:04:1f",
        "78-05-04-1F",
        "78,05,04,1f,",
        "78, 05, 04, 1f",
        "7805:041f",
        "0x78 0x05 0x04 0x1f",
        "0x78,0x05,0x4,0x1f",
        "78 0x05 04 1f",
        "0x78,5,4,0x1f",
        "0x78, 5,\n0x04, 0x1f,",
        // A line that a terminal has broken.
        "780\n504\n1f",
    ] {
        check(text, &CALL[..4]);
    }
    for text in ["", " \n", "[]", "{ }", "''"] {
        check(text, &[]);
    }
}

#[test]
fn errors_in_digits_have_positions() {
    for (text, message) in [
        ("00\n0g", "at 2:2: unexpected `g` in bytes"),
        ("00 0ж", "at 1:5: unexpected `ж` in bytes"),
        ("00\u{1b}", "at 1:3: unexpected `\\u{1b}` in bytes"),
        ("hello", "at 1:1: unexpected `h` in bytes"),
        ("780", "at 1:1: the number of hexadecimal digits is odd; write two for each byte"),
        ("78 5 04", "at 1:4: the number of hexadecimal digits is odd; write two for each byte"),
        ("0x780", "at 1:3: the number of hexadecimal digits is odd; write two for each byte"),
        ("0x", "at 1:1: the text ends early"),
        (":78", "at 1:1: unexpected `:` in bytes"),
        ("78::05", "at 1:4: unexpected `:` in bytes"),
        ("0x78,,5", "at 1:6: unexpected `,` in bytes"),
        ("0x78 5 0x04", "at 1:6: the number of hexadecimal digits is odd; write two for each byte"),
        (
            "0x78, 10",
            "at 1:7: these numbers could be decimal or hexadecimal; write `0x` before hexadecimal ones",
        ),
        ("78-", "at 1:3: unexpected `-` in bytes"),
        (
            "0x1f040578 0x00000005",
            "at 1:1: the byte order of this number is unknown; write one byte at a time, as in `0x78 0x05`",
        ),
    ] {
        assert_eq!(error(Text::Hex, text), message, "{text:?}");
    }
}

#[test]
fn string_literals_of_several_languages_are_read() {
    for text in [
        r"b'x\x05\x04\x1f\x05+4912\x00\x00\x03abc'",
        r#"b"x\x05\x04\x1f\x05+4912\0\0\x03abc""#,
        r#"data = b'x\x05\x04\x1f' b'\x05+4912\x00\x00\x03abc'"#,
        r"bytearray(b'x\x05\x04\x1f\x05+4912\x00\x00\x03abc')",
        r#""x\005\004\037\005+4912\000\000\003abc""#,
        r#"static const char call[] = "\x78\x05\x04\x1f" "\x05+4912\0\0\x03" "abc";"#,
        "\"\\x78\\x05\\x04\\x1f\\x05\\x2b\\x34\\x39\" \\\n\"\\x31\\x32\\x00\\x00\\x03\\x61\\x62\\x63\"",
        r"$'x\x05\x04\x1f\x05+4912\x00\x00\x03abc'",
        r"\x78\x05\x04\x1f\x05\x2b\x34\x39\x31\x32\x00\x00\x03\x61\x62\x63",
        r"\x7805041f052b34393132000003616263",
        "X'7805041f052b34393132000003616263'",
        "bytes.fromhex('78 05 04 1f 05 2b 34 39 31 32 00 00 03 61 62 63')",
    ] {
        check(text, &CALL);
    }
    check(r#"b'\a\b\t\n\v\f\r\\\'\"'"#, b"\x07\x08\t\n\x0b\x0c\r\\'\"");
    check("\"a\\\nb\"", b"ab");
    // C would read one number that does not fit into a byte. Other languages read a byte and three letters.
    check(r#""\x78abc""#, b"xabc");
    check(r"b'\x00abc'", b"\0abc");
    check(r#""\377\1012""#, b"\xffA2");
}

#[test]
fn errors_in_string_literals_have_positions() {
    let escape = "languages read the digits after this backslash differently; write `\\x` and two digits, and end \
                  the string before the next digit";
    let quotes = "these digits could be text or hexadecimal; remove the quotes for hexadecimal";
    for (text, at, message) in [
        // C reads the byte 0x0a. Other languages read 0x00 and `a`.
        (r#""\x00a""#, "1:2", escape),
        // C reads one zero byte. Other languages read 0x00 and two digits.
        (r#""\x0000\x01\x02""#, "1:2", escape),
        (r#""\x000""#, "1:2", escape),
        (r#""\x01\x00001f""#, "1:6", escape),
        // C reads the byte 5. Rust reads 0x00 and `5`.
        (r#""\05""#, "1:2", escape),
        (r"b'\005'", "1:3", escape),
        (r"b'\400'", "1:3", "expected a byte: a number from 0 to 255"),
        (r"b'\q'", "1:4", "unexpected `q` in bytes"),
        (r"b'\x5'", "1:6", "the text ends early"),
        (r"b'\x5g'", "1:6", "unexpected `g` in bytes"),
        ("b'ä'", "1:3", "unexpected `ä` in bytes"),
        ("b'ab", "1:5", "the text ends early"),
        ("b'ab' c", "1:7", "unexpected `c` in bytes"),
        (r"\x78abc", "1:3", "the number of hexadecimal digits is odd; write two for each byte"),
        (
            r"\x78+4912",
            "1:5",
            r"put the whole string in quotes, as in `b'x\x05'`, and remove the text around it",
        ),
        (r"x\x05", "1:1", r"put the whole string in quotes, as in `b'x\x05'`, and remove the text around it"),
        ("b'7805041f'", "1:1", quotes),
        ("\"7805041f\"", "1:1", quotes),
        ("'78 05 04 1f'", "1:1", quotes),
        ("'0x7805041f'", "1:1", quotes),
        ("'0x78,5'", "1:1", quotes),
        ("'0x78,10'", "1:1", quotes),
        ("X'780'", "1:3", "the number of hexadecimal digits is odd; write two for each byte"),
        ("bytes.fromhex(78)", "1:15", "unexpected `7` in bytes"),
    ] {
        assert_eq!(error(Text::Hex, text), format!("at {at}: {message}"), "{text}");
    }
}

#[test]
fn lists_are_hexadecimal_or_decimal() {
    for text in [
        "{0x78, 0x05, 0x4, 0x1F}",
        "{ 0x78, 5, 4, 0x1f, }",
        "unsigned char call[] = {\n  0x78, 0x05, // id\n  0x04, /* } */ 0x1f\n};\nunsigned int call_len = 4;\n",
        "const CALL: [u8; 4] = [0x78, 0x05, 0x04, 0x1f];",
        "[120, 5, 4, 31]",
        "vec![120, 5, 4, 31]",
        "[120 5 4 31]",
        "[]byte{0x78, 0x5, 0x4, 0x1f}",
        "[78, 05, 04, 1f]",
        "[78, 5, 4, 1f]",
        "bytes([120, 5, 4, 31])",
        "<Buffer 78 05 04 1f>",
        "<7805041f>",
        "Uint8Array(4) [ 120, 5, 4, 31 ]",
        "let call = &[0x78u8, 0x05, 0x04, 0x1f];",
    ] {
        check(text, &CALL[..4]);
    }
    check("[-1, 5, -128]", &[255, 5, 128]);
    check("[5, 4]", &[5, 4]);
    check("{05, 4, 00}", &[5, 4, 0]);
    check("[10, 05]", &[0x10, 5]);
    check("[120, -0]", &[120, 0]);
    let base = "these numbers could be decimal or hexadecimal; write `0x` before hexadecimal ones";
    for (text, at, message) in [
        ("[78, 5]", "1:2", base),
        ("[120, 1f]", "1:2", base),
        ("{0x78, 05}", "1:2", base),
        // Octal in C.
        ("{010, 020, 030, 040}", "1:2", base),
        ("{0x78, 010}", "1:2", base),
        ("[100, -010]", "1:2", base),
        ("{1f, 005}", "1:2", base),
        // Binary in C and Rust.
        ("[0b1, 0b0]", "1:2", base),
        ("{10, 05}", "1:2", base),
        ("[0x78,,0x05]", "1:7", "unexpected `,` in bytes"),
        ("{, 0x78}", "1:2", "unexpected `,` in bytes"),
        ("[120, 5, /* 4 */, 31]", "1:17", "unexpected `,` in bytes"),
        ("[120, 5,,]", "1:9", "unexpected `,` in bytes"),
        ("[,]", "1:2", "unexpected `,` in bytes"),
        ("[256]", "1:2", "expected a byte: a number from 0 to 255"),
        ("[-129]", "1:2", "expected a byte: a number from 0 to 255"),
        (
            "{0x1f040578}",
            "1:2",
            "the byte order of this number is unknown; write one byte at a time, as in `0x78 0x05`",
        ),
        ("[100, 5", "1:8", "the text ends early"),
        ("[100, 5] 6", "1:10", "unexpected `6` in bytes"),
        ("[100, [5]]", "1:7", "unexpected `[` in bytes"),
        ("<Buffer 78 05 ... 2 more bytes>", "1:15", "unexpected `.` in bytes"),
        ("char x[] = {0x78}; unsigned int x_len = 2;", "1:20", "the array does not have this many bytes"),
    ] {
        assert_eq!(error(Text::Hex, text), format!("at {at}: {message}"), "{text}");
    }
}

#[test]
fn dumps_have_offsets_and_characters() {
    for text in [
        "00000000: 7805 041f 052b 3439 3132 0000 0361 6263  x....+4912...abc\n",
        "00000000: 78 05 04 1f 05 2b 34 39 31 32 00 00 03 61 62 63  x....+4912...abc",
        "00000000: 7805041f 052b3439 31320000 03616263  x....+4912...abc",
        "00000000  78 05 04 1f 05 2b 34 39  31 32 00 00 03 61 62 63  |x....+4912...abc|\n00000010\n",
        "0000000 78 05 04 1f 05 2b 34 39 31 32 00 00 03 61 62 63\n0000020\n",
        "000000 78 05 04 1f 05 2b 34 39 31 32 00 00 03 61 62 63  >x....+4912...abc<\n000010\n",
        "\t0x0000:  7805 041f 052b 3439 3132 0000 0361 6263  x....+4912...abc",
        "0000  78 05 04 1f 05 2b 34 39  31 32 00 00 03 61 62 63   x....+49 12...abc",
        "0000   78 05 04 1f 05 2b 34 39 31 32 00 00 03 61 62 63",
        "00000000: 7805 041f 052b  x....+\n00000006: 3439 3132 0000  4912..\n0000000c: 0361 6263       .abc",
        // A part from the middle of a file.
        "00000040: 7805 041f 052b 3439  x....+49\n00000048: 3132 0000 0361 6263  12...abc",
        "0010: 78 05 04 1f 05 2b 34 39\n0018: 31 32 00 00 03 61 62 63",
        "0010 78 05 04 1f 05 2b 34 39\n0018 31 32 00 00 03 61 62 63",
        "00000010 78 05 04 1f 05 2b 34 39\n00000018 31 32 00 00 03 61 62 63",
        "00000010: 7805 041f 052b 3439 3132 0000 0361 6263  x....+4912...abc",
        "0010  78 05 04 1f 05 2b 34 39  31 32 00 00 03 61 62 63  |x....+4912...abc|",
        "0x0010:  7805 041f 052b 3439 3132 0000 0361 6263",
    ] {
        check(text, &CALL);
    }
    check("00000000: 6162 6364  abcd", b"abcd");
    // The characters contain delimiters, or text that could be a declaration.
    check("00000000: 7c41 427c  |AB|", b"|AB|");
    check("00000000  7c 41 42 7c  ||AB||", b"|AB|");
    check("000000 3e 41 3c  >A<", b">A<");
    check("00000000: 413d 423b  A=B;", b"A=B;");
    check("abcd0000: 783d 3132  x=12", b"x=12");
    check("abcd: 783d  x=\nabcf: 31  1\n", b"x=1");
    check("00000000: 2020 61                                  a", b"  a");
    check("00000000  61 62 63 64 61 62 63 64                           |abcdabcd|", b"abcdabcd");
}

#[test]
fn a_star_in_a_dump_repeats_the_line_before_it() {
    let line = "00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|";
    check(&format!("00000000  {line}\n*\n00000040  05                     |.|\n00000041\n"), &{
        let mut bytes = vec![0; 64];
        bytes.push(5);
        bytes
    });
    let star = "`*` must be between a line of bytes and a line with an offset";
    for (text, message) in [
        (format!("00000000  {line}\n*\n"), format!("at 2:1: {star}")),
        (format!("00000000  {line}\n*\n*\n00000040\n"), format!("at 3:1: {star}")),
        (
            format!("00000000  {line}\n*\n00000041\n"),
            "at 3:1: this offset does not fit the bytes before it; lines are missing or damaged".to_owned(),
        ),
        (format!("00000000  {line}\n*\nfffffff0\n"), "at 3:1: the dump has more than 64 MiB".to_owned()),
    ] {
        assert_eq!(error(Text::Hex, &text), message, "{text}");
    }
}

#[test]
fn ambiguous_dumps_are_errors() {
    let words =
        "these are 16-bit words, and their byte order is unknown; dump the bytes with `xxd` or `hexdump -C`";
    let wrong = "this offset does not fit the bytes before it; lines are missing or damaged";
    let characters = "the characters at the end of this line do not fit its bytes; dump the bytes with `xxd` or \
                      `hexdump -C`";
    let offset = "this could be an offset or bytes; remove the offset, or the spaces between bytes";
    for (text, at, message) in [
        // Output of `hexdump` without `-C` and of `od -x`. The bytes are 78 05 04 1f on a little-endian machine.
        ("0000000 0578 1f04\n0000004\n", "1:1", words),
        ("00000000  1f040578 39342b05\n00000008  00003231 63626103\n", "1:1", words),
        // Output of `xxd -e`.
        ("00000000: 1f040578 39342b05  x....+49", "1:30", characters),
        // Output of `xxd -b`.
        ("00000000: 01111000 00000101  x.", "1:30", characters),
        ("00000000: 7805 041f  x..", "1:22", characters),
        ("00000000: 7805 041f  x...\n00000008: 7805  x.", "2:1", wrong),
        ("00000000  78 05 04 1f                                       |x...|\n00000005\n", "2:1", wrong),
        ("0000000 78 05 04\n0000003\n0000003 78\n", "3:1", "unexpected `0` in bytes"),
        ("00000000: 7805\nab: 7805", "2:1", "unexpected `a` in bytes"),
        ("0000 78 05 04 1f", "1:1", offset),
        ("0010 78 05 04 1f", "1:1", offset),
        ("0010: 78 05 04 1f", "1:1", offset),
        ("0010: 7805 041f", "1:1", offset),
        ("0010:78 05 04 1f", "1:1", offset),
        ("000010 78 05 04 1f", "1:1", offset),
        ("7805041f  05 2b 34 39", "1:1", offset),
        ("7805041f\t05 2b 34 39", "1:1", offset),
        ("7805041f: 052b 3439", "1:1", offset),
        ("7805041f  05 2b 34 39\n31 32 00 00", "1:1", offset),
        ("0010: 78 05 04 1f\n0018: 00 00 00 00", "2:1", wrong),
        ("0010 78 05 04 1f\n0018 00 00 00 00", "2:1", wrong),
        ("00000010 78 05 04 1f\n00000018 00 00 00 00", "2:1", wrong),
        ("0010 7805 041f\n0014 0000 0000", "1:1", words),
        ("0010: 0x78 0x05", "1:7", characters),
        ("00000000: 7c41 427c  AB", "1:22", characters),
        ("abcd0000: 3d12 3456 78  =12345678", "1:25", characters),
        ("abcd 3d 12  =12", "1:13", characters),
        ("ab cd 3d 12  xx=12", "1:14", "unexpected `x` in bytes"),
        ("ab:cd:3d:12  x=12", "1:14", "unexpected `x` in bytes"),
    ] {
        assert_eq!(error(Text::Hex, text), format!("at {at}: {message}"), "{text}");
    }
    // Texts that begin like a dump but are not a dump.
    check("00000000 00000000 01020304 05060708", &[0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    check("faced = [0x78]", b"x");
    check("face: bytes = b'x'", b"x");
    check("7805041f 05", &[0x78, 5, 4, 0x1f, 5]);
    check("7805041f\n052b", &[0x78, 5, 4, 0x1f, 5, 0x2b]);
}

/// Checks that bytes that are written in each notation are read correctly.
#[test]
fn every_byte_is_read_in_every_notation() {
    let mut random = Random::new(16);
    for len in (0..70).chain([255, 256, 1000]) {
        let bytes: Vec<u8> = (0..len).map(|_| random.next() as u8).collect();
        let join = |form: &dyn Fn(&u8) -> String, separator: &str| {
            bytes.iter().map(form).collect::<Vec<_>>().join(separator)
        };
        let hex = |byte: &u8| format!("{byte:02x}");
        check(&join(&hex, ""), &bytes);
        check(&join(&hex, ":"), &bytes);
        check(&format!("[{}]", join(&|byte| format!("0x{byte:x}"), ", ")), &bytes);
        check(&join(&|byte| format!("\\x{byte:02x}"), ""), &bytes);
        check(&format!("b\"{}\"", bytes.escape_ascii()), &bytes);
        check(&xxd(&bytes), &bytes);
        check(&hexdump(&bytes), &bytes);
    }
}

/// Checks that dumps are never read as wrong bytes, for any first offset, line length, and gaps.
#[test]
fn dumps_are_read_correctly_or_rejected() {
    let mut random = Random::new(27);
    let mut counts = [0; 2];
    for _ in 0..10_000 {
        let pick = |random: &mut Random, texts: &[&'static str]| texts[random.below(texts.len())];
        let bytes: Vec<u8> = (0..2 + random.below(40)).map(|_| random.next() as u8).collect();
        let (base, width) = (random.below(0x800) * 8, [4, 5, 6, 8][random.below(4)]);
        let gaps: &[&str] = if width == 8 { &["  ", "\t", ": "] } else { &[" ", "  ", "\t", ": ", ":\t"] };
        let (gap, length) = (pick(&mut random, gaps), [4, 8, 16][random.below(3)]);
        let open = pick(&mut random, &["", "|", ">"]);
        let (has_characters, prefix) = (random.below(2) == 0, pick(&mut random, &["", "", "0x"]));
        let line = |(number, line): (usize, &[u8])| {
            let digits: Vec<String> = line.iter().map(|byte| format!("{byte:02x}")).collect();
            let beside = format!("  {open}{}{}", characters(line), open.replace('>', "<"));
            let beside = if has_characters { &beside } else { "" };
            format!("{prefix}{:0width$x}{gap}{}{beside}\n", base + number * length, digits.join(" "))
        };
        let text: String = bytes.chunks(length).enumerate().map(line).collect();
        let read = Text::Hex.read(&text);
        counts[usize::from(read.is_ok())] += 1;
        assert!(read.as_ref().is_err() || read == Ok(bytes), "{text}");
    }
    assert!(counts.iter().all(|count| *count > 500), "{counts:?}");
}

fn characters(line: &[u8]) -> String {
    line.iter().map(|byte| if matches!(byte, b' '..=b'~') { char::from(*byte) } else { '.' }).collect()
}

fn xxd(bytes: &[u8]) -> String {
    let line = |(number, line): (usize, &[u8])| {
        let pairs: Vec<String> =
            line.chunks(2).map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect()).collect();
        format!("{:08x}: {:<39}  {}\n", number * 16, pairs.join(" "), characters(line))
    };
    bytes.chunks(16).enumerate().map(line).collect()
}

fn hexdump(bytes: &[u8]) -> String {
    let line = |(number, line): (usize, &[u8])| {
        let half = |half: &[u8]| half.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
        let (first, second) = line.split_at(line.len().min(8));
        let both = format!("{:<23}  {:<23}", half(first), half(second));
        format!("{:08x}  {both}  |{}|\n", number * 16, characters(line))
    };
    let lines: String = bytes.chunks(16).enumerate().map(line).collect();
    if bytes.is_empty() { lines } else { format!("{lines}{:08x}\n", bytes.len()) }
}

/// Checks that damaged text is read or rejected, without a panic.
#[test]
fn damaged_text_is_read_or_rejected() {
    let texts = [
        xxd(&CALL),
        hexdump(&CALL),
        r#"char x[] = "\x78\005" /* */ {0x1, -5};"#.to_owned(),
        "[]byte{0x78, 5}; unsigned int x_len = 2;".to_owned(),
        "<Buffer 78> b'' X'00' \\\n* 0000010".to_owned(),
    ];
    let mut random = Random::new(5);
    for _ in 0..20_000 {
        let mut text: Vec<char> = texts[random.below(texts.len())].chars().collect();
        for _ in 0..=random.below(4) {
            let at = random.below(text.len().max(1));
            match random.below(3) {
                _ if text.len() < 2 => {}
                0 => drop(text.remove(at)),
                1 => text[at] = ['0', '\\', '"', 'ж', '*', '\n', ' ', '{', '/', 'x'][random.below(10)],
                _ => text.truncate(at.max(1)),
            }
        }
        let text: String = text.into_iter().collect();
        if let Err(error) = Text::Hex.read(&text) {
            assert!(error.to_string().starts_with("at "), "{text}: {error}");
        }
    }
}

/// Checks that long text takes linear time and does not overflow the stack.
#[test]
fn long_text_is_read_or_rejected() {
    for piece in [
        "&",
        "bytes(",
        "// \n",
        "/",
        "0x1,",
        "\\",
        "\\x78",
        "'a'",
        "{",
        "00000000: 78  x\n",
        "*\n",
        "=",
        "\"\"",
        "[1",
    ] {
        for start in ["", "{", "b'", "\"", "00000000  78  |x|\n", "x="] {
            let text = start.to_owned() + &piece.repeat(300_000 / piece.len());
            let _ = Text::Hex.read(&text);
        }
    }
    let numbers = format!("{{{}}}", "0x78, // x\n".repeat(50_000));
    assert_eq!(Text::Hex.read(&numbers).map(|bytes| bytes.len()), Ok(50_000));
}

#[test]
fn base64_must_have_padding() {
    for text in ["eAUEHw==", " eAUE\nHw\r\n= ="] {
        assert_eq!(Text::Base64.read(text), Ok(vec![0x78, 5, 4, 0x1f]), "{text:?}");
    }
    assert_eq!(Text::Base64.read(""), Ok(vec![]));
    assert_eq!(error(Text::Base64, "AA\nA-"), "at 2:2: unexpected `-` in base64");
    assert_eq!(error(Text::Base64, "AAAж"), "at 1:4: unexpected `ж` in base64");
    for text in ["A", "AA", "AAA", "AA="] {
        assert_eq!(error(Text::Base64, text), "the base64 ends early or lacks its padding", "{text}");
    }
    assert_eq!(error(Text::Base64, "AB=="), "at 1:2: unexpected `B` in base64");
}

#[test]
fn bytes_are_written_in_one_line() {
    let bytes: Vec<u8> = (0..=255).collect();
    for form in [Text::Hex, Text::Base64] {
        let text = form.write(&bytes);
        assert_eq!((form.read(&text), text.lines().count()), (Ok(bytes.clone()), 1));
    }
}
