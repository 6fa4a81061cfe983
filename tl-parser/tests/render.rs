//! Tests of diagnostics as text: all formats show the same position, and their size does not depend on the length of
//! lines.

mod common;

use tl_parser::schema::{Options, resolve};
use tl_parser::{Diagnostics, SourceMap, parse, render};

fn mistakes(text: &str) -> (SourceMap, Diagnostics) {
    let (sources, file) = common::one_file("api.tl", text);
    let diagnostics = parse(&sources, file).diagnostics;
    (sources, diagnostics)
}

#[test]
fn all_formats_show_the_same_position() {
    for text in [
        "\u{FEFF}a x:,",
        "// é\r\n\r\n/* 中 */\ta x:,",
        "a = A;\n\u{1F600}",
        "a x:int,\r\n y:int = A;",
        "a = A",
    ] {
        let (sources, found) = mistakes(text);
        let report = render::reports(&found, &sources).next().unwrap();
        let place = format!("api.tl:{}:{}", report.line, report.column);
        let (short, human) = (render::short(&found, &sources), render::human(&found, &sources, false));
        assert!(
            short.starts_with(&format!("{place}: error[{}]: {}\n", report.code, report.message)),
            "{short}"
        );
        let plain = render::plain(&found, &sources);
        for text in [human, plain] {
            assert_eq!(text.lines().nth(1).unwrap().trim(), format!("--> {place}"), "{text}");
        }
    }
}

#[test]
fn a_report_can_be_serialised() {
    let (sources, found) = mistakes("a = A;\nb x:zed y::");
    let report = render::reports(&found, &sources).next().unwrap();
    assert_eq!(
        serde_json::to_string(&report).unwrap(),
        "{\"code\":\"TL0101\",\"severity\":\"error\",\"message\":\"expected a type, found `:`\",\"file\":\"api.tl\",\
         \"line\":2,\"column\":11,\"end_line\":2,\"end_column\":12,\"help\":null}"
    );
}

/// Checks that the line of every label is shown, with marks below the characters of the label.
#[test]
fn plain_reports_show_the_line_of_every_label() {
    let text = format!("a = A;{}/* é */\ta x:int = A;", "\n".repeat(9));
    let (sources, file) = common::one_file("api.tl", text);
    let found = resolve(&sources, &[parse(&sources, file)], &Options::default()).diagnostics;
    let expected = [
        "error[TL0203]: `a` is declared twice",
        "  --> api.tl:10:9",
        "   |",
        "10 | /* é */\ta x:int = A;",
        "   |        \t^ declared again",
        "  ::: api.tl:1:1",
        "   |",
        "1  | a = A;",
        "   | - first declared here",
        "   = help: rename or remove one of the two",
    ];
    assert_eq!(render::plain(&found, &sources).lines().collect::<Vec<_>>(), expected);
}

#[test]
fn a_long_line_is_not_drawn() {
    let (sources, found) = mistakes(&format!("a{} x:, = A;", " ".repeat(10_000_000)));
    let human = render::human(&found, &sources, false);
    assert_eq!(human, "error[TL0101]: expected a type, found `,`\n--> api.tl:1:10000005\n");
    let plain = render::plain(&found, &sources);
    assert_eq!(plain, "error[TL0101]: expected a type, found `,`\n --> api.tl:1:10000005\n");
}

#[test]
fn the_first_fifty_problems_are_drawn_and_the_others_are_counted() {
    let (sources, found) = mistakes(&"a;".repeat(52));
    for text in [render::human(&found, &sources, false), render::plain(&found, &sources)] {
        assert_eq!(text.matches("error[TL0101]").count(), 50);
        assert!(text.ends_with("\n\n... and 2 more problems\n"));
    }
    assert_eq!(render::short(&found, &sources).lines().count(), 52);
}

#[test]
fn colors_are_used_only_on_request() {
    let (sources, found) = mistakes("a;");
    assert!(render::human(&found, &sources, true).contains('\u{1b}'));
    assert!(!render::human(&found, &sources, false).contains('\u{1b}'));
    assert_eq!(render::human(&Diagnostics::default(), &sources, true), "");
}

/// Checks that carriage returns are not printed. They would move the cursor of a terminal.
#[test]
fn carriage_returns_are_not_drawn() {
    let (sources, found) = mistakes("a x:int, = A; // c\r\r\r\nb =\rB:;\r\n");
    let human = render::human(&found, &sources, false);
    assert!(!human.contains('\r') && human.contains("a x:int, = A; // c\n"), "{human}");
    assert_eq!(found.len(), 2);
}
