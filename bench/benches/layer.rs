//! Measures parsing, resolving and generating of layer 230, compared with grammers on the same text. Also measures
//! parsing of the TDLib schema, compared with ferogram. Prints ratios at the end.

use std::env;
use std::time::Duration;

use criterion::Criterion;
use tl_bench::Input;
use tl_bench::stats::in_turns;

fn main() {
    let layer = Input::layer_230();
    let td_api = Input::td_api();
    let mut criterion = Criterion::default().configure_from_args();
    layer_groups(&mut criterion, &layer);
    if let Some(td_api) = &td_api {
        td_api_group(&mut criterion, td_api);
    }
    criterion.final_summary();
    if !env::args().any(|arg| arg == "--test" || arg == "--list") {
        ratios(&layer, td_api.as_ref());
    }
}

fn layer_groups(criterion: &mut Criterion, input: &Input) {
    let mut parse = criterion.benchmark_group("parse");
    parse.bench_function("ours", |b| b.iter(|| input.parse_ours()));
    parse.bench_function("grammers", |b| b.iter(|| input.parse_grammers()));
    parse.finish();

    let mut resolve = criterion.benchmark_group("parse+resolve");
    resolve.bench_function("ours", |b| b.iter(|| input.resolve_ours()));
    resolve.finish();

    let mut generate = criterion.benchmark_group("parse+generate");
    generate.sample_size(20);
    generate.bench_function("ours", |b| b.iter(|| input.generate_ours()));
    generate.bench_function("grammers", |b| b.iter(|| input.generate_grammers()));
    generate.finish();
}

fn td_api_group(criterion: &mut Criterion, input: &Input) {
    let mut parse = criterion.benchmark_group("parse td_api");
    parse.bench_function("ours", |b| b.iter(|| input.parse_ours()));
    parse.bench_function("ferogram", |b| b.iter(|| input.parse_ferogram()));
    parse.finish();
}

/// Prints the ratios for which there are targets. Both sides are measured alternately.
fn ratios(layer: &Input, td_api: Option<&Input>) {
    println!("medians, measured alternately:");
    let times = in_turns(200, || layer.parse_ours(), || layer.parse_grammers());
    print_ratio("parse", "grammers", times, 0.25);
    let times = in_turns(50, || layer.generate_ours(), || layer.generate_grammers());
    print_ratio("parse+generate", "grammers", times, 3.0);
    if let Some(input) = td_api {
        let times = in_turns(200, || input.parse_ours(), || input.parse_ferogram());
        print_ratio("parse td_api", "ferogram", times, 1.1);
    }
}

fn print_ratio(what: &str, other: &str, [ours, theirs]: [Duration; 2], target: f64) {
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("{what:<16}ours {ours:>8.2?}  {other} {theirs:>8.2?}  ratio {ratio:.2}x  target <= {target}x");
}
