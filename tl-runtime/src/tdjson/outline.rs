//! The index of a text whose members are not in the order of the schema. It contains the ends of all objects and
//! arrays, and the members of the objects that are being read.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::error::JsonErrorKind;
use super::scan::{Containers, Mistake, Scan, Scanner};
use crate::wire::Path;

/// The state of a reader that finds members by their names.
#[derive(Debug)]
pub(super) struct Outline<'t> {
    ends: Ends,
    /// The objects that are being read, outermost first.
    objects: Vec<Object<'t>>,
    /// The path to the value that is being read, outermost step first.
    steps: Vec<Step>,
}

/// The start and end of each object and array, sorted by start.
#[derive(Debug, Default)]
struct Ends(Vec<(u32, u32)>);

#[derive(Debug)]
struct Object<'t> {
    /// The name of its constructor or function.
    name: &'static str,
    start: usize,
    end: usize,
    /// The names of the members and the starts of their values, sorted by name.
    members: Vec<(Cow<'t, str>, usize)>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Field(&'static str),
    Item(usize),
}

impl Containers for Ends {
    fn begin(&mut self, at: usize) -> usize {
        self.0.push((at as u32, 0));
        self.0.len() - 1
    }

    fn end(&mut self, number: usize, at: usize) {
        if let Some(container) = self.0.get_mut(number) {
            container.1 = at as u32;
        }
    }
}

impl<'t> Outline<'t> {
    /// Creates the index of a text, which must be smaller than 4 GiB. Checks the whole text.
    pub(super) fn new(scanner: Scanner<'t>) -> Scan<Self> {
        let mut ends = Ends::default();
        let end = scanner.skip_space(scanner.value(scanner.skip_space(0), 0, &mut ends)?);
        if end < scanner.text.len() {
            return Err(scanner.expected(end, "the end of the text"));
        }
        Ok(Self { ends, objects: Vec::new(), steps: Vec::new() })
    }

    /// Returns the end of the value that begins at `at`.
    pub(super) fn end_of(&self, scanner: Scanner<'_>, at: usize) -> Scan<usize> {
        match self.ends.0.binary_search_by_key(&(at as u32), |&(start, _)| start) {
            Ok(found) => Ok(self.ends.0.get(found).map_or(at, |&(_, end)| end as usize)),
            Err(_) => scanner.value(at, 0, &mut ()),
        }
    }

    /// Adds the object that begins at `start` to the objects that are being read, with its members.
    pub(super) fn open(&mut self, scanner: Scanner<'t>, text: &'t str, start: usize) -> Scan<()> {
        let end = self.end_of(scanner, start)?;
        let mut members = Vec::new();
        let mut at = scanner.skip_space(start + 1);
        while scanner.byte(at) == b'"' {
            let (key_end, escaped, value) = scanner.key(at)?;
            members.push((scanner.key_text(text, at, key_end, escaped), value));
            at = scanner.skip_space(self.end_of(scanner, value)?);
            at = if scanner.byte(at) == b',' { scanner.skip_space(at + 1) } else { at };
        }
        // A stable sort keeps the first of equal names first.
        members.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.objects.push(Object { name: "", start, end, members });
        Ok(())
    }

    /// Removes the innermost object from the objects that are being read. Returns the end of the object.
    pub(super) fn close(&mut self) -> Option<usize> {
        self.objects.pop().map(|object| object.end)
    }

    /// Returns the start of the value of a member of the innermost object.
    pub(super) fn member(&self, key: &str) -> Option<usize> {
        let members = &self.objects.last()?.members;
        let first = members.partition_point(|(name, _)| &**name < key);
        members.get(first).filter(|(name, _)| name == key).map(|&(_, value)| value)
    }

    /// Sets the name of the constructor or function of the innermost object. If the reader is not `lenient`, fails if
    /// two members of the object have the same name.
    pub(super) fn set_name(&mut self, name: &'static str, lenient: bool) -> Scan<()> {
        let Some(object) = self.objects.last_mut() else { return Ok(()) };
        object.name = name;
        let repeated = object.members.windows(2).find(|pair| pair[0].0 == pair[1].0);
        match repeated {
            Some([_, (field, at)]) if !lenient => {
                Err(Mistake { at: *at, kind: JsonErrorKind::RepeatedField { field: (&**field).into() } })
            }
            _ => Ok(()),
        }
    }

    /// Returns the start of the innermost object, and the name of its constructor or function.
    pub(super) fn object(&self) -> Option<(usize, &'static str)> {
        self.objects.last().map(|object| (object.start, object.name))
    }

    pub(super) fn enter(&mut self, step: Step) {
        self.steps.push(step);
    }

    pub(super) fn leave(&mut self) {
        self.steps.pop();
    }

    /// Returns the path to the value that is being read.
    pub(super) fn path(&self) -> Path {
        let mut path = Path::default();
        for step in self.steps.iter().rev() {
            match *step {
                Step::Field(name) => path.within_field(name),
                Step::Item(index) => path.within_item(index),
            }
        }
        path
    }
}
