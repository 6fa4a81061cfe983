//! Emits the code that reads and writes JSON of TDLib and tonlib.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::model::{
    Bit, Codec, Enum, FieldStep, Mask, MemberForm, Output, Payload, Presence, Request, SkipStep, Skipped,
    Step, Struct, Variant,
};
use super::tokens::{Cx, Lazy, hexadecimal};
use super::wire;

pub(super) fn write_struct(item: &Struct) -> TokenStream {
    let (ident, name) = (&item.ident, &*item.name);
    let steps = item.wire.iter().map(|step| match step {
        Step::Mask(mask) => write_mask(mask),
        Step::Field(step) => write_field(step),
        // Structs with skipped fields are never written. Other steps exist only for bytes.
        _ => TokenStream::new(),
    });
    quote! {
        impl __rt::ToJson for #ident {
            #[inline]
            fn write(&self, w: &mut __rt::JsonWriter) {
                w.begin(#name);
                #(#steps)*
                w.end();
            }
        }
    }
}

/// Emits a statement that writes a mask: the bits of the fields that are present, and the bits that are kept.
fn write_mask(Mask { name, bits, kept, .. }: &Mask) -> TokenStream {
    let terms = bits.iter().filter_map(|Bit { bit, fields }| {
        let bit = Literal::u8_unsuffixed(*bit);
        let is_present = fields.iter().map(|field| wire::present(&field.ident, field.flag));
        (!fields.is_empty()).then(|| quote!((u32::from(#(#is_present)||*) << #bit)))
    });
    let kept = kept.iter().map(|ident| {
        let declared = wire::declared(bits);
        quote!((self.#ident & !#declared))
    });
    let terms: Vec<_> = terms.chain(kept).collect();
    let (name, value) = (&**name, if terms.is_empty() { quote!(0) } else { quote!(#(#terms)|*) });
    quote!(w.nat(#name, #value);)
}

fn write_field(step: &FieldStep) -> TokenStream {
    let FieldStep { ident, name, codec, presence, .. } = step;
    let Codec::Json(form) = codec else { return TokenStream::new() };
    let name = &**name;
    if presence.is_some() {
        let write = write_value(form, name, &quote!(*x), &quote!(x));
        return quote!(if let __rt::Some(x) = &self.#ident { #write });
    }
    write_value(form, name, &quote!(self.#ident), &quote!(&self.#ident))
}

/// Emits a statement that writes the member `name`. `value` is an expression for the value of the member, and `x` is an
/// expression for a reference to this value.
fn write_value(form: &MemberForm, name: &str, value: &TokenStream, x: &TokenStream) -> TokenStream {
    match form {
        MemberForm::Nat => quote!(w.nat(#name, #value);),
        MemberForm::Int32 => quote!(w.int32(#name, #value);),
        MemberForm::Int53 => quote!(w.int53(#name, #value);),
        MemberForm::Int64 => quote!(w.int64(#name, #value);),
        MemberForm::Double => quote!(w.double(#name, #value);),
        MemberForm::Bool => quote!(w.bool(#name, #value);),
        MemberForm::String => quote!(w.string(#name, #x);),
        MemberForm::Bytes | MemberForm::Wide => quote!(w.bytes(#name, #x);),
        MemberForm::List(item) if item.has_int64() => {
            let item = write_item(item);
            quote!(w.list_with(#name, #x, #item);)
        }
        MemberForm::Nullable => quote!(w.nullable(#name, #x);),
        MemberForm::Object | MemberForm::List(_) => quote!(w.field(#name, #x);),
    }
}

/// Emits a function that writes an item of a list. The item is an `int64`, which is a string in JSON, or a list of such
/// items.
fn write_item(form: &MemberForm) -> TokenStream {
    match form {
        MemberForm::List(item) => {
            let item = write_item(item);
            quote!(|x, w| w.items_with(x, #item))
        }
        _ => quote!(|x, w| w.int64_item(*x)),
    }
}

pub(super) fn read_struct(item: &Struct) -> TokenStream {
    let (ident, name, id) = (&item.ident, &*item.name, item.id.map(hexadecimal));
    let (statements, value) = read_steps(item);
    quote! {
        impl __rt::FromJson for #ident {
            #[inline]
            fn read(r: &mut __rt::JsonReader<'_>) -> Self {
                r.begin(#name, #id);
                #statements
                let x = #value;
                r.end();
                x
            }
        }
    }
}

/// Emits statements and an expression that read the struct. Members are read in the order of the schema. Members before
/// a mask, a number or a skipped member are stored in variables.
fn read_steps(item: &Struct) -> (TokenStream, TokenStream) {
    let is_field = |step: &Step| matches!(step, Step::Field(field) if !field.is_number);
    let last_other = item.wire.iter().rposition(|step| !is_field(step));
    let (before, after) = item.wire.split_at(last_other.map_or(0, |index| index + 1));
    let statements = before.iter().map(|step| match step {
        Step::Mask(Mask { local, name, .. }) => {
            let name = &**name;
            quote!(let #local = r.nat(#name);)
        }
        Step::Skip(SkipStep { value: Skipped::Member(name), .. }) => {
            let name = &**name;
            quote!(r.skip(#name);)
        }
        Step::Field(step) => {
            let (local, value) = (&step.local, read_field(step));
            quote!(let #local = #value;)
        }
        _ => TokenStream::new(),
    });
    let statements = quote!(#(#statements)*);
    if item.is_unit {
        return (statements, quote!(Self));
    }
    let kept = before.iter().filter_map(|step| match step {
        Step::Mask(mask) => wire::field_of_mask(mask),
        Step::Field(step) => Some(wire::field_of(step)),
        _ => None,
    });
    let read = after.iter().filter_map(|step| match step {
        Step::Field(step) => {
            let (ident, value) = (&step.ident, read_field(step));
            Some(quote!(#ident: #value))
        }
        _ => None,
    });
    let fields = kept.chain(read);
    (statements, quote!(Self { #(#fields,)* }))
}

fn read_field(step: &FieldStep) -> TokenStream {
    let FieldStep { name, codec, presence, .. } = step;
    let name = &**name;
    match (presence, codec) {
        (Some(presence @ Presence { flag: true, .. }), _) => wire::is_read(presence),
        (Some(presence), Codec::Json(form)) => {
            let (is_read, value) = (wire::is_read(presence), read_value(form, name));
            quote! {
                if #is_read {
                    __rt::Some(#value)
                } else {
                    r.skip(#name);
                    __rt::None
                }
            }
        }
        (None, Codec::Json(form)) => read_value(form, name),
        _ => quote!(()),
    }
}

/// Emits an expression that reads the member `name`.
fn read_value(form: &MemberForm, name: &str) -> TokenStream {
    match form {
        MemberForm::Nat => quote!(r.nat(#name)),
        MemberForm::Int32 => quote!(r.int32(#name)),
        MemberForm::Int53 => quote!(r.int53(#name)),
        MemberForm::Int64 => quote!(r.int64(#name)),
        MemberForm::Double => quote!(r.double(#name)),
        MemberForm::Bool => quote!(r.bool(#name)),
        MemberForm::String => quote!(r.string(#name)),
        MemberForm::Bytes => quote!(r.bytes(#name)),
        MemberForm::Wide => quote!(r.wide(#name)),
        MemberForm::Object => quote!(r.object(#name)),
        MemberForm::Nullable => quote!(r.nullable(#name)),
        MemberForm::List(item) if item.has_int64() => {
            let item = read_item(item);
            quote!(r.list_with(#name, #item))
        }
        MemberForm::List(_) => quote!(r.list(#name)),
    }
}

/// Emits a function that reads an item of a list. The item is an `int64`, which is a string in JSON, or a list of such
/// items.
fn read_item(form: &MemberForm) -> TokenStream {
    match form {
        MemberForm::List(item) => {
            let item = read_item(item);
            quote!(|r| r.items_with(#item))
        }
        _ => quote!(|r| r.int64_item()),
    }
}

pub(super) fn write_enum(item: &Enum) -> TokenStream {
    let ident = &item.ident;
    let arms = item.variants.iter().map(|Variant { ident, name, payload, .. }| {
        let name = &**name;
        match payload {
            Payload::Unit => quote!(Self::#ident => w.unit(#name)),
            Payload::Inline => quote!(Self::#ident(x) => w.value(x)),
            Payload::Boxed => quote!(Self::#ident(x) => w.value(&**x)),
        }
    });
    let other = item.other.iter().map(|other| {
        let ident = &other.ident;
        quote!(Self::#ident(x) => w.value(x))
    });
    let arms = arms.chain(other);
    quote! {
        impl __rt::ToJson for #ident {
            #[cfg_attr(debug_assertions, inline)]
            fn write(&self, w: &mut __rt::JsonWriter) {
                match self { #(#arms,)* }
            }
        }
    }
}

/// Emits the code that reads an enum. The reader looks up the constructor in a list, which is sorted by name. Only the
/// enum of all functions has no variant for unknown constructors.
pub(super) fn read_enum(item: &Enum) -> TokenStream {
    let mut variants: Vec<&Variant> = item.variants.iter().collect();
    variants.sort_by(|a, b| a.name.cmp(&b.name));
    let names = variants.iter().map(|variant| {
        Lazy(move || {
            let (name, id) = (&*variant.name, hexadecimal(variant.id));
            quote!((#name, #id))
        })
    });
    let arms = variants.iter().enumerate().map(|(index, variant)| {
        let (index, value) = (Literal::usize_unsuffixed(index), read_variant(variant));
        quote!(#index => #value)
    });
    let (method, other) = match &item.other {
        Some(other) => {
            let ident = &other.ident;
            (quote!(constructor), quote!(Self::#ident(r.raw())))
        }
        None => (quote!(function), read_variant(item.fallback())),
    };
    let ident = &item.ident;
    quote! {
        impl __rt::FromJson for #ident {
            #[cfg_attr(debug_assertions, inline)]
            fn read(r: &mut __rt::JsonReader<'_>) -> Self {
                match r.#method(&[#(#names),*]) {
                    #(#arms,)*
                    _ => #other,
                }
            }
        }
    }
}

fn read_variant(Variant { ident, payload, .. }: &Variant) -> TokenStream {
    match payload {
        Payload::Unit => quote!({ r.unit(); Self::#ident }),
        Payload::Inline => quote!(Self::#ident(r.value())),
        Payload::Boxed => quote!(Self::#ident(r.in_box())),
    }
}

pub(super) fn request(cx: Cx<'_>, item: &Struct, output: &Output, request: &Request) -> TokenStream {
    let (ident, ty, error) = (&item.ident, cx.ty(&output.ty), cx.ty(&request.error));
    let is_synchronous = request.is_synchronous;
    quote! {
        impl __rt::Request for #ident {
            type Output = #ty;
            type Error = #error;
            const SYNCHRONOUS: bool = #is_synchronous;
        }
    }
}
