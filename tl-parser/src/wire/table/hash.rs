//! Hash buckets, which make it possible to look up ids and names.

/// The multiplier that computes a bucket from a hash.
const HASH: u32 = 0x9e37_79b1;

/// Returns the hash of a name: FNV-1a.
pub(super) fn of_name(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Returns the bucket of an id or of a hash of a name: the upper `bits` bits of its product with [`HASH`].
pub(super) fn bucket(hash: u32, bits: u32) -> u32 {
    hash.wrapping_mul(HASH).checked_shr(32 - bits).unwrap_or_default()
}

/// Returns the index of the first item of each bucket, followed by the number of items. `items` contains the bucket of
/// each item, in ascending order.
pub(super) fn starts(items: &[u32], bits: u32) -> Vec<usize> {
    (0..=1 << bits).map(|bucket| items.partition_point(|&item| item < bucket)).collect()
}
