//! Assigns the modules of a package to files in one folder.

use std::collections::BTreeMap;

use super::config::Config;
use super::emit::{self, Sink};
use super::format::Text;
use super::location::BACKEND;
use super::model::{Ident, Item, Module, Package};
use crate::files::Files;

/// Maximum number of structs, aliases and variants in a module with one file. Larger modules are split into several
/// files.
const MOST_ITEMS: usize = 200;

/// Generates the files of all modules in a folder. The path of the folder ends with `/` or is empty.
pub(super) fn directory(package: &Package, config: &Config, folder: &str) -> Files {
    let mut directory = Directory {
        files: Files::output(BACKEND, folder.trim_end_matches('/')),
        folder,
        uses_prettyplease: config.format,
        roots: Vec::new(),
    };
    for (index, module) in package.modules.iter().enumerate().filter(|(_, module)| !module.is_empty()) {
        directory.module(package, index, module);
    }
    directory.root_module("registry", "registry.rs", |sink| emit::registry(package, sink));
    if package.views.is_some() {
        let roots: Vec<_> = package.modules.iter().filter_map(Module::root).cloned().collect();
        directory.root_module("views", "views/mod.rs", |sink| emit::root_of_views(&roots, sink));
    }
    if let Some(table) = &package.table {
        directory.root_module("wire", "wire.rs", |sink| emit::table(package, table, sink));
    }
    directory.finish(package)
}

/// The files of a package while they are generated.
struct Directory<'a> {
    files: Files,
    /// Path of the folder. It is empty or ends with `/`.
    folder: &'a str,
    uses_prettyplease: bool,
    /// Names of the modules at the root.
    roots: Vec<&'a str>,
}

impl<'a> Directory<'a> {
    fn file(&mut self, path: &str, emit: impl FnOnce(&mut Sink<'_>)) {
        let mut text = Text::new(self.uses_prettyplease);
        emit(&mut Sink(&mut |item| text.item(item)));
        self.files.insert(format!("{}{path}", self.folder), text.finish());
    }

    fn root_module(&mut self, name: &'a str, path: &str, emit: impl FnOnce(&mut Sink<'_>)) {
        self.roots.push(name);
        self.file(path, emit);
    }

    /// Adds the files of a module and of its views.
    fn module(&mut self, package: &Package, index: usize, module: &'a Module) {
        if let Some(name) = module.root() {
            self.roots.push(&name.0);
        }
        let path = path(module);
        let head = |sink: &mut Sink<'_>| emit::head(package, module, sink);
        let items = |items: &[&Item], sink: &mut Sink<'_>| emit::items(package, index, items, sink);
        self.files_of_module(&path, module, head, items);
        if package.views.is_some() {
            let head = |sink: &mut Sink<'_>| emit::head_of_views(package, module, sink);
            let items = |items: &[&Item], sink: &mut Sink<'_>| emit::views(package, index, items, sink);
            self.files_of_module(&format!("views/{path}"), module, head, items);
        }
    }

    /// Adds one file for the module. If the module has too many items, adds one file for each first letter of their
    /// names, and a file that includes these files.
    fn files_of_module(
        &mut self,
        path: &str,
        module: &Module,
        head: impl FnOnce(&mut Sink<'_>),
        emit: impl Fn(&[&Item], &mut Sink<'_>),
    ) {
        let Some(letters) = by_letter(&module.items) else {
            let items: Vec<&Item> = module.items.iter().collect();
            return self.file(path, |sink| {
                head(sink);
                emit(&items, sink);
            });
        };
        // The new names contain a second dot, as in `mod.a.rs`. Names of modules contain no dots, so no other file has
        // such a name.
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let name = name.trim_end_matches("rs");
        let names: Vec<String> = letters.keys().map(|letter| format!("{name}{letter}.rs")).collect();
        for (name, items) in names.iter().zip(letters.values()) {
            self.file(&format!("{folder}/{name}"), |sink| emit(items, sink));
        }
        self.file(path, |sink| {
            head(sink);
            emit::includes(&names, sink);
        });
    }

    /// Adds the root file.
    fn finish(mut self, package: &Package) -> Files {
        self.roots.sort_unstable();
        let mut text = Text::new(self.uses_prettyplease);
        text.comment(&format!("Dialect: {}.", package.dialect));
        if !package.left_out.is_empty() {
            let names = package.left_out.join(", ");
            text.comment(&format!(
                "Left out, because nothing uses them and Rust cannot express them: {names}."
            ));
        }
        emit::root(package, &self.roots, &mut Sink(&mut |item| text.item(item)));
        self.files.insert(format!("{}mod.rs", self.folder), text.finish());
        self.files
    }
}

/// Returns `None` if one file can contain the items. Otherwise, groups them by the first letter of their names. So a
/// new item does not move existing items to different files.
fn by_letter(items: &[Item]) -> Option<BTreeMap<char, Vec<&Item>>> {
    let size = |item: &Item| match item {
        Item::Struct(_) | Item::Alias(_) => 1,
        Item::Enum(item) => item.variants.len(),
    };
    if items.iter().map(size).sum::<usize>() <= MOST_ITEMS {
        return None;
    }
    let mut letters = BTreeMap::<_, Vec<_>>::new();
    for item in items {
        let first = item.ident().plain().chars().next().filter(char::is_ascii_alphabetic);
        letters.entry(first.map_or('_', |first| first.to_ascii_lowercase())).or_default().push(item);
    }
    Some(letters)
}

/// Returns the path of a module's file. Modules at the root and modules with children have their own folder.
fn path(module: &Module) -> String {
    let parts: Vec<&str> = module.path.0.iter().map(Ident::plain).collect();
    let is_folder = parts.len() == 1 || !module.children.is_empty();
    format!("{}{}.rs", parts.join("/"), if is_folder { "/mod" } else { "" })
}
