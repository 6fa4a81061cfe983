//! Emits the functions that write and read a struct, such as `encode_after` and `decode_bare`. They execute the steps
//! of the struct one after another.

use std::slice;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::super::model::{
    Bit, BitField, Codec, Field, FieldStep, Ident, Mask, Presence, Run, SkipStep, Skipped, Step, Struct, Type,
};
use super::codec::{bits_of, code_of, is_set, is_tag, number_read, number_written, read, write};
use super::parameters;
use super::tokens::{Cx, Generics, Lazy, bounded, least};

pub(super) fn encode_bare(cx: Cx<'_>, item: &Struct) -> TokenStream {
    let Struct { ident, generics, .. } = item;
    if !item.has_traits() {
        return parameters::encode_struct(item, &write_steps(cx, item, None));
    }
    let (bounds, args) = (bounded(generics, "Encode"), Generics(generics.iter()));
    let (steps, data_len) = (write_steps(cx, item, Some(&quote!(head))), data_len(item));
    quote! {
        impl #bounds __rt::EncodeBare for #ident #args {
            #[inline]
            fn encode_after(&self, head: impl __rt::Fixed, w: &mut __rt::Writer) {
                #steps
            }
            #data_len
        }
    }
}

/// Emits the method `bare_data_len`, which adds up the lengths of the `bytes` fields. Fields whose type is a type
/// parameter count too. If there are no such fields, emits nothing.
fn data_len(item: &Struct) -> Option<TokenStream> {
    let lengths: Vec<_> = item
        .fields
        .iter()
        .filter_map(|Field { ident, ty, .. }| match ty {
            ty if ty.is_bytes() => Some(quote!(self.#ident.len())),
            Type::Option(inner) if inner.is_bytes() => {
                Some(quote!(self.#ident.as_ref().map_or(0, |x| x.len())))
            }
            Type::Var(_) => Some(quote!(__rt::Encode::data_len(&self.#ident))),
            _ => None,
        })
        .collect();
    (!lengths.is_empty()).then(|| {
        quote! {
            #[inline]
            fn bare_data_len(&self) -> usize {
                #(#lengths)+*
            }
        }
    })
}

/// Emits statements that write the fields. If `head` is set, it is the variable for the bytes before the fields, such
/// as the id, and the statements write these bytes first.
fn write_steps(cx: Cx<'_>, item: &Struct, head: Option<&TokenStream>) -> TokenStream {
    let Some(head) = head else {
        let steps = item.wire.iter().map(|step| write_step(cx, item, step));
        return quote!(#(#steps)*);
    };
    let (first, rest) = match item.wire.split_first() {
        Some((Step::Run(Run { masks, fields }), rest)) => (write_run(item, masks, fields, true), rest),
        Some((Step::Mask(mask), rest)) => (write_run(item, slice::from_ref(mask), &[], true), rest),
        Some((Step::Field(field), rest)) if field.is_fixed => {
            (write_run(item, &[], slice::from_ref(field), true), rest)
        }
        _ => (quote!(w.fixed(#head);), &*item.wire),
    };
    let rest = rest.iter().map(|step| write_step(cx, item, step));
    quote!(#first #(#rest)*)
}

fn write_step(cx: Cx<'_>, item: &Struct, step: &Step) -> TokenStream {
    match step {
        Step::Mask(mask) => {
            let (local, (check, value)) = (&mask.local, mask_written(item, mask));
            quote!(#check let #local = #value; w.nat(#local);)
        }
        Step::Count { local: _, field } => quote!(w.len(self.#field.len());),
        Step::Length { local: _, field } => quote!(w.len(self.#field.as_bytes().len());),
        Step::Field(step) => write_field(cx, item, step),
        // Structs with skipped fields are not written.
        Step::Skip(_) => TokenStream::new(),
        Step::Run(Run { masks, fields }) => write_run(item, masks, fields, false),
    }
}

fn write_run(item: &Struct, masks: &[Mask], fields: &[FieldStep], is_first: bool) -> TokenStream {
    let masks_written = masks.iter().map(|mask| {
        Lazy(move || {
            let (local, (check, mask)) = (&mask.local, mask_written(item, mask));
            quote!(#check let #local = #mask;)
        })
    });
    let (masks, fields) = (masks.iter().map(|mask| &mask.local), fields.iter().map(|field| &field.ident));
    let head = is_first.then(|| quote!(head,));
    quote!(#(#masks_written)* w.fixed((#head #(#masks,)* #(self.#fields),*));)
}

/// Emits checks of the fields, and an expression for the mask: the bits of the fields that are present and the kept
/// bits.
fn mask_written(item: &Struct, Mask { local: _, name, bits, kept }: &Mask) -> (TokenStream, TokenStream) {
    let present = |field: &BitField| present(&field.ident, field.flag);
    let mut checks = Vec::new();
    let mut terms = Vec::new();
    for Bit { bit, fields } in bits {
        let [first, partners @ ..] = fields.as_slice() else { continue };
        terms.push(bit_of(*bit, first));
        let first = present(first);
        checks.extend(partners.iter().map(|field| same_presence(item, &field.name, &first, &present(field))));
    }
    if terms.is_empty() {
        terms.push(quote!(0));
    }
    let checks = quote!(#(#checks)*);
    let Some(ident) = kept else { return (checks, quote!(#(#terms)|*)) };
    let (type_name, name, declared) = (&*item.name, &**name, declared(bits));
    (checks, quote!(w.kept_mask(#type_name, #name, self.#ident, #declared, #(#terms)|*)))
}

/// Emits the bit of a mask as a number that is 0 if `field` is absent.
pub(super) fn bit_of(bit: u8, field: &BitField) -> TokenStream {
    let (present, bit) = (present(&field.ident, field.flag), Literal::u8_unsuffixed(bit));
    quote!((#present as u32) << #bit)
}

/// Returns the bits that fields use.
pub(super) fn declared(bits: &[Bit]) -> Literal {
    let mask = bits.iter().fold(0, |mask, bit| mask | 1u32.checked_shl(bit.bit.into()).unwrap_or(0));
    bits_of(mask)
}

pub(super) fn present(field: &Ident, flag: bool) -> TokenStream {
    if flag { quote!(self.#field) } else { quote!(self.#field.is_some()) }
}

fn same_presence(item: &Struct, field: &str, a: &TokenStream, b: &TokenStream) -> TokenStream {
    let type_name = &*item.name;
    quote!(w.same_presence(#type_name, #field, #a, #b);)
}

/// Emits a check that a field is present if and only if its condition is true.
fn presence_by(item: &Struct, field: &str, is_set: &TokenStream, present: &TokenStream) -> TokenStream {
    let type_name = &*item.name;
    quote!(w.presence_by(#type_name, #field, #is_set, #present);)
}

fn masks(item: &Struct) -> impl Iterator<Item = &Mask> {
    item.wire.iter().flat_map(|step| match step {
        Step::Mask(mask) => slice::from_ref(mask),
        Step::Run(run) => &run.masks,
        _ => &[],
    })
}

fn write_field(cx: Cx<'_>, item: &Struct, step: &FieldStep) -> TokenStream {
    let FieldStep { ident: field, name, codec, presence, is_fixed, is_number, .. } = step;
    let may_fail = !is_fixed && !is_number;
    let Some(presence) = presence else {
        let value = write(cx, codec, &quote!(&self.#field), Some(field));
        return statement(cx, may_fail.then_some(&**name), &value);
    };
    let is_own_mask = masks(item).any(|mask| mask.local == presence.number.local);
    let check = (!is_own_mask).then(|| {
        let number = number_written(&presence.number);
        presence_by(item, name, &is_set(&number, presence), &present(field, presence.flag))
    });
    if presence.flag {
        return quote!(#check);
    }
    let value = match codec {
        Codec::Own => quote!(w.optional(&self.#field)),
        Codec::Bare => quote!(w.optional_bare(&self.#field)),
        codec => {
            let write = write(cx, codec, &quote!(x), None);
            let x = if is_tag(codec) { quote!(_) } else { quote!(x) };
            quote!(if let __rt::Some(#x) = &self.#field { #write })
        }
    };
    let value = statement(cx, may_fail.then_some(&**name), &value);
    quote!(#check #value)
}

/// Emits the statement that writes a value. If the value is the field `name` and `cx.names_fields` is set, errors
/// contain the name.
pub(super) fn statement(cx: Cx<'_>, name: Option<&str>, value: &TokenStream) -> TokenStream {
    match name.filter(|_| cx.names_fields) {
        _ if value.is_empty() => TokenStream::new(),
        Some(name) => quote!(w.field(&#name, |w| #value);),
        None => quote!(#value;),
    }
}

pub(super) fn decode_bare(cx: Cx<'_>, item: &Struct) -> TokenStream {
    let Struct { ident, generics, wire, .. } = item;
    let (before, value) = read_value(cx, wire, None);
    if !item.has_traits() {
        return parameters::decode_struct(item, &before, &value);
    }
    let (bounds, params) = (bounded(generics, "Decode"), Generics(generics.iter()));
    let reader = if wire.is_empty() { quote!(_) } else { quote!(r) };
    let least = least(item.least).map(|least| quote!(const MIN_SIZE: usize = #least;));
    quote! {
        impl #bounds __rt::DecodeBare for #ident #params {
            #least
            #[inline]
            fn decode_bare(#reader: &mut __rt::Reader<'_>) -> Self {
                #before
                #value
            }
        }
    }
}

/// Emits statements and an expression that read the struct. `last` is an additional last field, if there is one. The
/// last statement is the one for the last mask, number, run or skipped field. The statements store fields in variables.
/// The expression reads all fields after them and creates the struct.
pub(super) fn read_value(
    cx: Cx<'_>,
    wire: &[Step],
    last: Option<(&Ident, TokenStream)>,
) -> (TokenStream, TokenStream) {
    let is_field = |step: &Step| matches!(step, Step::Field(field) if !field.is_number);
    let last_other = wire.iter().rposition(|step| !is_field(step));
    let (before, after) = wire.split_at(last_other.map_or(0, |index| index + 1));
    let statements = before.iter().map(|step| read_step(cx, step));
    let mut fields: Vec<TokenStream> = before.iter().flat_map(fields_of).collect();
    fields.extend(after.iter().filter_map(|step| {
        let Step::Field(FieldStep { ident, codec, presence, .. }) = step else { return None };
        let value = read_field(cx, codec, presence.as_ref());
        Some(quote!(#ident: #value))
    }));
    fields.extend(last.map(|(ident, value)| quote!(#ident: #value)));
    (quote!(#(#statements)*), quote!(Self { #(#fields,)* }))
}

/// Emits a statement that executes a step. The statement stores the values that it reads in variables.
fn read_step(cx: Cx<'_>, step: &Step) -> TokenStream {
    match step {
        Step::Mask(mask) => read_mask(mask),
        Step::Count { local, .. } | Step::Length { local, .. } => quote!(let #local = r.number();),
        Step::Field(field) => read_variable(cx, field),
        Step::Skip(step) => skip_step(step),
        Step::Run(run) => read_run(run),
    }
}

/// Emits a statement that reads a mask into its variable. The bits that no field uses are dropped or kept.
pub(super) fn read_mask(mask: &Mask) -> TokenStream {
    let (name, declared) = (mask_name(mask), declared(&mask.bits));
    match mask.kept {
        Some(_) => quote!(let #name = r.number();),
        None => quote!(let #name = r.mask(#declared);),
    }
}

/// Emits a statement that reads a field into its variable.
pub(super) fn read_variable(cx: Cx<'_>, field: &FieldStep) -> TokenStream {
    let FieldStep { codec, presence, local, is_number, .. } = field;
    let value = match (is_number, presence) {
        (true, None) => quote!(r.number()),
        _ => read_field(cx, codec, presence.as_ref()),
    };
    let ty = is_number.then(|| presence.as_ref()).flatten().map(|_| quote!(: __rt::Option<u32>));
    quote!(let #local #ty = #value;)
}

/// Emits a statement that reads a run into variables.
pub(super) fn read_run(Run { masks, fields }: &Run) -> TokenStream {
    let names = fields.iter().map(|field| &field.local);
    let names = if fields.len() == 1 { quote!(#(#names)*) } else { quote!((#(#names),*)) };
    if masks.is_empty() {
        return quote!(let #names = r.run(););
    }
    let declared = masks.iter().map(|mask| match mask.kept {
        Some(_) => quote!(!0),
        None => declared(&mask.bits).into_token_stream(),
    });
    let masks = masks.iter().map(mask_name);
    quote!(let ([#(#masks),*], #names) = r.masked_run(&[#(#declared),*]);)
}

/// Returns the variable of a mask, or `_` if the mask is not needed after it is read.
fn mask_name(Mask { local, bits, kept, .. }: &Mask) -> TokenStream {
    if bits.is_empty() && kept.is_none() { quote!(_) } else { local.to_token_stream() }
}

/// Emits the struct fields for the variables of a step.
fn fields_of(step: &Step) -> Vec<TokenStream> {
    match step {
        Step::Mask(mask) => field_of_mask(mask).into_iter().collect(),
        Step::Field(field) => vec![field_of(field)],
        Step::Run(Run { masks, fields }) => {
            masks.iter().filter_map(field_of_mask).chain(fields.iter().map(field_of)).collect()
        }
        Step::Count { .. } | Step::Length { .. } | Step::Skip(_) => Vec::new(),
    }
}

pub(super) fn field_of(FieldStep { ident, local, .. }: &FieldStep) -> TokenStream {
    if ident == local { quote!(#ident) } else { quote!(#ident: #local) }
}

/// Emits the field that holds the kept bits.
pub(super) fn field_of_mask(Mask { local, bits, kept, .. }: &Mask) -> Option<TokenStream> {
    let ident = kept.as_ref()?;
    let declared = declared(bits);
    Some(match bits.is_empty() {
        true if ident == local => quote!(#ident),
        true => quote!(#ident: #local),
        false => quote!(#ident: #local & !#declared),
    })
}

fn read_field(cx: Cx<'_>, codec: &Codec, presence: Option<&Presence>) -> TokenStream {
    let Some(presence) = presence else { return read(cx, codec) };
    let is_set = is_read(presence);
    match codec {
        _ if presence.flag => is_set,
        Codec::Own => quote!(r.value_if(#is_set)),
        Codec::Bare => quote!(r.bare_if(#is_set)),
        codec => {
            let value = read(cx, codec);
            quote!(if #is_set { __rt::Some(#value) } else { __rt::None })
        }
    }
}

/// Emits the condition that a field is present. The expression is for code that reads the struct.
pub(super) fn is_read(presence: &Presence) -> TokenStream {
    let is_set = is_set(&number_read(&presence.number), presence);
    // After an error, all numbers are read as 0, so optional fields are absent. A parameter keeps its value, so the
    // error is checked too.
    if presence.number.is_param && !presence.flag { quote!(#is_set && !r.has_failed()) } else { is_set }
}

/// Emits a statement that skips a field.
pub(super) fn skip_step(step: &SkipStep) -> TokenStream {
    when(step.presence.as_ref(), skip(&step.value))
}

/// Emits a statement that is executed only if the field is present.
pub(super) fn when(presence: Option<&Presence>, statement: TokenStream) -> TokenStream {
    match presence.map(is_read) {
        Some(is_read) => quote!(if #is_read { #statement }),
        None => statement,
    }
}

/// Emits a statement that skips a value.
fn skip(value: &Skipped) -> TokenStream {
    match value {
        Skipped::Bytes(len) => {
            let len = Literal::usize_unsuffixed(*len);
            quote!(r.pass(#len);)
        }
        Skipped::Bool => quote!(r.skip_bool();),
        Skipped::Text => quote!(r.skip_string();),
        Skipped::Data => quote!(r.skip_bytes();),
        Skipped::Member(_) => TokenStream::new(),
        Skipped::Value(code) => {
            let code = code_of(code);
            quote!(r.skip(&__wire::TABLE, #code);)
        }
    }
}
