//! The files of a package in one folder: which module is in which file.

use super::emit::{self, Sink};
use super::form::BACKEND;
use super::format::Text;
use super::model::{Item, Module, Package};
use crate::config::Config;
use crate::files::Files;

/// All modules in a folder, which ends with `/` or is empty.
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
        let roots = package.modules.iter().filter_map(|module| module.root().cloned());
        let roots: Vec<_> = roots.collect();
        directory.root_module("views", "views/mod.rs", |sink| emit::root_of_views(&roots, sink));
    }
    if let Some(table) = &package.table {
        directory.root_module("wire", "wire.rs", |sink| emit::table(package, table, sink));
    }
    directory.finish(package)
}

/// The files of a package while they are made.
struct Directory<'a> {
    files: Files,
    /// Where they are: empty, or a path that ends with `/`.
    folder: &'a str,
    uses_prettyplease: bool,
    /// The names of the modules at the root.
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

    /// Adds the files of a module, and those of its views.
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

    /// Adds one file, or one that includes those of all letters.
    fn files_of_module(
        &mut self,
        path: &str,
        module: &Module,
        head: impl FnOnce(&mut Sink<'_>),
        emit: impl Fn(&[&Item], &mut Sink<'_>),
    ) {
        let parts = module.files();
        if let [(None, items)] = parts.as_slice() {
            return self.file(path, |sink| {
                head(sink);
                emit(items, sink);
            });
        }
        let stem = path.strip_suffix(".rs").unwrap_or(path);
        let mut names = Vec::new();
        for (letter, items) in parts {
            // No module has a name with a dot, so there is no other file of this name.
            let path = format!("{stem}.{}.rs", letter.unwrap_or('_'));
            self.file(&path, |sink| emit(&items, sink));
            names.push(path.rsplit('/').next().unwrap_or(&path).to_owned());
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.file(path, |sink| {
            head(sink);
            emit::includes(&names, sink);
        });
    }

    /// Adds the root.
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

/// Where the file of a module is: those at the root and those with others inside are folders.
fn path(module: &Module) -> String {
    let parts: Vec<&str> = module.path.0.iter().map(|ident| ident.0.trim_start_matches("r#")).collect();
    let is_folder = parts.len() == 1 || !module.children.is_empty();
    format!("{}{}.rs", parts.join("/"), if is_folder { "/mod" } else { "" })
}
