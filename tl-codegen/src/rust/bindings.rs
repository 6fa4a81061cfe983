//! Looks up generated items by their declarations.

use std::collections::HashMap;
use std::rc::Rc;

use tl_parser::schema::{Category, Combinator, Schema};

use super::config::Config;
use super::model::{Enum, Ident, Item, ItemRef, Package, Struct, Type, Variant};
use super::program::Program;
use super::select::select;

/// The model of the code that the default config generates for a schema, without declarations that Rust cannot express.
#[derive(Debug)]
pub(crate) struct Bindings {
    package: Package,
    /// For each combinator with a struct, the index of the module, and the index of the struct in that module. The key
    /// is the category, id and name of the combinator.
    structs: HashMap<(Category, u32, Rc<str>), (usize, usize)>,
    /// The index of each item in its module. The key is the index of the module and the name of the item.
    items: HashMap<(usize, Ident), usize>,
    /// The variant that contains each struct: the index of the enum's module, the index of the enum in that module, and
    /// the index of the variant in the enum. The key is the index of the struct's module and the name of the struct.
    variants: HashMap<(usize, Ident), (usize, usize, usize)>,
}

impl Bindings {
    /// Creates the bindings of a schema. Returns `None` if the schema has no declaration that Rust can express.
    pub(crate) fn new(schema: &Schema) -> Option<Self> {
        let config = Config::default();
        let program = Program { lenient: true, ..Program::default() };
        let (selected, _) = select(schema, &config, &config.paths(false).ok()?, program).ok()?;
        let package = selected.for_program(None);
        let (mut structs, mut items) = (HashMap::new(), HashMap::new());
        for (module, of) in package.modules.iter().enumerate() {
            for (index, item) in of.items.iter().enumerate() {
                if let Item::Struct(item @ Struct { id: Some(id), .. }) = item {
                    let is_function = item.output.is_some();
                    let category = if is_function { Category::Function } else { Category::Constructor };
                    structs.insert((category, *id, item.name.clone()), (module, index));
                }
                items.insert((module, item.ident().clone()), index);
            }
        }
        Some(Self { variants: variants(&package), package, structs, items })
    }

    /// Returns the struct of a combinator and the index of its module, if Rust can express the combinator.
    pub(crate) fn structure(&self, of: &Combinator) -> Option<(usize, &Struct)> {
        let &(module, index) = self.structs.get(&(of.category(), of.id(), Rc::from(of.name())))?;
        match &self.package.modules[module].items[index] {
            Item::Struct(item) => Some((module, item)),
            Item::Enum(_) | Item::Alias(_) => None,
        }
    }

    /// Returns the variant for a constructor in the enum of the constructor's type.
    #[cfg(feature = "diff")]
    pub(crate) fn variant(&self, of: &Combinator) -> Option<&Variant> {
        self.enum_of(of).map(|(.., variant)| variant)
    }

    /// Returns the enum of a constructor's type, the index of its module, and the variant for the constructor.
    pub(crate) fn enum_of(&self, of: &Combinator) -> Option<(usize, &Enum, &Variant)> {
        let (module, item) = self.structure(of)?;
        let &(module, index, variant) = self.variants.get(&(module, item.ident.clone()))?;
        match &self.package.modules[module].items[index] {
            Item::Enum(item) => Some((module, item, item.variants.get(variant)?)),
            Item::Struct(_) | Item::Alias(_) => None,
        }
    }

    /// Returns the item that `item_ref` refers to.
    pub(crate) fn item(&self, item_ref: &ItemRef) -> Option<&Item> {
        let index = *self.items.get(&(item_ref.module, item_ref.ident.clone()))?;
        self.package.modules[item_ref.module].items.get(index)
    }

    /// Returns the path of an item of a module, from the root of the package.
    #[cfg(feature = "docs")]
    pub(crate) fn path(&self, module: usize, ident: &Ident) -> String {
        let path = self.package.modules[module].path.0.iter();
        path.chain([ident]).map(|ident| &*ident.0).collect::<Vec<_>>().join("::")
    }
}

fn variants(package: &Package) -> HashMap<(usize, Ident), (usize, usize, usize)> {
    let mut variants = HashMap::new();
    for (module, of) in package.modules.iter().enumerate() {
        // `types::Any` and `functions::Any` have variants for the same structs, but are not in `enums`.
        if of.path.0.first().is_none_or(|root| &*root.0 != "enums") {
            continue;
        }
        for (index, item) in of.items.iter().enumerate() {
            let Item::Enum(item) = item else { continue };
            for (variant, of) in item.variants.iter().enumerate() {
                if let Type::Item(item_ref, _) = &of.ty {
                    variants.insert((item_ref.module, item_ref.ident.clone()), (module, index, variant));
                }
            }
        }
    }
    variants
}
