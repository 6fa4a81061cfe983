//! The files that are resolved together.

use crate::schema::{ChosenDialect, Dialect, DialectReason};
use crate::{Diagnostic, Parsed, SourceMap};

/// Parsed files, and the map that contains their texts.
pub(super) struct Files<'p, 's> {
    pub(super) sources: &'p SourceMap,
    pub(super) parsed: &'p [Parsed<'s>],
}

impl<'p, 's> Files<'p, 's> {
    /// Returns the files sorted by the last component of their paths, then by their texts.
    pub(super) fn in_schema_order(&self) -> Vec<&'p Parsed<'s>> {
        let mut files: Vec<&Parsed<'_>> = self.parsed.iter().collect();
        files.sort_by_cached_key(|parsed| {
            let name = self.sources.name(parsed.file);
            let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
            (name.to_owned(), self.sources.text(parsed.file))
        });
        files
    }

    /// Returns the dialect that the user chose (`set`). If the user chose none, returns the dialect that the JSON files
    /// contain. Returns `None` if the JSON files contain no dialect or different dialects.
    pub(super) fn known_dialect(&self, set: Option<Dialect>) -> Option<ChosenDialect> {
        if let Some(dialect) = set {
            return Some(ChosenDialect { dialect, reason: DialectReason::Set });
        }
        let mut stored =
            self.parsed.iter().filter_map(|parsed| self.sources.metadata(parsed.file)?.dialect.as_ref());
        let first = stored.next()?;
        stored.all(|other| other.dialect == first.dialect).then(|| first.clone())
    }

    pub(super) fn syntax_problems(&self) -> impl Iterator<Item = &'p Diagnostic> + use<'p, 's> {
        self.parsed.iter().flat_map(|parsed| &parsed.diagnostics)
    }
}
