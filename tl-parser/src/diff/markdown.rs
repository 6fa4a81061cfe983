//! Formats a comparison as Markdown, for a release note or a pull request.

use std::fmt::Write;

use super::{Change, Class, Counts, Diff, Entry, Group, Rule, Status, groups};
use crate::docs::text::literal;

/// Formats the whole comparison: first the changes of the whole schema and a table of counts, then the functions, the
/// constructors and the types. Each of these three parts lists removed, changed and new items, in this order.
#[must_use]
pub fn markdown(diff: &Diff) -> String {
    let mut page = Page(format!("# {}\n\n", literal(&diff.title())));
    if diff.class().is_none() {
        page.0.push_str("No differences.\n");
        return page.0;
    }
    for Change { kind, rule, .. } in &diff.changes {
        page.line(&format!("{}: {kind}; {}.\n", label(rule), rule.reason()));
    }
    page.counts(diff);
    for (noun, entries) in diff.parts() {
        for group in groups(entries) {
            page.group(noun, &group);
        }
    }
    page.0
}

struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn counts(&mut self, diff: &Diff) {
        let classes = "wire-breaking | compatible if masks are kept | source-breaking | compatible";
        self.line(&format!("| | added | removed | changed | {classes} | silent |"));
        self.line("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (noun, entries) in diff.parts() {
            let Counts { added, removed, changed, wire, masks, source, compatible, silent } =
                Counts::of(entries);
            let classes = format_args!("{wire} | {masks} | {source} | {compatible}");
            self.line(&format!("| {noun} | {added} | {removed} | {changed} | {classes} | {silent} |"));
        }
    }

    fn group(&mut self, noun: &str, group: &Group<'_>) {
        let status = match group.status {
            Status::Removed => "Removed",
            Status::Changed => "Changed",
            Status::Added => "New",
        };
        self.line(&format!("\n## {status} {noun}"));
        match group.rule {
            Some(rule) => {
                self.line(&format!("\n{}: {}.", label(rule), rule.reason()));
                self.declarations(group.entries.iter().copied());
            }
            None => group.entries.iter().for_each(|entry| self.entry(entry)),
        }
    }

    /// Writes a changed entry. For a type, writes only the changes, because they are clearer than two lists of
    /// constructors.
    fn entry(&mut self, entry: &Entry) {
        let bar = entry.layer_bar().map_or(String::new(), |layer| format!(" under layer {layer}"));
        self.line(&format!("\n### `{}`{bar}", entry.name()));
        if entry.has_id() {
            self.declarations([entry]);
        }
        self.line("");
        for reason in entry.reasons() {
            self.line(&format!("- {}: {reason}; {}.", label(reason.rule), reason.rule.reason()));
        }
    }

    fn declarations<'a>(&mut self, entries: impl IntoIterator<Item = &'a Entry>) {
        self.line("\n```diff");
        for entry in entries {
            for (sign, form) in [('-', &entry.old), ('+', &entry.new)] {
                if let Some(form) = form {
                    // Writing to a String cannot fail.
                    let _ = writeln!(self.0, "{sign} {}", form.text);
                }
            }
        }
        self.line("```");
    }
}

/// Formats the class of a rule, followed by the word “silent” if its changes are silent. All words except “Compatible”
/// are bold.
fn label(rule: &Rule) -> String {
    let class = match rule.class() {
        Class::Wire => "**Wire-breaking**",
        Class::Masks => "**Compatible if masks are kept**",
        Class::Source => "**Source-breaking**",
        Class::Compatible => "Compatible",
    };
    let silent = if rule.is_silent() { ", **silent**" } else { "" };
    format!("{class}{silent}")
}
