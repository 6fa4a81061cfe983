//! Functions that parse texts or files and resolve them to a [`Schema`].

use std::fmt;
use std::fs;
use std::path::Path;

use crate::schema::{Options, Resolved, Schema, resolve};
use crate::{Diagnostics, FileId, Parsed, SourceMap, TooLarge, parse, render};

/// Parses and resolves all files of `sources`. The order of the files does not matter.
#[must_use]
pub fn load(sources: &SourceMap, options: &Options) -> Resolved {
    load_files(sources, sources.files(), options)
}

/// Parses and resolves some files of `sources`. The order of the files does not matter.
#[must_use]
pub fn load_files(
    sources: &SourceMap,
    files: impl IntoIterator<Item = FileId>,
    options: &Options,
) -> Resolved {
    let parsed: Vec<Parsed<'_>> = files.into_iter().map(|file| parse(sources, file)).collect();
    resolve(sources, &parsed, options)
}

impl SourceMap {
    /// Adds a schema: TL or, with the feature `json`, JSON in Telegram's form or in the form of this project.
    ///
    /// A schema is read as JSON if `name` ends in `.json` or if the text begins with a JSON object. Without the
    /// feature, every schema is read as TL. Errors in JSON are reported by [`parse`], like all other errors in a text.
    ///
    /// # Errors
    /// Returns [`TooLarge`] if all texts together would reach 4 GiB.
    pub fn add_schema(
        &mut self,
        name: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
    ) -> Result<FileId, TooLarge> {
        #[cfg(feature = "json")]
        {
            crate::json::add_schema(self, name.into(), bytes.into())
        }
        #[cfg(not(feature = "json"))]
        {
            self.add(name, bytes)
        }
    }
}

impl Schema {
    /// Parses and resolves one text. Messages contain `name` as the name of the text.
    ///
    /// With the feature `json`, the text may be JSON.
    ///
    /// ```
    /// use tl_parser::schema::Schema;
    ///
    /// let schema = Schema::parse("api.tl", "user#00000001 name:string = User;")?;
    /// assert_eq!(schema[schema.find_combinators("user")[0]].id(), 1);
    ///
    /// let errors = Schema::parse("api.tl", "user#00000001 name:strng = User;").unwrap_err();
    /// assert!(errors.to_string().starts_with("error[TL0201]: constructor `strng` is not defined"));
    /// # Ok::<(), tl_parser::Errors>(())
    /// ```
    ///
    /// # Errors
    /// Returns all problems of the text if one of them is an error.
    pub fn parse(name: &str, text: impl Into<Vec<u8>>) -> Result<Self, Errors> {
        let mut read = Errors::default();
        read.add(name, text.into());
        read.resolve()
    }

    /// Reads files and resolves them together. The order of the files does not matter.
    ///
    /// With the feature `json`, files may contain JSON.
    ///
    /// # Errors
    /// Returns the files that cannot be read. If all files can be read, but one of them contains an error, returns the
    /// problems of all files.
    pub fn load<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Self, Errors> {
        let mut read = Errors::default();
        for path in paths {
            let name = path.as_ref().display().to_string();
            match fs::read(path) {
                Ok(bytes) => read.add(&name, bytes),
                Err(error) => read.unreadable.push(format!("cannot read {name}: {error}")),
            }
        }
        read.resolve()
    }
}

/// The problems of a schema, with the texts that they refer to.
///
/// `Display` and `Debug` print the first 50 problems with their source lines, so `unwrap` and a `main` that returns
/// `Result` print a readable report. [`render`] has functions for other formats.
#[derive(Default)]
pub struct Errors {
    /// Descriptions of the files that were not added to `sources`.
    unreadable: Vec<String>,
    diagnostics: Diagnostics,
    sources: SourceMap,
}

impl Errors {
    /// Returns the problems, sorted by position. They do not include files that cannot be read.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// Returns the texts that the problems refer to.
    #[must_use]
    pub fn sources(&self) -> &SourceMap {
        &self.sources
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        if let Err(error) = self.sources.add_schema(name, bytes) {
            self.unreadable.push(format!("cannot read {name}: {error}"));
        }
    }

    /// Resolves the files that were added. The schema contains their warnings.
    fn resolve(mut self) -> Result<Schema, Self> {
        if !self.unreadable.is_empty() {
            return Err(self);
        }
        let Resolved { schema, diagnostics, .. } = load(&self.sources, &Options::default());
        match schema {
            Some(schema) => {
                let warnings = render::short(&diagnostics, &self.sources);
                Ok(schema.with_warnings(warnings.lines().map(str::to_owned).collect()))
            }
            None => {
                self.diagnostics = diagnostics;
                Err(self)
            }
        }
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for message in &self.unreadable {
            writeln!(f, "error: {message}")?;
        }
        f.write_str(&render::plain(&self.diagnostics, &self.sources))
    }
}

impl fmt::Debug for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for Errors {}
