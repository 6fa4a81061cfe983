//! Tests of `tl show`, which describes names and ids.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::Folder;

/// The overlay in the examples of `docs/`.
const OVERLAY: &str = include_str!("../../examples/overlay.json");

const COMMENTED: &str = "\
//@class State @description Where a chat is\n\
\n\
//@description It is known where the chat is @list The list; may be null\n\
//@order See https://example.com for how it is counted.\n\
//-A second line, which is so long that it does not fit on one line of the output and goes on with another one\n\
stateKnown list:List order:int53 = State;\n\
\n\
//@description Nobody knows\n\
stateUnknown = State;\n\
\n\
list = List;\n\
---functions---\n\
//@description Asks where a chat is @chat_id Which chat\n\
getState chat_id:int53 = State;\n\
setStates states:vector<State> = Ok;\n\
---types---\n\
ok = Ok;\n";

fn layer_82(what: &str) -> String {
    Folder::with("o.json", OVERLAY).tl(&format!("show {what} --schema telegram/82 --overlay o.json")).ok()
}

fn commented(arguments: &str) -> String {
    Folder::with("a.tl", COMMENTED).tl(&format!("show {arguments} --schema a.tl")).ok()
}

#[test]
fn a_method_is_shown() {
    insta::assert_snapshot!("cancel_code", layer_82("auth.cancelCode"));
    assert_eq!(layer_82("#1f040578"), layer_82("auth.cancelCode"));
}

#[test]
fn a_type_is_shown_with_its_constructors_and_users() {
    insta::assert_snapshot!("type", layer_82("auth.CodeType"));
}

#[test]
fn a_generic_function_is_shown() {
    insta::assert_snapshot!("generic", layer_82("invokeWithLayer"));
}

#[test]
fn comments_are_shown() {
    insta::assert_snapshot!("commented_constructor", commented("stateKnown"));
    insta::assert_snapshot!("commented_type", commented("State"));
}

#[test]
fn programs_get_json() {
    insta::assert_snapshot!("json", layer_82("auth.cancelCode --format json"));
    insta::assert_snapshot!("json_of_a_type", commented("State --format json"));
}

/// Checks that the newest layer is the default, and that upper and lower case are distinguished.
#[test]
fn all_items_with_a_name_are_shown() {
    let firsts = |text: String| -> Vec<String> {
        let kinds = ["type ", "constructor ", "function "];
        text.lines()
            .filter(|line| kinds.iter().any(|kind| line.starts_with(kind)))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(firsts(Folder::new().tl("show auth.sentCode").ok()), ["constructor auth.sentCode"]);
    assert_eq!(firsts(Folder::new().tl("show auth.SentCode").ok()), ["type auth.SentCode"]);
    let text = "===1===\na = a;\n===2===\na x:int = a;\n";
    let shown = Folder::with("a.tl", text).tl("show a --schema a.tl --allow TL0903").ok();
    assert_eq!(firsts(shown.clone()), ["type a", "constructor a", "constructor a"]);
    assert!(shown.contains("types::layer_2::A") && shown.contains("\nlayer  2\n"), "{shown}");
}

#[test]
fn unknown_names_are_errors() {
    for (what, error) in [
        ("cancelCodes", "the schema has no `cancelCodes`\nhelp: did you mean `auth.cancelCode`?"),
        (
            "sendMesage",
            "the schema has no `sendMesage`\nhelp: did you mean `messages.sendMessage` or `ephemeral.sendMessage`?",
        ),
        ("#12345678", "neither the schema nor any bundled one has the id `#12345678`"),
        ("#", "the schema has no `#`"),
        ("#+1", "the schema has no `#+1`"),
    ] {
        assert_eq!(Folder::new().tl(&format!("show {what}")).failure(), format!("error: {error}\n"));
    }
}

/// Checks that names in an overlay are not reported if the schema does not contain them, and that an invalid overlay is
/// reported.
#[test]
fn an_overlay_may_be_for_another_layer() {
    let folder = Folder::with("o.json", OVERLAY.replace("cancelCode", "cancelCodes"))
        .and("broken.json", "{\"format\": \"tl-overlay\", \"version\": 1, \"functions\": {\"a\": 1}}")
        .and("comments.tl", "//@description Says yes\nboolTrue = Bool;\nboolFalse = Bool;");
    let run = folder.tl("show auth.cancelCode --overlay o.json");
    assert_eq!((run.status, &*run.stderr), (0, ""));
    let run = folder.tl("show auth.cancelCode --overlay broken.json");
    assert_eq!((run.status, &*run.stdout), (1, ""));
    assert!(run.stderr.starts_with("error[TL0803]"), "{}", run.stderr);
    assert!(folder.tl("show boolTrue --overlay comments.tl").ok().contains("\nSays yes\n"));
    assert!(folder.tl("show a --overlay nope.json").failure().starts_with("error: cannot read nope.json: "));
}

/// Runs `tl` with the environment variable `COLUMNS`, which sets the width of the terminal.
fn in_columns(columns: usize, arguments: &[&str]) -> String {
    let folder = Folder::new();
    let mut command = folder.command(env!("CARGO_BIN_EXE_tl"));
    let output = command.args(arguments).env("COLUMNS", columns.to_string()).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn output_fits_the_terminal_and_no_word_is_broken() {
    let arguments: [&[&str]; 4] = [
        &["show", "messages.getHistory"],
        &["show", "InputPeer"],
        &["show", "get", "history"],
        &["show", "--help"],
    ];
    for arguments in arguments {
        let (narrow, wide) = (in_columns(60, arguments), in_columns(1000, arguments));
        // The usage line is excluded, because it contains names of options that do not fit on a line.
        let long =
            narrow.lines().filter(|line| line.chars().count() > 60 && !line.starts_with("Usage")).count();
        assert_eq!(long, 0, "{narrow}");
        let words: Vec<_> = wide.split_whitespace().collect();
        let broken = narrow.split_whitespace().find(|word| !words.contains(word) && !word.ends_with('…'));
        assert_eq!(broken, None, "{narrow}");
    }
    let line = in_columns(60, &["show", "get", "history"]).lines().next().unwrap().to_owned();
    assert_eq!(line, "function     messages.getHistory#4423e6c5 peer:InputPeer of…");
}

/// Checks that a declaration is on one line if the output goes to a file or a pipe.
#[test]
fn declarations_in_a_pipe_are_not_wrapped() {
    let shown = Folder::new().tl("show messages.getHistory --layer 82").ok();
    let declaration = "  messages.getHistory#dcbb8260 peer:InputPeer offset_id:int offset_date:int add_offset:int limit:int \
                       max_id:int min_id:int hash:int = messages.Messages";
    assert_eq!(shown.lines().nth(2), Some(declaration));
}

#[test]
fn many_matches_are_counted() {
    let listed = Folder::new().tl("show mess --layer 82").ok();
    assert_eq!(listed.lines().count(), 31);
    let last = listed.lines().last().unwrap();
    assert!(last.ends_with(" more; add words to narrow the search, or use `--format json`"), "{last}");
}

#[test]
fn several_schemas_are_searched_in_order() {
    let constructors = |arguments: &str| -> Vec<String> {
        let shown = Folder::new().tl(arguments).ok();
        shown.lines().filter(|line| line.starts_with("place")).map(str::to_owned).collect()
    };
    let both = constructors("show message --schema mtproto --layer 82");
    assert_eq!(both.len(), 2, "{both:?}");
    assert!(both[0].contains("mtproto") && both[1].contains("82"), "{both:?}");
    let both = constructors("show message --layer 82 --schema mtproto");
    assert!(both[0].contains("82") && both[1].contains("mtproto"), "{both:?}");
}

#[test]
fn output_in_a_pipe_has_no_colours_by_default() {
    let coloured = Folder::new().tl("show auth.cancelCode --layer 82 --color always").ok();
    assert!(coloured.starts_with("\u{1b}[1mfunction auth.cancelCode\u{1b}[0m\n"), "{coloured:?}");
    for arguments in ["show auth.cancelCode --layer 82", "show auth.cancelCode --layer 82 --color never"] {
        assert!(!Folder::new().tl(arguments).ok().contains('\u{1b}'), "{arguments}");
    }
}
