//! The model of the Rust code to be generated. It contains all decisions about the code.
//!
//! Every identifier is legal and unique in its scope, every recursive field is boxed, and every item has only derives
//! that compile. `lower` creates a [`Package`]; `emit` turns it into tokens and cannot fail.

use std::fmt;
use std::rc::Rc;

use tl_parser::Diagnostics;

use super::reduction::Reduction;

/// All modules generated from one schema.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    /// The layer of the schema, for the constant `LAYER`.
    pub(crate) layer: Option<i32>,
    /// The result of removing the items that the program does not need, if [`reduce`](super::reduce) was called.
    pub(crate) reduction: Option<Reduction>,
    /// A warning for each derive that some items cannot have.
    pub(crate) warnings: Diagnostics,
    /// Names of the declarations that were left out because nothing uses them and Rust cannot express them.
    pub(crate) left_out: Vec<String>,
    /// The dialect of the schema and the reason for it, such as `formal (no ids are written)`.
    pub(crate) dialect: String,
    /// Whether the Rust type of a TL `bytes` is `bytes::Bytes`, which needs a feature of the runtime.
    pub(crate) shares_bytes: bool,
    /// The path of the runtime crate, such as `::tl_runtime`.
    pub(crate) runtime: Path,
    pub(crate) modules: Vec<Module>,
    /// The ids and TL names of the combinators, ascending by id. `None` if names are looked up in `table` instead.
    pub(crate) registry: Option<Vec<(u32, Rc<str>)>>,
    /// The wire forms of all combinators, if the config key `serde` is set or some values may be kept as bytes or
    /// skipped. JSON of TDLib and tonlib needs no table.
    pub(crate) table: Option<WireTable>,
    /// The derives of views, if views are generated.
    pub(crate) views: Option<Vec<Path>>,
    /// Whether values are JSON of TDLib or tonlib instead of bytes.
    pub(crate) is_json: bool,
    /// Whether code that writes a field passes its name to the `Writer`, so that errors contain a path. Set if a value
    /// can be inconsistent with a number outside of it, as in `a n:# x:n*[ int ] y:n*[ int ] = A`.
    pub(crate) names_fields: bool,
}

/// The table in the format that `tl_runtime::wire` documents, and the text of the names in the table. The *code* of a
/// type or value consists of bytes that describe its form and refer to this table.
#[derive(Clone, Debug)]
pub(crate) struct WireTable {
    pub(crate) bytes: Vec<u8>,
    pub(crate) names: String,
}

impl Package {
    /// Removes the declarations of empty modules (`pub mod a;`) from their parent modules. The modules stay in the
    /// list, because each [`ItemRef`] contains the index of a module.
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

/// A legal Rust identifier, with `r#` if it is a keyword.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ident(pub(crate) Rc<str>);

impl Ident {
    /// Returns the identifier without `r#`.
    pub(crate) fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A path from the config, such as `::serde::Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Path {
    /// Whether the path begins with `::`.
    pub(crate) absolute: bool,
    pub(crate) segments: Vec<Ident>,
}

impl Path {
    /// Returns the path of the derive `Default`.
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

/// A reference to a generated item: the number of the item in the package, the index of its module, and its name in the
/// module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ItemRef {
    pub(crate) item: usize,
    pub(crate) module: usize,
    pub(crate) ident: Ident,
}

/// Names of the modules from the root of the package to a module, such as `types`, `auth`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ModulePath(pub(crate) Vec<Ident>);

impl ModulePath {
    /// Returns the path of the item `to` of this module, as it is written in the module with the index `from`. Each
    /// module imports the modules at the root, so the path begins with one of them or is only the name of the item.
    pub(crate) fn path<'a>(&'a self, from: usize, to: &'a ItemRef) -> impl Iterator<Item = &'a Ident> {
        let outside: &[Ident] = if from == to.module { &[] } else { &self.0 };
        outside.iter().chain([&to.ident])
    }
}

/// A module of the generated code.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    /// One line that describes the module.
    pub(crate) docs: String,
    pub(crate) path: ModulePath,
    /// The modules inside this module.
    pub(crate) children: Vec<Ident>,
    /// Whether the module contains an unused import instead of items. Without the import, rustc would warn about a
    /// program's `pub use types::auth::*`, because the module would be empty.
    pub(crate) has_placeholder: bool,
    /// Names of the standard library, such as `Option`, that this module hides, because its items have the same names.
    pub(crate) hidden: Vec<Ident>,
    /// The items in schema order.
    pub(crate) items: Vec<Item>,
}

impl Module {
    /// Returns the name of the module if it is at the root.
    pub(crate) fn root(&self) -> Option<&Ident> {
        match self.path.0.as_slice() {
            [root] => Some(root),
            _ => None,
        }
    }

    /// Returns whether the module is empty. Modules at the root always exist, so they count as not empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.path.0.len() > 1 && !self.has_placeholder && self.children.is_empty() && self.items.is_empty()
    }
}

/// An item of a module.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A constructor or a function.
    Struct(Struct),
    /// A boxed type with several constructors, or the enum of all constructors or of all functions.
    Enum(Enum),
    /// Another name for the struct of a type's only constructor.
    Alias(Alias),
}

impl Item {
    /// Returns the name of the item in its module.
    pub(crate) fn ident(&self) -> &Ident {
        match self {
            Self::Struct(item) => &item.ident,
            Self::Enum(item) => &item.ident,
            Self::Alias(item) => &item.ident,
        }
    }
}

/// The directions of the values of an item: whether they are written and whether they are read.
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

impl Struct {
    /// Returns whether the struct implements the traits that write and read values.
    pub(crate) fn has_traits(&self) -> bool {
        self.params.is_empty() && self.id.is_some()
    }
}

/// The struct for a constructor, for a function, or for the items of a repetition such as `n*[ x:int y:long ]`.
#[derive(Clone, Debug)]
pub(crate) struct Struct {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) derives: Vec<Path>,
    /// Attributes from the config, without `#[` and `]`.
    pub(crate) attributes: Vec<Rc<str>>,
    pub(crate) directions: Directions,
    pub(crate) generics: Vec<Ident>,
    /// The parameters of the functions that write and read the struct. If there are any, the struct implements none of
    /// the traits that write and read values.
    pub(crate) params: Vec<Param>,
    /// Whether the struct is a unit struct (`struct A;`). A struct whose fields were all removed, because the program
    /// does not need them, is written as `struct A {}`.
    pub(crate) is_unit: bool,
    pub(crate) fields: Vec<Field>,
    /// Flags without a field: `true` flags that share a bit with an optional field, which determines their value.
    pub(crate) derived: Vec<DerivedFlag>,
    /// Whether the struct has a function `new`, whose parameters are the required fields.
    pub(crate) new: bool,
    /// The name in the schema. For an item of a repetition, this is the name of the combinator.
    pub(crate) name: Rc<str>,
    /// The id of the constructor or function, or `None` for an item of a repetition. Such an item implements none of
    /// the traits that write and read values.
    pub(crate) id: Option<u32>,
    /// The annotations of the declaration without `@`, such as `read`.
    pub(crate) annotations: Vec<Rc<str>>,
    /// Minimum number of bytes of the fields. Set only if the struct may be an item of a vector and the number is not
    /// 0.
    pub(crate) least: Option<usize>,
    /// Steps that write and read the struct, in order.
    pub(crate) wire: Vec<Step>,
    /// The result of the combinator, if it is a function.
    pub(crate) output: Option<Box<Output>>,
    /// The code of the struct in the [`WireTable`], if the struct has a JSON form.
    pub(crate) json: Option<Vec<u8>>,
    /// The view of the struct, if views are generated and the struct is read.
    pub(crate) view: Option<StructView>,
}

/// A parameter of the functions that write and read a value.
#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) ident: Ident,
    /// The type parameter `T`, if the parameter is a function that writes or reads values of `T`. `None` if the
    /// parameter is a number.
    pub(crate) of_type: Option<Ident>,
}

/// The view of a struct: a type that borrows from the bytes of a value.
#[derive(Clone, Debug)]
pub(crate) struct StructView {
    pub(crate) fields: Vec<ViewField>,
    /// Steps that read the view, in order.
    pub(crate) wire: Vec<Step>,
}

/// A public field of a view.
#[derive(Clone, Debug)]
pub(crate) struct ViewField {
    pub(crate) ident: Ident,
    pub(crate) ty: ViewType,
}

/// A public field of a struct.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The index of the corresponding field in the combinator of the schema.
    #[cfg_attr(not(feature = "diff"), allow(dead_code, reason = "only comparisons need it"))]
    pub(crate) index: usize,
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) ty: Type,
    /// The value of the field in `new`. `None` if the field is required.
    pub(crate) default: Option<Default>,
    /// The code of the value in the [`WireTable`], if the field may be removed and the value can be skipped.
    pub(crate) code: Option<Vec<u8>>,
}

/// The value that `new` gives to a field that is not required.
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

/// A `true` flag that shares its bit with optional fields. It becomes a method.
#[derive(Clone, Debug)]
pub(crate) struct DerivedFlag {
    /// The index of the corresponding field in the combinator of the schema.
    #[cfg_attr(not(feature = "diff"), allow(dead_code, reason = "only comparisons need it"))]
    pub(crate) index: usize,
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    /// The optional fields on the same bit. There is at least one.
    pub(crate) payloads: Vec<Ident>,
    /// The method that sets the payloads, if all of them are generated.
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
    /// A raw boxed value: `Object` of the runtime.
    Object,
    /// A boxed value whose type is not generated: `Unread` of the runtime.
    Unread,
    /// The text of a JSON value: `RawJson` of the runtime.
    RawJson,
    /// A generated item with its type arguments.
    Item(ItemRef, Vec<Type>),
    /// A type parameter.
    Var(Ident),
    /// `X::Output`: the result of the function `X`, which is a type parameter.
    OutputOf(Ident),
    Vec(Box<Type>),
    Array(Box<Type>, usize),
    Option(Box<Type>),
    Box(Box<Type>),
    /// A value that would contain itself without end, in the wrapper `Endless` of the runtime.
    Endless(Box<Type>),
}

impl Type {
    /// If this is an `Option`, returns the type inside it and `true`. Otherwise, returns the type itself and `false`.
    pub(crate) fn up_to_option(&self) -> (&Self, bool) {
        match self {
            Self::Option(inner) => (inner, true),
            other => (other, false),
        }
    }

    /// Returns the type of the contained value or of the items, if this is a container of the standard library or of
    /// the runtime.
    pub(crate) fn inner(&self) -> Option<&Self> {
        match self {
            Self::Vec(inner)
            | Self::Array(inner, _)
            | Self::Option(inner)
            | Self::Box(inner)
            | Self::Endless(inner) => Some(inner),
            _ => None,
        }
    }

    /// Returns whether this is the type of a TL `bytes`.
    pub(crate) fn is_bytes(&self) -> bool {
        matches!(self, Self::Bytes | Self::SharedBytes)
    }

    /// Returns the form in which a getter returns a field of this type.
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

/// The form in which a getter returns a field.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Access<'t> {
    /// A copy, because the type is `Copy`.
    Value,
    /// A `&str`.
    Str,
    /// A slice of items of this type, or of bytes if the item type is `None`.
    Slice(Option<&'t Type>),
    Reference,
}

/// The type of a field or a value in a view, which borrows from bytes that live for `'a`.
#[derive(Clone, Debug)]
pub(crate) enum ViewType {
    /// A type that is the same in a view: a number, a `bool`, `()` or a type parameter.
    Plain(Type),
    /// `&'a str`
    Str,
    /// `&'a [u8]`
    Slice,
    /// `&'a [u8; n]`
    Array(usize),
    /// A raw value: `ObjectView` of the runtime.
    Object,
    /// The view of a generated item.
    Item(ItemRef, Vec<Self>),
    /// A list whose items are read on demand. If `bare`, the items are bare. Otherwise, the item type determines
    /// whether they are boxed.
    List {
        item: Box<Self>,
        bare: bool,
    },
    /// A value that is read on demand.
    Lazy {
        value: Box<Self>,
        bare: bool,
    },
    Vec(Box<Self>),
    ArrayOf(Box<Self>, usize),
    Option(Box<Self>),
    Box(Box<Self>),
    Endless(Box<Self>),
}

/// The form in which a value of a Rust type is written and read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Codec {
    /// The default form: the traits of the type, such as `Encode` and `Decode`, write and read the value.
    Own,
    /// Bare: the fields without an id.
    Bare,
    /// A Rust `Box`; the inner codec describes its content.
    Boxed(Box<Codec>),
    /// In views: a value that is skipped and read on access.
    Lazy,
    /// The bytes of a value with this code in the [`WireTable`].
    Unread(Vec<u8>),
    /// No bytes.
    Nothing,
    /// A boxed value of a built-in type, such as `Int`: the id of its constructor, and then the value.
    Tagged { id: u32, name: Rc<str>, inner: Box<Codec> },
    /// A vector that is bare, or that has items with another codec than [`Codec::Own`].
    Vector { boxed: bool, item: Box<Codec>, min_size: usize },
    /// `count` items. Their number is not written before them.
    Repeat { count: Count, item: Box<Codec>, min_size: usize },
    /// An array of items, without a count before them.
    Array { item: Box<Codec>, min_size: usize },
    /// A raw value. [`Step::Length`] writes and reads its length in bytes. `length` is the variable for this length
    /// while the struct is read, because the struct has no field for the length.
    Framed { length: Ident },
    /// The result of the function that is this type parameter, such as `X` in `{X:Type} query:!X = X`.
    OutputOf(Ident),
    /// The result of the function in this field of the request, such as `query:!X`.
    OutputOfField(Ident),
    /// A value of a type parameter. The parameter with this name is a function that writes or reads the value.
    Param(Ident),
    /// A value of a generated item with parameters.
    With(Box<With>),
    /// An `Option` that is written as one of two constructors.
    Maybe(Box<Maybe>),
    /// The fields of the constructor of a tuple type, which has no struct. If the value is boxed, `id` is set and
    /// precedes the fields.
    Transparent { id: Option<u32>, name: Rc<str>, inner: Box<Codec> },
    /// A value that would contain itself without end.
    Endless(Box<Codec>),
    /// A JSON value. If the values of a package are JSON, fields have this codec instead of those above.
    Json(MemberForm),
}

impl Codec {
    /// Returns the codec that this codec contains, if there is exactly one. The arguments of [`Codec::With`] don't
    /// count.
    fn inner(&self) -> Option<&Self> {
        match self {
            Self::Boxed(inner)
            | Self::Tagged { inner, .. }
            | Self::Vector { item: inner, .. }
            | Self::Repeat { item: inner, .. }
            | Self::Array { item: inner, .. }
            | Self::Transparent { inner, .. }
            | Self::Endless(inner) => Some(inner),
            Self::Maybe(maybe) => Some(&maybe.inner),
            _ => None,
        }
    }

    /// Returns whether this codec or a codec inside it is a repetition such as `n*[ int ]`. Arguments of
    /// [`Codec::With`] are not examined. The number of items of a repetition is not part of the value.
    fn has_repetition(&self) -> bool {
        matches!(self, Self::Repeat { .. }) || self.inner().is_some_and(Self::has_repetition)
    }

    /// Appends to `out` the numbers that determine the form, such as `n` in `n*[ int ]`.
    pub(super) fn numbers<'c>(&'c self, out: &mut Vec<&'c Number>) {
        match self {
            Self::Repeat { count, .. } => out.extend(&count.number),
            Self::With(with) => with.args.iter().for_each(|arg| match arg {
                Arg::Type(codec) => codec.numbers(out),
                Arg::Number(count) => out.extend(&count.number),
            }),
            _ => {}
        }
        self.inner().into_iter().for_each(|inner| inner.numbers(out));
    }
}

/// A use of a generated item with parameters.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct With {
    pub(crate) item: ItemRef,
    /// Whether the value has no id.
    pub(crate) bare: bool,
    pub(crate) args: Vec<Arg>,
}

/// An argument of a function that writes or reads a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Arg {
    /// The codec of the values of a type parameter.
    Type(Codec),
    Number(Count),
}

/// The two constructors of an optional value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Maybe {
    /// The name of the type in the schema.
    pub(crate) name: Rc<str>,
    /// The id of the constructor without a value.
    pub(crate) none: u32,
    /// The id of the constructor with a value.
    pub(crate) some: u32,
    /// The name of the constructor with a value.
    pub(crate) some_name: Rc<str>,
    pub(crate) inner: Codec,
}

/// The form of a value in a JSON object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MemberForm {
    /// `#`
    Nat,
    /// `int32`
    Int32,
    /// `int53`, a number.
    Int53,
    /// `int64` or `long`, a string.
    Int64,
    Double,
    Bool,
    String,
    /// `bytes`, in base64.
    Bytes,
    /// `int128`, `int256` or `int512`, in base64.
    Wide,
    /// An object that is never null.
    Object,
    /// An object that may be null.
    Nullable,
    List(Box<MemberForm>),
}

impl MemberForm {
    /// Returns whether this is an `int64`, or a list of `int64` at any depth. The Rust type does not show this, because
    /// an `int53` is an `i64` too.
    pub(super) fn has_int64(&self) -> bool {
        match self {
            Self::Int64 => true,
            Self::List(item) => item.has_int64(),
            _ => false,
        }
    }
}

/// A step of writing or reading a struct.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A `#` that is a mask. When the struct is written, the mask is computed from the fields that are present and from
    /// the kept bits.
    Mask(Mask),
    /// A `#` that is the number of items of a field. It is computed when the struct is written.
    Count { local: Ident, field: Ident },
    /// An `int` that is the length of a raw value in bytes. It is computed when the struct is written.
    Length { local: Ident, field: Ident },
    /// A field.
    Field(FieldStep),
    /// A field that is skipped when the struct is read.
    Skip(SkipStep),
    /// Several masks and fields that are written and read at once.
    Run(Run),
}

/// A mask, with the fields that set its bits.
#[derive(Clone, Debug)]
pub(crate) struct Mask {
    /// The variable for the mask.
    pub(crate) local: Ident,
    /// The name in the schema.
    pub(crate) name: Rc<str>,
    pub(crate) bits: Vec<Bit>,
    /// The field for the bits that no other field uses, if they are kept.
    pub(crate) kept: Option<Ident>,
}

/// Masks, and then fields of a fixed width. A run has at least one field, and at least two masks and fields in total.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) masks: Vec<Mask>,
    pub(crate) fields: Vec<FieldStep>,
}

impl Struct {
    /// Returns whether a value can be inconsistent with a number or a function outside of it: the number of items of a
    /// repetition, or a parameter of the functions that write and read the struct.
    pub(super) fn depends_on_numbers(&self) -> bool {
        let repeats = |step: &Step| matches!(step, Step::Field(field) if field.codec.has_repetition());
        !self.params.is_empty() || self.wire.iter().any(repeats)
    }
}

/// The form in which a field is written and read.
#[derive(Clone, Debug)]
pub(crate) struct FieldStep {
    pub(crate) ident: Ident,
    /// The name in the schema.
    pub(crate) name: Rc<str>,
    pub(crate) codec: Codec,
    pub(crate) presence: Option<Presence>,
    /// The variable for the value while the struct is read.
    pub(crate) local: Ident,
    /// Whether the field is a `#` on which later fields or the result depend.
    pub(crate) is_number: bool,
    /// Whether a [`Run`] may contain the field. The module `runs` sets this.
    pub(crate) is_fixed: bool,
}

/// A field that is skipped when the struct is read.
#[derive(Clone, Debug)]
pub(crate) struct SkipStep {
    pub(crate) value: Skipped,
    pub(crate) presence: Option<Presence>,
}

/// A value that is skipped.
#[derive(Clone, Debug)]
pub(crate) enum Skipped {
    /// A value of this number of bytes.
    Bytes(usize),
    Bool,
    /// A `string`, which is checked to be UTF-8.
    Text,
    /// A `bytes`.
    Data,
    /// A value with this code in the [`WireTable`].
    Value(Vec<u8>),
    /// The member of a JSON object with this name.
    Member(Rc<str>),
}

/// The sum `number + plus`: the number of items of a repetition, or an argument of a generic type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Count {
    pub(crate) number: Option<Number>,
    pub(crate) plus: u32,
}

/// A reference to a field of type `#` of the same combinator, or to a number parameter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Number {
    /// The variable for the number while the struct is read, and also while it is written if `field` is `None`.
    pub(crate) local: Ident,
    pub(crate) field: Option<NumberField>,
    /// Whether the number is a count, such as `n` in `n:# x:n*[ int ]`. Code that writes the struct has no variable for
    /// the count, because it uses the length of the field with the repetition.
    pub(crate) is_count: bool,
    /// Whether the number is a parameter of the code that writes and reads the struct.
    pub(crate) is_param: bool,
}

/// A public field of type `u32` or `Option<u32>`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NumberField {
    pub(crate) ident: Ident,
    pub(crate) optional: bool,
}

/// The condition under which a field is present.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Presence {
    pub(crate) number: Number,
    /// The bit that is set if the field is present. If it is `None`, the field is present if the number is not zero.
    pub(crate) bit: Option<u8>,
    /// Whether the field is a `bool` without bytes. Otherwise it is an `Option`.
    pub(crate) flag: bool,
}

/// One bit of a mask, with the fields that use it.
#[derive(Clone, Debug)]
pub(crate) struct Bit {
    pub(crate) bit: u8,
    /// The fields on the bit, at least one. Either all of them are present, or none of them is.
    pub(crate) fields: Vec<BitField>,
}

/// A field that sets a bit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BitField {
    pub(crate) ident: Ident,
    /// The name in the schema.
    pub(crate) name: Rc<str>,
    /// Whether the field is a `bool`. Otherwise it is an `Option`.
    pub(crate) flag: bool,
}

/// The result of a function.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) ty: Type,
    pub(crate) codec: Codec,
    /// Type parameters that are functions, `!X` in the schema.
    pub(crate) calls: Vec<Ident>,
    /// The request that TDLib or tonlib accepts, if values are JSON.
    pub(crate) request: Option<Request>,
    /// Directions of the result: whether code to write and to read it is generated.
    pub(crate) directions: Directions,
    /// The form of the result in code that has the request. `None` if no function of the package has a result whose
    /// form depends on the request.
    pub(crate) call: Option<Call>,
}

impl Output {
    /// Returns whether the result depends on numbers of the request.
    pub(crate) fn is_dependent(&self) -> bool {
        self.call.as_ref().is_some_and(|call| !call.numbers.is_empty())
    }
}

/// The form of a result in code that has the request.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) codec: Codec,
    /// The numbers in the request (fields and masks) that determine the form.
    pub(crate) numbers: Vec<RequestNumber>,
}

/// A number of a request, in the variable `local`.
#[derive(Clone, Debug)]
pub(crate) struct RequestNumber {
    pub(crate) local: Ident,
    pub(crate) value: NumberValue,
}

/// The value of a [`RequestNumber`].
#[derive(Clone, Debug)]
pub(crate) enum NumberValue {
    /// The number or optional number in a field.
    Field(Ident),
    Mask(Mask),
}

/// Properties of a function of TDLib or tonlib.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// The object that a function returns if it fails: the constructor `error`, or any JSON.
    pub(crate) error: Type,
    /// Whether the documentation allows synchronous calls.
    pub(crate) is_synchronous: bool,
}

/// The enum for a boxed type with several constructors, for all constructors, or for all functions.
#[derive(Clone, Debug)]
pub(crate) struct Enum {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) derives: Vec<Path>,
    /// Attributes from the config, without `#[` and `]`.
    pub(crate) attributes: Vec<Rc<str>>,
    pub(crate) directions: Directions,
    pub(crate) generics: Vec<Ident>,
    /// The parameters of the functions that write and read the enum.
    pub(crate) params: Vec<Param>,
    /// The name in errors: the type's name in the schema. The enum of all constructors is called `constructor`, and the
    /// enum of all functions `function`.
    pub(crate) name: Rc<str>,
    /// Minimum number of bytes of a value. Set only if the enum may be an item of a vector and the number exceeds the 4
    /// bytes of an id.
    pub(crate) least: Option<usize>,
    pub(crate) variants: Vec<Variant>,
    /// The index of the variant that a reader returns after an error, if there is no `other`. If possible, it is a
    /// variant whose values do not contain themselves without end.
    pub(crate) fallback: usize,
    /// Conversions between the enum and the structs of its variants. `writes` generates `From` for each struct, and
    /// `reads` generates `TryFrom` in the other direction.
    pub(crate) conversions: Directions,
    pub(crate) getters: Vec<Getter>,
    /// The code of the enum in the [`WireTable`], if the enum has a JSON form.
    pub(crate) json: Option<Vec<u8>>,
    /// The code of the enum in the [`WireTable`], if there is a table and the enum has no parameters.
    pub(crate) code: Option<Vec<u8>>,
    /// The variant for all constructors without a variant of their own.
    pub(crate) other: Option<Other>,
    /// For each variant, the view of its struct, if views are generated and the enum is read.
    pub(crate) view: Option<Vec<ViewType>>,
}

impl Variant {
    /// Returns whether the variant has no content.
    pub(crate) fn is_unit(&self) -> bool {
        self.payload == Payload::Unit
    }
}

impl Enum {
    pub(crate) fn fallback(&self) -> &Variant {
        &self.variants[self.fallback]
    }
}

/// The variant of an [`Enum`] for all constructors without a variant of their own.
#[derive(Clone, Debug)]
pub(crate) struct Other {
    pub(crate) ident: Ident,
    pub(crate) content: OtherContent,
}

/// The content of an [`Other`].
#[derive(Clone, Debug)]
pub(crate) enum OtherContent {
    /// The bytes of a value. Its type has this code in the [`WireTable`].
    Unread(Vec<u8>),
    /// The text of a JSON object.
    Json,
}

/// A variant of an [`Enum`]: a constructor or a function.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) id: u32,
    /// The name of the constructor or function in the schema.
    pub(crate) name: Rc<str>,
    /// Whether reading the id returns this variant. If several variants have the same id, this is true only for the
    /// first.
    pub(crate) reads: bool,
    /// Whether the variant is the `Default` of the enum.
    pub(crate) is_default: bool,
    /// The struct of the constructor or function.
    pub(crate) ty: Type,
    /// Those parameters of the enum that the struct has too.
    pub(crate) params: Vec<Ident>,
    pub(crate) payload: Payload,
}

/// The content of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payload {
    /// No content, since the constructor has no fields.
    Unit,
    /// The struct.
    Inline,
    /// The struct in a box.
    Boxed,
}

/// A method of an enum that returns a field. All constructors have a field with this name.
#[derive(Clone, Debug)]
pub(crate) struct Getter {
    pub(crate) ident: Ident,
    pub(crate) field: Ident,
    /// The type of the field without `Option`.
    pub(crate) ty: Type,
    /// For each variant in order, whether the field is an `Option` in that variant.
    pub(crate) optional: Vec<bool>,
}

impl Getter {
    /// Returns whether the method returns an `Option`, because the field is missing in some values of `item`.
    pub(crate) fn is_optional(&self, item: &Enum) -> bool {
        self.optional.contains(&true) || item.other.is_some()
    }
}

/// A type alias such as `pub type InputContact = InputPhoneContact;`.
#[derive(Clone, Debug)]
pub(crate) struct Alias {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) generics: Vec<Ident>,
    pub(crate) target: Type,
    /// The view of the target, if there is one.
    pub(crate) view: Option<ViewType>,
}
