//! Default values of fields. In TDLib's form, JSON may omit fields that have a default value.

use super::{ErrorKind, Result, Source};
use crate::wire::environment::Environment;
use crate::wire::form::{Scalar, ValueForm};
use crate::{EncodeErrorKind, VECTOR_ID, Writer};

/// Returns whether a field of this form has a default value. Fields whose values are objects have no default value.
pub(super) fn has_default(form: ValueForm<'_>) -> bool {
    matches!(
        form,
        ValueForm::Scalar(_)
            | ValueForm::Tagged { .. }
            | ValueForm::Vector { .. }
            | ValueForm::Repeat { .. }
            | ValueForm::Number
    )
}

/// Writes the default value of a field: zero, false, or empty. `json` is the object that lacks the field.
pub(super) fn write<'s>(
    w: &mut Writer,
    form: ValueForm<'_>,
    env: &Environment<'_, '_>,
    json: impl Source<'s>,
) -> Result {
    match form {
        ValueForm::Scalar(scalar) => write_scalar(w, scalar),
        ValueForm::Tagged { id, scalar, .. } => {
            w.id(id);
            write_scalar(w, scalar);
        }
        ValueForm::Vector { boxed, .. } => {
            if boxed {
                w.id(VECTOR_ID);
            }
            w.nat(0);
        }
        ValueForm::Repeat { count, .. } => {
            let expected = env.sum(count).map_err(|problem| json.problem(problem))?;
            if expected != 0 {
                return Err(json.error(ErrorKind::Bytes(EncodeErrorKind::WrongLength { expected, found: 0 })));
            }
        }
        _ => {}
    }
    Ok(())
}

fn write_scalar(w: &mut Writer, scalar: Scalar) {
    match scalar {
        Scalar::Nat | Scalar::Int | Scalar::Float => w.int(0),
        Scalar::Long | Scalar::Int53 | Scalar::Double => w.long(0),
        Scalar::String | Scalar::Bytes => w.bytes(&[]),
        Scalar::Int128 => w.raw(&[0; 16]),
        Scalar::Int256 => w.raw(&[0; 32]),
        Scalar::Int512 => w.raw(&[0; 64]),
        Scalar::Bool => w.bool(false),
        Scalar::True => {}
    }
}
