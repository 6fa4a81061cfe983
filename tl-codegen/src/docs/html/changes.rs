//! The page of the differences between two layers.

use maud::{Markup, html};
use tl_parser::diff::{Change, Class, Counts, Declaration, Diff, Entry, Group, Item, Rule, Status, groups};

use super::document::Document;
use super::section::Section;
use crate::docs::page::Target;

/// The differences between two sections.
pub(super) struct Changes<'a> {
    sections: [&'a Section<'a>; 2],
    diff: Diff,
}

impl<'a> Changes<'a> {
    pub(super) fn new(old: &'a Section<'a>, new: &'a Section<'a>) -> Self {
        let diff = crate::diff::compare(old.site.schema, new.site.schema);
        Self { sections: [old, new], diff: diff.named(old.title(), new.title()) }
    }

    pub(super) fn title(&self) -> String {
        let [old, new] = self.sections.map(Section::title);
        format!("Changes from {old} to {new}")
    }

    pub(super) fn html(&self, document: Document<'_>) -> Markup {
        let diff = &self.diff;
        html! {
            @if diff.class().is_none() { p { "No differences." } }
            @for Change { kind, rule, .. } in &diff.changes {
                p { (label(rule)) ": " (document.description(&kind.to_string())) "; " (document.description(rule.reason())) "." }
            }
            (counts(diff))
            @for (noun, entries) in diff.parts() {
                @for group in groups(entries) { (self.group(document, noun, &group)) }
            }
        }
    }

    fn group(&self, document: Document<'_>, noun: &str, group: &Group<'_>) -> Markup {
        let status = match group.status {
            Status::Removed => "Removed",
            Status::Changed => "Changed",
            Status::Added => "New",
        };
        html! {
            h2 { (status) " " (noun) }
            @match group.rule {
                Some(rule) => {
                    p { (label(rule)) ": " (document.description(rule.reason())) "." }
                    pre { code { @for entry in &group.entries { (self.declarations(document, entry)) } } }
                }
                None => @for entry in &group.entries { (self.entry(document, entry)) },
            }
        }
    }

    /// Returns the description of an entry that changed. For a type, only the changes are listed, because they are
    /// clearer than two lists of constructors.
    fn entry(&self, document: Document<'_>, entry: &Entry) -> Markup {
        html! {
            h3 {
                code { (entry.name()) }
                @if let Some(layer) = entry.layer_bar() { " under layer " (layer) }
            }
            @if entry.has_id() { pre { code { (self.declarations(document, entry)) } } }
            ul {
                @for reason in entry.reasons() {
                    li {
                        (label(reason.rule)) ": " (document.description(&reason.to_string())) "; "
                        (document.description(reason.rule.reason())) "."
                    }
                }
            }
        }
    }

    fn declarations(&self, document: Document<'_>, entry: &Entry) -> Markup {
        html! {
            @if let Some(old) = &entry.old { (declaration(document, self.sections[0], false, old)) }
            @if let Some(new) = &entry.new { (declaration(document, self.sections[1], true, new)) }
        }
    }
}

/// Returns a line with a declaration. Its name is a link to its page.
fn declaration(document: Document<'_>, section: &Section<'_>, is_new: bool, form: &Declaration) -> Markup {
    let page = match form.item {
        Item::Combinator(id) => section.site.combinator(id),
        Item::Type(ty) => section.site.ty(ty),
    };
    let path = page.map(|page| document.relative(&document.sections.target(section, Target::Page(page))));
    let name = form.name.as_str();
    let (before, after) = form.text.split_once(name).unwrap_or(("", &form.text));
    html! {
        span.(if is_new { "new" } else { "old" }) {
            (if is_new { "+ " } else { "- " }) (before)
            @match path {
                Some(path) if form.text.contains(name) => a href=(path) { (name) },
                _ => @if form.text.contains(name) { (name) },
            }
            (after) "\n"
        }
    }
}

fn counts(diff: &Diff) -> Markup {
    let [wire, masks, source, compatible] =
        [Class::Wire, Class::Masks, Class::Source, Class::Compatible].map(Class::as_str);
    let heads = ["added", "removed", "changed", wire, masks, source, compatible, "silent"];
    html! {
        div.scroll tabindex="0" { table {
            thead { tr { td {} @for head in heads { th scope="col" { (head) } } } }
            tbody {
                @for (noun, entries) in diff.parts() {
                    @let Counts { added, removed, changed, wire, masks, source, compatible, silent } = Counts::of(entries);
                    tr {
                        th scope="row" { (noun) }
                        @for (head, count) in heads.iter().zip([added, removed, changed, wire, masks, source, compatible, silent]) {
                            td data-head=(head) { (count) }
                        }
                    }
                }
            }
        } }
    }
}

/// Returns the class of a rule. All classes except `Compatible` are in bold. The word `silent` is added in bold for
/// silent changes.
fn label(rule: &Rule) -> Markup {
    html! {
        @match rule.class() {
            Class::Wire => strong { "Wire-breaking" },
            Class::Masks => strong { "Compatible if masks are kept" },
            Class::Source => strong { "Source-breaking" },
            Class::Compatible => "Compatible",
        }
        @if rule.is_silent() { ", " strong { "silent" } }
    }
}
