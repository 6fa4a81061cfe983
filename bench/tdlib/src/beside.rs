//! Reads and writes updates with each crate.

use std::hint::black_box;
use std::rc::Rc;
use std::str;

use serde_json::Value;
use tl_bench::workload::{Result, Side, Workload, repeat, workload};
use tl_bench_tdlib_rs::enums::Update as TdlibRs;
use tl_runtime::tdjson::{Content, Incoming, ToJson};

use crate::updates;

#[allow(missing_docs, unreachable_pub)]
mod td {
    tl_runtime::include_tl!("td");
}

use td::enums::Update as Ours;

/// Returns the workloads: reading the updates and writing them.
pub(crate) fn workloads() -> Result<Vec<Workload>> {
    let lines: Rc<[String]> = updates::lines().into();
    let ours = lines.iter().map(|line| read_by_ours(line.as_bytes())).collect::<Result<Vec<_>>>()?;
    let theirs = lines.iter().map(|line| from_text(line.as_bytes())).collect::<Result<Vec<_>>>()?;
    let reading = vec![
        reads("ours", &lines, read_by_ours),
        reads("tdlib-rs", &lines, read_by_tdlib_rs),
        reads("tdlib-rs, from text", &lines, from_text),
    ];
    let writing = vec![
        writes("ours", ours, |update| Ok(update.to_json_text())),
        writes("tdlib-rs", theirs, |update| Ok(serde_json::to_string(update)?)),
    ];
    Ok(vec![
        workload("updates, read", &[("tdlib-rs", 0.5), ("tdlib-rs, from text", 0.83)], reading),
        workload("updates, write", &[("tdlib-rs", 1.0)], writing),
    ])
}

/// Reads an update from the bytes that the library returns.
fn read_by_ours(text: &[u8]) -> Result<Ours> {
    match Incoming::parse(str::from_utf8(text)?)?.content {
        Content::Update(update) => Ok(update),
        Content::Answer(text) => Err(format!("not an update: {text}").into()),
    }
}

/// Reads an update in the same way as `receive` of tdlib-rs, from the bytes that the library returns.
fn read_by_tdlib_rs(text: &[u8]) -> Result<TdlibRs> {
    let text = String::from_utf8_lossy(text).into_owned();
    let response: Value = serde_json::from_str(&text)?;
    if response.get("@extra").is_some() {
        return Err(format!("not an update: {text}").into());
    }
    black_box(response["@client_id"].as_i64());
    Ok(serde_json::from_value(response)?)
}

/// Reads an update into the types of tdlib-rs, without creating a [`Value`] first.
fn from_text(text: &[u8]) -> Result<TdlibRs> {
    Ok(serde_json::from_str(str::from_utf8(text)?)?)
}

/// Returns a side that reads all updates. Each update is dropped before the next one is read.
fn reads<T: 'static>(name: &'static str, lines: &Rc<[String]>, read: fn(&[u8]) -> Result<T>) -> Side {
    let lines = Rc::clone(lines);
    let run = repeat(move || {
        for line in &*lines {
            black_box(read(black_box(line.as_bytes()))?);
        }
        Ok(())
    });
    Side { name, run }
}

/// Returns a side that writes all updates. Each text is dropped before the next one is written.
fn writes<T: 'static>(name: &'static str, updates: Vec<T>, write: fn(&T) -> Result<String>) -> Side {
    let run = repeat(move || {
        for update in &updates {
            black_box(write(black_box(update))?);
        }
        Ok(())
    });
    Side { name, run }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a value without the members called `left_out`, and without members that are `null`.
    fn present(value: Value, left_out: &[&str]) -> Value {
        match value {
            Value::Object(members) => {
                let is_present =
                    |(key, value): &(String, Value)| !value.is_null() && !left_out.contains(&key.as_str());
                let kept = members.into_iter().filter(is_present);
                Value::Object(kept.map(|(key, value)| (key, present(value, left_out))).collect())
            }
            Value::Array(items) => items.into_iter().map(|item| present(item, left_out)).collect(),
            other => other,
        }
    }

    /// Returns the names of all members.
    fn keys(text: &str) -> impl Iterator<Item = &str> {
        text.match_indices("\":").filter_map(|(end, _)| text[..end].rsplit('"').next())
    }

    /// Checks that each side writes the updates that it read. Neither side writes `@client_id`. tdlib-rs writes missing
    /// objects as `null`, and writes no `@type` if the type of an object has only one constructor.
    #[test]
    fn all_sides_write_what_they_read() -> Result<()> {
        for line in updates::lines() {
            let text = line.as_bytes();
            let sent: Value = serde_json::from_str(&line)?;
            let ours = serde_json::from_str::<Value>(&read_by_ours(text)?.to_json_text())?;
            assert_eq!(ours, present(sent.clone(), &["@client_id"]));
            let theirs = read_by_tdlib_rs(text)?;
            assert_eq!(theirs, from_text(text)?);
            let left_out = ["@client_id", "@type"];
            assert_eq!(present(serde_json::to_value(theirs)?, &left_out), present(sent, &left_out));
        }
        Ok(())
    }

    /// Checks that the members of the updates are in the order of the schema, in which our types write them. Our reader
    /// needs no index of the members if they have this order.
    #[test]
    fn members_are_in_the_order_of_the_schema() -> Result<()> {
        for line in updates::lines() {
            let written = read_by_ours(line.as_bytes())?.to_json_text();
            let sent = line.replace(",\"@client_id\":1", "");
            assert!(keys(&written).eq(keys(&sent)), "{line}");
        }
        Ok(())
    }

    #[test]
    fn the_updates_have_the_documented_size() {
        let bytes: usize = updates::lines().iter().map(String::len).sum();
        assert!((1_350_000..1_450_000).contains(&bytes), "{bytes}");
        assert!(updates::lines().iter().all(|line| line.is_ascii()));
    }
}
