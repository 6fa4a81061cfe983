//! Formats tables of comparisons. A row contains the name of a measurement, our figure, a peer's figure, their ratio
//! and the target.

use std::fmt;

/// The unit of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Time, in seconds.
    Seconds,
    /// CPU time, in seconds. It is printed with two decimals below 10 s, and with one decimal otherwise.
    CpuSeconds,
    /// Memory or another size, in bytes.
    Bytes,
    /// A number without a unit.
    Count,
}

/// One comparison.
#[derive(Clone, Debug)]
pub struct Row {
    /// Name of the measurement.
    pub what: String,
    /// Unit of the figures.
    pub unit: Unit,
    /// Our figure.
    pub ours: f64,
    /// Name and figure of the peer, if there is a peer.
    pub peer: Option<(&'static str, f64)>,
    /// Our figure divided by the peer's figure, or another number to which the target `wanted` applies.
    pub ratio: Option<f64>,
    /// The target: the maximum `ratio`.
    pub wanted: Option<f64>,
}

impl Row {
    /// Creates a row with our figure, a peer's figure, and the ratio of both.
    #[must_use]
    pub fn beside(what: &str, unit: Unit, ours: f64, peer: (&'static str, f64), wanted: Option<f64>) -> Self {
        let ratio = Some(ours / peer.1);
        Self { what: what.to_owned(), unit, ours, peer: Some(peer), ratio, wanted }
    }

    /// Returns whether the ratio is higher than the target.
    #[must_use]
    pub fn misses(&self) -> bool {
        self.ratio.zip(self.wanted).is_some_and(|(ratio, wanted)| ratio > wanted)
    }

    /// Formats the ratio with two decimals. Uses three decimals if two decimals would not show that the ratio differs
    /// from the target.
    fn show_ratio(&self, ratio: f64) -> String {
        let is_close = self.wanted.is_some_and(|wanted| (ratio - wanted).abs() < 0.005 && ratio != wanted);
        let decimals = if is_close { 3 } else { 2 };
        format!("{ratio:.decimals$}")
    }

    fn cells(&self) -> [String; 5] {
        let peer = |&(name, figure): &(&str, f64)| format!("{name} {}", self.unit.show(figure));
        let or_empty = |text: Option<String>| text.unwrap_or_default();
        let missed = if self.misses() { ", missed" } else { "" };
        [
            self.what.clone(),
            self.unit.show(self.ours),
            or_empty(self.peer.as_ref().map(peer)),
            or_empty(self.ratio.map(|ratio| self.show_ratio(ratio))),
            or_empty(self.wanted.map(|wanted| format!("<= {wanted}{missed}"))),
        ]
    }
}

impl Unit {
    /// Formats a figure with its unit. Counts have all digits, other figures about three.
    #[must_use]
    pub fn show(self, figure: f64) -> String {
        match self {
            Self::CpuSeconds => format!("{figure:.*} s", if figure < 10.0 { 2 } else { 1 }),
            Self::Seconds => scaled(figure * 1e9, 1e3, &["ns", "us", "ms", "s"]),
            Self::Bytes => scaled(figure, 1024.0, &["B", "KiB", "MiB", "GiB"]),
            Self::Count => thousands(figure),
        }
    }
}

/// Formats `figure` with one of `units`. Each unit is `step` times the previous one. Uses the first unit in which the
/// figure is less than `step`, or else the last unit.
fn scaled(figure: f64, step: f64, units: &[&str]) -> String {
    let mut figure = figure;
    let mut left = units.iter();
    let mut unit = left.next();
    while figure >= step {
        let Some(larger) = left.next() else { break };
        unit = Some(larger);
        figure /= step;
    }
    let unit = unit.copied().unwrap_or_default();
    if figure.fract() == 0.0 || figure >= 100.0 {
        format!("{figure:.0} {unit}")
    } else {
        format!("{figure:.1} {unit}")
    }
}

/// Formats an integer with commas.
fn thousands(figure: f64) -> String {
    let digits = format!("{figure:.0}");
    let grouped = digits.bytes().enumerate().map(|(i, digit)| {
        let comma = if i > 0 && (digits.len() - i).is_multiple_of(3) { "," } else { "" };
        format!("{comma}{}", char::from(digit))
    });
    grouped.collect()
}

/// Rows under a heading, which are printed as a Markdown table with aligned columns.
#[derive(Clone, Debug)]
pub struct Table<'r> {
    /// The heading.
    pub title: &'r str,
    /// The rows.
    pub rows: &'r [Row],
}

const HEAD: [&str; 5] = ["what", "ours", "peer", "ratio", "wanted"];

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<_> = self.rows.iter().map(Row::cells).collect();
        let head = HEAD.map(str::to_owned);
        let width = |column: usize| {
            let cells = rows.iter().chain([&head]).filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
        };
        let widths = [0, 1, 2, 3, 4].map(width);
        writeln!(f, "{}\n", self.title)?;
        line(f, &head, widths)?;
        line(f, &widths.map(|width| "-".repeat(width)), widths)?;
        rows.iter().try_for_each(|row| line(f, row, widths))
    }
}

fn line(f: &mut fmt::Formatter<'_>, cells: &[String; 5], widths: [usize; 5]) -> fmt::Result {
    for (cell, width) in cells.iter().zip(widths) {
        write!(f, "| {cell:<width$} ")?;
    }
    writeln!(f, "|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short() {
        assert_eq!(Unit::Seconds.show(38.2e-9), "38.2 ns");
        assert_eq!(Unit::Seconds.show(283.4e-6), "283 us");
        assert_eq!(Unit::CpuSeconds.show(62.04), "62.0 s");
        assert_eq!(Unit::CpuSeconds.show(0.314), "0.31 s");
        assert_eq!(Unit::Bytes.show(24.0), "24 B");
        assert_eq!(Unit::Bytes.show(2560.0), "2.5 KiB");
        assert_eq!(Unit::Count.show(1_234_567.0), "1,234,567");
        assert_eq!(Unit::Count.show(710.0), "710");
    }

    #[test]
    fn a_narrow_miss_is_shown() {
        let row = |ours| Row::beside("x", Unit::Count, ours, ("peer", 1000.0), Some(0.8));
        assert_eq!(row(801.0).cells()[3..], ["0.801", "<= 0.8, missed"]);
        assert_eq!(row(800.0).cells()[3..], ["0.80", "<= 0.8"]);
    }

    #[test]
    fn a_miss_is_shown() {
        let row = |ours| Row::beside("x", Unit::Count, ours, ("peer", 10.0), Some(0.5));
        let rows = [row(5.0), row(6.0)];
        let table = Table { title: "t", rows: &rows }.to_string();
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines[4], "| x    | 5    | peer 10 | 0.50  | <= 0.5         |");
        assert_eq!(lines[5], "| x    | 6    | peer 10 | 0.60  | <= 0.5, missed |");
    }
}
