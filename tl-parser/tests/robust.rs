//! Properties of all texts: spans are consistent, parsing always ends, and nothing panics.

mod common;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use tl_parser::ast::{Combinator, Condition, Document, ItemKind, Param, ParamType, TypeExpr, TypeKind};
use tl_parser::schema::Options;
use tl_parser::{FormatError, Parsed, SourceMap, Span, load, parse, render};

/// Checks that spans are in ascending order, inside their file, and on character boundaries. Every byte except white
/// space and a byte order mark must be in an item or a comment. The span of each node of the syntax tree must be inside
/// the span of its parent.
fn check_spans(sources: &SourceMap, parsed: &Parsed<'_>) {
    let Document { items, comments, span } = &parsed.document;
    let text = sources.text(parsed.file);
    let mut covered = vec![false; text.len()];
    let mut cover = |spans: &mut dyn Iterator<Item = Span>| {
        let mut last = span.start;
        for inner in spans {
            assert!(
                last <= inner.start && inner.start < inner.end && inner.end <= span.end,
                "{inner:?} after {last}"
            );
            last = inner.end;
            let range = (inner.start - span.start) as usize..(inner.end - span.start) as usize;
            assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
            covered[range].fill(true);
        }
    };
    cover(&mut items.iter().map(|item| item.span));
    cover(&mut comments.iter().map(|comment| comment.span));
    for (at, byte) in text.trim_start_matches('\u{FEFF}').bytes().rev().enumerate() {
        let is_white = matches!(byte, b' ' | b'\t'..=b'\r');
        assert!(is_white || covered[text.len() - 1 - at], "byte {byte:?} is not in an item or a comment");
    }
    for comment in comments {
        assert_eq!(sources.snippet(comment.span), comment.text);
        let apart = |span: Span| comment.span.end <= span.start || span.end <= comment.span.start;
        assert!(items.iter().all(|item| apart(item.span) || item.span.contains(comment.span)));
    }
    for item in items {
        if let ItemKind::Combinator(combinator) = &item.kind {
            check_combinator(sources, item.span, combinator);
        }
    }
    assert!(parsed.diagnostics.iter().all(|diagnostic| span.contains(diagnostic.primary.span)));
}

fn check_combinator(sources: &SourceMap, item: Span, combinator: &Combinator<'_>) {
    let mut spans: Vec<Span> = combinator.annotations.iter().map(|name| name.span).collect();
    spans.push(combinator.name.span);
    assert_eq!(sources.snippet(combinator.name.span), combinator.name.text);
    spans.extend(combinator.id.map(|id| id.span));
    spans.extend(combinator.implicit.iter().map(|implicit| implicit.span));
    spans.extend(combinator.params.iter().map(|param| param.span));
    spans.push(combinator.result.ty.span);
    check_parts(item, &spans);
    combinator.params.iter().for_each(|param| check_param(sources, param));
    check_type(sources, &combinator.result.ty);
}

fn check_param(sources: &SourceMap, param: &Param<'_>) {
    let mut spans: Vec<Span> = param.names.iter().map(|name| name.span).collect();
    spans.extend(param.condition.as_ref().map(Condition::span));
    spans.extend(param.call);
    spans.push(param.ty.span());
    check_parts(param.span, &spans);
    match &param.ty {
        ParamType::Type(ty) => check_type(sources, ty),
        ParamType::Repetition(repetition) => {
            assert!(sources.snippet(repetition.brackets).starts_with('['));
            assert!(sources.snippet(repetition.brackets).ends_with(']'));
            let params: Vec<Span> = repetition.params.iter().map(|param| param.span).collect();
            check_parts(repetition.brackets, &params);
            repetition.params.iter().for_each(|param| check_param(sources, param));
        }
    }
}

fn check_type(sources: &SourceMap, ty: &TypeExpr<'_>) {
    let parts: Vec<&TypeExpr<'_>> = match &ty.kind {
        TypeKind::Nat | TypeKind::Number(_) => Vec::new(),
        TypeKind::Name(name) => return assert_eq!(sources.snippet(ty.span), *name),
        TypeKind::Apply(apply) => apply.args.iter().collect(),
        TypeKind::Sum(args) => args.iter().collect(),
        TypeKind::Bare(inner) | TypeKind::Paren(inner) => vec![inner],
    };
    check_parts(ty.span, &parts.iter().map(|part| part.span).collect::<Vec<_>>());
    parts.into_iter().for_each(|part| check_type(sources, part));
}

fn check_parts(whole: Span, parts: &[Span]) {
    assert!(parts.iter().all(|&part| whole.contains(part)), "{parts:?} in {whole:?}");
    assert!(parts.is_sorted_by(|a, b| a.end <= b.start), "{parts:?}");
}

fn check(text: impl Into<Vec<u8>>) {
    let (sources, file) = common::one_file("test.tl", text);
    check_spans(&sources, &parse(&sources, file));
    assert_ne!(tl_parser::format(&sources, file), Err(FormatError::Changed));
}

#[test]
fn spans_of_real_schemas_are_consistent() {
    for schema in common::corpus() {
        check(schema.text);
    }
}

/// A text that contains every kind of syntax.
const SAMPLE: &str = "\u{FEFF}// head\r\nint#a8509bda ? = Int;\nvector {t:Type} # [ t ] = Vector t; /* é */\n\
    @read @any f {X Y:Type} {n:#} (a b:flags.3?Vector<%Foo,n+1>) c:(d.0?!X) e:n*[ int _:(P (Q x) 2) ] => !X;\n\
    ---functions---\nNew T; Vector int;\n===17=== g#1 x: // of x\n %(A b) = ns.sub.B<c d>;";

#[test]
fn spans_of_truncated_and_changed_texts_are_consistent() {
    check(SAMPLE);
    for (at, _) in SAMPLE.char_indices() {
        check(&SAMPLE[..at]);
        check(&SAMPLE[at..]);
        for other in [";", "=", "\n", "/*", "(", ">", "é", "-", "#", " "] {
            let (before, after) = SAMPLE.split_at(at);
            check([before, other, after].concat());
            let mut after = after.chars();
            after.next();
            check([before, other, after.as_str()].concat());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_in_any_order_are_handled(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..60)) {
        check(tokens.concat());
    }

    #[test]
    fn any_bytes_are_handled(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(bytes);
    }
}

/// A change at a position in a text.
#[derive(Clone, Debug)]
enum Edit {
    Insert(&'static str),
    Remove(usize),
    Repeat(usize),
}

fn edit() -> impl Strategy<Value = (prop::sample::Index, Edit)> {
    let edit = prop_oneof![
        prop::sample::select(TOKENS).prop_map(Edit::Insert),
        (1..40_usize).prop_map(Edit::Remove),
        (1..40_usize).prop_map(Edit::Repeat),
    ];
    (any::<prop::sample::Index>(), edit)
}

fn apply(text: &mut Vec<u8>, (at, edit): &(prop::sample::Index, Edit)) {
    let at = at.index(text.len() + 1);
    let end = |len: &usize| (at + len).min(text.len());
    match edit {
        Edit::Insert(token) => drop(text.splice(at..at, token.bytes())),
        Edit::Remove(len) => drop(text.drain(at..end(len))),
        Edit::Repeat(len) => {
            let again = text[at..end(len)].to_vec();
            text.splice(at..at, again);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// Applies a few changes to a real schema. Checks that the result can be parsed, resolved and formatted without a
    /// panic, and that its problems can be rendered.
    #[test]
    fn mutated_real_schemas_are_handled(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec(edit(), 1..12),
    ) {
        static CORPUS: LazyLock<Vec<common::Schema>> = LazyLock::new(|| {
            let mut corpus = common::corpus();
            corpus.retain(|schema| schema.text.len() < 300_000);
            corpus
        });
        if !CORPUS.is_empty() {
            let mut text = CORPUS[which.index(CORPUS.len())].text.clone().into_bytes();
            edits.iter().for_each(|edit| apply(&mut text, edit));
            let (sources, file) = common::one_file("mutated.tl", text);
            let found = load(&sources, &Options::default()).diagnostics;
            prop_assert!(found.iter().all(|problem| sources.span(file).contains(problem.primary.span)));
            prop_assert_eq!(render::human(&found, &sources, false).is_empty(), found.is_empty());
            prop_assert_ne!(tl_parser::format(&sources, file), Err(FormatError::Changed));
        }
    }
}

const TOKENS: &[&str] = &[
    "a",
    "B",
    "x:",
    "ns.",
    "flags.",
    "0",
    "1f",
    "#",
    "#12",
    "?",
    "=",
    "=>",
    ";",
    ";\n",
    "\n",
    " ",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    ",",
    "+",
    "*",
    "%",
    "!",
    "_",
    "@",
    "@r ",
    "-",
    "---",
    "---types---",
    "===",
    "===3===",
    "//",
    "/*",
    "*/",
    "Type",
    "New ",
    ":",
    ".",
    "é",
    "\u{FEFF}",
    "\r\n\r\n",
];

#[test]
fn deep_nesting_is_an_error_and_does_not_overflow_the_stack() {
    let deep = || {
        for opening in ["Vector<", "(", "[", "%", "x:[", "n*[", "%(", "A (", "(x:("] {
            for start in ["a x:", "a ", "a = ", "A ", "a = B "] {
                let (sources, file) =
                    common::one_file("deep.tl", start.to_owned() + &opening.repeat(100_000));
                let parsed = parse(&sources, file);
                assert_eq!(parsed.diagnostics.len(), 1, "{start}{opening}");
            }
        }
        let nested = format!("a x:{}int{} = A;", "(".repeat(64), ")".repeat(64));
        let (sources, file) = common::one_file("deep.tl", nested);
        let parsed = parse(&sources, file);
        assert!(parsed.diagnostics.is_empty());
        assert!(tl_parser::print::document(&parsed.document).len() > 100);
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(deep).unwrap().join().unwrap();
}

#[test]
fn parsing_takes_linear_time() {
    // A parser that takes quadratic time would need minutes for these texts, even on a fast machine.
    const QUADRATIC: Duration = Duration::from_secs(20);
    let texts = [
        "a\n",
        "=\n",
        "a =\n",
        "a = b\n",
        "a b+c\n",
        "a=A\n",
        "a x:",
        "a x:int ",
        "(",
        "(a ",
        "a (b ",
        "/* ",
        "{X ",
        ")",
        "@a ",
        "---",
        "=== ",
        "a.",
        "1",
        "é",
        "x:y\n",
        "---a\n",
        "a;",
        ";",
        "\n= b\n",
        "Foo ",
        "a = A;\n/*",
    ];
    for text in texts {
        let (sources, file) = common::one_file("long.tl", text.repeat(100_000 / text.len()));
        let start = Instant::now();
        let parsed = parse(&sources, file);
        assert!(!parsed.document.items.is_empty());
        assert!(start.elapsed() < QUADRATIC, "{text:?} takes {:?}", start.elapsed());
    }
}

#[test]
fn undefined_names_are_found_in_linear_time() {
    const QUADRATIC: Duration = Duration::from_secs(20);
    let text: String = (0..20_000).map(|at| format!("a{at} x:Missing{at} = A;\n")).collect();
    let (sources, _) = common::one_file("undefined.tl", text);
    let start = Instant::now();
    let found = load(&sources, &Options::default()).diagnostics;
    assert_eq!(found.iter().filter(|problem| problem.code.as_str() == "TL0201").count(), 20_000);
    assert!(start.elapsed() < QUADRATIC, "takes {:?}", start.elapsed());
}

#[test]
fn a_result_without_constructors_is_a_warning_even_after_many_undefined_names() {
    let mistakes: String = (0..100).map(|at| format!("a{at} x:Missing{at} = A;\n")).collect();
    let text = mistakes + "---functions---\nhttp_wait = HttpWait;";
    let (sources, _) = common::one_file("wait.tl", text);
    let found = load(&sources, &Options::default()).diagnostics;
    assert_eq!(found.iter().last().map(|problem| problem.code.as_str()), Some("TL0911"));
}

/// Checks large files: one long declaration, and many declarations.
#[test]
fn large_files_are_read() {
    let long = format!("a {}= A;", "x:int ".repeat(10_000_000 / 6));
    let large =
        "user id:long name:string = User; // a line of usual length, with a comment\n".repeat(64 << 14);
    assert!(large.len() > 64 << 20);
    for text in [long, large] {
        let (sources, file) = common::one_file("large.tl", text);
        let parsed = parse(&sources, file);
        assert!(parsed.diagnostics.is_empty() && !parsed.document.items.is_empty());
    }
    for text in ["\0".repeat(100_000), "a = A\0;".to_owned(), "a x\0:int = A;".to_owned()] {
        let (sources, file) = common::one_file("zero.tl", text);
        assert!(parse(&sources, file).diagnostics.has_errors());
    }
}
