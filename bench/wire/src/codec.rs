//! Traits and wrappers, so that the same code can call different crates.

use std::rc::Rc;

use tl_runtime::{Decode, Encode};

use crate::Result;

/// A value that a crate writes.
pub trait Write {
    /// Name of the crate in tables.
    const SIDE: &'static str;

    /// Returns the bytes of the value.
    ///
    /// # Errors
    /// Returns an error if the format cannot express the value.
    fn fresh(&self) -> Result<Vec<u8>>;

    /// Returns the bytes of the value, without spare capacity if the crate supports this.
    ///
    /// # Errors
    /// Returns an error if the format cannot express the value.
    fn exact(&self) -> Result<Vec<u8>> {
        self.fresh()
    }

    /// Appends the bytes of the value to `out`.
    ///
    /// # Errors
    /// Returns an error if the format cannot express the value.
    fn append(&self, out: &mut Vec<u8>) -> Result<()>;
}

/// A value that a crate reads.
pub trait Read: Sized {
    /// Name of the crate in tables.
    const SIDE: &'static str;

    /// Reads the value in these bytes.
    ///
    /// # Errors
    /// Returns an error if the bytes are not a value of this type.
    fn read(bytes: &[u8]) -> Result<Self>;
}

/// A value of a generated type, or of another type for which tl-runtime implements the traits, such as `Vec<i64>`.
#[derive(Clone, Debug)]
pub struct Ours<T>(pub T);

/// A value of grammers-tl-types.
#[derive(Clone, Debug)]
pub struct Grammers<T>(pub T);

/// A value of ferogram-tl-types.
#[derive(Clone, Debug)]
pub struct Ferogram<T>(pub T);

/// A protobuf message.
#[derive(Clone, Debug)]
pub struct Prost<T>(pub T);

/// Bytes that are only copied, as a lower limit for the times of all crates.
#[derive(Clone, Debug)]
pub struct Copied(pub Vec<u8>);

impl<T: Encode> Write for Ours<T> {
    const SIDE: &'static str = "ours";

    fn fresh(&self) -> Result<Vec<u8>> {
        Ok(self.0.to_bytes()?)
    }

    fn exact(&self) -> Result<Vec<u8>> {
        Ok(self.0.to_bytes_exact()?)
    }

    fn append(&self, out: &mut Vec<u8>) -> Result<()> {
        Ok(self.0.encode_into(out)?)
    }
}

impl<T: Decode> Read for Ours<T> {
    const SIDE: &'static str = "ours";

    fn read(bytes: &[u8]) -> Result<Self> {
        Ok(Self(T::from_bytes(bytes)?))
    }
}

/// Implements the traits for grammers or ferogram. These two crates have traits with the same names and signatures.
macro_rules! peer {
    ($side:ident, $types:ident, $name:literal) => {
        impl<T: $types::Serializable> Write for $side<T> {
            const SIDE: &'static str = $name;

            fn fresh(&self) -> Result<Vec<u8>> {
                Ok(self.0.to_bytes())
            }

            fn append(&self, out: &mut Vec<u8>) -> Result<()> {
                self.0.serialize(out);
                Ok(())
            }
        }

        impl<T: $types::Deserializable> Read for $side<T> {
            const SIDE: &'static str = $name;

            fn read(bytes: &[u8]) -> Result<Self> {
                Ok(Self(T::from_bytes(bytes)?))
            }
        }
    };
}

peer!(Grammers, grammers_tl_types, "grammers");
peer!(Ferogram, ferogram_tl_types, "ferogram");

impl<T: prost::Message> Write for Prost<T> {
    const SIDE: &'static str = "prost";

    fn fresh(&self) -> Result<Vec<u8>> {
        Ok(self.0.encode_to_vec())
    }

    fn append(&self, out: &mut Vec<u8>) -> Result<()> {
        Ok(self.0.encode(out)?)
    }
}

impl<T: prost::Message + Default> Read for Prost<T> {
    const SIDE: &'static str = "prost";

    fn read(bytes: &[u8]) -> Result<Self> {
        Ok(Self(T::decode(bytes)?))
    }
}

impl Write for Copied {
    const SIDE: &'static str = "memcpy";

    fn fresh(&self) -> Result<Vec<u8>> {
        Ok(self.0.clone())
    }

    fn append(&self, out: &mut Vec<u8>) -> Result<()> {
        out.extend_from_slice(&self.0);
        Ok(())
    }
}

impl Read for Copied {
    const SIDE: &'static str = "memcpy";

    fn read(bytes: &[u8]) -> Result<Self> {
        Ok(Self(bytes.to_vec()))
    }
}

impl<W: Write> Write for Rc<W> {
    const SIDE: &'static str = W::SIDE;

    fn fresh(&self) -> Result<Vec<u8>> {
        (**self).fresh()
    }

    fn exact(&self) -> Result<Vec<u8>> {
        (**self).exact()
    }

    fn append(&self, out: &mut Vec<u8>) -> Result<()> {
        (**self).append(out)
    }
}
