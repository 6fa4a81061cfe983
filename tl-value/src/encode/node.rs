//! Values of a JSON text. The syntax of the whole text is checked once. An array or object is split into its items or
//! members only when they are needed.

use std::borrow::Cow;

use memchr::memchr;
use serde_json::value::RawValue;

use tl_parser::similar::similar;
use tl_runtime::wire::json::{Error, ErrorKind, JsonKind, Source, Whole};

type Result<T = ()> = std::result::Result<T, Error>;

/// Maximum number of members of an object. All of them are stored in memory until they are matched with the schema.
const MOST_MEMBERS: usize = 1 << 16;

/// A value of a JSON text. Its syntax was checked, but its strings may contain escapes of unpaired surrogates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    raw: &'a str,
    /// The position of the value in the whole text.
    offset: usize,
}

impl<'a> Node<'a> {
    /// Parses `text`, which must consist of one value.
    pub(super) fn parse(text: &'a str) -> Result<Self> {
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| syntax(text, 0, &error))?;
        Ok(Self { raw: raw.get(), offset: text.len() - text.trim_start().len() })
    }

    /// Returns the items of an array, or the keys and values of an object.
    fn parts(self) -> Parts<'a> {
        Parts { of: self, at: 1 }
    }
}

/// The remaining items of an array, or the remaining keys and values of an object.
struct Parts<'a> {
    of: Node<'a>,
    /// The end of the previous part.
    at: usize,
}

impl<'a> Iterator for Parts<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        let Node { raw, offset } = self.of;
        let rest = raw.as_bytes().get(self.at..)?;
        let start =
            self.at + rest.iter().position(|&byte| !is_blank(byte) && byte != b',' && byte != b':')?;
        self.at = end_of_value(raw.as_bytes(), start)?;
        raw.get(start..self.at).map(|part| Node { raw: part, offset: offset + start })
    }
}

/// Returns whether a byte outside of strings is white space. All other bytes outside of strings are greater than a
/// blank.
fn is_blank(byte: u8) -> bool {
    byte <= b' '
}

/// Returns the end of the value at `start`. Returns `None` if there is a closing bracket instead of a value.
fn end_of_value(json: &[u8], start: usize) -> Option<usize> {
    match *json.get(start)? {
        b'"' => end_of_string(json, start),
        b'{' | b'[' => end_of_brackets(json, start),
        b'}' | b']' => None,
        _ => {
            let is_end = |&byte: &u8| is_blank(byte) || matches!(byte, b',' | b'}' | b']');
            json[start..].iter().position(is_end).map(|len| start + len)
        }
    }
}

fn end_of_string(json: &[u8], start: usize) -> Option<usize> {
    let mut end = start + 1;
    loop {
        let quote = end + memchr(b'"', json.get(end..)?)?;
        end = quote + 1;
        let backslashes = json[..quote].iter().rev().take_while(|&&byte| byte == b'\\').count();
        if backslashes % 2 == 0 {
            return Some(end);
        }
    }
}

fn end_of_brackets(json: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut open) = (start, 0);
    loop {
        match json.get(at)? {
            b'"' => {
                at = end_of_string(json, at)?;
                continue;
            }
            b'{' | b'[' => open += 1,
            b'}' | b']' => open -= 1,
            _ => {}
        }
        at += 1;
        if open == 0 {
            return Some(at);
        }
    }
}

impl<'a> Source<'a> for Node<'a> {
    fn offset(self) -> usize {
        self.offset
    }

    fn kind(self) -> JsonKind {
        match self.raw.as_bytes().first() {
            Some(b'{') => JsonKind::Object,
            Some(b'[') => JsonKind::Array,
            Some(b'"') => JsonKind::String,
            Some(b't') => JsonKind::Bool(true),
            Some(b'f') => JsonKind::Bool(false),
            Some(b'n') => JsonKind::Null,
            _ => JsonKind::Number,
        }
    }

    fn members(self) -> Result<Vec<(Cow<'a, str>, Self)>> {
        let (mut members, mut parts) = (Vec::new(), self.parts());
        while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
            if members.len() == MOST_MEMBERS {
                return Err(key.error(ErrorKind::Syntax("the object has too many members".into())));
            }
            members.push((key.text()?, value));
        }
        Ok(members)
    }

    fn each_item(self, each: &mut dyn FnMut(usize, Self) -> Result) -> Result<usize> {
        let mut count = 0;
        for item in self.parts() {
            each(count, item)?;
            count += 1;
        }
        Ok(count)
    }

    fn count(self) -> Result<usize> {
        Ok(self.parts().count())
    }

    fn text(self) -> Result<Cow<'a, str>> {
        let text = self.raw.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        match text.filter(|text| memchr(b'\\', text.as_bytes()).is_none()) {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => {
                serde_json::from_str(self.raw).map(Cow::Owned).map_err(|e| syntax(self.raw, self.offset, &e))
            }
        }
    }

    fn whole(self) -> Whole {
        let digits = self.raw.strip_prefix('-').unwrap_or(self.raw);
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Whole::of_float(self.double());
        }
        self.raw.parse().map_or(Whole::TooLarge, Whole::Value)
    }

    fn double(self) -> f64 {
        // Every JSON number can be parsed as a float.
        self.raw.parse().unwrap_or(f64::NAN)
    }

    fn float(self) -> f32 {
        self.raw.parse().unwrap_or(f32::NAN)
    }

    /// Returns `None` if `name` is a single character, because it would be similar to every other single character.
    fn similar(name: &str, names: &mut dyn Iterator<Item = &str>) -> Option<Box<str>> {
        similar(name, names.filter(|_| name.chars().nth(1).is_some())).map(Into::into)
    }
}

/// Converts the error of parsing `json`, a value that begins at `offset` of the whole text.
#[cold]
fn syntax(json: &str, offset: usize, error: &serde_json::Error) -> Error {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text);
    Error::new(offset + place(json, error), ErrorKind::Syntax(message.into()))
}

/// Returns the position of an error in `text`, as an offset in bytes.
#[cold]
fn place(text: &str, error: &serde_json::Error) -> usize {
    if error.is_eof() {
        return text.len();
    }
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    // The column is the number of bytes of the line up to the wrong byte, including it. It is 0 if the error is after
    // the end of a line.
    let mut offset = (start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
