//! Determines the dialect of a schema from the evidence in its declarations.
//!
//! The first row of this table that applies decides:
//!
//! | evidence | dialect | reason |
//! | --- | --- | --- |
//! | [`Options::dialect`](super::Options::dialect) | the chosen one | the user chose it |
//! | the key `dialect` of our own JSON form | the stored one | it was determined before the JSON was written |
//! | ids that match only one of the two canonical texts, or that are known to be used in one dialect although they match no text (`frozen`) | the one with more such ids | the author computed the ids from that text |
//! | `@read`, `=>`, `int#a8509bda ? = Int`, `{t:Type}` or `!X` in a constructor, `x:%T` | formal | only VK's schemas contain these |
//! | a field of type `#` that is not called `flags`, `flags2` and so on, or `x:(vector int)` | formal | Telegram's schemas have only `flags:#` and `x:vector<int>` |
//! | `// LAYER n`, `===n===`, `!X` in a function | Telegram | only Telegram's schemas contain these |
//! | more ids match neither text than match both | formal | Telegram's ids are computed |
//! | more than half of the declarations have written ids | Telegram | TDLib, TON and VK write few ids |
//! | none of these | formal | the rule of the original compiler |
//!
//! Predefined declarations are ignored. If a file declares a predefined name, such as `vector` or `true`, the id of
//! this declaration is ignored too, because schemas of both dialects contain such declarations. An id that matches both
//! texts affects only the two rows before the last one.

use super::outline::{Declaration, DeclarationNode, Outline};
use super::{prelude, texts};
use crate::ast::{Param, ParamType, TypeExpr, TypeKind};
use crate::frozen;
use crate::schema::{Category, ChosenDialect, Dialect, DialectReason, Ids, is_flags};

/// Chooses the dialect from the declarations alone. `computed` contains the computed ids of all declarations, in the
/// order of the declarations.
pub(super) fn guess(outline: &Outline<'_>, computed: &[Ids]) -> ChosenDialect {
    let tally = Tally::new(&outline.declarations, computed);
    let choose = |dialect, reason| Some(ChosenDialect { dialect, reason });
    tally
        .majority()
        .or_else(|| choose(Dialect::Formal, DialectReason::Mark(find(outline, formal_mark)?)))
        .or_else(|| choose(Dialect::Telegram, DialectReason::Mark(telegram_mark(outline)?)))
        .unwrap_or_else(|| tally.by_number_of_ids(outline))
}

/// The numbers of written ids that match each canonical text.
#[derive(Debug, Default)]
struct Tally {
    /// The number of declarations, except those of built-in types.
    declared: usize,
    /// The number of these declarations whose id is written.
    written: usize,
    /// The number of ids that match both texts.
    both: usize,
    /// The number of ids that match only Telegram's text, or that are known to be used in Telegram's schemas although
    /// they match no text (`frozen`). `formal` is the same number for the formal dialect.
    telegram: usize,
    formal: usize,
}

impl Tally {
    fn new(declarations: &[Declaration<'_>], computed: &[Ids]) -> Self {
        let mut tally = Self::default();
        for (declaration, &ids) in declarations.iter().zip(computed) {
            if !declaration.predefined && !prelude::has(declaration.name().text) {
                tally.add(declaration, ids);
            }
        }
        tally
    }

    fn add(&mut self, declaration: &Declaration<'_>, ids: Ids) {
        self.declared += 1;
        let Some(id) = declaration.id() else { return };
        self.written += 1;
        let frozen = frozen::dialect_of(declaration.name().text, id.value, ids);
        match (frozen, id.value == ids.telegram, id.value == ids.formal) {
            (Some(Dialect::Telegram), ..) | (None, true, false) => self.telegram += 1,
            (Some(Dialect::Formal), ..) | (None, false, true) => self.formal += 1,
            (None, true, true) => self.both += 1,
            (None, false, false) => {}
        }
    }

    /// Returns the dialect that more ids match, unless the numbers are equal.
    fn majority(&self) -> Option<ChosenDialect> {
        let (dialect, only) = match self.telegram.cmp(&self.formal) {
            std::cmp::Ordering::Greater => (Dialect::Telegram, self.telegram),
            std::cmp::Ordering::Less => (Dialect::Formal, self.formal),
            std::cmp::Ordering::Equal => return None,
        };
        let reason = DialectReason::Ids { of: dialect, matching: only + self.both, written: self.written };
        Some(ChosenDialect { dialect, reason })
    }

    /// Chooses the dialect by the number of written ids and the number of matching ids, if there is no other evidence.
    fn by_number_of_ids(&self, outline: &Outline<'_>) -> ChosenDialect {
        let &Self { declared, written, both, telegram, formal } = self;
        let own = written - both - telegram - formal;
        if own > both {
            return ChosenDialect {
                dialect: Dialect::Formal,
                reason: DialectReason::OwnIds { own, written },
            };
        }
        let dialect = if written * 2 > declared { Dialect::Telegram } else { Dialect::Formal };
        let built_in = find(outline, |declaration| match declaration.node {
            DeclarationNode::BuiltIn(_) if dialect == Dialect::Formal => {
                Some(texts::declaration(declaration))
            }
            _ => None,
        });
        ChosenDialect { dialect, reason: DialectReason::Share { written, declared, built_in } }
    }
}

/// Calls `mark` for each declaration of the files, and returns the first result that is not `None`.
fn find(outline: &Outline<'_>, mark: impl Fn(&Declaration<'_>) -> Option<String>) -> Option<String> {
    outline.declarations.iter().filter(|declaration| !declaration.predefined).find_map(mark)
}

/// If the declaration contains syntax that Telegram's schemas do not contain, returns a clause that describes this
/// syntax.
fn formal_mark(declaration: &Declaration<'_>) -> Option<String> {
    let name = declaration.name().text;
    if let Some(annotation) = declaration.annotations().first() {
        return Some(format!("`{name}` has the annotation `@{}`", annotation.text));
    }
    let combinator = match declaration.node {
        DeclarationNode::Combinator(combinator) => combinator,
        DeclarationNode::BuiltIn(built_in) => {
            return built_in.id.map(|_| format!("the built-in `{name}` has its id written"));
        }
    };
    let is_constructor = declaration.category == Category::Constructor && !prelude::has(name);
    if combinator.arrow {
        Some(format!("`{name}` is declared with `=>`"))
    } else if is_constructor && !combinator.implicit.is_empty() {
        Some(format!("the constructor `{name}` has implicit arguments"))
    } else {
        combinator.params.iter().find_map(|param| formal_mark_of(param, name, is_constructor))
    }
}

fn formal_mark_of(param: &Param<'_>, owner: &str, is_constructor: bool) -> Option<String> {
    let ParamType::Type(ty) = &param.ty else { return None };
    let number = param.names.iter().find(|name| !is_flags(name.text));
    match (&innermost(ty).kind, number) {
        (TypeKind::Nat, Some(number)) => Some(format!("`{owner}` has the field `{}:#`", number.text)),
        (TypeKind::Bare(_), _) => Some(format!("`{owner}` has a field whose type begins with `%`")),
        (TypeKind::Apply(apply), _) if !apply.angle => {
            Some(format!("`{owner}` has a field whose type is applied without `<` and `>`"))
        }
        _ if is_constructor && param.call.is_some() => {
            Some(format!("the constructor `{owner}` has a field with `!`"))
        }
        _ => None,
    }
}

/// If the files contain syntax that only Telegram's schemas contain, returns a clause that describes this syntax.
fn telegram_mark(outline: &Outline<'_>) -> Option<String> {
    if let Some(layer) = outline.layer {
        return Some(format!("it has the comment `// LAYER {layer}`"));
    }
    find(outline, |declaration| match (declaration.bar, declaration.combinator()) {
        (Some(layer), _) => Some(format!("`{}` is below `==={layer}===`", declaration.name().text)),
        (None, Some(combinator)) if combinator.params.iter().any(|param| param.call.is_some()) => {
            Some(format!("the function `{}` has a field with `!`", declaration.name().text))
        }
        _ => None,
    })
}

/// Returns `ty` without the parentheses around it.
fn innermost<'a, 's>(mut ty: &'a TypeExpr<'s>) -> &'a TypeExpr<'s> {
    while let TypeKind::Paren(inner) = &ty.kind {
        ty = inner;
    }
    ty
}
