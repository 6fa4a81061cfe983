//! The table of the package, and what has a JSON form by it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::model::{Item, Package, WireTable};
use super::tokens::{Generics, Sink};

/// `Serialize` and `Deserialize` of the types of a module. One call of the macro takes rustc less time than one for each
/// type.
pub(super) fn of_items(items: &[Item], sink: &mut Sink<'_>) {
    let mut types = items.iter().filter_map(of_item).peekable();
    if types.peek().is_some() {
        sink.item(quote!(__rt::json! { #(#types)* }));
    }
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

/// The table.
pub(in super::super) fn table(package: &Package, json: &WireTable, sink: &mut Sink<'_>) {
    let runtime = &package.runtime;
    let (bytes, names) = (Literal::byte_string(&json.bytes), &json.names);
    sink.item(quote! {
        #![doc = " The bytes of all values, as a table."]
        use #runtime::__rt::Table;
    });
    sink.item(quote! {
        #[doc = " All constructors and functions with their fields, and their names."]
        pub static TABLE: Table<'static> = Table::new(#bytes, #names);
    });
}
