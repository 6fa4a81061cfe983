//! The table of the package, and what has a JSON form by it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::model::{Ident, Package, WireTable};
use super::Sink;

/// `Serialize` and `Deserialize`, in one line.
pub(super) fn of_type(ident: &Ident, generics: &[Ident], code: &[u8]) -> TokenStream {
    let code = Literal::byte_string(code);
    quote!(__rt::json! { #code => #ident<#(#generics),*> })
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
