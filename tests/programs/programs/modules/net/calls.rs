//! [`GetBooks`](super::super::super::api::functions) in a comment is not a use of it.

use super::super::super::api::functions::GetReader;

pub(super) fn reader(id: i64) -> GetReader {
    GetReader { id }
}
