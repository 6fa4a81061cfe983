//! What a set of files means: every name resolved, every mask found, every id known.
//!
//! [`resolve()`] is the only way to make a [`Schema`]; back ends read it and never look at text.

mod dialect;
mod document;
mod keys;
mod numbers;
mod resolve;
mod subset;
mod uses;
mod without;

use std::collections::HashMap;
use std::ops::Index;

pub use self::dialect::{ChosenDialect, Dialect, DialectReason};
pub use self::keys::{json_keys, json_name};
pub use self::numbers::FieldRole;
use self::numbers::is_flags;
pub(crate) use self::resolve::Commented;
pub use self::resolve::{Options, Resolved, check_ids, resolve};
pub use self::uses::{TypeUses, Uses};
pub use self::without::Dependent;
use crate::Span;
pub use crate::ast::Kind;
use crate::docs::{Availability, CallError};
use crate::similar::{all_similar, similar};

/// A schema without mistakes. Types and combinators stand in schema order: files by name, each from top to bottom.
#[derive(Clone, Debug)]
pub struct Schema {
    types: Vec<Type>,
    combinators: Vec<Combinator>,
    layer: Option<u32>,
    dialect: ChosenDialect,
    type_names: HashMap<String, TypeId>,
    combinator_names: HashMap<String, Vec<CombinatorId>>,
}

/// A [`Type`] of one [`Schema`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(u32);

/// A [`Combinator`] of one [`Schema`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CombinatorId(u32);

/// A boxed type and the constructors that make it.
#[derive(Clone, Debug)]
pub struct Type {
    name: String,
    params: Vec<Kind>,
    constructors: Vec<CombinatorId>,
    primitive: Option<Primitive>,
    docs: Option<String>,
}

/// A type whose binary form the language fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Primitive {
    /// 4 bytes, signed.
    Int,
    /// 8 bytes, signed; `int53` too, which is narrower only in JSON.
    Long,
    /// 8 bytes, IEEE 754.
    Double,
    /// 4 bytes, IEEE 754.
    Float,
    /// Length, text, padding.
    String,
    /// Length, bytes, padding.
    Bytes,
    /// 16 bytes.
    Int128,
    /// 32 bytes.
    Int256,
    /// 64 bytes.
    Int512,
    /// `boolTrue` or `boolFalse`.
    Bool,
    /// Nothing when bare.
    True,
    /// A count, then as many values.
    Vector,
    /// Any boxed value; its id says which.
    Object,
}

/// A constructor or a function.
#[derive(Clone, Debug)]
pub struct Combinator {
    name: String,
    category: Category,
    declared_id: Option<u32>,
    ids: Ids,
    id: u32,
    implicit: Vec<Variable>,
    fields: Vec<Field>,
    result: TypeRef,
    layer_bar: Option<u32>,
    annotations: Vec<String>,
    docs: Option<String>,
    availability: Option<Availability>,
    errors: Vec<CallError>,
    declaration: String,
    predefined: bool,
    built_in: BuiltIn,
    span: Span,
}

/// How a combinator relates to the built-in types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BuiltIn {
    /// Not at all.
    No,
    /// It is the bare form of a built-in type, as `int` is of `Int`.
    Form,
    /// The type is declared as built in, and the language has no such type.
    Unknown,
}

/// Whether a combinator makes a value of a type or is a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// `user … = User` in the types.
    Constructor,
    /// `users.getUsers … = Vector<User>` in the functions.
    Function,
}

/// The two CRC-32s of a combinator, one for each canonical text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ids {
    /// Of the formal text.
    pub formal: u32,
    /// Of Telegram's text.
    pub telegram: u32,
}

/// An implicit argument, `{X:Type}` or `{n:#}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    name: String,
    kind: Kind,
}

/// What a combinator serialises, one part of it.
#[derive(Clone, Debug)]
pub struct Field {
    name: Option<String>,
    condition: Option<Condition>,
    ty: FieldType,
    docs: Option<String>,
    span: Span,
}

/// When a field is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The number that is tested.
    pub mask: Var,
    /// Its bit, 0 to 31; without one, the number is tested for not being zero.
    pub bit: Option<u8>,
}

/// What a field holds.
#[derive(Clone, Debug)]
pub enum FieldType {
    /// `#`: a natural number that later fields may use.
    Nat,
    /// `X:Type`: a serialised type. No back end supports it.
    Type,
    /// One value.
    Value(TypeRef),
    /// `!X`: a call of a function that returns the type variable.
    Call(Var),
    /// `count*[ fields ]`
    Repeat(Repeat),
}

/// `count*[ fields ]`
#[derive(Clone, Debug)]
pub struct Repeat {
    /// How often.
    pub count: NatExpr,
    /// What, at least one field; one that is anonymous stands for the element itself.
    pub fields: Vec<Field>,
}

/// A type as it is used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// The id of one of its constructors, then that constructor's fields.
    Boxed {
        /// The type.
        ty: TypeId,
        /// What its parameters stand for.
        args: Vec<Arg>,
    },
    /// The fields of the constructor alone.
    Bare {
        /// The only constructor of its type.
        constructor: CombinatorId,
        /// What its implicit arguments stand for, in the order of the type's parameters.
        args: Vec<Arg>,
    },
    /// `#` as an argument or as the result of a function.
    Nat,
    /// A type variable.
    Var(Var),
}

/// What a type is applied to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arg {
    /// A type.
    Type(TypeRef),
    /// A number.
    Nat(NatExpr),
}

/// A constant, a variable, or the sum of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NatExpr {
    /// The variable, if any.
    pub var: Option<Var>,
    /// What is added to it.
    pub plus: u32,
}

/// A variable as it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Var {
    /// The implicit argument with this index.
    Implicit(usize),
    /// A field before this one.
    Field {
        /// How many repetitions to leave to reach the list that holds the field: 0 is the list of the user itself.
        up: usize,
        /// Its index in that list.
        index: usize,
    },
}

impl Schema {
    /// Of parts that fit together.
    fn new(
        types: Vec<Type>,
        combinators: Vec<Combinator>,
        layer: Option<u32>,
        dialect: ChosenDialect,
    ) -> Self {
        let type_names =
            types.iter().enumerate().map(|(at, ty)| (ty.name.clone(), TypeId(at as u32))).collect();
        let mut combinator_names: HashMap<String, Vec<CombinatorId>> =
            HashMap::with_capacity(combinators.len());
        for (at, combinator) in combinators.iter().enumerate() {
            combinator_names.entry(combinator.name.clone()).or_default().push(CombinatorId(at as u32));
        }
        Self { types, combinators, layer, dialect, type_names, combinator_names }
    }

    /// All types; those that the language brings along come first.
    pub fn types(&self) -> impl ExactSizeIterator<Item = TypeId> + use<> {
        (0..self.types.len() as u32).map(TypeId)
    }

    /// All combinators; those that the language brings along come first.
    pub fn combinators(&self) -> impl ExactSizeIterator<Item = CombinatorId> + use<> {
        (0..self.combinators.len() as u32).map(CombinatorId)
    }

    /// The combinators that the files declare, those of one category.
    pub fn declared(&self, category: Category) -> impl Iterator<Item = CombinatorId> + '_ {
        self.combinators().filter(move |&id| self[id].category == category && !self[id].predefined)
    }

    /// The type called `name`, such as `auth.SentCode`.
    #[must_use]
    pub fn find_type(&self, name: &str) -> Option<TypeId> {
        self.type_names.get(name).copied()
    }

    /// The combinators called `name`: several where a file has layer bars.
    #[must_use]
    pub fn find_combinators(&self, name: &str) -> &[CombinatorId] {
        self.combinator_names.get(name).map_or(&[], Vec::as_slice)
    }

    /// The name of a type, constructor or function that is most like `name`, if any is like it.
    #[must_use]
    pub fn similar(&self, name: &str) -> Option<&str> {
        let combinators = self.combinators.iter().map(Combinator::name);
        similar(name, self.types.iter().map(Type::name).chain(combinators))
    }

    /// The names of types, constructors and functions that are like `name`, the likest first.
    #[must_use]
    pub fn all_similar(&self, name: &str) -> Vec<&str> {
        let combinators = self.combinators.iter().map(Combinator::name);
        all_similar(name, self.types.iter().map(Type::name).chain(combinators))
    }

    /// What `// LAYER n` says.
    #[must_use]
    pub fn layer(&self) -> Option<u32> {
        self.layer
    }

    /// Which canonical text gives ids that are not declared.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect.dialect
    }

    /// The dialect, and why it is this one.
    #[must_use]
    pub fn chosen_dialect(&self) -> &ChosenDialect {
        &self.dialect
    }

    /// The type that a constructor makes.
    #[must_use]
    pub fn type_of(&self, constructor: CombinatorId) -> Option<TypeId> {
        match (&self[constructor].category, &self[constructor].result) {
            (Category::Constructor, TypeRef::Boxed { ty, .. }) => Some(*ty),
            _ => None,
        }
    }
}

impl TypeId {
    /// Its place among [`Schema::types`], counted from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl CombinatorId {
    /// Its place among [`Schema::combinators`], counted from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Index<TypeId> for Schema {
    type Output = Type;

    fn index(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }
}

impl Index<CombinatorId> for Schema {
    type Output = Combinator;

    fn index(&self, id: CombinatorId) -> &Combinator {
        &self.combinators[id.0 as usize]
    }
}

impl Type {
    /// The full name, such as `auth.SentCode`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it takes: `[Kind::Type]` for `Vector t`.
    #[must_use]
    pub fn params(&self) -> &[Kind] {
        &self.params
    }

    /// Its constructors in schema order.
    #[must_use]
    pub fn constructors(&self) -> &[CombinatorId] {
        &self.constructors
    }

    /// The form that the language gives it, whatever the files declare.
    #[must_use]
    pub fn primitive(&self) -> Option<Primitive> {
        self.primitive
    }

    /// What a documentation comment or an [overlay](crate::docs) says of it, line by line.
    #[must_use]
    pub fn docs(&self) -> Option<&str> {
        self.docs.as_deref()
    }
}

impl Combinator {
    /// The full name, such as `auth.sendCode`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Constructor or function.
    #[must_use]
    pub fn category(&self) -> Category {
        self.category
    }

    /// The id on the wire: the declared one, or the CRC-32 of the dialect's canonical text.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The id that the source states.
    #[must_use]
    pub fn declared_id(&self) -> Option<u32> {
        self.declared_id
    }

    /// The ids that the canonical texts give.
    #[must_use]
    pub fn computed_ids(&self) -> Ids {
        self.ids
    }

    /// Its implicit arguments.
    #[must_use]
    pub fn implicit(&self) -> &[Variable] {
        &self.implicit
    }

    /// What is serialised, in order.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// What it makes or returns.
    #[must_use]
    pub fn result(&self) -> &TypeRef {
        &self.result
    }

    /// The `===n===` under which it stands.
    #[must_use]
    pub fn layer_bar(&self) -> Option<u32> {
        self.layer_bar
    }

    /// `@read` and the like, without the `@`.
    #[must_use]
    pub fn annotations(&self) -> &[String] {
        &self.annotations
    }

    /// What a documentation comment or an [overlay](crate::docs) says of it, line by line.
    #[must_use]
    pub fn docs(&self) -> Option<&str> {
        self.docs.as_deref()
    }

    /// Who may call a function, where an [overlay](crate::docs) says it.
    #[must_use]
    pub fn availability(&self) -> Option<Availability> {
        self.availability
    }

    /// How a call of a function may fail, as far as an [overlay](crate::docs) says it.
    #[must_use]
    pub fn errors(&self) -> &[CallError] {
        &self.errors
    }

    /// The declaration in canonical layout, with its id, without `;`.
    #[must_use]
    pub fn declaration(&self) -> &str {
        &self.declaration
    }

    /// The declaration in canonical layout, with its id even where the source leaves it to be computed.
    #[must_use]
    pub fn declaration_with_id(&self) -> String {
        let words = self.annotations.iter().map(|word| word.len() + "@ ".len()).sum();
        let name_end = if self.declaration.starts_with('@') { words } else { 0 } + self.name.len();
        match self.declaration.split_at_checked(name_end) {
            Some((head, rest)) if !rest.starts_with('#') => format!("{head}#{:08x}{rest}", self.id),
            _ => self.declaration.clone(),
        }
    }

    /// Whether the language brings it along and no file declares it.
    #[must_use]
    pub fn is_predefined(&self) -> bool {
        self.predefined
    }

    /// Whether it is the bare form of a built-in type, as `int` is of `Int`. `boolTrue` and `boolFalse` are not.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.built_in == BuiltIn::Form
    }

    /// Whether it is declared as `name ? = Type` and the language has no such type, so that its values can be neither
    /// read nor written.
    #[must_use]
    pub fn has_unknown_form(&self) -> bool {
        self.built_in == BuiltIn::Unknown
    }

    /// Where it is declared; an empty span where the language brings it along.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }
}

impl Ids {
    /// The id that one dialect gives.
    #[must_use]
    pub fn of(self, dialect: Dialect) -> u32 {
        match dialect {
            Dialect::Formal => self.formal,
            Dialect::Telegram => self.telegram,
        }
    }
}

impl Variable {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it stands for.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }
}

impl Field {
    /// Its name; none for an anonymous one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// When it is there; always, if there is none.
    #[must_use]
    pub fn condition(&self) -> Option<Condition> {
        self.condition
    }

    /// What it holds.
    #[must_use]
    pub fn ty(&self) -> &FieldType {
        &self.ty
    }

    /// What a documentation comment or an [overlay](crate::docs) says of it, line by line.
    #[must_use]
    pub fn docs(&self) -> Option<&str> {
        self.docs.as_deref()
    }

    /// Where it is declared.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }
}
