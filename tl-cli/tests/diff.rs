//! Tests of `tl diff`: its three output formats, its exit status, and its messages about invalid input.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Folder, Run};
use serde_json::Value;

const OLD: &str = "\
user#11111111 flags:# self:flags.0?true id:int = User;
---functions---
users.get#22222222 id:int = User;
users.ping#33333333 = Bool;
";

fn tl(arguments: &str) -> Run {
    Folder::new().tl(arguments)
}

/// Creates two files: `old.tl`, and `new.tl`, in which `before` is replaced with `after`.
fn pair(before: &str, after: &str) -> Folder {
    assert!(OLD.contains(before));
    Folder::with("old.tl", OLD).and("new.tl", OLD.replace(before, after))
}

#[test]
fn changes_of_a_namespace_are_listed() {
    insta::assert_snapshot!(
        "diff_of_auth",
        Folder::new().tl_args(&["diff", "telegram/82", "telegram/230", "--only", "auth.*"], b"").ok()
    );
}

#[test]
fn a_silent_change_is_described_as_text_and_markdown() {
    let folder = pair("self:flags.0?true", "self:flags.0?true bot:flags.1?true");
    insta::assert_snapshot!(folder.tl("diff old.tl new.tl --allow TL0302").ok(), @r"
    old.tl -> new.tl
                  added  removed  changed  wire-breaking  compatible if masks are kept  source-breaking  compatible  silent
    functions         0        0        0              0                             0                0           0       0
    constructors      0        0        1              0                             0                1           0       1
    types             0        0        0              0                             0                0           0       0

    changed constructors
      user
        - user#11111111 flags:# self:flags.0?true id:int = User
        + user#11111111 flags:# self:flags.0?true bot:flags.1?true id:int = User
        source-breaking, silent: added `bot:flags.1?true`; the id is the same, so peers on the old schema accept the value and lose the flag; struct literals and patterns without `..` don't have it
    ");
    insta::assert_snapshot!(folder.tl("diff old.tl new.tl --format markdown --allow TL0302").ok(), @r"
    # old.tl -> new.tl

    | | added | removed | changed | wire-breaking | compatible if masks are kept | source-breaking | compatible | silent |
    | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    | functions | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    | constructors | 0 | 0 | 1 | 0 | 0 | 1 | 0 | 1 |
    | types | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |

    ## Changed constructors

    ### `user`

    ```diff
    - user#11111111 flags:# self:flags.0?true id:int = User
    + user#11111111 flags:# self:flags.0?true bot:flags.1?true id:int = User
    ```

    - **Source-breaking**, **silent**: added `bot:flags.1?true`; the id is the same, so peers on the old schema accept the value and lose the flag; struct literals and patterns without `..` don't have it.
    ");
}

/// Creates `old.tl` and `new.tl` in VK's style. `new.tl` has one more field, which depends on another bit.
fn evolution() -> Folder {
    Folder::with("old.tl", "stats#11111111 fields_mask:# x:fields_mask.0?int = Stats;\n")
        .and("new.tl", "stats#11111111 fields_mask:# x:fields_mask.0?int y:fields_mask.1?int = Stats;\n")
}

#[test]
fn a_new_field_on_an_unused_bit_is_compatible_if_masks_are_kept() {
    let folder = evolution();
    insta::assert_snapshot!(folder.tl("diff old.tl new.tl --allow TL0302").ok(), @r"
    old.tl -> new.tl
                  added  removed  changed  wire-breaking  compatible if masks are kept  source-breaking  compatible  silent
    functions         0        0        0              0                             0                0           0       0
    constructors      0        0        1              0                             1                0           0       1
    types             0        0        0              0                             0                0           0       0

    changed constructors
      stats
        - stats#11111111 fields_mask:# x:fields_mask.0?int = Stats
        + stats#11111111 fields_mask:# x:fields_mask.0?int y:fields_mask.1?int = Stats
        compatible if masks are kept, silent: added `y:fields_mask.1?int`; the id is the same, and the other side misreads values only if the bit is set; struct literals and patterns without `..` don't have it
    ");
    insta::assert_snapshot!(folder.tl("diff old.tl new.tl --format markdown --allow TL0302").ok(), @r"
    # old.tl -> new.tl

    | | added | removed | changed | wire-breaking | compatible if masks are kept | source-breaking | compatible | silent |
    | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    | functions | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    | constructors | 0 | 0 | 1 | 0 | 1 | 0 | 0 | 1 |
    | types | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |

    ## Changed constructors

    ### `stats`

    ```diff
    - stats#11111111 fields_mask:# x:fields_mask.0?int = Stats
    + stats#11111111 fields_mask:# x:fields_mask.0?int y:fields_mask.1?int = Stats
    ```

    - **Compatible if masks are kept**, **silent**: added `y:fields_mask.1?int`; the id is the same, and the other side misreads values only if the bit is set; struct literals and patterns without `..` don't have it.
    ");
    let json = folder.tl("diff old.tl new.tl --format json --allow TL0302").ok();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["summary"]["constructors"]["masks"], 1);
    assert_eq!(json["constructors"][0]["changes"][0]["class"], "masks");
    // In Telegram's dialect, the same change is wire-breaking.
    let telegram = folder.tl("diff old.tl new.tl --dialect telegram --allow TL0302 --fail-on wire");
    assert_eq!(telegram.status, 1);
}

#[test]
fn the_json_format_is_valid() {
    let text = pair("id:int =", "id:long =").tl("diff old.tl new.tl --format json --allow TL0302").ok();
    assert!(text.ends_with("}\n"));
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&json["format"], &json["version"]), (&"tl-diff".into(), &1.into()));
    assert_eq!((&json["old"]["name"], &json["new"]["name"]), (&"old.tl".into(), &"new.tl".into()));
    assert_eq!(json["summary"]["functions"]["wire"], 1);
    assert_eq!(json["functions"][0]["changes"][0]["kind"], "field_retyped");
    let layers: Value = serde_json::from_str(&tl("diff 82 82 --format json").ok()).unwrap();
    assert_eq!((&layers["old"]["layer"], &layers["types"]), (&82.into(), &Value::Array(Vec::new())));
}

#[test]
fn equal_schemas_do_not_differ() {
    assert_eq!(tl("diff 82 82 --fail-on source").ok(), "telegram/82 -> telegram/82\nno differences\n");
}

#[test]
fn fail_on_determines_the_exit_status() {
    let status = |before: &str, after: &str, asked: &str| {
        pair(before, after).tl(&format!("diff old.tl new.tl --allow TL0302 {asked}")).status
    };
    let wire = ("users.ping#33333333 = Bool;\n", "");
    let source = ("self:flags.0?true", "me:flags.0?true");
    let compatible = ("users.ping#33333333 = Bool;\n", "users.ping#33333333 = Bool;\nusers.pong = Bool;\n");
    for ((before, after), [plain, on_source, on_wire]) in
        [(wire, [0, 1, 1]), (source, [0, 1, 0]), (compatible, [0, 0, 0])]
    {
        assert_eq!(status(before, after, ""), plain, "{after}");
        assert_eq!(status(before, after, "--fail-on source"), on_source, "{after}");
        assert_eq!(status(before, after, "--fail-on wire"), on_wire, "{after}");
    }
    for (asked, status) in [("source", 1), ("wire", 0)] {
        let run = evolution().tl(&format!("diff old.tl new.tl --allow TL0302 --fail-on {asked}"));
        assert_eq!(run.status, status, "{asked}");
    }
    // Changes of names that `--only` does not select don't affect the exit status.
    assert_eq!(status(wire.0, wire.1, "--fail-on wire --only users.get"), 0);
    assert_eq!(status(wire.0, wire.1, "--fail-on wire --only users.*"), 1);
}

#[test]
fn output_in_a_pipe_has_no_colours_by_default() {
    assert!(!tl("diff 82 230 --only auth.logOut").ok().contains('\x1b'));
    assert!(tl("diff 82 230 --only auth.logOut --color always").ok().contains("\x1b[31m- auth.logOut"));
    for format in ["json", "markdown"] {
        let run = tl(&format!("diff 82 230 --only auth.logOut --color always --format {format}"));
        assert!(!run.ok().contains('\x1b'), "{format}");
    }
}

#[test]
fn names_in_neither_schema_are_errors() {
    assert_eq!(
        tl("diff 82 230 --only auth.logOut --only auth.sendCod").failure(),
        "error: neither schema has `auth.sendCod`\nhelp: did you mean `auth.sendCode`?\n"
    );
    assert_eq!(tl("diff 82 230 --only zzz.*").failure(), "error: neither schema has `zzz.*`\n");
    // A name is valid if one of the schemas contains it. The first name was removed, and the second one is new.
    assert!(
        tl("diff 82 230 --only auth.checkedPhone --only auth.loginToken").ok().contains("new constructors")
    );
}

#[test]
fn mistakes_of_both_schemas_are_reported() {
    let folder = Folder::with("old.tl", "a x:Nope = A; b = B;").and("new.tl", "a x:Neither = A; b = B;");
    let stderr = folder.tl("diff old.tl new.tl --message-format short").failure();
    insta::assert_snapshot!(stderr, @r"
    old.tl:1:5: error[TL0201]: type `Nope` is not defined
    new.tl:1:5: error[TL0201]: type `Neither` is not defined
    ");
    let run = folder.tl("diff old.tl new.tl --message-format json");
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.lines().count()), (1, "", 2));
    let run = folder.tl("diff old.tl new.tl --lenient --message-format short");
    assert_eq!((run.status, run.stdout.as_str()), (0, "old.tl -> new.tl\nno differences\n"));
    assert_eq!(run.stderr.matches("warning[TL0201]").count(), 2);
}

#[test]
fn either_schema_can_be_standard_input_but_not_both() {
    let folder = Folder::with("old.tl", OLD);
    let run = folder.tl_args(&["diff", "old.tl", "-", "--allow", "TL0302"], OLD.as_bytes());
    assert_eq!(run.ok(), "old.tl -> <stdin>\nno differences\n");
    let run = folder.tl_args(&["diff", "-", "-"], b"");
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert_eq!(run.stderr, "error: standard input can be read only once\n");
}

#[test]
fn missing_files_are_reported() {
    let error =
        |name| format!("error: cannot read {name}: no such file, and no bundled schema is called `{name}`\n");
    assert_eq!(tl("diff x.tl y.tl").failure(), error("x.tl") + &error("y.tl"));
    assert_eq!(tl("diff 82 y.tl").failure(), error("y.tl"));
    let unknown =
        "layer 83 of the Telegram API is not bundled; the nearest are `telegram/82` and `telegram/86`";
    let help = "help: `tl layers` lists the bundled schemas\n";
    let error = format!("error: cannot read telegram/83: no such file, and {unknown}\n{help}");
    assert_eq!(tl("diff 82 telegram/83").failure(), error);
}

#[test]
fn layers_of_the_history_are_compared() {
    assert!(tl("diff 199 225").ok().starts_with("layer 199 -> layer 225\n"));
}
