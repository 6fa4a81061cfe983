//! Model to tokens, item by item. Nothing is decided here and nothing can fail.

mod enums;
mod json;
mod passing;
mod structs;
mod tokens;
mod views;
mod wire;

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote};

pub(super) use self::json::table;
pub(super) use self::tokens::Sink;
use self::tokens::{Cx, Lazy};
pub(super) use self::views::{module as views, root as root_of_views};
use super::model::{Ident, Item, Module, Package};

/// The items of a module.
pub(super) fn module(package: &Package, index: usize, pretty: bool, sink: &mut Sink<'_>) {
    let module = &package.modules[index];
    let cx = Cx { modules: &package.modules, module: index, hidden: &module.hidden, pretty };
    sink.item(head(package, module));
    for child in &module.children {
        sink.item(quote!(pub mod #child;));
    }
    for item in &module.items {
        match item {
            Item::Struct(item) => structs::emit(cx, item, sink),
            Item::Enum(item) => enums::emit(cx, item, sink),
            Item::Alias(item) => sink.item(enums::alias(cx, item)),
        }
    }
    json::of_items(&module.items, sink);
}

/// What each module imports: the runtime, names that are not in every prelude, and the modules at the root.
fn head(package: &Package, module: &Module) -> TokenStream {
    let runtime = &package.runtime;
    let hidden = |name: &str| module.hidden.iter().any(|hidden| &*hidden.0 == name);
    let std =
        ["Box", "String", "Vec"].into_iter().filter(|name| !hidden(name)).map(|name| Ident(name.into()));
    let up = module.path.0.iter().map(|_| quote!(super::));
    let table = use_of_table(package, module.path.0.len());
    let doc = format!(" {}", module.docs);
    let placeholder = placeholder(module);
    quote! {
        #![doc = #doc]
        use #runtime::__rt;
        use __rt::{#(#std),*};
        use #(#up)*{enums, functions, types};
        #table
        #placeholder
    }
}

/// A trait that every prelude has, if the module needs an import in place of items.
fn placeholder(module: &Module) -> Option<TokenStream> {
    module.has_placeholder.then(|| {
        quote!(
            pub use __rt::From as _;
        )
    })
}

/// The import of the module of the table, which is `depth` modules further out, if there is one.
fn use_of_table(package: &Package, depth: usize) -> Option<TokenStream> {
    let up = (0..depth).map(|_| quote!(super::));
    package.table.is_some().then(|| quote!(use #(#up)*wire as __wire;))
}

/// The table of ids and names.
pub(super) fn registry(package: &Package, pretty: bool, sink: &mut Sink<'_>) {
    let cx = Cx { modules: &package.modules, module: 0, hidden: &[], pretty };
    let runtime = &package.runtime;
    let Some(names) = &package.registry else {
        sink.item(quote! {
            #![doc = " Ids and the names that the schema gives them."]
            use super::wire::TABLE;
            use #runtime::__rt;
        });
        return sink.item(quote! {
            #[doc = " The name of the constructor or function with this id."]
            pub fn name(id: u32) -> __rt::Option<&'static str> {
                TABLE.name_of(id)
            }
        });
    };
    let len = Literal::usize_unsuffixed(names.len());
    let rows = names.iter().map(|(id, name)| {
        Lazy(move || {
            let (id, name) = (cx.id(*id), &**name);
            quote!((#id, #name))
        })
    });
    sink.item(quote! {
        #![doc = " Ids and the names that the schema gives them."]
        use #runtime::__rt;
    });
    sink.item(quote! {
        #[doc = " The name of the constructor or function with this id."]
        pub fn name(id: u32) -> __rt::Option<&'static str> {
            let at = NAMES.binary_search_by_key(&id, |row| row.0).ok()?;
            NAMES.get(at).map(|row| row.1)
        }
    });
    sink.item(quote! {
        #[doc = " All ids and names, ascending by id."]
        pub static NAMES: [(u32, &str); #len] = [#(#rows),*];
    });
}

/// Where the file of a module at the root is.
pub(super) enum RootPath {
    /// Where Rust looks for it.
    Usual,
    One(String),
    /// Editors see another module.
    OfEditors {
        others: String,
        editors: String,
    },
}

/// The root: modules, and the constant `LAYER`. An included file has no attributes of its own, so the modules have them.
pub(super) fn root<'p>(
    package: &Package,
    modules: impl Iterator<Item = (&'p str, RootPath)>,
    sink: &mut Sink<'_>,
) {
    for (name, path) in modules {
        let name = proc_macro2::Ident::new(name, Span::call_site());
        let path = match path {
            RootPath::Usual => None,
            RootPath::One(path) => Some(quote!(#[path = #path])),
            RootPath::OfEditors { others, editors } => Some(quote! {
                #[cfg_attr(not(rust_analyzer), path = #others)]
                #[cfg_attr(rust_analyzer, path = #editors)]
            }),
        };
        sink.item(quote! {
            #path
            #[rustfmt::skip]
            #[allow(clippy::all, clippy::pedantic, rustdoc::all)]
            #[allow(dead_code, missing_docs, unreachable_pub)]
            #[allow(unreachable_patterns, unused_imports, unused_qualifications, unused_variables)]
            pub mod #name;
        });
    }
    if let Some(layer) = package.layer {
        let layer = Literal::i32_unsuffixed(layer).into_token_stream();
        sink.item(quote! {
            #[doc = " The layer of the schema."]
            #[allow(dead_code)]
            pub const LAYER: i32 = #layer;
        });
    }
}
