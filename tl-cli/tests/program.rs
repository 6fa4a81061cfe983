//! Tests of small verbs, of the help, and of exit statuses.

mod common;

use common::{Folder, words};

#[test]
fn the_help_lists_verbs_and_options() {
    insta::assert_snapshot!("help", Folder::new().tl("-h").ok());
    insta::assert_snapshot!("help_generate", Folder::new().tl("generate -h").ok());
    insta::assert_snapshot!("help_generate_rust", Folder::new().tl("generate rust -h").ok());
}

#[test]
fn every_verb_has_examples_that_run() {
    let verbs = verbs("");
    assert!(verbs.len() > 10, "{verbs:?}");
    for verb in verbs {
        let schema = "user id:long = User;\n";
        let folder = Folder::with("api.tl", schema).and("old.tl", schema).and("new.tl", schema);
        let folder = folder.and("docs.json", r#"{"format": "tl-overlay", "version": 1}"#);
        if verb == "generate" {
            folder.tl("init api.tl").ok();
        }
        let help = folder.tl(&format!("help {verb}")).ok();
        assert_eq!(help, folder.tl(&format!("{verb} --help")).ok(), "{verb}");
        let lines = help.lines().skip_while(|line| *line != "Examples:");
        let lines = lines.filter_map(|line| line.trim_start().strip_prefix("tl "));
        let examples: Vec<_> = lines.collect();
        assert!(!examples.is_empty(), "the help of {verb} has no example");
        for example in examples {
            assert!(
                example.starts_with(&verb),
                "the help of {verb} has an example of another verb: {example}"
            );
            if verb == "serve" {
                // The option `--port` is removed, because `Folder::serve` chooses a free port.
                folder.serve(&words(example.split(" --port").next().unwrap()));
                continue;
            }
            let run = folder.tl_args(&words(example), b"");
            assert_eq!(run.status, 0, "tl {example}: {}", run.stderr);
        }
    }
}

/// Returns all verbs below `verb`, at any depth, according to the help.
fn verbs(verb: &str) -> Vec<String> {
    let help = Folder::new().tl(&format!("{verb} -h")).ok();
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = listed.map_while(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let found = names.map(|name| format!("{verb} {name}").trim_start().to_owned());
    found.flat_map(|found| [verbs(&found), vec![found]].concat()).collect()
}

#[test]
fn usage_errors_have_the_exit_status_2() {
    for usage in [
        "",
        "brew",
        "check",
        "check a.tl --color pink",
        "check a.tl --message-format xml",
        "diff 82",
        "diff 82 230 --fail-on compatible",
        "diff 82 230 --format xml",
        "id",
        "id a --schema b",
        "explain",
        "layers 82",
        "generate json mtproto -o - --check",
        "generate --check rust mtproto -o out",
        "generate docs mtproto --coverage --check",
    ] {
        let run = Folder::new().tl(usage);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{usage}: {}", run.stderr);
    }
}

#[test]
fn the_bundled_schemas_are_listed() {
    let listed = Folder::new().tl("layers").ok();
    assert_eq!(listed.lines().count(), 1 + tl_schemas::ALL.len());
    for row in [
        "name          layer  constructors  functions",
        "mtproto           -            61         10",
        "telegram/82      82           660        269",
        "telegram/230    230          1704        850",
    ] {
        assert!(listed.lines().any(|line| line == row), "{listed}");
    }
}

#[test]
fn every_code_is_explained() {
    for known in tl_parser::codes::all().chain(tl_codegen::codes::ALL) {
        assert_eq!(Folder::new().tl(&format!("explain {}", known.code)).ok(), format!("{}\n", known.text));
    }
    assert!(Folder::new().tl("explain tl0201").ok().contains("user:Usr"));
}

#[test]
fn an_unknown_code_is_an_error() {
    let stderr = Folder::new().tl("explain TL9999").failure();
    assert_eq!(
        stderr,
        "error: no problem has the code `TL9999`\nhelp: a code is `TL` and four digits, such as `TL0201`\n"
    );
}

#[test]
fn no_input_causes_a_panic() {
    let texts: [&[u8]; 6] =
        [b"\0", b"\xff\xfe", b"\xef\xbb\xbfa = A", b"= \r\n;;", b"a x:((((", b"/*\x1b[31m"];
    for text in texts {
        for arguments in [
            ["check", "-"].as_slice(),
            &["id", "--schema", "-"],
            &["generate", "rust", "-", "-o", "out"],
            &["diff", "-", "82"],
        ] {
            let run = Folder::new().tl_args(arguments, text);
            assert!(run.status == 1 && run.stderr.contains("error[TL"), "{text:?} {arguments:?}: {run:?}");
            assert!(!run.stderr.contains('\x1b'), "{text:?} {arguments:?}: {run:?}");
        }
    }
}

#[test]
fn a_closed_pipe_is_not_a_failure() {
    for arguments in
        [["id", "--schema", "telegram/230"].as_slice(), &["diff", "82", "230"], &["layers"], &["--help"]]
    {
        let mut child = Folder::new().command(env!("CARGO_BIN_EXE_tl")).args(arguments).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), output.stderr.as_slice()),
            (Some(0), b"".as_slice()),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_closed_pipe_does_not_change_the_exit_status() {
    let folder = Folder::with("bad.tl", "a x:Nope = A;\n".repeat(5000));
    let mut command = folder.command(env!("CARGO_BIN_EXE_tl"));
    let mut child = command.args(["check", "bad.tl", "--message-format", "json"]).spawn().unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = Folder::new().command(env!("CARGO_BIN_EXE_tl")).arg("layers").stdout(full).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.starts_with("error: cannot write the output: "), "{stderr}");
}

/// Checks that each error that stops a verb is one JSON object on one line, and that nothing else is written.
#[test]
fn errors_are_json_with_message_format_json() {
    for (arguments, error) in [
        (
            "show auth.cancelCodes",
            r#"{"kind":"unknown","severity":"error","message":"the schema has no `auth.cancelCodes`","help":"did you mean `auth.cancelCode`?"}"#,
        ),
        (
            "decode 7z",
            r#"{"kind":"value","severity":"error","message":"at 1:2: unexpected `z` in bytes","line":1,"column":2,"help":null}"#,
        ),
        (
            "explain TL9999",
            r#"{"kind":"unknown","severity":"error","message":"no problem has the code `TL9999`","help":"a code is `TL` and four digits, such as `TL0201`"}"#,
        ),
        (
            "check nope.tl",
            r#"{"kind":"input","severity":"error","message":"cannot read nope.tl: no such file, and no bundled schema is called `nope.tl`","help":null}"#,
        ),
        (
            "decode --jsonl --format raw",
            r#"{"kind":"usage","severity":"error","message":"`--format raw` cannot be used with `--jsonl`","help":"use `--format hex` or `--format base64` with `--jsonl`"}"#,
        ),
        (
            "check --lenien a.tl",
            r#"{"kind":"usage","severity":"error","message":"unexpected argument '--lenien' found","help":"a similar argument exists: '--lenient'"}"#,
        ),
    ] {
        let run = Folder::new().tl(&format!("{arguments} --message-format json"));
        assert_eq!(run.stdout + &run.stderr, format!("{error}\n"), "{arguments}");
        assert_eq!(run.status, if error.contains("usage") { 2 } else { 1 }, "{arguments}");
    }
    let run = Folder::new().tl("explain TL9999 --message-format short");
    assert_eq!(run.stderr, "error: no problem has the code `TL9999`\n");
}
