//! Documentation comments: what the schema says, the TL line, and links to the Rust items.

use tl_parser::docs::text::{lines, markdown, quoted};
use tl_parser::schema::{Category, Combinator};

use super::super::model::{Output, Type};
use super::plan::Plan;

/// A documentation text as lines of Markdown.
pub(super) fn text(docs: Option<&str>) -> Vec<String> {
    docs.map_or_else(Vec::new, lines)
}

/// `Users only. Errors: ...`, as far as it is known.
fn calls(combinator: &Combinator) -> Vec<String> {
    let who = combinator.availability().map(|who| format!("{who}."));
    let errors: Vec<String> = combinator
        .errors()
        .iter()
        .map(|error| format!("{} ({})", markdown(&quoted(&error.text)), error.code))
        .collect();
    let errors = (!errors.is_empty()).then(|| format!("Errors: {}.", errors.join(", ")));
    let words: Vec<String> = who.into_iter().chain(errors).collect();
    if words.is_empty() { Vec::new() } else { vec![String::new(), words.join(" ")] }
}

/// What stands above the struct of a combinator.
pub(super) struct StructDocs<'a> {
    pub(super) plan: &'a Plan,
    /// The module that the struct stands in.
    pub(super) module: usize,
    pub(super) combinator: &'a Combinator,
    /// The enum that a constructor is a variant of.
    pub(super) variant_of: Option<Type>,
    pub(super) output: Option<&'a Output>,
}

impl StructDocs<'_> {
    pub(super) fn lines(&self, described: bool) -> Vec<String> {
        let mut lines = if described { text(self.combinator.docs()) } else { Vec::new() };
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(["```tl".to_owned(), self.combinator.declaration_with_id(), "```".to_owned()]);
        let link = |ty| describe(self.plan, self.module, ty);
        match (self.combinator.category(), &self.variant_of, self.output) {
            (Category::Function, _, Some(output)) => {
                lines.extend([String::new(), format!("Returns {}.", link(&output.ty))]);
            }
            (Category::Constructor, Some(ty), _) => {
                lines.extend([String::new(), format!("One of the constructors of {}.", link(ty))]);
            }
            _ => {}
        }
        if described {
            lines.extend(calls(self.combinator));
        }
        lines
    }
}

/// A Rust type in words, with a link to each generated item.
pub(super) fn describe(plan: &Plan, from: usize, ty: &Type) -> String {
    match ty {
        Type::I32 => "`i32`".to_owned(),
        Type::I64 => "`i64`".to_owned(),
        Type::U32 => "`u32`".to_owned(),
        Type::F32 => "`f32`".to_owned(),
        Type::F64 => "`f64`".to_owned(),
        Type::Bool => "`bool`".to_owned(),
        Type::Unit => "`()`".to_owned(),
        Type::String => "`String`".to_owned(),
        Type::Bytes => "`Vec<u8>`".to_owned(),
        Type::ByteArray(len) => format!("`[u8; {len}]`"),
        Type::Object | Type::Unread => "a raw `Object`".to_owned(),
        Type::Var(ident) => format!("`{}`", ident.0),
        Type::OutputOf(ident) => format!("what `{}` returns", ident.0),
        Type::Vec(item) => format!("`Vec` of {}", describe(plan, from, item)),
        Type::Option(inner) | Type::Box(inner) | Type::Endless(inner) => describe(plan, from, inner),
        Type::Item(place, _) => {
            let path: Vec<&str> =
                plan.modules[place.module].path.path(from, place).map(|ident| &*ident.0).collect();
            format!("[`{}`]({})", place.ident.0.trim_start_matches("r#"), path.join("::"))
        }
    }
}
