//! The table of measured workloads. Each workload lists the crates that run it, ours first.
//!
//! `run` measures times and instructions of these workloads, and `heap` counts their allocations. Creating a workload
//! fails if a peer that encodes TL writes different bytes than our code.

use std::hint::black_box;
use std::rc::Rc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tl_bench::workload::{Side, Workload, repeat, workload};
use tl_bench_bindings::{enums, views};
use tl_parser::SourceMap;
use tl_parser::schema::Options;
use tl_parser::wire::Wire;
use tl_parser::wire::table::{self, Part};
use tl_runtime::wire::{Skip, Table, Walker};
use tl_runtime::{Limits, View};

use crate::codec::{Copied, Ferogram, Grammers, Ours, Prost, Read, Write};
use crate::mirror;
use crate::{Result, sample};

use ferogram_tl_types as ferogram;
use grammers_tl_types as grammers;

/// Returns all workloads.
///
/// # Errors
/// Returns an error if a side cannot read the bytes of another side, or writes different bytes.
pub fn all() -> Result<Vec<Workload>> {
    let mut workloads = slice_workloads()?;
    workloads.extend(json_workloads()?);
    workloads.extend(cancel_code_workloads()?);
    workloads.push(sent_code_workload()?);
    workloads.extend(mebibyte_workloads()?);
    workloads.extend(long_workloads()?);
    #[cfg(corpus)]
    workloads.extend(crate::ton::workloads()?);
    Ok(workloads)
}

/// Returns the workloads with a `messages.messagesSlice` of 54 kB. ferogram has layer 229, in which all types in the
/// sample are equal to those of layer 230.
fn slice_workloads() -> Result<Vec<Workload>> {
    type Messages = enums::messages::Messages;
    let value = sample::slice();
    let enums::messages::Messages::Slice(slice) = &value else {
        return Err("the sample is not a slice".into());
    };
    let prost = Rc::new(Prost(mirror::Slice::from(&**slice)));
    let ours = Rc::new(Ours(value));
    let bytes = ours.fresh()?;
    let grammers = Rc::new(same::<Grammers<grammers::enums::messages::Messages>>(&bytes)?);
    let ferogram = Rc::new(same::<Ferogram<ferogram::enums::messages::Messages>>(&bytes)?);
    let used_sides = vec![
        read::<Ours<tl_bench_used::Messages>>(&bytes),
        read::<Grammers<grammers::enums::messages::Messages>>(&bytes),
    ];
    let prost_bytes = prost.fresh()?;
    let copied = Rc::new(Copied(bytes.clone()));
    let fresh_sides = vec![fresh(&ours), fresh(&grammers), fresh(&ferogram), fresh(&prost), fresh(&copied)];
    let exact_sides = vec![exact(&ours), exact(&grammers), exact(&prost), exact(&copied)];
    let reused_sides =
        vec![reused(&ours), reused(&grammers), reused(&ferogram), reused(&prost), reused(&copied)];
    let read_sides = vec![
        read::<Ours<Messages>>(&bytes),
        read::<Grammers<grammers::enums::messages::Messages>>(&bytes),
        read::<Ferogram<ferogram::enums::messages::Messages>>(&bytes),
        read::<Prost<mirror::Slice>>(&prost_bytes),
        read::<Copied>(&bytes),
        Side { name: "clone", run: repeat(move || Ok(ours.0.clone())) },
    ];
    Ok(vec![
        workload("slice, encode fresh", &[("grammers", 0.95)], fresh_sides),
        workload("slice, encode exact", &[], exact_sides),
        workload("slice, encode reused", &[("grammers", 0.9)], reused_sides),
        workload("slice, decode and drop", &[("grammers", 0.58), ("clone", 1.35)], read_sides),
        workload("slice, decode what is used", &[("grammers", 0.4)], used_sides),
        workload("slice, skip", &[("grammers", 0.35)], skipped_beside_grammers(&bytes)?),
        workload("slice, view", &[("grammers", 0.12)], viewed_beside_grammers(&bytes, |_| 0)),
        workload("slice, view and visit", &[], viewed_beside_grammers(&bytes, visit)),
    ])
}

/// Returns the workloads that convert the slice to JSON and from JSON with serde, compared with a `serde_json::Value`
/// of the same text.
fn json_workloads() -> Result<Vec<Workload>> {
    type Messages = enums::messages::Messages;
    let value = sample::slice();
    let json = serde_json::to_string(&value)?;
    if serde_json::from_str::<Messages>(&json)? != value {
        return Err("ours reads another value from JSON than it wrote".into());
    }
    let tree = serde_json::from_str::<serde_json::Value>(&json)?;
    let written = vec![to_json("ours", value), to_json("serde_json", tree)];
    let read =
        vec![from_json::<Messages>("ours", &json), from_json::<serde_json::Value>("serde_json", &json)];
    Ok(vec![workload("slice, to JSON", &[], written), workload("slice, from JSON", &[], read)])
}

/// Returns the sides of the workload `slice, skip`. Our side finds the end of the slice by the table of the layer. The
/// side of grammers decodes the slice.
fn skipped_beside_grammers(bytes: &[u8]) -> Result<Vec<Side>> {
    let table: &'static Table<'static> = Box::leak(Box::new(Table::new(table_of_layer()?.leak(), "")));
    let skipped = bytes.to_vec();
    let run = move || {
        let mut skip = Skip;
        let mut walker = Walker::new(black_box(&skipped), Limits::default(), &mut skip);
        walker.any(table).and_then(|()| walker.finish()).map_err(|failure| failure.to_string())?;
        Ok(())
    };
    Ok(vec![
        Side { name: "ours", run: repeat(run) },
        read::<Grammers<grammers::enums::messages::Messages>>(bytes),
    ])
}

/// Returns the table of layer 230 without names.
fn table_of_layer() -> Result<Vec<u8>> {
    let mut sources = SourceMap::new();
    sources.add("telegram/230", tl_schemas::find("telegram/230")?.text().into_owned())?;
    let schema = tl_parser::load(&sources, &Options::default()).schema.ok_or("layer 230 has errors")?;
    let wire = Wire::new(&schema);
    let part = Part { schema: &schema, wire: &wire, keeps_masks: false };
    Ok(table::Table::new(&[part], &[], table::TableNames::None).into_bytes())
}

/// Returns the sides of a workload with views. Our side creates a view of the slice and calls `visit`. The side of
/// grammers decodes the slice.
fn viewed_beside_grammers(bytes: &[u8], visit: fn(&Seen<'_>) -> usize) -> Vec<Side> {
    let seen = bytes.to_vec();
    let run = move || {
        let view = Seen::view_from_bytes(black_box(&seen))?;
        Ok(visit(black_box(&view)))
    };
    vec![
        Side { name: "ours", run: repeat(run) },
        read::<Grammers<grammers::enums::messages::Messages>>(bytes),
    ]
}

type Seen<'a> = views::enums::messages::Messages<'a>;

/// Visits every message, its entities, its photo and its reactions, and every user.
fn visit(seen: &Seen<'_>) -> usize {
    let Seen::Slice(slice) = seen else { return 0 };
    let slice = slice.get();
    let messages = slice.messages.iter().map(|message| match message {
        views::enums::Message::Message(message) => visit_message(&message.get()),
        _ => 0,
    });
    let users = slice.users.iter().map(|user| match user {
        views::enums::User::User(user) => user.get().first_name.map_or(0, str::len),
        views::enums::User::Empty(_) => 0,
    });
    messages.chain(users).sum()
}

fn visit_message(message: &views::types::Message<'_>) -> usize {
    let entities = message.entities.iter().flatten().count();
    let sizes = match &message.media {
        Some(views::enums::MessageMedia::Photo(media)) => match media.get().photo {
            Some(views::enums::Photo::Photo(photo)) => photo.get().sizes.iter().count(),
            _ => 0,
        },
        _ => 0,
    };
    let reactions = message.reactions.as_ref().map_or(0, |reactions| reactions.results.iter().count());
    message.message.len() + entities + sizes + reactions
}

fn cancel_code_workloads() -> Result<Vec<Workload>> {
    let request = sample::cancel_code();
    let grammers = grammers::functions::auth::CancelCode {
        phone_number: request.phone_number.clone(),
        phone_code_hash: request.phone_code_hash.clone(),
    };
    let ferogram = ferogram::functions::auth::CancelCode {
        phone_number: request.phone_number.clone(),
        phone_code_hash: request.phone_code_hash.clone(),
    };
    let (ours, grammers, ferogram) =
        (Rc::new(Ours(request)), Rc::new(Grammers(grammers)), Rc::new(Ferogram(ferogram)));
    let bytes = ours.fresh()?;
    writes(&bytes, &grammers)?;
    writes(&bytes, &ferogram)?;
    let fresh_sides = vec![fresh(&ours), fresh(&grammers), fresh(&ferogram)];
    let reused_sides = vec![reused(&ours), reused(&grammers), reused(&ferogram)];
    Ok(vec![
        workload("auth.cancelCode, encode fresh", &[("grammers", 0.35)], fresh_sides),
        workload("auth.cancelCode, encode reused", &[("grammers", 0.7)], reused_sides),
    ])
}

fn sent_code_workload() -> Result<Workload> {
    let bytes = Ours(sample::sent_code()).fresh()?;
    same::<Grammers<grammers::enums::auth::SentCode>>(&bytes)?;
    same::<Ferogram<ferogram::enums::auth::SentCode>>(&bytes)?;
    let sides = vec![
        read::<Ours<enums::auth::SentCode>>(&bytes),
        read::<Grammers<grammers::enums::auth::SentCode>>(&bytes),
        read::<Ferogram<ferogram::enums::auth::SentCode>>(&bytes),
    ];
    Ok(workload("auth.sentCode, decode and drop", &[], sides))
}

/// Returns the workloads that write `upload.saveFilePart` and read `upload.file`. Each contains 1 MiB.
fn mebibyte_workloads() -> Result<Vec<Workload>> {
    let part = sample::file_part();
    let grammers = grammers::functions::upload::SaveFilePart {
        file_id: part.file_id,
        file_part: part.file_part,
        bytes: part.bytes.clone(),
    };
    let (ours, grammers) = (Rc::new(Ours(part)), Rc::new(Grammers(grammers)));
    let bytes = ours.fresh()?;
    writes(&bytes, &grammers)?;
    let copied = Rc::new(Copied(bytes));
    let fresh_sides = vec![fresh(&ours), fresh(&grammers), fresh(&copied)];
    let reused_sides = vec![reused(&ours), reused(&grammers), reused(&copied)];
    let file = Ours(sample::file()).fresh()?;
    same::<Grammers<grammers::enums::upload::File>>(&file)?;
    let read_sides = vec![
        read::<Ours<enums::upload::File>>(&file),
        read::<Grammers<grammers::enums::upload::File>>(&file),
        read::<Copied>(&file),
    ];
    Ok(vec![
        workload("1 MiB of bytes, encode fresh", &[("memcpy", 1.02)], fresh_sides),
        workload("1 MiB of bytes, encode reused", &[], reused_sides),
        workload("1 MiB of bytes, decode and drop", &[("memcpy", 1.02)], read_sides),
    ])
}

fn long_workloads() -> Result<Vec<Workload>> {
    let longs = sample::longs();
    let (ours, grammers) = (Rc::new(Ours(longs.clone())), Rc::new(Grammers(longs)));
    let bytes = ours.fresh()?;
    writes(&bytes, &grammers)?;
    let read_sides =
        vec![read::<Ours<Vec<i64>>>(&bytes), read::<Grammers<Vec<i64>>>(&bytes), read::<Copied>(&bytes)];
    let copied = Rc::new(Copied(bytes));
    let reused_sides = vec![reused(&ours), reused(&grammers), reused(&copied)];
    Ok(vec![
        workload("131,072 longs, encode reused", &[], reused_sides),
        workload("131,072 longs, decode and drop", &[("grammers", 0.25)], read_sides),
    ])
}

/// Reads `bytes` and returns the value. Checks that writing the value gives the same bytes.
pub(crate) fn same<T: Read + Write>(bytes: &[u8]) -> Result<T> {
    let value = T::read(bytes)?;
    writes(bytes, &value)?;
    Ok(value)
}

/// Checks that `fresh` and `append` write `value` as `bytes`.
fn writes<W: Write>(bytes: &[u8], value: &W) -> Result<()> {
    let mut appended = Vec::new();
    value.append(&mut appended)?;
    if value.fresh()? == bytes && appended == bytes {
        return Ok(());
    }
    Err(format!("{} writes other bytes than ours", W::SIDE).into())
}

pub(crate) fn fresh<W: Write + 'static>(value: &Rc<W>) -> Side {
    let value = Rc::clone(value);
    Side { name: W::SIDE, run: repeat(move || value.fresh()) }
}

fn exact<W: Write + 'static>(value: &Rc<W>) -> Side {
    let value = Rc::clone(value);
    Side { name: W::SIDE, run: repeat(move || value.exact()) }
}

pub(crate) fn reused<W: Write + 'static>(value: &Rc<W>) -> Side {
    let value = Rc::clone(value);
    let mut out = Vec::new();
    let run = repeat(move || {
        out.clear();
        value.append(&mut out)?;
        black_box(out.as_slice());
        Ok(())
    });
    Side { name: W::SIDE, run }
}

pub(crate) fn read<R: Read + 'static>(bytes: &[u8]) -> Side {
    let bytes = bytes.to_vec();
    Side { name: R::SIDE, run: repeat(move || R::read(black_box(&bytes))) }
}

/// Returns a side that writes a value as JSON.
fn to_json<T: Serialize + 'static>(name: &'static str, value: T) -> Side {
    Side { name, run: repeat(move || Ok(serde_json::to_string(black_box(&value))?)) }
}

/// Returns a side that reads a value from JSON.
fn from_json<T: DeserializeOwned + 'static>(name: &'static str, json: &str) -> Side {
    let json = json.to_owned();
    Side { name, run: repeat(move || Ok(serde_json::from_str::<T>(black_box(&json))?)) }
}
