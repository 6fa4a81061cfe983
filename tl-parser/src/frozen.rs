//! Ids that servers froze: declared ids that a canonical text does not give and that are no mistakes.
//!
//! They come from declarations that were changed or renamed after their id was in use, and from ids made by hand.

/// One line each: name, declared id, id of the formal text, id of Telegram's text; ascending by name within a family.
const TABLE: &str = include_str!("frozen-ids.tsv");

/// Whether the combinator `name` is known to keep the id `declared` where its text gives `computed`.
pub(crate) fn is_frozen(name: &str, declared: u32, computed: u32) -> bool {
    rows().any(|(known, id, texts)| known == name && id == declared && texts.contains(&computed))
}

fn rows() -> impl Iterator<Item = (&'static str, u32, [u32; 2])> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        let name = columns.next()?;
        let mut id = || u32::from_str_radix(columns.next()?, 16).ok();
        Some((name, id()?, [id()?, id()?]))
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
    fn only_the_known_pair_is_frozen() {
        assert!(is_frozen("ipPortSecret", 0x3798_2646, 0x402d_9b47));
        assert!(!is_frozen("ipPortSecret", 0x3798_2646, 0x402d_9b48));
        assert!(!is_frozen("ipPort", 0x3798_2646, 0x402d_9b47));
    }
}
