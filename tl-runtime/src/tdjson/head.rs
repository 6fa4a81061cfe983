//! The attributes of a JSON text: its `@type`, `@extra` and `@client_id`.

use alloc::borrow::Cow;

use super::error::{JsonError, JsonErrorKind};
use super::options::JsonOptions;
use super::scan::{Mistake, Scan, Scanner};
use crate::wire::Path;

/// The `@extra` and the `@client_id` of an answer or update, as slices of the text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tail<'t> {
    pub(super) extra: Option<&'t str>,
    pub(super) client_id: Option<&'t str>,
}

impl<'t> Tail<'t> {
    /// Stores the two attributes of the outermost object, which begins at `start`. Returns the end of the object.
    pub(super) fn read(&mut self, text: &'t str, scanner: Scanner<'_>, start: usize) -> Scan<usize> {
        if scanner.depth == 0 {
            return Err(Mistake { at: start, kind: JsonErrorKind::TooDeep { limit: 0 } });
        }
        members(text, scanner, start, |key, value| self.member(text, scanner, key, value))
    }

    /// Stores the value of a member if the member is `@extra` or `@client_id`. The value begins at `value`. Returns the
    /// end of the value.
    fn member(&mut self, text: &'t str, scanner: Scanner<'_>, key: &str, value: usize) -> Scan<usize> {
        let end = scanner.value(value, 1, &mut ())?;
        let place = match key {
            "@extra" => &mut self.extra,
            "@client_id" => &mut self.client_id,
            _ => return Ok(end),
        };
        place.get_or_insert(&text[value..end]);
        Ok(end)
    }
}

/// The attributes of an object.
#[derive(Debug, Default)]
pub(super) struct Head<'t> {
    type_name: Option<Cow<'t, str>>,
    pub(super) tail: Tail<'t>,
}

impl<'t> Head<'t> {
    /// Reads the attributes of an object and skips the other members. If several members have the same name, the first
    /// is used.
    pub(super) fn read(text: &'t str, options: JsonOptions) -> Result<Self, JsonError> {
        let scanner = Scanner { text: text.as_bytes(), lenient: options.lenient, depth: options.depth };
        let head = Self::scan(text, scanner);
        head.map_err(|Mistake { at, kind }| JsonError::new(kind, at, Path::default(), text))
    }

    fn scan(text: &'t str, scanner: Scanner<'_>) -> Scan<Self> {
        let start = scanner.skip_space(0);
        if scanner.byte(start) != b'{' {
            scanner.value(start, 0, &mut ())?;
            let found = scanner.kind(start);
            return Err(Mistake {
                at: start,
                kind: JsonErrorKind::WrongKind { expected: "an object", found },
            });
        }
        let mut head = Self::default();
        let end = members(text, scanner, start, |key, value| head.member(text, scanner, key, value))?;
        let end = scanner.skip_space(end);
        if end < text.len() {
            return Err(scanner.expected(end, "the end of the text"));
        }
        match head.type_name {
            Some(_) => Ok(head),
            None => Err(Mistake { at: start, kind: JsonErrorKind::NoType }),
        }
    }

    /// Stores the value of a member if the member is an attribute. The value begins at `value`. Returns the end of the
    /// value.
    fn member(&mut self, text: &'t str, scanner: Scanner<'_>, key: &str, value: usize) -> Scan<usize> {
        if key == "@type" && self.type_name.is_none() {
            let (end, escaped) = scanner.string(value)?;
            self.type_name = Some(scanner.string_content(text, value, end, escaped)?);
        }
        self.tail.member(text, scanner, key, value)
    }

    /// Returns the `@type`.
    pub(super) fn type_name(&self) -> &str {
        self.type_name.as_deref().unwrap_or_default()
    }
}

/// Calls `member` with the name of each member of the object that begins at `start`, and the start of its value.
/// `member` returns the end of the value. Returns the end of the object.
fn members(
    text: &str,
    scanner: Scanner<'_>,
    start: usize,
    mut member: impl FnMut(&str, usize) -> Scan<usize>,
) -> Scan<usize> {
    scanner.parts(start + 1, b'}', |at| {
        let (end, escaped, value) = scanner.key(at)?;
        member(&scanner.key_text(text, at, end, escaped), value)
    })
}

/// Returns the `@type` of an object, if `@type` is the first member and its value has no escapes.
pub(super) fn first_type(text: &str) -> Option<&str> {
    let rest = text.trim_ascii_start().strip_prefix('{')?.trim_ascii_start();
    let rest = rest.strip_prefix("\"@type\"")?.trim_ascii_start().strip_prefix(':')?;
    let (name, _) = rest.trim_ascii_start().strip_prefix('"')?.split_once('"')?;
    Some(name).filter(|name| !name.contains('\\'))
}

/// Returns whether a constructor with this name is an update: the name begins with `update` and a capital letter.
pub(super) fn is_update(name: &str) -> bool {
    name.strip_prefix("update").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}
