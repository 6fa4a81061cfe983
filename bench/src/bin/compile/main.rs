//! Measures rustc on bindings: those of layer 230 from this compiler, grammers and ferogram, and those of TDLib from
//! this compiler and tdlib-rs.
//!
//! Usage: `compile [ROUNDS] [NAME]...`, with 3 rounds by default. A name such as `release` or `release, default`
//! selects the comparisons whose names begin with it. In each round, every variant is built once for each kind of build
//! that the selected comparisons need.

mod project;
mod variants;

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use tl_bench::cost::{Cost, cargo, medians};
use tl_bench::stats::ratio;
use tl_bench::table::{Row, Table, Unit};

use self::project::Project;
use self::variants::{Build, COMPARISONS, Comparison, SELECTIONS, Selection, Variant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// One kind of build of one variant.
struct Job {
    variant: &'static Variant,
    build: Build,
    project: Project,
    costs: Vec<Cost>,
}

/// A folder that is removed at the end of the program, with all target directories in it.
struct Scratch(PathBuf);

fn main() -> Result<()> {
    let (rounds, names) = arguments()?;
    let is_chosen = |comparison: &&Comparison| {
        names.is_empty() || names.iter().any(|name| comparison.name().starts_with(name))
    };
    let chosen: Vec<_> =
        COMPARISONS.iter().filter(is_chosen).filter(|comparison| comparison.is_possible()).collect();
    let scratch = Scratch(env::temp_dir().join(format!("tl-compile-{}", process::id())));
    let mut jobs = jobs(&chosen, &scratch.0)?;
    for round in 1..=rounds {
        for job in &mut jobs {
            let cost = job.project.build(job.build)?;
            println!("round {round:>2}  {:<12} {:<17} {cost}", job.build.name(), job.variant.name);
            job.costs.push(cost);
        }
    }
    let rows =
        chosen.into_iter().map(|comparison| compared(comparison, &jobs)).collect::<Result<Vec<_>>>()?;
    println!("\n{}", Table { title: "Bindings, medians", rows: &rows.concat() });
    let selected: Vec<_> = SELECTIONS.iter().flat_map(|selection| selected(selection, &jobs)).collect();
    if !selected.is_empty() {
        println!("{}", Table { title: "Combinators that are generated", rows: &selected });
        decode()?;
    }
    Ok(())
}

/// Returns the number of rounds and the names in the arguments.
fn arguments() -> Result<(usize, Vec<String>)> {
    let mut args = env::args().skip(1).peekable();
    let rounds = args.next_if(|arg| arg.starts_with(|first: char| first.is_ascii_digit()));
    let rounds = rounds.map_or(Ok(3), |rounds| rounds.parse::<usize>())?;
    let names: Vec<_> = args.collect();
    let is_known = |name: &&String| COMPARISONS.iter().any(|comparison| comparison.name().starts_with(*name));
    if let Some(unknown) = names.iter().find(|name| !is_known(name)) {
        let known: Vec<_> = COMPARISONS.iter().map(Comparison::name).collect();
        return Err(
            format!("no comparison is called `{unknown}`; the names are: {}", known.join("; ")).into()
        );
    }
    Ok((rounds.max(1), names))
}

/// Prepares the builds that the comparisons need. Each build is prepared once.
fn jobs(comparisons: &[&'static Comparison], directory: &Path) -> Result<Vec<Job>> {
    let mut jobs: Vec<Job> = Vec::new();
    for comparison in comparisons {
        for variant in [comparison.ours, comparison.peer] {
            if find(&jobs, variant, comparison.build).is_none() {
                let project = Project::new(directory, variant)?;
                project.prepare(comparison.build)?;
                jobs.push(Job { variant, build: comparison.build, project, costs: Vec::new() });
            }
        }
    }
    Ok(jobs)
}

fn find<'j>(jobs: &'j [Job], variant: &Variant, build: Build) -> Option<&'j Job> {
    jobs.iter().find(|job| job.variant.name == variant.name && job.build == build)
}

/// Returns rows that compare CPU time, memory and wall time of both sides.
fn compared(comparison: &Comparison, jobs: &[Job]) -> Result<Vec<Row>> {
    let costs = |variant| find(jobs, variant, comparison.build).map(|job| job.costs.as_slice());
    let (Some(ours), Some(theirs)) = (costs(comparison.ours), costs(comparison.peer)) else {
        return Err(format!("`{}` was not built", comparison.name()).into());
    };
    let row = |part: &str, unit, of: fn(&Cost) -> f64, wanted| {
        let each = |costs: &[Cost]| costs.iter().map(of).collect::<Vec<_>>();
        Row {
            what: format!("{}: {part}", comparison.name()),
            unit,
            ours: of(&medians(ours)),
            peer: Some((comparison.peer.name, of(&medians(theirs)))),
            ratio: Some(ratio(&each(ours), &each(theirs))),
            wanted,
        }
    };
    Ok(vec![
        row("cpu", Unit::CpuSeconds, |cost| cost.cpu_seconds, comparison.cpu),
        row("memory", Unit::Bytes, |cost| cost.bytes, comparison.memory),
        row("wall", Unit::CpuSeconds, |cost| cost.wall_seconds, None),
    ])
}

/// Returns rows with the numbers of functions and structs of a variant. Returns no rows if the variant was not built.
fn selected(selection: &Selection, jobs: &[Job]) -> Vec<Row> {
    let Some(job) = jobs.iter().find(|job| job.variant.name == selection.ours.name) else {
        return Vec::new();
    };
    let wanted = [selection.functions, selection.structs].map(f64::from);
    let counted = ["functions", "structs"].into_iter().zip(job.project.combinators).zip(wanted);
    let row = |((kind, count), wanted): ((&str, usize), f64)| Row {
        what: format!("{kind}, {}", job.variant.name),
        unit: Unit::Count,
        ours: count as f64,
        peer: None,
        ratio: Some(count as f64),
        wanted: Some(wanted),
    };
    counted.map(row).collect()
}

/// Measures decoding with bindings that contain only the items that the decoding program uses.
fn decode() -> Result<()> {
    let run = ["run", "--release", "--quiet", "--package", "tl-bench-wire", "--bin", "run", "--"];
    let mut command = cargo(&run, Path::new(env!("CARGO_MANIFEST_DIR")));
    let status = command.arg("slice, decode what is used").status()?;
    if status.success() { Ok(()) } else { Err(format!("failed: {command:?}").into()) }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{}: {error}", self.0.display());
        }
    }
}
