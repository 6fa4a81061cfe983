//! Emits views: the types in the module `views`. Their modules have the same names as those of the owned types:
//! `views::types::auth` contains the views of the types in `types::auth`.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::model::{
    Enum, Ident, Item, Module, Other, Package, Payload, Struct, StructView, Variant, ViewField, ViewType,
};
use super::tokens::{Cx, Derive, Generics, Lazy, Sink, ViewIn};
use super::{enums, placeholder, skip, structs, use_of_table, wire};

/// Emits the root of the module `views`.
pub(in super::super) fn root(modules: &[Ident], sink: &mut Sink<'_>) {
    sink.item(quote!(#![doc = " Views: types that borrow from the bytes of a value."]));
    super::modules(modules, sink);
}

/// Emits the beginning of a module of views: imports and the modules inside it.
pub(in super::super) fn head(package: &Package, module: &Module, sink: &mut Sink<'_>) {
    sink.item(imports(package, module));
    super::modules(&module.children, sink);
}

/// Emits the views of items of the module with this index.
pub(in super::super) fn items(package: &Package, index: usize, items: &[&Item], sink: &mut Sink<'_>) {
    let cx = Cx {
        modules: &package.modules,
        module: index,
        hidden: &package.modules[index].hidden,
        is_json: false,
        names_fields: false,
    };
    let derive = Derive(package.views.as_deref().unwrap_or_default());
    for item in items {
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

/// Emits the imports of a module: the runtime, the modules of views, and the modules with the owned types.
fn imports(package: &Package, module: &Module) -> TokenStream {
    let runtime = &package.runtime;
    let up = module.path.0.iter().map(|_| quote!(super::));
    let outside = up.clone();
    let table = use_of_table(package, module.path.0.len() + 1);
    let placeholder = placeholder(module);
    let doc = format!(" {} They borrow from the input.", module.docs);
    quote! {
        #![doc = #doc]
        use #runtime::__rt;
        use #(#up)*{enums, functions, types};
        use #(#outside)*super::{enums as __enums, functions as __functions, types as __types};
        #table
        #placeholder
    }
}

/// Emits the owned type of a view.
fn owned(cx: Cx<'_>, ident: &Ident, generics: &[Ident]) -> TokenStream {
    let path = owned_path(cx, ident);
    let args = Generics(generics.iter().map(|param| Lazy(move || quote!(#param::Owned))));
    quote!(#path #args)
}

/// Emits the path of the owned type, without type arguments.
fn owned_path(cx: Cx<'_>, ident: &Ident) -> TokenStream {
    let mut path = cx.modules[cx.module].path.0.iter();
    let root = path.next().map(|root| Ident(format!("__{}", root.0).into()));
    quote!(#root #(::#path)*::#ident)
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
    let (params, args) = parameters(generics, item.has_traits());
    sink.item(quote! {
        #[doc = #doc]
        #derive
        pub struct #ident #params { #(#fields)* __source: __rt::Source<'a> }
    });
    structs::combinator(item, &params, &args).into_iter().for_each(|tokens| sink.item(tokens));
    let source = Ident("__source".into());
    let (before, value) = wire::read_value(cx, &view.wire, Some((&source, quote!(r.source()))));
    if !item.has_traits() {
        return sink.item(super::parameters::view_struct(item, &before, &value));
    }
    let owned = owned(cx, ident, generics);
    let skip = skip::fields(cx, view);
    sink.item(quote! {
        impl #params __rt::ViewBare<'a> for #ident #args {
            type Owned = #owned;
            #[inline]
            fn view_bare(r: &mut __rt::Viewer<'a>) -> Self {
                #before
                #value
            }
            #[inline]
            fn skip_bare(r: &mut __rt::Viewer<'a>) {
                #skip
            }
            #[inline]
            fn source(&self) -> __rt::Source<'a> {
                self.__source
            }
        }
    });
}

fn enumeration(cx: Cx<'_>, item: &Enum, views: &[ViewType], derive: &Derive<'_>, sink: &mut Sink<'_>) {
    if item.other.is_none() && item.variants.iter().all(Variant::is_unit) {
        return units(cx, item, sink);
    }
    sink.item(definition(cx, item, views, derive));
    let (params, args) = parameters(&item.generics, item.params.is_empty());
    sink.item(enums::identify(item, &params, &args));
    if item.params.is_empty() {
        sink.item(view(cx, item));
    } else {
        let body = enums::read_body(item, |variant| read(cx, variant));
        sink.item(super::parameters::view_enum(item, &body));
    }
}

/// Returns the generic parameters of a view twice: with bounds, and without bounds. If `has_traits` is false, neither
/// has bounds, because the functions that read the view have a parameter for each type parameter.
fn parameters(generics: &[Ident], has_traits: bool) -> (TokenStream, TokenStream) {
    let args = quote!(<'a #(, #generics)*>);
    if has_traits { (quote!(<'a #(, #generics: __rt::View<'a>)*>), args) } else { (args.clone(), args) }
}

/// Emits an expression that reads the view of a variant of an enum with parameters.
fn read(cx: Cx<'_>, variant: &Variant) -> TokenStream {
    let ident = &variant.ident;
    if variant.is_unit() {
        return quote!(Self::#ident);
    }
    if variant.params.is_empty() {
        return quote!(Self::#ident(r.variant(mark)));
    }
    super::parameters::read_variant(cx, variant)
}

/// Emits the view of an enum whose values are only ids. The enum is its own view.
fn units(cx: Cx<'_>, item: &Enum, sink: &mut Sink<'_>) {
    let (ident, owned) = (&item.ident, owned(cx, &item.ident, &item.generics));
    sink.item(quote!(pub type #ident<'a> = #owned;));
    let copies = item.variants.iter().map(|variant| {
        let ident = &variant.ident;
        quote!(Self::#ident => Self::#ident)
    });
    sink.item(quote! {
        impl<'a> __rt::View<'a> for #owned {
            type Owned = Self;
            const MIN_SIZE: usize = <Self as __rt::Decode>::MIN_SIZE;
            #[cfg_attr(debug_assertions, inline)]
            fn view(r: &mut __rt::Viewer<'a>) -> Self {
                r.owned()
            }
            #[cfg_attr(debug_assertions, inline)]
            fn owned(&self) -> Self {
                match self { #(#copies,)* }
            }
        }
    });
}

fn definition(cx: Cx<'_>, item: &Enum, views: &[ViewType], derive: &Derive<'_>) -> TokenStream {
    let Enum { ident, generics, .. } = item;
    let doc = format!(" A view of `{}`.", item.name);
    let variants = item.variants.iter().zip(views).map(|(variant, view)| {
        let (Variant { ident, payload, .. }, view) = (variant, ViewIn(cx, view));
        match payload {
            Payload::Unit => quote!(#ident),
            _ if variant.params.is_empty() => quote!(#ident(__rt::Lazy<'a, #view>)),
            Payload::Boxed => quote!(#ident(__rt::Box<#view>)),
            Payload::Inline => quote!(#ident(#view)),
        }
    });
    let other = item.other.iter().map(|other| enums::other(other, &quote!(__rt::UnreadView<'a>)));
    let variants = variants.chain(other);
    let (params, _) = parameters(generics, item.params.is_empty());
    quote! {
        #[doc = #doc]
        #derive
        pub enum #ident #params { #(#variants,)* }
    }
}

/// Emits the code that reads a view, and the code that converts it to the owned type.
fn view(cx: Cx<'_>, item: &Enum) -> TokenStream {
    let Enum { ident, generics, .. } = item;
    let (owned, owned_path) = (owned(cx, ident, generics), owned_path(cx, ident));
    let view = enums::read_body(item, |variant| {
        let ident = &variant.ident;
        if variant.is_unit() { quote!(Self::#ident) } else { quote!(Self::#ident(r.variant(mark))) }
    });
    let copies = item.variants.iter().map(|variant| {
        let ident = &variant.ident;
        match variant.is_unit() {
            true => quote!(Self::#ident => #owned_path::#ident),
            false => quote!(Self::#ident(x) => x.source().owned()),
        }
    });
    let other = item
        .other
        .iter()
        .map(|Other { ident, .. }| quote!(Self::#ident(x) => #owned_path::#ident(x.owned())));
    let copies = copies.chain(other);
    let (params, args) = parameters(generics, item.params.is_empty());
    quote! {
        impl #params __rt::View<'a> for #ident #args {
            type Owned = #owned;
            const MIN_SIZE: usize = <#owned as __rt::Decode>::MIN_SIZE;
            #[cfg_attr(debug_assertions, inline)]
            fn view(r: &mut __rt::Viewer<'a>) -> Self {
                let mark = r.mark();
                #view
            }
            #[cfg_attr(debug_assertions, inline)]
            fn owned(&self) -> #owned {
                match self { #(#copies,)* }
            }
        }
    }
}
