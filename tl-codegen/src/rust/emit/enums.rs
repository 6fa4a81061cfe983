//! A boxed type with several constructors, and the name of one that has a single constructor.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::super::model::{Alias, Directions, Enum, Getter, Other, Payload, Variant};
use super::tokens::{Attributes, Cx, Derive, Docs, Generics, Lazy, Sink, bounded, least};
use super::wire::code_of;

pub(super) fn emit(cx: Cx<'_>, item: &Enum, sink: &mut Sink<'_>) {
    sink.item(definition(cx, item));
    codec(cx, item, sink);
    if item.conversions != Directions::NONE {
        conversions(cx, item, sink);
    }
    if !item.getters.is_empty() {
        let (ident, getters) = (&item.ident, item.getters.iter());
        let getters = getters.map(|getter| Lazy(move || self::getter(cx, item, getter)));
        sink.item(quote!(impl #ident { #(#getters)* }));
    }
}

/// `pub type InputContact = InputPhoneContact;`
pub(super) fn alias(cx: Cx<'_>, item: &Alias) -> TokenStream {
    let Alias { ident, docs, generics, target, view: _ } = item;
    let (docs, params, target) = (Docs(cx, docs), Generics(generics.iter()), cx.ty(target));
    quote!(#docs pub type #ident #params = #target;)
}

fn definition(cx: Cx<'_>, item: &Enum) -> TokenStream {
    let Enum { ident, generics, variants, .. } = item;
    let (docs, derive, params) = (Docs(cx, &item.docs), Derive(&item.derives), Generics(generics.iter()));
    let variants = variants.iter().map(|variant| Lazy(move || self::variant(cx, variant)));
    let other = item.other.iter().map(|Other { ident, .. }| {
        let doc = " A constructor that has no variant.";
        quote!(#[doc = #doc] #ident(__rt::Unread))
    });
    let variants = variants.map(|variant| variant.to_token_stream()).chain(other);
    let attributes = Attributes(&item.attributes);
    quote!(#docs #derive #attributes pub enum #ident #params { #(#variants),* })
}

fn variant(cx: Cx<'_>, variant: &Variant) -> TokenStream {
    let Variant { ident, docs, ty, payload, .. } = variant;
    let (docs, ty) = (Docs(cx, docs), cx.ty(ty));
    match payload {
        Payload::Unit => quote!(#docs #ident),
        Payload::Inline => quote!(#docs #ident(#ty)),
        Payload::Boxed => {
            let boxed = cx.std("Box");
            quote!(#docs #ident(#boxed<#ty>))
        }
    }
}

/// Reading and writing, in one line where there is nothing unusual.
fn codec(cx: Cx<'_>, item: &Enum, sink: &mut Sink<'_>) {
    let Enum { ident, directions, generics, name, variants, .. } = item;
    if !generics.is_empty() || item.other.is_some() || variants.iter().any(|variant| !variant.reads) {
        if directions.writes {
            sink.item(encode(cx, item));
        }
        if directions.reads {
            sink.item(decode(cx, item));
        }
        return;
    }
    let list = |payload: Payload| {
        let of_kind = variants.iter().filter(move |variant| variant.payload == payload);
        of_kind.map(move |Variant { ident, id: tag, .. }| {
            let tag = cx.id(*tag);
            quote!(#ident = #tag)
        })
    };
    let (units, inline, boxed) = (list(Payload::Unit), list(Payload::Inline), list(Payload::Boxed));
    let (name, ways) = (&**name, directions.words());
    let Variant { ident: fallback, payload, .. } = item.fallback();
    let kind = match payload {
        Payload::Unit => quote!(unit),
        Payload::Inline => quote!(inline),
        Payload::Boxed => quote!(boxed),
    };
    let least = least(item.least).map(|least| quote!(, least #least));
    sink.item(quote!(
        __rt::boxed! { #(#ways)*, #ident, #name, [#(#units),*], [#(#inline),*], [#(#boxed),*], else #kind #fallback #least }
    ));
}

/// `From` and `TryFrom` for each variant.
fn conversions(cx: Cx<'_>, item: &Enum, sink: &mut Sink<'_>) {
    let Enum { ident, conversions, generics, variants, .. } = item;
    if !generics.is_empty() {
        for variant in variants {
            if conversions.writes {
                sink.item(from(cx, item, variant));
            }
            if conversions.reads {
                sink.item(try_from(cx, item, variant));
            }
        }
        return;
    }
    let list = |payload: Payload| {
        variants.iter().filter(move |variant| variant.payload == payload).map(
            move |Variant { ident, ty, .. }| {
                Lazy(move || {
                    let ty = cx.ty(ty);
                    quote!(#ident = #ty)
                })
            },
        )
    };
    let (units, inline, boxed) = (list(Payload::Unit), list(Payload::Inline), list(Payload::Boxed));
    let ways = conversions.words();
    sink.item(quote!(__rt::conversions! { #(#ways)*, #ident, [#(#units),*], [#(#inline),*], [#(#boxed),*] }));
}

fn encode(cx: Cx<'_>, item: &Enum) -> TokenStream {
    let Enum { ident, generics, variants, .. } = item;
    let (bounds, params) = (bounded(generics, "Encode"), Generics(generics.iter()));
    let arms = variants.iter().map(|variant| {
        Lazy(move || {
            let Variant { ident, id: tag, payload, .. } = variant;
            let tag = cx.id(*tag);
            match payload {
                Payload::Unit => quote!(Self::#ident => w.id(#tag)),
                Payload::Inline | Payload::Boxed => quote!(Self::#ident(x) => w.write(x)),
            }
        })
    });
    let other = item.other.iter().map(|Other { ident, .. }| quote!(Self::#ident(x) => w.write(x)));
    let arms = arms.map(|arm| arm.to_token_stream()).chain(other);
    quote! {
        impl #bounds __rt::Encode for #ident #params {
            fn encode(&self, w: &mut __rt::Writer) {
                match self { #(#arms),* }
            }
        }
    }
}

fn decode(cx: Cx<'_>, item: &Enum) -> TokenStream {
    let Enum { ident, generics, name, variants, .. } = item;
    let (bounds, params) = (bounded(generics, "Decode"), Generics(generics.iter()));
    let name = &**name;
    let body = match &item.other {
        Some(other) => read_or_other(cx, item, other, read),
        None => {
            let arms = arms(cx, variants, read);
            let fallback = read(item.fallback());
            quote! {
                match r.id() {
                    #(#arms,)*
                    id => {
                        r.unknown_constructor(&#name, id);
                        #fallback
                    }
                }
            }
        }
    };
    let least = least(item.least).map(|least| quote!(const MIN_SIZE: usize = #least;));
    quote! {
        impl #bounds __rt::Decode for #ident #params {
            #least
            fn decode(r: &mut __rt::Reader<'_>) -> Self {
                #body
            }
        }
    }
}

/// An arm of a `match` of ids for each variant, by `read`.
fn arms<'v>(
    cx: Cx<'v>,
    variants: &'v [Variant],
    read: impl Fn(&'v Variant) -> TokenStream + Copy,
) -> impl Iterator<Item = impl ToTokens> {
    variants.iter().filter(|variant| variant.reads).map(move |variant| {
        Lazy(move || {
            let (tag, value) = (cx.id(variant.id), read(variant));
            quote!(#tag => #value)
        })
    })
}

/// Reads a variant by `read`, or keeps its bytes: if none has the id, or if another layer has a constructor in it that would
/// be needed. Only values with fields contain others. `r` is a `Reader` or a `Viewer`.
pub(super) fn read_or_other<'v>(
    cx: Cx<'v>,
    item: &'v Enum,
    other: &Other,
    read: impl Fn(&'v Variant) -> TokenStream + Copy,
) -> TokenStream {
    let Other { ident, code } = other;
    let (arms, code) = (arms(cx, &item.variants, read), code_of(code));
    let unknown = quote!(Self::#ident(r.unread_from(mark, &__wire::TABLE, #code)));
    if item.variants.iter().all(|variant| !variant.reads || variant.payload == Payload::Unit) {
        return quote! {
            let mark = r.mark();
            match r.id() {
                #(#arms,)*
                _ => #unknown
            }
        };
    }
    quote! {
        let mark = r.mark();
        let x = match r.id() {
            #(#arms,)*
            _ => return #unknown
        };
        if r.has_failed() {
            __rt::drop(x);
            return Self::#ident(r.unread_instead(mark, &__wire::TABLE, #code));
        }
        x
    }
}

fn read(variant: &Variant) -> TokenStream {
    let ident = &variant.ident;
    match variant.payload {
        Payload::Unit => quote!(Self::#ident),
        Payload::Inline => quote!(Self::#ident(r.get_bare())),
        Payload::Boxed => quote!(Self::#ident(r.get_boxed())),
    }
}

/// From the struct of a variant to the enum.
fn from(cx: Cx<'_>, item: &Enum, variant: &Variant) -> TokenStream {
    let Variant { ident: variant, ty, payload, .. } = variant;
    let (ident, params, ty) = (&item.ident, Generics(item.generics.iter()), cx.ty(ty));
    let (from, boxed) = (cx.std("From"), cx.std("Box"));
    let (argument, value) = match payload {
        Payload::Unit => (quote!(_), quote!(Self::#variant)),
        Payload::Inline => (quote!(x), quote!(Self::#variant(x))),
        Payload::Boxed => (quote!(x), quote!(Self::#variant(#boxed::new(x)))),
    };
    quote!(impl #params #from<#ty> for #ident #params { fn from(#argument: #ty) -> Self { #value } })
}

/// From the enum to the struct of a variant, or to the enum again where it is another.
fn try_from(cx: Cx<'_>, item: &Enum, variant: &Variant) -> TokenStream {
    let Variant { ident: variant, ty, payload, .. } = variant;
    let (ident, params, ty) = (&item.ident, Generics(item.generics.iter()), cx.ty(ty));
    let (ok, err, try_from, result) = (cx.std("Ok"), cx.std("Err"), cx.std("TryFrom"), cx.std("Result"));
    let (pattern, value) = match payload {
        Payload::Unit => (None, quote!(#ty)),
        Payload::Inline => (Some(quote!((x))), quote!(x)),
        Payload::Boxed => (Some(quote!((x))), quote!(*x)),
    };
    quote! {
        impl #params #try_from<#ident #params> for #ty {
            type Error = #ident #params;
            fn try_from(x: #ident #params) -> #result<Self, Self::Error> {
                match x {
                    #ident::#variant #pattern => #ok(#value),
                    other => #err(other),
                }
            }
        }
    }
}

/// A reference to a field that every variant has.
fn getter(cx: Cx<'_>, item: &Enum, getter: &Getter) -> TokenStream {
    let Getter { ident, field, ty, optional } = getter;
    let (ty, some, option) = (cx.ty(ty), cx.std("Some"), cx.std("Option"));
    let any_optional = optional.contains(&true) || item.other.is_some();
    let arms = item.variants.iter().zip(optional).map(|(variant, &optional)| {
        let variant = &variant.ident;
        match (any_optional, optional) {
            (false, _) => quote!(Self::#variant(x) => &x.#field),
            (true, true) => quote!(Self::#variant(x) => x.#field.as_ref()),
            (true, false) => quote!(Self::#variant(x) => #some(&x.#field)),
        }
    });
    let other = item.other.iter().map(|Other { ident, .. }| {
        let none = cx.std("None");
        quote!(Self::#ident(_) => #none)
    });
    let arms = arms.chain(other);
    let result = if any_optional { quote!(#option<&#ty>) } else { quote!(&#ty) };
    let doc = format!(" The field `{}`, which every constructor has.", field.0.trim_start_matches("r#"));
    quote! {
        #[doc = #doc]
        #[inline]
        pub fn #ident(&self) -> #result {
            match self { #(#arms),* }
        }
    }
}
