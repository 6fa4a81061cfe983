//! Values without parts.

use super::{Decoder, Result, Sink, Value};
use crate::program::Scalar;

impl<S: Sink> Decoder<'_, S> {
    pub(super) fn scalar(&mut self, scalar: Scalar) -> Result {
        let start = self.offset();
        let value = match scalar {
            Scalar::Nat => Value::Int(self.reader.nat().into()),
            Scalar::Int => Value::Int(self.reader.int().into()),
            Scalar::Long => Value::Long(self.reader.long()),
            Scalar::Double => Value::Double(self.reader.double()),
            Scalar::Float => Value::Float(self.reader.float()),
            Scalar::String => Value::String(self.reader.str()),
            Scalar::Bytes => Value::Bytes(self.reader.byte_slice()),
            Scalar::Fixed(len) => Value::Fixed(self.reader.raw(len)),
            Scalar::Bool => Value::Bool(self.reader.bool()),
            Scalar::True => Value::Bool(true),
        };
        self.check()?;
        self.sink.value(start..self.offset(), value);
        Ok(())
    }
}
