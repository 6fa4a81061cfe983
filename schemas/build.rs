//! Generates the table of bundled schemas from the first line of the history, and packs the history if the feature
//! `packed` is enabled.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[cfg(feature = "packed")]
#[path = "src/packed.rs"]
mod packed;

const HISTORY: &str = "telegram/history.tsv";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={HISTORY}");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let history = fs::read_to_string(HISTORY)?;
    let layers = history.lines().next().and_then(|line| line.strip_prefix("# layers\t"));
    let layers = layers.ok_or("the first line of the history does not list the layers")?;
    let mut rows = "Schema { name: \"mtproto\", layer: None },\n".to_owned();
    for layer in layers.split(',') {
        writeln!(rows, "Schema {{ name: \"telegram/{layer}\", layer: Some({layer}) }},")?;
    }
    fs::write(out.join("table.rs"), format!("&[\n{rows}]\n"))?;
    pack(&history, &out)
}

#[cfg(feature = "packed")]
fn pack(history: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    let packed = packing::pack(history).ok_or("the history cannot be packed")?;
    Ok(fs::write(out.join("history.packed"), compress(&packed)?)?)
}

#[cfg(not(feature = "packed"))]
fn pack(_: &str, _: &Path) -> Result<(), Box<dyn Error>> {
    Ok(())
}

#[cfg(feature = "compressed")]
fn compress(data: &[u8]) -> std::io::Result<Vec<u8>> {
    use std::io::Write;

    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data)?;
    encoder.finish()
}

#[cfg(all(feature = "packed", not(feature = "compressed")))]
fn compress(data: &[u8]) -> std::io::Result<Vec<u8>> {
    Ok(data.to_vec())
}

#[cfg(feature = "packed")]
mod packing {
    use super::packed;

    /// Returns the packed form of the history, or `None` if `packed::unpack` does not restore the same text from it.
    pub(super) fn pack(history: &str) -> Option<Vec<u8>> {
        let (header, rows) = history.split_once('\n')?;
        let rows: Vec<[&str; 3]> = rows.lines().map(row).collect::<Option<_>>()?;
        let mut sorted: Vec<usize> = (0..rows.len()).collect();
        sorted.sort_by_key(|&at| (rows[at][1], name_of(rows[at][2])));
        let in_order = || sorted.iter().map(|&at| rows[at]);
        let of_kind = |kind| {
            let texts = in_order().filter(move |row| row[1] == kind);
            texts.map(|row| without_id(row[2]) + "\n").collect::<String>()
        };
        let layers: String = in_order().map(|row| row[0].to_owned() + "\n").collect();
        let text = format!("{header}\n{}\n{}\n{layers}", of_kind("constructor"), of_kind("function"));
        let count = u32::try_from(rows.len()).ok()?;
        let packed = [&count.to_le_bytes()[..], text.as_bytes(), &order(&sorted)?].concat();
        (packed::unpack(&packed)? == history).then_some(packed)
    }

    /// Returns a 16-bit number for each line of the history: the position of its declaration in `sorted`, minus the
    /// position of the previous line's declaration. All high bytes come first, then all low bytes.
    fn order(sorted: &[usize]) -> Option<Vec<u8>> {
        let mut places = vec![0; sorted.len()];
        for (place, &at) in sorted.iter().enumerate() {
            places[at] = u16::try_from(place).ok()?;
        }
        let before = [0].into_iter().chain(places.iter().copied());
        let distances: Vec<u16> =
            places.iter().zip(before).map(|(place, before)| place.wrapping_sub(before)).collect();
        Some(
            [0, 1]
                .into_iter()
                .flat_map(|byte| distances.iter().map(move |by| by.to_be_bytes()[byte]))
                .collect(),
        )
    }

    /// Returns the layers, the kind and the declaration in a line of the history.
    fn row(line: &str) -> Option<[&str; 3]> {
        let (layers, rest) = line.split_once('\t')?;
        let (kind, text) = rest.split_once('\t')?;
        Some([layers, kind, text])
    }

    fn name_of(text: &str) -> &str {
        text.split('#').next().unwrap_or(text)
    }

    /// Removes the id of a declaration if `packed::with_id` can compute it from the rest of the text.
    fn without_id(text: &str) -> String {
        let shorter = text.split_once(' ').map(|(_, rest)| format!("{} {rest}", name_of(text)));
        shorter.filter(|shorter| packed::with_id(shorter) == text).unwrap_or_else(|| text.to_owned())
    }
}
