//! Stores the parts of a value until a serializer needs them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::Cell;
use core::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::Limits;
use crate::wire::json::{JsonForm, RAW, not_finite};
use crate::wire::{Failure, Part, Shape, Sink, Walker};

/// The key of the member that contains the name of a constructor.
const NAME: &str = JsonForm::Tl.name_key();

/// The parts of one value, in the order of its bytes.
pub(super) struct Events<'a> {
    all: Vec<Event<'a>>,
    next: Cell<usize>,
}

#[derive(Clone, Copy)]
enum Event<'a> {
    Begin(Option<&'static str>),
    End,
    Key(&'static str),
    List(usize),
    Part(Part<'a>),
}

impl<'a> Events<'a> {
    /// Returns the parts of a value of the given shape. The value must take all of `bytes`.
    pub(super) fn of(shape: Shape, bytes: &'a [u8]) -> Result<Self, Failure<'static>> {
        let mut recorder = Recorder(Vec::new());
        let mut walker = Walker::new(bytes, Limits::default(), &mut recorder);
        walker.shape(shape)?;
        walker.finish()?;
        Ok(Self { all: recorder.0, next: Cell::new(0) })
    }

    fn next(&self) -> Event<'a> {
        let index = self.next.get();
        self.next.set(index + 1);
        self.all.get(index).copied().unwrap_or(Event::End)
    }

    /// Serializes an object. Its [`Event::Begin`], which contains `label`, was the last event.
    fn object<S: Serializer>(&self, label: Option<&str>, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(label) = label {
            map.serialize_entry(NAME, label)?;
        }
        while let Event::Key(key) = self.next() {
            map.serialize_entry(key, self)?;
        }
        map.end()
    }

    fn list<S: Serializer>(&self, len: usize, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(len))?;
        for _ in 0..len {
            list.serialize_element(self)?;
        }
        list.end()
    }
}

/// Serializes the next value.
impl Serialize for Events<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self.next() {
            Event::Begin(label) => self.object(label, s),
            Event::List(len) => self.list(len, s),
            Event::Part(part) => serialize_part(part, s),
            // A value does not begin with a key or an end, so the walker reports neither here.
            Event::Key(_) | Event::End => s.serialize_unit(),
        }
    }
}

fn serialize_part<S: Serializer>(part: Part<'_>, s: S) -> Result<S::Ok, S::Error> {
    match part {
        Part::Int(value) => s.serialize_i32(value),
        Part::Nat(value) => s.serialize_u32(value),
        Part::Long(value) | Part::Int53(value) => s.collect_str(&value),
        Part::Double(value) => match not_finite(value) {
            Some(name) => s.serialize_str(name),
            None => s.serialize_f64(value),
        },
        Part::Float(value) => match not_finite(value.into()) {
            Some(name) => s.serialize_str(name),
            None => s.serialize_f32(value),
        },
        Part::String(text) => s.serialize_str(text),
        Part::Bytes(bytes) => s.serialize_str(&STANDARD.encode(bytes)),
        Part::Fixed(bytes) => s.serialize_str(&hex(bytes)),
        Part::Bool(value) => s.serialize_bool(value),
        Part::Raw { id, body } => {
            let mut map = s.serialize_map(Some(2))?;
            map.serialize_entry(NAME, &format!("#{id:08x}"))?;
            map.serialize_entry(RAW, &STANDARD.encode(body))?;
            map.end()
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |digit: u8| char::from_digit(digit.into(), 16);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).flatten().collect()
}

/// Stores the parts that a walker reports.
struct Recorder<'a>(Vec<Event<'a>>);

impl<'a> Sink<'a, 'static> for Recorder<'a> {
    fn begin(&mut self, label: Option<&'static str>) {
        self.0.push(Event::Begin(label));
    }

    fn end(&mut self) {
        self.0.push(Event::End);
    }

    fn key(&mut self, key: &'static str) {
        self.0.push(Event::Key(key));
    }

    fn begin_list(&mut self, len: usize) {
        self.0.push(Event::List(len));
    }

    fn end_list(&mut self) {}

    fn value(&mut self, _: Range<usize>, part: Part<'a>) {
        self.0.push(Event::Part(part));
    }
}
