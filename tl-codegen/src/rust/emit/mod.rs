//! Turns the model into tokens, item by item. Nothing is decided here and nothing can fail.
//!
//! An inline function (`#[inline]`) is compiled in each crate that uses it. The code of a layer has ten thousand
//! functions, and a program uses few of them. So most functions are inline in dev builds (with `debug_assertions`), and
//! rustc compiles only those few. In a release build, the inline functions that a crate uses are compiled again after
//! each change of this crate. To reduce this work, the functions that encode and decode enums are not inline in release
//! builds. `Identify::combinator` is always inline, because programs seldom call it.

mod codec;
mod enums;
mod json;
mod parameters;
mod results;
mod skip;
mod structs;
mod tdjson;
mod tokens;
mod views;
mod wire;

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;

pub(super) use self::json::table;
pub(super) use self::tokens::Sink;
use self::tokens::{Cx, Lazy, hexadecimal};
pub(super) use self::views::{head as head_of_views, items as views, root as root_of_views};
use super::location::{WHOLE, Whole};
use super::model::{Ident, Item, Module, Package};

/// Emits the beginning of a module: imports and the modules inside it.
pub(super) fn head(package: &Package, module: &Module, sink: &mut Sink<'_>) {
    sink.item(imports(package, module));
    modules(&module.children, sink);
}

/// Emits items of the module with this index.
pub(super) fn items(package: &Package, index: usize, items: &[&Item], sink: &mut Sink<'_>) {
    let &Package { ref modules, is_json, names_fields, .. } = package;
    let cx = Cx { modules, module: index, hidden: &modules[index].hidden, is_json, names_fields };
    for item in items {
        match item {
            Item::Struct(item) => structs::emit(cx, item, sink),
            Item::Enum(item) => enums::emit(cx, item, sink),
            Item::Alias(item) => sink.item(enums::alias(cx, item)),
        }
    }
    json::of_items(items, sink);
}

/// Emits the declarations of modules, if there are any.
fn modules(idents: &[Ident], sink: &mut Sink<'_>) {
    if !idents.is_empty() {
        sink.item(quote!(#(pub mod #idents;)*));
    }
}

/// Emits calls of `include!` for the files that contain the items of a module.
pub(super) fn includes(files: &[String], sink: &mut Sink<'_>) {
    sink.item(quote!(#(include!(#files);)*));
}

/// Emits the imports of a module: the runtime, names that the prelude of a `no_std` crate or of an older edition does
/// not contain, and the modules at the root.
fn imports(package: &Package, module: &Module) -> TokenStream {
    let runtime = &package.runtime;
    let hidden = |name: &str| module.hidden.iter().any(|hidden| &*hidden.0 == name);
    let std = ["Box", "String", "TryFrom", "Vec"]
        .into_iter()
        .filter(|name| !hidden(name))
        .map(|name| Ident(name.into()));
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

/// Emits the import of a trait that is in the prelude of every edition, if the module needs a placeholder instead of
/// items.
fn placeholder(module: &Module) -> Option<TokenStream> {
    module.has_placeholder.then(|| {
        quote!(
            pub use __rt::From as _;
        )
    })
}

/// Emits the import of the module with the table, if there is a table. `depth` is the number of `super::` in a path
/// from the importing module to the root.
fn use_of_table(package: &Package, depth: usize) -> Option<TokenStream> {
    let up = (0..depth).map(|_| quote!(super::));
    package.table.is_some().then(|| quote!(use #(#up)*wire as __wire;))
}

/// Emits the module `registry`, which finds the name for an id. If the package has no registry, the names are in the
/// table.
pub(super) fn registry(package: &Package, sink: &mut Sink<'_>) {
    let runtime = &package.runtime;
    let Some(names) = &package.registry else {
        sink.item(quote! {
            #![doc = " Names of the constructors and functions, by id."]
            use super::wire::TABLE;
            use #runtime::__rt;
        });
        return sink.item(quote! {
            #[doc = " Returns the name of the constructor or function with this id."]
            pub fn name(id: u32) -> __rt::Option<&'static str> {
                TABLE.name_of(id)
            }
        });
    };
    let len = Literal::usize_unsuffixed(names.len());
    let rows = names.iter().map(|(id, name)| {
        Lazy(move || {
            let (id, name) = (hexadecimal(*id), &**name);
            quote!((#id, #name))
        })
    });
    sink.item(quote! {
        #![doc = " Names of the constructors and functions, by id."]
        use #runtime::__rt;
    });
    sink.item(quote! {
        #[doc = " Returns the name of the constructor or function with this id."]
        pub fn name(id: u32) -> __rt::Option<&'static str> {
            let at = NAMES.binary_search_by_key(&id, |row| row.0).ok()?;
            NAMES.get(at).map(|row| row.1)
        }
    });
    sink.item(quote! {
        #[doc = " All ids and names, ascending by id."]
        pub static NAMES: [(u32, &str); #len] = [#(#rows,)*];
    });
}

/// The format of generated code. The number is increased if generated code calls something that older runtimes lack, or
/// if the runtime no longer has something that older generated code calls. The macro `__generated_by` of tl-runtime
/// accepts the formats that the runtime supports.
const FORMAT: u32 = 1;

/// Emits the root: the check that the runtime supports the code, modules, and the constant `LAYER`.
pub(super) fn root(package: &Package, modules: &[&str], sink: &mut Sink<'_>) {
    sink.item(quote! {
        #![allow(clippy::all, clippy::pedantic, rustdoc::all)]
        #![allow(dead_code, missing_docs, unreachable_pub)]
        #![allow(unreachable_patterns, unused_imports, unused_qualifications, unused_variables)]
    });
    let (runtime, format) = (&package.runtime, Literal::u32_unsuffixed(FORMAT));
    let generator = concat!("tl-codegen ", env!("CARGO_PKG_VERSION"));
    sink.item(quote!(#runtime::__rt::generated_by!(#format, #generator);));
    if package.is_json {
        sink.item(quote!(#runtime::__rt::needs_tdjson! {}));
    }
    if json::is_in(package) {
        sink.item(quote!(#runtime::__rt::needs_serde! {}));
    }
    if package.shares_bytes {
        sink.item(quote!(#runtime::__rt::needs_bytes! {}));
    }
    let names = modules.iter().map(|name| proc_macro2::Ident::new(name, Span::call_site()));
    sink.item(quote!(#(#[rustfmt::skip] pub mod #names;)*));
    if let Some(layer) = package.layer {
        let layer = Literal::i32_unsuffixed(layer);
        sink.item(quote! {
            #[doc = " The layer of the schema."]
            pub const LAYER: i32 = #layer;
        });
    }
}

/// Emits the file that is included from `OUT_DIR`. An included file cannot have inner attributes (`#![..]`), so it
/// declares the root in the folder `name` as a module. If `cfg(rust_analyzer)` is set, the root is in the folder with
/// the files of all items.
pub(super) fn included(name: &str, whole: Whole, sink: &mut Sink<'_>) {
    let root = format!("{name}/mod.rs");
    let path = match whole {
        Whole::None => quote!(#[path = #root]),
        Whole::OfLastRun | Whole::New => {
            let of_editors = format!("{name}/{WHOLE}/mod.rs");
            quote! {
                #[cfg_attr(not(rust_analyzer), path = #root)]
                #[cfg_attr(rust_analyzer, path = #of_editors)]
            }
        }
    };
    sink.item(quote! {
        #path
        mod generated;
        #[allow(unreachable_pub, unused_imports)]
        pub use self::generated::*;
    });
}
