//! Checks that no input causes a panic, and that all answers are JSON.

use serde_json::Value;
use tl_web::Converter;

#[test]
fn any_text_has_an_answer() {
    let mut converter = Converter::bundled();
    let seeds = [
        "7805041f 052b343931320000 03616263",
        r"b'x\x05\x04\x1f\x05+4912\x00\x00\x03abc'",
        "00000000: 7805 041f 052b 3439 3132 0000 0361 6263  x....+4912...abc",
        "dcf8f173 01000000 0100000000000000 01000000 1c000000 016d5cf3 0c00000000000000 a1cf7230 00000000 00000000",
        r#"{"_":"auth.cancelCode","phone_number":"12","phone_code_hash":"x"}"#,
    ];
    let alphabet: Vec<char> = "0123456789abcdefxX'\"\\[]{},:;=+/- \n*>é\u{202e}\0".chars().collect();
    let mut state = 22_u64;
    let mut below = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    for round in 0..1_500 {
        let mut text: Vec<char> = seeds[round % seeds.len()].chars().collect();
        for _ in 0..=below(4) {
            let at = below(text.len());
            match below(3) {
                0 => text[at] = alphabet[below(alphabet.len())],
                1 => text.insert(at, alphabet[below(alphabet.len())]),
                _ => _ = text.remove(at),
            }
        }
        let text: String = text.into_iter().collect();
        let layer = ["", "82", "all"][round % 3];
        for answer in [converter.decode(&text, layer, ""), converter.encode(&text, layer, "")] {
            assert!(serde_json::from_str::<Value>(&answer).unwrap().is_object(), "{text}");
        }
    }
}
