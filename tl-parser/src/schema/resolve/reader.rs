//! The data that is needed to read expressions.

use super::context::Context;
use super::scope::Scope;
use super::symbols::SymbolTable;
use crate::SourceMap;

/// Reads expressions at one place of a declaration. For an expression with an error, the methods report it and return
/// `None`.
pub(super) struct Reader<'r, 'a> {
    pub(super) symbols: &'r SymbolTable<'a>,
    pub(super) scope: &'r Scope<'a>,
    pub(super) sources: &'r SourceMap,
    /// The layer bar of the declaration.
    pub(super) bar: Option<u32>,
    pub(super) cx: &'r mut Context,
}
