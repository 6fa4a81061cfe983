//! Stores the input of a deserializer as a tree. The encoder of JSON then reads the tree.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::wire::json::{self, JsonKind, Source, Whole};

/// The maximum nesting depth of lists and objects. A reader accepts 64 nested constructors, which are objects, and the
/// innermost object may contain one more object, without fields. If each inner object is in two nested lists, as in
/// `Vector<Vector<X>>`, there are 193 levels.
const MOST_LEVELS: u32 = 256;

/// A value that was read from a deserializer.
#[derive(Clone, Debug)]
pub(super) enum Content<'de> {
    Null,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Text(Cow<'de, str>),
    List(Vec<Self>),
    Object(Vec<(Cow<'de, str>, Self)>),
}

impl<'c> Source<'c> for &'c Content<'_> {
    fn offset(self) -> usize {
        0
    }

    fn kind(self) -> JsonKind {
        match self {
            Content::Null => JsonKind::Null,
            Content::Bool(value) => JsonKind::Bool(*value),
            Content::Signed(_) | Content::Unsigned(_) | Content::Float(_) => JsonKind::Number,
            Content::Text(_) => JsonKind::String,
            Content::List(_) => JsonKind::Array,
            Content::Object(_) => JsonKind::Object,
        }
    }

    fn members(self) -> json::Result<Vec<(Cow<'c, str>, Self)>> {
        let Content::Object(members) = self else { return Ok(Vec::new()) };
        Ok(members.iter().map(|(key, member)| (Cow::Borrowed(&**key), member)).collect())
    }

    fn each_item(self, each: &mut dyn FnMut(usize, Self) -> json::Result) -> json::Result<usize> {
        let Content::List(items) = self else { return Ok(0) };
        items.iter().enumerate().try_for_each(|(index, item)| each(index, item))?;
        Ok(items.len())
    }

    fn count(self) -> json::Result<usize> {
        let Content::List(items) = self else { return Ok(0) };
        Ok(items.len())
    }

    fn text(self) -> json::Result<Cow<'c, str>> {
        let Content::Text(text) = self else { return Ok(Cow::Borrowed("")) };
        Ok(Cow::Borrowed(text))
    }

    fn whole(self) -> Whole {
        match *self {
            Content::Signed(value) => Whole::Value(value.into()),
            Content::Unsigned(value) => Whole::Value(value.into()),
            Content::Float(value) => Whole::of_float(value),
            _ => Whole::NotWhole,
        }
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "an integer in JSON means the nearest double, like any other number"
    )]
    fn double(self) -> f64 {
        match *self {
            Content::Signed(value) => value as f64,
            Content::Unsigned(value) => value as f64,
            Content::Float(value) => value,
            _ => f64::NAN,
        }
    }

    #[allow(clippy::cast_possible_truncation, reason = "a number in JSON means the nearest float")]
    fn float(self) -> f32 {
        self.double() as f32
    }
}

impl<'de> Deserialize<'de> for Content<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Levels(MOST_LEVELS).deserialize(deserializer)
    }
}

/// Reads a value whose lists and objects may be nested this many levels deep.
#[derive(Clone, Copy)]
struct Levels(u32);

impl Levels {
    fn inner<E: Error>(self) -> Result<Self, E> {
        let left = self.0.checked_sub(1);
        left.map(Self)
            .ok_or_else(|| E::custom(format_args!("values are nested more than {MOST_LEVELS} levels deep")))
    }
}

impl<'de> DeserializeSeed<'de> for Levels {
    type Value = Content<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Content<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Levels {
    type Value = Content<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a TL type")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Content<'de>, E> {
        Ok(Content::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Content<'de>, E> {
        Ok(Content::Signed(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Content<'de>, E> {
        Ok(Content::Unsigned(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Content<'de>, E> {
        Ok(Content::Float(value))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Content<'de>, E> {
        Ok(Content::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Content<'de>, E> {
        self.visit_string(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Content<'de>, E> {
        Ok(Content::Text(Cow::Owned(value)))
    }

    fn visit_unit<E>(self) -> Result<Content<'de>, E> {
        Ok(Content::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Content<'de>, A::Error> {
        let (inner, mut list) = (self.inner()?, Vec::new());
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Content::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Content<'de>, A::Error> {
        let (inner, mut members) = (self.inner()?, Vec::new());
        while let Some(Text(key)) = entries.next_key()? {
            members.push((key, entries.next_value_seed(inner)?));
        }
        Ok(Content::Object(members))
    }
}

/// A key, borrowed if possible. Serde always deserializes `Cow` as owned.
struct Text<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }

            fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(value)))
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(value.into())))
            }
        }

        deserializer.deserialize_str(TextVisitor)
    }
}
