//! Adds views to the items of a package. A view borrows from the bytes of a value: strings become slices, and most
//! values that would need heap memory are skipped and read on access.

use std::collections::HashSet;

use super::model::{
    Arg, Codec, Field, FieldStep, Ident, Item, ItemRef, Mask, Maybe, Package, SkipStep, Skipped, Step,
    StructView, Type, ViewField, ViewType, With,
};

/// Adds a view to each item that is read, if the package has views.
pub(super) fn add(package: &mut Package) {
    if package.views.is_none() {
        return;
    }
    let read = read_items(package);
    for item in package.modules.iter_mut().flat_map(|module| &mut module.items) {
        match item {
            Item::Struct(item) => {
                item.view = item.directions.reads.then(|| of_struct(&item.fields, &item.wire));
            }
            Item::Enum(item) => {
                let variants = item.variants.iter().map(|variant| of_type(&variant.ty));
                item.view = item.directions.reads.then(|| variants.collect());
            }
            Item::Alias(item) => {
                let is_read = matches!(&item.target, Type::Item(item_ref, _)
                    if read.contains(&(item_ref.module, item_ref.ident.clone())));
                item.view = is_read.then(|| of_type(&item.target));
            }
        }
    }
}

/// Returns the names of the structs that are read, each with the index of its module.
fn read_items(package: &Package) -> HashSet<(usize, Ident)> {
    let modules = package.modules.iter().enumerate();
    let items = modules.flat_map(|(number, module)| module.items.iter().map(move |item| (number, item)));
    let read = items.filter_map(|(number, item)| match item {
        Item::Struct(item) if item.directions.reads => Some((number, item.ident.clone())),
        _ => None,
    });
    read.collect()
}

/// Returns the view of a struct with these fields and steps. `fields` and `wire` contain the fields in the same order.
/// Fields that contain the bytes of their values ([`Codec::Unread`]) are skipped.
fn of_struct(fields: &[Field], wire: &[Step]) -> StructView {
    let mut fields = fields.iter();
    let mut view = StructView { fields: Vec::new(), wire: Vec::new() };
    for step in wire {
        let step = match step {
            Step::Field(step) => step,
            number => {
                let has_field = matches!(number, Step::Mask(Mask { kept: Some(_), .. }));
                let field = if has_field { fields.next() } else { None };
                let view_field =
                    |field: &Field| ViewField { ident: field.ident.clone(), ty: of_type(&field.ty) };
                view.fields.extend(field.map(view_field));
                view.wire.push(number.clone());
                continue;
            }
        };
        let Some(field) = fields.next() else { break };
        if let Codec::Unread(code) = &step.codec {
            let (value, presence) = (Skipped::Value(code.clone()), step.presence.clone());
            view.wire.push(Step::Skip(SkipStep { value, presence }));
            continue;
        }
        let (ty, codec) = match (&field.ty, &step.presence) {
            (Type::Option(inner), Some(_)) => {
                let (ty, codec) = view_and_codec(inner, &step.codec);
                (ViewType::Option(Box::new(ty)), codec)
            }
            (ty, _) => view_and_codec(ty, &step.codec),
        };
        view.fields.push(ViewField { ident: field.ident.clone(), ty });
        view.wire.push(Step::Field(FieldStep { codec, ..step.clone() }));
    }
    view
}

/// Returns the view type for a value with this type and codec, and the codec that reads the view.
fn view_and_codec(ty: &Type, codec: &Codec) -> (ViewType, Codec) {
    match (ty, codec) {
        (Type::Box(inner), Codec::Boxed(codec)) if matches!(**codec, Codec::Own | Codec::Bare) => {
            lazy(inner, codec)
        }
        (Type::Endless(inner), Codec::Own) => lazy(inner, codec),
        (Type::Box(inner), Codec::Boxed(codec)) => {
            let (ty, codec) = view_and_codec(inner, codec);
            (ViewType::Box(Box::new(ty)), Codec::Boxed(Box::new(codec)))
        }
        (Type::Endless(inner), Codec::Endless(codec)) => {
            let (ty, codec) = view_and_codec(inner, codec);
            (ViewType::Endless(Box::new(ty)), Codec::Endless(Box::new(codec)))
        }
        (Type::Option(inner), Codec::Maybe(maybe)) => {
            let (ty, inner) = view_and_codec(inner, &maybe.inner);
            (ViewType::Option(Box::new(ty)), Codec::Maybe(Box::new(Maybe { inner, ..(**maybe).clone() })))
        }
        (Type::Array(ty, len), Codec::Array { item, min_size }) => {
            let (ty, item) = view_and_codec(ty, item);
            let codec = Codec::Array { item: Box::new(item), min_size: *min_size };
            (ViewType::ArrayOf(Box::new(ty), *len), codec)
        }
        (ty, Codec::Transparent { id, name, inner }) => {
            let (ty, inner) = view_and_codec(ty, inner);
            (ty, Codec::Transparent { id: *id, name: name.clone(), inner: Box::new(inner) })
        }
        (Type::Item(item_ref, types), Codec::With(with)) => applied(item_ref, types, with),
        (ty, Codec::Tagged { id, name, inner }) => {
            let (ty, inner) = view_and_codec(ty, inner);
            (ty, Codec::Tagged { id: *id, name: name.clone(), inner: Box::new(inner) })
        }
        (Type::Vec(ty), Codec::Vector { boxed, item, min_size }) => {
            let (ty, item) = items(ty, item, true);
            (ty, Codec::Vector { boxed: *boxed, item: Box::new(item), min_size: *min_size })
        }
        (Type::Vec(ty), Codec::Repeat { count, item, min_size }) => {
            let (ty, item) = items(ty, item, false);
            (ty, Codec::Repeat { count: count.clone(), item: Box::new(item), min_size: *min_size })
        }
        (ty, codec) => (of_type(ty), codec.clone()),
    }
}

/// Returns the view of an item with parameters, and the codec that reads the view. The codec contains the codecs for
/// the views of the type arguments.
fn applied(item_ref: &ItemRef, types: &[Type], with: &With) -> (ViewType, Codec) {
    let mut types = types.iter();
    let mut views = Vec::new();
    let arg = |arg: &Arg| match arg {
        Arg::Type(codec) => Arg::Type(match types.next() {
            Some(ty) => {
                let (view, codec) = view_and_codec(ty, codec);
                views.push(view);
                codec
            }
            None => codec.clone(),
        }),
        Arg::Number(number) => Arg::Number(number.clone()),
    };
    let args = with.args.iter().map(arg).collect();
    let codec = Codec::With(Box::new(With { args, ..with.clone() }));
    (ViewType::Item(item_ref.clone(), views), codec)
}

fn lazy(inner: &Type, codec: &Codec) -> (ViewType, Codec) {
    (ViewType::Lazy { value: Box::new(of_type(inner)), bare: *codec == Codec::Bare }, Codec::Lazy)
}

/// Returns the view of several items, and the codec of an item. If the items have the default codec of their type, or
/// if they are bare items of a vector, the view is a list that reads them on demand. Otherwise, the view is a `Vec`,
/// and all items are read immediately.
fn items(ty: &Type, item: &Codec, is_vector: bool) -> (ViewType, Codec) {
    match item {
        Codec::Own => (list(ty, false), Codec::Own),
        Codec::Bare if is_vector => (list(ty, true), Codec::Bare),
        item => {
            let (ty, item) = view_and_codec(ty, item);
            (ViewType::Vec(Box::new(ty)), item)
        }
    }
}

fn list(item: &Type, bare: bool) -> ViewType {
    ViewType::List { item: Box::new(of_type(item)), bare }
}

/// Returns the view of a type that is read with its default codec.
fn of_type(ty: &Type) -> ViewType {
    match ty {
        Type::String => ViewType::Str,
        Type::Bytes | Type::SharedBytes => ViewType::Slice,
        Type::ByteArray(len) => ViewType::Array(*len),
        Type::Object => ViewType::Object,
        Type::Item(item_ref, args) => ViewType::Item(item_ref.clone(), args.iter().map(of_type).collect()),
        Type::Vec(item) => list(item, false),
        plain => ViewType::Plain(plain.clone()),
    }
}
