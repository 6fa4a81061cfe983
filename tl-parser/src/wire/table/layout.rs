//! Writes the sections of a table as bytes.

use super::order::Order;
use super::strings::Strings;

/// Number of words of 4 bytes in the header.
const HEADER: usize = 9;

/// Padding after the last section. Readers load 4 bytes for each offset, even if offsets are shorter, so they also load
/// bytes after the last offset.
const END: [u8; 4] = [0; 4];

/// Returns the bytes of a table in the format of `tl_runtime::wire`.
pub(super) fn lay_out(order: &Order, rows: &[Vec<u8>], strings: Option<&Strings>) -> Vec<u8> {
    // Offsets of names refer to the concatenated names, which are stored outside of the table.
    let names: usize = strings.map_or(0, |strings| strings.texts.iter().map(|text| text.len()).sum());
    let named = strings.map_or(0, |strings| {
        strings.buckets.len() + strings.by_name.len() + strings.types.len() + strings.texts.len() + 1
    });
    let offsets = rows.len() + 1 + order.buckets().len() + named;
    let others = 4 * HEADER + 4 * order.len() + rows.iter().map(Vec::len).sum::<usize>() + END.len();
    // Numbers of names and rows also fit, because they are smaller than the length of the table.
    let fits = |width: &usize| (others + offsets * width).max(names) < 1 << (8 * width);
    Layout::new((1..4).find(fits).unwrap_or(4)).lay_out(order, rows, strings)
}

struct Layout {
    /// The number of bytes of an offset.
    width: usize,
    header: [u32; HEADER],
    out: Vec<u8>,
}

impl Layout {
    fn new(width: usize) -> Self {
        Self { width, header: [0; HEADER], out: vec![0; 4 * HEADER] }
    }

    fn lay_out(mut self, order: &Order, rows: &[Vec<u8>], strings: Option<&Strings>) -> Vec<u8> {
        self.header[..4].copy_from_slice(&[
            order.len() as u32,
            rows.len() as u32,
            order.bits,
            self.width as u32,
        ]);
        order.ids().for_each(|id| self.out.extend(id.to_le_bytes()));
        self.begin(4);
        let first = self.out.len() + (rows.len() + 1) * self.width;
        self.offsets(first, rows.iter().map(Vec::len));
        rows.iter().for_each(|row| self.out.extend(row));
        self.numbers(5, &order.buckets());
        if let Some(strings) = strings {
            if strings.has_keys {
                self.numbers(6, &strings.buckets);
                // The bits above the number of the row contain the lower bits of the hash.
                let bits = usize::BITS - rows.len().leading_zeros();
                strings.by_name.iter().for_each(|&(hash, row)| self.offset((hash << bits) as usize | row));
            }
            self.numbers(7, &strings.types);
            self.begin(8);
            self.offsets(0, strings.texts.iter().map(|text| text.len()));
        }
        self.out.extend(END);
        for (place, word) in self.out.chunks_exact_mut(4).zip(self.header) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        self.out
    }

    fn begin(&mut self, section: usize) {
        self.header[section] = self.out.len() as u32;
    }

    fn numbers(&mut self, section: usize, numbers: &[usize]) {
        self.begin(section);
        numbers.iter().for_each(|&number| self.offset(number));
    }

    /// Writes the offsets of parts with these lengths, followed by the offset of their end. The first part begins at
    /// `at`.
    fn offsets(&mut self, mut at: usize, lengths: impl Iterator<Item = usize>) {
        for len in lengths {
            self.offset(at);
            at += len;
        }
        self.offset(at);
    }

    fn offset(&mut self, offset: usize) {
        self.out.extend(&(offset as u32).to_le_bytes()[..self.width]);
    }
}
