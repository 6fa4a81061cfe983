//! Emits the functions that write and read items with parameters.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::super::model::{Enum, Param, Payload, Struct, Type, Variant};
use super::tokens::{Cx, Generics, Lazy, hexadecimal, item_path};

/// The task of a generated function. If a parameter of the generated function is a function, the type of this parameter
/// is `WriteFn`, `ReadFn` or `ViewFn`.
#[derive(Clone, Copy)]
enum Function {
    Write,
    Read,
    View,
}

/// Emits the parameters of a generated function: a number or a function for each parameter of the TL type.
fn declared(params: &[Param], function: Function) -> impl ToTokens + '_ {
    Lazy(move || {
        let params = params.iter().map(|Param { ident, of_type }| match (of_type, function) {
            (None, _) => quote!(#ident: u32),
            (Some(ty), Function::Write) => quote!(#ident: __rt::WriteFn<'_, #ty>),
            (Some(ty), Function::Read) => quote!(#ident: __rt::ReadFn<'_, #ty>),
            (Some(ty), Function::View) => quote!(#ident: __rt::ViewFn<'_, 'a, #ty>),
        });
        quote!(#(#params),*)
    })
}

pub(super) fn encode_struct(item: &Struct, steps: &TokenStream) -> TokenStream {
    let (ident, generics) = (&item.ident, Generics(item.generics.iter()));
    let (params, name) = (declared(&item.params, Function::Write), &*item.name);
    let Some(id) = item.id.map(hexadecimal) else {
        return quote! {
            impl #generics #ident #generics {
                #[doc = " Writes the fields."]
                pub fn encode_bare_with(&self, w: &mut __rt::Writer, #params) {
                    #steps
                }
            }
        };
    };
    let args = item.params.iter().map(|param| &param.ident);
    quote! {
        impl #generics #ident #generics {
            #[doc = " Writes the id and the fields."]
            pub fn encode_with(&self, w: &mut __rt::Writer, #params) {
                w.id(#id);
                self.encode_bare_with(w, #(#args),*);
            }
            #[doc = " Writes the fields."]
            pub fn encode_bare_with(&self, w: &mut __rt::Writer, #params) {
                w.fields_with(&#name, |w| { #steps });
            }
        }
    }
}

pub(super) fn decode_struct(item: &Struct, before: &TokenStream, value: &TokenStream) -> TokenStream {
    let (ident, generics) = (&item.ident, Generics(item.generics.iter()));
    let (params, of) = (declared(&item.params, Function::Read).to_token_stream(), quote!(__rt::Reader<'_>));
    let functions = read_functions(item, &params, &of, before, value);
    quote!(impl #generics #ident #generics { #functions })
}

/// Emits the function that reads a view of a struct.
pub(super) fn view_struct(item: &Struct, before: &TokenStream, value: &TokenStream) -> TokenStream {
    let (ident, generics) = (&item.ident, &item.generics);
    let (params, of) = (declared(&item.params, Function::View).to_token_stream(), quote!(__rt::Viewer<'a>));
    let functions = read_functions(item, &params, &of, before, value);
    quote!(impl<'a #(, #generics)*> #ident<'a #(, #generics)*> { #functions })
}

/// Emits the functions that read a struct from a reader of the type `of`.
fn read_functions(
    item: &Struct,
    params: &TokenStream,
    of: &TokenStream,
    before: &TokenStream,
    value: &TokenStream,
) -> TokenStream {
    let Some(id) = item.id.map(hexadecimal) else {
        return quote! {
            #[doc = " Reads the fields."]
            pub fn decode_bare_with(r: &mut #of, #params) -> Self {
                #before
                #value
            }
        };
    };
    let (name, args) = (&*item.name, item.params.iter().map(|param| &param.ident));
    quote! {
        #[doc = " Reads the id and the fields."]
        pub fn decode_with(r: &mut #of, #params) -> Self {
            r.expect_tag(#id, &#name);
            Self::decode_bare_with(r, #(#args),*)
        }
        #[doc = " Reads the fields."]
        pub fn decode_bare_with(r: &mut #of, #params) -> Self {
            r.fields_with(&#name, |r| {
                #before
                #value
            })
        }
    }
}

pub(super) fn encode_enum(cx: Cx<'_>, item: &Enum) -> TokenStream {
    let Enum { ident, generics, variants, .. } = item;
    let (generics, params) = (Generics(generics.iter()), declared(&item.params, Function::Write));
    let arms = variants.iter().map(|variant| {
        let Variant { ident, id, params, .. } = variant;
        let id = hexadecimal(*id);
        if variant.is_unit() {
            return quote!(Self::#ident => w.id(#id));
        }
        let x = if variant.payload == Payload::Boxed { quote!(&**x) } else { quote!(x) };
        if params.is_empty() {
            return quote!(Self::#ident(x) => w.write(#x));
        }
        let item = variant_path(cx, variant);
        quote!(Self::#ident(x) => #item::encode_with(#x, w, #(#params),*))
    });
    quote! {
        impl #generics #ident #generics {
            #[doc = " Writes the id and the fields of the constructor."]
            pub fn encode_with(&self, w: &mut __rt::Writer, #params) {
                match self { #(#arms,)* }
            }
        }
    }
}

pub(super) fn decode_enum(item: &Enum, body: &TokenStream) -> TokenStream {
    let Enum { ident, generics, .. } = item;
    let (generics, params) = (Generics(generics.iter()), declared(&item.params, Function::Read));
    quote! {
        impl #generics #ident #generics {
            #[doc = " Reads the id and the fields of the constructor."]
            pub fn decode_with(r: &mut __rt::Reader<'_>, #params) -> Self {
                #body
            }
        }
    }
}

/// Emits the function that reads a view of an enum.
pub(super) fn view_enum(item: &Enum, body: &TokenStream) -> TokenStream {
    let Enum { ident, generics, .. } = item;
    let params = declared(&item.params, Function::View);
    quote! {
        impl<'a #(, #generics)*> #ident<'a #(, #generics)*> {
            #[doc = " Reads the id and the fields of the constructor."]
            pub fn decode_with(r: &mut __rt::Viewer<'a>, #params) -> Self {
                let mark = r.mark();
                #body
            }
        }
    }
}

/// Emits an expression that reads a variant whose struct has parameters.
pub(super) fn read_variant(cx: Cx<'_>, variant: &Variant) -> TokenStream {
    let Variant { ident, params, .. } = variant;
    let item = variant_path(cx, variant);
    let value = quote!(#item::decode_bare_with(r, #(#params),*));
    match variant.payload {
        Payload::Boxed => quote!(Self::#ident(r.in_box(|r| #value))),
        Payload::Unit | Payload::Inline => quote!(Self::#ident(#value)),
    }
}

/// Emits the path of a variant's struct.
fn variant_path(cx: Cx<'_>, variant: &Variant) -> Option<TokenStream> {
    match &variant.ty {
        Type::Item(item_ref, _) => Some(item_path(cx, item_ref)),
        _ => None,
    }
}
