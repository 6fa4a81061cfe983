//! Emits a boxed type with several constructors as an enum, and an alias for a type with a single constructor.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::super::model::{Access, Alias, Enum, Getter, Other, OtherContent, Payload, Type, Variant};
use super::codec::code_of;
use super::tokens::{Attributes, Cx, Derive, Docs, Generics, Lazy, Sink, bounded, hexadecimal, least};
use super::{parameters, tdjson};

pub(super) fn emit(cx: Cx<'_>, item: &Enum, sink: &mut Sink<'_>) {
    sink.item(definition(cx, item));
    if !item.getters.is_empty() {
        sink.item(getters(cx, item));
    }
    let params = Generics(item.generics.iter());
    sink.item(identify(item, &params, &params));
    if item.directions.writes {
        sink.item(if cx.is_json { tdjson::write_enum(item) } else { encode(cx, item) });
    }
    if item.directions.reads {
        sink.item(if cx.is_json { tdjson::read_enum(item) } else { decode(cx, item) });
    }
    for variant in &item.variants {
        if item.conversions.writes {
            sink.item(from(cx, item, variant));
        }
        if item.conversions.reads {
            sink.item(try_from(cx, item, variant));
        }
    }
}

/// Emits an alias such as `pub type InputContact = InputPhoneContact;`.
pub(super) fn alias(cx: Cx<'_>, item: &Alias) -> TokenStream {
    let Alias { ident, docs, generics, target, view: _ } = item;
    let (docs, params, target) = (Docs(docs), Generics(generics.iter()), cx.ty(target));
    quote!(#docs pub type #ident #params = #target;)
}

fn definition(cx: Cx<'_>, item: &Enum) -> TokenStream {
    let Enum { ident, generics, variants, .. } = item;
    let (docs, derive, params) = (Docs(&item.docs), Derive(&item.derives), Generics(generics.iter()));
    let other = item.other.iter().map(|other| {
        let content = match other.content {
            OtherContent::Unread(_) => quote!(__rt::Unread),
            OtherContent::Json => quote!(__rt::RawJson),
        };
        self::other(other, &content)
    });
    let variants = variants.iter().map(|variant| self::variant(cx, variant)).chain(other);
    let attributes = Attributes(&item.attributes);
    quote!(#docs #derive #attributes pub enum #ident #params { #(#variants,)* })
}

/// Emits the variant for constructors without a variant of their own, in an enum or in its view. The variant contains a
/// value of the type `ty`.
pub(super) fn other(Other { ident, .. }: &Other, ty: &TokenStream) -> TokenStream {
    quote!(#[doc = " A constructor that has no variant."] #ident(#ty))
}

fn variant(cx: Cx<'_>, variant: &Variant) -> TokenStream {
    let Variant { ident, docs, ty, payload, is_default, .. } = variant;
    let (docs, ty) = (Docs(docs), cx.ty(ty));
    let default = is_default.then(|| quote!(#[default]));
    match payload {
        Payload::Unit => quote!(#docs #default #ident),
        Payload::Inline => quote!(#docs #ident(#ty)),
        Payload::Boxed => {
            let boxed = cx.std("Box");
            quote!(#docs #ident(#boxed<#ty>))
        }
    }
}

/// Emits a method that returns the id and the name of the constructor of a value. The value belongs to the enum `item`
/// or to its view.
pub(super) fn identify(item: &Enum, params: &impl ToTokens, args: &impl ToTokens) -> TokenStream {
    let ident = &item.ident;
    let arms = item.variants.iter().map(|Variant { ident, id, name, payload, .. }| {
        let (id, name) = (hexadecimal(*id), &**name);
        match payload {
            Payload::Unit => quote!(Self::#ident => (#id, #name)),
            Payload::Inline | Payload::Boxed => quote!(Self::#ident(_) => (#id, #name)),
        }
    });
    let other =
        item.other.iter().map(|Other { ident, .. }| quote!(Self::#ident(x) => __rt::Identify::combinator(x)));
    let arms = arms.chain(other);
    quote! {
        impl #params __rt::Identify for #ident #args {
            #[inline]
            fn combinator(&self) -> (u32, &'static str) {
                match self { #(#arms,)* }
            }
        }
    }
}

fn encode(cx: Cx<'_>, item: &Enum) -> TokenStream {
    if !item.params.is_empty() {
        return parameters::encode_enum(cx, item);
    }
    let Enum { ident, generics, variants, .. } = item;
    let (bounds, params) = (bounded(generics, "Encode"), Generics(generics.iter()));
    let arms = variants.iter().map(|Variant { ident, id, payload, .. }| {
        let id = hexadecimal(*id);
        match payload {
            Payload::Unit => quote!(Self::#ident => w.id(#id)),
            Payload::Inline => quote!(Self::#ident(x) => w.write(x)),
            // `w.write(x)` would use the implementation for boxes. With `&**x`, rustc does not compile that
            // implementation.
            Payload::Boxed => quote!(Self::#ident(x) => w.write(&**x)),
        }
    });
    let other = item.other.iter().map(|Other { ident, .. }| quote!(Self::#ident(x) => w.write(x)));
    let arms = arms.chain(other);
    quote! {
        impl #bounds __rt::Encode for #ident #params {
            #[cfg_attr(debug_assertions, inline)]
            fn encode(&self, w: &mut __rt::Writer) {
                match self { #(#arms,)* }
            }
        }
    }
}

fn decode(cx: Cx<'_>, item: &Enum) -> TokenStream {
    if !item.params.is_empty() {
        return parameters::decode_enum(item, &read_body(item, |variant| read(cx, variant)));
    }
    let Enum { ident, generics, .. } = item;
    let (bounds, params) = (bounded(generics, "Decode"), Generics(generics.iter()));
    let mark = item.other.is_some().then(|| quote!(let mark = r.mark();));
    let body = read_body(item, |variant| read(cx, variant));
    let least = least(item.least).map(|least| quote!(const MIN_SIZE: usize = #least;));
    quote! {
        impl #bounds __rt::Decode for #ident #params {
            #least
            #[cfg_attr(debug_assertions, inline)]
            fn decode(r: &mut __rt::Reader<'_>) -> Self {
                #mark
                #body
            }
        }
    }
}

/// Emits the arms of a `match` on an id, one arm for each id. `read` emits the value of a variant.
fn arms<'v>(
    variants: &'v [Variant],
    read: impl Fn(&'v Variant) -> TokenStream + Copy,
) -> impl Iterator<Item = impl ToTokens> {
    variants.iter().filter(|variant| variant.reads).map(move |variant| {
        Lazy(move || {
            let (tag, value) = (hexadecimal(variant.id), read(variant));
            // After an error, `read_id` returns 0. Then the last arm of the `match` must be executed instead of the arm
            // for the id 0.
            let guard = (variant.id == 0 && !variant.is_unit()).then(|| quote!(if !r.has_failed()));
            quote!(#tag #guard => #value)
        })
    })
}

/// Emits an expression that reads a value. `read` emits the value of a variant. In the result, `r` is a `Reader` or a
/// `Viewer`, and `mark` is the position at which the value begins.
pub(super) fn read_body<'v>(item: &'v Enum, read: impl Fn(&'v Variant) -> TokenStream + Copy) -> TokenStream {
    let arms = arms(&item.variants, read);
    let Some(Other { ident, content: OtherContent::Unread(code) }) = &item.other else {
        let (name, fallback) = (&*item.name, read(item.fallback()));
        return quote! {
            match r.read_id() {
                #(#arms,)*
                id => {
                    r.unknown_id(&#name, id);
                    #fallback
                }
            }
        };
    };
    let code = code_of(code);
    let unknown = quote!(Self::#ident(r.unread_from(mark, &__wire::TABLE, #code)));
    // If reading fails after the id, an inner value may belong to another layer. If all variants have no fields, there
    // are no inner values, so errors are not checked.
    if item.variants.iter().all(|variant| !variant.reads || variant.payload == Payload::Unit) {
        return quote! {
            match r.read_id() {
                #(#arms,)*
                _ => #unknown,
            }
        };
    }
    quote! {
        let x = match r.read_id() {
            #(#arms,)*
            _ => return #unknown,
        };
        if r.has_failed() {
            __rt::drop(x);
            return Self::#ident(r.unread_instead(mark, &__wire::TABLE, #code));
        }
        x
    }
}

fn read(cx: Cx<'_>, variant: &Variant) -> TokenStream {
    let ident = &variant.ident;
    match variant.payload {
        _ if !variant.params.is_empty() => parameters::read_variant(cx, variant),
        Payload::Unit => quote!(Self::#ident),
        Payload::Inline => quote!(Self::#ident(r.bare())),
        Payload::Boxed => quote!(Self::#ident(r.bare_in_box())),
    }
}

/// Emits the conversion from the struct of a variant to the enum.
fn from(cx: Cx<'_>, item: &Enum, variant: &Variant) -> TokenStream {
    let Variant { ident: variant, ty, payload, .. } = variant;
    let (ident, params, ty) = (&item.ident, Generics(item.generics.iter()), cx.ty(ty));
    let (from, boxed) = (cx.std("From"), cx.std("Box"));
    let (argument, value) = match payload {
        Payload::Unit => (quote!(_), quote!(Self::#variant)),
        Payload::Inline => (quote!(x), quote!(Self::#variant(x))),
        Payload::Boxed => (quote!(x), quote!(Self::#variant(#boxed::new(x)))),
    };
    quote! {
        impl #params #from<#ty> for #ident #params {
            #[inline]
            fn from(#argument: #ty) -> Self {
                #value
            }
        }
    }
}

/// Emits the conversion from the enum to the struct of a variant. If the value is another variant, the conversion
/// returns the value as the error.
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
            #[inline]
            fn try_from(x: #ident #params) -> #result<Self, Self::Error> {
                match x {
                    #ident::#variant #pattern => #ok(#value),
                    other => #err(other),
                }
            }
        }
    }
}

fn getters(cx: Cx<'_>, item: &Enum) -> TokenStream {
    let ident = &item.ident;
    let getters = item.getters.iter().map(|getter| Lazy(move || self::getter(cx, item, getter)));
    quote!(impl #ident { #(#getters)* })
}

fn getter(cx: Cx<'_>, item: &Enum, getter: &Getter) -> TokenStream {
    let Getter { ident, field, ty, optional } = getter;
    let access = ty.access();
    let (reference, inside) = match access {
        Access::Value => (None, None),
        Access::Reference => (Some(quote!(&)), Some(quote!(.as_ref()))),
        Access::Str | Access::Slice(_) => (Some(quote!(&)), Some(quote!(.as_deref()))),
    };
    let (some, none) = (cx.std("Some"), cx.std("None"));
    let is_optional = getter.is_optional(item);
    let arms = item.variants.iter().zip(optional).map(|(variant, &optional)| {
        let variant = &variant.ident;
        let value = match (is_optional, optional) {
            (false, _) => quote!(#reference x.#field),
            (true, true) => quote!(x.#field #inside),
            (true, false) => quote!(#some(#reference x.#field)),
        };
        quote!(Self::#variant(x) => #value)
    });
    let other = item.other.iter().map(|Other { ident, .. }| quote!(Self::#ident(_) => #none));
    let arms = arms.chain(other);
    let result = result(cx, ty, &access, is_optional);
    let doc = format!(" Returns the field `{}`, which every constructor has.", field.plain());
    quote! {
        #[doc = #doc]
        #[inline]
        pub fn #ident(&self) -> #result {
            match self { #(#arms,)* }
        }
    }
}

/// Emits the type that a getter returns.
fn result(cx: Cx<'_>, ty: &Type, access: &Access<'_>, is_optional: bool) -> TokenStream {
    let shown = match access {
        Access::Value => cx.ty(ty).to_token_stream(),
        Access::Str => quote!(&str),
        Access::Slice(None) => quote!(&[u8]),
        Access::Slice(Some(item)) => {
            let item = cx.ty(item);
            quote!(&[#item])
        }
        Access::Reference => {
            let ty = cx.ty(ty);
            quote!(&#ty)
        }
    };
    let option = cx.std("Option");
    if is_optional { quote!(#option<#shown>) } else { shown }
}
