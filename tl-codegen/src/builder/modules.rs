//! Loads the schemas of modules and generates the modules.

use std::rc::Rc;

use tl_parser::Lints;
use tl_parser::schema::{Options, Schema};

use super::cargo::script_output;
use crate::error::Error;
use crate::inputs::{LENIENT_HELPS, Loaded, ModuleInput};
use crate::overlays;
use crate::rust::Config;
use crate::rust::NAME_KEYS;
use crate::rust::Program;
use crate::rust::Used;
use crate::rust::{GenerateError, Generated, Location, Whole, generate_kept};
use crate::warnings::Warnings;

/// A module of the builder, with the config that applies to it.
#[derive(Debug)]
pub(super) struct Module<'b> {
    pub(super) input: &'b ModuleInput,
    pub(super) config: Config,
    pub(super) lenient: bool,
}

/// Modules that are generated together. If several modules have the same value for a config key with TL names, such as
/// `roots`, each of these names must be in at least one of their schemas.
#[derive(Debug)]
pub(super) struct Modules<'b> {
    /// The list is never empty.
    pub(super) modules: Vec<Module<'b>>,
    pub(super) lints: &'b Lints,
}

/// The schemas of modules, after overlays were merged into them.
pub(super) struct Prepared {
    /// The schema of each module.
    pub(super) loaded: Vec<Result<Loaded, Error>>,
    /// The warnings about overlays.
    pub(super) overlays: Vec<Result<Warnings, Error>>,
}

impl Modules<'_> {
    /// Checks those config values that can be checked without schemas. Equal configs are checked once.
    pub(super) fn check(&self) -> Result<(), Error> {
        Error::all(self.classes(PartialEq::eq).into_iter().filter_map(|class| {
            let [first, ..] = *class.as_slice() else { return None };
            let has_unread = class.iter().any(|module| module.has_unread());
            first.config.paths(has_unread).err().map(|error| first.input.locate(error.into()))
        }))
    }

    /// Reads the Rust sources that each config names. If configs name the same sources, these are read once.
    pub(super) fn used(&self) -> Result<Vec<Option<Rc<Used>>>, Error> {
        let mut all: Vec<Option<Rc<Used>>> = Vec::new();
        for module in &self.modules {
            let before =
                self.modules.iter().zip(&all).find(|(before, _)| before.config.used == module.config.used);
            let used = match before {
                Some((_, used)) => used.clone(),
                None => Used::read(&module.config, script_output().as_deref())
                    .map_err(|error| module.input.locate(error))?
                    .map(Rc::new),
            };
            all.push(used);
        }
        Ok(all)
    }

    /// Loads all schemas, checks the names in the configs, and merges the overlays.
    pub(super) fn prepare(&self) -> Result<Prepared, Error> {
        let mut loaded: Vec<_> = self.modules.iter().map(|module| module.load(self.lints)).collect();
        // A root may be in a schema that failed to load, so names are checked only if all schemas were loaded.
        if loaded.iter().all(Result::is_ok) {
            let schemas: Vec<_> = loaded.iter().flatten().map(|loaded| &loaded.schema).collect();
            self.check_names(&schemas)?;
        }
        let mut schemas: Vec<_> =
            loaded.iter_mut().map(|loaded| loaded.as_mut().ok().map(|loaded| &mut loaded.schema)).collect();
        let overlays = self.merge_overlays(&mut schemas);
        Ok(Prepared { loaded, overlays })
    }

    /// Checks the TL names in the configs, such as those in `roots`. If modules have the same names in a key, each name
    /// must be in at least one of their schemas. `schemas` contains the schemas of all modules.
    fn check_names(&self, schemas: &[&Schema]) -> Result<(), Error> {
        for key in &NAME_KEYS {
            for class in self.classes(key.is_same) {
                let [first, ..] = *class.as_slice() else { continue };
                let in_class = |module: &Module<'_>| (key.is_same)(&first.config, &module.config);
                let of_class = self.modules.iter().zip(schemas).filter(|(module, _)| in_class(module));
                let schemas: Vec<_> = of_class.map(|(_, schema)| *schema).collect();
                (key.check)(&first.config, &schemas).map_err(|error| first.input.locate(error.into()))?;
            }
        }
        Ok(())
    }

    /// Merges the overlays of each config into the schemas of the modules that have these overlays. `schemas` contains
    /// the schemas of all modules, or `None` for a schema that failed to load.
    fn merge_overlays(&self, schemas: &mut [Option<&mut Schema>]) -> Vec<Result<Warnings, Error>> {
        let is_same = |a: &Config, b: &Config| a.overlay == b.overlay;
        let merge = |class: Vec<&Module<'_>>| {
            let first = class[0];
            let of_all = self.modules.iter().zip(schemas.iter_mut());
            let of_class = of_all.filter(|(module, _)| is_same(&first.config, &module.config));
            let mut schemas: Vec<_> = of_class.filter_map(|(_, schema)| schema.as_deref_mut()).collect();
            overlays::merge(&first.config, &mut schemas, self.lints)
                .map_err(|error| first.input.locate(error))
        };
        self.classes(is_same).into_iter().map(merge).collect()
    }

    /// Groups the modules by config. `is_same` compares two configs. No group is empty.
    fn classes(&self, is_same: impl Fn(&Config, &Config) -> bool) -> Vec<Vec<&Module<'_>>> {
        let mut classes: Vec<Vec<&Module<'_>>> = Vec::new();
        for module in &self.modules {
            match classes.iter_mut().find(|class| is_same(&class[0].config, &module.config)) {
                Some(class) => class.push(module),
                None => classes.push(vec![module]),
            }
        }
        classes
    }
}

impl Module<'_> {
    /// Returns whether generated types may contain values that have no Rust type. Such a value is kept as bytes, in an
    /// `Unread`.
    fn has_unread(&self) -> bool {
        !self.config.used.is_empty() || !self.config.passing.is_empty() || !self.input.passing.is_empty()
    }

    /// Loads the schema, and the schemas of other layers.
    pub(super) fn load(&self, lints: &Lints) -> Result<Loaded, Error> {
        let options = Options { dialect: self.config.dialect, lenient: self.lenient, lints: lints.clone() };
        self.input.load(&options, &self.config.passing).map_err(|error| self.input.locate(error))
    }

    /// Generates the module. Warnings about the generated code are added to the warnings in `loaded`.
    pub(super) fn generate(
        &self,
        loaded: &mut Loaded,
        used: Option<&Used>,
        location: Location<'_>,
        whole: Whole,
    ) -> Result<Generated, Error> {
        let Loaded { schema, passing, warnings: Warnings { diagnostics, sources } } = loaded;
        let program = Program { used, passing, lenient: self.lenient };
        match generate_kept(schema, &self.config, location, whole, program) {
            Ok(mut generated) => {
                diagnostics.extend(std::mem::take(&mut generated.warnings));
                diagnostics.sort();
                Ok(generated)
            }
            Err(GenerateError::Config(error)) => Err(self.input.locate(error.into())),
            Err(GenerateError::Unsupported(more)) => {
                let mut diagnostics = std::mem::take(diagnostics);
                diagnostics.extend(more);
                diagnostics.sort();
                let lenient = Program { used: None, lenient: true, ..program };
                if !self.lenient
                    && generate_kept(schema, &self.config, location, Whole::None, lenient).is_ok()
                {
                    let or_roots = match self.config.roots.as_slice() {
                        // With `used`, roots do not limit the generated items.
                        [] if used.is_none() => {
                            ", or `roots` (`--root NAME`) to generate only the items that you use"
                        }
                        _ => "",
                    };
                    diagnostics.note_first(format!("{LENIENT_HELPS}{or_roots}"));
                }
                Err(Error::Schema { diagnostics, sources: std::mem::take(sources) })
            }
        }
    }
}
