//! The parts of a value as JSON.

use std::fmt::Write;
use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Sink, Value};
use crate::text::to_hex;

/// Writes JSON: in one line, or laid out for people.
pub(super) struct JsonSink {
    out: String,
    pretty: bool,
    depth: usize,
    /// Whether something stands before what comes next, in the same object or list.
    is_first: bool,
    after_key: bool,
}

impl JsonSink {
    pub(super) fn new(pretty: bool) -> Self {
        Self { out: String::new(), pretty, depth: 0, is_first: true, after_key: false }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// What goes before a key, or before a value that has none.
    fn lead(&mut self) {
        if std::mem::take(&mut self.after_key) {
            return;
        }
        if !std::mem::take(&mut self.is_first) {
            self.out.push(',');
        }
        if self.depth > 0 {
            self.line();
        }
    }

    fn line(&mut self) {
        if self.pretty {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", self.depth));
        }
    }

    fn open(&mut self, bracket: char) {
        self.lead();
        self.out.push(bracket);
        self.depth += 1;
        self.is_first = true;
    }

    fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !std::mem::take(&mut self.is_first) {
            self.line();
        }
        self.out.push(bracket);
    }

    fn display(&mut self, value: impl std::fmt::Display) {
        // Writing to a string does not fail.
        let _ = write!(self.out, "{value}");
    }

    /// A float in the shortest form that gives the same value again.
    fn float(&mut self, value: f64, shortest: Result<String, serde_json::Error>) {
        match shortest {
            Ok(text) if value.is_finite() => self.out.push_str(&text),
            _ if value.is_nan() => self.out.push_str("\"NaN\""),
            _ if value > 0.0 => self.out.push_str("\"Infinity\""),
            _ => self.out.push_str("\"-Infinity\""),
        }
    }

    fn string(&mut self, text: &str) {
        // A string has no reason to fail.
        let quoted = serde_json::to_string(text).unwrap_or_default();
        self.out.push_str(&quoted);
    }

    fn fixed(&mut self, bytes: &[u8]) {
        self.out.push('"');
        self.out.push_str(&to_hex(bytes));
        self.out.push('"');
    }

    fn raw(&mut self, id: u32, body: &[u8]) {
        self.begin(Some(&format!("#{id:08x}")));
        self.key("raw");
        self.lead();
        self.base64(body);
        self.end();
    }

    fn base64(&mut self, bytes: &[u8]) {
        self.out.push('"');
        STANDARD.encode_string(bytes, &mut self.out);
        self.out.push('"');
    }
}

impl Sink for JsonSink {
    fn begin(&mut self, name: Option<&str>) {
        self.open('{');
        if let Some(name) = name {
            self.key("_");
            self.lead();
            self.string(name);
        }
    }

    fn end(&mut self) {
        self.close('}');
    }

    fn key(&mut self, key: &str) {
        self.lead();
        self.string(key);
        self.out.push_str(if self.pretty { ": " } else { ":" });
        self.after_key = true;
    }

    fn begin_list(&mut self) {
        self.open('[');
    }

    fn end_list(&mut self) {
        self.close(']');
    }

    fn value(&mut self, _at: Range<usize>, value: Value<'_>) {
        if let Value::Raw { id, body } = value {
            return self.raw(id, body);
        }
        self.lead();
        match value {
            Value::Int(value) => self.display(value),
            Value::Long(value) => self.display(format_args!("\"{value}\"")),
            Value::Double(value) => self.float(value, serde_json::to_string(&value)),
            Value::Float(value) => self.float(value.into(), serde_json::to_string(&value)),
            Value::String(text) => self.string(text),
            Value::Bytes(bytes) => self.base64(bytes),
            Value::Fixed(bytes) => self.fixed(bytes),
            Value::Bool(value) => self.display(value),
            Value::Raw { .. } => {}
        }
    }
}
