//! JSON as it is asked for: a value of a text is only skimmed until someone wants its parts.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use tl_parser::similar::similar;
use tl_runtime::wire::json::{Error, ErrorKind, Kind, Source, Whole};

type Result<T = ()> = std::result::Result<T, Error>;

/// An object with more members than this is no value: each is kept until the schema says which they are.
const MOST_MEMBERS: usize = 1 << 16;

/// A value of a JSON text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    raw: &'a str,
    /// Where it begins in the whole text.
    offset: usize,
}

impl<'a> Node<'a> {
    /// The value that all of `text` is; its parts have offsets that count from `base`.
    pub(super) fn parse(text: &'a str, base: usize) -> Result<Self> {
        let whole = Self { raw: text, offset: base };
        whole.read::<&RawValue>().map(|raw| whole.part(raw))
    }

    /// A part of this value, which is a slice of its text.
    fn part(self, raw: &'a RawValue) -> Self {
        let raw = raw.get();
        let within = (raw.as_ptr() as usize).saturating_sub(self.raw.as_ptr() as usize);
        Self { raw, offset: self.offset + within }
    }

    fn read<T: Deserialize<'a>>(self) -> Result<T> {
        serde_json::from_str(self.raw).map_err(|error| self.syntax(&error))
    }

    #[cold]
    fn syntax(self, error: &serde_json::Error) -> Error {
        let text = error.to_string();
        let message = text.split(" at line ").next().unwrap_or(&text);
        Error::new(self.offset + place(self.raw, error), ErrorKind::Syntax(message.into()))
    }
}

impl<'a> Source<'a> for Node<'a> {
    fn offset(self) -> usize {
        self.offset
    }

    fn kind(self) -> Kind {
        match self.raw.as_bytes().first() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::String,
            Some(b't') => Kind::Bool(true),
            Some(b'f') => Kind::Bool(false),
            Some(b'n') => Kind::Null,
            _ => Kind::Number,
        }
    }

    fn members(self) -> Result<Vec<(Cow<'a, str>, Self)>> {
        let members: Members<'a> = self.read()?;
        Ok(members.0.into_iter().map(|(Text(key), raw)| (key, self.part(raw))).collect())
    }

    fn each_item(self, each: &mut dyn FnMut(usize, Self) -> Result) -> Result<usize> {
        let mut failed = None;
        let mut reader = serde_json::Deserializer::from_str(self.raw);
        let count = Items { list: self, each, failed: &mut failed }.deserialize(&mut reader);
        match failed {
            Some(error) => Err(error),
            None => count.map_err(|error| self.syntax(&error)),
        }
    }

    fn count(self) -> Result<usize> {
        self.each_item(&mut |_, _| Ok(()))
    }

    fn text(self) -> Result<Cow<'a, str>> {
        self.read::<Text<'a>>().map(|text| text.0)
    }

    fn whole(self) -> Whole {
        let digits = self.raw.strip_prefix('-').unwrap_or(self.raw);
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Whole::of_float(self.double());
        }
        self.raw.parse().map_or(Whole::TooLarge, Whole::Value)
    }

    fn double(self) -> f64 {
        // It is a number of JSON, which every float reads.
        self.raw.parse().unwrap_or(f64::NAN)
    }

    fn float(self) -> f32 {
        self.raw.parse().unwrap_or(f32::NAN)
    }

    /// None for a single character, to which every other is similar.
    fn similar(name: &str, names: &mut dyn Iterator<Item = &str>) -> Option<Box<str>> {
        similar(name, names.filter(|_| name.len() > 1)).map(Into::into)
    }
}

/// Where in `text` an error is, in bytes.
#[cold]
fn place(text: &str, error: &serde_json::Error) -> usize {
    if error.is_eof() {
        return text.len();
    }
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    // The column counts the bytes up to the wrong one, and is 0 behind the end of a line.
    let mut offset = (start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// A string, borrowed where it has no escapes.
struct Text<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> std::result::Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> std::result::Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }
}

/// The members of an object: all of them, in their order.
struct Members<'a>(Vec<(Text<'a>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Members<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            if members.len() == MOST_MEMBERS {
                return Err(de::Error::custom("the object has too many members"));
            }
            members.push(member);
        }
        Ok(Members(members))
    }
}

/// Hands on the items of an array, so that they need not be kept.
struct Items<'a, 'f> {
    list: Node<'a>,
    each: &'f mut dyn FnMut(usize, Node<'a>) -> Result,
    /// What `each` said, which an error of the reader cannot carry.
    failed: &'f mut Option<Error>,
}

impl<'de> DeserializeSeed<'de> for Items<'de, '_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<usize, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'de, '_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> std::result::Result<usize, A::Error> {
        let mut count = 0;
        while let Some(item) = items.next_element::<&RawValue>()? {
            if let Err(error) = (self.each)(count, self.list.part(item)) {
                *self.failed = Some(error);
                return Err(de::Error::custom("an item"));
            }
            count += 1;
        }
        Ok(count)
    }
}
