//! Emits the table of the package, and the implementations of `Serialize` and `Deserialize`, which use the table.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::model::{Item, Package, WireTable};
use super::tokens::{Generics, Sink};

/// Number of columns after which a line of a literal ends.
const WIDTH: usize = 100;

/// Emits `Serialize` and `Deserialize` for the items of a file. One macro call for all items takes rustc less time than
/// one call for each item.
pub(super) fn of_items(items: &[&Item], sink: &mut Sink<'_>) {
    let mut types = items.iter().filter_map(|item| of_item(item)).peekable();
    if types.peek().is_some() {
        sink.item(quote!(__rt::json! { #(#types)* }));
    }
}

/// Returns whether some items have `Serialize` and `Deserialize`.
pub(super) fn is_in(package: &Package) -> bool {
    package.modules.iter().flat_map(|module| &module.items).any(|item| of_item(item).is_some())
}

fn of_item(item: &Item) -> Option<TokenStream> {
    let (ident, generics, code) = match item {
        Item::Struct(item) => (&item.ident, &item.generics, item.json.as_ref()?),
        Item::Enum(item) => (&item.ident, &item.generics, item.json.as_ref()?),
        Item::Alias(_) => return None,
    };
    let (code, params) = (Literal::byte_string(code), Generics(generics.iter()));
    Some(quote!(#code => #ident #params;))
}

pub(in super::super) fn table(package: &Package, table: &WireTable, sink: &mut Sink<'_>) {
    let runtime = &package.runtime;
    let bytes = in_lines(&Literal::byte_string(&table.bytes));
    let names = in_lines(&Literal::string(&table.names));
    sink.item(quote! {
        #![doc = " A table that describes how values are encoded as bytes."]
        use #runtime::__rt::Table;
    });
    sink.item(quote! {
        #[doc = " All constructors and functions with their fields, and their names."]
        pub static TABLE: Table<'static> = Table::new(#bytes, #names);
    });
}

/// Breaks a literal into lines without a change of its value. A backslash at the end of a line continues the literal.
fn in_lines(literal: &Literal) -> Literal {
    let text = literal.to_string();
    let mut rest = text.as_str();
    let mut lines = String::with_capacity(text.len() + text.len() / 40);
    let mut end_of_line = WIDTH;
    while let Some(character) = character(rest) {
        lines.push_str(character);
        rest = &rest[character.len()..];
        // White space at the beginning of a line would be lost, because a backslash at the end of a line skips it.
        if lines.len() >= end_of_line && !rest.starts_with([' ', '"']) {
            lines.push_str("\\\n");
            end_of_line = lines.len() + WIDTH;
        }
    }
    lines.parse().unwrap_or_else(|_| literal.clone())
}

/// Returns the first character of a literal, which may be an escape such as `\n`, `\x7f` or `\u{ad}`.
fn character(text: &str) -> Option<&str> {
    let len = match text.as_bytes() {
        [b'\\', b'x', ..] => 4,
        [b'\\', b'u', ..] => text.find('}')? + 1,
        [b'\\', ..] => 2,
        _ => text.chars().next()?.len_utf8(),
    };
    text.get(..len)
}
