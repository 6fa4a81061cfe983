//! [`GetBooks`](super::super::super::api::functions) in a comment does not count as a use.

use super::super::super::api::functions::GetReader;

pub(super) fn reader(id: i64) -> GetReader {
    GetReader { id }
}
