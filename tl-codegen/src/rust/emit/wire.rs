//! The bodies of `encode_bare` and `decode_bare`: the steps of a struct, one after the other.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::model::{
    Bit, BitField, Codec, Count, FieldStep, Ident, KeptBits, Number, Presence, SkipStep, Skipped, Step,
    Struct,
};
use super::tokens::{Cx, Generics, Lazy, bounded, hexadecimal, least};

/// Id, name, writing and reading of a struct without type parameters, in one line.
pub(super) fn combinator(cx: Cx<'_>, item: &Struct) -> TokenStream {
    let Struct { ident, directions, name, wire, .. } = item;
    let (id, name) = (cx.id(item.id), &**name);
    if wire.is_empty() {
        let ways = directions.words();
        return quote!(__rt::combinator! { #ident, #id, #name #(, #ways)* });
    }
    let write = directions.writes.then_some(Lazy(|| {
        let steps = wire.iter().map(|step| Lazy(move || write_step(item, step)));
        quote!(, write |self, w| { #(#steps)* })
    }));
    let read = directions.reads.then_some(Lazy(|| {
        let (before, value) = read_value(wire, None);
        let least = least(item.least).map(|least| quote!(, least #least));
        if before.is_empty() {
            quote!(, read |r| #value #least)
        } else {
            quote!(, read |r| { #before #value } #least)
        }
    }));
    quote!(__rt::combinator! { #ident, #id, #name #write #read })
}

pub(super) fn encode_bare(item: &Struct) -> TokenStream {
    let Struct { ident, generics, wire, .. } = item;
    let (bounds, params) = (bounded(generics, "Encode"), Generics(generics.iter()));
    let steps = wire.iter().map(|step| Lazy(move || write_step(item, step)));
    let writer = if wire.is_empty() { quote!(_) } else { quote!(w) };
    quote! {
        impl #bounds __rt::EncodeBare for #ident #params {
            #[inline]
            fn encode_bare(&self, #writer: &mut __rt::Writer) {
                #(#steps)*
            }
        }
    }
}

fn write_step(item: &Struct, step: &Step) -> TokenStream {
    match step {
        Step::Mask { local: _, bits, kept } => write_mask(item, bits, kept.as_ref()),
        Step::Count { local: _, field } => quote!(w.len(self.#field.len());),
        Step::Length { local: _, field } => quote!(w.len(self.#field.as_bytes().len());),
        Step::Field(step) => write_field(item, step),
        // Such a struct is not written.
        Step::Skip(_) => TokenStream::new(),
    }
}

/// Computes a mask from the fields that are there, and adds what is kept.
fn write_mask(item: &Struct, bits: &[Bit], kept: Option<&KeptBits>) -> TokenStream {
    let present = |field: &BitField| present(&field.ident, field.flag);
    let mut checks = Vec::new();
    let mut terms = Vec::new();
    for Bit { bit, fields } in bits {
        let [first, partners @ ..] = fields.as_slice() else { continue };
        let first = present(first);
        checks.extend(partners.iter().map(|field| same_presence(item, &field.name, &first, &present(field))));
        let bit = Literal::u8_unsuffixed(*bit);
        terms.push(quote!((#first as u32) << #bit));
    }
    if terms.is_empty() {
        terms.push(quote!(0));
    }
    let Some(KeptBits { ident, name }) = kept else { return quote!(#(#checks)* w.nat(#(#terms)|*);) };
    let (type_name, name, declared) = (&*item.name, &**name, declared(bits));
    quote!(#(#checks)* w.kept_mask(#type_name, #name, self.#ident, #declared, #(#terms)|*);)
}

/// The bits that fields use.
pub(super) fn declared(bits: &[Bit]) -> Literal {
    let mask = bits.iter().fold(0, |mask, bit| mask | 1u32.checked_shl(bit.bit.into()).unwrap_or(0));
    Literal::u32_unsuffixed(mask)
}

/// Reads a mask; the bits that no field uses are dropped or kept.
pub(super) fn read_mask(bits: &[Bit], kept: Option<&KeptBits>) -> TokenStream {
    if kept.is_some() {
        return quote!(r.nat());
    }
    let declared = declared(bits);
    quote!(r.mask(#declared))
}

fn present(field: &Ident, flag: bool) -> TokenStream {
    if flag { quote!(self.#field) } else { quote!(self.#field.is_some()) }
}

fn same_presence(item: &Struct, field: &str, a: &TokenStream, b: &TokenStream) -> TokenStream {
    let type_name = &*item.name;
    quote!(w.same_presence(#type_name, #field, #a, #b);)
}

fn write_field(item: &Struct, step: &FieldStep) -> TokenStream {
    let FieldStep { ident: field, name, codec, presence, local: _ } = step;
    let Some(presence) = presence else { return write(codec, &quote!(&self.#field), Some(field)) };
    let check = presence.number.field.is_some().then(|| {
        let number = number_written(&presence.number);
        same_presence(item, name, &is_set(&number, presence), &present(field, presence.flag))
    });
    let value = match codec {
        _ if presence.flag => TokenStream::new(),
        Codec::Own => quote!(w.optional(&self.#field);),
        Codec::Bare => quote!(w.optional_bare(&self.#field);),
        codec => {
            let write = write(codec, &quote!(x), None);
            let x = if is_tag(codec) { quote!(_) } else { quote!(x) };
            quote!(if let __rt::Some(#x) = &self.#field { #write })
        }
    };
    quote!(#check #value)
}

/// Writes what `x`, an expression, refers to. `field` is the field that it is, if it is one.
pub(super) fn write(codec: &Codec, x: &TokenStream, field: Option<&Ident>) -> TokenStream {
    match codec {
        Codec::Own | Codec::Framed { .. } | Codec::Unread(_) => quote!(w.write(#x);),
        Codec::Bare => quote!(w.write_bare(#x);),
        Codec::Boxed(inner) => write(inner, &quote!(&**#x), None),
        // No view is written.
        Codec::Nothing | Codec::Lazy => TokenStream::new(),
        Codec::OutputOf(var) => quote!(<#var as __rt::Serve>::encode_output(#x, w);),
        Codec::Tagged { id: tag, name: _, inner } => {
            let (tag, inner) = (hexadecimal(*tag), write(inner, x, None));
            quote!(w.id(#tag); #inner)
        }
        Codec::Vector { boxed, item, min_size: _ } => match **item {
            Codec::Own if !boxed => quote!(w.bare_vector(#x);),
            Codec::Bare => quote!(w.vector_of_bare(#x, #boxed);),
            ref item => {
                let item = item_writer(item);
                quote!(w.vector_with(#x, #boxed, #item);)
            }
        },
        Codec::Repeat { count, item, min_size: _ } => {
            let count = count_written(count, field);
            match **item {
                Codec::Own => quote!(w.repeat(#x, #count);),
                ref item => {
                    let item = item_writer(item);
                    quote!(w.repeat_with(#x, #count, #item);)
                }
            }
        }
    }
}

/// A function that writes one item; one without a value only has its tag written.
fn item_writer(item: &Codec) -> TokenStream {
    match item {
        Codec::Nothing => quote!(|_, _| {}),
        item => {
            let write = write(item, &quote!(x), None);
            let x = if is_tag(item) { quote!(_) } else { quote!(x) };
            quote!(|#x, w| { #write })
        }
    }
}

/// Whether only an id is written.
fn is_tag(item: &Codec) -> bool {
    matches!(item, Codec::Tagged { inner, .. } if **inner == Codec::Nothing)
}

fn count_written(count: &Count, field: Option<&Ident>) -> TokenStream {
    let plus = Literal::u32_unsuffixed(count.plus);
    let number = match (&count.number, field) {
        (None, _) => return quote!(#plus),
        (Some(Number { field: None, .. }), Some(field)) => {
            return quote!(self.#field.len() as u32);
        }
        (Some(number), _) => number_written(number),
    };
    if count.plus == 0 { number } else { quote!(#number.saturating_add(#plus)) }
}

/// The value of a number while the struct is written.
fn number_written(number: &Number) -> TokenStream {
    match &number.field {
        None => {
            let local = &number.local;
            quote!(#local)
        }
        Some(field) => {
            let name = &field.ident;
            if field.optional { quote!(self.#name.unwrap_or(0)) } else { quote!(self.#name) }
        }
    }
}

pub(super) fn is_set(number: &TokenStream, presence: &Presence) -> TokenStream {
    match presence.bit {
        Some(bit) => {
            let mask = Literal::u32_unsuffixed(1u32.checked_shl(bit.into()).unwrap_or(0));
            quote!(#number & #mask != 0)
        }
        None => quote!(#number != 0),
    }
}

pub(super) fn decode_bare(item: &Struct) -> TokenStream {
    let Struct { ident, generics, wire, .. } = item;
    let (bounds, params) = (bounded(generics, "Decode"), Generics(generics.iter()));
    let (before, value) = read_value(wire, None);
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

/// Statements and an expression that read the struct; `last` is one more field, if there is one. Numbers that no field
/// holds are read on the way: before the struct begins, or with the field after them.
pub(super) fn read_value(wire: &[Step], last: Option<(&Ident, TokenStream)>) -> (TokenStream, TokenStream) {
    let mut reading = Reading::default();
    for step in wire {
        reading.step(step);
    }
    if let Some((ident, value)) = last {
        reading.value(ident, value);
    }
    let Reading { before, fields, pending } = reading;
    let value = quote!(Self { #(#fields),* });
    match pending.is_empty() {
        true => (before, value),
        false => (quote!(#before let value = #value; #pending), quote!(value)),
    }
}

#[derive(Default)]
struct Reading {
    /// Statements before the struct.
    before: TokenStream,
    fields: Vec<TokenStream>,
    /// Statements to do with the next field.
    pending: TokenStream,
}

impl Reading {
    fn step(&mut self, step: &Step) {
        match step {
            Step::Mask { local, bits, kept } => self.mask(local, bits, kept.as_ref()),
            Step::Count { local, .. } | Step::Length { local, .. } => self.hidden(local, &quote!(r.nat())),
            Step::Field(step) => self.field(step),
            Step::Skip(step) => self.now(&skip_step(step)),
        }
    }

    fn mask(&mut self, local: &Ident, bits: &[Bit], kept: Option<&KeptBits>) {
        let mask = read_mask(bits, kept);
        match kept {
            None if bits.is_empty() => self.now(&quote!(#mask;)),
            None => self.hidden(local, &mask),
            Some(kept) if bits.is_empty() => self.value(&kept.ident, mask),
            Some(kept) => {
                self.hidden(local, &mask);
                let declared = declared(bits);
                self.value(&kept.ident, quote!(#local & !#declared));
            }
        }
    }

    fn now(&mut self, statement: &TokenStream) {
        if self.fields.is_empty() {
            self.before.extend(statement.clone());
        } else {
            self.pending.extend(statement.clone());
        }
    }

    fn hidden(&mut self, local: &Ident, number: &TokenStream) {
        if self.fields.is_empty() {
            self.before.extend(quote!(let #local = #number;));
        } else {
            self.before.extend(quote!(let #local;));
            self.pending.extend(quote!(#local = #number;));
        }
    }

    fn field(&mut self, step: &FieldStep) {
        let FieldStep { ident: name, name: _, codec, presence, local } = step;
        let mut value = read_field(codec, presence.as_ref());
        if let Some(local) = local {
            self.before.extend(quote!(let #local;));
            value = match presence {
                None => quote!({ #local = r.nat(); #local }),
                Some(_) => quote!({ let x: __rt::Option<u32> = #value; #local = x.unwrap_or(0); x }),
            };
        }
        self.value(name, value);
    }

    /// A field, after what is pending.
    fn value(&mut self, name: &Ident, value: TokenStream) {
        let pending = std::mem::take(&mut self.pending);
        let value = if pending.is_empty() { value } else { quote!({ #pending #value }) };
        self.fields.push(quote!(#name: #value));
    }
}

fn read_field(codec: &Codec, presence: Option<&Presence>) -> TokenStream {
    let Some(presence) = presence else { return read(codec) };
    let local = &presence.number.local;
    let is_set = is_set(&quote!(#local), presence);
    match codec {
        _ if presence.flag => is_set,
        Codec::Own => quote!(r.optional(#is_set)),
        Codec::Bare => quote!(r.optional_bare(#is_set)),
        codec => {
            let value = read(codec);
            quote!(if #is_set { __rt::Some(#value) } else { __rt::None })
        }
    }
}

/// A statement that reads a field and does not keep it.
fn skip_step(step: &SkipStep) -> TokenStream {
    let value = skip(&step.value);
    let Some(presence) = &step.presence else { return value };
    let local = &presence.number.local;
    let is_set = is_set(&quote!(#local), presence);
    quote!(if #is_set { #value })
}

/// A statement that reads a value and does not keep it.
pub(super) fn skip(value: &Skipped) -> TokenStream {
    match value {
        Skipped::Bytes(len) => {
            let len = Literal::usize_unsuffixed(*len);
            quote!(r.pass(#len);)
        }
        Skipped::Bool => quote!(r.bool();),
        Skipped::Text => quote!(r.str();),
        Skipped::Data => quote!(r.byte_slice();),
        Skipped::Value(code) => {
            let code = code_of(code);
            quote!(r.skip(&__wire::TABLE, #code);)
        }
    }
}

/// A reference to the code of a value.
pub(super) fn code_of(code: &[u8]) -> TokenStream {
    let code = Literal::byte_string(code);
    quote!(&(#code as &[u8]))
}

/// An expression that reads one value.
pub(super) fn read(codec: &Codec) -> TokenStream {
    match codec {
        Codec::Own => quote!(r.get()),
        Codec::Bare => quote!(r.get_bare()),
        Codec::Boxed(inner) => {
            let inner = read(inner);
            quote!(r.in_box(|r| #inner))
        }
        Codec::Lazy => quote!(r.lazy()),
        Codec::Unread(code) => {
            let code = code_of(code);
            quote!(r.unread(&__wire::TABLE, #code))
        }
        Codec::Nothing => quote!(()),
        Codec::Tagged { id: tag, name, inner } => {
            let (tag, name, inner) = (hexadecimal(*tag), &**name, read(inner));
            quote!({ r.expect_id(#tag, &#name); #inner })
        }
        Codec::Vector { boxed, item, min_size } => match **item {
            Codec::Own if !boxed => quote!(r.bare_vector()),
            Codec::Bare => quote!(r.vector_of_bare(#boxed)),
            ref item => {
                let (item, min_size) = (item_reader(item), Literal::usize_unsuffixed(*min_size));
                quote!(r.vector_with(#boxed, #min_size, #item))
            }
        },
        Codec::Repeat { count, item, min_size } => {
            let count = count_read(count);
            match **item {
                Codec::Own => quote!(r.repeat(#count)),
                ref item => {
                    let (item, min_size) = (item_reader(item), Literal::usize_unsuffixed(*min_size));
                    quote!(r.repeat_with(#count, #min_size, #item))
                }
            }
        }
        Codec::Framed { length } => {
            quote!(r.frame(#length as usize, |r| r.get()))
        }
        Codec::OutputOf(var) => {
            quote!(<#var as __rt::Function>::decode_output(r))
        }
    }
}

/// A function that reads one item.
fn item_reader(item: &Codec) -> TokenStream {
    match item {
        Codec::Nothing => quote!(|_| ()),
        item => {
            let value = read(item);
            quote!(|r| #value)
        }
    }
}

fn count_read(count: &Count) -> TokenStream {
    let plus = Literal::u32_unsuffixed(count.plus);
    let Some(number) = &count.number else { return quote!(#plus) };
    let local = &number.local;
    if count.plus == 0 { quote!(#local) } else { quote!(#local.saturating_add(#plus)) }
}
