//! One of the measured works, once, so that a profiler counts it and nothing else: see the function `measured`.

use std::env;
use std::hint::black_box;
use std::process::ExitCode;

use tl_bench::Input;

fn main() -> ExitCode {
    let input = Input::layer_230();
    match env::args().nth(1).as_deref() {
        Some("parse-ours") => measured(|| input.parse_ours()),
        Some("parse-grammers") => measured(|| input.parse_grammers()),
        Some("resolve-ours") => measured(|| input.resolve_ours()),
        Some("generate-ours") => measured(|| input.generate_ours()),
        Some("generate-grammers") => measured(|| input.generate_grammers()),
        _ => {
            eprintln!("usage: once parse-ours|parse-grammers|resolve-ours|generate-ours|generate-grammers");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// Profilers count what happens within this function: the work, and dropping what it returns.
#[inline(never)]
fn measured<T>(work: impl FnOnce() -> T) {
    drop(black_box(work()));
}
