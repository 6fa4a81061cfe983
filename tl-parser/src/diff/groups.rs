//! Groups entries of a comparison by status and rule, and groups the changes of one entry by rule.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use super::{Change, Entry, Rule, Status};

/// Entries that are reported together.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// The status of all entries in the group.
    pub status: Status,
    /// The rule for all entries in the group. `None` for changed entries, because each has its own rules.
    pub rule: Option<&'a Rule>,
    /// The entries, in the order in which they were passed to [`groups`].
    pub entries: Vec<&'a Entry>,
}

/// Changes of one entry that are reported together.
#[derive(Clone, Debug)]
pub struct Reason<'a> {
    /// The rule for all changes in the list.
    pub rule: &'a Rule,
    /// The changes, in the order of [`Entry::changes`].
    pub changes: Vec<&'a Change>,
}

/// Groups entries: first removed entries by rule, then changed entries, then new entries by rule.
#[must_use]
pub fn groups(entries: &[Entry]) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<(Status, Option<&Rule>), Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        let status = entry.status();
        let rule = match entry.changes.as_slice() {
            [change] if status != Status::Changed => Some(&change.rule),
            _ => None,
        };
        groups.entry((status, rule)).or_default().push(entry);
    }
    groups.into_iter().map(|((status, rule), entries)| Group { status, rule, entries }).collect()
}

impl Entry {
    /// Groups the changes of the entry by rule. The most severe rule is first.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason<'_>> {
        let mut reasons: Vec<Reason<'_>> = Vec::new();
        for change in &self.changes {
            match reasons.iter_mut().find(|reason| *reason.rule == change.rule) {
                Some(reason) => reason.changes.push(change),
                None => reasons.push(Reason { rule: &change.rule, changes: vec![change] }),
            }
        }
        reasons.sort_by_key(|reason| Reverse(reason.rule.class()));
        reasons
    }
}

/// Describes the changes, such as ``added `a:int`, `b:int`, moved `c` from `flags.1` to `flags.2` ``.
impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut head = "";
        for (at, change) in self.changes.iter().enumerate() {
            if at > 0 && change.kind.head() == head {
                f.write_str(",")?;
            } else {
                head = change.kind.head();
                write!(f, "{}{head}", if at > 0 { ", " } else { "" })?;
            }
            if let Some(detail) = change.kind.detail() {
                write!(f, " {detail}")?;
            }
        }
        Ok(())
    }
}
