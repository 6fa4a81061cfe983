//! Wire forms: the encoding of values as bytes, independent of any programming language.
//!
//! [`Wire`] describes each field of a [`Schema`] with a [`Role`], a condition and a [`Value`]. Code that reads or
//! writes bytes uses these descriptions, so it need not recognise built-in types itself.
//!
//! ```
//! use tl_parser::schema::Schema;
//! use tl_parser::wire::{Role, Scalar, Value, Wire};
//!
//! let schema = Schema::parse("a.tl", "a#00000001 flags:# b:flags.3?long = A;")?;
//! let wire = Wire::new(&schema);
//!
//! let a = schema.find_combinators("a")[0];
//! let [flags, b] = &*wire[a].fields else { panic!("expected two fields") };
//! assert_eq!(flags.role, Role::Mask { declared: 1 << 3, is_passed: false });
//! assert!(matches!(b.value, Value::Scalar(Scalar::Long)));
//! assert_eq!(wire[a].min_size, 4);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod keys;
mod lower;
mod model;
mod needs;
mod roles;
pub(crate) mod same;
mod sizes;
pub mod table;

pub use self::keys::json_name;
pub use self::lower::is_usual_bool;
pub use self::model::{Arg, Combinator, Field, Repeat, Role, Scalar, Type, TypeForm, Value, Wire};
use crate::schema::Schema;

impl Wire {
    /// Computes the wire forms of all types and combinators of `schema`.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        Self::of(schema, false)
    }

    /// Computes the wire forms as [`new`](Self::new) does, but assumes that types may have constructors that `schema`
    /// does not declare. So the minimum size of a boxed value is 4 bytes, the size of an id. For values of built-in
    /// types, the minimum size does not change.
    #[must_use]
    pub fn open(schema: &Schema) -> Self {
        Self::of(schema, true)
    }

    fn of(schema: &Schema, is_open: bool) -> Self {
        let mut wire = lower::wire(schema);
        needs::note(schema, &mut wire);
        sizes::note(schema, &mut wire, is_open);
        wire
    }
}
