//! Collects the names that a module defines, imports, re-exports and uses.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use proc_macro2::{TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};

/// The segments of a path such as `crate::schema::Field`.
pub(super) type Path = Vec<String>;

/// The contents of one module.
#[derive(Default)]
pub(super) struct Module {
    pub(super) file: String,
    /// The names of the items that the module defines.
    pub(super) items: BTreeSet<String>,
    /// The names that `use` brings into scope, with their paths.
    pub(super) names: BTreeMap<String, Path>,
    /// The methods that the module defines. Each is the path of the type, followed by the name of the method.
    pub(super) methods: Vec<Path>,
    /// The paths in the code of the module.
    pub(super) used: Vec<Path>,
    /// The paths that the module imports.
    pub(super) imported: Vec<Path>,
    /// The paths that the module re-exports.
    pub(super) exported: Vec<Path>,
}

impl Module {
    /// Reads a module that contains these items. Inline modules among them are skipped.
    pub(super) fn read(file: &str, items: &[syn::Item]) -> Self {
        let module = Self { file: file.to_owned(), ..Self::default() };
        let mut reader = Reader { module, self_type: None };
        items.iter().for_each(|item| reader.visit_item(item));
        reader.module
    }
}

/// A visitor that collects the contents of a module.
struct Reader {
    module: Module,
    /// The type of the `impl` that is being read.
    self_type: Option<Path>,
}

impl Reader {
    fn add_path(&mut self, path: Path) {
        match path.split_first() {
            Some((first, rest)) if first == "Self" => self.add_member(rest),
            _ => self.module.used.push(path),
        }
    }

    /// Adds a use of a member of `Self`, as in `Self::new()` and `self.len()`.
    fn add_member(&mut self, member: &[String]) {
        self.module.used.extend(self.self_type.as_ref().map(|ty| joined(ty, member)));
    }

    /// Adds the paths among the tokens of a macro.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path = Path::new();
        let mut before = String::new();
        for token in tokens {
            let text = token.to_string();
            match token {
                TokenTree::Ident(_) if before == "::" && !path.is_empty() => path.push(text.clone()),
                TokenTree::Ident(_) if before != "::" && before != "." => {
                    let ended = mem::replace(&mut path, vec![text.clone()]);
                    self.add_path(ended);
                }
                TokenTree::Punct(_) if text == ":" => {}
                TokenTree::Group(group) => self.add_tokens(group.stream()),
                _ => self.add_path(mem::take(&mut path)),
            }
            before = if before == ":" && text == ":" { "::".to_owned() } else { text };
        }
        self.add_path(path);
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        self.module.items.extend(name_of(item).map(ToString::to_string));
        visit::visit_item(self, item);
    }

    /// Skips inline modules, because they are read separately.
    fn visit_item_mod(&mut self, _: &'ast syn::ItemMod) {}

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let mut leaves = Vec::new();
        collect_leaves(&item.tree, &[], &mut leaves);
        let is_private = matches!(item.vis, syn::Visibility::Inherited);
        let paths = if is_private { &mut self.module.imported } else { &mut self.module.exported };
        paths.extend(leaves.iter().map(|(_, path)| path.clone()));
        self.module.names.extend(leaves);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let syn::Type::Path(ty) = &*item.self_ty else { return visit::visit_item_impl(self, item) };
        let self_type = segments(&ty.path);
        for function in &item.items {
            if let (syn::ImplItem::Fn(function), None) = (function, &item.trait_) {
                self.module.methods.push(joined(&self_type, &[function.sig.ident.to_string()]));
            }
        }
        self.self_type = Some(self_type);
        visit::visit_item_impl(self, item);
        self.self_type = None;
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if matches!(&*call.receiver, syn::Expr::Path(path) if path.path.is_ident("self")) {
            self.add_member(&[call.method.to_string()]);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            self.add_path(segments(path));
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        match call.parse_body_with(Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated) {
            Ok(arguments) => arguments.iter().for_each(|argument| self.visit_expr(argument)),
            Err(_) => self.add_tokens(call.tokens.clone()),
        }
    }

    /// Adds the paths in strings of attributes, such as the function in `#[serde(serialize_with = "text::id")]`.
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let syn::Meta::List(list) = &attribute.meta else { return };
        for text in list.tokens.to_string().split('"').skip(1).step_by(2) {
            if let Ok(path) = syn::parse_str(text) {
                self.visit_path(&path);
            }
        }
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

fn name_of(item: &syn::Item) -> Option<&syn::Ident> {
    match item {
        syn::Item::Const(item) => Some(&item.ident),
        syn::Item::Enum(item) => Some(&item.ident),
        syn::Item::Fn(item) => Some(&item.sig.ident),
        syn::Item::Macro(item) => item.ident.as_ref(),
        syn::Item::Static(item) => Some(&item.ident),
        syn::Item::Struct(item) => Some(&item.ident),
        syn::Item::Trait(item) => Some(&item.ident),
        syn::Item::Type(item) => Some(&item.ident),
        _ => None,
    }
}

/// Collects the names that a `use` brings into scope, with their paths.
fn collect_leaves(tree: &syn::UseTree, before: &[String], leaves: &mut Vec<(String, Path)>) {
    let inside = |ident: &syn::Ident| joined(before, &[ident.to_string()]);
    match tree {
        syn::UseTree::Path(path) => collect_leaves(&path.tree, &inside(&path.ident), leaves),
        syn::UseTree::Group(group) => {
            group.items.iter().for_each(|tree| collect_leaves(tree, before, leaves));
        }
        syn::UseTree::Name(name) if name.ident == "self" => {
            leaves.extend(before.last().map(|last| (last.clone(), before.to_vec())));
        }
        syn::UseTree::Name(name) => leaves.push((name.ident.to_string(), inside(&name.ident))),
        syn::UseTree::Rename(rename) => leaves.push((rename.rename.to_string(), inside(&rename.ident))),
        syn::UseTree::Glob(_) => panic!("`use {}::*` hides which items are used", before.join("::")),
    }
}

fn segments(path: &syn::Path) -> Path {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

pub(super) fn joined(before: &[String], after: &[String]) -> Path {
    [before, after].concat()
}
