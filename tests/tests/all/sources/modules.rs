//! Reads the modules of a crate and finds the items that paths refer to.

use std::collections::BTreeMap;
use std::slice;

use super::names::{Module, Path, joined};

/// The texts of the files of a crate, by their paths in the folder `src`.
pub(super) type Sources = BTreeMap<String, String>;

/// The modules of a crate by their paths. The root has the empty path.
#[derive(Default)]
pub(super) struct Modules(BTreeMap<Path, Module>);

/// The target of a path.
pub(super) struct Target {
    /// The module that defines the item, or the module that the path refers to.
    pub(super) module: Path,
    pub(super) item: Option<String>,
    /// The rest of the path after the item: the name of an associated function or a variant.
    pub(super) member: Option<String>,
}

impl Modules {
    /// Reads the crate with the root file `root`. Modules with `#[cfg(test)]` are left out.
    pub(super) fn read(sources: &Sources, root: &str) -> Self {
        let mut modules = Self::default();
        modules.read_file(sources, root, Path::new());
        modules
    }

    fn read_file(&mut self, sources: &Sources, file: &str, path: Path) {
        let text = sources.get(file).unwrap_or_else(|| panic!("no file `{file}`"));
        let syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        self.read_module(sources, file, path, &syntax.items);
    }

    fn read_module(&mut self, sources: &Sources, file: &str, path: Path, items: &[syn::Item]) {
        for item in items {
            let syn::Item::Mod(child) = item else { continue };
            let path = joined(&path, &[child.ident.to_string()]);
            match &child.content {
                _ if child.attrs.iter().any(is_test) => {}
                Some((_, items)) => self.read_module(sources, file, path, items),
                None => {
                    let [plain, folder] = [".rs", "/mod.rs"].map(|end| path.join("/") + end);
                    let file = if sources.contains_key(&folder) { folder } else { plain };
                    self.read_file(sources, &file, path);
                }
            }
        }
        self.0.insert(path, Module::read(file, items));
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Path, &Module)> {
        self.0.iter()
    }

    /// Returns the file of a module.
    pub(super) fn file(&self, module: &[String]) -> &str {
        &self.0[module].file
    }

    /// Returns the file of each method. The key consists of the path of the module that defines the type, the type, and
    /// the method.
    pub(super) fn methods(&self) -> BTreeMap<Path, &str> {
        let mut files = BTreeMap::new();
        for (path, module) in &self.0 {
            let found = module.methods.iter().filter_map(|method| self.find(path, method)?.member_path());
            files.extend(found.map(|path| (path, module.file.as_str())));
        }
        files
    }

    /// Returns the dependencies of a module. Re-exports of items inside the module are not dependencies.
    pub(super) fn targets(&self, path: &[String]) -> Vec<Target> {
        let Module { file, used, imported, exported, .. } = &self.0[path];
        // The module of the file comes before the inline modules in the same file.
        let of_file = self.0.iter().find(|(_, module)| module.file == *file).map_or(path, |(path, _)| path);
        let find = |named: &Path| self.find(path, named);
        let is_inside = |target: &Target| target.module.starts_with(of_file);
        let used = used.iter().filter_map(find).filter(|target| target.item.is_some());
        let exported = exported.iter().filter_map(find).filter(|target| !is_inside(target));
        used.chain(imported.iter().filter_map(find)).chain(exported).collect()
    }

    /// Resolves a path in the module `from`. Returns `None` for names of other crates.
    pub(super) fn find(&self, from: &[String], path: &[String]) -> Option<Target> {
        let Some((name, rest)) = path.split_first() else {
            return Some(Target { module: from.to_vec(), item: None, member: None });
        };
        match name.as_str() {
            "crate" => return self.find(&[], rest),
            "self" => return self.find(from, rest),
            "super" => return self.find(from.split_last()?.1, rest),
            _ => {}
        }
        let module = &self.0[from];
        let child = joined(from, slice::from_ref(name));
        let is_module = self.0.contains_key(&child);
        // A module and a function may have the same name. Only a module can contain other items.
        if is_module && !rest.is_empty() {
            self.find(&child, rest)
        } else if module.items.contains(name) {
            Some(Target { module: from.to_vec(), item: Some(name.clone()), member: rest.first().cloned() })
        } else if let Some(path) = module.names.get(name).filter(|path| is_module || path[0] != *name) {
            self.find(from, &joined(path, rest))
        } else if is_module {
            self.find(&child, rest)
        } else {
            None
        }
    }
}

impl Target {
    /// Returns the path of the module, the item and its member. Returns `None` if the path has no member.
    pub(super) fn member_path(&self) -> Option<Path> {
        Some(joined(&self.module, &[self.item.clone()?, self.member.clone()?]))
    }
}

fn is_test(attribute: &syn::Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else { return false };
    list.path.is_ident("cfg") && list.tokens.to_string() == "test"
}
