//! Tests of the bundled schemas: they are formatted, they contain no errors except known ones, and the files
//! `telegram/layer-*.tl` equal these layers in `telegram/history.tsv`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../examples/add/merge.rs"]
mod merge;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tl_parser::schema::{Category, Options, Resolved, Schema};
use tl_parser::{Severity, SourceMap, load, parse, print};
use tl_schemas::history::{self, Kind};

use self::merge::History;

/// Layers that were published with errors, and the codes of the errors.
const MISTAKEN: [(u32, &[&str]); 5] = [
    (65, &["TL0401"]),
    (81, &["TL0201"]),
    (97, &["TL0203", "TL0501"]),
    (98, &["TL0203", "TL0501"]),
    (100, &["TL0203", "TL0501"]),
];

fn sources(schema: &tl_schemas::Schema) -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add(schema.name, schema.text().into_owned()).unwrap();
    sources
}

/// Returns the schema if it has no errors, and the codes of the errors without duplicates.
fn resolve(bundled: &tl_schemas::Schema) -> (Option<Schema>, BTreeSet<String>) {
    let sources = sources(bundled);
    let Resolved { schema, diagnostics, .. } = load(&sources, &Options::default());
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    (schema, errors.map(|found| found.code.to_string()).collect())
}

#[test]
fn each_schema_has_only_the_known_errors() {
    for bundled in tl_schemas::ALL {
        let (schema, errors) = resolve(bundled);
        let mistakes = MISTAKEN.iter().find(|(layer, _)| bundled.layer == Some(*layer));
        let known: &[&str] = mistakes.map_or(&[], |(_, codes)| codes);
        assert_eq!(errors.iter().collect::<Vec<_>>(), known, "{}", bundled.name);
        assert!(schema.is_none_or(|schema| schema.layer() == bundled.layer), "{}", bundled.name);
    }
}

#[test]
fn each_schema_is_formatted() {
    for bundled in tl_schemas::ALL {
        let sources = sources(bundled);
        let file = sources.files().next().unwrap();
        let printed = print::document(&parse(&sources, file).document);
        assert!(printed == bundled.text(), "{} is not formatted", bundled.name);
    }
}

#[test]
fn the_readable_files_are_layers_of_the_history() {
    let mut compared = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("telegram")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let Some(layer) = stem.strip_prefix("layer-") else { continue };
        let bundled = tl_schemas::find(layer).unwrap();
        assert!(fs::read_to_string(&path).unwrap() == bundled.text(), "{}", path.display());
        compared += 1;
    }
    assert_eq!(compared, 2);
}

/// Checks five declarations of `mtproto.tl`. The file was made from a file of grammers-tl-types, in which these five
/// are only comments.
#[test]
fn declared_ids_are_the_crc_32_of_telegrams_canonical_text() {
    let (schema, _) = resolve(tl_schemas::find("mtproto").unwrap());
    let schema = schema.unwrap();
    for name in ["rpc_result", "message", "msg_container", "msg_copy", "gzip_packed"] {
        let [id] = schema.find_combinators(name) else { panic!("{name}") };
        assert_eq!(schema[*id].declared_id(), Some(schema[*id].computed_ids().telegram), "{name}");
    }
    assert_eq!(schema.declared(Category::Function).count(), 10);
}

#[test]
fn layers_are_found_by_number_and_by_full_name() {
    assert_eq!(tl_schemas::find("82"), tl_schemas::find("telegram/82"));
    assert_eq!(tl_schemas::find("mtproto").unwrap().layer, None);
    assert_eq!(tl_schemas::newest_layer().unwrap().name, "telegram/230");
    for unknown in ["", "telegram/", "telegram/1", "api", "-82", "telegram/mtproto"] {
        assert!(tl_schemas::find(unknown).is_err(), "{unknown}");
    }
}

#[test]
fn unknown_layers_have_neighbours() {
    let layers = |layer| tl_schemas::neighbours(layer).map(|found| found.and_then(|found| found.layer));
    assert_eq!(layers(45), [None, Some(46)]);
    assert_eq!(layers(194), [Some(193), Some(195)]);
    assert_eq!(layers(195), [Some(193), Some(196)]);
    assert_eq!(layers(231), [Some(230), None]);
    let error = |name| tl_schemas::find(name).unwrap_err().to_string();
    let nearest =
        "layer 83 of the Telegram API is not bundled; the nearest are `telegram/82` and `telegram/86`";
    assert_eq!(error("telegram/83"), nearest);
    assert_eq!(error("1"), "layer 1 of the Telegram API is not bundled; the oldest is `telegram/46`");
    assert_eq!(error("999"), "layer 999 of the Telegram API is not bundled; the newest is `telegram/230`");
    assert_eq!(error("api"), "no bundled schema is called `api`");
}

#[test]
fn declarations_have_the_right_layers() {
    let found: Vec<_> = history::with_name("inputPeerChat", Kind::Constructor).collect();
    let rows: Vec<_> = found.iter().map(|one| format!("{}: {}", one.layers, one.text)).collect();
    assert_eq!(
        rows,
        [
            "135 to 230: inputPeerChat#35a95cb9 chat_id:long = InputPeer",
            "46 to 131: inputPeerChat#179be863 chat_id:int = InputPeer",
        ]
    );
    assert_eq!(history::with_id(0x35a9_5cb9).collect::<Vec<_>>(), found[..1]);
    let null = history::with_name("null", Kind::Constructor).next().unwrap();
    assert_eq!(null.layers.to_string(), "46 to 109, 111, 113 to 230");
    assert_eq!([null.layers.first(), null.layers.last()], [46, 230]);
    assert!(null.layers.contains(111) && !null.layers.contains(112));
}

/// Returns the history as the program `examples/add` reads it.
fn history() -> History {
    History::new(tl_schemas::ALL.iter().filter_map(|schema| schema.layer), history::declarations())
}

fn declarations(layer: u32) -> Vec<(Kind, String)> {
    let of_layer = history::declarations().filter(|declaration| declaration.layers.contains(layer));
    of_layer.map(|declaration| (declaration.kind, declaration.text.to_owned())).collect()
}

#[test]
fn removing_and_adding_a_layer_does_not_change_the_history() {
    let text = include_str!("../telegram/history.tsv");
    assert!(history().text() == text);
    for layer in [46, 112, 193, 230] {
        let mut changed = history();
        changed.remove(layer);
        assert!(changed.text() != text, "{layer}");
        changed.add(layer, &declarations(layer));
        assert_eq!(changed.layer(layer), history().layer(layer), "{layer}");
        let sorted = |text: &str| {
            let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
            lines.sort_unstable();
            lines
        };
        assert!(sorted(&changed.text()) == sorted(text), "{layer}");
    }
}

#[test]
fn a_layer_splits_the_ranges_of_declarations_that_it_lacks() {
    let mut changed = history();
    let only = [(Kind::Constructor, "boolTrue#997275b5 = Bool".to_owned())];
    changed.add(194, &only);
    let text = changed.text();
    assert!(text.contains("\n46-230\tconstructor\tboolTrue#997275b5 = Bool\n"));
    assert!(text.contains("\n46-193,195-230\tconstructor\tboolFalse#bc799737 = Bool\n"));
    assert_eq!(changed.layer(193), history().layer(193));
}

#[test]
fn the_history_is_one_schema_with_every_id_once() {
    let sources = sources(tl_schemas::find("telegram/history").unwrap());
    let options = Options { lenient: true, ..Options::default() };
    let Resolved { schema, diagnostics, .. } = load(&sources, &options);
    // `help.configSimple` uses `ipPort` as a bare type, although its type `IpPort` has two constructors, `ipPort` and
    // `ipPortSecret`. Lenient mode keeps the declaration of `help.configSimple`.
    let codes: Vec<_> = diagnostics.iter().map(|found| found.code.as_str()).collect();
    assert_eq!(codes, ["TL0501"]);
    let schema = schema.unwrap();
    let ids: BTreeSet<_> = [Category::Constructor, Category::Function]
        .into_iter()
        .flat_map(|category| schema.declared(category).map(move |id| (category == Category::Function, id)))
        .map(|(is_function, id)| (is_function, schema[id].id()))
        .collect();
    let declared =
        [Category::Constructor, Category::Function].map(|category| schema.declared(category).count());
    assert_eq!(declared.iter().sum::<usize>(), ids.len());
    let all: BTreeSet<_> =
        history::declarations().map(|known| (known.kind == Kind::Function, known.id().unwrap())).collect();
    assert_eq!(ids, all);
}
