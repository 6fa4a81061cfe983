//! Names that somebody may have meant.

/// Nobody mistypes a name of so many bytes.
const LONG: usize = 100;

/// The one of `names` that is most like `name`, if any is like it.
pub(crate) fn similar<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > LONG {
        return None;
    }
    let limit = (name.len() / 3).max(1);
    let found = names.filter_map(|other| Some((distance(name, other, limit)?, other)));
    found.min_by_key(|&(distance, _)| distance).map(|(_, other)| other)
}

/// How many letters must be changed to make `a` of `b`, if not more than `limit`. A name that lacks only its
/// namespace, or differs only in capitals, is as near as one with one other letter.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (local_a, local_b) = (crate::ast::local(a), crate::ast::local(b));
    if a.eq_ignore_ascii_case(b) || (local_a == local_b && (a == local_a || b == local_b)) {
        return Some(1);
    }
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
    fn near_names_are_near() {
        assert_eq!(distance("Usr", "User", 1), Some(1));
        assert_eq!(distance("SentCode", "auth.SentCode", 2), Some(1));
        assert_eq!(distance("user", "User", 1), Some(1));
        assert_eq!(distance("abc", "xyz", 1), None);
    }
}
