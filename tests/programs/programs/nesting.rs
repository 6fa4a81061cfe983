//! Checks that values that are skipped or kept as bytes have the same limit for nesting as decoded values.

use tl_runtime::{Decode, Limits, Reader};

use super::api::{enums, functions, registry};

fn id(name: &str) -> [u8; 4] {
    let row = registry::NAMES.iter().find(|row| row.1 == name);
    row.map_or([0; 4], |row| row.0.to_le_bytes())
}

fn tree(levels: usize) -> Vec<u8> {
    let start = [id("tree"), [0; 4]].concat().repeat(levels);
    [start, id("leaf").repeat(levels + 1)].concat()
}

/// Returns nested values. Each level contains three nested lists.
fn grid(levels: usize) -> Vec<u8> {
    let list = [0x15, 0xc4, 0xb5, 0x1c, 1, 0, 0, 0].repeat(3);
    [[id("grid").to_vec(), list].concat().repeat(levels), id("gridEmpty").to_vec()].concat()
}

fn read<T: Decode>(bytes: &[u8], depth: u32) -> String {
    let mut reader = Reader::with_limits(bytes, Limits { depth, ..Limits::default() });
    let value = reader.read::<T>().map(drop);
    format!("{value:?} {}\n", reader.remaining())
}

pub fn run() -> String {
    let _ = [size_of::<functions::GetTree>(), size_of::<functions::GetGrid>()];
    let trees = [(3, 2), (64, 64), (64, 65), (150, 140), (150, 151)];
    let trees = trees.map(|(depth, levels)| read::<enums::Tree>(&tree(levels), depth));
    let grids = [(3, 2), (64, 60), (64, 65)];
    let grids = grids.map(|(depth, levels)| read::<enums::Grid>(&grid(levels), depth));
    assert_eq!(trees.iter().chain(&grids).filter(|text| text.starts_with("Ok(()) 0")).count(), 5);
    trees.concat() + &grids.concat()
}
