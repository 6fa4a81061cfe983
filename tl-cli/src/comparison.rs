//! Formats the differences between two schemas as text with colours.

use std::fmt::{self, Display, Formatter};

use clap::builder::styling::{AnsiColor, Style};
use tl_parser::diff::{Change, Class, Counts, Diff, Entry, Group, Rule, Status, groups};
use tl_parser::invisible::escape_line;

const HEADING: Style = Style::new().bold();
const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();

/// Displays a [`Diff`] in colour.
pub(crate) struct DisplayDiff<'a>(pub(crate) &'a Diff);

impl Display for DisplayDiff<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(diff) = self;
        writeln!(f, "{HEADING}{}{HEADING:#}", escape_line(&diff.title()))?;
        if diff.class().is_none() {
            return writeln!(f, "no differences");
        }
        for Change { kind, rule, .. } in &diff.changes {
            writeln!(f, "{}: {kind}; {}", Label(rule), rule.reason())?;
        }
        counts(f, diff)?;
        for (noun, entries) in diff.parts() {
            for group in groups(entries) {
                self::group(f, noun, &group)?;
            }
        }
        Ok(())
    }
}

fn counts(f: &mut Formatter<'_>, diff: &Diff) -> fmt::Result {
    let line =
        |f: &mut Formatter<'_>,
         noun: &str,
         [added, removed, changed, wire, masks, source, compatible, silent]: [&str; 8]| {
            let classes = format_args!("{wire:>13}  {masks:>28}  {source:>15}  {compatible:>10}");
            writeln!(f, "{noun:<12}  {added:>5}  {removed:>7}  {changed:>7}  {classes}  {silent:>6}")
        };
    let (wire, masks, source) = ("wire-breaking", "compatible if masks are kept", "source-breaking");
    line(f, "", ["added", "removed", "changed", wire, masks, source, "compatible", "silent"])?;
    for (noun, entries) in diff.parts() {
        let Counts { added, removed, changed, wire, masks, source, compatible, silent } = Counts::of(entries);
        let numbers = [added, removed, changed, wire, masks, source, compatible, silent];
        let numbers = numbers.map(|number| number.to_string());
        line(f, noun, numbers.each_ref().map(String::as_str))?;
    }
    Ok(())
}

fn group(f: &mut Formatter<'_>, noun: &str, group: &Group<'_>) -> fmt::Result {
    let status = match group.status {
        Status::Removed => "removed",
        Status::Changed => "changed",
        Status::Added => "new",
    };
    write!(f, "\n{HEADING}{status} {noun}{HEADING:#}")?;
    match group.rule {
        Some(rule) => {
            writeln!(f, ", {}: {}", Label(rule), rule.reason())?;
            group.entries.iter().try_for_each(|entry| declarations(f, entry, "  "))
        }
        None => {
            writeln!(f)?;
            group.entries.iter().try_for_each(|entry| self::entry(f, entry))
        }
    }
}

/// Prints an entry that changed. For a type, prints only the changes, because they are clearer than two lists of
/// constructors.
fn entry(f: &mut Formatter<'_>, entry: &Entry) -> fmt::Result {
    let bar = entry.layer_bar().map_or(String::new(), |layer| format!(" under layer {layer}"));
    writeln!(f, "  {HEADING}{}{HEADING:#}{bar}", entry.name())?;
    if entry.has_id() {
        declarations(f, entry, "    ")?;
    }
    for reason in entry.reasons() {
        writeln!(f, "    {}: {reason}; {}", Label(reason.rule), reason.rule.reason())?;
    }
    Ok(())
}

fn declarations(f: &mut Formatter<'_>, entry: &Entry, indent: &str) -> fmt::Result {
    for (sign, style, form) in [('-', OLD, &entry.old), ('+', NEW, &entry.new)] {
        if let Some(form) = form {
            writeln!(f, "{indent}{style}{sign} {}{style:#}", form.text)?;
        }
    }
    Ok(())
}

/// Displays the class of a rule, and whether the change is silent.
struct Label<'a>(&'a Rule);

impl Display for Label<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let class = self.0.class();
        let style = match class {
            Class::Wire => AnsiColor::Red.on_default().bold(),
            Class::Masks | Class::Source => AnsiColor::Yellow.on_default().bold(),
            Class::Compatible => AnsiColor::Green.on_default(),
        };
        let silent = if self.0.is_silent() { ", silent" } else { "" };
        write!(f, "{style}{class}{silent}{style:#}")
    }
}
