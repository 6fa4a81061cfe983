//! Objects: their fields in the order of the schema, and the numbers that follow from them.

use std::borrow::Cow;

use tl_parser::schema::{Condition, Var};

use super::names::{Members, NAME, name};
use super::node::{Kind, Node};
use super::scalars::{base64, whole};
use super::{Encoder, Result};
use crate::error::EncodeErrorKind;
use crate::frame::Frame;
use crate::program::{Arg, Field, FieldKind, List, Scalar, Ty, VALUE, parse_id, suggestion};

/// The member that holds the bytes of an unknown object.
const RAW: &str = "raw";

/// The JSON of a parameter. Text that is not JSON is the name of an object without fields, or a string.
pub(super) fn quoted(kind: &FieldKind, text: &str) -> String {
    let is_json = text.starts_with(|char: char| "{[\"-".contains(char) || char.is_ascii_digit());
    let is_word = matches!(text, "true" | "false" | "null");
    let string = |text: &str| serde_json::Value::from(text).to_string();
    match kind {
        FieldKind::Value(Ty::Scalar(Scalar::String)) => string(text),
        FieldKind::Value(Ty::Scalar(Scalar::Bytes | Scalar::Fixed(_) | Scalar::Long))
            if !text.starts_with('"') =>
        {
            string(text)
        }
        FieldKind::Value(Ty::Scalar(Scalar::Double | Scalar::Float)) if text == "-Infinity" => string(text),
        _ if is_json || is_word => text.to_owned(),
        FieldKind::Value(Ty::Boxed { .. } | Ty::Bare { .. } | Ty::Object | Ty::Var(_)) | FieldKind::Call => {
            format!(r#"{{"{NAME}":{}}}"#, string(text))
        }
        _ => string(text),
    }
}

impl Encoder<'_> {
    /// Any boxed value: what `Object` is.
    pub(super) fn object(&mut self, node: Node<'_>) -> Result {
        if matches!(node.kind(), Kind::Bool(_)) {
            return self.scalar(Scalar::Bool, node);
        }
        self.named_object(node, node.members("an object")?)
    }

    pub(super) fn named_object<'n>(&mut self, node: Node<'n>, members: Members<'n>) -> Result {
        let (name, at) = name(&members, node)?;
        match name.strip_prefix('#').and_then(parse_id) {
            Some(id) if members.iter().any(|(key, _)| key == RAW) => self.raw(id, &members, at),
            _ => {
                let index = self.any_called(&name, at)?;
                self.any(index, node, members)
            }
        }
    }

    /// A value whose id alone determines how it is read.
    pub(super) fn any<'n>(&mut self, index: usize, node: Node<'n>, members: Members<'n>) -> Result {
        let combinator = &self.program.combinators[index];
        let Some(scalar) = combinator.scalar() else { return self.boxed(index, &[], None, node, members) };
        let list = built_in_list(scalar);
        let frame = Frame::open(combinator, &[], None);
        self.write(node, |w| w.id(combinator.id))?;
        self.fields(Some(&combinator.name), &list, frame, node, members)
    }

    /// `{"_": "#1f040578", "raw": …}`
    fn raw(&mut self, id: u32, members: &Members<'_>, at: Node<'_>) -> Result {
        if let Some(index) = self.program.closed(id) {
            let name = self.program.combinators[index].name.clone();
            return Err(at.error(EncodeErrorKind::RawOfKnown { name }));
        }
        if members.len() > 2 {
            let is_other = |(key, _): &&(Cow<'_, str>, Node<'_>)| key != RAW && key != NAME;
            let field = members.iter().find(is_other).map_or(RAW, |(key, _)| key).into();
            return Err(at.error(EncodeErrorKind::UnknownField { of: RAW.into(), field, similar: None }));
        }
        for (_, node) in members.iter().filter(|(key, _)| key == RAW) {
            let body = base64(*node).map_err(|error| error.within_field(RAW))?;
            if !body.len().is_multiple_of(4) {
                return Err(node.error(EncodeErrorKind::UnevenRaw { len: body.len() }).within_field(RAW));
            }
            self.write(*node, |w| {
                w.id(id);
                w.raw(&body);
            })?;
        }
        self.raw_end.get_or_insert(self.out.len());
        Ok(())
    }

    /// `!X`
    fn call(&mut self, node: Node<'_>) -> Result {
        let members = node.members("an object")?;
        let index = self.function(&members, node)?;
        self.boxed(index, &[], None, node, members)
    }

    pub(super) fn boxed<'n>(
        &mut self,
        index: usize,
        args: &[Arg],
        outer: Option<&Frame<'_>>,
        node: Node<'n>,
        members: Members<'n>,
    ) -> Result {
        let id = self.program.combinators[index].id;
        self.write(node, |w| w.id(id))?;
        self.combinator(index, args, outer, node, members)
    }

    pub(super) fn combinator<'n>(
        &mut self,
        index: usize,
        args: &[Arg],
        outer: Option<&Frame<'_>>,
        node: Node<'n>,
        members: Members<'n>,
    ) -> Result {
        let program = self.program;
        let combinator = &program.combinators[index];
        self.check_form(index, node)?;
        let levels = combinator.levels();
        self.levels.enter(levels).map_err(|limit| node.error(EncodeErrorKind::TooDeep { limit }))?;
        let start = self.out.len();
        let frame = Frame::open(combinator, args, outer);
        self.fields(Some(&combinator.name), &combinator.fields, frame, node, members)?;
        self.levels.leave(levels);
        self.note_empty(start, node)
    }

    pub(super) fn fields<'n>(
        &mut self,
        of: Option<&str>,
        list: &List,
        frame: Frame<'_>,
        node: Node<'n>,
        members: Members<'n>,
    ) -> Result {
        let given = Given::new(of, list, node, members)?;
        let mut numbers = vec![0; if list.has_numbers { list.fields.len() } else { 0 }];
        let mut length_at = None;
        for (index, field) in list.fields.iter().enumerate() {
            let frame = frame.with(&numbers);
            let Some(part) = given.part(index, &frame)? else { continue };
            if let FieldKind::Zero = field.kind {
                self.write(node, |w| w.long(0))?;
                continue;
            }
            if let FieldKind::Length = field.kind {
                self.write(node, |w| w.int(0))?;
                length_at = Some((self.out.len(), self.raw_end.take()));
                continue;
            }
            let number = self.field(field, part, &frame).map_err(|error| error.within_field(&field.key))?;
            if let (Some(number), Some(place)) = (number, numbers.get_mut(index)) {
                *place = number;
            }
            if let Some((start, outer)) = length_at.take() {
                self.set_length(start, node).map_err(|error| error.within_field(&field.key))?;
                self.raw_end = outer;
            }
        }
        Ok(())
    }

    /// A frame ends that began at `start`, behind its length.
    fn set_length(&mut self, start: usize, node: Node<'_>) -> Result {
        self.close_frame(node)?;
        let len = self.out.len() - start;
        let word = i32::try_from(len).map_err(|_| node.error(EncodeErrorKind::TooLong { len }))?;
        self.set_word(start - 4, word.cast_unsigned());
        Ok(())
    }

    /// One field that is there; the number that it is, if others may use it.
    fn field(&mut self, field: &Field, part: Part<'_>, frame: &Frame<'_>) -> Result<Option<u32>> {
        match part {
            Part::Computed(number, node) => self.write(node, |w| w.nat(number)).map(|()| Some(number)),
            Part::Flag => Ok(None),
            Part::Node(node) => {
                self.part(&field.kind, frame, node)?;
                let is_number = matches!(field.kind, FieldKind::Number);
                is_number.then(|| whole(node, Scalar::Nat)).transpose()
            }
        }
    }

    /// What a field holds, or what is repeated.
    pub(super) fn part(&mut self, kind: &FieldKind, frame: &Frame<'_>, node: Node<'_>) -> Result {
        match kind {
            FieldKind::Value(ty) => self.value(ty, Some(frame), node),
            FieldKind::Call => self.call(node),
            FieldKind::Repeat(repeat) => self.repeat(repeat, frame, node),
            FieldKind::Type => self.value(&Ty::Unsupported, None, node),
            FieldKind::Rest => {
                let bytes = base64(node)?;
                self.write(node, |w| w.raw(&bytes))
            }
            FieldKind::Number
            | FieldKind::Mask
            | FieldKind::Count(_)
            | FieldKind::Length
            | FieldKind::Zero => self.scalar(Scalar::Nat, node),
        }
    }
}

/// The one field of a boxed built-in.
pub(super) fn built_in_list(scalar: Scalar) -> List {
    let kind = FieldKind::Value(Ty::Scalar(scalar));
    let value = Field { key: VALUE.into(), is_anonymous: true, condition: None, kind };
    List { fields: vec![value], has_numbers: false }
}

/// What messages call an item of a repetition.
const ITEM: &str = "item";

impl List {
    /// The error for a field that this list does not have.
    #[cold]
    pub(super) fn unknown_field(&self, of: Option<&str>, field: &str) -> EncodeErrorKind {
        let visible = self.fields.iter().filter(|field| !field.is_hidden());
        let similar = suggestion(field, visible.map(|field| &*field.key));
        EncodeErrorKind::UnknownField { of: of.unwrap_or(ITEM).into(), field: field.into(), similar }
    }
}

/// The members of an object, by the fields of its list.
struct Given<'a, 'n> {
    list: &'a List,
    node: Node<'n>,
    /// What is given for the field with the same index.
    nodes: Vec<Option<Node<'n>>>,
}

/// What is written for a field.
#[derive(Clone, Copy)]
enum Part<'n> {
    /// A hidden number, and the object that it follows from.
    Computed(u32, Node<'n>),
    /// Nothing: a bit of a mask says it.
    Flag,
    Node(Node<'n>),
}

impl<'a, 'n> Given<'a, 'n> {
    fn new(of: Option<&str>, list: &'a List, node: Node<'n>, members: Members<'n>) -> Result<Self> {
        let mut nodes = vec![None; list.fields.len()];
        for (key, member) in members {
            if key == NAME && of.is_some() {
                continue;
            }
            let error = |kind| member.error(kind).within_field(&key);
            let index = list.fields.iter().position(|field| *field.key == *key);
            let index = index.ok_or_else(|| member.error(list.unknown_field(of, &key)))?;
            if list.fields[index].is_hidden() {
                return Err(error(EncodeErrorKind::HiddenField));
            }
            if nodes[index].replace(member).is_some() {
                return Err(error(EncodeErrorKind::RepeatedField));
            }
        }
        let given = Self { list, node, nodes };
        given.check_missing(of)?;
        given.check_flags()?;
        Ok(given)
    }

    /// Checks that all required fields are given.
    fn check_missing(&self, of: Option<&str>) -> Result {
        let required = |field: &Field| field.condition.is_none() && field.is_required();
        let fields = self.list.fields.iter().zip(&self.nodes);
        let missing = fields.filter(|(field, node)| node.is_none() && required(field));
        let fields: Vec<Box<str>> = missing.map(|(field, _)| field.key.clone()).collect();
        if fields.is_empty() {
            return Ok(());
        }
        let of = of.unwrap_or(ITEM).into();
        Err(self.node.error(EncodeErrorKind::MissingFields { of, fields }))
    }

    /// Checks that what is given for a `true` is a boolean.
    fn check_flags(&self) -> Result {
        for (field, node) in self.list.fields.iter().zip(&self.nodes) {
            if let Some(node) = node
                && field.is_flag()
                && !matches!(node.kind(), Kind::Bool(_))
            {
                return Err(node.wrong_kind("true").within_field(&field.key));
            }
        }
        Ok(())
    }

    /// What is to be written for the field with this index; nothing where it is absent.
    fn part(&self, index: usize, frame: &Frame<'_>) -> Result<Option<Part<'n>>> {
        let field = &self.list.fields[index];
        let given = self.nodes[index];
        match (&field.kind, field.condition) {
            (FieldKind::Mask, _) => Ok(Some(Part::Computed(self.mask(index), self.node))),
            (FieldKind::Count(of), _) => self.count(*of).map(|count| Some(Part::Computed(count, self.node))),
            (FieldKind::Length | FieldKind::Zero, _) => Ok(Some(Part::Flag)),
            (_, None) => Ok(given.map(Part::Node)),
            (_, Some(condition)) => self.conditional(field, condition, given, frame),
        }
    }

    fn conditional(
        &self,
        field: &Field,
        condition: Condition,
        given: Option<Node<'n>>,
        frame: &Frame<'_>,
    ) -> Result<Option<Part<'n>>> {
        let problem = |problem| self.node.error(EncodeErrorKind::Schema(problem));
        let in_words = || self.list.condition(condition).into();
        let is_there = frame.holds(condition).map_err(problem)?;
        let extra = |node: Node<'_>| {
            let kind = EncodeErrorKind::ExtraField { condition: in_words() };
            node.error(kind).within_field(&field.key)
        };
        match (given, is_there) {
            (Some(node), is_there) if field.is_flag() => match (node.kind() == Kind::Bool(true), is_there) {
                (true, false) => Err(extra(node)),
                (false, true) => Err(node.wrong_kind("true").within_field(&field.key)),
                _ => Ok(is_there.then_some(Part::Flag)),
            },
            (Some(node), true) => Ok(Some(Part::Node(node))),
            (Some(node), false) => Err(extra(node)),
            (None, true) if field.is_flag() => Ok(Some(Part::Flag)),
            (None, true) => {
                let kind = EncodeErrorKind::MissingOfBit { field: field.key.clone(), condition: in_words() };
                Err(self.node.error(kind))
            }
            (None, false) => Ok(None),
        }
    }

    /// The bits of the fields that are given.
    fn mask(&self, mask: usize) -> u32 {
        let of_mask = |condition: &Condition| condition.mask == Var::Field { up: 0, index: mask };
        let given = self.list.fields.iter().zip(&self.nodes).filter_map(|(field, node)| {
            let is_set = node.is_some_and(|node| !field.is_flag() || node.kind() == Kind::Bool(true));
            field.condition.filter(|condition| is_set && of_mask(condition))
        });
        given.filter_map(|condition| condition.bit).fold(0, |bits, bit| bits | 1 << (bit & 31))
    }

    /// How many items the field with this index has.
    fn count(&self, of: usize) -> Result<u32> {
        let Some(node) = self.nodes[of] else { return Ok(0) };
        let len = node.count().map_err(|error| error.within_field(&self.list.fields[of].key))?;
        let too_many =
            |_| node.error(EncodeErrorKind::Bytes(tl_runtime::EncodeErrorKind::CountTooLarge { len }));
        u32::try_from(len).map_err(too_many)
    }
}
