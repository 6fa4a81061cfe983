//! Tests of the layout of items.

use insta::assert_snapshot;
use proc_macro2::TokenStream;
use quote::quote;

fn printed(tokens: TokenStream) -> String {
    let mut text = String::new();
    super::print(tokens, &mut text);
    text
}

#[test]
fn items_are_laid_out_as_people_write_them() {
    let tokens = quote! {
        #![doc = " A module."]
        use ::a::b;
        use b::{C, D};
        #[doc = " A \"struct\" of the schema's."]
        #[doc = ""]
        #[derive(Clone, Debug)]
        pub struct S<'a, T: b::V<'a>> {
            #[doc = " Its field."]
            pub x: Vec<Vec<&'a [u8; 16]>>,
            y: Option<T>,
        }
        pub struct Unit;
        impl<'a, T: b::V<'a> + Clone> S<'a, T> {
            const ID: u32 = 0x1;
            fn new(&self, r: &mut R<'_>) -> Result<Self, Self::Error> {
                let f = r.mask(0x3);
                if f & 0x1 != 0 { r.pass(4) }
                <B<'a> as b::V<'a>>::skip(r);
                let z = if f == 0 { 1 } else { 2 };
                match *r.id() {
                    1 => Self { x: r.get(), y: r.with(|x, _| { x.get() }) },
                    2 => b::make!(r, &**x),
                3 => w.fixed((head, flags,), (x,), |x, w| { w.write(x) }),
                    _ => { !r.fail(&"a", -1)?; return <T as b::V>::LEAST },
                }
            }
            fn empty(_: ()) {}
        }
        b::json! { b"a" => S; b"c" => Unit; }
    };
    assert_snapshot!(printed(tokens));
}

#[test]
fn long_items_are_broken_into_lines() {
    let name = proc_macro2::Ident::new(&"n".repeat(40), proc_macro2::Span::call_site());
    let tokens = quote! {
        fn f(#name: #name, #name: #name) -> #name {
            w.nat((a.#name as u32) << 1 | (b.#name as u32) << 2 | (c.#name as u32) << 3);
            w.call(#name, #name, #name);
            let [#name, #name, #name] = S { #name: x, #name: #name, };
        }
        static A: [(u32, &str); 2] = [(1, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), (2, "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"),];
    };
    assert_snapshot!(printed(tokens));
}

/// Checks that a line without delimiters is broken at a space.
#[test]
fn lines_end_before_the_limit() {
    let name = proc_macro2::Ident::new(&"n".repeat(30), proc_macro2::Span::call_site());
    let text = printed(quote!(let #name = #name as #name == #name as #name - #name;));
    assert!(text.lines().all(|line| line.len() <= super::lines::MAX_WIDTH), "{text}");
    assert_eq!(text.lines().count(), 2, "{text}");
}

/// Checks texts with line breaks, tabs or characters that rustc rejects in comments, and texts that do not begin with a
/// space.
#[cfg(feature = "format")]
#[test]
fn documentation_that_cannot_be_a_comment_stays_an_attribute() {
    for text in [" a\u{202e}b", " a\rb", " a\nb", " a\tb", "/ a", "* a"] {
        // In a config, a literal may contain the characters without escapes.
        let raw: TokenStream = format!("#[doc = \"{text}\"] struct A;").parse().unwrap_or_default();
        assert!(raw.is_empty() || printed(raw).starts_with("#[doc = \""), "{text:?}");
        let printed = printed(quote!(#[doc = #text] struct A;));
        assert!(printed.starts_with("#[doc = \""), "{printed}");
        let item: syn::ItemStruct = syn::parse_str(&printed).unwrap();
        let syn::Meta::NameValue(doc) = &item.attrs[0].meta else { panic!("{printed}") };
        let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(doc), .. }) = &doc.value else {
            panic!("{printed}")
        };
        assert_eq!(doc.value(), text);
    }
}
