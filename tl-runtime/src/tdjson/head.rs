//! The attributes of a text: its `@type`, `@extra` and `@client_id`.

use alloc::borrow::Cow;

use super::error::{JsonError, JsonErrorKind};
use super::options::JsonOptions;
use super::scan::{Mistake, Scan, Scanner};
use crate::wire::Path;

/// The `@extra` and the `@client_id` of an answer or update, as they are written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tail<'t> {
    pub(super) extra: Option<&'t str>,
    pub(super) client_id: Option<&'t str>,
}

/// The attributes of an object.
#[derive(Debug, Default)]
pub(super) struct Head<'t> {
    type_name: Option<Cow<'t, str>>,
    pub(super) tail: Tail<'t>,
}

impl<'t> Head<'t> {
    /// Reads the attributes of an object and skips the other members. The first of several members with one name
    /// counts.
    pub(super) fn read(text: &'t str, options: JsonOptions) -> Result<Self, JsonError> {
        let scanner = Scanner { text: text.as_bytes(), lenient: options.lenient, depth: options.depth };
        let head = Self::scan(text, scanner);
        head.map_err(|Mistake { at, kind }| JsonError::new(kind, at, Path::default(), text))
    }

    fn scan(text: &'t str, scanner: Scanner<'_>) -> Scan<Self> {
        let start = scanner.blank(0);
        if scanner.byte(start) != b'{' {
            let end = scanner.value(start, 0, &mut ())?;
            let found = if text[start..end].starts_with('[') { "an array" } else { "another value" };
            return Err(Mistake {
                at: start,
                kind: JsonErrorKind::WrongKind { expected: "an object", found },
            });
        }
        let mut head = Self::default();
        let end = scanner.blank(head.members(text, scanner, start)?);
        if end < text.len() {
            return Err(scanner.expected(end, "the end of the text"));
        }
        match head.type_name {
            Some(_) => Ok(head),
            None => Err(Mistake { at: start, kind: JsonErrorKind::NoType }),
        }
    }

    /// Stores the attributes of the object that begins at `start`, and returns the end of the object.
    fn members(&mut self, text: &'t str, scanner: Scanner<'_>, start: usize) -> Scan<usize> {
        scanner.parts(start + 1, b'}', |at| {
            let (end, escaped, value) = scanner.key(at)?;
            self.member(text, scanner, &scanner.key_text(text, at, end, escaped), value)
        })
    }

    /// Stores the value of an attribute that begins at `value`, and returns its end.
    fn member(&mut self, text: &'t str, scanner: Scanner<'_>, key: &str, value: usize) -> Scan<usize> {
        let end = scanner.value(value, 1, &mut ())?;
        match key {
            "@type" if self.type_name.is_none() => {
                let (end, escaped) = scanner.string(value)?;
                self.type_name = Some(scanner.inside(text, value, end, escaped)?);
            }
            "@extra" => {
                self.tail.extra.get_or_insert(&text[value..end]);
            }
            "@client_id" => {
                self.tail.client_id.get_or_insert(&text[value..end]);
            }
            _ => {}
        }
        Ok(end)
    }

    /// Returns the `@type`.
    pub(super) fn type_name(&self) -> &str {
        self.type_name.as_deref().unwrap_or_default()
    }
}

/// Returns the attributes of the object that begins at `start` and was checked.
pub(super) fn tail<'t>(text: &'t str, scanner: Scanner<'_>, start: usize) -> Tail<'t> {
    let mut head = Head::default();
    // The object was checked, so an error is impossible, and only the attributes before it would be known.
    let _ = head.members(text, scanner, start);
    head.tail
}

/// Returns the `@type` of an object, if it is the first member and has no escapes.
pub(super) fn first_type(text: &str) -> Option<&str> {
    let rest = text.trim_ascii_start().strip_prefix('{')?.trim_ascii_start();
    let rest = rest.strip_prefix("\"@type\"")?.trim_ascii_start().strip_prefix(':')?;
    let (name, _) = rest.trim_ascii_start().strip_prefix('"')?.split_once('"')?;
    Some(name).filter(|name| !name.contains('\\'))
}

/// Returns whether a constructor with this name is an update: `update` and a capital letter.
pub(super) fn is_update(name: &str) -> bool {
    name.strip_prefix("update").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}
