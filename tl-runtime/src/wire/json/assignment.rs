//! Assigns the members of an object to fields, and computes masks and counts from them.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::defaults::has_default;
use super::names::Members;
use super::scalars::{list_len, narrow};
use super::{ErrorKind, JsonForm, JsonKind, Result, Source};
use crate::EncodeErrorKind as BytesError;
use crate::wire::cursor::Cursor;
use crate::wire::environment::Environment;
use crate::wire::form::{Condition, Field, Scalar, ValueForm, Variable};
use crate::wire::table::Table;

/// The word for an item of a repetition in error messages.
const ITEM: &str = "item";

/// A field, and the member with its value, if the object has this member.
#[derive(Clone, Copy)]
pub(super) struct AssignedField<'t, S> {
    pub(super) key: &'t str,
    pub(super) form: ValueForm<'t>,
    condition: Option<Condition>,
    /// The number of fields with a slot before this field. If this field has a slot, this is the number of the slot.
    slot: usize,
    member: Option<S>,
}

impl<'s, S: Source<'s>> AssignedField<'_, S> {
    /// Returns whether JSON must not contain the field.
    fn is_hidden(&self, form: JsonForm) -> bool {
        match self.form {
            ValueForm::Mask { is_kept, .. } => !is_kept && !form.is_of_tdlib(),
            ValueForm::Count { .. } | ValueForm::Length | ValueForm::Zero => true,
            _ => false,
        }
    }

    /// Returns whether JSON must contain the field.
    fn is_required(&self, form: JsonForm) -> bool {
        let may_be_absent = matches!(self.form, ValueForm::Rest | ValueForm::Mask { .. });
        let is_optional = self.condition.is_some() || may_be_absent || self.has_default(form);
        !is_optional && !self.is_hidden(form)
    }

    /// Returns whether the field has a default value.
    fn has_default(&self, form: JsonForm) -> bool {
        form.is_of_tdlib() && self.condition.is_none() && has_default(self.form)
    }

    /// Returns whether a member means that the field is absent: the member is `null`, and the field has a condition.
    fn is_absent_as(&self, member: S) -> bool {
        self.condition.is_some() && member.kind() == JsonKind::Null
    }

    /// Returns whether the field has no bytes and its bit is its value, as in `flag:flags.2?true`.
    fn is_flag(&self) -> bool {
        self.condition.is_some() && matches!(self.form, ValueForm::Scalar(Scalar::True))
    }

    /// If the field depends on a bit of the mask with the slot `mask`, returns this bit.
    fn bit_of(&self, mask: usize) -> Option<u32> {
        match self.condition {
            Some(Condition { var: Variable::Slot { up: 0, slot }, bit }) if slot == mask => bit,
            _ => None,
        }
    }

    /// Returns whether the member of the field requires that the bit of the field is set.
    fn is_given(&self) -> bool {
        self.member.is_some_and(|json| !self.is_flag() || json.kind() == JsonKind::Bool(true))
    }
}

/// The fields of a combinator or of an item of a repetition, each with the member that contains its value.
pub(super) struct Assignment<'t, S> {
    json_form: JsonForm,
    fields: Vec<AssignedField<'t, S>>,
    json: S,
}

/// The content to write for a field.
#[derive(Clone, Copy)]
pub(super) enum FieldContent<S> {
    /// A number on which other fields may depend.
    Number(u32),
    /// No value from JSON is needed, as for `flag:flags.2?true`, whose value is a bit of a mask.
    Flag,
    /// JSON omits the field, which is always present and has a default value.
    Default,
    Json(S),
}

impl<'s, 't, S: Source<'s>> Assignment<'t, S> {
    pub(super) fn new(
        json_form: JsonForm,
        of: Option<&str>,
        list: Cursor<'t>,
        table: &Table<'t>,
        json: S,
        members: Members<'s, S>,
    ) -> Result<Self> {
        let mut fields = fields(list, table, members.len());
        // Members usually have the order of the fields.
        let mut next = 0;
        for (key, member) in members {
            if key == json_form.name_key() && of.is_some() {
                continue;
            }
            let error = |kind| member.error(kind).within_field(&key);
            let is_it = |field: &AssignedField<'_, S>| field.key == key;
            let after = fields.get(next..).unwrap_or_default().iter().position(is_it);
            let index = after.map(|index| next + index).or_else(|| fields.iter().position(is_it));
            let Some(index) = index else {
                if json_form.is_of_tdlib() {
                    continue;
                }
                return Err(member.error(unknown_field(json_form, &fields, of, &key)));
            };
            if json_form.is_of_tdlib() && fields[index].is_absent_as(member) {
                continue;
            }
            if fields[index].is_hidden(json_form) {
                return Err(error(ErrorKind::HiddenField));
            }
            if fields[index].member.replace(member).is_some() {
                return Err(error(ErrorKind::RepeatedField));
            }
            next = index + 1;
        }
        let assignment = Self { json_form, fields, json };
        assignment.check_missing(of)?;
        assignment.check_flags()?;
        Ok(assignment)
    }

    pub(super) fn fields(&self) -> &[AssignedField<'t, S>] {
        &self.fields
    }

    /// Checks that all required fields have members.
    fn check_missing(&self, of: Option<&str>) -> Result {
        let missing =
            self.fields.iter().filter(|field| field.member.is_none() && field.is_required(self.json_form));
        let fields: Vec<Box<str>> = missing.map(|field| field.key.into()).collect();
        if fields.is_empty() {
            return Ok(());
        }
        Err(self.json.error(ErrorKind::MissingFields { of: of.unwrap_or(ITEM).into(), fields }))
    }

    /// Checks that the members for flags are truth values.
    fn check_flags(&self) -> Result {
        for field in self.fields.iter().filter(|field| field.is_flag()) {
            if let Some(member) = field.member
                && !matches!(member.kind(), JsonKind::Bool(_))
            {
                return Err(member.wrong_kind("true").within_field(field.key));
            }
        }
        Ok(())
    }

    /// Returns the content to write for a field, or `None` if the field is absent.
    pub(super) fn content(
        &self,
        field: &AssignedField<'t, S>,
        env: &Environment<'_, '_>,
    ) -> Result<Option<FieldContent<S>>> {
        match field.form {
            ValueForm::Mask { declared, .. } => {
                self.mask(field, declared).map(|mask| Some(FieldContent::Number(mask)))
            }
            ValueForm::Count { of } => self.count(of).map(|count| Some(FieldContent::Number(count))),
            ValueForm::Length | ValueForm::Zero => Ok(Some(FieldContent::Flag)),
            _ => match (self.present(field, env)?, field.form) {
                (Some(FieldContent::Json(json)), ValueForm::Number) => {
                    let number = narrow(self.json_form, json, Scalar::Nat)
                        .map_err(|error| error.within_field(field.key))?;
                    Ok(Some(FieldContent::Number(number)))
                }
                (Some(FieldContent::Default), ValueForm::Number) => Ok(Some(FieldContent::Number(0))),
                (content, _) => Ok(content),
            },
        }
    }

    /// Returns the content of a field, and checks that the member of the field, or its absence, does not contradict the
    /// condition of the field.
    fn present(
        &self,
        field: &AssignedField<'t, S>,
        env: &Environment<'_, '_>,
    ) -> Result<Option<FieldContent<S>>> {
        let Some(condition) = field.condition else {
            let default = field.has_default(self.json_form).then_some(FieldContent::Default);
            return Ok(field.member.map(FieldContent::Json).or(default));
        };
        let in_words = || self.in_words(condition).into();
        let is_there = env.holds(condition).map_err(|problem| self.json.problem(problem))?;
        let extra =
            |json: S| json.error(ErrorKind::ExtraField { condition: in_words() }).within_field(field.key);
        match (field.member, is_there) {
            (Some(json), is_there) if field.is_flag() => {
                match (json.kind() == JsonKind::Bool(true), is_there) {
                    (true, false) => Err(extra(json)),
                    (false, true) => Err(json.wrong_kind("true").within_field(field.key)),
                    _ => Ok(is_there.then_some(FieldContent::Flag)),
                }
            }
            (Some(json), true) => Ok(Some(FieldContent::Json(json))),
            (Some(json), false) => Err(extra(json)),
            (None, true) if field.is_flag() => Ok(Some(FieldContent::Flag)),
            (None, true) => {
                let kind = ErrorKind::MissingOfBit { field: field.key.into(), condition: in_words() };
                Err(self.json.error(kind))
            }
            (None, false) => Ok(None),
        }
    }

    /// Returns a condition in words, with the name of its number if this object contains the number.
    #[cold]
    fn in_words(&self, condition: Condition) -> String {
        let mask = match condition.var {
            Variable::Slot { up: 0, slot } => {
                let mut numbers = self.fields.iter().filter(|field| field.form.has_slot());
                numbers.nth(slot).map(|field| field.key)
            }
            _ => None,
        };
        match (mask, condition.bit) {
            (Some(mask), Some(bit)) => format!("`{mask}.{bit}` is set"),
            (Some(mask), None) => format!("`{mask}` is not 0"),
            (None, Some(bit)) => format!("bit {bit} of a number outside of this object is set"),
            (None, None) => "a number outside of this object is not 0".to_string(),
        }
    }

    /// Returns the value of a mask: the bits of the fields that JSON contains, and the bits in the member of the mask.
    /// This member must not contain the bit of a field that JSON lacks. In TDLib's form, the member contains all bits
    /// of the mask; [`present`](Self::present) compares them with the fields.
    fn mask(&self, mask: &AssignedField<'t, S>, declared: u32) -> Result<u32> {
        let given = self.fields.iter().filter(|field| field.is_given());
        let bits =
            given.filter_map(|field| field.bit_of(mask.slot)).fold(0, |bits, bit| bits | 1 << (bit & 31));
        let Some(json) = mask.member else { return Ok(bits) };
        let number = narrow(self.json_form, json, Scalar::Nat);
        let number: u32 = number.map_err(|error| error.within_field(mask.key))?;
        if self.json_form.is_of_tdlib() {
            return Ok(number);
        }
        let missing = number & declared & !bits;
        if missing == 0 {
            return Ok(bits | number);
        }
        let bit = missing.trailing_zeros();
        let field = self.fields.iter().find(|field| field.bit_of(mask.slot) == Some(bit));
        let field = field.map_or("", |field| field.key).into();
        Err(json.error(ErrorKind::DeclaredBit { bit, field }).within_field(mask.key))
    }

    /// Returns the number of items of the field with this index.
    fn count(&self, of: usize) -> Result<u32> {
        let Some(AssignedField { key, member: Some(json), .. }) = self.fields.get(of) else { return Ok(0) };
        let len = list_len(*json).map_err(|error| error.within_field(key))?;
        u32::try_from(len).map_err(|_| json.error(ErrorKind::Bytes(BytesError::CountTooLarge { len })))
    }
}

/// Returns the fields of a list, none of which has a member yet. The vector has capacity for `usual` fields.
pub(super) fn fields<'t, S>(
    mut list: Cursor<'t>,
    table: &Table<'t>,
    usual: usize,
) -> Vec<AssignedField<'t, S>> {
    let (mut fields, mut slot) = (Vec::with_capacity(usual), 0);
    while let Some(field) = Field::read(&mut list, table) {
        let (condition, form) = (field.presence.condition(table), field.form(&mut list, table));
        fields.push(AssignedField { key: table.text(field.key), form, condition, slot, member: None });
        slot += usize::from(form.has_slot());
    }
    fields
}

/// Returns the error for a member that is not a field.
#[cold]
pub(super) fn unknown_field<'s, S: Source<'s>>(
    form: JsonForm,
    fields: &[AssignedField<'_, S>],
    of: Option<&str>,
    field: &str,
) -> ErrorKind {
    let visible = fields.iter().filter(|field| !field.is_hidden(form));
    let similar = S::similar(field, &mut visible.map(|field| field.key));
    ErrorKind::UnknownField { of: of.unwrap_or(ITEM).into(), field: field.into(), similar }
}
