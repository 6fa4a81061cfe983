//! The reader of JSON. It expects members in schema order. If they are in another order, it looks them up by name.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::ToString;

use super::error::{JsonError, JsonErrorKind};
use super::head::Tail;
use super::options::JsonOptions;
use super::outline::{Outline, Step};
use super::scan::{Mistake, Scan, Scanner};
use crate::wire::Path;

/// The memory limit of a value: a fixed number of bytes, and a number of bytes for each byte of the text.
const MEMORY: (usize, usize) = (1 << 20, 32);

/// Reads a value from JSON, in the form that TDLib and tonlib use.
///
/// Like [`Reader`](crate::Reader), a `JsonReader` stores its first error. Values that are read after the error are zero
/// or empty. Generated code calls the hidden methods; users call [`FromJson::from_json`](super::FromJson::from_json).
///
/// A text is read at most twice. The first pass expects members in the order of the schema, which is the order in which
/// TDLib writes them. If the members are in another order, or if there is an error, the text is read again with an
/// index of the members. The second pass also finds the exact error, if there is one.
#[derive(Debug)]
pub struct JsonReader<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    lenient: bool,
    depth: u32,
    /// Whether the `@type` of the current object was already read, so that only its fields remain.
    begun: bool,
    /// Nesting depth in a missing value: 1 in the missing value itself, 2 in its members. 0 if the current value is
    /// present.
    missing: u32,
    /// Number of objects and arrays around the current value.
    level: u32,
    /// Number of bytes of memory that values may still take.
    memory: usize,
    /// Whether unknown constructors are errors.
    rejects_unknown: bool,
    /// The `@extra` and the `@client_id` that were read.
    tail: Tail<'t>,
    has_failed: bool,
    error: Option<JsonError>,
    outline: Option<Box<Outline<'t>>>,
}

/// The result of [`JsonReader::constructor`] if the constructor is not in the list.
const NONE: usize = usize::MAX;

impl<'t> JsonReader<'t> {
    /// Reads `text`, which must be exactly one value, by calling `read`. Calls `read` again if the first pass fails.
    pub(super) fn whole<T>(
        text: &'t str,
        options: JsonOptions,
        read: impl Fn(&mut Self) -> T,
    ) -> Result<(T, Tail<'t>), JsonError> {
        let mut r = Self::new(text, options);
        if u32::try_from(text.len()).is_err() {
            return Err(JsonError::new(JsonErrorKind::TooLarge, 0, Path::default(), text));
        }
        let value = read(&mut r);
        if !r.has_failed && r.scanner().skip_space(r.at) == text.len() {
            return Ok((value, r.tail));
        }
        drop(value);
        r.read_with_index(read)
    }

    fn new(text: &'t str, JsonOptions { lenient, depth }: JsonOptions) -> Self {
        let mut r = Self {
            text,
            at: 0,
            lenient,
            depth,
            begun: false,
            missing: 0,
            level: 0,
            memory: MEMORY.0.saturating_add(MEMORY.1.saturating_mul(text.len())),
            rejects_unknown: false,
            tail: Tail::default(),
            has_failed: false,
            error: None,
            outline: None,
        };
        r.at = r.scanner().skip_space(0);
        r
    }

    #[cold]
    fn read_with_index<T>(self, read: impl Fn(&mut Self) -> T) -> Result<(T, Tail<'t>), JsonError> {
        let mut r = Self::new(self.text, JsonOptions { lenient: self.lenient, depth: self.depth });
        match Outline::new(r.scanner()) {
            Ok(outline) => r.outline = Some(Box::new(outline)),
            Err(mistake) => return Err(JsonError::new(mistake.kind, mistake.at, Path::default(), r.text)),
        }
        let value = read(&mut r);
        match r.error {
            None => Ok((value, r.tail)),
            Some(error) => Err(error),
        }
    }

    pub(super) fn scanner(&self) -> Scanner<'t> {
        Scanner { text: self.text.as_bytes(), lenient: self.lenient, depth: self.depth }
    }

    pub(super) fn is_lenient(&self) -> bool {
        self.lenient
    }

    /// Returns whether nothing is read: after an error, or if the current value is missing.
    #[inline]
    pub(super) fn skips(&self) -> bool {
        self.has_failed || self.missing > 0
    }

    /// Stores an error at the offset `at`. In the first pass, which has no index, only `has_failed` is set. The second
    /// pass then finds the exact error.
    #[cold]
    pub(super) fn fail_at(&mut self, at: usize, kind: JsonErrorKind) {
        if self.has_failed {
            return;
        }
        self.has_failed = true;
        if let Some(outline) = &self.outline {
            self.error = Some(JsonError::new(kind, at, outline.path(), self.text));
        }
    }

    #[cold]
    pub(super) fn fail(&mut self, kind: JsonErrorKind) {
        self.fail_at(self.at, kind);
    }

    /// Ends the first pass, because the members are in an unexpected order or the text is invalid.
    #[cold]
    pub(super) fn restart(&mut self) {
        self.fail(JsonErrorKind::Syntax { problem: "expected", what: "another token" });
    }

    /// Returns the result of a scan, or stores its error.
    #[inline]
    pub(super) fn scanned<T>(&mut self, scan: Scan<T>) -> Option<T> {
        match scan {
            Ok(value) => Some(value),
            Err(Mistake { at, kind }) => {
                self.fail_at(at, kind);
                None
            }
        }
    }

    /// Stores the error for a value of the wrong kind.
    #[cold]
    pub(super) fn wrong_kind(&mut self, expected: &'static str) {
        let found = self.scanner().kind(self.at);
        self.fail(JsonErrorKind::WrongKind { expected, found });
    }

    /// Subtracts `size` bytes from the memory budget. Fails if too little is left.
    #[inline]
    pub(super) fn claim(&mut self, size: usize) {
        match self.memory.checked_sub(size) {
            Some(left) => self.memory = left,
            None => self.fail(JsonErrorKind::TooMuchMemory),
        }
    }

    /// If the current value is `null`, moves past it and returns `true`.
    #[inline]
    pub(super) fn take_null(&mut self) -> bool {
        let is_null = self.scanner().starts_with(self.at, "null");
        self.at += if is_null { 4 } else { 0 };
        is_null
    }

    /// Moves to the value of the member `key`. Returns whether the object has this member. Without an index, only the
    /// next member is examined.
    #[inline(never)]
    pub(super) fn member(&mut self, key: &'static str) -> bool {
        if self.skips() {
            return false;
        }
        if self.outline.is_some() {
            return self.find(key);
        }
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        // The closing quote is compared first, because most other names have a different length.
        match rest.split_at_checked(1 + key.len()) {
            Some(([b'"', name @ ..], [b'"', after @ ..])) if name == key.as_bytes() => {
                // TDLib writes no white space.
                if let [b':', value, ..] = after
                    && *value > b' '
                {
                    self.at += key.len() + 3;
                    return true;
                }
            }
            _ => return false,
        }
        let scanner = self.scanner();
        let colon = scanner.skip_space(self.at + key.len() + 2);
        if scanner.byte(colon) != b':' {
            self.restart();
            return false;
        }
        self.at = scanner.skip_space(colon + 1);
        true
    }

    /// Moves to the value of the member `key`, by the index. Returns whether the innermost object has this member.
    fn find(&mut self, key: &'static str) -> bool {
        let Some(outline) = &mut self.outline else { return false };
        let Some(value) = outline.member(key) else { return false };
        self.at = value;
        outline.enter(Step::Field(key));
        true
    }

    /// Moves from the end of a member's value to the next member.
    #[inline]
    pub(super) fn end_member(&mut self) {
        match &mut self.outline {
            Some(outline) => outline.leave(),
            None => self.next_part(b'}'),
        }
    }

    /// Moves from the end of a member or item to the next one, or to the bracket `close`.
    #[inline]
    fn next_part(&mut self, close: u8) {
        let scanner = self.scanner();
        self.at = scanner.skip_space(self.at);
        match scanner.byte(self.at) {
            b',' => {
                self.at = scanner.skip_space(self.at + 1);
                if scanner.byte(self.at) == close {
                    self.restart();
                }
            }
            byte if byte == close => {}
            _ => self.restart(),
        }
    }

    /// Moves into the object or array that begins at the current position.
    fn open(&mut self) {
        if self.level >= self.depth {
            return self.fail(JsonErrorKind::TooDeep { limit: self.depth });
        }
        self.level += 1;
        self.at = self.scanner().skip_space(self.at + 1);
    }

    /// Opens the current value, which must be an object. If the reader uses an index, adds the members of the object to
    /// the index. Returns whether the object was opened.
    fn open_object(&mut self) -> bool {
        if self.scanner().byte(self.at) != b'{' {
            self.wrong_kind("an object");
            return false;
        }
        let (start, scanner, text) = (self.at, self.scanner(), self.text);
        self.open();
        if let Some(outline) = &mut self.outline
            && !self.has_failed
        {
            let opened = outline.open(scanner, text, start);
            self.scanned(opened);
        }
        !self.has_failed
    }

    /// Begins the object of a constructor or function.
    #[inline(never)]
    pub(super) fn begin_object(&mut self, name: &'static str, id: u32) {
        if self.begun {
            self.begun = false;
            self.set_name(name);
        } else if self.skips() {
            self.missing += 1;
        } else if self.lenient && self.take_null() {
            self.missing = 1;
        } else if self.open_object() {
            self.set_name(name);
            self.check_type(name, id);
        }
    }

    #[inline]
    fn set_name(&mut self, name: &'static str) {
        if let Some(outline) = &mut self.outline {
            let named = outline.set_name(name, self.lenient);
            self.scanned(named);
        }
    }

    /// Checks the `@type`, if the object has one. A lenient reader ignores the `@type`, as TDLib does if a type has one
    /// constructor.
    fn check_type(&mut self, name: &'static str, id: u32) {
        if !self.member("@type") {
            return;
        }
        if self.lenient {
            self.raw_text();
            return self.end_member();
        }
        let start = self.at;
        if let Some(found) = self.type_name()
            && !found.is(name, id)
        {
            self.fail_at(start, JsonErrorKind::WrongType { found: found.text(), expected: Some(name) });
        }
        self.end_member();
    }

    /// Ends the object that is being read. Members that were not read are skipped.
    #[inline(never)]
    pub(super) fn end_object(&mut self) {
        if self.missing > 0 {
            self.missing -= 1;
            return;
        }
        if self.has_failed {
            return;
        }
        self.level -= 1;
        if self.outline.is_some() {
            return self.close_indexed();
        }
        let scanner = self.scanner();
        while scanner.starts_with(self.at, "\"@") {
            self.pass_attribute(scanner);
            if self.has_failed {
                return;
            }
        }
        match scanner.byte(self.at) {
            b'}' => self.at += 1,
            // The next member is unknown, or not in the order of the schema.
            _ => self.restart(),
        }
    }

    /// Reads the next member, whose name begins with `@`. If the member is the `@extra` or the `@client_id` of the
    /// outermost object, stores its value. Otherwise, ends the first pass, because TDLib writes no other member after
    /// the fields.
    fn pass_attribute(&mut self, scanner: Scanner<'t>) {
        let start = self.at;
        let Some((end, _, value)) = self.scanned(scanner.key(start)) else { return };
        let Some(value_end) = self.scanned(scanner.value(value, self.level + 1, &mut ())) else { return };
        let place = match &self.text[start..end] {
            "\"@extra\"" if self.level == 0 => &mut self.tail.extra,
            "\"@client_id\"" if self.level == 0 => &mut self.tail.client_id,
            _ => return self.restart(),
        };
        if place.replace(&self.text[value..value_end]).is_some() {
            return self.restart();
        }
        self.at = value_end;
        self.next_part(b'}');
    }

    fn close_indexed(&mut self) {
        if self.level == 0 {
            self.tail = Tail { extra: self.attribute("@extra"), client_id: self.attribute("@client_id") };
        }
        let end = self.outline.as_mut().and_then(|outline| outline.close());
        self.at = end.unwrap_or(self.text.len());
    }

    /// Returns the text of a member of the innermost object.
    fn attribute(&mut self, key: &str) -> Option<&'t str> {
        let (scanner, outline) = (self.scanner(), self.outline.as_ref()?);
        let start = outline.member(key)?;
        let end = outline.end_of(scanner, start);
        self.scanned(end).map(|end| &self.text[start..end])
    }

    /// Reads the value of `@type`.
    fn type_name(&mut self) -> Option<TypeName<'t>> {
        let scanner = self.scanner();
        match scanner.byte(self.at) {
            b'"' => self.current_string().map(TypeName::Name),
            b'-' | b'0'..=b'9' if self.lenient => self.whole_number(self.lenient).map(TypeName::Id),
            _ => {
                self.wrong_kind("a string");
                None
            }
        }
    }

    /// Begins an object if its constructor is in `names`, which are in alphabetic order. Returns the index of the
    /// constructor. If the object has another constructor, stays at the start of the object and returns a number that
    /// is larger than any index.
    #[inline(never)]
    pub(super) fn begin_constructor(&mut self, names: &[(&'static str, u32)]) -> usize {
        if self.skips() {
            return NONE;
        }
        let start = self.at;
        if self.lenient && self.scanner().starts_with(start, "null") {
            return NONE;
        }
        if !self.open_object() {
            return NONE;
        }
        if !self.member("@type") {
            self.fail_at(start, JsonErrorKind::NoType);
            return NONE;
        }
        let type_at = self.at;
        let Some(found) = self.type_name() else { return NONE };
        if let Some(index) = found.index(names) {
            self.begun = true;
            self.end_member();
            return index;
        }
        if self.rejects_unknown {
            self.fail_at(type_at, JsonErrorKind::WrongType { found: found.text(), expected: None });
        }
        self.level -= 1;
        if let Some(outline) = &mut self.outline {
            outline.leave();
            outline.close();
        }
        self.at = start;
        NONE
    }

    /// Begins the object of a function, as [`begin_constructor`](Self::begin_constructor) does. From then on, unknown
    /// functions and constructors are errors, because TDLib rejects them in requests.
    pub(super) fn begin_function(&mut self, names: &[(&'static str, u32)]) -> usize {
        self.rejects_unknown = true;
        let index = self.begin_constructor(names);
        if index == NONE && !self.skips() {
            self.wrong_kind("an object");
        }
        index
    }

    /// Opens the current value, which must be an array. Returns whether the array was opened.
    pub(super) fn begin_array(&mut self) -> bool {
        if self.skips() || (self.lenient && self.take_null()) {
            return false;
        }
        if self.scanner().byte(self.at) != b'[' {
            self.wrong_kind("an array");
            return false;
        }
        self.open();
        !self.has_failed
    }

    /// If the array has another item, makes it the current value and returns `true`. Otherwise, ends the array. `index`
    /// is the index of the item.
    #[inline]
    pub(super) fn begin_item(&mut self, index: usize) -> bool {
        if self.has_failed {
            return false;
        }
        if self.scanner().byte(self.at) == b']' {
            self.at += 1;
            self.level -= 1;
            return false;
        }
        if let Some(outline) = &mut self.outline {
            outline.enter(Step::Item(index));
        }
        true
    }

    #[inline]
    pub(super) fn end_item(&mut self) {
        if let Some(outline) = &mut self.outline {
            outline.leave();
        }
        if !self.has_failed {
            self.next_part(b']');
        }
    }

    /// Returns the text of the current value, and moves past it.
    pub(super) fn raw_text(&mut self) -> &'t str {
        if self.skips() {
            return "null";
        }
        let (start, scanner) = (self.at, self.scanner());
        let end = match &self.outline {
            _ if self.level == 0 && scanner.byte(start) == b'{' => self.tail.read(self.text, scanner, start),
            Some(outline) => outline.end_of(scanner, start),
            None => scanner.value(start, self.level, &mut ()),
        };
        let Some(end) = self.scanned(end) else { return "null" };
        self.at = end;
        &self.text[start..end]
    }

    /// Returns whether the current value must be an object but has another kind. Only the outermost value may be of any
    /// kind.
    pub(super) fn lacks_object(&self) -> bool {
        self.level > 0 && !self.lenient && !self.skips() && self.scanner().byte(self.at) != b'{'
    }

    /// Returns the text of the current string, and moves past it.
    #[inline]
    pub(super) fn current_string(&mut self) -> Option<Cow<'t, str>> {
        let (start, scanner) = (self.at, self.scanner());
        let scan = scanner.string(start);
        let (end, escaped) = self.scanned(scan)?;
        self.at = end;
        self.scanned(scanner.string_content(self.text, start, end, escaped))
    }

    /// Reads the current integer, which may be in quotes if `in_string`, and moves past it.
    pub(super) fn whole_number(&mut self, in_string: bool) -> Option<i64> {
        let (start, scanner) = (self.at, self.scanner());
        let quoted = in_string && scanner.byte(start) == b'"';
        let digits = start + usize::from(quoted);
        if let Some((value, end)) = self.short_number(digits, quoted) {
            self.at = end;
            return Some(value);
        }
        if !matches!(scanner.byte(digits), b'-' | b'0'..=b'9') {
            // `inf` and `nan` are numbers too.
            match quoted || scanner.kind(start) == NUMBER {
                true => self.fail(JsonErrorKind::WrongForm { expected: WHOLE }),
                false => self.wrong_kind(NUMBER),
            }
            return None;
        }
        let scan = if quoted { scanner.string(start).map(|(end, _)| end) } else { scanner.number(start) };
        let end = self.scanned(scan)?;
        let number = whole(self.text.as_bytes().get(digits..end - usize::from(quoted)).unwrap_or_default());
        match number {
            Some(value) => {
                self.at = end;
                Some(value)
            }
            None => {
                self.fail(JsonErrorKind::WrongForm { expected: WHOLE });
                None
            }
        }
    }

    /// Returns the number whose first digit or sign is at `at`, and the end of the value. Returns `None` if the number
    /// has more than 18 digits or is not in the right form.
    #[inline]
    fn short_number(&self, at: usize, quoted: bool) -> Option<(i64, usize)> {
        let text = self.text.as_bytes();
        let negative = text.get(at) == Some(&b'-');
        let start = at + usize::from(negative);
        let (mut value, mut end) = (0_i64, start);
        while let Some(digit @ b'0'..=b'9') = text.get(end)
            && end - start < 18
        {
            value = value * 10 + i64::from(digit - b'0');
            end += 1;
        }
        let is_canonical = match text.get(start)? {
            b'0' => end == start + 1 && !negative,
            _ => end > start,
        };
        let is_end = match text.get(end)? {
            b'"' => quoted,
            b',' | b'}' | b']' => !quoted,
            _ => false,
        };
        (is_canonical && is_end).then_some((if negative { -value } else { value }, end + usize::from(quoted)))
    }

    /// Begins the value of the missing member `field`. Fails if the reader is not lenient. The members of a missing
    /// value are missing too.
    pub(super) fn begin_missing(&mut self, field: &'static str) {
        if !self.lenient && !self.skips() {
            let object = self.outline.as_ref().and_then(|outline| outline.object());
            let (start, of) = object.unwrap_or((self.at, ""));
            self.fail_at(start, JsonErrorKind::MissingField { field, of });
        }
        self.missing += 1;
    }

    pub(super) fn end_missing(&mut self) {
        self.missing -= 1;
    }
}

const NUMBER: &str = "a number";
const WHOLE: &str = "a 64-bit integer in its shortest decimal form";

/// Returns the value of a decimal number in its canonical form.
fn whole(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let is_canonical = match digits {
        [b'0'] => !negative,
        [b'1'..=b'9', ..] => digits.len() <= 19,
        _ => false,
    };
    if !is_canonical {
        return None;
    }
    let magnitude = digits.iter().try_fold(0_u64, |value, digit| {
        digit.is_ascii_digit().then(|| value * 10 + u64::from(digit - b'0'))
    })?;
    match negative {
        true => 0_i64.checked_sub_unsigned(magnitude),
        false => i64::try_from(magnitude).ok(),
    }
}

/// The value of `@type`.
enum TypeName<'t> {
    Name(Cow<'t, str>),
    /// The id of the constructor or function.
    Id(i64),
}

impl TypeName<'_> {
    fn text(&self) -> Box<str> {
        match self {
            Self::Name(name) => (&**name).into(),
            Self::Id(id) => id.to_string().into(),
        }
    }

    fn is(&self, name: &str, id: u32) -> bool {
        match self {
            Self::Name(found) => found == name,
            Self::Id(found) => *found == i64::from(id.cast_signed()),
        }
    }

    /// Returns the index of this name or id in `names`, which are sorted by name.
    fn index(&self, names: &[(&'static str, u32)]) -> Option<usize> {
        match self {
            Self::Name(found) => names.binary_search_by(|(name, _)| (*name).cmp(&**found)).ok(),
            Self::Id(found) => names.iter().position(|(_, id)| i64::from(id.cast_signed()) == *found),
        }
    }
}
