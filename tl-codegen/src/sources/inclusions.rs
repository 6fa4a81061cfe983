//! Finds the files that a source includes by a literal path, as in `include!("a.rs")`.

use std::path::{self, Component, Path, PathBuf};

use proc_macro2::TokenTree;

use super::level::{Construct, is_ident, is_punct};
use super::strings;

/// A literal path to another source.
pub(super) enum Inclusion {
    /// `include!(path)`, relative to the folder of the file.
    Include { path: String },
    /// `#[path = path]`, relative to the folder of the module. `modules` is the number of inline modules around the
    /// attribute.
    Module { path: String, modules: usize },
}

/// Adds the paths among the tokens of one nesting level to `found`.
pub(super) fn find(tokens: &[TokenTree], construct: Construct, modules: usize, found: &mut Vec<Inclusion>) {
    match (construct, tokens) {
        (
            Construct::Include,
            [TokenTree::Literal(path)] | [TokenTree::Literal(path), TokenTree::Punct(_)],
        ) => {
            found.extend(strings::value(&path.to_string()).map(|path| Inclusion::Include { path }));
        }
        (Construct::Attribute, _) => found.extend(tokens.windows(3).filter_map(|tokens| match tokens {
            [name, equals, TokenTree::Literal(path)] if is_ident(name, "path") && is_punct(equals, '=') => {
                Some(Inclusion::Module { path: strings::value(&path.to_string())?, modules })
            }
            _ => None,
        })),
        _ => {}
    }
}

/// The files and folders that are scanned, as absolute paths.
pub(super) struct Roots(Vec<PathBuf>);

impl Roots {
    pub(super) fn new(paths: &[PathBuf]) -> Self {
        Self(paths.iter().map(|path| normal(path)).collect())
    }

    /// Returns a warning if `inclusion`, which is in `file`, leads to a file that is not scanned.
    pub(super) fn warning(&self, file: &Path, inclusion: &Inclusion) -> Option<String> {
        let (shown, target) = match inclusion {
            Inclusion::Include { path } => (format!("include!({path:?})"), folder(file, 0).join(path)),
            Inclusion::Module { path, modules } => {
                (format!("#[path = {path:?}]"), folder(file, *modules).join(path))
            }
        };
        let file = file.display();
        (!self.contain(&normal(&target))).then(|| {
            format!(
                "{file}: warning: `{shown}` leads to a file that is not scanned; add the file to `used`, or the names \
                 that it uses to `roots`"
            )
        })
    }

    /// Returns whether the file `path` is scanned. A path without an extension may be the folder of an inline module,
    /// so it counts like a path with `.rs`.
    fn contain(&self, path: &Path) -> bool {
        let is_source = path.extension().is_none_or(|extension| extension == "rs");
        self.0.iter().any(|root| path == root || is_source && path.starts_with(root))
    }
}

/// Returns the folder that paths in `file` are relative to, inside of `modules` inline modules. The names of these
/// modules are not known here, so each of their folders is assumed to be called `module`.
fn folder(file: &Path, modules: usize) -> PathBuf {
    let is_root = ["lib", "main", "mod"].iter().any(|stem| file.file_stem() == Some(stem.as_ref()));
    let inside = if modules == 0 || is_root { modules } else { modules + 1 };
    let mut folder = file.parent().unwrap_or(file).to_owned();
    folder.extend((0..inside).map(|_| "module"));
    folder
}

/// Returns the absolute path without `.` and `..`; links are not resolved.
fn normal(path: &Path) -> PathBuf {
    let path = path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => _ = normal.pop(),
            _ => normal.push(component),
        }
    }
    normal
}
