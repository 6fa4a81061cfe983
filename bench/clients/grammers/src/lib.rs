//! A client of layer 230 through grammers-tl-gen, laid out as grammers-tl-types is.

pub use grammers_tl_types::{Blob, Cursor, Deserializable, Identifiable, RawVec, RemoteCall, Serializable};

pub mod deserialize {
    pub use grammers_tl_types::deserialize::*;

    /// What generated code calls it by; grammers-tl-types has it in private.
    pub(crate) type Buffer<'a, 'b> = &'a mut Cursor<'b>;
}

include!(concat!(env!("OUT_DIR"), "/common.rs"));

pub mod types {
    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}

pub mod enums {
    include!(concat!(env!("OUT_DIR"), "/enums.rs"));
}

pub mod functions {
    include!(concat!(env!("OUT_DIR"), "/functions.rs"));
}
