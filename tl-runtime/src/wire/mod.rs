//! Descriptions of values as data: a [`Table`] describes all combinators of a schema. A [`Walker`] reads values by a
//! table and passes their parts to a [`Sink`].
//!
//! # The format of a table
//!
//! A *word* has 32 bits and is little-endian. A *number* consists of bytes that each contain 7 of its bits, the lowest
//! bits first. The highest bit of a byte is set in every byte except the last. The header contains the size of an
//! *offset* in bytes. Rows and fields contain a *string* as a number, which is the index of the string in the section
//! of strings.
//!
//! The header has nine words: the number of rows with an id, the number of all rows, the binary logarithm of the number
//! of buckets, the number of bytes of an offset, and the positions of five sections:
//!
//! | section | contents |
//! | --- | --- |
//! | rows | the offset of each row, and of the end; the rows follow |
//! | buckets | the first row of each bucket as an offset, and the number of rows with an id |
//! | by name | the first row of each bucket of names as an offset, and the number of rows; all rows, by bucket |
//! | types | the string that is the name of each type, as an offset |
//! | strings | the offset of each string in the text of names, and of the end |
//!
//! A table has all names, no names, or only the names of combinators and types. In the last case, it has no *keys*,
//! which are the names of fields and type parameters. A table without names has none of the last three sections. A
//! table without keys has no section by name, and its string 0 is empty. The position of a missing section is 0.
//!
//! The ids of the rows are words after the header, in the order of the rows: by bucket, then by id. The bucket of an id
//! is the upper bits of its product with `0x9e3779b1`.
//!
//! The bucket of a name is computed in the same way from its hash, FNV-1a with 32 bits. There are a quarter as many
//! buckets of names as of ids, and at least one. In the section by name, the entry for a row has as many bytes as an
//! offset. The lower bits of the entry are the number of the row. If the number of all rows has `n` bits, the entry has
//! `n` lower bits. The upper bits are the lower bits of the hash.
//!
//! A row consists of the number of its type plus 1, or 0 if it has no type; a byte of flags; the string of its label;
//! the number of its schema; its fields; and `END`. The label is the name in JSON: the name of the combinator, followed
//! by `#` and the id if the name alone is ambiguous or refers to a combinator of an earlier schema. Tables without
//! names omit the strings of labels. Tables without keys omit the numbers of schemas, the strings of keys, and fields
//! that are only bits of masks, such as `flag:flags.2?true`.
//!
//! A field without a condition consists of a byte with its kind, the string of its key, and the operands of the kind. A
//! field with a condition consists of the byte of the condition and its operands, the string of the key, the length of
//! the rest in bytes, and the rest: the kind and its operands. The module `code` lists the kinds and conditions.

mod code;
mod cursor;
mod environment;
mod failure;
mod form;
#[cfg(feature = "json")]
pub mod json;
mod path;
mod sink;
mod table;
mod walk;

pub use self::environment::Shape;
pub use self::failure::{Failure, FailureKind, Problem};
pub use self::form::Scalar;
pub use self::path::Path;
pub use self::sink::{Budget, Note, Part, Sink, Skip};
pub use self::table::Table;
pub(crate) use self::table::word_at;
pub use self::walk::Walker;
pub use crate::{GZIP_PACKED_ID, VECTOR_ID};
