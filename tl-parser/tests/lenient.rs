//! Tests of lenient reading, which leaves out declarations with errors, and of warnings that are suppressed or made
//! errors.

#![allow(clippy::panic, clippy::unwrap_used)] // Tests fail by panicking.
mod common;

use tl_parser::schema::{Options, Resolved};
use tl_parser::{Code, Lints, codes, load};

fn resolved(text: &str, options: &Options) -> Resolved {
    let (sources, _) = common::one_file("test.tl", text);
    load(&sources, options)
}

/// Returns the declarations that are kept, and the codes of the warnings.
fn lenient(text: &str) -> (Vec<String>, Vec<&'static str>) {
    let Resolved { schema, diagnostics, .. } =
        resolved(text, &Options { lenient: true, ..Options::default() });
    let schema = schema.unwrap_or_else(|| panic!("{text}: {diagnostics:#?}"));
    let declared = schema.combinators().filter(|&id| !schema[id].is_predefined());
    let names = declared.map(|id| schema[id].name().to_owned()).collect();
    (names, diagnostics.iter().map(|problem| problem.code.as_str()).collect())
}

#[test]
fn declarations_with_mistakes_and_their_dependents_are_left_out() {
    let cases = [
        ("a = A; b x:Usr = B; c x:B = C; d x:C y:A = D;", &["a"][..], &["TL0201"; 3][..]),
        ("a x:int = A; a y:int = A; b x:A = B;", &["a", "b"], &["TL0203"]),
        ("a x:Nope = A; a y:int = A; b x:A = B;", &["a", "b"], &["TL0201"]),
        ("a x:flags.1?int flags:# = A; b = B;", &["b"], &["TL0401"]),
        ("a x:int, y:int = A; b x:A = B; c = C;", &["c"], &["TL0112", "TL0201"]),
        ("a = A\nb = B;", &["a", "b"], &["TL0102"]),
        ("a = A; /* b = B;", &["a"], &["TL0109"]),
        ("a1 = A; a2 x:Foo = A; b x:A = B;", &["a1", "b"], &["TL0201"]),
        ("a x:a = A; b = B;", &["b"], &["TL0503"]),
        ("a = A; Final A; b = A;", &["a"], &["TL0211"]),
    ];
    for (text, left, warnings) in cases {
        assert_eq!(
            lenient(text),
            (left.iter().map(ToString::to_string).collect(), warnings.to_vec()),
            "{text}"
        );
    }
}

#[test]
fn a_constructor_can_be_used_bare_even_if_its_type_has_several() {
    let text = "a x:int = A; b y:string = A; c x:a = C;";
    assert_eq!(lenient(text).1, ["TL0501"]);
    assert_eq!(lenient(text).0, ["a", "b", "c"]);
    let text = "a x:int = A; b y:string = A; c x:%A = C;";
    assert_eq!(lenient(text), (vec!["a".into(), "b".into()], vec!["TL0501"]));
}

/// Checks a chain in which every declaration needs the next one, and the last one needs an undeclared type.
#[test]
fn a_long_chain_of_dependents_is_left_out() {
    let mut chain: String = (0..5_000).map(|n| format!("c{n} x:C{} = C{n};", n + 1)).collect();
    chain.push_str("good x:int = Good;");
    let (left, warnings) = lenient(&chain);
    assert_eq!((left, warnings.len()), (vec!["good".to_owned()], 5_000));
}

#[test]
fn only_dependents_of_a_declaration_are_left_out_with_it() {
    let text = "a x:Nope = A; b y:int = A; c x:A = C; d x:a = D; e {a:Type} x:a = E a; f b:# x:(E int) = F; \
                g x:Vector<d> = G; h x:int = H; ---functions--- i x:int = D; j x:G = H;";
    assert_eq!(lenient(text), (["b", "c", "e", "f", "h"].map(str::to_owned).to_vec(), vec!["TL0201"; 5]));
}

/// Checks a schema that was published with two mistakes.
#[test]
fn layer_97_has_two_mistakes() {
    let Some(folder) = common::shared() else { return };
    let text = std::fs::read_to_string(folder.join("corpus/telegram/layer-97.tl")).unwrap();
    let (sources, _) = common::one_file("layer-97.tl", text.as_str());
    let strict = load(&sources, &Options::default());
    assert!(strict.schema.is_none());
    let places: Vec<_> = strict
        .diagnostics
        .iter()
        .map(|problem| {
            (
                problem.code.as_str(),
                sources.snippet(problem.primary.span),
                sources.position(problem.primary.span).line,
            )
        })
        .collect();
    assert_eq!(places, [("TL0501", "ipPort", 2), ("TL0203", "help.configSimple", 6)]);
    let schema = load(&sources, &Options { lenient: true, ..Options::default() }).schema.unwrap();
    let [simple] = schema.find_combinators("help.configSimple") else { panic!("expected one combinator") };
    assert_eq!(schema[*simple].id(), 0xd997_c3c5);
}

fn code(text: &str) -> Code {
    codes::find(text).unwrap()
}

#[test]
fn warnings_can_be_suppressed_or_made_errors() {
    let text = "a#1 = A; b n:# x:n?int = B;";
    let found = |lints: Lints| {
        let Resolved { schema, diagnostics, .. } = resolved(text, &Options { lints, ..Options::default() });
        assert_eq!(schema.is_some(), !diagnostics.has_errors());
        diagnostics.iter().map(|d| (d.code.as_str(), d.severity.as_str())).collect::<Vec<_>>()
    };
    let lints = Lints::default;
    assert_eq!(found(lints()), [("TL0302", "warning"), ("TL0901", "warning")]);
    assert_eq!(found(lints().allow(code("tl0302"))), [("TL0901", "warning")]);
    assert_eq!(found(lints().deny(code("TL0302"))), [("TL0302", "error"), ("TL0901", "warning")]);
    assert_eq!(found(lints().deny_all()), [("TL0302", "error"), ("TL0901", "error")]);
    assert_eq!(found(lints().deny_all().allow(code("TL0901"))), [("TL0302", "error")]);
}

/// Checks that a denied warning about a declaration does not cause the declaration to be left out.
#[test]
fn a_denied_warning_leaves_nothing_out() {
    let options = Options { lenient: true, lints: Lints::default().deny_all(), ..Options::default() };
    let found = resolved("a#1 = A;", &options);
    assert!(found.schema.is_none());
    assert_eq!(found.diagnostics.len(), 1);
}

/// Checks that declarations that are left out still influence the dialect. Otherwise lenient reading could change ids.
#[test]
fn lenient_reading_chooses_the_dialect_of_strict_reading() {
    // Only the first declaration influences the dialect, because Telegram's canonical text omits its flag.
    let text = "a#987d73e9 flags:# x:flags.0?true y:Unknown = A;\nb flags:# x:flags.0?true data:bytes = B;\n";
    let [strict, lenient] =
        [false, true].map(|lenient| resolved(text, &Options { lenient, ..Options::default() }));
    assert!(strict.schema.is_none());
    assert_eq!(lenient.dialect, strict.dialect);
    let schema = lenient.schema.unwrap();
    let [b] = schema.find_combinators("b") else { panic!("expected one combinator") };
    assert_eq!(schema[*b].id(), schema[*b].computed_ids().telegram);
    assert_ne!(schema[*b].id(), schema[*b].computed_ids().formal);
}
