//! Chooses a plausible value for each field, by the words of the field's name and by its type.

use std::collections::HashMap;

use heck::ToSnakeCase;
use tl_parser::wire::Scalar;

use self::Sample::{Double, Int, Layer, Long, Random, Text};
use super::value::Value;

/// Maximum number of words that are looked up together. At most `WORDS - 1` words are left out at the end of a name.
const WORDS: usize = 6;

/// Maximum length in bytes of the text of a field that no rule describes.
const LENGTH: usize = 40;

/// A value for fields with certain names.
#[derive(Clone, Copy, Debug)]
enum Sample {
    /// For all types of numbers.
    Int(i32),
    /// For integers of 8 bytes only.
    Long(i64),
    Double(f64),
    /// For strings and bytes.
    Text(&'static str),
    /// This number of bytes, which look random.
    Random(usize),
    /// The layer of the schema.
    Layer,
}

/// Names of fields, and the values for fields with these names. A field gets the first value that its type allows.
///
/// First, the last word of the combinator and the whole name of the field are looked up, such as `document_id` for `id`
/// of `inputDocument`. Then the last words of the field are looked up, most words first: `phone_code_hash`,
/// `code_hash`, `hash`. If there is no rule for them, the name without its last word is looked up in the same way. A
/// plural has the rule of its singular, and digits at the end are ignored. Names are in snake case.
///
/// Phone numbers are in Telegram's range for tests, and addresses in ranges for documentation.
const RULES: &[(&[&str], &[Sample])] = &[
    // People and chats
    (&["phone", "phone_number"], &[Text("9996621234")]),
    (&["first_name"], &[Text("Alice")]),
    (&["last_name"], &[Text("Smith")]),
    (&["user_name", "username", "handle"], &[Text("example_user")]),
    (&["author", "performer", "owner", "owner_name", "from_name", "sender_name"], &[Text("Alice")]),
    (&["short_name", "slug", "keyword", "start_param", "start_parameter"], &[Text("example")]),
    (&["app_name", "dapp_name", "site_name", "game_short_name"], &[Text("example")]),
    (&["title", "name", "label"], &[Text("Example")]),
    (&["about", "bio"], &[Text("I like TL.")]),
    (&["rank"], &[Text("admin")]),
    (&["vcard"], &[Text("")]),
    (&["email", "email_address"], &[Text("alice@example.org")]),
    (&["email_pattern", "email_unconfirmed_pattern"], &[Text("a***e@example.org")]),
    // Texts
    (&["message", "text", "body", "greeting"], &[Text("Hello!")]),
    (&["caption", "description", "comment"], &[Text("An example")]),
    (&["query", "hashtag"], &[Text("example")]),
    (&["q"], &[Random(8), Text("example")]),
    (&["emoji", "emoticon", "reaction"], &[Text("👍")]),
    (&["command"], &[Text("start")]),
    (&["data", "json", "params"], &[Random(32), Text("{}")]),
    (&["html"], &[Text("<b>Hello!</b>")]),
    (&["markdown"], &[Text("**Hello!**")]),
    (&["error_message", "error_text"], &[Text("PHONE_NUMBER_INVALID")]),
    // Secrets and codes
    (&["code"], &[Text("22222"), Int(400)]),
    (&["error_code"], &[Int(400), Text("400")]),
    (&["hint"], &[Text("The usual one")]),
    (&["password"], &[Text("correct horse")]),
    (&["api_id", "app_id"], &[Int(12_345), Text("12345")]),
    (&["api_hash", "app_hash"], &[Text("0123456789abcdef0123456789abcdef")]),
    (&["bot_token", "bot_auth_token"], &[Text("12345:example")]),
    (&["hash"], &[Int(0), Random(32), Text("3f8c1d5e9a7b20461c")]),
    (&["md", "md5", "checksum"], &[Text("8b1a9953c4611296a827abf8c47804d7")]),
    (&["access_hash"], &[Long(8_213_746_980_135_724), Int(1_382_137_469)]),
    (&["random_id", "client_id"], &[Long(6_204_518_347_190_523), Int(1_204_518_347), Random(16)]),
    (&["random", "random_bytes"], &[Random(16)]),
    (&["nonce", "salt", "seed"], &[Long(4_917_203_586_417_092), Int(491_720_358), Random(16)]),
    (
        &["fingerprint", "auth_key_id", "session_id", "ping_id", "unique_id"],
        &[Long(5_380_146_297_415_806), Int(538_014_629)],
    ),
    (&["secret", "token"], &[Random(16), Text("dGVzdA"), Long(3_740_592_816_605_247)]),
    (&["signature", "certificate"], &[Random(64)]),
    (&["key", "iv", "sha", "prime", "public_key", "g_a", "g_b", "p"], &[Random(32)]),
    (&["proof", "challenge", "answer", "payload", "data_normal", "data_gasless"], &[Random(32)]),
    (&["encrypted_message", "encrypted_data", "encrypted_answer", "packed_data"], &[Random(32)]),
    (&["file_reference", "peer_tag", "thumb", "waveform", "block"], &[Random(16)]),
    (&["option", "option_id"], &[Text("0")]),
    // Ids
    (&["id"], &[Long(1_234_567_890), Int(1234), Text("1234")]),
    (&["user_id", "bot_id", "admin_id", "chat_id", "by"], &[Int(123_456_789)]),
    (&["user", "chat", "channel", "peer"], &[Long(123_456_789)]),
    (&["channel_id"], &[Int(1_234_567_890)]),
    (&["msg_id"], &[Long(7_301_444_403_200_000_000), Int(1234)]),
    (&["message_id", "top_message"], &[Int(1234)]),
    (
        &["document_id", "photo_id", "emoji_id", "sticker_id", "file_id", "document"],
        &[Long(5_432_109_876_543_210)],
    ),
    (&["query_id", "form_id", "gift_id", "poll_id", "set_id"], &[Long(5_219_873_460_128_745)]),
    (&["folder_id"], &[Int(1)]),
    // Parts of a list
    (&["limit"], &[Int(20)]),
    (&["offset", "offset_id", "offset_date", "offset_rate"], &[Int(0), Text("")]),
    (&["max_id", "min_id", "max_date", "min_date", "add_offset"], &[Int(0)]),
    (&["next_offset"], &[Int(20), Text("20")]),
    (&["pts", "qts"], &[Int(1000)]),
    (&["count", "total", "parts"], &[Int(1)]),
    // Times
    (&["date", "time", "timestamp", "since", "now", "at"], &[Int(1_700_000_000), Text("2023-11-14")]),
    (&["expires", "expires_at", "expire_at", "until", "until_date"], &[Int(2_000_000_000)]),
    (&["expire_date", "expires_date", "expiration_date", "schedule_date"], &[Int(2_000_000_000)]),
    (&["duration", "timeout", "delay", "video_timestamp"], &[Int(30)]),
    (&["ttl_seconds", "seconds"], &[Int(60)]),
    (&["cache_time", "expires_in"], &[Int(300)]),
    (&["ttl", "period"], &[Int(86_400)]),
    (&["ms"], &[Int(1000)]),
    (&["days", "ttl_days"], &[Int(30)]),
    (&["months"], &[Int(3)]),
    (&["year"], &[Int(2023), Text("2023")]),
    (&["month"], &[Int(11), Text("11")]),
    (&["day"], &[Int(14), Text("14")]),
    (&["timezone", "timezone_id"], &[Text("Europe/Amsterdam")]),
    // Places
    (&["lat", "latitude"], &[Double(52.375)]),
    (&["long", "lon", "lng", "longitude"], &[Double(4.875)]),
    (&["radius", "distance"], &[Int(100)]),
    (&["heading"], &[Int(90)]),
    (&["country"], &[Text("Netherlands")]),
    (&["country_code", "country_iso", "iso", "region"], &[Text("NL")]),
    (&["city"], &[Text("Amsterdam")]),
    (&["street_line"], &[Text("Example Street 1")]),
    (&["proxy_address"], &[Text("192.0.2.1")]),
    (&["address"], &[Random(32), Text("Example Street 1, Amsterdam")]),
    (&["post_code", "postal_code"], &[Text("1000 AA")]),
    // Networks
    (&["url", "link", "referer", "referrer"], &[Text("https://example.org/")]),
    (&["domain", "domain_name", "host", "hostname", "server", "origin"], &[Text("example.org")]),
    (&["ip", "ip_address", "ipv4"], &[Text("192.0.2.1"), Int(2_130_706_433)]),
    (&["ipv6"], &[Text("2001:db8::1")]),
    (&["port"], &[Int(443), Text("443")]),
    (&["dc", "dc_id"], &[Int(2)]),
    // Programs and languages
    (&["layer"], &[Layer]),
    (&["min_layer"], &[Int(65)]),
    (&["max_layer"], &[Int(92)]),
    (&["lang", "language", "lang_code", "language_code"], &[Text("en")]),
    (&["lang_pack"], &[Text("")]),
    (&["device", "device_model"], &[Text("Desktop")]),
    (&["system_version"], &[Text("Linux")]),
    (&["version"], &[Int(1), Text("1.0")]),
    (&["platform"], &[Text("web")]),
    (&["browser"], &[Text("Firefox")]),
    // Files and pictures
    (&["file_name", "filename"], &[Text("photo.jpg")]),
    (&["mime_type"], &[Text("image/jpeg")]),
    (&["size", "file_size"], &[Int(65_536)]),
    (&["thumb_size"], &[Text("m")]),
    (&["bytes"], &[Text("Hello!"), Int(4)]),
    (&["w", "width"], &[Int(640)]),
    (&["h", "height"], &[Int(480)]),
    (&["zoom"], &[Double(1.0), Int(15)]),
    (&["color"], &[Int(0x33_90ec)]),
    (&["part", "file_part", "index"], &[Double(0.5), Int(0), Text("0")]),
    (&["length"], &[Int(5)]),
    // Payments
    (&["currency", "currencies"], &[Text("EUR")]),
    (&["crypto_currency", "crypto_currencies", "cryptocurrency"], &[Text("TON")]),
    (&["amount", "price", "balance", "revenue", "fee"], &[Int(1000), Text("1000")]),
    (&["stars", "star_count", "score", "progress"], &[Int(100), Text("100")]),
    (&["permille", "mille"], &[Int(100)]),
];

/// Creates values for the fields of one schema.
#[derive(Debug)]
pub(super) struct Plausible {
    rules: HashMap<&'static str, &'static [Sample]>,
    layer: i64,
}

impl Plausible {
    /// Prepares values for a schema. If the schema has no layer, the value for [`Sample::Layer`] is 1.
    pub(super) fn new(layer: Option<u32>) -> Self {
        let rules = RULES.iter().flat_map(|&(names, samples)| names.iter().map(move |&name| (name, samples)));
        let layer = layer.filter(|&layer| i32::try_from(layer).is_ok());
        Self { rules: rules.collect(), layer: layer.unwrap_or(1).into() }
    }

    /// Returns the value of a field. `owner` is the last word of the name of its combinator, in lower case.
    pub(super) fn value(&self, owner: &str, name: &str, scalar: Scalar) -> Value {
        let words = name.to_snake_case();
        let value =
            self.by_name(&format!("{owner}_{words}"), scalar).or_else(|| self.by_words(&words, scalar));
        value.unwrap_or_else(|| neutral(&words, scalar))
    }

    /// Looks up words in the order that [`RULES`] describes. Returns the first value that the type allows.
    fn by_words(&self, words: &str, scalar: Scalar) -> Option<Value> {
        // Byte positions at which the name is cut off: its end, and the positions before its last words.
        let ends = [words.len()].into_iter().chain(words.rmatch_indices('_').map(|(at, _)| at));
        ends.take(WORDS).find_map(|end| {
            let words = &words[..end];
            let starts: Vec<usize> = words.rmatch_indices('_').map(|(at, _)| at + 1).take(WORDS).collect();
            let starts = (starts.len() < WORDS).then_some(0).into_iter().chain(starts.into_iter().rev());
            starts.map(|start| &words[start..]).find_map(|part| self.by_part(part, scalar))
        })
    }

    /// Returns the value of the rule for a part of a name, its singular, or the part without digits at its end.
    fn by_part(&self, part: &str, scalar: Scalar) -> Option<Value> {
        let singular = part.strip_suffix('s').unwrap_or(part);
        let without_digits = part.trim_end_matches(|digit: char| digit.is_ascii_digit());
        [part, singular, without_digits].into_iter().find_map(|part| self.by_name(part, scalar))
    }

    /// Returns the value of the rule for a name.
    fn by_name(&self, name: &str, scalar: Scalar) -> Option<Value> {
        self.rules.get(name)?.iter().find_map(|&sample| self.of_type(sample, name, scalar))
    }

    /// Returns a sample as a value of a type, if the type allows it.
    fn of_type(&self, sample: Sample, name: &str, scalar: Scalar) -> Option<Value> {
        Some(match (sample, scalar) {
            (Double(number), Scalar::Double | Scalar::Float) => Value::Double(number),
            (Int(number), Scalar::Double | Scalar::Float) => Value::Double(number.into()),
            (Text(text), Scalar::String) => Value::String(text.to_owned()),
            (Text(text), Scalar::Bytes) => Value::Bytes(text.as_bytes().to_vec()),
            (Random(count), Scalar::Bytes) => Value::Bytes(random(name, count)),
            (Int(number), _) => integer(number.into(), scalar)?,
            (Long(number), Scalar::Long | Scalar::Int53) => integer(number, scalar)?,
            (Layer, _) => integer(self.layer, scalar)?,
            _ => return None,
        })
    }
}

/// Returns the last word of a name in lower case.
pub(super) fn last_word(name: &str) -> String {
    name.to_snake_case().rsplit('_').next().unwrap_or_default().to_owned()
}

/// Returns a number as a value of an integer type, if it is in the range of the type.
fn integer(number: i64, scalar: Scalar) -> Option<Value> {
    match scalar {
        Scalar::Nat => u32::try_from(number).ok().map(|number| Value::Int(number.into())),
        Scalar::Int => i32::try_from(number).ok().map(|number| Value::Int(number.into())),
        Scalar::Int53 if number.unsigned_abs() >= 1 << 53 => None,
        Scalar::Int53 | Scalar::Long => Some(Value::Long(number)),
        _ => None,
    }
}

/// Returns the value of a field that no rule describes. A text consists of the words of the name, unless the name is
/// too long.
fn neutral(words: &str, scalar: Scalar) -> Value {
    let text = || match words.len() {
        1..=LENGTH => words.replace('_', " "),
        _ => "text".to_owned(),
    };
    match scalar {
        Scalar::Nat | Scalar::Int => Value::Int(1),
        Scalar::Long | Scalar::Int53 => Value::Long(1),
        Scalar::Double | Scalar::Float => Value::Double(0.5),
        Scalar::String => Value::String(text()),
        Scalar::Bytes => Value::Bytes(text().into_bytes()),
        Scalar::Int128 => Value::Fixed(random(words, 16)),
        Scalar::Int256 => Value::Fixed(random(words, 32)),
        Scalar::Int512 => Value::Fixed(random(words, 64)),
        Scalar::Bool => Value::Bool(true),
        Scalar::True => Value::True,
    }
}

/// Returns bytes that look random, and differ for most names. They are printable, which keeps literals short.
fn random(name: &str, count: usize) -> Vec<u8> {
    const BYTES: &[u8; 62] = b"q7Vd2mXk9ZtR4bHsW1nLc8YgF5pJu3TeA6vQrKxNzB0hMyPwGoCiSfEjDlUaOI";
    let start = name.bytes().fold(0, |sum, byte| (sum * 7 + usize::from(byte)) % BYTES.len());
    BYTES.iter().cycle().skip(start).take(count).copied().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use heck::ToSnakeCase;
    use tl_parser::wire::Scalar;

    use super::{Plausible, RULES, last_word};
    use crate::docs::examples::value::Value;

    fn text(name: &str) -> String {
        match Plausible::new(None).value("", name, Scalar::String) {
            Value::String(text) => text,
            other => panic!("{other:?}"),
        }
    }

    fn number(name: &str, scalar: Scalar) -> i64 {
        match Plausible::new(Some(230)).value("", name, scalar) {
            Value::Int(number) | Value::Long(number) => number,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_name_has_one_rule() {
        let mut names = HashSet::new();
        for name in RULES.iter().flat_map(|(names, _)| *names) {
            assert!(names.insert(name), "{name} has two rules");
            assert_eq!(name.to_snake_case(), **name);
        }
    }

    #[test]
    fn the_last_words_of_a_name_select_the_rule() {
        assert_eq!(text("phone_number"), "9996621234");
        assert_eq!(text("phone_code"), "22222");
        assert_eq!(text("phone_code_hash"), "3f8c1d5e9a7b20461c");
        assert_eq!(text("userPhoneNumber"), "9996621234");
        assert_eq!(text("lang_codes"), "en");
        assert_eq!(text("street_line2"), "Example Street 1");
        assert_eq!(text("url_prefix"), "https://example.org/");
        assert_eq!(number("date_created", Scalar::Int), 1_700_000_000);
        assert_eq!(number("message_length_max", Scalar::Int), 5);
        assert_eq!(number("layer", Scalar::Int), 230);
    }

    #[test]
    fn a_rule_may_include_the_last_word_of_the_combinator() {
        let plausible = Plausible::new(None);
        let owner = last_word("ns.inputFile");
        assert_eq!(plausible.value(&owner, "name", Scalar::String), Value::String("photo.jpg".to_owned()));
        assert_eq!(plausible.value(&owner, "title", Scalar::String), Value::String("Example".to_owned()));
    }

    #[test]
    fn the_type_restricts_the_value() {
        assert_eq!(number("id", Scalar::Int), 1234);
        assert_eq!(number("id", Scalar::Long), 1_234_567_890);
        assert_eq!(number("msg_id", Scalar::Long), 7_301_444_403_200_000_000);
        assert_eq!(number("msg_id", Scalar::Int53), 1234);
        assert_eq!(text("id"), "1234");
        assert_eq!(Plausible::new(None).value("", "duration", Scalar::Double), Value::Double(30.0));
        let Value::Fixed(nonce) = Plausible::new(None).value("", "nonce", Scalar::Int256) else { panic!() };
        let Value::Fixed(other) = Plausible::new(None).value("", "new_nonce", Scalar::Int256) else {
            panic!()
        };
        assert_eq!(nonce.len(), 32);
        assert_ne!(nonce, other);
    }

    #[test]
    fn fields_without_a_rule_get_their_name_or_a_small_number() {
        assert_eq!(text("venueType"), "venue type");
        assert_eq!(text("1"), "1");
        assert_eq!(text("_"), "text");
        assert_eq!(text(&"a_".repeat(30_000)), "text");
        assert_eq!(number("unknown", Scalar::Nat), 1);
    }
}
