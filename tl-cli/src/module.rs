//! Reads the schema of one module and generates its files.

use std::borrow::Cow;
use std::str::FromStr;

use tl_codegen::{Config, Files, Form, GenerateError, Generated, Kept, Passing, Program, Used, docs};
use tl_parser::schema::{Category, Resolved, Schema};
use tl_parser::{Diagnostics, SourceMap};

use crate::error::Error;
use crate::input::{self, Input, Inputs};
use crate::options::{LENIENT_HELPS, Reading};
use crate::report::{Report, count};

/// One `--module NAME=FILE,FILE`, or the only schema, without a name.
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

/// A module whose schema was read.
pub(crate) struct Loaded {
    name: Option<String>,
    sources: SourceMap,
    diagnostics: Diagnostics,
    lenient: bool,
    /// `None` if the schema has errors.
    pub(crate) schema: Option<Schema>,
    passing: Passing,
}

impl Module {
    pub(crate) fn load(&self, reading: &Reading) -> Result<Loaded, Error> {
        let sources = input::load(&self.files)?;
        let Resolved { schema, diagnostics, .. } = reading.load(&sources);
        let (name, lenient, passing) = (self.name.clone(), reading.lenient, Passing::default());
        Ok(Loaded { name, sources, diagnostics, lenient, schema, passing })
    }
}

/// The items that a program uses, and whether to print why each item is generated.
#[derive(Clone, Copy)]
pub(crate) struct Selecting<'u> {
    pub(crate) used: &'u Used,
    pub(crate) why: bool,
}

impl Loaded {
    /// Reads the schemas of other layers. Each input is one schema.
    pub(crate) fn pass_over(&mut self, inputs: &[Input], reading: &Reading) -> Result<(), Error> {
        for (input, file) in inputs.iter().zip(input::add(inputs, &mut self.sources)?) {
            let is_bundled = matches!(input, Input::Bundled(_));
            let found = self.passing.add(&self.sources, file, is_bundled, &reading.options());
            self.schema = self.schema.take().filter(|_| !found.has_errors());
            self.diagnostics.extend(found);
        }
        Ok(())
    }

    /// Generates the files of one module. Returns `None` if the schema has errors or Rust cannot express it. Reports
    /// all problems.
    pub(crate) fn generate(
        mut self,
        config: &Config,
        used: Option<Selecting<'_>>,
        report: &mut Report,
    ) -> Result<Option<Files>, Error> {
        let generated = match &self.schema {
            Some(schema) => Some(self.files_of(schema, config, used, report)?),
            None => None,
        };
        let (files, more) = generated.unwrap_or_default();
        self.diagnostics.extend(more);
        self.diagnostics.sort();
        if files.is_none() && self.schema.as_ref().is_some_and(|schema| self.lenient_helps(schema, config)) {
            self.diagnostics.note_first(match config.roots.as_slice() {
                [] => {
                    "pass `--lenient` to skip such declarations and their dependents, or `--root NAME` to \
                       generate only the items that you use"
                }
                _ => LENIENT_HELPS,
            });
        }
        report.diagnostics(&self.diagnostics, &self.sources)?;
        Ok(files)
    }

    /// Returns whether generation succeeds if the declarations that Rust cannot express are left out.
    fn lenient_helps(&self, schema: &Schema, config: &Config) -> bool {
        let config = config.within(schema);
        let program = Program { used: None, passing: &self.passing, lenient: true };
        !self.lenient && tl_codegen::generate_for(schema, &config, Form::Directory, program).is_ok()
    }

    /// Generates the pages of one module. Returns `None` if the schema has errors. Reports all problems.
    pub(crate) fn pages(&self, report: &mut Report) -> Result<Option<Files>, Error> {
        let mut diagnostics = self.diagnostics.clone();
        let pages = self.schema.as_ref().map(|schema| docs::generate(schema, &self.title(schema)));
        let pages = pages.and_then(|pages| pages.map_err(|more| diagnostics.extend(more)).ok());
        diagnostics.sort();
        report.diagnostics(&diagnostics, &self.sources)?;
        Ok(pages.map(|files| self.place(files)))
    }

    /// Returns the title of the module's book.
    fn title(&self, schema: &Schema) -> String {
        match (&self.name, schema.layer()) {
            (Some(name), _) => name.clone(),
            (None, Some(layer)) => format!("Layer {layer}"),
            (None, None) => "TL schema".to_owned(),
        }
    }

    /// Generates the files. Returns them, or `None` if Rust cannot express the schema, and the diagnostics to report.
    fn files_of(
        &self,
        schema: &Schema,
        config: &Config,
        selecting: Option<Selecting<'_>>,
        report: &mut Report,
    ) -> Result<(Option<Files>, Diagnostics), Error> {
        if selecting.is_none()
            && let Cow::Owned(kept) = config.keep(schema)
        {
            report.say(format_args!("kept {} of {} combinators", declared(&kept), declared(schema)))?;
        }
        let config = config.within(schema);
        let program = Program {
            used: selecting.map(|selecting| selecting.used),
            passing: &self.passing,
            lenient: self.lenient,
        };
        match tl_codegen::generate_for(schema, &config, Form::Directory, program) {
            Ok(Generated { files, warnings, kept, .. }) => {
                if let Some(Selecting { why, .. }) = selecting {
                    report_kept(&kept, schema, why, report)?;
                }
                Ok((Some(self.place(files)), warnings))
            }
            Err(GenerateError::Unsupported(more)) => Ok((None, more)),
            Err(error) => Err(error.into()),
        }
    }

    /// Moves the files of a named module to a directory of that name.
    fn place(&self, files: Files) -> Files {
        match &self.name {
            Some(name) => files.in_folder(name),
            None => files,
        }
    }
}

/// Reports how much of a schema is kept. If `why` is set, also reports the reason for each item.
fn report_kept(kept: &[Kept], schema: &Schema, why: bool, report: &mut Report) -> Result<(), Error> {
    if why {
        kept.iter().try_for_each(|item| report.say(format_args!("{item}")))?;
    }
    let of_root = |root: &str| kept.iter().filter(|item| item.path.starts_with(root)).count();
    let functions = count(of_root("functions::"), "function");
    let (types, enums) = (count(of_root("types::"), "type"), count(of_root("enums::"), "enum"));
    let all = declared(schema);
    report.say(format_args!("kept {functions}, {types} and {enums} of {all} combinators"))?;
    Ok(())
}

/// Returns the number of combinators that the files of a schema declare.
fn declared(schema: &Schema) -> usize {
    [Category::Constructor, Category::Function].map(|category| schema.declared(category).count()).iter().sum()
}
