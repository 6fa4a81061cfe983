//! Tests with values of other layers. A table describes the constructors of another layer. The table is compiled into
//! the program, or made at run time.

use tl_parser::schema::Schema;
use tl_runtime::{
    Combinator, Decode, DecodeError, DecodeErrorKind, Encode, Function, Limits, Reader, Unread, View,
};
use tl_tests::{
    across_json, across_run_time, across_server, across_used, layer_225_run_time, layer_230_passing,
};
use tl_value::{Codec, leak_table};

use crate::corpus::hex;
use crate::hostile::damaged::damage;
use crate::wire::Random;

const NEWER: &str = include_str!("../../fixtures/across/newer.tl");
const OLDER: &str = include_str!("../../fixtures/across/older.tl");

/// JSON of a user that all modules can read.
const USER: &str = r#"{"_":"user","id":"1","name":"x","about":{"_":"text","text":"t"}}"#;
/// JSON of a user whose constructor exists only in the older layer.
const NO_USER: &str = r#"{"_":"userEmpty"}"#;
/// JSON of a user whose field `about` contains a `textBold`. Only the older layer has this constructor.
const BOLD_USER: &str = r#"{"_":"user","id":"1","name":"x","about":{"_":"textBold","bold":"t"}}"#;
/// JSON of an update with the field `pairs:vector<pair>`.
const PAIRS: &str =
    r#"{"_":"updatePair","pairs":[{"first":{"_":"peerChannel","id":"1","hash":"2"},"second":3}]}"#;

fn schema(text: &str) -> Schema {
    Schema::parse("schema.tl", text).unwrap()
}

fn bundled(name: &str) -> Schema {
    schema(&tl_schemas::find(name).unwrap().text())
}

fn older(json: &str) -> Vec<u8> {
    Codec::new(&schema(OLDER)).encode(json, None).unwrap()
}

fn updates(updates: &[&str], user: &str) -> String {
    format!(r#"{{"_":"updates","updates":[{}],"user":{user}}}"#, updates.join(","))
}

fn update_user(user: &str) -> String {
    format!(r#"{{"_":"updateUser","user":{user},"count":7}}"#)
}

/// Reads bytes of the older layer, with a table that is made at run time.
fn at_run_time<T: Decode>(bytes: &[u8]) -> Result<T, DecodeError> {
    Reader::new(bytes).with_table(leak_table(&schema(OLDER))).read()
}

fn is_unread(unread: &Unread, name: &str, bytes: &[u8]) -> bool {
    unread.constructor_name() == name && unread.as_bytes() == bytes
}

#[test]
fn an_unknown_constructor_is_decoded_as_other() {
    use across_json::enums::Update;
    use across_run_time::enums::Update as AtRunTime;
    use across_used::enums::Update as Used;

    let bytes = older(PAIRS);
    assert!(
        matches!(Update::from_bytes(&bytes), Ok(Update::Other(x)) if is_unread(&x, "updatePair", &bytes))
    );
    assert!(matches!(Used::from_bytes(&bytes), Ok(Used::Other(x)) if is_unread(&x, "updatePair", &bytes)));
    assert!(matches!(at_run_time(&bytes), Ok(AtRunTime::Other(x)) if is_unread(&x, "updatePair", &bytes)));
}

#[test]
fn an_error_type_may_have_constructors_of_other_layers() {
    use across_json::enums::Update;
    use across_json::functions::GetUser;

    let pairs = older(PAIRS);
    let answer = GetUser::output_or::<Update>(&pairs).unwrap();
    assert!(matches!(answer, Err(Update::Other(x)) if is_unread(&x, "updatePair", &pairs)));
    let user = older(USER);
    assert_eq!(GetUser::output_or::<Update>(&user), GetUser::output_from_bytes(&user).map(Ok));
    let unknown = GetUser::output_or::<Update>(&[9; 4]);
    assert_eq!(unknown, GetUser::output_from_bytes(&[9; 4]).map(Ok));
}

/// In the newer layer, `User` and `Text` have one constructor each, so they are structs in the program. Values of the
/// older layer may have another constructor, which no struct can hold. The innermost enum around such a value is
/// decoded as `Other`.
#[test]
fn the_innermost_enum_around_a_struct_with_an_unknown_constructor_is_other() {
    use across_json::enums::{Update, Updates};

    for user in [NO_USER, BOLD_USER] {
        let update = update_user(user);
        let all = updates(&[&update_user(USER), &update, PAIRS], USER);
        let Updates::Updates(read) = Updates::from_bytes(&older(&all)).unwrap() else { panic!("{all}") };
        let [Update::User(first), Update::Other(second), Update::Other(third)] = &*read.updates else {
            panic!("{read:?}")
        };
        assert_eq!(first.count, 7);
        assert!(
            is_unread(second, "updateUser", &older(&update)) && is_unread(third, "updatePair", &older(PAIRS))
        );
        // The innermost enum around this user is `Updates`.
        let bytes = older(&updates(&[&update], user));
        assert!(
            matches!(Updates::from_bytes(&bytes), Ok(Updates::Other(x)) if is_unread(&x, "updates", &bytes))
        );
    }
}

#[test]
fn a_value_that_the_program_does_not_use_is_skipped() {
    for user in [NO_USER, BOLD_USER] {
        let bytes = older(&updates(&[&update_user(user)], user));
        let read = across_used::enums::Updates::from_bytes(&bytes).unwrap();
        let across_used::enums::Updates::Updates(read) = read else { panic!("{read:?}") };
        assert!(matches!(&*read.updates, [across_used::enums::Update::User(user)] if user.count == 7));
        let read: across_run_time::enums::Updates = at_run_time(&bytes).unwrap();
        let across_run_time::enums::Updates::Updates(read) = read else { panic!("{read:?}") };
        assert!(matches!(&*read.updates, [across_run_time::enums::Update::User(user)] if user.count == 7));
    }
    // The program uses the user, but not its text `about`, so the text is skipped.
    let user = across_used::functions::GetUser::output_from_bytes(&older(BOLD_USER)).unwrap();
    assert_eq!((user.id, &*user.name), (1, "x"));
}

#[test]
fn an_unknown_constructor_without_an_enum_around_it_is_an_error() {
    let expected = DecodeErrorKind::UnexpectedConstructor { expected: "user", found: id(NO_USER) };
    for error in [
        across_json::functions::GetUser::output_from_bytes(&older(NO_USER)).unwrap_err(),
        across_used::functions::GetUser::output_from_bytes(&older(NO_USER)).unwrap_err(),
        at_run_time::<across_run_time::types::User>(&older(NO_USER)).unwrap_err(),
    ] {
        assert_eq!((error.kind(), error.offset()), (&expected, 0));
    }
}

fn id(json: &str) -> u32 {
    u32::from_le_bytes(*older(json).first_chunk().unwrap())
}

/// Checks that the owned copy of a view equals the decoded value, or that both have the same error.
#[test]
fn views_of_values_of_other_layers_equal_the_values() {
    use across_used::{enums, views};

    let users = [USER, NO_USER, BOLD_USER];
    let mut values: Vec<_> = users.iter().map(|user| updates(&[&update_user(user), PAIRS], user)).collect();
    let points = [r#"{"_":"pointSmall","x":1}"#; 9].join(",");
    values.push(updates(&[&format!(r#"{{"_":"updatePoints","points":[{points}]}}"#)], USER));
    let mut random = Random::new(8);
    for bytes in values.iter().map(|json| older(json)) {
        let damaged = (0..200).map(|_| damage(&bytes, &mut random));
        for bytes in [bytes.clone()].into_iter().chain(damaged) {
            let seen = views::enums::Updates::view_from_bytes(&bytes).map(|view| view.owned());
            assert_eq!(seen, enums::Updates::from_bytes(&bytes), "{}", hex(&bytes));
        }
    }
    let bytes = older(&updates(&[PAIRS], USER));
    let views::enums::Updates::Updates(all) = views::enums::Updates::view_from_bytes(&bytes).unwrap() else {
        panic!("another variant")
    };
    let first = all.get().updates.iter().next();
    assert!(matches!(first, Some(views::enums::Update::Other(x)) if x.constructor_name() == "updatePair"));
}

/// Checks a vector of points. A point takes fewer bytes in the older layer, so more points fit into the same number of
/// bytes.
#[test]
fn vectors_may_contain_more_items_if_the_items_are_smaller() {
    use across_json::enums::Update;

    let points = [r#"{"_":"pointSmall","x":1}"#; 9].join(",");
    let bytes = older(&format!(r#"{{"_":"updatePoints","points":[{points}]}}"#));
    assert!(
        matches!(Update::from_bytes(&bytes), Ok(Update::Other(x)) if is_unread(&x, "updatePoints", &bytes))
    );
    let read: across_run_time::enums::Update = at_run_time(&bytes).unwrap();
    assert!(matches!(read, across_run_time::enums::Update::Points(_)), "{read:?}");
}

/// Checks ids that neither the program nor the table contains. They cause the same errors as in a program without a
/// table.
#[test]
fn ids_that_are_in_no_table_are_errors() {
    let mut bytes = older(&updates(&[&update_user(USER), PAIRS], USER));
    let at = bytes.len() - 8;
    assert_eq!(bytes[at..at + 4], older(r#"{"_":"text","text":"t"}"#)[..4]);
    bytes[at] ^= 1;
    let found = u32::from_le_bytes(*bytes[at..].first_chunk().unwrap());
    let error = across_json::enums::Updates::from_bytes(&bytes).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::UnexpectedConstructor { expected: "text", found });
    assert_eq!((error.offset(), error.type_name()), (at, Some("user")));
    for other in [
        across_used::enums::Updates::from_bytes(&bytes).unwrap_err(),
        at_run_time::<across_run_time::enums::Updates>(&bytes).unwrap_err(),
    ] {
        assert_eq!(other, error);
    }
    let text = error.to_string();
    assert!(text.ends_with("build with `passing` or call `Reader::with_table`"), "{text}");
}

/// Checks that values that are too deep or too large are errors, and are not decoded as `Other`.
#[test]
fn limits_also_apply_with_other_layers() {
    let nested = across_json::types::UpdateNested::ID.to_le_bytes();
    let none = across_json::types::UpdateNone::ID.to_le_bytes();
    let bytes = [nested.repeat(100), none.to_vec()].concat();
    let error = across_used::enums::Update::from_bytes(&bytes).unwrap_err();
    assert!(matches!(error.kind(), DecodeErrorKind::TooDeep { .. }), "{error}");
    let many = updates(&[r#"{"_":"updateNone"}"#; 1000], USER);
    let bytes = Codec::new(&schema(NEWER)).encode(&many, None).unwrap();
    let mut r = Reader::with_limits(&bytes, Limits { memory: 1, ..Limits::default() });
    let error = r.read::<across_used::enums::Updates>().unwrap_err();
    assert!(matches!(error.kind(), DecodeErrorKind::TooMuchMemory { .. }), "{error}");
}

/// Checks that a schema for use at run time may leave out declarations that are in the schema of the program.
#[test]
fn the_schema_of_a_layer_may_be_incomplete() {
    use across_run_time::enums::Update;
    use across_run_time::types::{UpdateNested, UpdateNone};

    let new = "updateNested update:Update = Update;\nupdateTwo first:Update second:Update = Update;\n";
    let table = leak_table(&schema(new));
    let two = schema(new);
    let [two_id] = two.find_combinators("updateTwo") else { panic!("`updateTwo` is missing") };
    let id = |id: u32| id.to_le_bytes();
    let two = [id(two[*two_id].id()), id(UpdateNone::ID), id(UpdateNested::ID), id(UpdateNone::ID)].concat();
    let bytes = [&id(UpdateNested::ID)[..], &two].concat();
    let read: Update = Reader::new(&bytes).with_table(table).read().unwrap();
    let Update::Nested(read) = read else { panic!("{read:?}") };
    assert!(matches!(&read.update, Update::Other(x) if is_unread(x, "updateTwo", &two)), "{read:?}");
}

#[test]
fn a_server_keeps_requests_of_other_layers() {
    use across_server::functions::Any;

    let bytes = older(r#"{"_":"getOld","peer":{"_":"peerChannel","id":"1","hash":"2"}}"#);
    assert!(matches!(Any::from_bytes(&bytes), Ok(Any::Other(x)) if is_unread(&x, "getOld", &bytes)));
    // The constructor of the peer is unknown. `Peer` is an enum, so only the peer is `Other`.
    let request = across_server::functions::GetUser::ID.to_le_bytes();
    let peer = older(r#"{"_":"peerChannel","id":"1","hash":"2"}"#);
    let Any::GetUser(request) = Any::from_bytes(&[&request[..], &peer].concat()).unwrap() else { panic!() };
    let across_server::enums::Peer::Other(unread) = request.peer else { panic!("{request:?}") };
    assert!(is_unread(&unread, "peerChannel", &peer));
}

#[test]
fn values_of_other_layers_are_encoded_and_have_a_json_form() {
    for json in [PAIRS.to_owned(), update_user(NO_USER), update_user(BOLD_USER)] {
        let bytes = older(&json);
        let update = across_json::enums::Update::from_bytes(&bytes).unwrap();
        assert_eq!(update.to_bytes().unwrap(), bytes);
        let text = serde_json::to_string(&update).unwrap();
        assert_eq!(serde_json::from_str::<across_json::enums::Update>(&text).unwrap(), update, "{text}");
    }
}

#[test]
fn updates_before_an_unreadable_update_are_kept() {
    let mut bytes = older(&updates(&[&update_user(USER), PAIRS, &update_user(USER)], USER));
    let last = bytes.len() - older(USER).len() - older(&update_user(USER)).len();
    bytes[last] ^= 1;
    let mut r = Reader::new(&bytes);
    assert_eq!(r.id(), across_json::types::Updates::ID);
    let mut kept = Vec::new();
    let mut error = None;
    for update in r.read_items::<across_json::enums::Update>() {
        update.map_or_else(|found| error = Some(found), |update| kept.push(update));
    }
    assert_eq!(kept.len(), 2);
    assert_eq!(error.as_ref().map(DecodeError::offset), Some(last));
    assert_eq!(r.check().err(), error);
}

/// Decodes the same bytes with a table that is compiled into the program, and with a table that is made at run time.
#[test]
fn damaged_values_have_the_same_result_with_both_kinds_of_tables() {
    use across_run_time::enums::Updates as AtRunTime;
    use across_used::enums::Updates as Used;

    let points = r#"{"_":"updatePoints","points":[{"_":"pointSmall","x":1},{"_":"pointSmall","x":2}]}"#;
    let all = [&update_user(USER), &update_user(NO_USER), &update_user(BOLD_USER), PAIRS, points];
    let bytes = older(&updates(&all, USER));
    let table = leak_table(&schema(OLDER));
    let mut random = Random::new(18);
    let mut survived = 0;
    for _ in 0..20_000 {
        let bytes = damage(&bytes, &mut random);
        let used = Used::from_bytes(&bytes);
        let mut r = Reader::new(&bytes).with_table(table);
        let at_run_time = AtRunTime::decode(&mut r);
        let at_run_time = r.finish().map(|()| at_run_time);
        match (used, at_run_time) {
            (Ok(used), Ok(at_run_time)) => {
                assert_eq!(format!("{used:?}"), format!("{at_run_time:?}"), "{}", hex(&bytes));
                survived += 1;
            }
            // These errors differ: with a table made at run time, the maximum count is one item for every four bytes.
            (Err(used), Err(_)) if matches!(used.kind(), DecodeErrorKind::CountTooLarge { .. }) => {}
            (Err(used), Err(at_run_time)) => {
                let of = |error: &DecodeError| (error.kind().clone(), error.offset(), error.type_name());
                assert_eq!(of(&used), of(&at_run_time), "{}", hex(&bytes));
            }
            (used, at_run_time) => panic!("{used:?}\n{at_run_time:?}\n{}", hex(&bytes)),
        }
    }
    assert!(survived > 1_000, "{survived}");
}

/// Returns encoded updates of a layer, with a message and with commands of a bot. `row` is the JSON of a row of buttons
/// in the message. Rows and commands are structs in Rust, because their types have one constructor.
fn updates_of_layer(layer: &str, row: &str) -> Vec<u8> {
    let json = r#"{"_":"updates","updates":[
        {"_":"updateBotStopped","user_id":"3","date":1,"stopped":true,"qts":2},
        {"_":"updateNewMessage","pts":1,"pts_count":2,"message":{
            "_":"message","id":5,"peer_id":{"_":"peerUser","user_id":"5"},"date":1,"message":"hi",
            "reply_markup":{"_":"replyInlineMarkup","rows":[ROW]}}},
        {"_":"updateBotCommands","peer":{"_":"peerUser","user_id":"5"},"bot_id":"5",
         "commands":[{"_":"botCommand","command":"x","description":"y"}]}],
        "users":[{"_":"user","id":"1"}],"chats":[],"date":1,"seq":2}"#;
    Codec::new(&bundled(layer)).encode(&json.replace("ROW", row), None).unwrap()
}

/// Returns the names of the constructors that a module decodes as `Other`. `$updates` is the result of decoding the
/// bytes from `updates_of_layer`.
macro_rules! unknown_names {
    ($module:ident, $updates:expr) => {{
        use $module::enums::{Message, Update, Updates, User};
        let read: Updates = $updates.unwrap();
        let Updates::Updates(all) = read else { panic!("{read:?}") };
        let [Update::Other(stopped), Update::NewMessage(message), Update::Other(commands)] = &*all.updates
        else {
            panic!("{all:?}")
        };
        let Message::Other(message) = &message.message else { panic!("{all:?}") };
        let [User::Other(user)] = &*all.users else { panic!("{all:?}") };
        assert_eq!(all.seq, 2);
        [stopped, message, commands, user].map(|unread| unread.constructor_name())
    }};
}

#[test]
fn a_client_of_layer_230_reads_updates_of_layer_225() {
    // Layer 230 does not have the constructor of this button.
    let row = r#"{"_":"keyboardButtonRow","buttons":[{"_":"keyboardButtonUrl","text":"a","url":"b"}]}"#;
    let bytes = updates_of_layer("telegram/225", row);
    let names = unknown_names!(layer_230_passing, Reader::new(&bytes).read());
    assert_eq!(names, ["updateBotStopped", "message", "updateBotCommands", "user"]);
}

#[test]
fn a_client_of_layer_225_reads_updates_of_layer_230() {
    // Layer 225 does not have the constructor of this row.
    let url = r#"{"_":"inlineButtonTypeUrl","url":"b"}"#;
    let button = format!(r#"{{"_":"keyboardInlineButton","text":"a","type":{url}}}"#);
    let row = format!(r#"{{"_":"keyboardInlineButtonRow","buttons":[{button}]}}"#);
    let bytes = updates_of_layer("telegram/230", &row);
    let error = layer_225_run_time::enums::Updates::from_bytes(&bytes).unwrap_err();
    assert!(
        matches!(error.kind(), DecodeErrorKind::UnknownConstructor { expected: "Message", .. }),
        "{error}"
    );
    let table = leak_table(&bundled("telegram/230"));
    let names = unknown_names!(layer_225_run_time, Reader::new(&bytes).with_table(table).read());
    assert_eq!(names, ["updateBotStopped", "message", "updateBotCommands", "user"]);
}
