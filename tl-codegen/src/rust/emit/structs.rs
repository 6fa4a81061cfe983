//! Emits the struct of a constructor or a function, its methods, and the code that writes and reads it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::super::model::{Default, DerivedFlag, Field, Ident, Output, Struct};
use super::tokens::{Attributes, Cx, Derive, Docs, Generics, Lazy, Sink, hexadecimal};
use super::{results, tdjson, wire};

pub(super) fn emit(cx: Cx<'_>, item: &Struct, sink: &mut Sink<'_>) {
    sink.item(definition(cx, item));
    if item.new || !item.derived.is_empty() {
        sink.item(methods(cx, item));
    }
    if !item.annotations.is_empty() {
        sink.item(annotations(item));
    }
    let params = Generics(item.generics.iter());
    combinator(item, &params, &params).into_iter().for_each(|tokens| sink.item(tokens));
    if cx.is_json {
        return json(cx, item, sink);
    }
    if item.directions.writes {
        sink.item(wire::encode_bare(cx, item));
    }
    if item.directions.reads {
        sink.item(wire::decode_bare(cx, item));
    }
    if let Some(output) = &item.output {
        results::emit(cx, item, output, sink);
    }
}

/// Emits the code of a struct whose values are JSON.
fn json(cx: Cx<'_>, item: &Struct, sink: &mut Sink<'_>) {
    if item.directions.writes {
        sink.item(tdjson::write_struct(item));
    }
    if item.directions.reads {
        sink.item(tdjson::read_struct(item));
    }
    let output = item.output.as_deref().filter(|output| output.directions.reads && item.directions.writes);
    if let Some(output @ Output { request: Some(request), .. }) = output {
        sink.item(tdjson::request(cx, item, output, request));
    }
}

fn definition(cx: Cx<'_>, item: &Struct) -> TokenStream {
    let Struct { ident, generics, is_unit, fields, .. } = item;
    let (docs, derive, params) = (Docs(&item.docs), Derive(&item.derives), Generics(generics.iter()));
    let attributes = Attributes(&item.attributes);
    if *is_unit {
        return quote!(#docs #derive #attributes pub struct #ident #params;);
    }
    let fields = fields.iter().map(|field| {
        Lazy(move || {
            let Field { ident, docs, ty, .. } = field;
            let (docs, ty) = (Docs(docs), cx.ty(ty));
            quote!(#docs pub #ident: #ty)
        })
    });
    quote!(#docs #derive #attributes pub struct #ident #params { #(#fields,)* })
}

/// Emits the annotations of the declaration.
fn annotations(item: &Struct) -> TokenStream {
    let Struct { ident, generics, annotations, .. } = item;
    let (params, annotations) =
        (Generics(generics.iter()), annotations.iter().map(|annotation| &**annotation));
    quote! {
        impl #params #ident #params {
            #[doc = " The annotations of the declaration."]
            pub const ACCESS: &'static [&'static str] = &[#(#annotations),*];
        }
    }
}

fn methods(cx: Cx<'_>, item: &Struct) -> TokenStream {
    let Struct { ident, generics, .. } = item;
    let params = Generics(generics.iter());
    let new = item.new.then_some(Lazy(|| new(cx, item)));
    let derived = item.derived.iter().map(|flag| Lazy(move || derived_flag(flag)));
    let setters =
        item.derived.iter().map(|flag| flag.setter.as_ref().map(|name| setter(cx, item, flag, name)));
    quote!(impl #params #ident #params { #new #(#derived #setters)* })
}

/// Emits the function `new`, whose parameters are the required fields.
fn new(cx: Cx<'_>, item: &Struct) -> TokenStream {
    let required = item.fields.iter().filter(|field| field.default.is_none()).map(|field| {
        let (ident, ty) = (&field.ident, cx.ty(&field.ty));
        quote!(#ident: #ty)
    });
    let values = item.fields.iter().map(|field| {
        let ident = &field.ident;
        match field.default {
            None => quote!(#ident),
            Some(Default::None) => {
                let none = cx.std("None");
                quote!(#ident: #none)
            }
            Some(Default::False) => quote!(#ident: false),
            Some(Default::Unit) => quote!(#ident: ()),
            Some(Default::Zero) => quote!(#ident: 0),
        }
    });
    quote! {
        #[doc = " Creates a value from the required fields; optional fields are unset."]
        #[inline]
        pub fn new(#(#required),*) -> Self {
            Self { #(#values,)* }
        }
    }
}

fn derived_flag(flag: &DerivedFlag) -> TokenStream {
    let DerivedFlag { index: _, ident, docs, payloads, setter: _ } = flag;
    let (docs, payload) = (Docs(docs), payloads.first());
    quote! {
        #docs
        #[inline]
        pub fn #ident(&self) -> bool {
            self.#payload.is_some()
        }
    }
}

/// Emits the setter of a derived flag. The setter sets every field that shares the bit of the flag.
fn setter(cx: Cx<'_>, item: &Struct, flag: &DerivedFlag, name: &Ident) -> TokenStream {
    let docs = format!(" Sets the flag `{}` and the fields that share its bit.", flag.ident.plain());
    let payloads = || item.fields.iter().filter(|field| flag.payloads.contains(&field.ident));
    let arguments = payloads().map(|Field { ident, ty, .. }| {
        let ty = cx.ty(ty.up_to_option().0);
        quote!(#ident: #ty)
    });
    let some = cx.std("Some");
    let values = payloads().map(|Field { ident, .. }| quote!(self.#ident = #some(#ident);));
    quote! {
        #[doc = #docs]
        #[inline]
        #[must_use]
        pub fn #name(mut self, #(#arguments),*) -> Self {
            #(#values)*
            self
        }
    }
}

/// Emits the implementation of `Combinator`, which has the id and the name, for a struct or for its view. Emits nothing
/// for an item of a repetition, which has no id.
pub(super) fn combinator(item: &Struct, params: &impl ToTokens, args: &impl ToTokens) -> Option<TokenStream> {
    let Struct { ident, name, .. } = item;
    let (id, name) = (hexadecimal(item.id?), &**name);
    Some(quote! {
        impl #params __rt::Combinator for #ident #args {
            const ID: u32 = #id;
            const NAME: &'static str = #name;
        }
    })
}
