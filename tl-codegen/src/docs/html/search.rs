//! Generates the index of the search, which `assets/search.js` reads.
//!
//! The index is a text with eight sections, separated by empty lines: methods, constructors, types, ids, fields,
//! combinators of the fields, errors, other pages. Each item has a line of its own, but all ids are in one line.
//! Numbers are written with the 89 digits in `DIGITS`. The line of each name, field, error or page begins with one such
//! digit: how many bytes at the start of the item are the same as in the item before it. Only ASCII bytes count, and at
//! most 88. These bytes are left out. Names, fields and errors are sorted.
//!
//! - A method, constructor or type is written as its name. If necessary, its layer and the name of its file follow
//!   after tabs.
//! - Each method and constructor has an id of five digits in base 89, the least significant one first. The ids are in
//!   the order of the names.
//! - Each field is written as its name. In the next section, a line for each field lists the combinators that have the
//!   field, as numbers without separators. All combinators are in one order: methods, then constructors. Each number
//!   counts the combinators between two neighbours in the list, or before the first one in the list.
//! - Each error is written as its text and, after a tab, its codes.
//! - Each other page is written as its path without the extension and, after a tab, its title.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use tl_parser::docs::CallError;
use tl_parser::invisible;
use tl_parser::schema::{Category, CombinatorId, Field, FieldType};

use super::assets;
use super::section::list_name;
use crate::docs::site::{PageId, PageKind, Site, Subject};

/// The digits of numbers, in the order of their values. They are visible ASCII characters that need no escape in a
/// script or in HTML.
const DIGITS: &[u8; 89] =
    b"#$%()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~!";

/// In the list of the combinators of a field, a digit with a smaller value than this is the last digit of its number.
/// After any other digit, a more significant digit follows. The base is 29, which is 89 - 60: a number is the sum of the
/// values of its digits (0 to 88), each multiplied by a power of 29.
const ENDS: usize = 60;

/// Returns the script `search-index.js`. `others` are the names and titles of the pages that exist only in HTML.
pub(super) fn script(site: &Site<'_>, others: &[(&str, &str)]) -> String {
    format!("tlSearch.load({});\n", assets::string(&index(site, others)))
}

fn index(site: &Site<'_>, others: &[(&str, &str)]) -> String {
    let [methods, constructors, types] = PageKind::ALL.map(|kind| pages(site, kind));
    let combinators: Vec<CombinatorId> =
        methods.iter().chain(&constructors).filter_map(|&page| combinator(site, page)).collect();
    let fields = fields(site, &combinators);
    let names = |pages: &[PageId]| front_coded(pages.iter().map(|&page| name(site, page)));
    let sections = [
        names(&methods),
        names(&constructors),
        names(&types),
        combinators.iter().map(|&id| digits_of_id(site.schema[id].id())).collect(),
        front_coded(fields.keys().map(|&name| name.to_owned())),
        lines(fields.values().map(|numbers| distances(numbers))),
        front_coded(errors(site)),
        front_coded(other_pages(site, others)),
    ];
    sections.join("\n\n")
}

/// Returns a map from the names of all fields to the combinators that have a field of this name. Each combinator is
/// given as its index in `combinators`.
fn fields<'s>(site: &Site<'s>, combinators: &[CombinatorId]) -> BTreeMap<&'s str, Vec<usize>> {
    let mut fields = BTreeMap::<&str, Vec<usize>>::new();
    for (number, &id) in combinators.iter().enumerate() {
        each_field(site.schema[id].fields(), &mut |name| {
            let numbers = fields.entry(name).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        });
    }
    fields
}

/// Returns a line for each error.
fn errors(site: &Site<'_>) -> Vec<String> {
    let functions = site.schema.declared(Category::Function);
    let errors = functions.flat_map(|id| site.schema[id].errors());
    let mut codes = BTreeMap::<&str, BTreeSet<i32>>::new();
    for CallError { code, text, .. } in errors {
        codes.entry(text).or_default().insert(*code);
    }
    let line = |(text, codes): (&str, BTreeSet<i32>)| {
        let codes: Vec<String> = codes.iter().map(i32::to_string).collect();
        format!("{}\t{}", invisible::remove(text), codes.join(", "))
    };
    codes.into_iter().map(line).collect()
}

/// Returns a line for each page in [`Site::indexes`] and for each of `others`.
fn other_pages(site: &Site<'_>, others: &[(&str, &str)]) -> Vec<String> {
    let planned = site.indexes().map(|page| (list_name(site.path(page)), site.title(page)));
    planned.chain(others.iter().copied()).map(|(name, title)| format!("{name}\t{title}")).collect()
}

/// Returns the pages of one kind, sorted by name. Pages with the same name are sorted by layer.
fn pages(site: &Site<'_>, kind: PageKind) -> Vec<PageId> {
    let lists = site.lists().iter().filter(|list| list.kind == kind);
    let mut pages: Vec<PageId> = lists.flat_map(|list| &list.members).copied().collect();
    pages.sort_by_key(|&page| schema_name(site, page));
    pages
}

fn combinator(site: &Site<'_>, page: PageId) -> Option<CombinatorId> {
    match site.subject(page) {
        Subject::Combinator(id) => Some(id),
        _ => None,
    }
}

fn schema_name<'s>(site: &Site<'s>, page: PageId) -> &'s str {
    match site.subject(page) {
        Subject::Combinator(id) => site.schema[id].name(),
        Subject::Type(id) => site.schema[id].name(),
        _ => "",
    }
}

/// Returns the line of a page: its name, its layer if the title contains the layer, and the name of its file if that
/// does not follow from the name and the layer.
fn name(site: &Site<'_>, page: PageId) -> String {
    let name = schema_name(site, page);
    let layer = combinator(site, page)
        .filter(|_| site.title(page) != name)
        .and_then(|id| site.schema[id].layer_bar())
        .map(|layer| layer.to_string());
    let expected = layer.as_ref().map_or_else(|| name.to_owned(), |layer| format!("{name}-layer-{layer}"));
    let stem = site.path(page).rsplit('/').next().filter(|&stem| stem != expected);
    match (layer, stem) {
        (None, None) => name.to_owned(),
        (Some(layer), None) => format!("{name}\t{layer}"),
        (layer, Some(stem)) => format!("{name}\t{}\t{stem}", layer.unwrap_or_default()),
    }
}

/// Calls `found` with the names of the fields, including the fields of repetitions.
fn each_field<'f>(fields: &'f [Field], found: &mut impl FnMut(&'f str)) {
    for field in fields {
        if let Some(name) = field.name() {
            found(name);
        }
        if let FieldType::Repeat(repeat) = field.ty() {
            each_field(&repeat.fields, found);
        }
    }
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// Joins items to lines. Each line begins with a digit: the number of ASCII bytes, at most 88, that the item shares
/// with the start of the item before it. These bytes are left out.
fn front_coded(items: impl IntoIterator<Item = String>) -> String {
    let mut before = String::new();
    lines(items.into_iter().map(|item| {
        let is_same = |(a, b): &(u8, u8)| a == b && a.is_ascii();
        let shared = item.bytes().zip(before.bytes()).take_while(is_same).count().min(DIGITS.len() - 1);
        let line = format!("{}{}", digit(shared), &item[shared..]);
        before = item;
        line
    }))
}

fn distances(numbers: &[usize]) -> String {
    let mut next = 0;
    let distance = |&number: &usize| {
        let distance = number - next;
        next = number + 1;
        digits(distance)
    };
    numbers.iter().map(distance).collect()
}

/// Returns a number as digits in base 29, the least significant one first. Only the last digit is smaller than [`ENDS`].
fn digits(mut number: usize) -> String {
    let radix = DIGITS.len() - ENDS;
    let mut text = String::new();
    while number >= ENDS {
        number -= ENDS;
        text.push(digit(ENDS + number % radix));
        number /= radix;
    }
    text.push(digit(number));
    text
}

fn digits_of_id(id: u32) -> String {
    let radix = DIGITS.len();
    std::iter::successors(Some(id as usize), |rest| Some(rest / radix))
        .take(5)
        .map(|n| digit(n % radix))
        .collect()
}

fn digit(number: usize) -> char {
    DIGITS[number].into()
}
