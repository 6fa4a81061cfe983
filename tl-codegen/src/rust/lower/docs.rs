//! Documentation comments: descriptions from the schema, the TL declaration, and links to Rust items and web pages.

use tl_parser::docs::text::{lines, markdown, quoted};
use tl_parser::schema::{Category, Combinator, Dialect, Schema};

use super::super::model::{DerivedFlag, Ident, Output, Param, Type};
use super::plan::Plan;
use crate::rust::config::Config;

/// Maximum number of columns of a line, if the line can be broken.
const WIDTH: usize = 100;

/// Returns a documentation text as lines of Markdown.
pub(super) fn text(docs: Option<&str>) -> Vec<String> {
    docs.map_or_else(Vec::new, lines)
}

/// Breaks lines that are too long.
pub(super) fn wrapped(lines: Vec<String>) -> Vec<String> {
    let mut is_code = false;
    let mut wrapped = Vec::with_capacity(lines.len());
    for line in lines {
        is_code ^= line.starts_with("```");
        if line.len() <= WIDTH {
            wrapped.push(line);
        } else if is_code {
            wrap(&line, "    ", |_| true, &mut wrapped);
        } else {
            // At the beginning of a line, a word that does not begin with a letter may be Markdown syntax.
            wrap(&line, "", |word| word.starts_with(char::is_alphabetic), &mut wrapped);
        }
    }
    wrapped
}

/// Breaks `line` before words that may begin a line. Lines after the first one are indented.
fn wrap(line: &str, indent: &str, may_begin_line: impl Fn(&str) -> bool, into: &mut Vec<String>) {
    let mut current = String::new();
    for word in line.split(' ') {
        let is_full = current.chars().count() + 1 + word.chars().count() > WIDTH;
        if is_full && !current.is_empty() && may_begin_line(word) {
            into.push(std::mem::replace(&mut current, indent.to_owned()));
        } else if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    into.push(current);
}

/// The pattern for addresses of pages that describe the declarations.
#[derive(Clone, Debug)]
pub(super) struct Links<'a>(Option<&'a str>);

impl<'a> Links<'a> {
    /// Uses the pattern from the config. If the config has no pattern, schemas in Telegram's dialect link to the pages
    /// of the API. Schemas without namespaces, such as MTProto's, get no links, because these pages do not describe
    /// their declarations.
    pub(super) fn new(schema: &Schema, config: &'a Config) -> Self {
        let is_api = || {
            let has_namespace = schema.combinators().any(|id| schema[id].name().contains('.'));
            schema.dialect() == Dialect::Telegram && has_namespace
        };
        let pattern = config.link.as_deref().or_else(|| is_api().then_some(PAGES_OF_TELEGRAM));
        Self(pattern.filter(|pattern| !pattern.is_empty()))
    }

    fn line(&self, kind: &str, name: &str) -> Option<String> {
        let address = self.0?.replace("{kind}", kind).replace("{name}", name);
        Some(format!("See [its page](<{address}>)."))
    }

    /// Returns the paragraph with the link of a type.
    pub(super) fn of_type(&self, name: &str) -> Vec<String> {
        paragraph(self.line("type", name))
    }

    fn of_combinator(&self, combinator: &Combinator) -> Vec<String> {
        let kind = match combinator.category() {
            Category::Constructor => "constructor",
            Category::Function => "method",
        };
        paragraph(self.line(kind, combinator.name()))
    }
}

const PAGES_OF_TELEGRAM: &str = "https://core.telegram.org/{kind}/{name}";

/// Returns a paragraph: an empty line and then `line`.
fn paragraph(line: Option<String>) -> Vec<String> {
    line.map_or_else(Vec::new, |line| vec![String::new(), line])
}

/// Returns a paragraph such as `Users only. Errors: ...`, if the schema contains this information.
fn calls(combinator: &Combinator) -> Vec<String> {
    let who = combinator.availability().map(|who| format!("{who}."));
    let errors: Vec<String> = combinator
        .errors()
        .iter()
        .map(|error| format!("{} ({})", markdown(&quoted(&error.text)), error.code))
        .collect();
    let errors = (!errors.is_empty()).then(|| format!("Errors: {}.", errors.join(", ")));
    let words: Vec<String> = who.into_iter().chain(errors).collect();
    paragraph(Some(words.join(" ")).filter(|words| !words.is_empty()))
}

/// The data for the documentation of a combinator's struct.
pub(super) struct StructDocs<'a> {
    pub(super) plan: &'a Plan,
    /// The module that contains the struct.
    pub(super) module: usize,
    pub(super) combinator: &'a Combinator,
    /// The declaration with its id.
    pub(super) declaration: &'a str,
    /// The enum with a variant for the constructor.
    pub(super) variant_of: Option<Type>,
    pub(super) output: Option<&'a Output>,
    /// Flags without a field. Optional fields determine their values.
    pub(super) derived: &'a [DerivedFlag],
    pub(super) params: &'a [Param],
    pub(super) links: &'a Links<'a>,
}

impl StructDocs<'_> {
    pub(super) fn lines(&self, described: bool) -> Vec<String> {
        let mut lines = if described { text(self.combinator.docs()) } else { Vec::new() };
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(["```tl".to_owned(), self.declaration.to_owned(), "```".to_owned()]);
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
        lines.extend(paragraph(self.derived_flags()));
        lines.extend(paragraph(parameters(self.params)));
        lines.extend(self.links.of_combinator(self.combinator));
        wrapped(lines)
    }

    /// Describes the flags that have no field.
    fn derived_flags(&self) -> Option<String> {
        let flags = self.derived.iter().map(|flag| {
            let payload = flag.payloads.first().map_or("", Ident::plain);
            format!("`{}()` is true if `{payload}` is present.", flag.ident.plain())
        });
        let flags: Vec<_> = flags.collect();
        (!flags.is_empty()).then(|| flags.join(" "))
    }
}

/// Describes the parameters on which the bytes of a value depend.
pub(super) fn parameters(params: &[Param]) -> Option<String> {
    let name = |param: &Param| format!("`{}`", param.of_type.as_ref().unwrap_or(&param.ident).plain());
    let names: Vec<_> = params.iter().map(name).collect();
    let (names, each) = match names.as_slice() {
        [] => return None,
        [only] => (only.clone(), "it"),
        [first @ .., last] => (format!("{} and {last}", first.join(", ")), "each"),
    };
    Some(format!(
        "The bytes depend on {names}, so the methods for encoding and decoding have a parameter for {each}."
    ))
}

/// Describes a Rust type in words, with a link to each generated item.
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
        Type::SharedBytes => "`Bytes`".to_owned(),
        Type::ByteArray(len) => format!("`[u8; {len}]`"),
        Type::Object | Type::Unread => "a raw `Object`".to_owned(),
        Type::RawJson => "JSON".to_owned(),
        Type::Var(ident) => format!("`{}`", ident.0),
        Type::OutputOf(ident) => format!("the result of `{}`", ident.0),
        Type::Vec(item) => format!("`Vec` of {}", describe(plan, from, item)),
        Type::Array(item, len) => format!("an array of {len} {}", describe(plan, from, item)),
        Type::Option(inner) | Type::Box(inner) | Type::Endless(inner) => describe(plan, from, inner),
        Type::Item(item_ref, _) => {
            let path: Vec<&str> =
                plan.modules[item_ref.module].path.path(from, item_ref).map(|ident| &*ident.0).collect();
            format!("[`{}`]({})", item_ref.ident.plain(), path.join("::"))
        }
    }
}
