//! Finds names that are similar to a misspelled name.

use std::collections::HashSet;

/// Maximum length in bytes of names for which similar names are searched.
const LONG: usize = 100;

/// Returns the name that is most similar to `name`, if any is similar.
#[must_use]
pub fn similar<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    near(name, names).min_by_key(|&(distance, _)| distance).map(|(_, other)| other)
}

/// Returns all names that are similar to `name`, without duplicates, starting with the most similar one.
#[must_use]
pub fn all_similar<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let mut found: Vec<_> = near(name, names).collect();
    found.sort_by_key(|&(distance, _)| distance);
    let mut seen = HashSet::new();
    found.into_iter().map(|(_, other)| other).filter(|other| seen.insert(*other)).collect()
}

fn near<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> impl Iterator<Item = (usize, &'n str)> {
    let limit = (name.len() / 3).max(1);
    let names = names.filter(|_| name.len() <= LONG);
    names.filter_map(move |other| Some((distance(name, other, limit)?, other)))
}

/// Returns the number of letters that must be changed to turn `a` into `b`, or `None` if the number exceeds `limit`. A
/// missing namespace counts as one letter. If only capitalization differs, the number is 1.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    if a.eq_ignore_ascii_case(b) {
        return Some(1);
    }
    let (local_a, local_b) = (crate::ast::local(a), crate::ast::local(b));
    if (a == local_a) != (b == local_b) {
        return Some(edit_distance(local_a, local_b, limit.checked_sub(1)?)? + 1);
    }
    edit_distance(a, b, limit)
}

/// Returns the edit distance of two names in bytes, or `None` if it exceeds `limit`. Unlike in [`distance`],
/// capitalization and namespaces are not special.
pub(crate) fn edit_distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.bytes().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().filter(|&distance| distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similar_names_are_found() {
        assert_eq!(distance("Usr", "User", 1), Some(1));
        assert_eq!(distance("SentCode", "auth.SentCode", 2), Some(1));
        assert_eq!(distance("user", "User", 1), Some(1));
        assert_eq!(distance("sendMesage", "messages.sendMessage", 3), Some(2));
        assert_eq!(distance("abc", "xyz", 1), None);
    }
}
