//! Emits the body of `skip_bare`, which skips all fields of a view. Adjacent values of a known width are skipped
//! together.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::model::{
    Codec, FieldStep, Presence, Run, SkipStep, Skipped, Step, StructView, Type, ViewField, ViewType,
};
use super::tokens::{Cx, ViewIn};
use super::{codec, wire};

/// Emits statements that skip all fields.
pub(super) fn fields(cx: Cx<'_>, view: &StructView) -> TokenStream {
    let mut skipping = Skipping { cx, width: 0, optional: TokenStream::new(), done: TokenStream::new() };
    let fields = &*view.fields;
    for step in &view.wire {
        match step {
            Step::Mask(mask) => skipping.then(&wire::read_mask(mask)),
            Step::Count { local, .. } | Step::Length { local, .. } => {
                skipping.then(&quote!(let #local = r.number();));
            }
            Step::Skip(step) => skipping.skip(step),
            Step::Field(step) => skipping.field(step, fields),
            Step::Run(Run { masks, fields: steps }) => {
                masks.iter().for_each(|mask| skipping.then(&wire::read_mask(mask)));
                steps.iter().for_each(|step| skipping.field(step, fields));
            }
        }
    }
    skipping.then(&TokenStream::new());
    skipping.done
}

struct Skipping<'a> {
    cx: Cx<'a>,
    /// Number of bytes to skip before the next statement.
    width: usize,
    /// Terms for optional fields, which are added to `width`.
    optional: TokenStream,
    done: TokenStream,
}

impl Skipping<'_> {
    /// Adds a statement that skips the bytes collected so far, and then `statement`, which depends on the position.
    fn then(&mut self, statement: &TokenStream) {
        let optional = std::mem::take(&mut self.optional);
        let width = std::mem::take(&mut self.width);
        if width > 0 || !optional.is_empty() {
            let width = Literal::usize_unsuffixed(width);
            self.done.extend(quote!(r.pass(#width #optional);));
        }
        self.done.extend(statement.clone());
    }

    fn field(&mut self, step: &FieldStep, fields: &[ViewField]) {
        let FieldStep { ident, codec, presence, is_number, .. } = step;
        let Some(field) = fields.iter().find(|field| field.ident == *ident) else { return };
        let ty = match (&field.ty, presence) {
            (ViewType::Option(some), Some(_)) => some,
            (ty, _) => ty,
        };
        match presence {
            _ if *is_number => self.then(&wire::read_variable(self.cx, step)),
            Some(presence) if presence.flag => {}
            presence => match width(ty, codec) {
                Some(width) => self.bytes(width, presence.as_ref()),
                None => self.then(&wire::when(presence.as_ref(), self.value(ty, codec))),
            },
        }
    }

    fn skip(&mut self, step: &SkipStep) {
        match step.value {
            Skipped::Bytes(width) => self.bytes(width, step.presence.as_ref()),
            _ => self.then(&wire::skip_step(step)),
        }
    }

    /// Adds `width` bytes to those that are skipped. If there is a `presence`, the added bytes are skipped only if the
    /// field is present.
    fn bytes(&mut self, width: usize, presence: Option<&Presence>) {
        match presence {
            None => self.width += width,
            Some(presence) => {
                let (is_there, width) = (wire::is_read(presence), Literal::usize_unsuffixed(width));
                self.optional.extend(quote!(+ (#is_there) as usize * #width));
            }
        }
    }

    fn value(&self, ty: &ViewType, codec: &Codec) -> TokenStream {
        let view = ViewIn(self.cx, ty);
        match (ty, codec) {
            (ViewType::Str, Codec::Own) => quote!(r.skip_string();),
            (ViewType::Slice, Codec::Own) => quote!(r.skip_bytes();),
            (ViewType::Item(..), Codec::Own) => quote!(<#view as __rt::View<'a>>::skip(r);),
            (ViewType::Item(..), Codec::Bare) => quote!(r.skip_bare::<#view>();),
            _ => {
                let value = codec::read(self.cx, codec);
                quote!(let _: #view = #value;)
            }
        }
    }
}

/// Returns the number of bytes of a value, if it is constant and the bytes need no check.
fn width(ty: &ViewType, codec: &Codec) -> Option<usize> {
    match (ty, codec) {
        (ViewType::Plain(Type::Unit), Codec::Nothing) => Some(0),
        (ViewType::Plain(Type::I32 | Type::U32 | Type::F32), Codec::Own) => Some(4),
        (ViewType::Plain(Type::I64 | Type::F64), Codec::Own) => Some(8),
        (ViewType::Array(len), Codec::Own) => Some(*len),
        _ => None,
    }
}
