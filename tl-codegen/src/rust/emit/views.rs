//! Views: the types of `views`, a module that is laid out as the root is.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::super::model::{
    Enum, Ident, Item, Module, Other, Package, Payload, Struct, StructView, Variant, ViewField, ViewType,
};
use super::tokens::{Cx, Derive, Generics, Lazy, Sink, ViewIn};
use super::{enums, passing, placeholder, use_of_table, wire};

/// The modules in `views`.
pub(in super::super) fn root<'p>(modules: impl Iterator<Item = &'p Ident>, sink: &mut Sink<'_>) {
    sink.item(quote!(#![doc = " Values that are seen in the bytes that they were read from."]));
    for module in modules {
        sink.item(quote!(pub mod #module;));
    }
}

/// The views of the items of a module.
pub(in super::super) fn module(package: &Package, index: usize, pretty: bool, sink: &mut Sink<'_>) {
    let module = &package.modules[index];
    let cx = Cx { modules: &package.modules, module: index, hidden: &module.hidden, pretty };
    let derive = Derive(package.views.as_deref().unwrap_or_default());
    sink.item(head(package, module));
    for child in &module.children {
        sink.item(quote!(pub mod #child;));
    }
    for item in &module.items {
        match item {
            Item::Struct(item) => {
                item.view.iter().for_each(|view| structure(cx, item, view, &derive, sink));
            }
            Item::Enum(item) => {
                item.view.iter().for_each(|views| enumeration(cx, item, views, &derive, sink));
            }
            Item::Alias(alias) => {
                let (ident, generics) = (&alias.ident, &alias.generics);
                alias.view.iter().for_each(|view| {
                    let target = ViewIn(cx, view);
                    sink.item(quote!(pub type #ident<'a #(, #generics)*> = #target;));
                });
            }
        }
    }
}

/// What each module imports: the runtime, the modules of views, and those of what they are views of.
fn head(package: &Package, module: &Module) -> TokenStream {
    let runtime = &package.runtime;
    let up = module.path.0.iter().map(|_| quote!(super::));
    let outside = up.clone();
    let table = use_of_table(package, module.path.0.len() + 1);
    let placeholder = placeholder(module);
    let doc = format!(" Views. {}", module.docs);
    quote! {
        #![doc = #doc]
        use #runtime::__rt;
        use #(#up)*{enums, functions, types};
        use #(#outside)*super::{enums as __enums, functions as __functions, types as __types};
        #table
        #placeholder
    }
}

/// The type of what is seen.
fn owned(cx: Cx<'_>, ident: &Ident, generics: &[Ident]) -> TokenStream {
    let mut path = cx.modules[cx.module].path.0.iter();
    let root = path.next().map(|root| Ident(format!("__{}", root.0).into()));
    let args = Generics(generics.iter().map(|param| Lazy(move || quote!(#param::Owned))));
    quote!(#root #(::#path)*::#ident #args)
}

fn structure(cx: Cx<'_>, item: &Struct, view: &StructView, derive: &Derive<'_>, sink: &mut Sink<'_>) {
    let Struct { ident, generics, .. } = item;
    let fields = view.fields.iter().map(|field| {
        Lazy(move || {
            let ViewField { ident, ty } = field;
            let ty = ViewIn(cx, ty);
            quote!(pub #ident: #ty,)
        })
    });
    let doc = format!(" A view of `{}`.", item.name);
    sink.item(quote! {
        #[doc = #doc]
        #derive
        pub struct #ident<'a #(, #generics: __rt::View<'a>)*> { #(#fields)* __source: __rt::Source<'a> }
    });
    let source = Ident("__source".into());
    let (before, value) = wire::read_value(&view.wire, Some((&source, quote!(r.source()))));
    let owned = owned(cx, ident, generics);
    let skip = passing::over(cx, view);
    sink.item(quote!(
        __rt::view! { #ident<#(#generics),*> => #owned, |r| { #before #value }, skip { #skip } }
    ));
}

/// An enum whose values all are nothing but an id is its own view.
fn enumeration(cx: Cx<'_>, item: &Enum, views: &[ViewType], derive: &Derive<'_>, sink: &mut Sink<'_>) {
    let Enum { ident, generics, name, variants, .. } = item;
    let (owned, name) = (owned(cx, ident, generics), &**name);
    let is_unit = |variant: &&Variant| variant.payload == Payload::Unit;
    let idents = |wanted: bool| {
        variants.iter().filter(move |variant| is_unit(variant) == wanted).map(|variant| &variant.ident)
    };
    if idents(false).next().is_none() && item.other.is_none() {
        let units = idents(true);
        sink.item(quote!(pub type #ident<'a> = #owned;));
        sink.item(quote!(__rt::view_of_units! { #owned, [#(#units),*] }));
        return;
    }
    let doc = format!(" A view of `{name}`.");
    let definitions = variants.iter().zip(views).map(|(variant, view)| {
        Lazy(move || {
            let (Variant { ident, .. }, view) = (variant, ViewIn(cx, view));
            if is_unit(&variant) { quote!(#ident) } else { quote!(#ident(__rt::Lazy<'a, #view>)) }
        })
    });
    let definitions = definitions.map(|variant| variant.to_token_stream());
    let other = item.other.iter().map(|Other { ident, .. }| {
        let doc = " A constructor that has no variant.";
        quote!(#[doc = #doc] #ident(__rt::UnreadView<'a>))
    });
    let definitions = definitions.chain(other);
    sink.item(quote! {
        #[doc = #doc]
        #derive
        pub enum #ident<'a #(, #generics: __rt::View<'a>)*> { #(#definitions),* }
    });
    if let Some(other) = &item.other {
        return sink.item(with_other(cx, item, other, &owned));
    }
    let tagged = |wanted: bool| {
        variants.iter().filter(move |variant| is_unit(variant) == wanted).map(
            move |Variant { ident, id, .. }| {
                let id = cx.id(*id);
                quote!(#ident = #id)
            },
        )
    };
    let (units, others) = (tagged(true), tagged(false));
    let fallback = item.fallback();
    let kind = if is_unit(&fallback) { quote!(unit) } else { quote!(lazy) };
    let fallback = &fallback.ident;
    sink.item(quote!(
        __rt::view_of_enum! { #ident<#(#generics),*> => #owned, #name, [#(#units),*], [#(#others),*], else #kind #fallback }
    ));
}

/// The implementation for an enum with a variant for all other constructors, which has no type parameters.
fn with_other(cx: Cx<'_>, item: &Enum, other: &Other, owned: &TokenStream) -> TokenStream {
    let (ident, other_ident) = (&item.ident, &other.ident);
    let is_unit = |variant: &Variant| variant.payload == Payload::Unit;
    let view = enums::read_or_other(cx, item, other, |variant| {
        let ident = &variant.ident;
        if is_unit(variant) { quote!(Self::#ident) } else { quote!(Self::#ident(r.variant(mark))) }
    });
    let copy = item.variants.iter().map(|variant| {
        let ident = &variant.ident;
        match is_unit(variant) {
            true => quote!(Self::#ident => #owned::#ident,),
            false => quote!(Self::#ident(x) => x.source().owned(),),
        }
    });
    quote! {
        impl<'a> __rt::View<'a> for #ident<'a> {
            type Owned = #owned;
            const MIN_SIZE: usize = <#owned as __rt::Decode>::MIN_SIZE;
            fn view(r: &mut __rt::Viewer<'a>) -> Self {
                #view
            }
            fn owned(&self) -> #owned {
                match self {
                    #(#copy)*
                    Self::#other_ident(x) => #owned::#other_ident(x.owned()),
                }
            }
        }
    }
}
