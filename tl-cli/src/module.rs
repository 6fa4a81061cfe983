//! One module: the schema that it is made from, and the files that it becomes.

use std::borrow::Cow;
use std::str::FromStr;

use tl_codegen::{Config, Files, Form, GenerateError, docs};
use tl_parser::schema::{Category, Resolved, Schema};
use tl_parser::{Diagnostics, SourceMap};

use crate::error::Error;
use crate::input::{self, Input, Inputs};
use crate::options::Reading;
use crate::report::Report;

/// `--module NAME=FILE,FILE`, or the one schema without a name.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    pub(crate) name: Option<String>,
    pub(crate) files: Vec<Input>,
}

impl FromStr for Module {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, files) = text.split_once('=').ok_or("expected NAME=FILE")?;
        let Inputs(files) = files.parse()?;
        Ok(Self { name: Some(name.to_owned()), files })
    }
}

/// A module that was read.
pub(crate) struct Loaded {
    name: Option<String>,
    sources: SourceMap,
    diagnostics: Diagnostics,
    /// None where the schema has errors.
    pub(crate) schema: Option<Schema>,
}

impl Module {
    pub(crate) fn load(&self, reading: &Reading) -> Result<Loaded, Error> {
        let sources = input::load(&self.files)?;
        let Resolved { schema, diagnostics, .. } = tl_parser::load(&sources, &reading.options());
        Ok(Loaded { name: self.name.clone(), sources, diagnostics, schema })
    }
}

impl Loaded {
    /// The files of one module; none where the schema has errors or Rust cannot express it. Reports all problems.
    pub(crate) fn generate(mut self, config: &Config, report: &mut Report) -> Result<Option<Files>, Error> {
        let files = match &self.schema {
            Some(schema) => self.files_of(schema, config, report)?,
            None => Err(Diagnostics::default()),
        };
        let files = files.map_err(|more| {
            self.diagnostics.extend(more);
            self.diagnostics.sort();
        });
        report.diagnostics(&self.diagnostics, &self.sources)?;
        Ok(files.ok())
    }

    /// The pages of one module; none where the schema has errors. Reports all problems.
    pub(crate) fn pages(&self, report: &mut Report) -> Result<Option<Files>, Error> {
        let mut diagnostics = self.diagnostics.clone();
        let pages = self.schema.as_ref().map(|schema| docs::generate(schema, &self.title(schema)));
        let pages = pages.and_then(|pages| pages.map_err(|more| diagnostics.extend(more)).ok());
        diagnostics.sort();
        report.diagnostics(&diagnostics, &self.sources)?;
        Ok(pages.map(|files| self.place(files)))
    }

    /// What a book of the module is called.
    fn title(&self, schema: &Schema) -> String {
        match (&self.name, schema.layer()) {
            (Some(name), _) => name.clone(),
            (None, Some(layer)) => format!("Layer {layer}"),
            (None, None) => "TL schema".to_owned(),
        }
    }

    /// The files, or why Rust cannot express the schema.
    fn files_of(
        &self,
        schema: &Schema,
        config: &Config,
        report: &mut Report,
    ) -> Result<Result<Files, Diagnostics>, Error> {
        let kept = config.keep(schema);
        if let Cow::Owned(kept) = &kept {
            report.say(format_args!("kept {} of {} combinators", declared(kept), declared(schema)))?;
        }
        let mut whole = config.clone();
        whole.roots.clear();
        match tl_codegen::generate(&kept, &whole, Form::Directory) {
            Ok(files) => Ok(Ok(self.place(files))),
            Err(GenerateError::Unsupported(more)) => Ok(Err(more)),
            Err(error) => Err(error.into()),
        }
    }

    /// Files of a named module lie in a directory of that name.
    fn place(&self, files: Files) -> Files {
        match &self.name {
            Some(name) => files.in_folder(name),
            None => files,
        }
    }
}

/// How many combinators the files of a schema declare.
fn declared(schema: &Schema) -> usize {
    [Category::Constructor, Category::Function].map(|category| schema.declared(category).count()).iter().sum()
}
