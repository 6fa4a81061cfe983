//! Emits statements that write one value, and expressions that read one, according to its codec.

use std::rc::Rc;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::super::model::{Arg, Codec, Count, Ident, Maybe, Number, NumberField, Presence, With};
use super::tokens::{Cx, hexadecimal, item_path};

/// Emits an expression that writes a value. `x` is an expression for a reference to the value. The result is empty if
/// the value has no bytes. If the value is a whole field, `field` is the name of the field.
pub(super) fn write(cx: Cx<'_>, codec: &Codec, x: &TokenStream, field: Option<&Ident>) -> TokenStream {
    match codec {
        Codec::Own | Codec::Framed { .. } | Codec::Unread(_) => quote!(w.write(#x)),
        Codec::Bare => quote!(w.write_bare(#x)),
        Codec::Boxed(inner) => write(cx, inner, &quote!(&**#x), None),
        // `Lazy` occurs only in views, which are not written. `Json` occurs only in structs without a binary encoding.
        Codec::Nothing | Codec::Lazy | Codec::Json(_) => TokenStream::new(),
        Codec::OutputOf(var) => quote!(<#var as __rt::Serve>::encode_output(#x, w)),
        Codec::OutputOfField(field) => quote!(__rt::Answer::write_output(&self.#field, #x, w)),
        Codec::Param(codec) => quote!(#codec(#x, w)),
        Codec::With(with) => write_with(cx, with, x),
        Codec::Maybe(maybe) => write_maybe(cx, maybe, x),
        Codec::Transparent { id, name, inner } => write_transparent(cx, *id, name, inner, x),
        Codec::Array { item, min_size: _ } => {
            let item = item_writer(cx, item);
            quote!(w.each_with(#x, #item))
        }
        Codec::Endless(inner) => {
            let inner = item_writer(cx, inner);
            quote!(w.endless_with(#x, #inner))
        }
        Codec::Tagged { id: tag, name: _, inner } => {
            let (tag, inner) = (hexadecimal(*tag), write(cx, inner, x, None));
            quote!({ w.id(#tag); #inner })
        }
        Codec::Vector { boxed, item, min_size: _ } => match **item {
            Codec::Own if !boxed => quote!(w.bare_vector(#x)),
            Codec::Bare => quote!(w.vector_of_bare(#x, #boxed)),
            ref item => {
                let item = item_writer(cx, item);
                quote!(w.vector_with(#x, #boxed, #item))
            }
        },
        Codec::Repeat { count, item, min_size: _ } => {
            let count = count_written(count, field);
            match **item {
                Codec::Own => quote!(w.repeat(#x, #count)),
                ref item => {
                    let item = item_writer(cx, item);
                    quote!(w.repeat_with(#x, #count, #item))
                }
            }
        }
    }
}

/// Emits a closure that writes one item.
fn item_writer(cx: Cx<'_>, item: &Codec) -> TokenStream {
    match item {
        Codec::Nothing => quote!(|_, _| {}),
        item => {
            let write = write(cx, item, &quote!(x), None);
            let x = if is_tag(item) { quote!(_) } else { quote!(x) };
            quote!(|#x, w| #write)
        }
    }
}

/// Returns whether an item consists of an id only.
pub(super) fn is_tag(item: &Codec) -> bool {
    matches!(item, Codec::Tagged { inner, .. } if **inner == Codec::Nothing)
}

fn count_written(count: &Count, field: Option<&Ident>) -> TokenStream {
    let plus = Literal::u32_unsuffixed(count.plus);
    let number = match (&count.number, field) {
        (None, _) => return quote!(#plus),
        (Some(Number { is_count: true, .. }), Some(field)) => {
            return quote!(self.#field.len() as u32);
        }
        (Some(number), _) => number_written(number),
    };
    if count.plus == 0 { number } else { quote!(#number.saturating_add(#plus)) }
}

/// Emits the value of a number. The expression is for code that writes the struct.
pub(super) fn number_written(number: &Number) -> TokenStream {
    match &number.field {
        Some(NumberField { ident, optional: true }) => quote!(self.#ident.unwrap_or(0)),
        Some(NumberField { ident, optional: false }) => quote!(self.#ident),
        None => number.local.to_token_stream(),
    }
}

pub(super) fn is_set(number: &TokenStream, presence: &Presence) -> TokenStream {
    match presence.bit {
        Some(bit) => {
            let mask = bits_of(1u32.checked_shl(bit.into()).unwrap_or(0));
            quote!(#number & #mask != 0)
        }
        None => quote!(#number != 0),
    }
}

/// Returns a mask as a hexadecimal literal.
pub(super) fn bits_of(mask: u32) -> Literal {
    format!("{mask:#x}").parse().unwrap_or_else(|_| Literal::u32_unsuffixed(mask))
}

/// Emits a reference to the code of a type or value: bytes that describe its form and refer to the wire table.
pub(super) fn code_of(code: &[u8]) -> TokenStream {
    let code = Literal::byte_string(code);
    quote!(&(#code as &[u8]))
}

/// Emits an expression that reads one value.
pub(super) fn read(cx: Cx<'_>, codec: &Codec) -> TokenStream {
    match codec {
        Codec::Own | Codec::Json(_) => quote!(r.value()),
        Codec::Bare => quote!(r.bare()),
        Codec::Boxed(inner) => {
            let inner = read(cx, inner);
            quote!(r.in_box(|r| #inner))
        }
        Codec::Lazy => quote!(r.lazy()),
        Codec::Unread(code) => {
            let code = code_of(code);
            quote!(r.unread(&__wire::TABLE, #code))
        }
        Codec::Nothing => quote!(()),
        Codec::Tagged { id: tag, name, inner } => {
            let (tag, name, inner) = (hexadecimal(*tag), &**name, read(cx, inner));
            quote!({ r.expect_tag(#tag, &#name); #inner })
        }
        Codec::Vector { boxed, item, min_size } => match **item {
            Codec::Own if !boxed => quote!(r.items(false)),
            Codec::Bare => quote!(r.bare_items(#boxed)),
            ref item => {
                let (item, min_size) = (item_reader(cx, item), Literal::usize_unsuffixed(*min_size));
                quote!(r.items_with(#boxed, #min_size, #item))
            }
        },
        Codec::Repeat { count, item, min_size } => {
            let count = count_read(count);
            match **item {
                Codec::Own => quote!(r.repeated(#count)),
                ref item => {
                    let (item, min_size) = (item_reader(cx, item), Literal::usize_unsuffixed(*min_size));
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
        Codec::OutputOfField(field) => quote!(__rt::Call::read_output(&self.#field, r)),
        Codec::Param(codec) => quote!(#codec(r)),
        Codec::With(with) => read_with(cx, with),
        Codec::Maybe(maybe) => read_maybe(cx, maybe),
        Codec::Transparent { id, name, inner } => read_transparent(cx, *id, name, inner),
        Codec::Array { item, min_size } => {
            let (item, min_size) = (item_reader(cx, item), Literal::usize_unsuffixed(*min_size));
            quote!(r.array_with(#min_size, #item))
        }
        Codec::Endless(inner) => {
            let inner = item_reader(cx, inner);
            quote!(r.endless_with(#inner))
        }
    }
}

/// Emits a closure that reads one item.
fn item_reader(cx: Cx<'_>, item: &Codec) -> TokenStream {
    match item {
        Codec::Nothing => quote!(|_| ()),
        item => {
            let value = read(cx, item);
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
pub(super) fn number_read(Number { local, field, .. }: &Number) -> TokenStream {
    match field {
        Some(field) if field.optional => quote!(#local.unwrap_or(0)),
        _ => local.to_token_stream(),
    }
}

/// Emits an expression that writes the value `x` of an item with parameters.
fn write_with(cx: Cx<'_>, With { item, bare, args }: &With, x: &TokenStream) -> TokenStream {
    let item = item_path(cx, item);
    let function = Ident(if *bare { "encode_bare_with" } else { "encode_with" }.into());
    let args = arguments(args, |codec| item_writer(cx, codec), |number| count_written(number, None));
    quote!(#item::#function(#x, w, #(#args),*))
}

/// Emits an expression that reads a value of an item with parameters.
fn read_with(cx: Cx<'_>, With { item, bare, args }: &With) -> TokenStream {
    let item = item_path(cx, item);
    let function = Ident(if *bare { "decode_bare_with" } else { "decode_with" }.into());
    let args = arguments(args, |codec| item_reader(cx, codec), count_read);
    quote!(#item::#function(r, #(#args),*))
}

/// Emits the arguments of a call. For a codec, the argument is a reference to the closure that `function` emits. If the
/// codec is a parameter of the calling function, that parameter is passed on.
fn arguments(
    args: &[Arg],
    function: impl Fn(&Codec) -> TokenStream,
    number: impl Fn(&Count) -> TokenStream,
) -> impl Iterator<Item = TokenStream> {
    args.iter().map(move |arg| match arg {
        Arg::Type(Codec::Param(codec)) => codec.to_token_stream(),
        Arg::Type(codec) => {
            let function = function(codec);
            quote!(&#function)
        }
        Arg::Number(count) => number(count),
    })
}

fn write_maybe(cx: Cx<'_>, maybe: &Maybe, x: &TokenStream) -> TokenStream {
    let Maybe { none, some, some_name, inner, .. } = maybe;
    let (none, some, name) = (hexadecimal(*none), hexadecimal(*some), &**some_name);
    let inner = item_writer(cx, inner);
    quote!(w.maybe(#x, #none, (#some, &#name), #inner))
}

fn read_maybe(cx: Cx<'_>, maybe: &Maybe) -> TokenStream {
    let Maybe { name, none, some, some_name, inner } = maybe;
    let (name, none, some, some_name) = (&**name, hexadecimal(*none), hexadecimal(*some), &**some_name);
    let inner = item_reader(cx, inner);
    quote!(r.maybe(&#name, #none, (#some, &#some_name), #inner))
}

fn write_transparent(
    cx: Cx<'_>,
    id: Option<u32>,
    name: &Rc<str>,
    inner: &Codec,
    x: &TokenStream,
) -> TokenStream {
    let (name, inner) = (&**name, write(cx, inner, x, None));
    let fields = quote!(w.fields_with(&#name, |w| #inner));
    match id.map(hexadecimal) {
        Some(id) => quote!({ w.id(#id); #fields }),
        None => fields,
    }
}

fn read_transparent(cx: Cx<'_>, id: Option<u32>, name: &Rc<str>, inner: &Codec) -> TokenStream {
    let (name, inner) = (&**name, read(cx, inner));
    let fields = quote!(r.fields_with(&#name, |r| #inner));
    match id.map(hexadecimal) {
        Some(id) => quote!({ r.expect_tag(#id, &#name); #fields }),
        None => fields,
    }
}
