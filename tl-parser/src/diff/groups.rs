//! What is told together: entries that came or went for one reason, and changes of one entry that have one.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use super::{Change, Entry, Rule, Status};

/// Entries that are told together.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// What became of all of them.
    pub status: Status,
    /// The rule that all of them follow; none where each says what changed.
    pub rule: Option<&'a Rule>,
    /// In their order.
    pub entries: Vec<&'a Entry>,
}

/// Changes of one entry that are told together.
#[derive(Clone, Debug)]
pub struct Reason<'a> {
    /// The rule that all of them follow.
    pub rule: &'a Rule,
    /// In their order.
    pub changes: Vec<&'a Change>,
}

/// What is gone by its rule, then what changed, then what is new by its rule.
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
    /// Its changes by their rule, the worst first.
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

/// What changed: ``added `a:int`, `b:int`, moved `c` from `flags.1` to `flags.2` ``.
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
