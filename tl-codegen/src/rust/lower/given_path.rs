//! Converts paths from the config.

use super::super::model::{Ident, Path};
use crate::rust::config::RustPath;

pub(super) fn path(path: &RustPath) -> Path {
    Path {
        absolute: path.absolute,
        segments: path.segments.iter().map(|segment| Ident(segment.as_str().into())).collect(),
    }
}
