//! Runs axe-core, which finds accessibility problems.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs};

use crate::report;
use crate::tab::Tab;

/// The text of axe-core, if it is installed. `.ci/run` installs it into `target/axe`.
static SCRIPT: LazyLock<Option<String>> = LazyLock::new(|| {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent()?;
    let folder = env::var_os("TL_AXE").map_or_else(|| target.join("axe"), PathBuf::from);
    fs::read_to_string(folder.join("node_modules/axe-core/axe.min.js")).ok()
});

/// Returns whether axe-core is missing. If so, reports that `untested` was not tested.
pub(crate) fn is_missing(untested: &str) -> bool {
    let is_missing = SCRIPT.is_none();
    if is_missing {
        report::missing(untested, "axe-core is missing: npm install --prefix target/axe axe-core");
    }
    is_missing
}

impl Tab {
    /// Returns serious and critical findings of axe-core, each with its elements. Checks `rules`, or all rules if `rules`
    /// is empty.
    pub(crate) async fn findings(&self, rules: &[&str]) -> Vec<String> {
        let script = SCRIPT.as_deref().unwrap_or_default();
        let _: bool =
            self.get(&format!("typeof axe === 'object' || (() => {{ {script}; return true; }})()")).await;
        let run_only = if rules.is_empty() { String::new() } else { format!("runOnly: {rules:?},") };
        self.get(&format!(
            "axe.run(document, {{ {run_only} resultTypes: ['violations'] }}).then(({{ violations }}) => violations
                .filter(({{ impact }}) => impact === 'serious' || impact === 'critical')
                .map(({{ id, help, nodes }}) => `${{id}} (${{help}}), ${{nodes.length}} elements: ` +
                    nodes.slice(0, 5).map((node) => `    ${{node.html.slice(0, 200)}}: ${{node.failureSummary}}`).join('; ')))"
        ))
        .await
    }
}
