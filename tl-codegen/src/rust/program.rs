//! Options for one program that uses the generated code: the names in its sources, other layers whose values it may
//! read, and whether declarations that Rust cannot express are left out.

use tl_parser::schema::{Options, Schema};
use tl_parser::wire::Wire;
use tl_parser::wire::table::{Conflict, Part, conflicts};
use tl_parser::{Diagnostics, FileId, SourceMap};

use super::config::Config;
use super::used::Used;
use crate::codes;

/// Options for one program that uses the generated code. The default is to generate the whole schema.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    /// The names that the program uses. If this is set, items that the program does not need are left out, except the
    /// [`roots`](crate::rust::Config::roots) and everything that they need.
    pub used: Option<&'a Used>,
    /// Schemas of other layers. The program may read values of these layers.
    pub passing: &'a Passing,
    /// Whether declarations that Rust cannot express are left out with their dependents. Each of them causes a warning.
    /// Regardless of this option, a generic constructor that Rust cannot express is left out if no other declaration
    /// needs it and it is not a root. Such a constructor causes no warning.
    pub lenient: bool,
}

impl Program<'_> {
    /// Returns whether types may contain values that are kept as bytes. If so, all enums without parameters have a
    /// variant for such values, unless values are TDLib's or TON's JSON instead of bytes (config key `json`).
    pub(crate) fn has_unread(self) -> bool {
        self.used.is_some() || !self.passing.is_empty()
    }
}

impl Default for Program<'_> {
    fn default() -> Self {
        Self { used: None, passing: &NO_SCHEMAS, lenient: false }
    }
}

/// Schemas of other layers. Values of constructors that only these schemas have are skipped or kept as bytes.
#[derive(Debug, Default)]
pub struct Passing(Vec<(Schema, Wire)>);

/// An empty list of schemas.
static NO_SCHEMAS: Passing = Passing(Vec::new());

impl Passing {
    /// Reads a file of `sources` as a separate schema, and adds it if it has no errors. Returns all problems.
    ///
    /// If `is_bundled`, declarations with errors are left out and no problems are returned, because some layers were
    /// published with errors.
    pub fn add(
        &mut self,
        sources: &SourceMap,
        file: FileId,
        is_bundled: bool,
        options: &Options,
    ) -> Diagnostics {
        let options = Options { lenient: options.lenient || is_bundled, ..options.clone() };
        let resolved = tl_parser::load_files(sources, [file], &options);
        if let Some(schema) = resolved.schema {
            let wire = Wire::open(&schema);
            self.0.push((schema, wire));
        }
        if is_bundled { Diagnostics::default() } else { resolved.diagnostics }
    }

    /// Returns `true` if this contains no schemas.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the parts that form the table of a module: first `own`, and then the schemas of other layers.
    pub(crate) fn parts<'p>(&'p self, own: Part<'p>, config: &Config) -> Vec<Part<'p>> {
        let part = |(schema, wire): &'p (Schema, Wire)| {
            let keeps_masks = config.keeps_masks(schema);
            Part { schema, wire, keeps_masks }
        };
        std::iter::once(own).chain(self.0.iter().map(part)).collect()
    }

    /// Compares the fields of combinators with equal ids in `schema` and in the schemas of other layers. If an id has
    /// different fields in these schemas, returns an error for each form of the fields except the first.
    pub(crate) fn check(&self, schema: &Schema, config: &Config) -> Diagnostics {
        let mut found = Diagnostics::default();
        if self.is_empty() {
            return found;
        }
        let wire = Wire::open(schema);
        let parts = self.parts(Part { schema, wire: &wire, keeps_masks: config.keeps_masks(schema) }, config);
        let error = |Conflict { first, second }| {
            let [first, second] = [first, second].map(|(part, id)| &parts[part].schema[id]);
            *codes::two_forms(second.id(), first.span(), second.span())
        };
        found.extend(conflicts(&parts).into_iter().map(error));
        found.sort();
        found
    }
}
