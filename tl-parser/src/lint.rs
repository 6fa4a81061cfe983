//! Levels of warnings, as chosen by the user.

use crate::{Code, Diagnostics, Severity};

/// The user's choices about warnings: the codes that are not reported, and the codes that are reported as errors. Codes
/// of errors are not affected.
///
/// ```
/// use tl_parser::{Lints, SourceMap, codes, load, schema::Options};
///
/// let mut sources = SourceMap::new();
/// sources.add("api.tl", "a#1 = A;")?;
/// let id_differs = codes::find("TL0302").unwrap();
/// let options = Options { lints: Lints::default().deny(id_differs), ..Options::default() };
/// assert!(load(&sources, &options).schema.is_none());
/// # Ok::<(), tl_parser::TooLarge>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lints {
    allowed: Vec<Code>,
    denied: Vec<Code>,
    all_denied: bool,
}

impl Lints {
    /// Suppresses warnings with this code, even if they are denied too.
    #[must_use]
    pub fn allow(mut self, code: Code) -> Self {
        self.allowed.push(code);
        self
    }

    /// Turns warnings with this code into errors.
    #[must_use]
    pub fn deny(mut self, code: Code) -> Self {
        self.denied.push(code);
        self
    }

    /// Turns all warnings into errors.
    #[must_use]
    pub fn deny_all(mut self) -> Self {
        self.all_denied = true;
        self
    }

    /// Applies the choices: returns `found` without suppressed warnings, and with denied warnings as errors.
    pub(crate) fn apply(&self, found: Diagnostics) -> Diagnostics {
        let mut left = Diagnostics::default();
        left.extend(found.into_iter().filter_map(|mut problem| {
            if problem.severity == Severity::Warning {
                if self.allowed.contains(&problem.code) {
                    return None;
                }
                if self.all_denied || self.denied.contains(&problem.code) {
                    problem.severity = Severity::Error;
                }
            }
            Some(problem)
        }));
        left
    }
}
