//! Frozen ids: declared ids that differ from the CRC-32 of the canonical text but are correct, because servers use
//! them.
//!
//! A declaration has a frozen id if it was changed or renamed after its id was in use, or if its id was chosen by hand.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::schema::{Dialect, Ids};

/// The table of frozen ids. Each line that does not begin with `#` contains the dialect, the name, the declared id, the
/// id of the formal text and the id of Telegram's text. There are three groups of lines: for Telegram, for TON and for
/// VK. Each group is sorted by name.
const TABLE: &str = include_str!("frozen-ids.tsv");

/// The rows of the table, by name.
static BY_NAME: LazyLock<HashMap<&str, Vec<FrozenId>>> = LazyLock::new(|| {
    let mut by_name: HashMap<_, Vec<FrozenId>> = HashMap::new();
    rows().for_each(|row| by_name.entry(row.name).or_default().push(row));
    by_name
});

/// Returns whether `declared` is a frozen id of the combinator `name`. `computed` is the CRC-32 of a canonical text of
/// the combinator's current declaration.
pub(crate) fn is_frozen(name: &str, declared: u32, computed: u32) -> bool {
    frozen_ids(name, declared).any(|row| row.has(computed))
}

/// If `declared` is a frozen id of the combinator `name`, returns the dialect of the schemas that use this id. `ids`
/// are the CRC-32s of the canonical texts of the combinator's current declaration.
pub(crate) fn dialect_of(name: &str, declared: u32, ids: Ids) -> Option<Dialect> {
    frozen_ids(name, declared).find(|row| row.ids == ids).map(|row| row.dialect)
}

struct FrozenId {
    dialect: Dialect,
    name: &'static str,
    declared: u32,
    ids: Ids,
}

impl FrozenId {
    fn has(&self, computed: u32) -> bool {
        [self.ids.formal, self.ids.telegram].contains(&computed)
    }
}

fn frozen_ids(name: &str, declared: u32) -> impl Iterator<Item = &'static FrozenId> {
    let rows = BY_NAME.get(name).into_iter().flatten();
    rows.filter(move |row| row.declared == declared)
}

fn rows() -> impl Iterator<Item = FrozenId> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        let dialect = Dialect::from_name(columns.next()?)?;
        let name = columns.next()?;
        let mut id = || u32::from_str_radix(columns.next()?, 16).ok();
        Some(FrozenId { dialect, name, declared: id()?, ids: Ids { formal: id()?, telegram: id()? } })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        assert_eq!(rows().count(), TABLE.lines().filter(|line| !line.starts_with('#')).count());
    }

    #[test]
    fn an_id_is_frozen_only_with_its_name_and_computed_id() {
        assert!(is_frozen("ipPortSecret", 0x3798_2646, 0x402d_9b47));
        assert!(!is_frozen("ipPortSecret", 0x3798_2646, 0x402d_9b48));
        assert!(!is_frozen("ipPort", 0x3798_2646, 0x402d_9b47));
    }

    #[test]
    fn a_frozen_id_belongs_to_a_dialect() {
        let ids = Ids { formal: 0x3798_2646, telegram: 0x402d_9b47 };
        assert_eq!(dialect_of("ipPortSecret", 0x3798_2646, ids), Some(Dialect::Telegram));
        assert_eq!(dialect_of("ipPortSecret", 0x402d_9b47, ids), None);
        let ids = Ids { formal: 0xd657_ba31, telegram: 0xd657_ba31 };
        assert_eq!(dialect_of("stat", 0x9d56_e6b2, ids), Some(Dialect::Formal));
    }
}
