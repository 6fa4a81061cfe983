//! The Rust that will be written, with every decision taken.
//!
//! Every identifier is legal and unique in its scope, every recursive field is boxed, every derive holds.
//! `lower` makes a [`Package`]; `emit` turns it into tokens and cannot fail.

use std::collections::BTreeSet;
use std::fmt;
use std::rc::Rc;

use tl_parser::Diagnostics;

use super::kept::Kept;

/// All modules made of one schema.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    /// The layer of the schema, for the constant `LAYER`.
    pub(crate) layer: Option<i32>,
    /// How the package was reduced to what sources name, if it was.
    pub(crate) reduction: Option<Reduction>,
    /// A warning for each derive that some items cannot have.
    pub(crate) warnings: Diagnostics,
    /// Declarations that nothing uses and that Rust cannot express, by their names.
    pub(crate) left_out: Vec<String>,
    /// The dialect of the schema and why, such as `formal (no ids are written)`.
    pub(crate) dialect: String,
    /// Whether values have the type `bytes::Bytes`, for which the runtime needs a feature.
    pub(crate) shares_bytes: bool,
    /// The path of the runtime crate, such as `::tl_runtime`.
    pub(crate) runtime: Path,
    pub(crate) modules: Vec<Module>,
    /// Ids and TL names, ascending by id, if they are not looked up in the table.
    pub(crate) registry: Option<Vec<(u32, Rc<str>)>>,
    /// The wire form of all combinators, if values have a JSON form or some are not decoded.
    pub(crate) table: Option<WireTable>,
    /// The derives of views, if there are views.
    pub(crate) views: Option<Vec<Path>>,
}

/// What sources can name, and what is left for those that were read.
#[derive(Clone, Debug, std::default::Default)]
pub(crate) struct Reduction {
    /// All identifiers of the whole schema that sources can name.
    pub(crate) words: BTreeSet<String>,
    pub(crate) kept: Vec<Kept>,
}

/// The table that `tl_runtime::wire` describes, and its names.
#[derive(Clone, Debug)]
pub(crate) struct WireTable {
    pub(crate) bytes: Vec<u8>,
    pub(crate) names: String,
}

impl Package {
    /// Removes the names of modules that contain nothing. The modules themselves stay, since paths have their numbers.
    pub(super) fn remove_empty_modules(&mut self) {
        let full = self.modules.iter().filter(|module| module.has_placeholder || !module.items.is_empty());
        let full: Vec<Vec<Ident>> = full.map(|module| module.path.0.clone()).collect();
        for Module { path, children, .. } in &mut self.modules {
            children.retain(|child| {
                let is_within =
                    |full: &Vec<Ident>| full.strip_prefix(&*path.0).and_then(<[_]>::first) == Some(child);
                full.iter().any(is_within)
            });
        }
    }
}

/// A legal Rust identifier, `r#` included where it is needed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ident(pub(crate) Rc<str>);

impl Ident {
    /// Without `r#`.
    pub(crate) fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A path that the user gave, such as `::serde::Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Path {
    /// Whether it begins with `::`.
    pub(crate) absolute: bool,
    pub(crate) segments: Vec<Ident>,
}

impl Path {
    /// The derive `Default`.
    pub(crate) fn of_default() -> Self {
        Self { absolute: false, segments: vec![Ident("Default".into())] }
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = if self.absolute { "::" } else { "" };
        let segments: Vec<&str> = self.segments.iter().map(|segment| &*segment.0).collect();
        write!(f, "{root}{}", segments.join("::"))
    }
}

/// A generated item: its number, the index of its module and its name there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) item: usize,
    pub(crate) module: usize,
    pub(crate) ident: Ident,
}

/// The way from the root of the package to a module: `types`, `auth`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ModulePath(pub(crate) Vec<Ident>);

impl ModulePath {
    /// How the module with index `from` writes `to`, which stands in the module of this path. Each module imports
    /// the modules at the root.
    pub(crate) fn path<'a>(&'a self, from: usize, to: &'a Place) -> impl Iterator<Item = &'a Ident> {
        let outside: &[Ident] = if from == to.module { &[] } else { &self.0 };
        outside.iter().chain([&to.ident])
    }
}

/// A module and the file that holds it.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    /// One line about it.
    pub(crate) docs: String,
    pub(crate) path: ModulePath,
    /// The modules inside it.
    pub(crate) children: Vec<Ident>,
    /// Whether it has an import in place of items. Without it, `pub use` of all that is in the module is a warning.
    pub(crate) has_placeholder: bool,
    /// Names of the standard library that an item of this module hides.
    pub(crate) hidden: Vec<Ident>,
    /// What it holds, in schema order.
    pub(crate) items: Vec<Item>,
}

impl Module {
    /// Its name, if it is at the root.
    pub(crate) fn root(&self) -> Option<&Ident> {
        match self.path.0.as_slice() {
            [root] => Some(root),
            _ => None,
        }
    }

    /// Whether there is nothing in it, and it has no meaning of its own as those at the root have.
    pub(crate) fn is_empty(&self) -> bool {
        self.path.0.len() > 1 && !self.has_placeholder && self.children.is_empty() && self.items.is_empty()
    }
}

/// An item of a module.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A constructor or a function.
    Struct(Struct),
    /// A boxed type with several constructors.
    Enum(Enum),
    /// A type that is called otherwise than its only constructor.
    Alias(Alias),
}

impl Item {
    /// Its name in its module.
    pub(crate) fn ident(&self) -> &Ident {
        match self {
            Self::Struct(item) => &item.ident,
            Self::Enum(item) => &item.ident,
            Self::Alias(item) => &item.ident,
        }
    }
}

/// Which way values go.
#[derive(Clone, Copy, Debug, std::default::Default, PartialEq, Eq)]
pub(crate) struct Directions {
    pub(crate) writes: bool,
    pub(crate) reads: bool,
}

impl Directions {
    pub(crate) const NONE: Self = Self { writes: false, reads: false };
    pub(crate) const WRITES: Self = Self { writes: true, reads: false };
    pub(crate) const READS: Self = Self { writes: false, reads: true };
    pub(crate) const BOTH: Self = Self { writes: true, reads: true };

    pub(crate) fn and(self, other: Self) -> Self {
        Self { writes: self.writes || other.writes, reads: self.reads || other.reads }
    }
}

/// A constructor or a function as a struct.
#[derive(Clone, Debug)]
pub(crate) struct Struct {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) derives: Vec<Path>,
    /// Attributes of the config, without `#[` and `]`.
    pub(crate) attributes: Vec<Rc<str>>,
    pub(crate) directions: Directions,
    pub(crate) generics: Vec<Ident>,
    /// Whether it has no fields, even if everything is generated.
    pub(crate) is_unit: bool,
    pub(crate) fields: Vec<Field>,
    /// Fields whose value follows from another one: `true` flags on the bit of a payload.
    pub(crate) derived: Vec<DerivedFlag>,
    /// Whether there is `new`, with the fields that are not optional.
    pub(crate) new: bool,
    /// The name in the schema.
    pub(crate) name: Rc<str>,
    pub(crate) id: u32,
    /// The fewest bytes of its fields, if vectors have such items and it is not 0.
    pub(crate) least: Option<usize>,
    /// What is serialised, in order.
    pub(crate) wire: Vec<Step>,
    /// What it returns, if it is a function.
    pub(crate) output: Option<Output>,
    /// Its code in the [`WireTable`], if it has a JSON form.
    pub(crate) json: Option<Vec<u8>>,
    /// What sees it in its bytes, if there are views and it is read.
    pub(crate) view: Option<StructView>,
}

/// The view of a struct.
#[derive(Clone, Debug)]
pub(crate) struct StructView {
    pub(crate) fields: Vec<ViewField>,
    /// What is read, in order.
    pub(crate) wire: Vec<Step>,
}

/// A public field of a view.
#[derive(Clone, Debug)]
pub(crate) struct ViewField {
    pub(crate) ident: Ident,
    pub(crate) ty: ViewType,
}

/// A public field.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The index of the schema's field in its combinator.
    #[cfg_attr(not(feature = "diff"), allow(dead_code, reason = "only comparisons need it"))]
    pub(crate) index: usize,
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) ty: Type,
    /// What it is when nothing is said, if it can be left out.
    pub(crate) default: Option<Default>,
    /// The code of its value in the [`WireTable`], if the field may be left out and the value can be passed over.
    pub(crate) code: Option<Vec<u8>>,
}

/// The value of a field that was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Default {
    /// `None`
    None,
    /// `false`
    False,
    /// `()`
    Unit,
    /// `0`
    Zero,
}

/// A `true` flag that shares its bit with payloads, as a method.
#[derive(Clone, Debug)]
pub(crate) struct DerivedFlag {
    /// The index of the schema's field in its combinator.
    #[cfg_attr(not(feature = "diff"), allow(dead_code, reason = "only comparisons need it"))]
    pub(crate) index: usize,
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    /// The optional fields on the same bit, at least one.
    pub(crate) payloads: Vec<Ident>,
    /// A method that sets them, if all of them are generated.
    pub(crate) setter: Option<Ident>,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    I32,
    I64,
    U32,
    F32,
    F64,
    Bool,
    Unit,
    String,
    /// `Vec<u8>`
    Bytes,
    /// `bytes::Bytes`
    SharedBytes,
    /// `[u8; n]`
    ByteArray(usize),
    /// A raw boxed value of the runtime.
    Object,
    /// A boxed value of the runtime whose type is not generated.
    Unread,
    /// A generated item.
    Item(Place, Vec<Type>),
    /// A type parameter.
    Var(Ident),
    /// What a call of a function that is a type parameter returns.
    OutputOf(Ident),
    Vec(Box<Type>),
    Option(Box<Type>),
    Box(Box<Type>),
    /// Of the runtime: a value that would hold itself without end.
    Endless(Box<Type>),
}

impl Type {
    /// What is in an `Option`, and whether it is one.
    pub(crate) fn up_to_option(&self) -> (&Self, bool) {
        match self {
            Self::Option(inner) => (inner, true),
            other => (other, false),
        }
    }

    /// Whether it is the type of a `bytes`.
    pub(crate) fn is_bytes(&self) -> bool {
        matches!(self, Self::Bytes | Self::SharedBytes)
    }

    /// How a method returns a field of this type.
    pub(crate) fn access(&self) -> Access<'_> {
        match self {
            Self::I32 | Self::I64 | Self::U32 | Self::F32 | Self::F64 | Self::Bool | Self::Unit => {
                Access::Value
            }
            Self::ByteArray(_) => Access::Value,
            Self::String => Access::Str,
            Self::Bytes | Self::SharedBytes => Access::Slice(None),
            Self::Vec(item) => Access::Slice(Some(item)),
            _ => Access::Reference,
        }
    }
}

/// How a method returns a field.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Access<'t> {
    /// As it is: its type is `Copy`.
    Value,
    /// As `&str`.
    Str,
    /// As a slice of items, or of bytes.
    Slice(Option<&'t Type>),
    Reference,
}

/// The type of what is seen in its bytes, which live for `'a`.
#[derive(Clone, Debug)]
pub(crate) enum ViewType {
    /// What takes no memory of its own: a number, a `bool`, `()`, a type parameter.
    Plain(Type),
    /// `&'a str`
    Str,
    /// `&'a [u8]`
    Slice,
    /// `&'a [u8; n]`
    Array(usize),
    /// A raw value, of the runtime.
    Object,
    /// The view of a generated item.
    Item(Place, Vec<Self>),
    /// Items that are read when they are asked for: bare ones, or as their type says.
    List {
        item: Box<Self>,
        bare: bool,
    },
    /// A value that is read when it is asked for.
    Lazy {
        value: Box<Self>,
        bare: bool,
    },
    Vec(Box<Self>),
    Option(Box<Self>),
}

/// How a value of a Rust type is written and read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Codec {
    /// As the type itself says: boxed for generated types, bare for primitives.
    Own,
    /// The fields alone.
    Bare,
    /// What is in the box.
    Boxed(Box<Codec>),
    /// In views: what is passed over.
    Lazy,
    /// The bytes of a value with this code in the [`WireTable`].
    Unread(Vec<u8>),
    /// No bytes.
    Nothing,
    /// The id of a primitive's constructor, then the primitive.
    Tagged { id: u32, name: Rc<str>, inner: Box<Codec> },
    /// A vector that [`Codec::Own`] does not describe.
    Vector { boxed: bool, item: Box<Codec>, min_size: usize },
    /// As many items as `count` says, without a count of their own.
    Repeat { count: Count, item: Box<Codec>, min_size: usize },
    /// A raw value that takes as many bytes as the hidden number says.
    Framed { length: Ident },
    /// The result of the function that is a type parameter.
    OutputOf(Ident),
}

/// A part of what is serialised.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A `#` that is computed when written: which fields are there, and the bits that are kept.
    Mask(Mask),
    /// A `#` that is computed when written: how many items a field has.
    Count { local: Ident, field: Ident },
    /// An `int` that is computed when written: how many bytes a raw value takes.
    Length { local: Ident, field: Ident },
    /// A field.
    Field(FieldStep),
    /// A field that is read and not kept.
    Skip(SkipStep),
    /// Several of these that are written and read at once.
    Run(Run),
}

/// A computed mask.
#[derive(Clone, Debug)]
pub(crate) struct Mask {
    /// The variable that holds it.
    pub(crate) local: Ident,
    pub(crate) bits: Vec<Bit>,
    pub(crate) kept: Option<KeptBits>,
}

/// Masks and then fields of a fixed width. There is at least one field, and there are at least two parts.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) masks: Vec<Mask>,
    pub(crate) fields: Vec<FieldStep>,
}

/// The bits of a mask that no field uses.
#[derive(Clone, Debug)]
pub(crate) struct KeptBits {
    /// The field that holds them.
    pub(crate) ident: Ident,
    /// The name in the schema.
    pub(crate) name: Rc<str>,
}

/// A field as it is serialised.
#[derive(Clone, Debug)]
pub(crate) struct FieldStep {
    pub(crate) ident: Ident,
    /// The name in the schema.
    pub(crate) name: Rc<str>,
    pub(crate) codec: Codec,
    pub(crate) presence: Option<Presence>,
    /// The variable that holds it while the struct is read.
    pub(crate) local: Ident,
    /// Whether later fields depend on it.
    pub(crate) is_number: bool,
    /// Whether it is always there and all its values take the same number of bytes.
    pub(crate) is_fixed: bool,
}

/// A field that is read and not kept.
#[derive(Clone, Debug)]
pub(crate) struct SkipStep {
    pub(crate) value: Skipped,
    pub(crate) presence: Option<Presence>,
}

/// What is read and not kept.
#[derive(Clone, Debug)]
pub(crate) enum Skipped {
    /// So many bytes.
    Bytes(usize),
    Bool,
    /// A `string`, which is UTF-8.
    Text,
    /// `bytes`
    Data,
    /// A value with this code in the [`WireTable`].
    Value(Vec<u8>),
}

/// How often a repetition repeats: `number + plus`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Count {
    pub(crate) number: Option<Number>,
    pub(crate) plus: u32,
}

/// A `#` of the same combinator.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Number {
    /// The variable that holds it when read, and when written if there is no field.
    pub(crate) local: Ident,
    pub(crate) field: Option<NumberField>,
}

/// A public field of type `u32`, or `Option<u32>`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NumberField {
    pub(crate) ident: Ident,
    pub(crate) optional: bool,
}

/// When a field is there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Presence {
    pub(crate) number: Number,
    /// Without a bit: when the number is not zero.
    pub(crate) bit: Option<u8>,
    /// Whether the field is a `bool` without bytes; otherwise it is an `Option`.
    pub(crate) flag: bool,
}

/// One bit of a mask, which fields use.
#[derive(Clone, Debug)]
pub(crate) struct Bit {
    pub(crate) bit: u8,
    /// The fields on it, at least one: all are there, or none.
    pub(crate) fields: Vec<BitField>,
}

/// A field that sets a bit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BitField {
    pub(crate) ident: Ident,
    /// The name in the schema.
    pub(crate) name: Rc<str>,
    /// Whether it is a `bool`; otherwise it is an `Option`.
    pub(crate) flag: bool,
}

/// What a function returns.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) ty: Type,
    pub(crate) codec: Codec,
    /// Type parameters that are functions, `!X`.
    pub(crate) calls: Vec<Ident>,
    /// Which way results go.
    pub(crate) directions: Directions,
}

/// A boxed type with several constructors; or all constructors, or all functions.
#[derive(Clone, Debug)]
pub(crate) struct Enum {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) derives: Vec<Path>,
    /// Attributes of the config, without `#[` and `]`.
    pub(crate) attributes: Vec<Rc<str>>,
    pub(crate) directions: Directions,
    pub(crate) generics: Vec<Ident>,
    /// What errors call it: the name in the schema.
    pub(crate) name: Rc<str>,
    /// The fewest bytes of a value, if vectors have such items and it is more than the id.
    pub(crate) least: Option<usize>,
    pub(crate) variants: Vec<Variant>,
    /// The index of the variant that stands in where reading fails: the one that holds least.
    pub(crate) fallback: usize,
    /// `From` the structs of its variants (writes), `TryFrom` the other way (reads).
    pub(crate) conversions: Directions,
    pub(crate) getters: Vec<Getter>,
    /// Its code in the [`WireTable`], if it has a JSON form.
    pub(crate) json: Option<Vec<u8>>,
    /// Its code in the [`WireTable`], if there is one and it has no type parameters.
    pub(crate) code: Option<Vec<u8>>,
    /// The variant for constructors without a variant of their own, and the code of the type in the [`WireTable`].
    pub(crate) other: Option<Other>,
    /// The views of the structs of its variants, if there are views and it is read.
    pub(crate) view: Option<Vec<ViewType>>,
}

impl Enum {
    pub(crate) fn fallback(&self) -> &Variant {
        &self.variants[self.fallback]
    }
}

/// The variant of an [`Enum`] that carries constructors that have none.
#[derive(Clone, Debug)]
pub(crate) struct Other {
    pub(crate) ident: Ident,
    pub(crate) code: Vec<u8>,
}

/// A constructor of an [`Enum`].
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) id: u32,
    /// The name of the constructor or function in the schema.
    pub(crate) name: Rc<str>,
    /// Whether this id is read as this variant: the first that has it.
    pub(crate) reads: bool,
    /// Whether it is the `Default` of the enum.
    pub(crate) is_default: bool,
    /// The constructor's struct.
    pub(crate) ty: Type,
    pub(crate) payload: Payload,
}

/// What a variant carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payload {
    /// Nothing: the constructor has no fields.
    Unit,
    /// The struct.
    Inline,
    /// The struct in a box.
    Boxed,
}

/// A method for a field that all constructors share.
#[derive(Clone, Debug)]
pub(crate) struct Getter {
    pub(crate) ident: Ident,
    pub(crate) field: Ident,
    /// The type without `Option`.
    pub(crate) ty: Type,
    /// For each variant in order, whether the field is an `Option` there.
    pub(crate) optional: Vec<bool>,
}

impl Getter {
    /// Whether it returns an `Option`: not every value of `item` has the field.
    pub(crate) fn is_optional(&self, item: &Enum) -> bool {
        self.optional.contains(&true) || item.other.is_some()
    }
}

/// `pub type InputContact = InputPhoneContact;`
#[derive(Clone, Debug)]
pub(crate) struct Alias {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) generics: Vec<Ident>,
    pub(crate) target: Type,
    /// The view of the target, if there is one.
    pub(crate) view: Option<ViewType>,
}
