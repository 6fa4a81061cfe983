//! Prints resolved combinators and their parts as TL.

use super::{
    Arg, Category, Combinator, CombinatorId, Condition, Field, FieldType, NatExpr, Repeat, Schema, TypeId,
    TypeRef, Var, Variable,
};

/// Prints one combinator, or parts of it, in canonical spelling.
///
/// Arguments are in angle brackets, as in `Vector<int>`. Only the result of a constructor is printed without brackets,
/// as in `Vector t`. Groups such as `(x y:int)` become separate fields, and `=>` becomes `=`. The printed text has the
/// same meaning and the same computed ids as the source, if functions are put below `---functions---` and constructors
/// below `---types---`.
#[derive(Clone, Copy, Debug)]
pub struct CombinatorPrinter<'a> {
    schema: &'a Schema,
    combinator: &'a Combinator,
    list: FieldList<'a>,
}

/// The fields of a combinator or of a repetition. For a repetition, `outer` is the list that contains the repetition.
#[derive(Clone, Copy, Debug)]
struct FieldList<'a> {
    fields: &'a [Field],
    outer: Option<&'a FieldList<'a>>,
}

/// The destination of printed text, such as a `String`.
pub trait Sink {
    /// Appends text.
    fn text(&mut self, text: &str);

    /// Appends text that refers to a part of the schema or of the language, such as the name of a type.
    fn reference(&mut self, text: &str, to: Reference);
}

/// The meaning of a part of the printed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// The name of a boxed type, or of a type after `%`.
    Type(TypeId),
    /// The name of a constructor that is used as a bare type.
    Constructor(CombinatorId),
    /// `#`.
    Nat,
    /// `!X`.
    Call,
}

impl Sink for String {
    fn text(&mut self, text: &str) {
        self.push_str(text);
    }

    fn reference(&mut self, text: &str, _: Reference) {
        self.push_str(text);
    }
}

impl Schema {
    /// Returns the declaration of a combinator in canonical spelling, without `;`. The result contains the id only if
    /// the source contains it.
    #[must_use]
    pub fn declaration(&self, id: CombinatorId) -> String {
        self.printed(id, self[id].declared_id)
    }

    /// Returns the declaration of a combinator in canonical spelling, with its id and without `;`:
    /// `auth.cancelCode#1f040578 phone_number:string phone_code_hash:string = Bool`.
    #[must_use]
    pub fn declaration_with_id(&self, id: CombinatorId) -> String {
        self.printed(id, Some(self[id].id))
    }

    fn printed(&self, id: CombinatorId, number: Option<u32>) -> String {
        let mut text = String::with_capacity(128);
        CombinatorPrinter::new(self, id).put_declaration(number, &mut text);
        text
    }
}

/// Each public method with a parameter `sink` appends to the sink and returns it. A field that is passed to a method
/// must be a field of the combinator. A printer that [`within`](Self::within) returned accepts only the fields of its
/// repetition.
impl<'a> CombinatorPrinter<'a> {
    /// Creates a printer for `combinator`.
    #[must_use]
    pub fn new(schema: &'a Schema, combinator: CombinatorId) -> Self {
        let combinator = &schema[combinator];
        Self { schema, combinator, list: FieldList { fields: &combinator.fields, outer: None } }
    }

    /// Returns a printer for the fields of `repeat`, which must be one of the fields that `self` prints.
    #[must_use]
    pub fn within<'b>(&'b self, repeat: &'b Repeat) -> CombinatorPrinter<'b> {
        CombinatorPrinter { list: FieldList { fields: &repeat.fields, outer: Some(&self.list) }, ..*self }
    }

    /// Prints the declaration with its id, without `;`.
    pub fn declaration<S: Sink>(self, mut sink: S) -> S {
        self.put_declaration(Some(self.combinator.id), &mut sink);
        sink
    }

    /// Prints the part of the declaration before its fields: annotations, name, id and implicit arguments.
    pub fn head<S: Sink>(self, mut sink: S) -> S {
        self.put_head(Some(self.combinator.id), &mut sink);
        sink
    }

    /// Prints a field, such as `about:flags.1?string`.
    pub fn field<S: Sink>(self, field: &Field, mut sink: S) -> S {
        self.put_field(field, &mut sink);
        sink
    }

    /// Prints the part of a field after its name, such as `flags.1?string`.
    pub fn conditional_type<S: Sink>(self, field: &Field, mut sink: S) -> S {
        self.put_conditional_type(field, &mut sink);
        sink
    }

    /// Prints the condition of a field, such as `flags.1`.
    pub fn condition<S: Sink>(self, condition: Condition, mut sink: S) -> S {
        self.put_condition(condition, &mut sink);
        sink
    }

    /// Prints the type of a field, such as `Vector<int>`, `!X` or `#`.
    pub fn field_type<S: Sink>(self, ty: &FieldType, mut sink: S) -> S {
        self.put_field_type(ty, &mut sink);
        sink
    }

    /// Prints the result of the combinator.
    pub fn result<S: Sink>(self, mut sink: S) -> S {
        self.put_result(&mut sink);
        sink
    }

    fn put_declaration(self, id: Option<u32>, sink: &mut impl Sink) {
        self.put_head(id, sink);
        self.put_fields(&self.combinator.fields, sink);
        sink.text(" = ");
        self.put_result(sink);
    }

    fn put_head(self, id: Option<u32>, sink: &mut impl Sink) {
        let Combinator { name, annotations, implicit, is_opaque, .. } = self.combinator;
        annotations.iter().for_each(|word| sink.text(&format!("@{word} ")));
        sink.text(name);
        id.into_iter().for_each(|id| sink.text(&format!("#{id:08x}")));
        implicit.iter().for_each(|variable| sink.text(&format!(" {variable}")));
        sink.text(if *is_opaque { " ?" } else { "" });
    }

    fn put_fields(self, fields: &[Field], sink: &mut impl Sink) {
        for field in fields {
            sink.text(" ");
            self.put_field(field, sink);
        }
    }

    fn put_field(self, field: &Field, sink: &mut impl Sink) {
        if let Some(name) = field.written_name() {
            sink.text(name);
            sink.text(":");
        }
        self.put_conditional_type(field, sink);
    }

    fn put_conditional_type(self, field: &Field, sink: &mut impl Sink) {
        if let Some(condition) = field.condition {
            self.put_condition(condition, sink);
            sink.text("?");
        }
        self.put_field_type(&field.ty, sink);
    }

    fn put_condition(self, Condition { mask, bit }: Condition, sink: &mut impl Sink) {
        sink.text(self.variable(mask));
        bit.into_iter().for_each(|bit| sink.text(&format!(".{bit}")));
    }

    fn put_field_type(self, ty: &FieldType, sink: &mut impl Sink) {
        match ty {
            FieldType::Nat => sink.reference("#", Reference::Nat),
            FieldType::Type => sink.text("Type"),
            FieldType::Value(ty) => self.put_type(ty, sink),
            FieldType::Call(var) => sink.reference(&format!("!{}", self.variable(*var)), Reference::Call),
            FieldType::Repeat(repeat) => {
                if repeat.has_written_count {
                    self.put_count(repeat.count, sink);
                }
                sink.text("[");
                self.within(repeat).put_fields(&repeat.fields, sink);
                sink.text(" ]");
            }
        }
    }

    /// Prints the count of a repetition, in parentheses if it is a sum.
    fn put_count(self, count: NatExpr, sink: &mut impl Sink) {
        let [open, close] = if count.var.is_some() && count.plus > 0 { ["(", ")*"] } else { ["", "*"] };
        sink.text(open);
        self.put_number(count, sink);
        sink.text(close);
    }

    fn put_result(self, sink: &mut impl Sink) {
        let Combinator { category, result, result_call, .. } = self.combinator;
        sink.text(if *result_call { "!" } else { "" });
        match (category, result) {
            (Category::Constructor, TypeRef::Boxed { ty, args }) => {
                sink.reference(&self.schema[*ty].name, Reference::Type(*ty));
                self.put_args(args, [" ", " ", ""], sink);
            }
            _ => self.put_type(result, sink),
        }
    }

    fn put_type(self, ty: &TypeRef, sink: &mut impl Sink) {
        const BRACKETS: [&str; 3] = ["<", ",", ">"];
        match ty {
            TypeRef::Nat => sink.reference("#", Reference::Nat),
            TypeRef::Var(var) => sink.text(self.variable(*var)),
            TypeRef::Boxed { ty, args } => {
                sink.reference(&self.schema[*ty].name, Reference::Type(*ty));
                self.put_args(args, BRACKETS, sink);
            }
            TypeRef::Bare { constructor, args, has_percent } => {
                match self.schema.type_of(*constructor).filter(|_| *has_percent) {
                    Some(ty) => {
                        sink.text("%");
                        sink.reference(&self.schema[ty].name, Reference::Type(ty));
                    }
                    None => {
                        let name = &self.schema[*constructor].name;
                        sink.reference(name, Reference::Constructor(*constructor));
                    }
                }
                self.put_args(args, BRACKETS, sink);
            }
        }
    }

    fn put_args(self, args: &[Arg], [open, between, close]: [&str; 3], sink: &mut impl Sink) {
        for (at, arg) in args.iter().enumerate() {
            sink.text(if at == 0 { open } else { between });
            match arg {
                Arg::Type(ty) => self.put_type(ty, sink),
                Arg::Nat(number) => self.put_number(*number, sink),
            }
        }
        sink.text(if args.is_empty() { "" } else { close });
    }

    fn put_number(self, number: NatExpr, sink: &mut impl Sink) {
        match (number.var, number.plus) {
            (Some(var), 0) => sink.text(self.variable(var)),
            (Some(var), plus) => sink.text(&format!("{}+{plus}", self.variable(var))),
            (None, plus) => sink.text(&plus.to_string()),
        }
    }

    /// Returns the name of a variable, or `_` for a field without a name. This `_` is never printed: only repetitions
    /// without a written count can refer to such a field, as in `# [ t ]`, and their counts are not printed.
    fn variable(&self, var: Var) -> &str {
        match var {
            Var::Implicit(index) => self.combinator.implicit.get(index).map_or("_", Variable::name),
            Var::Field { up, index } => {
                let mut lists = std::iter::successors(Some(&self.list), |list| list.outer);
                let field = lists.nth(up).and_then(|list| list.fields.get(index));
                field.and_then(Field::name).unwrap_or("_")
            }
        }
    }
}
