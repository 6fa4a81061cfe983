//! Compares ids and fields of real schemas with the output of an independent parser.

mod common;

use tl_parser::ast::{Combinator, Condition, ItemKind, Param, ParamType, TypeExpr, TypeKind, VariableKind};
use tl_parser::schema::Ids;
use tl_parser::{Diagnostic, canonical, parse};

/// The output of the independent parser for one declaration: name, explicit id, both computed ids, implicit arguments,
/// fields and result. Facts that the syntax tree does not contain are omitted.
type Row = [String; 7];

#[test]
fn declarations_are_parsed_as_by_the_independent_parser() {
    for schema in common::corpus() {
        let (sources, file) = common::one_file(&schema.name, schema.text);
        let parsed = parse(&sources, file);
        assert!(parsed.diagnostics.is_empty(), "{}: {:?}", schema.name, parsed.diagnostics);
        let ours: Vec<Row> = parsed.document.items.iter().filter_map(|item| row(&item.kind)).collect();
        let theirs: Vec<Row> =
            schema.rows.iter().map(|row| std::array::from_fn(|i| row[i + 1].clone())).collect();
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_eq!(ours, theirs, "{}", schema.name);
        }
        assert_eq!(ours.len(), theirs.len(), "{}", schema.name);
    }
}

#[test]
fn canonical_texts_and_ids_are_as_expected() {
    let Some(cases) = common::corner_cases() else { return };
    for case in cases["ids"].as_array().unwrap() {
        let text = |key: &str| case[key].as_str().unwrap();
        let (sources, file) = common::one_file("case.tl", text("text"));
        let document = parse(&sources, file).document;
        let (formal, telegram, ids) = match &document.items[0].kind {
            ItemKind::Combinator(c) => (canonical::formal(c), canonical::telegram(c), canonical::ids(c)),
            ItemKind::BuiltIn(b) => {
                (canonical::built_in(b), canonical::built_in(b), canonical::built_in_ids(b))
            }
            other => panic!("{other:?}"),
        };
        assert_eq!((&*formal, &*telegram), (text("formal"), text("telegram")));
        assert_eq!(
            (hex(ids.formal), hex(ids.telegram)),
            (text("formal_id").into(), text("telegram_id").into())
        );
    }
}

#[test]
fn valid_corner_cases_have_no_syntax_errors() {
    let Some(cases) = common::corner_cases() else { return };
    for case in cases["cases"].as_array().unwrap() {
        let (sources, file) = common::one_file("case.tl", case["text"].as_str().unwrap());
        let diagnostics = parse(&sources, file).diagnostics;
        assert!(diagnostics.is_empty() || case["accept"] == false, "{case}: {diagnostics:?}");
    }
}

/// The codes of the corner cases whose mistakes the resolver finds. The parser accepts these cases.
const RESOLVER_CODES: [&str; 15] = [
    "E_ARITY",
    "E_BARE",
    "E_BIT",
    "E_DUP",
    "E_DUPFIELD",
    "E_EXCL",
    "E_FLAG",
    "E_KIND",
    "E_MULT",
    "E_PARAMS",
    "E_RESULT",
    "E_SUM",
    "E_UNBOUND_VAR",
    "E_UNKNOWN",
    "E_VECTOR",
];

#[test]
fn syntax_errors_have_the_right_position() {
    let Some(cases) = common::corner_cases() else { return };
    let cases = cases["cases"].as_array().unwrap();
    for case in cases
        .iter()
        .filter(|case| case["accept"] == false && !RESOLVER_CODES.contains(&case["code"].as_str().unwrap()))
    {
        let (sources, file) = common::one_file("case.tl", case["text"].as_str().unwrap());
        let diagnostics = parse(&sources, file).diagnostics;
        let first: &Diagnostic = diagnostics.iter().next().unwrap_or_else(|| panic!("{case}: accepted"));
        let position = sources.position(first.primary.span);
        assert_eq!(
            (Some(position.line.into()), Some(position.column.into())),
            (case["line"].as_u64(), case["col"].as_u64()),
            "{case}: {first:?}"
        );
    }
}

fn row(item: &ItemKind<'_>) -> Option<Row> {
    match item {
        ItemKind::Combinator(c) => Some(combinator_row(c)),
        ItemKind::BuiltIn(b) => {
            let id = b.id.map_or("-".to_owned(), |id| hex(id.value));
            let Ids { formal, telegram } = canonical::built_in_ids(b);
            let name = b.name.text.to_owned();
            Some([
                name,
                id,
                hex(formal),
                hex(telegram),
                String::new(),
                String::new(),
                b.result.text.to_owned(),
            ])
        }
        _ => None,
    }
}

fn combinator_row(c: &Combinator<'_>) -> Row {
    let id = c.id.map_or("-".to_owned(), |id| hex(id.value));
    let Ids { formal, telegram } = canonical::ids(c);
    assert_eq!(formal, crc32fast::hash(canonical::formal(c).as_bytes()));
    assert_eq!(telegram, crc32fast::hash(canonical::telegram(c).as_bytes()));
    let kind = |kind| if kind == VariableKind::Type { "Type" } else { "#" };
    let implicit =
        c.implicit.iter().flat_map(|i| i.names.iter().map(move |n| format!("{}:{}", n.text, kind(i.kind))));
    let implicit = implicit.collect::<Vec<_>>().join(" ");
    let fields = c.params.iter().map(|p| param(p).replace(' ', "~")).collect::<Vec<_>>().join(" ");
    [c.name.text.to_owned(), id, hex(formal), hex(telegram), implicit, fields, ty(&c.result.ty)]
}

fn hex(id: u32) -> String {
    format!("{id:08x}")
}

fn param(param: &Param<'_>) -> String {
    let name = param.names.first().map_or("_", |name| name.text);
    let condition = param.condition.as_ref().map_or(String::new(), condition);
    let call = if param.call.is_some() { "!" } else { "" };
    format!("{name}:{condition}{call}{}", value(&param.ty))
}

fn condition(condition: &Condition<'_>) -> String {
    let bit = condition.bit.map_or(String::new(), |bit| format!(".{}", bit.node));
    format!("{}{bit}?", condition.mask.text)
}

fn value(value: &ParamType<'_>) -> String {
    match value {
        ParamType::Type(t) => ty(t),
        ParamType::Repetition(r) => {
            let count = r.count.as_ref().map_or(String::new(), |count| format!("{}*", ty(count)));
            let inner: Vec<_> =
                r.params.iter().map(|p| param(p).trim_start_matches("_:").to_owned()).collect();
            format!("{count}[ {} ]", inner.join(" "))
        }
    }
}

fn ty(t: &TypeExpr<'_>) -> String {
    let list = |args: &[TypeExpr<'_>], by: &str| args.iter().map(ty).collect::<Vec<_>>().join(by);
    match &t.kind {
        TypeKind::Nat => "#".to_owned(),
        TypeKind::Number(number) => number.to_string(),
        TypeKind::Name(name) => name.to_string(),
        TypeKind::Apply(apply) if apply.angle => format!("{}<{}>", apply.head.text, list(&apply.args, ",")),
        TypeKind::Apply(apply) => format!("{} {}", apply.head.text, list(&apply.args, " ")),
        TypeKind::Bare(inner) => format!("%{}", ty(inner)),
        // The independent parser keeps parentheses only around an application.
        TypeKind::Paren(inner) if matches!(inner.kind, TypeKind::Name(_)) => ty(inner),
        TypeKind::Paren(inner) => format!("({})", ty(inner)),
        TypeKind::Sum(terms) => list(terms, "+"),
    }
}
