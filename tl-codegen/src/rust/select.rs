//! Selects the declarations that become Rust code: the roots and the declarations that they need, or all declarations.
//! Declarations that Rust cannot express may be left out.

use std::borrow::Cow;
use std::collections::HashSet;

use tl_parser::schema::{Category, CombinatorId, Schema};
use tl_parser::{Diagnostics, Severity, Span};

use super::lower::{Problem, lower};
use super::model::Package;
use super::{defaults, reduce, views};

use super::config::{CheckedPaths, Config};
use super::program::Program;
use super::used::Used;
use crate::codes;

/// The model of the declarations that a config selects.
#[derive(Clone)]
pub(super) struct Selected {
    /// The model of all selected declarations, including those that the program does not use.
    package: Package,
    /// The names of the constructors, functions and types that are roots.
    roots: HashSet<String>,
}

impl Selected {
    /// Returns the package for a program. If `used` is set, removes the items that the program does not need. Their
    /// values are then kept as bytes or skipped.
    pub(super) fn for_program(self, used: Option<&Used>) -> Package {
        let mut package = match used {
            Some(used) => reduce::reduce(self.package, used, &self.roots),
            None => self.package,
        };
        package.remove_empty_modules();
        views::add(&mut package);
        package
    }
}

/// Lowers the declarations that `config` selects from `schema`, and returns warnings. If Rust cannot express a generic
/// constructor and nothing uses it, the constructor is left out. If `program.lenient` is set, all declarations that
/// Rust cannot express are left out together with their dependents, with a warning for each. Otherwise, these
/// declarations are errors, and all errors are returned.
pub(super) fn select(
    schema: &Schema,
    config: &Config,
    paths: &CheckedPaths,
    program: Program<'_>,
) -> Result<(Selected, Diagnostics), Diagnostics> {
    let part = if program.used.is_some() { Cow::Borrowed(schema) } else { config.keep(schema) };
    let mut selection = Selection { part, config, unused: Vec::new(), warnings: Diagnostics::default() };
    loop {
        let problems = match lower(schema, &selection.part, config, paths, program) {
            Ok(package) => {
                let Selection { part, unused: left_out, mut warnings, .. } = selection;
                warnings.extend(package.warnings.clone());
                warnings.sort();
                let mut package = Package { left_out, ..package };
                if paths.default {
                    defaults::derive(&mut package);
                }
                return Ok((Selected { package, roots: roots(config, &part) }, warnings));
            }
            Err(problems) => problems,
        };
        let goes_on = selection.leave_out_unused(&problems)
            || (program.lenient && selection.leave_out_broken(&problems));
        if !goes_on {
            let mut found = selection.warnings;
            found.extend(problems.into_iter().map(|problem| match problem.of {
                None if program.lenient => *codes::nothing_left(Span::default()),
                _ => problem.diagnostic,
            }));
            found.sort();
            return Err(found);
        }
    }
}

/// Returns the names of the constructors, functions and types that are roots.
fn roots(config: &Config, schema: &Schema) -> HashSet<String> {
    let mut names = HashSet::new();
    for id in config.roots.iter().flat_map(|root| schema.matching(root)) {
        names.insert(schema[id].name().to_owned());
        names.extend(schema.type_of(id).map(|ty| schema[ty].name().to_owned()));
    }
    names
}

struct Selection<'s> {
    part: Cow<'s, Schema>,
    config: &'s Config,
    /// Names of declarations that were left out without a warning.
    unused: Vec<String>,
    warnings: Diagnostics,
}

impl Selection<'_> {
    /// Leaves out generic constructors that have problems, if nothing needs them and they are not roots. Returns
    /// whether any were left out. If nothing would remain, leaves out nothing.
    fn leave_out_unused(&mut self, problems: &[Problem]) -> bool {
        let is_generic = |id: CombinatorId| {
            self.part[id].category() == Category::Constructor && !self.part[id].implicit().is_empty()
        };
        let others: Vec<_> = self.part.combinators().filter(|&id| !is_generic(id)).collect();
        let needed = self.part.needed(&others);
        let is_root = |id: CombinatorId| {
            let ty = self.part.type_of(id).map(|ty| self.part[ty].name());
            let names = [Some(self.part[id].name()), ty];
            self.config.roots.iter().any(|root| names.contains(&Some(root)))
        };
        let broken = problems.iter().filter_map(|problem| problem.of);
        let unused: Vec<_> = broken.filter(|&id| !needed[id.index()] && !is_root(id)).collect();
        if unused.is_empty() {
            return false;
        }
        let (rest, dependents) = self.part.without(&unused);
        if rest.combinators().all(|id| rest[id].is_predefined()) {
            return false;
        }
        let dependents = dependents.iter().map(|dependent| dependent.combinator);
        self.unused.extend(unused.into_iter().chain(dependents).map(|id| self.part[id].name().to_owned()));
        self.part = Cow::Owned(rest);
        true
    }

    /// Leaves out the declarations that have `problems`, and their dependents. Returns whether any were left out.
    fn leave_out_broken(&mut self, problems: &[Problem]) -> bool {
        let broken: Vec<_> = problems.iter().filter_map(|problem| problem.of).collect();
        if broken.is_empty() {
            return false;
        }
        let (rest, dependents) = self.part.without(&broken);
        let dependents = dependents.iter().map(|dependent| {
            let (user, needed) = (&self.part[dependent.combinator], &self.part[dependent.needs]);
            *codes::dependent(user.name(), user.span(), needed.name())
        });
        let problems = problems.iter().map(|problem| {
            let mut warning = problem.diagnostic.clone();
            warning.severity = Severity::Warning;
            warning.note("the declaration is left out")
        });
        self.warnings.extend(problems.chain(dependents));
        self.part = Cow::Owned(rest);
        true
    }
}
