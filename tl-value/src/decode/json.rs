//! Writes the parts of a value as JSON.

use std::fmt::Write;
use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tl_runtime::wire::json::{JsonForm, RAW, not_finite};
use tl_runtime::wire::{Note, Part, Sink};

use crate::text::to_hex;

/// A sink that writes JSON, in one line or with line breaks and indentation.
pub(super) struct JsonSink {
    out: String,
    form: JsonForm,
    pretty: bool,
    depth: usize,
    /// Whether the next member or item is the first one in its object or list.
    is_first: bool,
    after_key: bool,
}

impl JsonSink {
    pub(super) fn new(form: JsonForm, pretty: bool) -> Self {
        Self { out: String::new(), form, pretty, depth: 0, is_first: true, after_key: false }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Writes the comma and the line break before a member or an item. Writes nothing between a key and its value.
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
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{value}");
    }

    /// Writes a float. `shortest` has the fewest digits that give the same value when they are read.
    fn float(&mut self, value: f64, shortest: Result<String, serde_json::Error>) {
        match not_finite(value) {
            Some(name) if self.form.is_of_tdlib() => self.out.push_str(beyond_range(name)),
            Some(name) => self.plain(name),
            // Serializing a finite number cannot fail.
            None => self.out.push_str(&shortest.unwrap_or_default()),
        }
    }

    fn string(&mut self, text: &str) {
        if text.bytes().any(|byte| byte < b' ' || matches!(byte, b'"' | b'\\')) {
            // Serializing a string cannot fail.
            let quoted = serde_json::to_string(text).unwrap_or_default();
            self.out.push_str(&quoted);
        } else {
            self.plain(text);
        }
    }

    /// Writes a string that needs no escapes.
    fn plain(&mut self, text: &str) {
        self.out.push('"');
        self.out.push_str(text);
        self.out.push('"');
    }

    fn raw(&mut self, id: u32, body: &[u8]) {
        self.open('{');
        self.name(self.form.name_key());
        self.plain(&format!("#{id:08x}"));
        self.name(RAW);
        self.base64(body);
        self.close('}');
    }

    /// Writes the name of a member.
    fn name(&mut self, name: &str) {
        self.lead();
        self.plain(name);
        self.out.push_str(if self.pretty { ": " } else { ":" });
    }

    fn base64(&mut self, bytes: &[u8]) {
        self.out.push('"');
        STANDARD.encode_string(bytes, &mut self.out);
        self.out.push('"');
    }
}

impl<'t> Sink<'_, 't> for JsonSink {
    fn begin(&mut self, label: Option<&'t str>) {
        self.open('{');
        if let Some(label) = label {
            self.name(self.form.name_key());
            self.plain(label);
        }
    }

    fn end(&mut self) {
        self.close('}');
    }

    fn key(&mut self, key: &'t str) {
        self.name(key);
        self.after_key = true;
    }

    fn begin_list(&mut self, _: usize) {
        self.open('[');
    }

    fn end_list(&mut self) {
        self.close(']');
    }

    /// In TDLib's form, writes a mask as a number.
    fn note(&mut self, _: Range<usize>, note: Note<'t>) {
        if let Note::Mask { key, value, .. } = note
            && self.form.is_of_tdlib()
        {
            self.name(key);
            self.display(value);
        }
    }

    fn kept_bits(&mut self, at: Range<usize>, key: &'t str, bits: u32) {
        if !self.form.is_of_tdlib() {
            self.key(key);
            self.value(at, Part::Nat(bits));
        }
    }

    fn flag(&mut self, at: usize, key: &'t str, _: Option<(&'t str, u32)>) {
        if !self.form.is_of_tdlib() {
            self.key(key);
            self.value(at..at, Part::Bool(true));
        }
    }

    fn value(&mut self, _at: Range<usize>, part: Part<'_>) {
        if let Part::Raw { id, body } = part {
            return self.raw(id, body);
        }
        self.lead();
        match part {
            Part::Int(value) => self.display(value),
            Part::Nat(value) => self.display(value),
            Part::Int53(value) if self.form.is_of_tdlib() => self.display(value),
            Part::Long(value) | Part::Int53(value) => self.display(format_args!("\"{value}\"")),
            Part::Double(value) => self.float(value, serde_json::to_string(&value)),
            Part::Float(value) => self.float(value.into(), serde_json::to_string(&value)),
            Part::String(text) => self.string(text),
            Part::Bytes(bytes) => self.base64(bytes),
            Part::Fixed(bytes) if self.form.is_of_tdlib() => self.base64(bytes),
            Part::Fixed(bytes) => self.plain(&to_hex(bytes)),
            Part::Bool(value) => self.display(value),
            Part::Raw { .. } => {}
        }
    }
}

/// Returns the JSON of a float that is not finite, in TDLib's form: `1e999`, `-1e999`, or `null` for NaN.
/// `tl_runtime::tdjson` writes the same JSON.
fn beyond_range(name: &str) -> &'static str {
    match name {
        "Infinity" => "1e999",
        "-Infinity" => "-1e999",
        _ => "null",
    }
}
