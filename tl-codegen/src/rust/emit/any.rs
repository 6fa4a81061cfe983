//! `types::Any` and `functions::Any`.

use super::super::model::Any;
use super::Sink;
use super::enums::{codec, definition};
use super::tokens::Cx;

pub(super) fn emit(cx: Cx<'_>, item: &Any, sink: &mut Sink<'_>) {
    let Any { ident, docs, derives, name, variants } = item;
    sink.item(definition(cx, ident, docs, derives, &[], variants));
    codec(cx, ident, &[], variants, name, sink);
}
