//! A program in which values of the type `bytes` are slices of the input.

use std::collections::BTreeSet;

use bytes::Bytes;
use tl_runtime::{Decode, Encode, Function, Object, Reader, View, Writer};

use super::api::functions::{GetData, GetFile, GetPair};
use super::api::{enums, types, views};

fn file() -> types::File {
    let next = types::FileEmpty { id: 2, data: Bytes::from_static(b"empty") };
    types::File {
        thumb: Some(Bytes::from_static(b"thumb")),
        next: Some(enums::File::from(next)),
        ..types::File::new(1, Bytes::from(vec![7; 300]), vec![Bytes::from_static(b"part"); 2])
    }
}

fn is_in(part: &[u8], whole: &[u8]) -> bool {
    whole.as_ptr_range().contains(&part.as_ptr())
}

/// Returns all byte strings of a file, and the data of its `next` file.
fn parts(file: &types::File) -> Vec<&[u8]> {
    let mut parts = vec![&file.data[..], file.thumb.as_deref().unwrap_or_default()];
    parts.extend(file.parts.iter().map(|part| &part[..]));
    parts.extend(file.next.as_ref().and_then(enums::File::data));
    parts
}

/// Returns the number of byte strings of a file that are slices of the input.
fn shared(file: &types::File, input: &[u8]) -> usize {
    parts(file).iter().filter(|part| is_in(part, input)).count()
}

fn json(file: &types::File) -> String {
    let text = serde_json::to_string(file).unwrap();
    assert_eq!(&serde_json::from_str::<types::File>(&text).unwrap(), file);
    text
}

/// Returns whether a file with an owner is encoded and decoded correctly. This program does not name the constructors
/// of `Owner`, so the owner is kept as bytes.
fn owner() -> bool {
    let owner = serde_json::from_str(r#"{"_":"ownerUser","name":"n","photo":"cGhvdG8="}"#).unwrap();
    let file = types::File { owner: Some(owner), ..file() };
    let input = Bytes::from(file.to_bytes().unwrap());
    let again = types::File::from_shared(&input).unwrap();
    shared(&again, &input) == 5 && again == file && again.to_bytes().unwrap() == input
}

fn sealed(input: &Bytes) -> usize {
    let sealed = types::Sealed { data: Object::from_shared(input).unwrap() };
    let again = types::Sealed::from_shared(&Bytes::from(sealed.to_bytes().unwrap())).unwrap();
    let file: types::File = again.data.decode_as().unwrap();
    shared(&file, input) + shared(&file, again.data.as_bytes())
}

fn results() -> (Bytes, usize) {
    let input = Bytes::from(Bytes::from_static(b"result").to_bytes().unwrap());
    let data = GetData::output_from_shared(&input).unwrap();
    let pair = types::Pair { first: data.clone(), second: Bytes::new() };
    let mut w = Writer::new();
    pair.encode_with(&mut w, &|x, w| w.write(x));
    let input = Bytes::from(w.finish().unwrap());
    let pair: types::Pair<Bytes> = GetPair::output_from_shared(&input).unwrap();
    (data, usize::from(is_in(&pair.first, &input)))
}

pub fn run() -> String {
    let input = Bytes::from(enums::File::from(file()).to_bytes().unwrap());
    let slices = types::File::from_shared(&input).unwrap();
    let result = GetFile::output_from_shared(&input).unwrap();
    assert_eq!(result, enums::File::from(slices.clone()));
    let copies = types::File::from_bytes(&input).unwrap();
    let of_view = views::types::File::view_from_bytes(&input).unwrap().owned();
    let read: types::File = Reader::new(&input).with_shared(&input).read().unwrap();
    let of_json: types::File = serde_json::from_str(&json(&slices)).unwrap();
    let all = [&slices, &read, &copies, &of_view, &of_json];
    let counts = all.map(|file| shared(file, &input));
    assert_eq!(BTreeSet::from(all).len(), 1);
    assert_eq!(counts, [5, 5, 0, 0, 0]);
    assert!(owner());
    assert_eq!(sealed(&input), 0);
    assert_eq!(results(), (Bytes::from_static(b"result"), 1));
    let hash = types::FileHash { data: slices.data.slice(..4) };
    format!("{hash:?} {}", json(&file()))
}
