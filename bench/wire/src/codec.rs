//! Writing and reading, by whichever crate: what the measured works call, and which crate it is.

use std::rc::Rc;

use tl_runtime::{Decode, Encode};

use crate::Result;

/// A value that some crate writes.
pub trait Write {
    /// Whose it is, in tables.
    const SIDE: &'static str;

    /// The value's bytes.
    ///
    /// # Errors
    /// Where the format cannot express it.
    fn fresh(&self) -> Result<Vec<u8>>;

    /// The value's bytes, without room for more if the crate has a way to do so.
    ///
    /// # Errors
    /// Where the format cannot express it.
    fn exact(&self) -> Result<Vec<u8>> {
        self.fresh()
    }

    /// Appends the value's bytes to `out`.
    ///
    /// # Errors
    /// Where the format cannot express it.
    fn append(&self, out: &mut Vec<u8>) -> Result<()>;
}

/// A value that some crate reads.
pub trait Read: Sized {
    /// Whose it is, in tables.
    const SIDE: &'static str;

    /// The value of these bytes.
    ///
    /// # Errors
    /// Where the bytes have none.
    fn read(bytes: &[u8]) -> Result<Self>;
}

/// A value of our generated types, or of the runtime.
#[derive(Clone, Debug)]
pub struct Ours<T>(pub T);

/// A value of grammers-tl-types.
#[derive(Clone, Debug)]
pub struct Grammers<T>(pub T);

/// A value of ferogram-tl-types.
#[derive(Clone, Debug)]
pub struct Ferogram<T>(pub T);

/// A message of protobuf.
#[derive(Clone, Debug)]
pub struct Prost<T>(pub T);

/// Bytes that are copied and not looked at: no codec is faster.
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

/// The two peers have traits of the same names and shapes.
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
