//! Options for reading JSON.

/// Options for reading JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonOptions {
    /// Whether to accept most of what TDLib accepts in requests. Off by default.
    ///
    /// A lenient reader accepts `null` and missing values, numbers in strings, numbers and strings as `Bool`, several
    /// members with the same name (the first is used), ids as `@type`, control characters in strings, and lone
    /// surrogates, which become U+FFFD. A missing object is read as an object whose members are all missing; a missing
    /// enum is `Unknown`.
    pub lenient: bool,
    /// The maximum nesting depth of objects and arrays; 100 by default, which is about the limit of TDLib.
    ///
    /// For each level, an unoptimised build takes about four times the size of the object's struct on the stack.
    pub depth: u32,
}

impl Default for JsonOptions {
    fn default() -> Self {
        Self { lenient: false, depth: 100 }
    }
}
