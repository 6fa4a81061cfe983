//! Emits the code that reads and writes the results of functions, with or without their requests.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

use super::super::model::{Call, Codec, Mask, NumberValue, Output, RequestNumber, Struct};
use super::tokens::{Cx, Generics, Lazy, Sink};
use super::{codec, wire};

pub(super) fn emit(cx: Cx<'_>, item: &Struct, output: &Output, sink: &mut Sink<'_>) {
    if output.directions.reads {
        if !output.is_dependent() {
            sink.item(function(cx, item, output));
        }
        output.call.iter().for_each(|call| sink.item(self::call(cx, item, output, call)));
    }
    if output.directions.writes {
        if !output.is_dependent() {
            sink.item(serve(cx, item, output));
        }
        output.call.iter().for_each(|call| sink.item(answer(cx, item, output, call)));
    }
}

fn function(cx: Cx<'_>, item: &Struct, output: &Output) -> TokenStream {
    let Output { ty, codec, .. } = output;
    let (ident, ty, value) = (&item.ident, cx.ty(ty), codec::read(cx, codec));
    let (bounds, params) = (bounds(item, output, "Function"), Generics(item.generics.iter()));
    let reader = if *codec == Codec::Nothing { quote!(_) } else { quote!(r) };
    quote! {
        impl #bounds __rt::Function for #ident #params {
            type Output = #ty;
            #[inline]
            fn decode_output(#reader: &mut __rt::Reader<'_>) -> Self::Output {
                #value
            }
        }
    }
}

fn serve(cx: Cx<'_>, item: &Struct, output: &Output) -> TokenStream {
    let Output { ty, codec, .. } = output;
    let (ident, ty) = (&item.ident, cx.ty(ty));
    let (bounds, params) = (bounds(item, output, "Serve"), Generics(item.generics.iter()));
    let steps = wire::statement(cx, None, &codec::write(cx, codec, &quote!(x), None));
    quote! {
        impl #bounds __rt::Serve for #ident #params {
            type Output = #ty;
            #[inline]
            fn encode_output(x: &Self::Output, w: &mut __rt::Writer) {
                #steps
            }
        }
    }
}

fn call(cx: Cx<'_>, item: &Struct, output: &Output, call: &Call) -> TokenStream {
    let (ident, ty, value) = (&item.ident, cx.ty(&output.ty), codec::read(cx, &call.codec));
    let (bounds, params) = (bounds(item, output, "Call"), Generics(item.generics.iter()));
    let numbers = call.numbers.iter().map(number);
    quote! {
        impl #bounds __rt::Call for #ident #params {
            type Output = #ty;
            fn read_output(&self, r: &mut __rt::Reader<'_>) -> Self::Output {
                #(#numbers)*
                #value
            }
        }
    }
}

fn answer(cx: Cx<'_>, item: &Struct, output: &Output, call: &Call) -> TokenStream {
    let (ident, ty) = (&item.ident, cx.ty(&output.ty));
    let (bounds, params) = (bounds(item, output, "Answer"), Generics(item.generics.iter()));
    let steps = wire::statement(cx, None, &codec::write(cx, &call.codec, &quote!(x), None));
    // Code that writes a result uses number fields of the request directly, so only masks need variables.
    let masks = call.numbers.iter().filter(|number| matches!(number.value, NumberValue::Mask(_))).map(number);
    quote! {
        impl #bounds __rt::Answer for #ident #params {
            type Output = #ty;
            fn write_output(&self, x: &Self::Output, w: &mut __rt::Writer) {
                #(#masks)*
                #steps
            }
        }
    }
}

/// Emits a statement that stores a number of the request in its variable.
fn number(RequestNumber { local, value }: &RequestNumber) -> TokenStream {
    let value = match value {
        NumberValue::Field(field) => quote!(self.#field),
        NumberValue::Mask(mask) => mask_of_request(mask),
    };
    quote!(let #local = #value;)
}

/// Emits the value of a mask: the kept bits and the bits of the fields that are present.
fn mask_of_request(mask: &Mask) -> TokenStream {
    let kept = mask.kept.iter().map(|ident| quote!(self.#ident));
    let bits = mask.bits.iter().filter_map(|bit| Some(wire::bit_of(bit.bit, bit.fields.first()?)));
    let terms: Vec<TokenStream> = kept.chain(bits.map(ToTokens::into_token_stream)).collect();
    quote!(#(#terms)|*)
}

/// Emits the type parameters with their bounds. Type parameters for functions, such as `X` in `query:!X`, have the
/// bound `function`. All other type parameters are for values.
fn bounds<'a>(item: &'a Struct, output: &'a Output, function: &'a str) -> impl ToTokens + 'a {
    Generics(item.generics.iter().map(move |param| {
        Lazy(move || {
            if output.calls.contains(param) {
                let function = proc_macro2::Ident::new(function, Span::call_site());
                quote!(#param: __rt::#function)
            } else {
                quote!(#param: __rt::Encode + __rt::Decode)
            }
        })
    }))
}
