//! The canonical texts of combinators. The CRC-32 of a canonical text is the id of the combinator.
//!
//! There are two canonical texts. The formal text is the declaration without annotations, id, `!`, braces, parentheses,
//! angle brackets and `;`, with single spaces between its parts. In the formal text, `=>` becomes `=`, a group such as
//! `(x y:int)` becomes separate fields, and the constants in a sum such as `n+1+2` are added up. Telegram's text
//! differs in three ways: it keeps the `!` of types such as `!X`, it omits flags such as `flags.0?true`, and it
//! contains `string` for fields of type `bytes`.

use crate::ast::{
    BuiltIn, Combinator, Condition, Param, ParamType, Repetition, TypeExpr, TypeKind, VariableKind,
};
use crate::crc32::Crc32;
use crate::schema::{Dialect, Ids};

/// Returns the formal text: `invokeAfterMsg X:Type msg_id:long query:X = X`.
#[must_use]
pub fn formal(combinator: &Combinator<'_>) -> String {
    text(combinator, Dialect::Formal)
}

/// Returns Telegram's text: `invokeAfterMsg X:Type msg_id:long query:!X = X`.
#[must_use]
pub fn telegram(combinator: &Combinator<'_>) -> String {
    text(combinator, Dialect::Telegram)
}

/// Returns the canonical text of a built-in type, `int ? = Int`. The formal text and Telegram's text are the same.
#[must_use]
pub fn built_in(built_in: &BuiltIn<'_>) -> String {
    format!("{} ? = {}", built_in.name.text, built_in.result.text)
}

/// Returns the CRC-32s of both texts.
#[must_use]
pub fn ids(combinator: &Combinator<'_>) -> Ids {
    let formal = crc32(combinator, Dialect::Formal);
    let telegram = if is_special(combinator) { crc32(combinator, Dialect::Telegram) } else { formal };
    Ids { formal, telegram }
}

/// Returns the CRC-32s of both texts of a built-in type. The two CRC-32s are equal, because the two texts are equal.
#[must_use]
pub fn built_in_ids(built_in: &BuiltIn<'_>) -> Ids {
    let mut crc = Crc32::new();
    crc.put(&self::built_in(built_in));
    let id = crc.finish();
    Ids { formal: id, telegram: id }
}

fn text(combinator: &Combinator<'_>, dialect: Dialect) -> String {
    let mut out = String::with_capacity(128);
    Writer { out: &mut out, dialect }.combinator(combinator);
    out
}

fn crc32(combinator: &Combinator<'_>, dialect: Dialect) -> u32 {
    let mut out = Crc32::new();
    Writer { out: &mut out, dialect }.combinator(combinator);
    out.finish()
}

/// Returns whether Telegram's text can differ from the formal text.
fn is_special(combinator: &Combinator<'_>) -> bool {
    combinator.result.call.is_some() || combinator.params.iter().any(is_special_param)
}

fn is_special_param(param: &Param<'_>) -> bool {
    let by_type = match &param.ty {
        ParamType::Type(_) => matches!(value_name(param), Some("bytes" | "true")),
        ParamType::Repetition(repetition) => repetition.params.iter().any(is_special_param),
    };
    param.call.is_some() || by_type
}

/// The destination that a canonical text is written to: a string, or a checksum.
trait Sink {
    fn put(&mut self, text: &str);
}

impl Sink for String {
    fn put(&mut self, text: &str) {
        self.push_str(text);
    }
}

impl Sink for Crc32 {
    fn put(&mut self, text: &str) {
        self.update(text.as_bytes());
    }
}

struct Writer<'a, S> {
    out: &'a mut S,
    dialect: Dialect,
}

impl<S: Sink> Writer<'_, S> {
    fn combinator(&mut self, combinator: &Combinator<'_>) {
        self.out.put(combinator.name.text);
        for implicit in &combinator.implicit {
            for name in &implicit.names {
                self.out.put(" ");
                self.out.put(name.text);
                self.out.put(match implicit.kind {
                    VariableKind::Type => ":Type",
                    VariableKind::Nat => ":#",
                });
            }
        }
        self.params(&combinator.params);
        self.out.put(" = ");
        self.call(combinator.result.call.is_some());
        self.ty(&combinator.result.ty);
    }

    fn params(&mut self, params: &[Param<'_>]) {
        let dialect = self.dialect;
        for param in params.iter().filter(|param| !is_left_out(param, dialect)) {
            for name in &param.names {
                self.out.put(" ");
                self.out.put(name.text);
                self.out.put(":");
                self.value(param);
            }
            if param.names.is_empty() {
                self.out.put(" ");
                self.value(param);
            }
        }
    }

    fn value(&mut self, param: &Param<'_>) {
        if let Some(condition) = &param.condition {
            self.condition(condition);
        }
        self.call(param.call.is_some());
        match &param.ty {
            ParamType::Type(_) if self.dialect == Dialect::Telegram && value_name(param) == Some("bytes") => {
                self.out.put("string");
            }
            ParamType::Type(ty) => self.ty(ty),
            ParamType::Repetition(repetition) => self.repetition(repetition),
        }
    }

    fn condition(&mut self, condition: &Condition<'_>) {
        self.out.put(condition.mask.text);
        if let Some(bit) = condition.bit {
            self.out.put(".");
            self.number(bit.node.into());
        }
        self.out.put("?");
    }

    /// Writes `!`, which only Telegram's text contains.
    fn call(&mut self, is_call: bool) {
        if is_call && self.dialect == Dialect::Telegram {
            self.out.put("!");
        }
    }

    fn repetition(&mut self, repetition: &Repetition<'_>) {
        if let Some(count) = &repetition.count {
            self.ty(count);
            self.out.put("*");
        }
        self.out.put("[");
        self.params(&repetition.params);
        self.out.put(" ]");
    }

    fn ty(&mut self, ty: &TypeExpr<'_>) {
        match &ty.kind {
            TypeKind::Nat => self.out.put("#"),
            TypeKind::Number(number) => self.number((*number).into()),
            TypeKind::Name(name) => self.out.put(name),
            TypeKind::Apply(apply) => {
                self.out.put(apply.head.text);
                for arg in &apply.args {
                    self.out.put(" ");
                    self.ty(arg);
                }
            }
            TypeKind::Bare(inner) => self.bare(inner),
            TypeKind::Paren(inner) => self.ty(inner),
            TypeKind::Sum(terms) => self.sum(terms),
        }
    }

    /// Writes the bare form of the type `inner`: `%User`. Before other types, such as `user`, `%` has no effect and is
    /// omitted.
    fn bare(&mut self, inner: &TypeExpr<'_>) {
        let ty = unwrapped(inner);
        let head = match &ty.kind {
            TypeKind::Apply(apply) => Some(apply.head),
            _ => ty.name(),
        };
        if head.is_some_and(|head| head.is_upper()) {
            self.out.put("%");
        }
        self.ty(inner);
    }

    /// Writes the variables of a sum, then the total of its constants. Omits the total if it is zero and there is a
    /// variable.
    fn sum(&mut self, terms: &[TypeExpr<'_>]) {
        let mut constant = 0;
        let mut first = true;
        self.addends(terms, &mut constant, &mut first);
        if constant > 0 || first {
            self.plus(&mut first);
            self.number(constant);
        }
    }

    fn addends(&mut self, terms: &[TypeExpr<'_>], constant: &mut u64, first: &mut bool) {
        for term in terms {
            match &unwrapped(term).kind {
                TypeKind::Number(number) => *constant += u64::from(*number),
                TypeKind::Sum(terms) => self.addends(terms, constant, first),
                _ => {
                    self.plus(first);
                    self.ty(term);
                }
            }
        }
    }

    fn plus(&mut self, first: &mut bool) {
        if !std::mem::replace(first, false) {
            self.out.put("+");
        }
    }

    fn number(&mut self, number: u64) {
        const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        if number > 9 {
            self.number(number / 10);
        }
        self.out.put(DIGITS[(number % 10) as usize]);
    }
}

/// Returns whether `param` is a flag, which Telegram's text omits.
fn is_left_out(param: &Param<'_>, dialect: Dialect) -> bool {
    let has_bit = param.condition.as_ref().is_some_and(|condition| condition.bit.is_some());
    dialect == Dialect::Telegram && has_bit && value_name(param) == Some("true")
}

/// Returns the type of `param` if it is only a name, possibly in parentheses.
fn value_name<'s>(param: &Param<'s>) -> Option<&'s str> {
    match &param.ty {
        ParamType::Type(ty) => match unwrapped(ty).kind {
            TypeKind::Name(name) => Some(name),
            _ => None,
        },
        ParamType::Repetition(_) => None,
    }
}

/// Returns `ty` without the parentheses around it.
fn unwrapped<'a, 's>(mut ty: &'a TypeExpr<'s>) -> &'a TypeExpr<'s> {
    while let TypeKind::Paren(inner) = &ty.kind {
        ty = inner;
    }
    ty
}
