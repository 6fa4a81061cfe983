//! Searches the bundled schemas for names and ids that are not in the selected schemas.

use std::sync::LazyLock;

use tl_schemas::Schema;
use tl_schemas::history::{self, Declaration};

use crate::error::Error;
use crate::query::Query;
use crate::schemas::Loaded;
use crate::show::{self, Library};

/// Returns the bundled schema that contains the name or the id of `query`: MTProto, or else the newest layer that
/// contains it. If `exact` is not set, it is enough that a name in MTProto matches `query` as a pattern or as words.
pub(crate) fn find(query: &Query, exact: bool) -> Result<Option<(&'static Schema, Loaded)>, Error> {
    let mtproto = tl_schemas::ALL.iter().filter(|schema| schema.layer.is_none());
    for schema in mtproto.chain(newest_layer(query)) {
        let has_it = |loaded: &Loaded| {
            let libraries = [Library::new(loaded)];
            let hits = show::search(&libraries, query);
            hits.iter().any(|hit| !exact || hit.how.is_exact())
        };
        if let Some(loaded) = Loaded::bundled(schema)?.filter(has_it) {
            return Ok(Some((schema, loaded)));
        }
    }
    Ok(None)
}

fn newest_layer(query: &Query) -> Option<&'static Schema> {
    let (ids, name) = (query.ids(), query.name());
    let with_name = |declaration: &Declaration| [declaration.name(), declaration.result()].contains(&name);
    let layer = newest(ids.iter().copied().flat_map(history::with_id))
        .or_else(|| newest(history::declarations().filter(with_name)))
        .or_else(|| newest(ids.iter().map(|id| id.swap_bytes()).flat_map(history::with_id)))?;
    tl_schemas::find(&layer.to_string()).ok()
}

fn newest(declarations: impl Iterator<Item = Declaration>) -> Option<u32> {
    declarations.map(|declaration| declaration.layers.last()).max()
}

/// Returns advice for an id that the selected schemas don't contain: the name of the combinator with this id, its
/// schema, and the options that select this schema. Returns `None` if no bundled schema contains the id.
pub(crate) fn advice(id: u32) -> Option<String> {
    if let Some(name) = in_mtproto(id) {
        let newest = tl_schemas::newest_layer()?.name;
        return Some(format!("#{id:08x} is `{name}` of MTProto; pass `--schema mtproto --schema {newest}`"));
    }
    let mut found = history::with_id(id);
    let declaration = found.next()?;
    let (name, layers, last) = (declaration.name(), declaration.layers, declaration.layers.last());
    let others: Vec<_> = found.map(|other| other.layers.with_noun()).collect();
    let others = match others.as_slice() {
        [] => String::new(),
        others => format!(" (with other fields in {})", others.join(", ")),
    };
    let layers = layers.with_noun();
    Some(format!("#{id:08x} is `{name}` in {layers} of the Telegram API{others}; pass `--layer {last}`"))
}

/// Returns the name of the combinator of MTProto with this id. The schema is read at most once per run of the program.
fn in_mtproto(id: u32) -> Option<&'static str> {
    static MTPROTO: LazyLock<Option<Loaded>> =
        LazyLock::new(|| Loaded::bundled(tl_schemas::find("mtproto").ok()?).ok()?);
    let Loaded { schema, .. } = MTPROTO.as_ref()?;
    let found = schema.combinators().find(|&combinator| schema[combinator].id() == id)?;
    Some(schema[found].name())
}
