//! The small verbs, the help, and how the program ends.

mod common;

use common::Folder;

#[test]
fn the_help_is_short() {
    insta::assert_snapshot!("help", Folder::new().tl("-h").ok());
    insta::assert_snapshot!("help_generate_rust", Folder::new().tl("generate rust -h").ok());
}

#[test]
fn every_verb_has_help() {
    let verbs = [
        "check",
        "generate",
        "generate rust",
        "generate docs",
        "show",
        "diff",
        "id",
        "encode",
        "decode",
        "layers",
        "explain",
    ];
    for verb in verbs.iter().chain(&["completions"]) {
        assert!(Folder::new().tl(&format!("{verb} --help")).ok().contains("Usage: tl "), "{verb}");
    }
}

#[test]
fn usage_errors_end_with_2() {
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
        "id a --file b",
        "explain",
        "layers 82",
    ] {
        let run = Folder::new().tl(usage);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{usage}: {}", run.stderr);
    }
}

#[test]
fn the_bundled_schemas_are_listed() {
    insta::assert_snapshot!(Folder::new().tl("layers").ok(), @"
    name          layer  constructors  functions
    mtproto           -            61         10
    telegram/82      82           660        269
    telegram/230    230          1704        850
    ");
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
    assert_eq!(stderr, "error: `TL9999` is no code; one is `TL` and four digits, such as `TL0201`\n");
}

#[test]
fn no_text_makes_it_panic() {
    let texts: [&[u8]; 6] =
        [b"\0", b"\xff\xfe", b"\xef\xbb\xbfa = A", b"= \r\n;;", b"a x:((((", b"/*\x1b[31m"];
    for text in texts {
        for arguments in [
            ["check", "-"].as_slice(),
            &["id", "--file", "-"],
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
fn a_reader_that_goes_away_is_no_failure() {
    for arguments in
        [["id", "--file", "telegram/230"].as_slice(), &["diff", "82", "230"], &["layers"], &["--help"]]
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
fn a_reader_that_goes_away_does_not_change_the_verdict() {
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
    assert!(stderr.starts_with("error: cannot write to standard output: "), "{stderr}");
}
