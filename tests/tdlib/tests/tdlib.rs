//! Reads the recorded requests, writes them with the generated types, sends the written requests to the real libtdjson,
//! and reads the answers. The answers must be equal to the recorded answers. The library uses no network.

#![cfg(corpus)]
#![allow(clippy::panic, clippy::unwrap_used, reason = "everything here is a test")]

mod common;

use std::collections::HashMap;
use std::time::{Duration, Instant};
use std::{env, fs};

use common::calls::Call;
use common::{Record, install, json, lenient, normal, records};
use serde_json::Value;
use tl_example_tdlib::TdJson;
use tl_runtime::Identify;
use tl_runtime::tdjson::{Content, FromJson, Incoming, JsonOptions, ToJson};
use tl_tdlib::td;

static CALLS: [Call; 72] = calls![td:
    AddLogMessage AddNetworkStatistics AddProxy CheckAuthenticationBotToken CheckAuthenticationCode
    CheckQuickReplyShortcutName CleanFileName Close DeleteLanguagePack DisableProxy EditCustomLanguagePackInfo
    EditProxy GetAuthorizationState GetChatFolderDefaultIconName GetChats GetCountryFlagEmoji GetCurrentState
    GetDatabaseStatistics GetFileExtension GetFileMimeType GetInternalLink GetInternalLinkType GetJsonString
    GetJsonValue GetLanguagePackInfo GetLanguagePackString GetLanguagePackStrings GetLocalizationTargetInfo
    GetLogStream GetLogTagVerbosityLevel GetLogTags GetLogVerbosityLevel GetMarkdownText GetMe GetNetworkStatistics
    GetOption GetPhoneNumberInfoSync GetProxies GetPushReceiverId GetStorageStatistics GetStorageStatisticsFast
    GetTextEntities GetThemeParametersJsonString ParseMarkdown ParseTextEntities ProcessPushNotification RemoveProxy
    ResetNetworkStatistics SaveApplicationLogEvent SearchQuote SearchStringsByPrefix SendMessage SetAlarm
    SetAuthenticationPhoneNumber SetCustomLanguagePack SetCustomLanguagePackString SetLogStream
    SetLogTagVerbosityLevel SetLogVerbosityLevel SetNetworkType SetOption SetTdlibParameters TestCallBytes
    TestCallEmpty TestCallString TestCallVectorInt TestCallVectorIntObject TestCallVectorString
    TestCallVectorStringObject TestReturnError TestSquareInt TestUseUpdate
];

/// Recorded answers with a value that depends on the time or on the build of the library: the number of each answer,
/// and a description of the value. Only the types of these answers are compared.
const VARIABLE: [(u64, &str); 3] = [
    (120, "the option `commit_hash`"),
    (234, "an infinite number, which some C++ libraries read as the largest finite number"),
    (510, "the option `unix_time`"),
];

/// Options whose values depend on the time, the time zone or the build of the library.
const VARIABLE_OPTIONS: [&str; 3] = ["commit_hash", "unix_time", "utc_time_offset"];

/// A field whose value depends on the time.
const VARIABLE_FIELD: &str = "since_date";

#[test]
fn the_library_returns_the_recorded_answers() {
    let Some(path) = install::TDJSON.find("requests to TDLib") else { return };
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("db")).unwrap();
    let td = TdJson::load(path).unwrap();
    // The recorded requests contain relative paths.
    env::set_current_dir(folder.path()).unwrap();

    let records = records("tdjson.jsonl");
    let mut replay = Replay::new(&td, &records);
    records.iter().for_each(|record| replay.step(record));
    assert!(replay.flaws.is_empty(), "{} flaws:\n{}", replay.flaws.len(), replay.flaws.join("\n"));
    // 103 requests are sent with `td_execute`: 91 of the kinds `normal`, `extra` and `lenient`, and 12 of the kind
    // `error`, which TDLib rejects because of their values.
    assert_eq!(replay.executed, 103);
    assert_eq!(replay.received, 93);
    // The library may send updates in another order.
    replay.updates.sort_unstable();
    replay.recorded_updates.sort_unstable();
    assert_eq!(replay.updates, replay.recorded_updates);
}

/// Replays the requests in the order of the recordings.
struct Replay<'a> {
    td: &'a TdJson,
    records: &'a [Record],
    /// The client. It is not created before the first `td_send`, because earlier requests with `td_execute` turn off
    /// the log.
    client_id: Option<i32>,
    /// The path of the current folder. The library puts this path before the names of files.
    folder: String,
    /// The function of each request that has no answer yet, by the `@extra` of the request as JSON.
    open: HashMap<String, &'static Call>,
    /// Answers that arrived before their turn in the recordings, by their `@extra`.
    early: HashMap<String, String>,
    executed: usize,
    received: usize,
    updates: Vec<String>,
    recorded_updates: Vec<String>,
    flaws: Vec<String>,
}

impl<'a> Replay<'a> {
    fn new(td: &'a TdJson, records: &'a [Record]) -> Self {
        Self {
            td,
            records,
            client_id: None,
            folder: format!("{}/", env::current_dir().unwrap().display()),
            open: HashMap::new(),
            early: HashMap::new(),
            executed: 0,
            received: 0,
            updates: Vec::new(),
            recorded_updates: Vec::new(),
            flaws: Vec::new(),
        }
    }

    fn step(&mut self, record: &Record) {
        match record.via.as_str() {
            "td_execute" if record.is_request => self.execute(record),
            "td_send" => self.send(record),
            "td_receive" if record.is_update => self.receive_update(record),
            "td_receive" => self.receive_answer(record),
            _ => {}
        }
    }

    fn execute(&mut self, record: &Record) {
        let Some((call, request)) = rewrite(record) else { return };
        let answer = self.td.execute(&request).unwrap();
        assert_eq!(call.is_synchronous, !answer.contains("can't be executed synchronously"), "{}", call.name);
        let recorded = self.records.iter().find(|one| one.to == Some(record.number)).unwrap();
        self.compare(call, &answer, recorded);
        self.executed += 1;
    }

    fn send(&mut self, record: &Record) {
        let Some((call, request)) = rewrite(record) else { return };
        let client_id = *self.client_id.get_or_insert_with(|| self.td.create_client_id());
        self.td.send(client_id, &request).unwrap();
        self.open.insert(extra(&json(&record.text)), call);
    }

    fn receive_answer(&mut self, recorded: &Record) {
        let extra = extra(&json(&recorded.text));
        // Requests that the types cannot express were not sent, so they have no answer.
        let Some(call) = self.open.remove(&extra) else { return };
        self.receive_until(recorded, |replay| replay.early.contains_key(&extra));
        let answer = self.early.remove(&extra).unwrap();
        self.compare(call, &answer, recorded);
        self.received += 1;
    }

    /// Waits until the library has sent as many updates as the recordings contain up to and including `recorded`.
    fn receive_update(&mut self, recorded: &Record) {
        let mut update = json(&recorded.text);
        update.as_object_mut().unwrap().remove("@client_id");
        self.recorded_updates.push(comparable(&update).to_string());
        self.receive_until(recorded, |replay| replay.updates.len() >= replay.recorded_updates.len());
    }

    fn receive_until(&mut self, recorded: &Record, is_done: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !is_done(self) {
            assert!(start.elapsed() < Duration::from_secs(10), "the library did not send {}", recorded.text);
            let Some(text) = self.td.receive(1.0) else { continue };
            match Incoming::<td::enums::Update>::parse(&text).unwrap().content {
                Content::Update(update) => {
                    self.updates.push(comparable(&json(&update.to_json_text())).to_string());
                }
                Content::Answer(answer) => {
                    self.early.insert(extra(&json(answer)), answer.to_owned());
                }
            }
        }
    }

    fn compare(&mut self, call: &Call, answer: &str, recorded: &Record) {
        let answer = answer.replace(&self.folder, "");
        let (mut read, mut expected) = (comparable(&call.reread(&answer)), comparable(&json(&recorded.text)));
        if VARIABLE.iter().any(|&(number, _)| number == recorded.number) {
            (read, expected) = (read["@type"].take(), expected["@type"].take());
        }
        if read != expected {
            self.flaws.push(format!("{}: {read}\n     instead of {expected}", recorded.number));
        }
    }
}

/// Returns a value without the parts that depend on the time or on the build of the library.
fn comparable(value: &Value) -> Value {
    let mut value = normal(value);
    remove_variable_parts(&mut value);
    value
}

fn remove_variable_parts(value: &mut Value) {
    match value {
        Value::Object(members) => {
            let name = members.get("name").and_then(Value::as_str);
            let is_variable = name.is_some_and(|name| VARIABLE_OPTIONS.contains(&name));
            members.retain(|key, _| key != VARIABLE_FIELD && !(is_variable && key == "value"));
            members.values_mut().for_each(remove_variable_parts);
            // The answer to `getCurrentState` is a list of updates in any order.
            if let Some(Value::Array(updates)) = members.get_mut("updates") {
                updates.sort_by_key(Value::to_string);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(remove_variable_parts),
        _ => {}
    }
}

/// Returns a request as its type writes it, or `None` if its type cannot express it.
fn rewrite(record: &Record) -> Option<(&'static Call, String)> {
    let options = if record.kind == "lenient" { lenient() } else { JsonOptions::default() };
    let request = td::functions::Any::from_json_with(&record.text, options).ok()?;
    let name = request.constructor_name();
    let call = CALLS.iter().find(|call| call.name == name).unwrap_or_else(|| panic!("{name}"));
    let extra =
        serde_json::from_str::<Value>(&record.text).ok().and_then(|request| request.get("@extra").cloned());
    Some((call, call.rewrite(&record.text, options, extra.as_ref())))
}

/// Returns the `@extra` of a request or answer as JSON.
fn extra(value: &Value) -> String {
    value.get("@extra").map(Value::to_string).unwrap_or_default()
}
