//! Runs one measured operation once. Profilers should count only the function `measured`.

use std::env;
use std::hint::black_box;
use std::process::ExitCode;

use tl_bench::Input;

fn main() -> ExitCode {
    let work = env::args().nth(1).unwrap_or_default();
    let (name, input) = match work.strip_prefix("td-api-") {
        Some(name) => (name, Input::td_api()),
        None => (&*work, Some(Input::layer_230())),
    };
    let Some(input) = input else { return ExitCode::FAILURE };
    match name {
        "parse-ours" => measured(|| input.parse_ours()),
        "parse-ferogram" => measured(|| input.parse_ferogram()),
        "parse-grammers" => measured(|| input.parse_grammers()),
        "resolve-ours" => measured(|| input.resolve_ours()),
        "generate-ours" => measured(|| input.generate_ours()),
        "generate-grammers" => measured(|| input.generate_grammers()),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

const USAGE: &str = "usage: once [td-api-]parse-ours|parse-ferogram|parse-grammers|resolve-ours|generate-ours|\
    generate-grammers";

/// Runs `work` and drops its result. This is a separate function, so that profilers can count only this part.
#[inline(never)]
fn measured<T>(work: impl FnOnce() -> T) {
    drop(black_box(work()));
}
