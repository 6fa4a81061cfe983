//! Tests of comparing two schemas. Each kind of change has a fixture. The changes between published layers are counted,
//! and compared with those that an independent parser finds.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../tl-parser/tests/common/mod.rs"]
mod common;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use tl_codegen::diff::compare;
use tl_parser::diff::{self, ChangeKind, Class, Counts, Diff, Entry, Status};
use tl_parser::schema::{Category, Dialect, Options, Schema};
use tl_parser::{SourceMap, load};

fn schema(text: &str) -> Schema {
    let mut sources = SourceMap::new();
    sources.add("a.tl", text).unwrap();
    let options = Options { dialect: Some(Dialect::Telegram), lenient: true, ..Options::default() };
    load(&sources, &options).schema.unwrap()
}

/// Reads a schema that must have no errors. If the text begins with a comment about the dialect, the declarations
/// determine the dialect. Otherwise, it is Telegram's.
fn strict(text: &str) -> Schema {
    let mut sources = SourceMap::new();
    sources.add("a.tl", text).unwrap();
    let dialect = (!text.starts_with("// The dialect")).then_some(Dialect::Telegram);
    let found = load(&sources, &Options { dialect, ..Options::default() });
    found.schema.unwrap_or_else(|| panic!("{:?}\n{text}", found.diagnostics))
}

/// Returns both schemas of a fixture.
fn old_and_new(text: &str) -> (Schema, Schema) {
    let (old, new) = text.split_once("// NEW\n").unwrap();
    (strict(old), strict(new))
}

/// Returns the differences as text, with a line for each change.
fn lines_of(diff: &Diff) -> String {
    let mut text = String::new();
    for change in &diff.changes {
        writeln!(text, "schema: {}: {change}; {}", change.rule.class(), change.rule.reason()).unwrap();
    }
    for (noun, entries) in diff.parts() {
        for entry in entries {
            let bar = entry.layer_bar().map_or(String::new(), |layer| format!(" under layer {layer}"));
            writeln!(text, "{noun}: {}{bar}", entry.name()).unwrap();
            for change in &entry.changes {
                let silent = if change.rule.is_silent() { ", silent" } else { "" };
                let class = change.rule.class();
                writeln!(text, "  {class}{silent}: {change}; {}", change.rule.reason()).unwrap();
            }
        }
    }
    text
}

#[test]
fn every_kind_of_change_is_described() {
    insta::glob!("fixtures/diff", "*.tl", |path| {
        let (old, new) = old_and_new(&std::fs::read_to_string(path).unwrap());
        insta::assert_snapshot!(lines_of(&compare(&old, &new)));
    });
}

/// Returns the fixtures with their names, compared in both directions.
fn fixtures() -> Vec<(String, Diff, Diff)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diff");
    let mut paths: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let both = |path: &std::path::PathBuf| {
        let (old, new) = old_and_new(&std::fs::read_to_string(path).unwrap());
        (path.display().to_string(), compare(&old, &new), compare(&new, &old))
    };
    paths.iter().map(both).collect()
}

fn entries(diff: &Diff) -> impl Iterator<Item = &Entry> {
    diff.parts().into_iter().flat_map(|(_, entries)| entries)
}

/// Checks that the fixtures contain every rule and every kind of change. A rule or kind that no fixture contains would
/// not be tested.
#[test]
fn the_fixtures_contain_every_rule_and_every_kind() {
    let fixtures = fixtures();
    let diffs = fixtures.iter().flat_map(|(_, diff, back)| [diff, back]);
    let changes = diffs.flat_map(|diff| entries(diff).flat_map(|entry| &entry.changes).chain(&diff.changes));
    let changes: Vec<_> = changes.collect();
    let rules: BTreeSet<_> = changes.iter().map(|change| &change.rule).collect();
    let kinds: BTreeSet<_> =
        changes.iter().map(|change| format!("{:?}", std::mem::discriminant(&change.kind))).collect();
    assert_eq!((rules.len(), kinds.len()), (36, 23), "{rules:?}");
}

/// Layers 82 and 230 share 507 constructors in enums. Eight of these gained or lost all fields, and eleven gained or
/// lost a box. The ids of all nineteen changed.
#[test]
fn between_layers_82_and_230_nineteen_variants_changed_their_form() {
    let [old, new] = [82, 230].map(|layer| {
        let text = tl_schemas::find(&format!("telegram/{layer}")).unwrap().text();
        schema(&text)
    });
    let diff = compare(&old, &new);
    let changed = entries(&diff)
        .filter(|entry| entry.changes.iter().any(|change| matches!(change.kind, ChangeKind::Variant { .. })));
    let changed: Vec<_> = changed.collect();
    let keeps_fields = |entry: &&&Entry| {
        entry.changes.iter().any(|change| match &change.kind {
            ChangeKind::Variant { old, new } => old.contains('(') && new.contains('('),
            _ => false,
        })
    };
    assert_eq!((changed.len(), changed.iter().filter(keeps_fields).count()), (19, 11));
    assert!(changed.iter().all(|entry| entry.class() == Class::Wire));
}

/// Checks that additions in one direction are removals in the other direction, and that a change breaks the wire either
/// in both directions or in neither.
fn assert_mirrored(name: &str, there: &Diff, back: &Diff) {
    for ((_, there), (_, back)) in there.parts().into_iter().zip(back.parts()) {
        let with = |entries: &[Entry], status| -> Vec<String> {
            let entries = entries.iter().filter(|entry| entry.status() == status);
            entries.map(|entry| entry.old.as_ref().or(entry.new.as_ref()).unwrap().text.clone()).collect()
        };
        assert_eq!(with(there, Status::Added), with(back, Status::Removed), "{name}");
        assert_eq!(with(there, Status::Removed), with(back, Status::Added), "{name}");
        let changed =
            |entries: &[Entry], of: fn(&Entry) -> &Option<diff::Declaration>| -> BTreeSet<(String, bool)> {
                let changed = entries.iter().filter(|entry| entry.status() == Status::Changed);
                changed
                    .map(|entry| (of(entry).as_ref().unwrap().text.clone(), entry.class() == Class::Wire))
                    .collect()
            };
        assert_eq!(changed(there, |entry| &entry.old), changed(back, |entry| &entry.new), "{name}");
    }
}

#[test]
fn the_comparison_in_the_opposite_direction_has_mirrored_changes() {
    for (name, there, back) in fixtures() {
        assert_mirrored(&name, &there, &back);
    }
}

#[test]
fn a_comparison_can_be_limited_to_names() {
    let text = std::fs::read_to_string("tests/fixtures/diff/types.tl").unwrap();
    let (old, new) = old_and_new(&text);
    let names = |patterns: &[&str]| {
        let diff = compare(&old, &new).only(patterns);
        entries(&diff).map(|entry| entry.name().to_owned()).collect::<Vec<_>>()
    };
    // A constructor that moved to another type belongs to both types.
    assert_eq!(names(&["From"]), ["moves", "From"]);
    assert_eq!(names(&["To"]), ["moves", "To"]);
    assert_eq!(names(&["many*", "gone"]), ["gone", "many2"]);
    assert_eq!(names(&["stays"]), Vec::<String>::new());
}

#[test]
fn a_comparison_can_be_printed_as_markdown() {
    let text = std::fs::read_to_string("tests/fixtures/diff/ids.tl").unwrap();
    let (old, new) = old_and_new(&text);
    let diff = compare(&old, &new).named("a_*[b].tl", "c`d`.tl");
    insta::assert_snapshot!(diff::markdown(&diff));
    assert_eq!(diff::markdown(&compare(&old, &old)), "# old schema -> new schema\n\nNo differences.\n");
}

#[cfg(feature = "serde")]
#[test]
fn a_comparison_can_be_serialized_as_json() {
    let text = std::fs::read_to_string("tests/fixtures/diff/layer_bars.tl").unwrap();
    let (old, new) = old_and_new(&text);
    let diff = compare(&old, &new).named("old.tl", "new.tl");
    insta::assert_snapshot!(serde_json::to_string_pretty(&diff).unwrap());
}

/// Returns the layers of the corpus, ascending. Each has its number, its schema, and the rows that an independent
/// parser found.
fn layers() -> Vec<(u32, Schema, common::Schema)> {
    let number = |name: &str| name.rsplit_once("layer-")?.1.strip_suffix(".tl")?.parse().ok();
    let layers = common::corpus().into_iter().filter(|file| file.name.contains("/telegram/"));
    let mut layers: Vec<_> =
        layers.filter_map(|file| Some((number(&file.name)?, schema(&file.text), file))).collect();
    layers.sort_by_key(|(number, ..)| *number);
    layers
}

#[test]
fn a_schema_does_not_differ_from_itself() {
    for file in common::corpus() {
        let mut sources = SourceMap::new();
        sources.add("a.tl", file.text.as_str()).unwrap();
        // One of these schemas needs another file. Lenient reading skips the declarations that need it.
        let schema = load(&sources, &Options { lenient: true, ..Options::default() }).schema.unwrap();
        let diff = compare(&schema, &schema);
        assert_eq!((diff.class(), lines_of(&diff).as_str()), (None, ""), "{}", file.name);
    }
}

/// Compares each corner case with the next one in the list. Cases that cannot be resolved are left out.
#[test]
fn schemas_of_the_corner_cases_are_compared() {
    let Some(cases) = common::corner_cases() else { return };
    let texts = cases["cases"].as_array().unwrap().iter().map(|case| case["text"].as_str().unwrap());
    let schemas: Vec<_> = texts
        .filter_map(|text| {
            let mut sources = SourceMap::new();
            sources.add("a.tl", text).unwrap();
            load(&sources, &Options { lenient: true, ..Options::default() }).schema
        })
        .collect();
    assert!(schemas.len() >= 50, "{}", schemas.len());
    for pair in schemas.windows(2) {
        let [old, new] = pair else { panic!("two schemas") };
        assert_mirrored("corner cases", &compare(old, new), &compare(new, old));
        assert_eq!(compare(old, old).class(), None);
    }
}

/// Numbers of declarations in this order: added, removed, changed; wire-breaking, source-breaking, compatible; silent.
/// Each row has two layers, and these numbers for functions, for constructors and for types.
const COUNTS: [(u32, u32, [[usize; 7]; 3]); 11] = [
    (46, 66, [[75, 8, 25, 28, 5, 75, 5], [219, 35, 55, 147, 14, 148, 4], [79, 10, 25, 25, 10, 79, 0]]),
    (66, 75, [[30, 12, 19, 29, 2, 30, 2], [66, 40, 36, 95, 4, 43, 4], [19, 23, 12, 12, 23, 19, 0]]),
    (75, 82, [[28, 3, 13, 16, 0, 28, 0], [62, 9, 30, 49, 2, 50, 2], [25, 4, 11, 11, 4, 25, 0]]),
    (82, 97, [[32, 7, 22, 27, 2, 32, 2], [87, 8, 44, 86, 3, 50, 3], [33, 2, 18, 18, 2, 33, 0]]),
    (97, 121, [[60, 4, 34, 36, 2, 60, 2], [137, 25, 65, 154, 7, 66, 7], [48, 10, 33, 33, 10, 48, 0]]),
    (121, 143, [[98, 2, 75, 76, 1, 98, 1], [152, 3, 173, 230, 9, 89, 9], [60, 1, 18, 18, 1, 60, 0]]),
    (143, 158, [[68, 4, 41, 42, 3, 68, 3], [117, 3, 54, 90, 18, 66, 18], [42, 0, 21, 21, 0, 42, 0]]),
    (158, 177, [[111, 1, 34, 29, 6, 111, 6], [178, 6, 54, 102, 14, 122, 14], [87, 2, 17, 17, 2, 87, 0]]),
    (177, 199, [[74, 4, 27, 27, 4, 74, 4], [123, 4, 58, 109, 3, 73, 3], [52, 3, 24, 24, 3, 52, 0]]),
    (199, 214, [[42, 5, 33, 36, 2, 42, 2], [84, 10, 43, 86, 1, 50, 2], [29, 6, 18, 18, 6, 29, 0]]),
    (214, 225, [[64, 8, 23, 27, 4, 64, 4], [97, 2, 80, 118, 8, 53, 8], [37, 0, 16, 16, 0, 37, 0]]),
];

#[test]
fn neighbouring_layers_have_the_expected_numbers_of_changes() {
    let layers = layers();
    for (pair, expected) in layers.windows(2).zip(COUNTS) {
        let [(old_number, old, _), (new_number, new, _)] = pair else { panic!("two layers") };
        let diff = compare(old, new);
        let counts = diff.parts().map(|(_, entries)| {
            let Counts { added, removed, changed, wire, masks, source, compatible, silent } =
                Counts::of(entries);
            assert_eq!(masks, 0);
            [added, removed, changed, wire, source, compatible, silent]
        });
        assert_eq!((*old_number, *new_number, counts), expected);
    }
    assert!(layers.is_empty() || layers.len() == COUNTS.len() + 1);
}

/// Returns the names in `from` that are not in `to`, as found by the independent parser.
fn gone(from: &common::Schema, to: &common::Schema, kind: &str) -> BTreeSet<String> {
    let names = |file: &common::Schema| -> BTreeSet<String> {
        file.rows.iter().filter(|row| row[0] == kind).map(|row| row[1].clone()).collect()
    };
    &names(from) - &names(to)
}

/// Returns the names with different rows in both layers, as found by the independent parser.
fn different(from: &common::Schema, to: &common::Schema, kind: &str) -> BTreeSet<String> {
    // All columns are compared except written ids, which depend on the other columns.
    let columns = |row: &[String]| [&row[1], &row[2], &row[5], &row[6], &row[7]].map(String::clone);
    let rows = |file: &common::Schema| -> BTreeSet<[String; 5]> {
        file.rows.iter().filter(|row| row[0] == kind).map(|row| columns(row)).collect()
    };
    let gone = gone(from, to, kind);
    let differ = &rows(from) - &rows(to);
    differ.into_iter().map(|[name, ..]| name).filter(|name| !gone.contains(name)).collect()
}

/// Returns whether a name is declared at most once. Layer 97 declares `help.configSimple` twice, by mistake.
fn is_declared_once(file: &common::Schema, name: &str) -> bool {
    file.rows.iter().filter(|row| row[1] == name).count() <= 1
}

#[test]
fn names_agree_with_an_independent_parser() {
    for pair in layers().windows(2) {
        let [(number, old, old_rows), (_, new, new_rows)] = pair else { panic!("two layers") };
        let diff = compare(old, new);
        assert_mirrored(&format!("layer {number}"), &diff, &compare(new, old));
        for (kind, entries) in [("constructor", &diff.constructors), ("function", &diff.functions)] {
            let names = |status| -> BTreeSet<String> {
                let entries = entries.iter().filter(|entry| entry.status() == status);
                entries.map(|entry| entry.name().to_owned()).collect()
            };
            let is_clear =
                |name: &String| [old_rows, new_rows].iter().all(|file| is_declared_once(file, name));
            assert_eq!(names(Status::Added), gone(new_rows, old_rows, kind), "layer {number}");
            // A built-in combinator always exists, so it is not removed if a layer no longer declares it.
            let is_gone =
                |name: &String| !new.find_combinators(name).iter().any(|&id| new[id].is_predefined());
            let gone = gone(old_rows, new_rows, kind).into_iter().filter(is_gone).collect();
            assert_eq!(names(Status::Removed), gone, "layer {number}");
            let [ours, theirs] = [names(Status::Changed), different(old_rows, new_rows, kind)]
                .map(|names| names.into_iter().filter(is_clear).collect::<BTreeSet<_>>());
            assert_eq!(ours, theirs, "layer {number}");
        }
    }
}

fn silent(diff: &Diff) -> Vec<&Entry> {
    let mut silent: Vec<_> = entries(diff).filter(|entry| entry.is_silent()).collect();
    silent.sort_by_key(|entry| entry.name());
    silent
}

#[test]
fn ten_changes_between_layers_199_and_225_are_silent() {
    let layers = layers();
    let layer = |wanted| layers.iter().find(|(number, ..)| *number == wanted).map(|(_, schema, _)| schema);
    let (Some(old), Some(new)) = (layer(199), layer(225)) else { return };
    let diff = compare(old, new);
    let names: Vec<_> = silent(&diff).into_iter().map(Entry::name).collect();
    assert_eq!(
        names,
        [
            "channelAdminLogEventsFilter",
            "channelForbidden",
            "channels.getSendAs",
            "chatAdminRights",
            "chatBannedRights",
            "contacts.getTopPeers",
            "messageActionTopicCreate",
            "payments.getStarsRevenueStats",
            "payments.getStarsTransactions",
            "storyItemSkipped",
        ]
    );
    for entry in silent(&diff) {
        assert_eq!(entry.old.as_ref().unwrap().id, entry.new.as_ref().unwrap().id);
        let is_flag =
            |kind: &ChangeKind| matches!(kind, ChangeKind::FieldAdded { field } if field.ends_with("?true"));
        assert!(entry.changes.iter().all(|change| is_flag(&change.kind)), "{entry:?}");
        assert_eq!(entry.class(), Class::Source);
    }
}

/// Checks a change that does not change the id: a flag of layer 199 has another bit in layer 214.
#[test]
fn a_flag_that_moved_between_layers_breaks_the_wire() {
    let layers = layers();
    let layer = |wanted| layers.iter().find(|(number, ..)| *number == wanted).map(|(_, schema, _)| schema);
    let (Some(old), Some(new)) = (layer(199), layer(214)) else { return };
    let diff = compare(old, new).only(&["messageActionGiftCode"]);
    insta::assert_snapshot!(lines_of(&diff), @r"
    constructors: messageActionGiftCode
      wire-breaking, silent: moved `unclaimed` from `flags.2` to `flags.5`; the id is the same, so the other side loses the flag or reads it as another one
      source-breaking: no longer follows from other fields: `unclaimed`; it is a field in Rust in one schema only
    ");
}

/// Checks the numbers of declarations: those in the old layer plus the added ones are as many as those in the new layer
/// plus the removed ones.
#[test]
fn bundled_layers_are_compared_completely() {
    let [old, new] = ["82", "230"].map(|layer| strict(&tl_schemas::find(layer).unwrap().text()));
    let diff = compare(&old, &new);
    let count = |schema: &Schema, category| schema.declared(category).count();
    for (category, entries) in
        [(Category::Constructor, &diff.constructors), (Category::Function, &diff.functions)]
    {
        let Counts { added, removed, .. } = Counts::of(entries);
        assert_eq!(count(&old, category) + added, count(&new, category) + removed);
    }
    assert_eq!(diff.title(), "layer 82 -> layer 230");
}
