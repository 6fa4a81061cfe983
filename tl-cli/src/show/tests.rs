//! Checks that `tl show` finds and shows the combinators and types of real schemas.
#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests print what they skip, and fail by panicking"
)]

use std::fs;
use std::path::Path;

use anstream::adapter::strip_str;
use tl_parser::schema::{FieldType, Options};
use tl_parser::{SourceMap, load};

use super::*;
use crate::schemas::Loaded;

/// Only one in `SAMPLE` combinators and types is searched for. Searching for all of them would take too long, because
/// each search reads the whole schema.
const SAMPLE: usize = 50;

/// Returns what `tl show` prints for the query `text`. Checks that all matches are exact.
fn shown(library: &Library<'_>, text: &str) -> String {
    let hits: Vec<_> = library.search(&Query::new(text)).collect();
    assert!(hits.iter().all(|hit| hit.how.is_exact()), "{text}");
    let texts = hits.iter().map(|hit| hit.definition().text(Columns::default()));
    strip_str(&texts.collect::<Vec<_>>().join("\n")).to_string()
}

fn check(name: &str, loaded: &Loaded) {
    let (library, schema) = (Library::new(loaded), &loaded.schema);
    for id in schema.combinators() {
        let (combinator, known) = (&schema[id], library.combinator(id));
        let types: Vec<&str> = known.fields.iter().map(|field| field.r#type.as_str()).collect();
        assert_eq!(types.len(), combinator.fields().len(), "{name}: {}", combinator.name());
        for (field, ty) in combinator.fields().iter().zip(types) {
            let is_condition = ty.contains('?');
            assert_eq!(is_condition, field.condition().is_some(), "{name}: {} {ty}", combinator.name());
            assert_eq!(ty.contains('!'), matches!(field.ty(), FieldType::Call(_)), "{name}: {ty}");
        }
        assert!(!known.result.is_empty() && known.canonical.lines.len() == 3);
        if id.index() % SAMPLE != 0 {
            continue;
        }
        let declaration = schema.declaration_with_id(id);
        let path = known.rust.map(|path| format!("crate::api::{path}"));
        let [hex, decimal] = [format!("#{:08x}", combinator.id()), combinator.id().to_string()];
        for text in [combinator.name(), &hex, &decimal].into_iter().chain(path.as_deref()) {
            assert!(shown(&library, text).contains(&declaration), "{name}: {text}");
        }
    }
    for ty in schema.types().step_by(SAMPLE) {
        let name = schema[ty].name();
        assert!(shown(&library, name).starts_with(&format!("type {name}\n")), "{name}");
    }
}

#[test]
fn names_in_real_schemas_are_shown() {
    let Some(folder) = std::env::var_os("TL_CORPUS") else {
        return eprintln!("skipped: TL_CORPUS is not set");
    };
    let owners = fs::read_dir(Path::new(&folder).join("corpus")).unwrap();
    let files = owners.flat_map(|owner| fs::read_dir(owner.unwrap().path()).unwrap());
    let paths = files.map(|file| file.unwrap().path());
    let mut checked = 0;
    for path in paths.filter(|path| path.extension() == Some("tl".as_ref())) {
        let name = path.display().to_string();
        let mut sources = SourceMap::new();
        sources.add(name.as_str(), fs::read(&path).unwrap()).unwrap();
        let schema = load(&sources, &Options { lenient: true, ..Options::default() }).schema.unwrap();
        check(&name, &Loaded { sources, schema });
        checked += 1;
    }
    assert!(checked >= 27, "only {checked} schemas in the corpus");
}
