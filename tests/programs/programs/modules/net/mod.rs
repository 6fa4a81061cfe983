//! A module in a folder, with a child in another file.

mod calls;

use tl_runtime::Encode as _;

pub(super) fn call() -> Vec<u8> {
    calls::reader(3).to_bytes().unwrap_or_default()
}
