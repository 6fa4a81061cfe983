//! Every name of every real schema is shown.
#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests say what they skip and fail by panicking"
)]

use std::fs;
use std::path::Path;

use tl_parser::schema::{FieldType, Options, Schema};
use tl_parser::{SourceMap, load};

use super::*;

fn check(name: &str, schema: &Schema, sources: &SourceMap) {
    let library = Library::new(schema, sources);
    for id in schema.combinators() {
        let (combinator, shown) = (&schema[id], library.combinator(id));
        let types: Vec<&str> = shown.fields.iter().map(|field| field.r#type.as_str()).collect();
        assert_eq!(types.len(), combinator.fields().len(), "{name}: {}", combinator.name());
        for (field, ty) in combinator.fields().iter().zip(types) {
            let is_condition = ty.contains('?');
            assert_eq!(is_condition, field.condition().is_some(), "{name}: {} {ty}", combinator.name());
            assert_eq!(ty.contains('!'), matches!(field.ty(), FieldType::Call(_)), "{name}: {ty}");
        }
        assert!(!shown.result.is_empty() && !shown.canonical.formal.text.is_empty());
        let found = library.find(combinator.name());
        assert!(found.iter().any(|one| one.to_string().contains(&combinator.declaration_with_id())));
        assert!(!library.find(&format!("#{:08x}", combinator.id())).is_empty());
    }
    for ty in schema.types() {
        let name = schema[ty].name();
        let found = library.find(name);
        assert!(found.iter().any(|one| one.to_string().starts_with(&format!("type {name}\n"))));
    }
}

#[test]
fn every_name_of_every_real_schema_is_shown() {
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
        check(&name, &schema, &sources);
        checked += 1;
    }
    assert!(checked >= 27, "only {checked} schemas in the corpus");
}
