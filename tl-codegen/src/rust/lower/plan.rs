//! Plans the module and the name of every constructor, function and type.
//!
//! Names are reserved in this order: modules, the `Any` enums, constructors and functions, enums and aliases, items
//! with names from the config, records. Names of the same kind are reserved in schema order.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use tl_parser::schema::{Category, CombinatorId, Schema, TypeId};
use tl_parser::wire::{Arg, Scalar, TypeForm, Value, Wire};

use super::super::model::{Ident, ItemRef, ModulePath};
use super::super::names::{Scope, snake, split};
use super::generics::{Generics, ParamForm};
use super::given_names::Renames;
use super::records::{self, Record};
use super::standard::Standard;
use crate::file_names::MAX_LEN;

/// The three modules at the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Root {
    Types,
    Enums,
    Functions,
}

impl Root {
    pub(super) const ALL: [Self; 3] = [Self::Types, Self::Enums, Self::Functions];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Types => "types",
            Self::Enums => "enums",
            Self::Functions => "functions",
        }
    }
}

/// The Rust item of a boxed type.
#[derive(Clone, Debug)]
pub(super) enum TypeItem {
    /// The struct of the only constructor, and an alias for it if the type has another name.
    Struct {
        constructor: CombinatorId,
        alias: Option<ItemRef>,
    },
    Enum(ItemRef),
    /// No item, because the type is a type of the standard library.
    Standard(Standard),
}

/// A planned module.
#[derive(Debug)]
pub(super) struct ModulePlan {
    pub(super) root: Root,
    pub(super) path: ModulePath,
    /// The namespace as written in the schema; empty at the root.
    pub(super) namespace: String,
    pub(super) children: Vec<Ident>,
    pub(super) scope: Scope,
}

/// The modules and names of all items.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) modules: Vec<ModulePlan>,
    /// For each root, the indices of its modules by namespace.
    by_namespace: [HashMap<String, usize>; 3],
    /// The combinators that become structs, in schema order.
    pub(super) structs: Vec<CombinatorId>,
    combinators: Vec<Option<ItemRef>>,
    types: Vec<Option<TypeItem>>,
    /// The constructors of tuple types, such as `tuple {t:Type} {n:#} [t] = Tuple t n`.
    tuples: Vec<CombinatorId>,
    pub(super) records: Vec<Record>,
    pub(super) generics: Generics,
    /// The enums `types::Any` and `functions::Any`.
    any: [ItemRef; 2],
    /// Number of items.
    pub(super) items: usize,
}

impl Plan {
    pub(super) fn new(schema: &Schema, wire: &Wire, renames: Renames<'_>) -> Self {
        let mut plan = Self {
            modules: Vec::new(),
            by_namespace: Default::default(),
            structs: structs(schema, wire),
            combinators: vec![None; schema.combinators().len()],
            types: vec![None; schema.types().len()],
            tuples: tuples(schema, wire),
            records: Vec::new(),
            generics: Generics::new(schema, wire),
            any: [0, 2].map(|module| ItemRef { item: 0, module, ident: Ident("Any".into()) }),
            items: 0,
        };
        for root in Root::ALL {
            plan.module(root, "");
        }
        plan.plan_modules(schema, wire, renames);
        plan.any = [Root::Types, Root::Functions].map(|root| plan.reserve(root, "", "Any"));
        // Names from the config are reserved after the names of all other combinators and types, so they never change
        // these names. If such a name is taken, this is an error.
        for is_renamed in [false, true] {
            plan.plan_combinators(schema, renames, is_renamed);
            plan.plan_types(schema, wire, renames, is_renamed);
        }
        plan.plan_records(schema, wire, renames);
        plan
    }

    /// Creates the plan for `part` from the plan of `schema`. `part` contains some of the declarations of `schema`. An
    /// item has the same name in every part.
    pub(super) fn of_part(self, schema: &Schema, part: &Schema, wire: &Wire) -> Self {
        let ids: HashMap<_, _> = self.structs.iter().map(|&id| (schema[id].span(), id)).collect();
        let combinator = |id: CombinatorId| self.combinator(*ids.get(&part[id].span())?).cloned();
        let ty = |ty: TypeId| {
            let first = *part[ty].constructors().first().filter(|_| is_declared(part, wire, ty))?;
            let known = self.ty(schema.find_type(part[ty].name())?)?;
            match known {
                TypeItem::Struct { alias, .. } => {
                    Some(TypeItem::Struct { constructor: first, alias: alias.clone() })
                }
                TypeItem::Standard(_) => Standard::of(part, wire, ty).map(TypeItem::Standard),
                TypeItem::Enum(_) => Some(known.clone()),
            }
        };
        let of_part: HashMap<_, _> = part.combinators().map(|id| (part[id].span(), id)).collect();
        let records = self.records.iter().filter_map(|record| {
            Some(Record { owner: *of_part.get(&schema[record.owner].span())?, ..record.clone() })
        });
        let records = records.collect();
        Self {
            records,
            structs: structs(part, wire),
            combinators: part.combinators().map(combinator).collect(),
            types: part.types().map(ty).collect(),
            tuples: tuples(part, wire),
            generics: Generics::new(part, wire),
            ..self
        }
    }

    /// Returns the reference to the item of a constructor or function, or `None` if it has no struct.
    pub(super) fn combinator(&self, id: CombinatorId) -> Option<&ItemRef> {
        self.combinators[id.index()].as_ref()
    }

    /// Returns whether this is the constructor of a tuple type. Values of such a type are arrays or `Vec`s in Rust.
    pub(super) fn is_tuple(&self, id: CombinatorId) -> bool {
        self.tuples.contains(&id)
    }

    /// If `value` is a use of a type or constructor with arguments, such as `Pair int`, returns those arguments on
    /// which values depend.
    pub(super) fn used_args<'v>(&self, value: &'v Value) -> impl Iterator<Item = &'v Arg> + use<'_, 'v> {
        let (args, forms): (&[Arg], Option<&[ParamForm]>) = match value {
            Value::Boxed { ty, args } => match self.ty(*ty) {
                Some(TypeItem::Enum(_)) => (args, Some(self.generics.by_type(*ty))),
                Some(TypeItem::Struct { constructor, .. }) => {
                    (args, Some(self.generics.by_struct(*constructor)))
                }
                Some(TypeItem::Standard(_)) => (args, None),
                None => (&[], None),
            },
            Value::Bare { constructor, args } if self.is_tuple(*constructor) => (args, None),
            Value::Bare { constructor, args } => (args, Some(self.generics.by_struct(*constructor))),
            _ => (&[], None),
        };
        let is_used = move |at: usize| {
            forms.is_none_or(|forms| forms.get(at).is_some_and(|form| *form != ParamForm::Unused))
        };
        args.iter().enumerate().filter(move |&(at, _)| is_used(at)).map(|(_, arg)| arg)
    }

    /// Returns the Rust form of a type, or `None` if it has none.
    pub(super) fn ty(&self, id: TypeId) -> Option<&TypeItem> {
        self.types[id.index()].as_ref()
    }

    /// Returns the reference to the enum of all constructors or of all functions.
    pub(super) fn any(&self, category: Category) -> &ItemRef {
        match category {
            Category::Constructor => &self.any[0],
            Category::Function => &self.any[1],
        }
    }

    /// Returns those names of modules that are too long for a file name, each with a combinator in the module.
    pub(super) fn long_modules(&self, schema: &Schema) -> BTreeMap<&str, CombinatorId> {
        let combinators = self.structs.iter().filter_map(|&id| Some((self.combinator(id)?.module, id)));
        let types = schema.types().filter_map(|ty| match self.ty(ty)? {
            TypeItem::Struct { constructor, alias } => Some((alias.as_ref()?.module, *constructor)),
            TypeItem::Enum(item_ref) => Some((item_ref.module, *schema[ty].constructors().first()?)),
            TypeItem::Standard(_) => None,
        });
        let mut found = BTreeMap::new();
        for (module, id) in combinators.chain(types) {
            let names = self.modules[module].path.0.iter().map(|ident| &*ident.0);
            for name in names.filter(|name| name.len() + ".rs".len() > MAX_LEN) {
                found.entry(name).or_insert(id);
            }
        }
        found
    }

    /// Reserves all modules before any item, so that an item never takes the name of a module.
    fn plan_modules(&mut self, schema: &Schema, wire: &Wire, renames: Renames<'_>) {
        for id in self.structs.clone() {
            let root = root_of(schema[id].category());
            self.module(root, &namespace(schema, id));
        }
        for ty in schema.types().filter(|&ty| is_enum(schema, wire, ty)) {
            self.module(Root::Enums, split(schema[ty].name()).0);
        }
        for ty in schema.types() {
            if alias_of(schema, wire, ty, renames).is_some() {
                self.module(Root::Types, split(schema[ty].name()).0);
            }
        }
    }

    fn plan_combinators(&mut self, schema: &Schema, renames: Renames<'_>, is_renamed: bool) {
        for id in self.structs.clone() {
            let combinator = &schema[id];
            if renames.item(combinator.name()).is_some() != is_renamed {
                continue;
            }
            let name = renames.name(combinator.name());
            let item_ref = self.reserve(root_of(combinator.category()), &namespace(schema, id), &name);
            self.combinators[id.index()] = Some(item_ref);
        }
    }

    fn plan_types(&mut self, schema: &Schema, wire: &Wire, renames: Renames<'_>, is_renamed: bool) {
        for ty in schema.types().filter(|&ty| renames.item(schema[ty].name()).is_some() == is_renamed) {
            let namespace = split(schema[ty].name()).0;
            let name = renames.name(schema[ty].name());
            if let Some(standard) = Standard::of(schema, wire, ty) {
                self.types[ty.index()] = Some(TypeItem::Standard(standard));
            } else if is_enum(schema, wire, ty) {
                let item_ref = self.reserve(Root::Enums, namespace, &name);
                self.types[ty.index()] = Some(TypeItem::Enum(item_ref));
            } else if let Some(constructor) = only_constructor(schema, wire, ty) {
                let alias =
                    alias_of(schema, wire, ty, renames).map(|_| self.reserve(Root::Types, namespace, &name));
                self.types[ty.index()] = Some(TypeItem::Struct { constructor, alias });
            }
        }
    }

    /// Reserves the names of records last, so they never change other names.
    fn plan_records(&mut self, schema: &Schema, wire: &Wire, renames: Renames<'_>) {
        for id in self.structs.clone() {
            for path in records::paths(&wire[id]) {
                let combinator = &schema[id];
                let name = records::name(&renames.name(combinator.name()), &wire[id], &path);
                let item_ref = self.reserve(root_of(combinator.category()), &namespace(schema, id), &name);
                self.records.push(Record { owner: id, path, item_ref });
            }
        }
    }

    /// Returns the record at `path` in a combinator.
    pub(super) fn record(&self, owner: CombinatorId, path: &[usize]) -> Option<&Record> {
        self.records.iter().find(|record| record.owner == owner && record.path == path)
    }

    fn reserve(&mut self, root: Root, namespace: &str, name: &str) -> ItemRef {
        let module = self.module(root, namespace);
        let ident = self.modules[module].scope.reserve(name, []);
        self.items += 1;
        ItemRef { item: self.items - 1, module, ident }
    }

    /// Returns the module of `namespace`. Creates it and the modules around it if they do not exist.
    fn module(&mut self, root: Root, namespace: &str) -> usize {
        if let Some(&module) = self.by_namespace[root as usize].get(namespace) {
            return module;
        }
        let path = ModulePath(match namespace {
            "" => vec![Ident(root.name().into())],
            _ => self.inner_path(root, namespace),
        });
        let module = ModulePlan {
            root,
            path,
            namespace: namespace.to_owned(),
            children: Vec::new(),
            scope: Scope::module(),
        };
        self.modules.push(module);
        self.by_namespace[root as usize].insert(namespace.to_owned(), self.modules.len() - 1);
        self.modules.len() - 1
    }

    fn inner_path(&mut self, root: Root, namespace: &str) -> Vec<Ident> {
        let (outer, name) = split(namespace);
        let outer = self.module(root, outer);
        let parent = &mut self.modules[outer];
        let ident = parent.scope.reserve_module(&snake(name));
        parent.children.push(ident.clone());
        parent.path.0.iter().cloned().chain([ident]).collect()
    }
}

fn structs(schema: &Schema, wire: &Wire) -> Vec<CombinatorId> {
    let declared = schema.combinators().filter(|&id| !schema[id].is_predefined());
    declared.filter(|&id| has_struct(schema, wire, id)).collect()
}

fn tuples(schema: &Schema, wire: &Wire) -> Vec<CombinatorId> {
    let standard = schema.types().filter_map(|ty| Standard::of(schema, wire, ty));
    let tuple = |standard| match standard {
        Standard::Tuple { constructor } => Some(constructor),
        Standard::Maybe { .. } => None,
    };
    standard.filter_map(tuple).collect()
}

/// Returns whether a combinator has a struct. Constructors of built-in types have none, except the constructor of
/// `True` and the constructors that files declare for `Object`. Constructors of types that become types of the standard
/// library and combinators of an unknown form have none either.
fn has_struct(schema: &Schema, wire: &Wire, id: CombinatorId) -> bool {
    let form = &wire[id];
    match schema.type_of(id).map_or(TypeForm::Declared, |ty| wire[ty].form) {
        _ if form.has_unknown_form || Standard::of_constructor(schema, wire, id).is_some() => false,
        TypeForm::Declared | TypeForm::Scalar { scalar: Scalar::True, .. } => true,
        TypeForm::Object => form.bare_form.is_none(),
        TypeForm::Scalar { .. } | TypeForm::Vector => false,
    }
}

fn is_enum(schema: &Schema, wire: &Wire, ty: TypeId) -> bool {
    is_declared(schema, wire, ty)
        && schema[ty].constructors().len() > 1
        && Standard::of(schema, wire, ty).is_none()
}

/// Returns whether the constructors of a type determine the form of its values.
fn is_declared(schema: &Schema, wire: &Wire, ty: TypeId) -> bool {
    wire[ty].form == TypeForm::Declared && unknown_form(schema, wire, ty).is_none()
}

/// Returns a constructor of an unknown form, such as `mixed ? = Mixed`, if the type has one. Values of such a type
/// cannot be read.
pub(super) fn unknown_form(schema: &Schema, wire: &Wire, ty: TypeId) -> Option<CombinatorId> {
    schema[ty].constructors().iter().copied().find(|&id| wire[id].has_unknown_form)
}

fn only_constructor(schema: &Schema, wire: &Wire, ty: TypeId) -> Option<CombinatorId> {
    match schema[ty].constructors() {
        [only] if is_declared(schema, wire, ty) && Standard::of(schema, wire, ty).is_none() => Some(*only),
        _ => None,
    }
}

/// Returns the only constructor of a type, if the constructor and the type have different names in Rust.
fn alias_of(schema: &Schema, wire: &Wire, ty: TypeId, renames: Renames<'_>) -> Option<CombinatorId> {
    let constructor = only_constructor(schema, wire, ty)?;
    let rust_path = |name: &str| (split(name).0.to_owned(), renames.name(name).into_owned());
    (rust_path(schema[ty].name()) != rust_path(schema[constructor].name())).then_some(constructor)
}

fn root_of(category: Category) -> Root {
    match category {
        Category::Constructor => Root::Types,
        Category::Function => Root::Functions,
    }
}

/// Returns the namespace of a combinator. If the declaration is below the bar of a layer (`===73===`) and its name also
/// occurs outside of that layer, the namespace is inside a namespace for the layer: `layer_73.auth`.
fn namespace(schema: &Schema, id: CombinatorId) -> Cow<'_, str> {
    let outer = split(schema[id].name()).0;
    match (layer_of_several(schema, id), outer) {
        (None, _) => outer.into(),
        (Some(layer), "") => format!("layer_{layer}").into(),
        (Some(layer), _) => format!("layer_{layer}.{outer}").into(),
    }
}

/// Returns the layer of a combinator's `===n===` bar if the name also occurs outside that layer.
pub(super) fn layer_of_several(schema: &Schema, id: CombinatorId) -> Option<u32> {
    let layer = schema[id].layer_bar();
    let same_name = schema.find_combinators(schema[id].name());
    layer.filter(|_| same_name.iter().any(|&other| schema[other].layer_bar() != layer))
}
