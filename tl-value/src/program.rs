//! A schema prepared for reading and writing values: what each field is, and combinators by id and by name.

use std::collections::HashMap;

use tl_parser::ast::Kind;
use tl_parser::schema::{Condition, NatExpr, Var};
use tl_parser::similar::similar;

use crate::error::SchemaProblem;

/// The id of `vector`, whatever a schema says.
pub(crate) const VECTOR_ID: u32 = 0x1cb5_c415;

/// The key of the value of a boxed built-in.
pub(crate) const VALUE: &str = "value";

/// All combinators and types of one or more schemas, one schema after another.
#[derive(Debug, Default)]
pub(crate) struct Program {
    pub(crate) combinators: Vec<Combinator>,
    pub(crate) types: Vec<Type>,
    /// In the order of the schemas; within one schema, constructors before functions, then in declaration order.
    pub(crate) by_id: HashMap<u32, Vec<usize>>,
    /// In the order of the schemas, then in declaration order.
    pub(crate) by_name: HashMap<Box<str>, Vec<usize>>,
    /// The first schema that has the name.
    pub(crate) type_names: HashMap<Box<str>, usize>,
    /// The index of the first [`Envelope`](crate::Envelope) among the combinators.
    pub(crate) envelopes: usize,
}

/// A boxed type.
#[derive(Debug)]
pub(crate) struct Type {
    pub(crate) name: Box<str>,
    pub(crate) params: Vec<Kind>,
    pub(crate) constructors: Vec<usize>,
    pub(crate) form: Form,
}

/// What the language says of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Nothing: a value is one of its constructors.
    Declared,
    /// A value without parts; behind the id of its constructor where it is boxed.
    Scalar {
        scalar: Scalar,
        id: u32,
    },
    Vector,
    Object,
}

/// A constructor or a function.
#[derive(Debug)]
pub(crate) struct Combinator {
    pub(crate) name: Box<str>,
    /// The value of `_` in JSON: the name, followed by the id if the name alone means another combinator.
    pub(crate) label: Box<str>,
    /// The number of its schema.
    pub(crate) schema: usize,
    pub(crate) id: u32,
    pub(crate) is_function: bool,
    /// The type that a constructor makes.
    pub(crate) ty: Option<usize>,
    /// Which parameter of its type each of its implicit arguments is.
    pub(crate) binds: Vec<Option<usize>>,
    /// Whether its values depend on one of them.
    pub(crate) needs_arguments: bool,
    /// What a variable is called, for messages.
    pub(crate) variables: Vec<Box<str>>,
    pub(crate) fields: List,
    /// The form of its type, if it is the bare form that the language gives that type, as `int` is of `Int`.
    pub(crate) bare_form: Option<Form>,
    /// Whether nothing tells how its values are read.
    pub(crate) has_unknown_form: bool,
}

impl Combinator {
    /// Whether its id alone determines how a value is read.
    pub(crate) fn is_closed(&self) -> bool {
        let is_known = self.bare_form.is_none_or(|form| matches!(form, Form::Scalar { .. }));
        is_known && !self.needs_arguments
    }

    /// How many levels a value of it is: one, or none without fields, where an enum of generated code enters nothing.
    pub(crate) fn levels(&self) -> u32 {
        u32::from(!self.fields.fields.is_empty())
    }

    /// The form of its value, if it is a built-in that has one: `int`, but not `true`.
    pub(crate) fn scalar(&self) -> Option<Scalar> {
        match self.bare_form {
            Some(Form::Scalar { scalar, .. }) if scalar != Scalar::True => Some(scalar),
            _ => None,
        }
    }

    /// Fails if its values can be neither read nor written.
    pub(crate) fn check_form(&self) -> Result<(), SchemaProblem> {
        if self.has_unknown_form { Err(SchemaProblem::UnknownForm(self.name.clone())) } else { Ok(()) }
    }

    /// What `boolTrue` and `boolFalse` are in JSON.
    pub(crate) fn bool_value(&self, program: &Program) -> Option<bool> {
        let form = self.ty.map(|ty| program.types[ty].form);
        let is_bool = matches!(form, Some(Form::Scalar { scalar: Scalar::Bool, .. }));
        is_bool.then_some(&*self.name == "boolTrue")
    }
}

/// The fields of a combinator, or those in `n*[ … ]`.
#[derive(Debug, Default)]
pub(crate) struct List {
    pub(crate) fields: Vec<Field>,
    /// Whether one of them is a `#`.
    pub(crate) has_numbers: bool,
}

impl List {
    /// The bits that fields have on the hidden mask called `mask`.
    pub(crate) fn bits_of(&self, mask: &str) -> u32 {
        let conditions = self.fields.iter().filter_map(|field| field.condition);
        let on_mask = conditions.filter(|condition| self.mask_name(*condition) == Some(mask));
        on_mask.filter_map(|condition| condition.bit).fold(0, |bits, bit| bits | 1 << (bit & 31))
    }

    /// The field of this list that a condition tests.
    fn mask_name(&self, condition: Condition) -> Option<&str> {
        match condition.mask {
            Var::Field { up: 0, index } => self.fields.get(index).map(|field| &*field.key),
            _ => None,
        }
    }

    /// A condition as it is written: `flags.3`, or the bit alone where the mask is elsewhere.
    pub(crate) fn condition(&self, condition: Condition) -> String {
        match (self.mask_name(condition), condition.bit) {
            (Some(mask), Some(bit)) => format!("{mask}.{bit}"),
            (Some(mask), None) => mask.to_owned(),
            (None, Some(bit)) => format!("bit {bit}"),
            (None, None) => "its number".to_owned(),
        }
    }

    /// A condition in words: `bit 3 of flags`.
    pub(crate) fn condition_in_words(&self, condition: Condition) -> String {
        match (self.mask_name(condition), condition.bit) {
            (Some(mask), Some(bit)) => format!("bit {bit} of {mask}"),
            _ => self.condition(condition),
        }
    }
}

/// What stands in a list.
#[derive(Debug)]
pub(crate) struct Field {
    /// Its name in JSON.
    pub(crate) key: Box<str>,
    pub(crate) is_anonymous: bool,
    pub(crate) condition: Option<Condition>,
    pub(crate) kind: FieldKind,
}

impl Field {
    /// Whether JSON has it.
    pub(crate) fn is_hidden(&self) -> bool {
        matches!(self.kind, FieldKind::Mask | FieldKind::Count(_) | FieldKind::Length | FieldKind::Zero)
    }

    /// Whether JSON must have it, unless a condition decides.
    pub(crate) fn is_required(&self) -> bool {
        !self.is_hidden() && !matches!(self.kind, FieldKind::Rest)
    }

    /// Whether it has no bytes: its bit is the value.
    pub(crate) fn is_flag(&self) -> bool {
        self.condition.is_some() && matches!(self.kind, FieldKind::Value(Ty::Scalar(Scalar::True)))
    }
}

/// The kinds of [`Field`].
#[derive(Debug)]
pub(crate) enum FieldKind {
    /// A hidden `#`: its bits say which fields are there.
    Mask,
    /// A hidden `#`: how many items the field with this index has.
    Count(usize),
    /// A hidden `int`: how many bytes the next field takes.
    Length,
    /// A hidden `long` that is 0.
    Zero,
    /// All bytes that are left.
    Rest,
    /// Any other `#`.
    Number,
    Value(Ty),
    /// `!X`
    Call,
    /// `count*[ … ]`
    Repeat(Repeat),
    /// `X:Type`
    Type,
}

/// `count*[ … ]`
#[derive(Debug)]
pub(crate) struct Repeat {
    pub(crate) count: NatExpr,
    pub(crate) list: List,
}

impl Repeat {
    /// The element itself, where it is one anonymous field.
    pub(crate) fn element(&self) -> Option<&FieldKind> {
        match self.list.fields.as_slice() {
            [Field { is_anonymous: true, condition: None, kind, .. }] => Some(kind),
            _ => None,
        }
    }
}

/// A type as it is used.
#[derive(Clone, Debug)]
pub(crate) enum Ty {
    Scalar(Scalar),
    /// An id, then the value.
    BoxedScalar {
        ty: usize,
        id: u32,
        scalar: Scalar,
    },
    Vector {
        boxed: bool,
        item: Box<Self>,
    },
    Object,
    Boxed {
        ty: usize,
        args: Vec<Arg>,
    },
    Bare {
        combinator: usize,
        args: Vec<Arg>,
    },
    /// The implicit argument with this index.
    Var(usize),
    /// A field that is a type.
    Unsupported,
}

impl Ty {
    /// A type of the language, applied to `args`; none where the type with the index `ty` has a declared form.
    pub(crate) fn built_in(form: Form, ty: usize, boxed: bool, args: &[Arg]) -> Option<Self> {
        Some(match (form, args) {
            (Form::Declared, _) => return None,
            (Form::Vector, [Arg::Type(item)]) => Self::Vector { boxed, item: Box::new(item.clone()) },
            (Form::Vector, _) => Self::Unsupported,
            (Form::Object, _) => Self::Object,
            (Form::Scalar { scalar, id }, _) if boxed && scalar != Scalar::Bool => {
                Self::BoxedScalar { ty, id, scalar }
            }
            (Form::Scalar { scalar, .. }, _) => Self::Scalar(scalar),
        })
    }

    /// The fewest bytes that a value takes, as far as the type alone says.
    pub(crate) fn min_size(&self) -> usize {
        match self {
            Self::Scalar(scalar) => scalar.min_size(),
            Self::BoxedScalar { scalar, .. } => 4 + scalar.min_size(),
            Self::Vector { boxed: true, .. } => 8,
            Self::Vector { .. } | Self::Object | Self::Boxed { .. } => 4,
            Self::Bare { .. } | Self::Var(_) | Self::Unsupported => 0,
        }
    }
}

/// What a type is applied to.
#[derive(Clone, Debug)]
pub(crate) enum Arg {
    Type(Ty),
    Nat(NatExpr),
}

/// A value without parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    Nat,
    Int,
    Long,
    Double,
    Float,
    String,
    Bytes,
    /// `int128` and its like: so many bytes.
    Fixed(usize),
    /// Has an id, but no other form.
    Bool,
    True,
}

impl Scalar {
    pub(crate) fn min_size(self) -> usize {
        match self {
            Self::Nat | Self::Int | Self::Float | Self::String | Self::Bytes | Self::Bool => 4,
            Self::Long | Self::Double => 8,
            Self::Fixed(len) => len,
            Self::True => 0,
        }
    }

    /// Its name in TL.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nat => "#",
            Self::Int => "int",
            Self::Long => "long",
            Self::Double => "double",
            Self::Float => "float",
            Self::String => "string",
            Self::Bytes => "bytes",
            Self::Fixed(16) => "int128",
            Self::Fixed(32) => "int256",
            Self::Fixed(_) => "int512",
            Self::Bool => "Bool",
            Self::True => "true",
        }
    }
}

impl Program {
    /// The first combinator with this id whose id alone determines how it is read.
    pub(crate) fn closed(&self, id: u32) -> Option<usize> {
        self.with_id(id).iter().copied().find(|&index| self.combinators[index].is_closed())
    }

    /// The first function with this id.
    pub(crate) fn function(&self, id: u32) -> Option<usize> {
        self.with_id(id).iter().copied().find(|&index| self.combinators[index].is_function)
    }

    /// The constructor of the type `ty` with this id.
    pub(crate) fn constructor(&self, ty: usize, id: u32) -> Option<usize> {
        self.with_id(id).iter().copied().find(|&index| self.combinators[index].ty == Some(ty))
    }

    /// The name of the first combinator with this id.
    pub(crate) fn label(&self, id: u32) -> Option<Box<str>> {
        self.with_id(id).first().map(|&index| self.combinators[index].label.clone())
    }

    /// The name of a type or constructor that is most similar to `name`.
    pub(crate) fn similar_type(&self, name: &str) -> Option<Box<str>> {
        let types = self.types.iter().map(|ty| &*ty.name);
        let constructors = self.combinators.iter().filter(|combinator| combinator.ty.is_some());
        suggestion(name, types.chain(constructors.map(|constructor| &*constructor.name)))
    }

    fn with_id(&self, id: u32) -> &[usize] {
        self.by_id.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The combinators called `name`, or those of `name#id` and `#id`.
    pub(crate) fn named(&self, name: &str) -> Vec<usize> {
        let (name, id) = name.split_once('#').map_or((name, None), |(name, id)| (name, Some(id)));
        let all = self.by_name.get(name).map(Vec::as_slice).unwrap_or_default();
        let Some(id) = id else { return all.to_vec() };
        let Some(id) = parse_id(id) else { return Vec::new() };
        let is_named = |&index: &usize| name.is_empty() || *self.combinators[index].name == *name;
        self.with_id(id).iter().copied().filter(is_named).collect()
    }
}

/// The name that is most similar to `name`; none for a single character, to which every other is similar.
pub(crate) fn suggestion<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<Box<str>> {
    similar(name, names.filter(|_| name.len() > 1)).map(Into::into)
}

/// The id in up to 8 hexadecimal digits.
pub(crate) fn parse_id(digits: &str) -> Option<u32> {
    let is_id = digits.len() <= 8 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_id)
}
