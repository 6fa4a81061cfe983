//! The JSON form: what each type is in the table of the module, and the table.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::model::{Ident, JsonRow, JsonTable, Package};
use super::tokens::{Lazy, Sink, hexadecimal};

/// `Serialize` and `Deserialize`, in one line.
pub(super) fn of_type(ident: &Ident, generics: &[Ident], kind: &str) -> TokenStream {
    quote!(__rt::json! { #kind => #ident<#(#generics),*> })
}

/// The table.
pub(in super::super) fn table(package: &Package, json: &JsonTable, sink: &mut Sink<'_>) {
    let runtime = &package.runtime;
    let JsonTable { rows, names, types } = json;
    let rows = rows.iter().map(|row| {
        Lazy(move || {
            let JsonRow { id, ty, label, fields } = row;
            let (id, label) = (hexadecimal(*id), &**label);
            let ty = ty.map_or_else(|| quote!(u32::MAX), number);
            quote!((#id, #ty, #label, #fields))
        })
    });
    let names = names.iter().map(|&row| number(row));
    let types = types.iter().map(|name| &**name);
    sink.item(quote! {
        #![doc = " What values mean in JSON."]
        use #runtime::__rt::Table;
    });
    sink.item(quote! {
        #[doc = " All constructors and functions with their fields."]
        pub static TABLE: Table = Table {
            rows: &[#(#rows),*],
            names: &[#(#names),*],
            types: &[#(#types),*],
        };
    });
}

fn number(number: usize) -> TokenStream {
    let number = Literal::usize_unsuffixed(number);
    quote!(#number)
}
