//! The page of a method or a constructor.

use tl_parser::docs::CallError;
use tl_parser::schema::{
    Arg, Category, Combinator, CombinatorId, CombinatorPrinter, Dialect, Field, FieldType, Nullability,
    Primitive, TypeId, TypeRef, Var,
};
use tl_parser::wire::{self, Role, Value};
use tl_value::JsonForm;

use super::Pages;
use crate::docs::examples::Example;
use crate::docs::page::{Block, Inline, Line, Notation, Table, Target};
use crate::docs::signature::Signature;
use crate::docs::site::PageId;

/// A row of the table of fields: name, type, whether it is required, description.
type Row = [Line; 4];

impl Pages<'_> {
    pub(super) fn combinator(&self, page: PageId, id: CombinatorId) -> Vec<Block> {
        let combinator = &self.schema[id];
        let printer = CombinatorPrinter::new(self.schema, id);
        let mut blocks = vec![self.breadcrumbs(page)];
        blocks.extend(combinator.docs().map(|docs| Block::Description(docs.to_owned())));
        blocks.push(Block::Declaration(self.declaration(printer, combinator)));
        blocks.push(Block::List(self.facts(id)));
        let is_function = combinator.category() == Category::Function;
        let mut rows = Vec::new();
        self.rows(printer, "", combinator.fields(), &self.wire[id].fields, &mut rows);
        if !rows.is_empty() {
            blocks.push(Block::Heading(if is_function { "Parameters" } else { "Fields" }));
            blocks.push(Block::Table(Table::new(["Name", "Type", "Required", "Description"], rows)));
        }
        if is_function {
            self.result(printer, combinator, &mut blocks);
            errors(combinator.errors(), &mut blocks);
        }
        if let Some(example) = self.examples.of(id) {
            self::example(&example, is_function, self.json_form, &mut blocks);
        }
        self.related_methods(id, &mut blocks);
        #[cfg(feature = "site")]
        self.versions(id, &mut blocks);
        blocks
    }

    /// Adds the related methods. Constructors have none.
    fn related_methods(&self, id: CombinatorId, blocks: &mut Vec<Block>) {
        let related = self.related.to(id);
        if !related.is_empty() {
            blocks.extend([Block::Heading("Related methods"), Block::Table(self.table("Method", related))]);
        }
    }

    fn declaration(&self, printer: CombinatorPrinter<'_>, combinator: &Combinator) -> Vec<Line> {
        let mut result = self.signature();
        result.line.push("= ");
        let fields = combinator.fields().iter().map(|field| printer.field(field, self.signature()));
        let parts = std::iter::once(printer.head(self.signature())).chain(fields);
        parts.chain([printer.result(result)]).map(|part| part.line).collect()
    }

    fn facts(&self, id: CombinatorId) -> Vec<Line> {
        let combinator = &self.schema[id];
        let ty = self.schema.type_of(id).and_then(|ty| Some((self.site.ty(ty)?, self.schema[ty].name())));
        let ty = ty.map(|(page, name)| Inline::Name(Target::Page(page), name.to_owned()));
        let layer = combinator.layer_bar().or(self.schema.layer());
        let facts = [
            ("Id:", Some(Inline::Code(format!("{:08x}", combinator.id())))),
            ("Type:", ty),
            ("Layer:", layer.map(|layer| Inline::Words(layer.to_string()))),
            ("Available to:", combinator.availability().map(|who| Inline::Words(who.to_string()))),
            ("Rust:", self.paths.combinator(id).map(|path| Inline::Code(path.to_owned()))),
        ];
        let facts = facts.into_iter().filter_map(|(label, fact)| Some((label, fact?)));
        facts
            .map(|(label, fact)| Line(vec![Inline::Strong(label), Inline::Words(" ".to_owned()), fact]))
            .collect()
    }

    /// Adds a row for each field, in the order of the wire. The text `of`, such as `points[].`, is put before each
    /// name. If the fields of a repetition such as `points:n*[ x:int y:int ]` have names, rows such as `points[].x`
    /// follow the row of `points`.
    fn rows(
        &self,
        printer: CombinatorPrinter<'_>,
        of: &str,
        fields: &[Field],
        forms: &[wire::Field],
        rows: &mut Vec<Row>,
    ) {
        for (field, form) in fields.iter().zip(forms) {
            let name = format!("{of}{}", field.name().unwrap_or("_"));
            let condition = field.condition().map(|condition| printer.condition(condition, String::new()));
            rows.push([
                Line::code(name.as_str()),
                printer.field_type(field.ty(), self.signature()).line,
                match self.schema.nullability(field) {
                    Nullability::Value if condition.is_none() => Line::words("may be null"),
                    Nullability::Items if condition.is_none() => Line::words("yes; items may be null"),
                    _ => required(condition, form.role, self.schema.dialect()),
                },
                Line::description(field.docs()),
            ]);
            if let (FieldType::Repeat(repeat), Value::Repeat(forms)) = (field.ty(), &form.value) {
                let is_struct = repeat.fields.iter().any(|field| field.name().is_some());
                if is_struct {
                    self.rows(
                        printer.within(repeat),
                        &format!("{name}[]."),
                        &repeat.fields,
                        &forms.fields,
                        rows,
                    );
                }
            }
        }
    }

    /// Returns an empty line of TL.
    fn signature(&self) -> Signature<'_> {
        Signature::new(self.site)
    }

    fn result(&self, printer: CombinatorPrinter<'_>, function: &Combinator, blocks: &mut Vec<Block>) {
        blocks.push(Block::Heading("Returns"));
        let mut line = printer.result(self.signature()).line;
        if let Some(call) = called(function) {
            line.push(", which ");
            line.0.push(Inline::Code(call.to_owned()));
            line.push(" returns");
        }
        blocks.push(Block::Paragraph(line));
        let mut types = Vec::new();
        self.boxed(function.result(), &mut types);
        let constructors: Vec<CombinatorId> =
            types.iter().flat_map(|&ty| self.schema[ty].constructors()).copied().collect();
        if !constructors.is_empty() {
            blocks.push(Block::Table(self.table("Constructor", &constructors)));
        }
    }

    /// Adds the boxed types in `ty`, such as `User` for `Vector<User>`. Built-in types except `Bool` are left out,
    /// because their values have no constructors to choose from.
    fn boxed(&self, ty: &TypeRef, into: &mut Vec<TypeId>) {
        let (TypeRef::Boxed { args, .. } | TypeRef::Bare { args, .. }) = ty else { return };
        if let TypeRef::Boxed { ty, .. } = ty
            && matches!(self.schema[*ty].primitive(), None | Some(Primitive::Bool))
            && !into.contains(ty)
        {
            into.push(*ty);
        }
        for arg in args {
            if let Arg::Type(ty) = arg {
                self.boxed(ty, into);
            }
        }
    }
}

/// If the function returns the result of another call, as with `query:!X = X`, returns the name of the parameter that
/// contains the call.
fn called(function: &Combinator) -> Option<&str> {
    let TypeRef::Var(Var::Implicit(wanted)) = function.result() else { return None };
    let is_call = |field: &&Field| matches!(field.ty(), FieldType::Call(Var::Implicit(of)) if of == wanted);
    function.fields().iter().find(is_call)?.name()
}

/// Returns the cell in the column “Required”: the bit of an optional field, such as `flags.3`, or words such as `yes`.
fn required(condition: Option<String>, role: Role, dialect: Dialect) -> Line {
    match (condition, role) {
        (Some(condition), _) => Line::code(condition),
        (None, Role::Mask { .. }) if dialect.keeps_masks() => Line::words("computed; other bits optional"),
        (None, Role::Mask { .. } | Role::Count { .. } | Role::Length) => Line::words("computed"),
        (None, Role::Value | Role::Number) => Line::words("yes"),
    }
}

fn errors(errors: &[CallError], blocks: &mut Vec<Block>) {
    if errors.is_empty() {
        return;
    }
    let row = |CallError { code, text, description }: &CallError| {
        [Line::words(code.to_string()), Line::code(text.as_str()), Line::description(description.as_deref())]
    };
    blocks.push(Block::Heading("Errors"));
    let rows = errors.iter().map(row).collect();
    blocks.push(Block::Table(Table::new(["Code", "Error", "Description"], rows).foldable()));
}

/// Adds an example. Examples in PHP and Lua are added for calls only. In the JSON forms of TDLib and tonlib, only JSON
/// is added.
fn example(example: &Example, is_call: bool, form: JsonForm, blocks: &mut Vec<Block>) {
    let notations = [
        ("Rust", "rust", example.rust.clone()),
        ("JSON", "json", Some(example.json.clone())),
        ("Bytes", "text", Some(hex(&example.bytes))),
        ("MadelineProto", "php", is_call.then(|| example.php.clone())),
        ("Parameters for HTTP", "json", example.parameters.clone()),
        ("Lua", "lua", is_call.then(|| example.lua.clone())),
    ];
    let notations = notations.into_iter().filter_map(|(heading, language, code)| {
        let is_of_form = form == JsonForm::Tl || heading == "JSON";
        Some(Notation { heading, language, code: code.filter(|_| is_of_form)? })
    });
    blocks.extend([Block::Heading("Example"), Block::Example(notations.collect())]);
}

/// Writes bytes as words of 4 bytes, with 8 words on a line.
fn hex(bytes: &[u8]) -> String {
    let word = |word: &[u8]| tl_value::Text::Hex.write(word);
    let line = |line: &[u8]| line.chunks(4).map(word).collect::<Vec<_>>().join(" ");
    bytes.chunks(32).map(line).collect::<Vec<_>>().join("\n")
}
