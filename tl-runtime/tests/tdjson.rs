//! Tests of JSON in the form of TDLib and tonlib, with types that were written by hand in the form of generated code.

#![cfg(feature = "tdjson")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tl_runtime::tdjson::{
    Content, FromJson, Incoming, Int64, JsonErrorKind, JsonOptions, JsonReader, JsonWriter, RawJson, Request,
    ToJson,
};

/// `message id:int53 sender:message order:int64 content:MessageContent tags:vector<int64> = Message`; `sender` may be
/// null.
#[derive(Clone, Debug, PartialEq)]
struct Message {
    id: i64,
    sender: Option<Box<Self>>,
    order: i64,
    content: MessageContent,
    tags: Vec<i64>,
}

#[derive(Clone, Debug, PartialEq)]
enum MessageContent {
    /// `messageGone = MessageContent`
    Gone,
    /// `messageText text:string entities:vector<entity> = MessageContent`
    Text(Box<Text>),
    Unknown(RawJson),
}

#[derive(Clone, Debug, PartialEq)]
struct Text {
    text: String,
    entities: Vec<Entity>,
}

/// `entity offset:int32 data:bytes is_bold:Bool scale:double = Entity`
#[derive(Clone, Debug, Default, PartialEq)]
struct Entity {
    offset: i32,
    data: Vec<u8>,
    is_bold: bool,
    scale: f64,
}

#[allow(clippy::redundant_closure_for_method_calls, reason = "the method has the ABI of C")]
impl FromJson for Message {
    fn read(r: &mut JsonReader<'_>) -> Self {
        r.begin("message", 1);
        let x = Self {
            id: r.int53("id"),
            sender: r.nullable("sender"),
            order: r.int64("order"),
            content: r.object("content"),
            tags: r.list_with("tags", |r| r.int64_item()),
        };
        r.end();
        x
    }
}

impl ToJson for Message {
    fn write(&self, w: &mut JsonWriter) {
        w.begin("message");
        w.int53("id", self.id);
        w.nullable("sender", &self.sender);
        w.int64("order", self.order);
        w.field("content", &self.content);
        w.list_with("tags", &self.tags, |x, w| w.int64_item(*x));
        w.end();
    }
}

impl FromJson for MessageContent {
    fn read(r: &mut JsonReader<'_>) -> Self {
        match r.constructor(&[("messageGone", 2), ("messageText", 3)]) {
            0 => {
                r.unit();
                Self::Gone
            }
            1 => Self::Text(r.in_box()),
            _ => Self::Unknown(r.raw()),
        }
    }
}

impl ToJson for MessageContent {
    fn write(&self, w: &mut JsonWriter) {
        match self {
            Self::Gone => w.unit("messageGone"),
            Self::Text(x) => x.write(w),
            Self::Unknown(x) => x.write(w),
        }
    }
}

impl FromJson for Text {
    fn read(r: &mut JsonReader<'_>) -> Self {
        r.begin("messageText", 3);
        let x = Self { text: r.string("text"), entities: r.list("entities") };
        r.end();
        x
    }
}

impl ToJson for Text {
    fn write(&self, w: &mut JsonWriter) {
        w.begin("messageText");
        w.string("text", &self.text);
        w.field("entities", &self.entities);
        w.end();
    }
}

impl FromJson for Entity {
    fn read(r: &mut JsonReader<'_>) -> Self {
        r.begin("entity", 4);
        let x = Self {
            offset: r.int32("offset"),
            data: r.bytes("data"),
            is_bold: r.bool("is_bold"),
            scale: r.double("scale"),
        };
        r.end();
        x
    }
}

impl ToJson for Entity {
    fn write(&self, w: &mut JsonWriter) {
        w.begin("entity");
        w.int32("offset", self.offset);
        w.bytes("data", &self.data);
        w.bool("is_bold", self.is_bold);
        w.double("scale", self.scale);
        w.end();
    }
}

/// `getMessage id:int53 = Message`, which can be called synchronously.
struct GetMessage {
    id: i64,
}

impl ToJson for GetMessage {
    fn write(&self, w: &mut JsonWriter) {
        w.begin("getMessage");
        w.int53("id", self.id);
        w.end();
    }
}

impl Request for GetMessage {
    type Output = Message;
    type Error = Failed;
    const SYNCHRONOUS: bool = true;
}

/// `error code:int32 message:string = Error`
#[derive(Clone, Debug, PartialEq)]
struct Failed {
    code: i32,
    message: String,
}

impl FromJson for Failed {
    fn read(r: &mut JsonReader<'_>) -> Self {
        r.begin("error", 5);
        let x = Self { code: r.int32("code"), message: r.string("message") };
        r.end();
        x
    }
}

const MESSAGE: &str = concat!(
    r#"{"@type":"message","id":7,"sender":{"@type":"message","id":-1,"order":"0","#,
    r#""content":{"@type":"messageGone"},"tags":[]},"order":"9007199254740993","content":{"@type":"messageText","#,
    r#""text":"\u0434\"\ud83d\ude00","entities":[{"@type":"entity","offset":1,"data":"AAE=","is_bold":true,"#,
    r#""scale":0.500000},{"@type":"entity","offset":-2,"data":"","is_bold":false,"scale":inf}]},"#,
    r#""tags":["1","-2"]}"#,
);

fn message() -> Message {
    let sender = Message { id: -1, sender: None, order: 0, content: MessageContent::Gone, tags: vec![] };
    let entities = vec![
        Entity { offset: 1, data: vec![0, 1], is_bold: true, scale: 0.5 },
        Entity { offset: -2, data: vec![], is_bold: false, scale: f64::INFINITY },
    ];
    Message {
        id: 7,
        sender: Some(Box::new(sender)),
        order: 9_007_199_254_740_993,
        content: MessageContent::Text(Box::new(Text { text: "д\"😀".to_owned(), entities })),
        tags: vec![1, -2],
    }
}

fn lenient<T: FromJson>(text: &str) -> T {
    T::from_json_with(text, JsonOptions { lenient: true, ..JsonOptions::default() }).unwrap()
}

fn error<T: FromJson>(text: &str) -> String {
    T::from_json(text).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn a_message_is_read_and_written() {
    assert_eq!(Message::from_json(MESSAGE).unwrap(), message());
    let text = message().to_json_text();
    assert_eq!(Message::from_json(&text).unwrap(), message());
    assert!(text.starts_with(
        r#"{"@type":"message","id":7,"sender":{"@type":"message","id":-1,"order":"0","content""#
    ));
    assert!(text.contains(r#""text":"д\"😀""#), "{text}");
    assert!(text.contains(r#""scale":0.5}"#) && text.contains(r#""scale":1e999}"#), "{text}");
}

#[test]
fn members_may_have_any_order() {
    let text = concat!(
        " {\n\"tags\" : [ \"1\" , \"-2\" ], \"content\":{\"entities\":[{\"scale\":5e-1,\"is_bold\":true,\"data\":\"AAE=\",",
        "\"offset\":1},{\"new\":[{}],\"scale\":inf,\"offset\":-2}],\"text\":\"д\\\"😀\",\"\\u0040type\":\"message\\u0054ext\"},",
        "\"order\":9007199254740993,\"new\":{\"a\":[1,{\"b\":null}]},\"sender\":{\"content\":{\"@type\":\"messageGone\",\"x\":1},",
        "\"id\":-1,\"@type\":\"message\"},\"id\":7}\t",
    );
    assert_eq!(Message::from_json(text).unwrap(), message());
}

#[test]
fn unknown_constructors_are_kept() {
    let gift = r#"{"@type":"messageGift","star":{"@type":"messageGone"}, "n": [1.50]}"#;
    let text = MESSAGE.replace(r#"{"@type":"messageGone"}"#, gift);
    let read = Message::from_json(&text).unwrap();
    let MessageContent::Unknown(raw) = &read.sender.as_ref().unwrap().content else { panic!() };
    assert_eq!((raw.as_str(), raw.type_name()), (gift, Some("messageGift")));
    assert!(read.to_json_text().contains(gift));
    // The result is the same if the members are not in order.
    let text = format!("{{\"content\":{gift},\"id\":1}}");
    assert_eq!(
        Message::from_json(&text).unwrap().content,
        MessageContent::Unknown(RawJson::new(gift).unwrap())
    );
}

#[test]
fn errors_have_offset_path_and_text() {
    let text = MESSAGE.replace("-2,", "2147483648,");
    let error = Message::from_json(&text).unwrap_err();
    let at = text.find("2147483648").unwrap();
    assert_eq!(
        error.to_string(),
        format!("at byte {at}, in `content.entities[1].offset`: number out of range for `int32`")
    );
    assert_eq!((error.offset(), error.text()), (at, &*text));
    assert_eq!(error.kind(), &JsonErrorKind::OutOfRange { ty: "int32" });
    assert_eq!(error.path().to_string(), "content.entities[1].offset");
}

#[test]
fn error_messages_describe_the_mistake() {
    for (text, expected) in [
        ("", "at byte 0: invalid JSON: the text ends before a value"),
        ("[]", "at byte 0: expected an object, found an array"),
        ("null", "at byte 0: expected an object, found null"),
        ("{", "at byte 1: invalid JSON: the text ends before a string"),
        (r#"{"id":1,}"#, "at byte 8: invalid JSON: expected a string"),
        (r#"{"id" 1}"#, "at byte 6: invalid JSON: expected `:`"),
        (r#"{"id":1} x"#, "at byte 9: invalid JSON: expected the end of the text"),
        (r#"{"id":01}"#, "at byte 7: invalid JSON: expected `,` or `}`"),
        (r#"{"x":"\ud800"}"#, "at byte 0: missing field `content` of `message`"),
        (r#"{"id":1}"#, "at byte 0: missing field `content` of `message`"),
        (r#"{"content":null}"#, "at byte 11, in `content`: expected an object, found null"),
        (r#"{"content":{}}"#, "at byte 11, in `content`: the object has no `@type`"),
        (r#"{"content":{"@type":1}}"#, "at byte 20, in `content.@type`: expected a string, found a number"),
        (r#"{"@type":"user"}"#, "at byte 9, in `@type`: expected the type `message`, found `user`"),
        (r#"{"id":1,"id":2}"#, "at byte 13: duplicate field `id`"),
        (r#"{"id":"1"}"#, "at byte 6, in `id`: expected a number, found a string"),
        (r#"{"id":1.0}"#, "at byte 6, in `id`: expected a 64-bit integer in its shortest decimal form"),
        (r#"{"@type":"a\""}"#, "at byte 9, in `@type`: expected the type `message`, found `a\"`"),
        (r#"{"id":inf}"#, "at byte 6, in `id`: expected a 64-bit integer in its shortest decimal form"),
        (r#"{"id":-0}"#, "at byte 6, in `id`: expected a 64-bit integer in its shortest decimal form"),
        (
            r#"{"order":"007"}"#,
            "at byte 9, in `order`: expected a 64-bit integer in its shortest decimal form",
        ),
        ("{\"a\":\"\n\"}", "at byte 6: invalid JSON: found a control character in a string"),
        (r#"{"a":"\x"}"#, "at byte 6: invalid JSON: found an invalid escape"),
        (r#"{"a":"#, "at byte 5: invalid JSON: the text ends before a value"),
        (r#"{"a":"x"#, "at byte 5: invalid JSON: found a string without an end"),
    ] {
        assert_eq!(error::<Message>(text), expected, "{text}");
    }
    assert_eq!(error::<String>(r#""\ud800""#), "at byte 1: invalid JSON: found half of a surrogate pair");
    assert_eq!(error::<Vec<i32>>("{}"), "at byte 0: expected an array, found an object");
    assert_eq!(error::<Vec<u8>>(r#""AAE""#), "at byte 0: expected base64 with padding");
    assert_eq!(error::<[u8; 16]>(r#""AAE=""#), "at byte 0: expected 16 bytes in base64");
}

#[test]
fn lenient_readers_accept_what_tdlib_accepts() {
    let entity: Entity =
        lenient(r#"{"@type":"nonsense","offset":"12","is_bold":"1","scale":null,"data":null}"#);
    assert_eq!(entity, Entity { offset: 12, is_bold: true, ..Entity::default() });
    assert_eq!(lenient::<Entity>(r#"{"@type":null,"offset":1}"#).offset, 1);
    let entity: Entity = lenient(r#"{"offset":1,"offset":2,"is_bold":0}"#);
    assert_eq!(entity, Entity { offset: 1, ..Entity::default() });
    assert_eq!(lenient::<Vec<String>>("[\"a\tb\",null,\"\\ud83dx\"]"), ["a\tb", "", "\u{fffd}x"]);
    assert_eq!(lenient::<Vec<Entity>>("[null]"), [Entity::default()]);
    let content: MessageContent = lenient(r#"{"@type":3,"text":"x","entities":null}"#);
    assert_eq!(content, MessageContent::Text(Box::new(Text { text: "x".to_owned(), entities: vec![] })));
    let message: Message = lenient("{}");
    assert_eq!(message.content, MessageContent::Unknown(RawJson::new("null").unwrap()));
    assert_eq!(message, lenient("null"));
    assert_eq!(lenient::<Int64>("5"), Int64(5));
}

/// Checks that a text gives the same result whether or not its members are in order.
#[test]
fn the_order_of_members_makes_no_difference() {
    let gift = |members: &str| format!(r#"{{"@type":"messageGift",{members}}}"#);
    let deep = format!("{}{}", "[".repeat(99), "]".repeat(99));
    for (content, is_read) in [
        (gift(r#""a":1,"a":2"#), true),
        (gift(r#""\ud800":1"#), true),
        (r#"{"@type":"messageGone","a":1,"a":2}"#.to_owned(), false),
        (r#"{"@type":"messageGone","\ud800":1}"#.to_owned(), true),
        (r#"{"@type":"messageGone","@a":1,"@a":2}"#.to_owned(), false),
        (r#"{"@type":"messageGone","@extra":1,"@extra":2}"#.to_owned(), false),
        (format!(r#"{{"@type":"messageGone","@extra":{deep}}}"#), false),
    ] {
        let ordered = format!(r#"{{"@type":"message","id":1,"order":"0","content":{content},"tags":[]}}"#);
        let other = format!(r#"{{"content":{content},"id":1,"@type":"message"}}"#);
        let results = [&ordered, &other].map(|text| Message::from_json(text));
        assert_eq!(results[0].is_ok(), is_read, "{content}: {:?}", results[0]);
        assert_eq!(results[0].as_ref().ok(), results[1].as_ref().ok(), "{content}");
    }
    for (attribute, extra) in [(r#""@ext\u0072a":7"#, Some("7")), (r#""@other":7"#, None)] {
        let text = format!(r#"{{"@type":"updateMood","id":1,{attribute}}}"#);
        assert_eq!(Incoming::<Update>::parse(&text).unwrap().extra, extra, "{text}");
    }
    let text = MESSAGE.replace("\"tags\":[\"1\",\"-2\"]}", "\"tags\":[],\"@typ\\u0065\":\"user\"}");
    assert!(Message::from_json(&text).is_err(), "{text}");
}

#[test]
fn requests_contain_the_extra() {
    let request = GetMessage { id: 5 };
    assert_eq!(request.to_json(()), r#"{"@type":"getMessage","id":5}"#);
    assert_eq!(request.to_json(7), r#"{"@type":"getMessage","id":5,"@extra":7}"#);
    assert_eq!(request.to_json("a\"b"), r#"{"@type":"getMessage","id":5,"@extra":"a\"b"}"#);
    let raw = RawJson::new("{\"n\": 1.50}").unwrap();
    assert_eq!(request.to_json(&raw), r#"{"@type":"getMessage","id":5,"@extra":{"n": 1.50}}"#);
    const { assert!(GetMessage::SYNCHRONOUS) };
}

#[test]
fn an_error_object_is_read_as_the_inner_err() {
    let failed = Failed { code: 404, message: "Not Found".to_owned() };
    for text in [
        r#"{"@type":"error","code":404,"message":"Not Found","@extra":7}"#,
        r#"{"message":"Not Found","code":404,"@type":"error"}"#,
    ] {
        assert_eq!(GetMessage::result_from_json(text), Ok(Err(failed.clone())));
    }
    assert_eq!(GetMessage::result_from_json(MESSAGE), Ok(Ok(message())));
    let error = GetMessage::result_from_json(r#"{"@type":"ok"}"#).unwrap_err().to_string();
    assert_eq!(error, "at byte 9, in `@type`: expected the type `message`, found `ok`");
    assert!(GetMessage::result_from_json("null").is_err());
}

/// `updateMessage message:message = Update`
#[derive(Clone, Debug, PartialEq)]
enum Update {
    Message(Box<UpdateMessage>),
    Unknown(RawJson),
}

#[derive(Clone, Debug, PartialEq)]
struct UpdateMessage {
    message: Message,
}

impl FromJson for UpdateMessage {
    fn read(r: &mut JsonReader<'_>) -> Self {
        r.begin("updateMessage", 6);
        let x = Self { message: r.object("message") };
        r.end();
        x
    }
}

impl FromJson for Update {
    fn read(r: &mut JsonReader<'_>) -> Self {
        match r.constructor(&[("updateMessage", 6)]) {
            0 => Self::Message(r.in_box()),
            _ => Self::Unknown(r.raw()),
        }
    }
}

#[test]
fn incoming_texts_are_updates_or_answers() {
    let update = format!(r#"{{"@type":"updateMessage","message":{MESSAGE},"@client_id":3}}"#);
    let expected = Update::Message(Box::new(UpdateMessage { message: message() }));
    let incoming = Incoming::<Update>::parse(&update).unwrap();
    assert_eq!(
        incoming,
        Incoming { extra: None, client_id: Some(3), content: Content::Update(expected.clone()) }
    );
    let reordered = format!(r#"{{"@client_id":3,"message":{MESSAGE},"@type":"updateMessage"}}"#);
    assert_eq!(Incoming::<Update>::parse(&reordered).unwrap(), incoming);

    let with_extra = update.replace("\"@client", "\"@extra\":[ 1.50 ],\"@client");
    let answer = Incoming::<Update>::parse(&with_extra).unwrap();
    assert_eq!((answer.extra, answer.client_id), (Some("[ 1.50 ]"), Some(3)));
    assert_eq!(answer.content, Content::Answer(&with_extra));

    let newer = r#"{"@type":"updateMood","mood":{"@type":"good"},"@client_id":3}"#;
    let incoming = Incoming::parse(newer).unwrap();
    let Content::Update(Update::Unknown(raw)) = incoming.content else { panic!() };
    assert_eq!((raw.as_str(), incoming.client_id), (newer, Some(3)));
    let with_extra = newer.replace("\"@client_id\"", "\"@extra\":7,\"@client_id\"");
    let answer = Incoming::<Update>::parse(&with_extra).unwrap();
    assert_eq!((answer.content, answer.extra), (Content::Answer(&with_extra), Some("7")));
    for answer in [r#"{"@type":"updates","updates":[]}"#, r#"{"@extra":null,"@type":"ok"}"#] {
        assert_eq!(Incoming::<Update>::parse(answer).unwrap().content, Content::Answer(answer));
    }
    for wrong in ["", "[]", "{}", r#"{"@type":"ok"} x"#, r#"{"@type":"ok","@client_id":"x"}"#] {
        assert!(Incoming::<Update>::parse(wrong).is_err(), "{wrong}");
    }
    let broken = update.replace("\"order\":\"9", "\"order\":\"x9");
    let error = Incoming::<Update>::parse(&broken).unwrap_err();
    assert_eq!((error.path().to_string(), error.text()), ("message.order".to_owned(), &*broken));
}

#[test]
fn hostile_texts_are_errors() {
    let nested = |open: &str, close: &str, levels: usize| open.repeat(levels) + &close.repeat(levels);
    let deep = nested("[", "]", 1_000_000);
    assert_eq!(RawJson::new(&deep).unwrap_err().kind(), &JsonErrorKind::TooDeep { limit: 100 });
    assert!(RawJson::new(&nested("[", "]", 100)).is_ok());
    let nested = format!("{}{{}}{}", r#"{"sender":"#.repeat(5000), "}".repeat(5000));
    assert_eq!(Message::from_json(&nested).unwrap_err().kind(), &JsonErrorKind::TooDeep { limit: 100 });
    // Members in an unexpected order at each level do not make reading exponential.
    let mut nested = r#"{"content":{"@type":"messageGone"},"id":1}"#.to_owned();
    for _ in 0..95 {
        nested = format!(r#"{{"content":{{"@type":"messageGone"}},"sender":{nested},"id":1}}"#);
    }
    assert!(Message::from_json(&nested).is_ok());
    let empty = format!("[{}]", vec!["{}"; 1_000_000].join(","));
    assert_eq!(Vec::<Entity>::from_json(&empty).map(|items| items.len()), Ok(1_000_000));
    let nulls = format!("[{}]", vec!["null"; 1_000_000].join(","));
    let error = Vec::<Option<Message>>::from_json(&nulls).map(|items| items.len());
    assert_eq!(error, Ok(1_000_000));
    for end in 0..MESSAGE.len() {
        assert!(Message::from_json(&MESSAGE[..end]).is_err(), "{end}");
    }
    let huge = format!("{{\"id\":{}}}", "9".repeat(100_000));
    assert!(Message::from_json(&huge).is_err());
}
