//! Emits `encode_bare` and `decode_bare`, which execute the steps of a struct one after another.

use std::slice;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::super::model::{
    Bit, BitField, Codec, Count, Field, FieldStep, Ident, Mask, Number, Presence, Run, SkipStep, Skipped,
    Step, Struct, Type,
};
use super::tokens::{Generics, Lazy, bounded, hexadecimal, least};

pub(super) fn encode_bare(item: &Struct) -> TokenStream {
    let Struct { ident, generics, .. } = item;
    let (bounds, params) = (bounded(generics, "Encode"), Generics(generics.iter()));
    let (steps, data_len) = (write_steps(item), data_len(item));
    quote! {
        impl #bounds __rt::EncodeBare for #ident #params {
            #[inline]
            fn encode_after(&self, head: impl __rt::Fixed, w: &mut __rt::Writer) {
                #steps
            }
            #data_len
        }
    }
}

/// Emits the sum of the lengths of the `bytes` in the fields, or nothing if there are none.
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

/// Emits statements that write `head` and the fields.
fn write_steps(item: &Struct) -> TokenStream {
    let (first, rest) = match item.wire.split_first() {
        Some((Step::Run(Run { masks, fields }), rest)) => (write_run(item, masks, fields, true), rest),
        Some((Step::Mask(mask), rest)) => (write_run(item, slice::from_ref(mask), &[], true), rest),
        Some((Step::Field(field), rest)) if field.is_fixed => {
            (write_run(item, &[], slice::from_ref(field), true), rest)
        }
        _ => (quote!(w.fixed(head);), &*item.wire),
    };
    let rest = rest.iter().map(|step| write_step(item, step));
    quote!(#first #(#rest)*)
}

fn write_step(item: &Struct, step: &Step) -> TokenStream {
    match step {
        Step::Mask(mask) => {
            let (local, (check, value)) = (&mask.local, mask_written(item, mask));
            quote!(#check let #local = #value; w.nat(#local);)
        }
        Step::Count { local: _, field } => quote!(w.len(self.#field.len());),
        Step::Length { local: _, field } => quote!(w.len(self.#field.as_bytes().len());),
        Step::Field(step) => write_field(item, step),
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
        let first = present(first);
        checks.extend(partners.iter().map(|field| same_presence(item, &field.name, &first, &present(field))));
        let bit = Literal::u8_unsuffixed(*bit);
        terms.push(quote!((#first as u32) << #bit));
    }
    if terms.is_empty() {
        terms.push(quote!(0));
    }
    let checks = quote!(#(#checks)*);
    let Some(ident) = kept else { return (checks, quote!(#(#terms)|*)) };
    let (type_name, name, declared) = (&*item.name, &**name, declared(bits));
    (checks, quote!(w.kept_mask(#type_name, #name, self.#ident, #declared, #(#terms)|*)))
}

/// Returns the bits that fields use.
pub(super) fn declared(bits: &[Bit]) -> Literal {
    let mask = bits.iter().fold(0, |mask, bit| mask | 1u32.checked_shl(bit.bit.into()).unwrap_or(0));
    bits_of(mask)
}

/// Returns the bits of a mask as a number.
fn bits_of(mask: u32) -> Literal {
    format!("{mask:#x}").parse().unwrap_or_else(|_| Literal::u32_unsuffixed(mask))
}

pub(super) fn present(field: &Ident, flag: bool) -> TokenStream {
    if flag { quote!(self.#field) } else { quote!(self.#field.is_some()) }
}

fn same_presence(item: &Struct, field: &str, a: &TokenStream, b: &TokenStream) -> TokenStream {
    let type_name = &*item.name;
    quote!(w.same_presence(#type_name, #field, #a, #b);)
}

fn write_field(item: &Struct, step: &FieldStep) -> TokenStream {
    let FieldStep { ident: field, name, codec, presence, .. } = step;
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

/// Emits a statement that writes the value that the expression `x` refers to. If the value is a whole field, `field` is
/// its name.
pub(super) fn write(codec: &Codec, x: &TokenStream, field: Option<&Ident>) -> TokenStream {
    match codec {
        Codec::Own | Codec::Framed { .. } | Codec::Unread(_) => quote!(w.write(#x);),
        Codec::Bare => quote!(w.write_bare(#x);),
        Codec::Boxed(inner) => write(inner, &quote!(&**#x), None),
        // Views are not written, and JSON has no bytes.
        Codec::Nothing | Codec::Lazy | Codec::Json(_) => TokenStream::new(),
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

/// Emits a function that writes one item. If items consist of a tag only, the tags are written.
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

/// Returns whether an item consists of an id only.
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

/// Emits the value of a number. The expression is for code that writes the struct.
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

fn is_set(number: &TokenStream, presence: &Presence) -> TokenStream {
    match presence.bit {
        Some(bit) => {
            let mask = bits_of(1u32.checked_shl(bit.into()).unwrap_or(0));
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

/// Emits statements and an expression that read the struct. `last` is an additional last field, if there is one. If a
/// step that is not a field follows, the fields before that step are kept in variables.
pub(super) fn read_value(wire: &[Step], last: Option<(&Ident, TokenStream)>) -> (TokenStream, TokenStream) {
    let is_field = |step: &Step| matches!(step, Step::Field(field) if !field.is_number);
    let last_other = wire.iter().rposition(|step| !is_field(step));
    let (before, after) = wire.split_at(last_other.map_or(0, |index| index + 1));
    let statements = before.iter().map(read_step);
    let mut fields: Vec<TokenStream> = before.iter().flat_map(fields_of).collect();
    fields.extend(after.iter().filter_map(|step| {
        let Step::Field(FieldStep { ident, codec, presence, .. }) = step else { return None };
        let value = read_field(codec, presence.as_ref());
        Some(quote!(#ident: #value))
    }));
    fields.extend(last.map(|(ident, value)| quote!(#ident: #value)));
    (quote!(#(#statements)*), quote!(Self { #(#fields,)* }))
}

/// Emits a statement that reads a step into variables.
fn read_step(step: &Step) -> TokenStream {
    match step {
        Step::Mask(mask) => read_mask(mask),
        Step::Count { local, .. } | Step::Length { local, .. } => quote!(let #local = r.number();),
        Step::Field(field) => read_variable(field),
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
pub(super) fn read_variable(field: &FieldStep) -> TokenStream {
    let FieldStep { codec, presence, local, is_number, .. } = field;
    let value = match (is_number, presence) {
        (true, None) => quote!(r.number()),
        _ => read_field(codec, presence.as_ref()),
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

fn read_field(codec: &Codec, presence: Option<&Presence>) -> TokenStream {
    let Some(presence) = presence else { return read(codec) };
    let is_set = is_read(presence);
    match codec {
        _ if presence.flag => is_set,
        Codec::Own => quote!(r.value_if(#is_set)),
        Codec::Bare => quote!(r.bare_if(#is_set)),
        codec => {
            let value = read(codec);
            quote!(if #is_set { __rt::Some(#value) } else { __rt::None })
        }
    }
}

/// Emits the condition that a field is present. The expression is for code that reads the struct.
pub(super) fn is_read(presence: &Presence) -> TokenStream {
    is_set(&number_read(&presence.number), presence)
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

/// Emits a reference to the code of a value.
pub(super) fn code_of(code: &[u8]) -> TokenStream {
    let code = Literal::byte_string(code);
    quote!(&(#code as &[u8]))
}

/// Emits an expression that reads one value.
pub(super) fn read(codec: &Codec) -> TokenStream {
    match codec {
        Codec::Own | Codec::Json(_) => quote!(r.value()),
        Codec::Bare => quote!(r.bare()),
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
            quote!({ r.expect_tag(#tag, &#name); #inner })
        }
        Codec::Vector { boxed, item, min_size } => match **item {
            Codec::Own if !boxed => quote!(r.items(false)),
            Codec::Bare => quote!(r.bare_items(#boxed)),
            ref item => {
                let (item, min_size) = (item_reader(item), Literal::usize_unsuffixed(*min_size));
                quote!(r.items_with(#boxed, #min_size, #item))
            }
        },
        Codec::Repeat { count, item, min_size } => {
            let count = count_read(count);
            match **item {
                Codec::Own => quote!(r.repeated(#count)),
                ref item => {
                    let (item, min_size) = (item_reader(item), Literal::usize_unsuffixed(*min_size));
                    quote!(r.repeated_with(#count, #min_size, #item))
                }
            }
        }
        Codec::Framed { length } => {
            quote!(r.framed(#length))
        }
        Codec::OutputOf(var) => {
            quote!(<#var as __rt::Function>::decode_output(r))
        }
    }
}

/// Emits a function that reads one item.
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
    let number = number_read(number);
    if count.plus == 0 { number } else { quote!(#number.saturating_add(#plus)) }
}

/// Emits the value of a number. The expression is for code that reads the struct.
fn number_read(Number { local, field }: &Number) -> TokenStream {
    match field {
        Some(field) if field.optional => quote!(#local.unwrap_or(0)),
        _ => local.to_token_stream(),
    }
}
