//! One Rust module: the schema that it is made from, and the files that it becomes.

use std::ffi::OsString;
use std::str::FromStr;

use tl_codegen::{Config, Files, Form, GenerateError};

use crate::error::Error;
use crate::input::{self, Input};
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
        if files.split(',').any(str::is_empty) {
            return Err("expected a FILE behind `=` and behind each `,`");
        }
        let files = files.split(',').map(|file| Input::from(OsString::from(file))).collect();
        Ok(Self { name: Some(name.to_owned()), files })
    }
}

impl Module {
    /// The files of one module; none where the schema has errors, which are reported.
    pub(crate) fn generate(
        &self,
        config: &Config,
        reading: &Reading,
        report: &mut Report,
    ) -> Result<Option<Files>, Error> {
        let sources = input::load(&self.files)?;
        let mut resolved = tl_parser::load(&sources, &reading.options());
        let generated =
            match resolved.schema.map(|schema| tl_codegen::generate(&schema, config, Form::Directory)) {
                Some(Ok(files)) => Some(self.place(files)),
                Some(Err(GenerateError::Unsupported(more))) => {
                    resolved.diagnostics.extend(more);
                    resolved.diagnostics.sort();
                    None
                }
                Some(Err(error)) => return Err(error.into()),
                None => None,
            };
        report.diagnostics(&resolved.diagnostics, &sources)?;
        Ok(generated)
    }

    /// Files of a named module lie in a directory of that name.
    fn place(&self, files: Files) -> Files {
        let Some(name) = &self.name else { return files };
        let mut placed = Files::default();
        for (path, text) in files.iter() {
            placed.insert(format!("{name}/{path}"), text);
        }
        placed
    }
}
