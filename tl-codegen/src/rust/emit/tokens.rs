//! Small parts of generated code, such as identifiers, paths, types, documentation and numbers, and the sink for items.

use std::rc::Rc;

use proc_macro2::{Literal, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

use super::super::model::{Ident, ItemRef, Module, Path, Type, ViewType};

/// Receives the items of one file, one after the other.
pub(in super::super) struct Sink<'a>(pub(in super::super) &'a mut dyn FnMut(TokenStream));

impl Sink<'_> {
    pub(super) fn item(&mut self, tokens: TokenStream) {
        (self.0)(tokens);
    }
}

/// Tokens that are created when they are interpolated. Interpolating a `TokenStream` would copy each token once more.
pub(super) struct Lazy<F>(pub(super) F);

impl<F: Fn() -> TokenStream> ToTokens for Lazy<F> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend((self.0)());
    }
}

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(match self.0.strip_prefix("r#") {
            Some(raw) => proc_macro2::Ident::new_raw(raw, Span::call_site()),
            None => proc_macro2::Ident::new(&self.0, Span::call_site()),
        });
    }
}

impl ToTokens for Path {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.absolute {
            separator(tokens);
        }
        path(self.segments.iter(), tokens);
    }
}

pub(super) fn path<'a>(segments: impl Iterator<Item = &'a Ident>, tokens: &mut TokenStream) {
    for (index, segment) in segments.enumerate() {
        if index > 0 {
            separator(tokens);
        }
        segment.to_tokens(tokens);
    }
}

fn separator(tokens: &mut TokenStream) {
    tokens.append(Punct::new(':', Spacing::Joint));
    tokens.append(Punct::new(':', Spacing::Alone));
}

/// A name of the standard library. It is written as a path if an item of the module hides the name.
#[derive(Clone, Copy)]
pub(super) struct Std {
    name: &'static str,
    hidden: bool,
}

impl ToTokens for Std {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.hidden {
            word("__rt", tokens);
            separator(tokens);
        }
        word(self.name, tokens);
    }
}

/// Emits a type as it is written in one module.
#[derive(Clone, Copy)]
pub(super) struct TypeIn<'a>(pub(super) Cx<'a>, pub(super) &'a Type);

impl ToTokens for TypeIn<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(cx, ty) = *self;
        match ty {
            Type::I32 => word("i32", tokens),
            Type::I64 => word("i64", tokens),
            Type::U32 => word("u32", tokens),
            Type::F32 => word("f32", tokens),
            Type::F64 => word("f64", tokens),
            Type::Bool => word("bool", tokens),
            Type::Unit => tokens.extend(quote!(())),
            Type::String => cx.std("String").to_tokens(tokens),
            Type::Bytes => {
                cx.std("Vec").to_tokens(tokens);
                angles(tokens, |tokens| word("u8", tokens));
            }
            Type::SharedBytes => tokens.extend(quote!(__rt::Bytes)),
            Type::ByteArray(len) => {
                let len = Literal::usize_unsuffixed(*len);
                tokens.extend(quote!([u8; #len]));
            }
            Type::Object => tokens.extend(quote!(__rt::Object)),
            Type::Unread => tokens.extend(quote!(__rt::Unread)),
            Type::RawJson => tokens.extend(quote!(__rt::RawJson)),
            Type::Item(item_ref, args) => cx.item(item_ref, args, tokens),
            Type::Var(var) => var.to_tokens(tokens),
            Type::OutputOf(var) => tokens.extend(quote!(#var::Output)),
            Type::Vec(inner) => cx.wrapped("Vec", inner, tokens),
            Type::Array(inner, len) => {
                let (inner, len) = (TypeIn(cx, inner), Literal::usize_unsuffixed(*len));
                tokens.extend(quote!([#inner; #len]));
            }
            Type::Option(inner) => cx.wrapped("Option", inner, tokens),
            Type::Box(inner) => cx.wrapped("Box", inner, tokens),
            Type::Endless(inner) => {
                let inner = TypeIn(cx, inner);
                tokens.extend(quote!(__rt::Endless<#inner>));
            }
        }
    }
}

fn word(word: &str, tokens: &mut TokenStream) {
    tokens.append(proc_macro2::Ident::new(word, Span::call_site()));
}

/// Appends `<..>`.
fn angles(tokens: &mut TokenStream, inside: impl FnOnce(&mut TokenStream)) {
    tokens.append(Punct::new('<', Spacing::Alone));
    inside(tokens);
    tokens.append(Punct::new('>', Spacing::Alone));
}

/// The module for which code is emitted.
#[derive(Clone, Copy)]
pub(super) struct Cx<'a> {
    pub(super) modules: &'a [Module],
    pub(super) module: usize,
    /// Names of the standard library that items of the module hide.
    pub(super) hidden: &'a [Ident],
    /// Whether values are JSON of TDLib or tonlib instead of bytes.
    pub(super) is_json: bool,
    /// Whether code that writes a field passes its name to the `Writer`.
    pub(super) names_fields: bool,
}

impl<'a> Cx<'a> {
    pub(super) fn std(&self, name: &'static str) -> Std {
        Std { name, hidden: self.hidden.iter().any(|hidden| &*hidden.0 == name) }
    }

    pub(super) fn ty(self, ty: &'a Type) -> TypeIn<'a> {
        TypeIn(self, ty)
    }

    fn wrapped(self, wrapper: &'static str, inner: &'a Type, tokens: &mut TokenStream) {
        self.std(wrapper).to_tokens(tokens);
        angles(tokens, |tokens| self.ty(inner).to_tokens(tokens));
    }

    fn item(self, item_ref: &'a ItemRef, args: &'a [Type], tokens: &mut TokenStream) {
        path(self.modules[item_ref.module].path.path(self.module, item_ref), tokens);
        Generics(args.iter().map(|arg| self.ty(arg))).to_tokens(tokens);
    }
}

/// Emits the type of a view as it is written in one module.
pub(super) struct ViewIn<'a>(pub(super) Cx<'a>, pub(super) &'a ViewType);

impl ToTokens for ViewIn<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(cx, ty) = *self;
        let inner = |ty| ViewIn(cx, ty);
        let bare = |bare: bool| bare.then(|| quote!(, __rt::Bare));
        tokens.extend(match ty {
            ViewType::Plain(ty) => cx.ty(ty).to_token_stream(),
            ViewType::Str => quote!(&'a str),
            ViewType::Slice => quote!(&'a [u8]),
            ViewType::Array(len) => {
                let len = Literal::usize_unsuffixed(*len);
                quote!(&'a [u8; #len])
            }
            ViewType::Object => quote!(__rt::ObjectView<'a>),
            ViewType::Item(item_ref, args) => {
                let (path, args) = (item_path(cx, item_ref), args.iter().map(inner));
                quote!(#path<'a #(, #args)*>)
            }
            ViewType::List { item, bare: is_bare } => {
                let (item, bare) = (inner(item), bare(*is_bare));
                quote!(__rt::List<'a, #item #bare>)
            }
            ViewType::Lazy { value, bare: is_bare } => {
                let (value, bare) = (inner(value), bare(*is_bare));
                quote!(__rt::Lazy<'a, #value #bare>)
            }
            ViewType::Vec(item) => {
                let item = inner(item);
                quote!(__rt::Vec<#item>)
            }
            ViewType::ArrayOf(item, len) => {
                let (item, len) = (inner(item), Literal::usize_unsuffixed(*len));
                quote!([#item; #len])
            }
            ViewType::Box(value) => {
                let value = inner(value);
                quote!(__rt::Box<#value>)
            }
            ViewType::Endless(value) => {
                let value = inner(value);
                quote!(__rt::Endless<#value>)
            }
            ViewType::Option(some) => {
                let (option, some) = (cx.std("Option"), inner(some));
                quote!(#option<#some>)
            }
        });
    }
}

/// Emits the path of an item, without type arguments.
pub(super) fn item_path(cx: Cx<'_>, item_ref: &ItemRef) -> TokenStream {
    let mut tokens = TokenStream::new();
    path(cx.modules[item_ref.module].path.path(cx.module, item_ref), &mut tokens);
    tokens
}

/// Emits `<A, B>`, or nothing if the list is empty.
pub(super) struct Generics<I>(pub(super) I);

impl<I: Iterator<Item: ToTokens> + Clone> ToTokens for Generics<I> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.0.clone().next().is_some() {
            let args = self.0.clone();
            tokens.extend(quote!(<#(#args),*>));
        }
    }
}

/// Emits type parameters with the same bound for each.
pub(super) fn bounded<'a>(params: &'a [Ident], bound: &'a str) -> impl ToTokens + 'a {
    Generics(params.iter().map(move |param| {
        Lazy(move || {
            let bound = proc_macro2::Ident::new(bound, Span::call_site());
            quote!(#param: __rt::#bound)
        })
    }))
}

/// Emits lines of documentation for the item that follows.
pub(super) struct Docs<'a>(pub(super) &'a [String]);

impl ToTokens for Docs<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for line in self.0 {
            let text = if line.is_empty() { String::new() } else { format!(" {line}") };
            tokens.extend(quote!(#[doc = #text]));
        }
    }
}

/// Emits `#[derive(..)]`, or nothing if the list is empty.
pub(super) struct Derive<'a>(pub(super) &'a [Path]);

impl ToTokens for Derive<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let paths = self.0;
        if !paths.is_empty() {
            tokens.extend(quote!(#[derive(#(#paths),*)]));
        }
    }
}

/// Emits attributes from the config.
pub(super) struct Attributes<'a>(pub(super) &'a [Rc<str>]);

impl ToTokens for Attributes<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for attribute in self.0 {
            let attribute: TokenStream = attribute.parse().unwrap_or_default();
            tokens.extend(quote!(#[#attribute]));
        }
    }
}

/// Returns an id in the usual notation, such as `0x1f04_0578`.
pub(super) fn hexadecimal(id: u32) -> Literal {
    let text = format!("0x{:04x}_{:04x}", id >> 16, id & 0xffff);
    text.parse().unwrap_or_else(|_| Literal::u32_unsuffixed(id))
}

/// Returns the literal of a minimum size.
pub(super) fn least(size: Option<usize>) -> Option<Literal> {
    size.map(Literal::usize_unsuffixed)
}
