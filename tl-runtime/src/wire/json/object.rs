//! Objects: their fields in the order of the table, and the numbers that follow from them.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::encoder::list_len;
use super::names::{self, Members, members, name};
use super::scalars::{base64, whole};
use super::{Encoder, ErrorKind, Kind, NAME, RAW, Result, Source};
use crate::EncodeErrorKind as BytesError;
use crate::wire::Problem;
use crate::wire::cursor::Cursor;
use crate::wire::form::{Args, Condition, Field, Form, Param, Scalar, Variable};
use crate::wire::frame::{Argument, Frame};
use crate::wire::table::{Row, Table, parse_id};

/// What messages call an item of a repetition.
const ITEM: &str = "item";

impl Encoder {
    /// Any boxed value, or a message in an envelope.
    pub(super) fn whole<'s>(&mut self, table: &Table<'_>, json: impl Source<'s>) -> Result {
        if json.kind() != Kind::Object {
            return self.any_object(table, json);
        }
        let members = members(json)?;
        let (name, _) = name(&members, json)?;
        // A name that a schema declares is not that of an envelope.
        match table.named(&name).next().filter(|row| table.is_envelope(row)) {
            Some(row) => self.combinator(&row, true, Args::NONE, &Frame::top(table), json, members),
            None => self.named_object(table, json, members),
        }
    }

    /// Any boxed value.
    pub(super) fn any_object<'s>(&mut self, table: &Table<'_>, json: impl Source<'s>) -> Result {
        if let Kind::Bool(value) = json.kind() {
            self.w.id(table.bool_id(value));
            return Ok(());
        }
        self.named_object(table, json, members(json)?)
    }

    fn named_object<'s, S: Source<'s>>(
        &mut self,
        table: &Table<'_>,
        json: S,
        members: Members<'s, S>,
    ) -> Result {
        let (name, at) = name(&members, json)?;
        match name.strip_prefix('#').and_then(parse_id) {
            Some(id) if members.iter().any(|(key, _)| key == RAW) => self.raw(table, id, &members, at),
            _ => {
                let row = names::any_called(table, &name, at)?;
                self.known(table, &row, json, members)
            }
        }
    }

    /// A value whose id alone determines how it is read.
    pub(super) fn known<'s, S: Source<'s>>(
        &mut self,
        table: &Table<'_>,
        row: &Row<'_>,
        json: S,
        members: Members<'s, S>,
    ) -> Result {
        self.w.id(table.id(row.number));
        self.combinator(row, row.has_fields(), Args::NONE, &Frame::top(table), json, members)
    }

    /// `{"_": "#1f040578", "raw": …}`
    fn raw<'s, S: Source<'s>>(
        &mut self,
        table: &Table<'_>,
        id: u32,
        members: &Members<'s, S>,
        at: S,
    ) -> Result {
        if let Some(row) = table.closed(id) {
            return Err(at.error(ErrorKind::RawOfKnown { name: table.label(&row).into() }));
        }
        let mut bodies = members.iter().filter(|(key, _)| key == RAW);
        let body = bodies.next();
        let other = members.iter().find(|(key, _)| key != RAW && key != NAME);
        if let Some((field, member)) = other {
            let (of, field) = (RAW.into(), Box::from(&**field));
            return Err(member.error(ErrorKind::UnknownField { of, field, similar: None }));
        }
        if let Some((_, again)) = bodies.next() {
            return Err(again.error(ErrorKind::RepeatedField).within_field(RAW));
        }
        if let Some((_, body)) = body {
            let bytes = base64(*body).map_err(|error| error.within_field(RAW))?;
            if !bytes.len().is_multiple_of(4) {
                return Err(body.error(ErrorKind::UnevenRaw { len: bytes.len() }).within_field(RAW));
            }
            self.w.id(id);
            self.w.raw(&bytes);
        }
        self.raw_end.get_or_insert(self.w.written());
        Ok(())
    }

    /// `!X`
    pub(super) fn call<'s>(
        &mut self,
        param: Option<Param>,
        frame: &Frame<'_, '_>,
        json: impl Source<'s>,
    ) -> Result {
        if let Some(Argument::Shape(shape)) = param.and_then(|param| frame.argument(param.index))
            && !shape.is_object()
        {
            return self.of_shape(shape, json);
        }
        let members = members(json)?;
        let row = names::function(frame.table, &members, json)?;
        self.known(frame.table, &row, json, members)
    }

    /// A constructor of the type `ty`, boxed.
    pub(super) fn boxed<'s>(
        &mut self,
        ty: usize,
        args: Args<'_>,
        frame: &Frame<'_, '_>,
        json: impl Source<'s>,
    ) -> Result {
        let table = frame.table;
        if let Kind::Bool(value) = json.kind() {
            let row = table.bools(value).find(|row| row.is_of(ty));
            let row = row.ok_or_else(|| json.wrong_kind("an object"))?;
            self.w.id(table.id(row.number));
            return Ok(());
        }
        let members = members(json)?;
        let row = names::constructor(table, ty, &members, json)?;
        self.w.id(table.id(row.number));
        self.combinator(&row, row.has_fields(), args, frame, json, members)
    }

    /// The only combinator that is allowed, boxed or bare.
    pub(super) fn only<'s>(
        &mut self,
        row: &Row<'_>,
        is_boxed: bool,
        args: Args<'_>,
        frame: &Frame<'_, '_>,
        json: impl Source<'s>,
    ) -> Result {
        check_form(frame.table, row, json)?;
        let members = members(json)?;
        if is_boxed {
            name(&members, json)?;
            self.w.id(frame.table.id(row.number));
        }
        names::check_name(frame.table, row, &members, json)?;
        self.combinator(row, true, args, frame, json, members)
    }

    /// The fields of a list; of an item of a repetition without a row.
    pub(super) fn fields<'s, S: Source<'s>>(
        &mut self,
        of: Option<&Row<'_>>,
        list: Cursor<'_>,
        frame: &Frame<'_, '_>,
        json: S,
        members: Members<'s, S>,
    ) -> Result {
        let of = of.map(|row| frame.table.name(row));
        let given = Given::new(of, list, frame.table, json, members)?;
        let mut length_at = None;
        for index in 0..given.fields.len() {
            let Known { form, key, .. } = given.fields[index];
            let Some(part) = given.part(index, frame)? else {
                if form.has_slot() {
                    frame.push(0);
                }
                continue;
            };
            match (form, part) {
                (Form::Zero, _) => self.w.long(0),
                (Form::Length, _) => {
                    self.w.int(0);
                    length_at = Some((self.w.written(), self.raw_end.take()));
                }
                (_, Part::Flag) => {}
                (_, Part::Computed(number)) => {
                    self.w.nat(number);
                    frame.push(number);
                }
                (_, Part::Given(json)) => {
                    self.part(form, frame, json).map_err(|error| error.within_field(key))?;
                    if let Some((start, outer)) = length_at.take() {
                        self.set_length(start, json).map_err(|error| error.within_field(key))?;
                        self.raw_end = outer;
                    }
                }
            }
        }
        Ok(())
    }

    /// What a field contains.
    fn part<'s>(&mut self, form: Form<'_>, frame: &Frame<'_, '_>, json: impl Source<'s>) -> Result {
        if let Form::Number = form {
            let number = whole(json, Scalar::Nat)?;
            self.w.nat(number);
            frame.push(number);
            return Ok(());
        }
        self.of_form(form, frame, json)
    }

    /// A frame ends that began at `start`, behind its length.
    fn set_length<'s>(&mut self, start: usize, json: impl Source<'s>) -> Result {
        self.close_frame(json)?;
        let len = self.w.written() - start;
        let word = i32::try_from(len).map_err(|_| json.error(ErrorKind::TooLong { len }))?;
        self.w.set_word(start - 4, word.cast_unsigned());
        Ok(())
    }
}

/// A field and what it is.
#[derive(Clone, Copy)]
pub(super) struct Known<'t> {
    condition: Option<Condition>,
    pub(super) form: Form<'t>,
    pub(super) key: &'t str,
}

impl Known<'_> {
    /// Whether JSON never has it.
    fn is_hidden(&self) -> bool {
        let is_computed = matches!(self.form, Form::Mask { is_kept: false, .. } | Form::Count { .. });
        is_computed || matches!(self.form, Form::Length | Form::Zero)
    }

    /// Whether JSON must have it, unless a condition decides.
    fn is_required(&self) -> bool {
        !self.is_hidden() && !matches!(self.form, Form::Rest | Form::Mask { .. })
    }

    /// Whether it has no bytes: its bit is the value.
    fn is_flag(&self) -> bool {
        self.condition.is_some() && matches!(self.form, Form::Scalar(Scalar::True))
    }
}

/// The members of an object, by the fields of its list.
struct Given<'t, S> {
    fields: Vec<Known<'t>>,
    json: S,
    /// What is given for the field with the same index.
    members: Vec<Option<S>>,
    /// The index of the field of each slot.
    slots: Vec<usize>,
}

/// What is written for a field.
#[derive(Clone, Copy)]
enum Part<S> {
    /// A number that follows from other fields.
    Computed(u32),
    /// Nothing: a bit of a mask is the value.
    Flag,
    Given(S),
}

impl<'s, 't, S: Source<'s>> Given<'t, S> {
    fn new(
        of: Option<&str>,
        list: Cursor<'t>,
        table: &Table<'t>,
        json: S,
        members: Members<'s, S>,
    ) -> Result<Self> {
        let fields = fields(list, table);
        let mut given = vec![None; fields.len()];
        // Members usually come in the order of the fields.
        let mut next = 0;
        for (key, member) in members {
            if key == NAME && of.is_some() {
                continue;
            }
            let error = |kind| member.error(kind).within_field(&key);
            let is_it = |field: &Known<'_>| field.key == key;
            let after = fields.get(next..).unwrap_or_default().iter().position(is_it);
            let index = after.map(|index| next + index).or_else(|| fields.iter().position(is_it));
            let index = index.ok_or_else(|| member.error(unknown_field::<S>(&fields, of, &key)))?;
            if fields[index].is_hidden() {
                return Err(error(ErrorKind::HiddenField));
            }
            next = index + 1;
            if given[index].replace(member).is_some() {
                return Err(error(ErrorKind::RepeatedField));
            }
        }
        let slots = (0..fields.len()).filter(|&index| fields[index].form.has_slot()).collect();
        let given = Self { fields, json, members: given, slots };
        given.check_missing(of)?;
        given.check_flags()?;
        Ok(given)
    }

    /// Checks that all required fields are given.
    fn check_missing(&self, of: Option<&str>) -> Result {
        let required = |field: &Known<'_>| field.condition.is_none() && field.is_required();
        let fields = self.fields.iter().zip(&self.members);
        let missing = fields.filter(|(field, member)| member.is_none() && required(field));
        let fields: Vec<Box<str>> = missing.map(|(field, _)| field.key.into()).collect();
        if fields.is_empty() {
            return Ok(());
        }
        let of = of.unwrap_or(ITEM).into();
        Err(self.json.error(ErrorKind::MissingFields { of, fields }))
    }

    /// Checks that what is given for a `true` is a truth value.
    fn check_flags(&self) -> Result {
        for (field, member) in self.fields.iter().zip(&self.members) {
            if let Some(member) = member
                && field.is_flag()
                && !matches!(member.kind(), Kind::Bool(_))
            {
                return Err(member.wrong_kind("true").within_field(field.key));
            }
        }
        Ok(())
    }

    /// What is to be written for the field with this index; nothing if it is absent.
    fn part(&self, index: usize, frame: &Frame<'_, '_>) -> Result<Option<Part<S>>> {
        let (known, given) = (&self.fields[index], self.members[index]);
        match (known.form, known.condition) {
            (Form::Mask { declared, is_kept }, _) => {
                self.mask(index, declared, given.filter(|_| is_kept)).map(|mask| Some(Part::Computed(mask)))
            }
            (Form::Count { of }, _) => self.count(of).map(|count| Some(Part::Computed(count))),
            (Form::Length | Form::Zero, _) => Ok(Some(Part::Flag)),
            (_, None) => Ok(given.map(Part::Given)),
            (_, Some(condition)) => self.conditional(known, condition, given, frame),
        }
    }

    fn conditional(
        &self,
        known: &Known<'_>,
        condition: Condition,
        given: Option<S>,
        frame: &Frame<'_, '_>,
    ) -> Result<Option<Part<S>>> {
        let in_words = || self.in_words(condition).into();
        let is_there = frame.holds(condition).map_err(|problem| self.json.problem(problem))?;
        let extra =
            |json: S| json.error(ErrorKind::ExtraField { condition: in_words() }).within_field(known.key);
        match (given, is_there) {
            (Some(json), is_there) if known.is_flag() => match (json.kind() == Kind::Bool(true), is_there) {
                (true, false) => Err(extra(json)),
                (false, true) => Err(json.wrong_kind("true").within_field(known.key)),
                _ => Ok(is_there.then_some(Part::Flag)),
            },
            (Some(json), true) => Ok(Some(Part::Given(json))),
            (Some(json), false) => Err(extra(json)),
            (None, true) if known.is_flag() => Ok(Some(Part::Flag)),
            (None, true) => {
                let kind = ErrorKind::MissingOfBit { field: known.key.into(), condition: in_words() };
                Err(self.json.error(kind))
            }
            (None, false) => Ok(None),
        }
    }

    /// A condition in words: `flags.3`, or the bit alone if the mask is elsewhere.
    fn in_words(&self, condition: Condition) -> String {
        let mask = match condition.var {
            Variable::Slot { up: 0, slot } => self.slots.get(slot).map(|&index| self.fields[index].key),
            _ => None,
        };
        match (mask, condition.bit) {
            (Some(mask), Some(bit)) => format!("{mask}.{bit}"),
            (Some(mask), None) => mask.to_string(),
            (None, Some(bit)) => format!("bit {bit}"),
            (None, None) => "its number".to_string(),
        }
    }

    /// The bits of the fields that are given, and those that are kept.
    fn mask(&self, index: usize, declared: u32, kept: Option<S>) -> Result<u32> {
        let bits = self.bits(index);
        let Some(json) = kept else { return Ok(bits) };
        let key = self.fields[index].key;
        let kept: u32 = whole(json, Scalar::Nat).map_err(|error| error.within_field(key))?;
        let missing = kept & declared & !bits;
        if missing == 0 {
            return Ok(bits | kept);
        }
        let bit = missing.trailing_zeros();
        let is_it = |condition: &Condition| condition.bit == Some(bit) && self.is_on(condition, index);
        let field = self.fields.iter().find(|field| field.condition.as_ref().is_some_and(is_it));
        let field = field.map_or("", |field| field.key).into();
        Err(json.error(ErrorKind::DeclaredBit { bit, field }).within_field(key))
    }

    fn bits(&self, mask: usize) -> u32 {
        let given = self.fields.iter().zip(&self.members).filter_map(|(field, member)| {
            let is_set = member.is_some_and(|json| !field.is_flag() || json.kind() == Kind::Bool(true));
            field.condition.filter(|_| is_set)
        });
        let on_mask = given.filter(|condition| self.is_on(condition, mask));
        on_mask.filter_map(|condition| condition.bit).fold(0, |bits, bit| bits | 1 << (bit & 31))
    }

    /// Whether a condition tests the mask with this index.
    fn is_on(&self, condition: &Condition, mask: usize) -> bool {
        match condition.var {
            Variable::Slot { up: 0, slot } => self.slots.get(slot) == Some(&mask),
            _ => false,
        }
    }

    /// How many items the field with this index has.
    fn count(&self, of: usize) -> Result<u32> {
        let Some(json) = self.members.get(of).copied().flatten() else { return Ok(0) };
        let len = list_len(json).map_err(|error| error.within_field(self.fields[of].key))?;
        u32::try_from(len).map_err(|_| json.error(ErrorKind::Bytes(BytesError::CountTooLarge { len })))
    }
}

/// Fails if values of a combinator can be neither read nor written.
pub(super) fn check_form<'s>(table: &Table<'_>, row: &Row<'_>, json: impl Source<'s>) -> Result {
    if row.has_unknown_form() {
        return Err(json.problem(Problem::UnknownForm(table.name(row).into())));
    }
    Ok(())
}

/// The fields of a list.
pub(super) fn fields<'t>(mut list: Cursor<'t>, table: &Table<'t>) -> Vec<Known<'t>> {
    let mut fields = Vec::new();
    while let Some(field) = Field::read(&mut list, table) {
        let (form, key) = (field.form(&mut list, table), table.text(field.key));
        fields.push(Known { condition: field.presence.condition(table), form, key });
    }
    fields
}

/// The error for a member that is not a field.
#[cold]
pub(super) fn unknown_field<'s, S: Source<'s>>(
    fields: &[Known<'_>],
    of: Option<&str>,
    field: &str,
) -> ErrorKind {
    let visible = fields.iter().filter(|field| !field.is_hidden());
    let similar = S::similar(field, &mut visible.map(|field| field.key));
    ErrorKind::UnknownField { of: of.unwrap_or(ITEM).into(), field: field.into(), similar }
}
