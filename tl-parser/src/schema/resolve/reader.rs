//! The data that is needed to resolve expressions.

use super::context::Context;
use super::scope::Scope;
use super::symbols::SymbolTable;
use crate::SourceMap;

/// Resolves expressions in one declaration. If an expression has an error, the methods report it and return `None`.
pub(super) struct Reader<'r, 'a> {
    pub(super) symbols: &'r SymbolTable<'a>,
    pub(super) scope: &'r Scope<'a>,
    pub(super) sources: &'r SourceMap,
    /// The number of the layer bar above the declaration.
    pub(super) bar: Option<u32>,
    pub(super) cx: &'r mut Context,
}
