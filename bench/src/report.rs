//! The report: tables in Markdown, with the goals beside the figures.

use std::fmt::Write;
use std::path::Path;

use crate::Options;
use crate::api::Operation;
use crate::durable::Way;
use crate::rounds::{Comparison, Facts};

/// The report of one database as Markdown.
#[must_use]
pub fn render(
    options: &Options,
    small: &[Comparison],
    large: &[Comparison],
    facts: &Facts,
) -> String {
    let mut text = String::new();
    let database = database(options);
    let _ = writeln!(text, "## {database}, {} contacts\n", options.rows);
    let _ = writeln!(
        text,
        "{} connections, {} rounds, medians. CPU is server plus database, microseconds per request; the ratio is limit / product.\n",
        options.connections, options.rounds
    );
    operations(&mut text, large);
    growth(&mut text, small, large);
    alone(&mut text, options, facts);
    durable(&mut text, &facts.ways);
    text
}

fn database(options: &Options) -> &'static str {
    match options.postgres {
        Some(_) => "PostgreSQL",
        None => "SQLite",
    }
}

/// A goal and whether a figure reaches it.
struct Goal {
    name: &'static str,
    bound: f64,
    /// Whether the figure must be at least the bound, not at most.
    least: bool,
}

impl Goal {
    fn at_least(name: &'static str, bound: f64) -> Option<Self> {
        let least = true;
        Some(Self { name, bound, least })
    }

    fn at_most(name: &'static str, bound: f64) -> Option<Self> {
        let least = false;
        Some(Self { name, bound, least })
    }

    /// The goal as it stands in the table.
    fn judge(goal: Option<Self>, figure: f64) -> String {
        let Some(Self { name, bound, least }) = goal else {
            return "-".to_owned();
        };
        let reached = if least {
            figure >= bound
        } else {
            figure <= bound
        };
        let (sign, word) = match (least, reached) {
            (true, true) => (">=", "met"),
            (false, true) => ("<=", "met"),
            (true, false) => (">=", "**missed**"),
            (false, false) => ("<=", "**missed**"),
        };
        format!("{name} {sign} {bound}: {word}")
    }
}

fn operations(text: &mut String, large: &[Comparison]) {
    text.push_str("| operation | product CPU µs | limit CPU µs | ratio | goal | product req/s | p50 ms | p99 ms |\n");
    text.push_str("|---|---|---|---|---|---|---|---|\n");
    for row in large {
        let ratio = row.limit.cpu / row.product.cpu;
        let _ = writeln!(
            text,
            "| {} | {:.0} | {:.0} | {:.2} | {} | {:.0} | {:.2} | {:.2} |",
            row.operation.name(),
            row.product.cpu,
            row.limit.cpu,
            ratio,
            Goal::judge(goal(row.operation), ratio),
            row.product.outcome.rate,
            row.product.outcome.p50,
            row.product.outcome.p99,
        );
        if let Some(audit) = &row.limit_audit {
            let ratio = audit.cpu / row.product.cpu;
            let name = row.operation.name();
            let goal = Goal::judge(Goal::at_least("G2", 0.8), ratio);
            let _ = writeln!(
                text,
                "| {name}, limit with audit row | | {:.0} | {ratio:.2} | {goal} | | | |",
                audit.cpu
            );
        }
    }
}

/// What is measured of the product alone.
fn alone(text: &mut String, options: &Options, facts: &Facts) {
    let postgres = options.postgres.is_some();
    // The goal for a search is one for 100,000 contacts.
    let search = Goal::at_most("G6", if postgres { 3.0 } else { 1.0 });
    let search = search.filter(|_| options.rows <= 100_000);
    text.push_str("\n| alone, memory, start, size | figure | goal |\n|---|---|---|\n");
    let mut row = |name: &str, figure: f64, digits: usize, unit: &str, goal: Option<Goal>| {
        let goal = Goal::judge(goal, figure);
        let _ = writeln!(text, "| {name} | {figure:.digits$} {unit} | {goal} |");
    };
    row("search alone, p50", facts.search_alone, 2, "ms", search);
    let memory = |bound| Goal::at_most("G9", bound);
    row("idle", facts.idle_memory, 0, "MB", memory(20.0));
    row("peak under load", facts.peak_memory, 0, "MB", memory(64.0));
    let start = Goal::at_most("G9", 0.15);
    row("start to first answer", facts.start_seconds, 3, "s", start);
    row("executable", facts.binary, 1, "MB", memory(25.0));
    row("import", facts.import_rate, 0, "rows/s", None);
    row("peak during the import", facts.import_memory, 0, "MB", None);
}

/// What waiting for the disk costs; the first way is the product's.
fn durable(text: &mut String, ways: &[Way]) {
    let Some(product) = ways.first() else {
        return;
    };
    text.push_str("\n| 64 writers at the store | records/s | CPU µs | product's way against it | goal |\n|---|---|---|---|---|\n");
    for (at, way) in ways.iter().enumerate() {
        let ratio = product.rate / way.rate;
        let goal = match at {
            1 => Goal::at_least("G8", 0.85),
            2 => Goal::at_least("G8", 5.0),
            _ => None,
        };
        let goal = Goal::judge(goal, ratio);
        let _ = writeln!(
            text,
            "| {} | {:.0} | {:.0} | {ratio:.2} | {goal} |",
            way.name, way.rate, way.cpu
        );
    }
}

/// How the cost of an operation grows with the table.
fn growth(text: &mut String, small: &[Comparison], large: &[Comparison]) {
    if small.is_empty() {
        return;
    }
    text.push_str("\n| growth from 10,000 rows | product CPU µs at 10,000 | at full size | factor | goal |\n|---|---|---|---|---|\n");
    for (few, many) in small.iter().zip(large) {
        let operation = many.operation;
        if operation.writes() {
            continue;
        }
        let factor = many.product.cpu / few.product.cpu;
        let goal = Goal::at_most("G7", 1.5).filter(|_| operation.stays_flat());
        let _ = writeln!(
            text,
            "| {} | {:.0} | {:.0} | {factor:.2} | {} |",
            operation.name(),
            few.product.cpu,
            many.product.cpu,
            Goal::judge(goal, factor),
        );
    }
}

fn goal(operation: Operation) -> Option<Goal> {
    match operation {
        Operation::Get | Operation::FirstPage | Operation::Keyset => Goal::at_least("G1", 0.8),
        Operation::ListWithTotal => Goal::at_least("G1", 0.9),
        Operation::Create | Operation::Update => Goal::at_least("G2", 0.5),
        Operation::Filtered | Operation::Sorted => None,
        Operation::CappedTotal | Operation::Search => None,
    }
}

/// What begins the report.
const HEAD: &str = "# Benchmarks\n\nThe tables are written by `cargo xtask bench`; what is below them is written by hand and stays. The *limit* is a minimal axum server with a JWT check and the same SQL (`bench/src/limit.rs`), on the same database, with the same allocator and profile (`dist`), measured in turn with the product. PostgreSQL has the settings it comes with. Trust the ratios; absolute figures belong to the machine.\n";

/// Puts the section of a measurement into the report file: in the place of its last one, or after the other tables.
/// Sections that are not tables are kept as they are.
pub fn write(path: &Path, section: &str) {
    let old = std::fs::read_to_string(path).unwrap_or_default();
    std::fs::write(path, merged(&old, section)).unwrap();
}

fn merged(old: &str, section: &str) -> String {
    let title = |part: &str| part.lines().next().unwrap_or_default().to_owned();
    let section = section.trim().trim_start_matches("## ");
    let mut parts: Vec<&str> = old.split("\n## ").skip(1).map(str::trim_end).collect();
    let measured = |part: &&str| title(part).ends_with(" contacts");
    match parts.iter().position(|part| title(part) == title(section)) {
        Some(at) => parts[at] = section,
        None => {
            let tables = parts.iter().take_while(|part| measured(part)).count();
            parts.insert(tables, section);
        }
    }
    let mut text = HEAD.to_owned();
    for part in parts {
        text.push_str("\n## ");
        text.push_str(part);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_takes_its_place_and_keeps_what_is_written_by_hand() {
        let old =
            "# Old\n\nhead\n\n## A, 10 contacts\n\nold\n\n## What stands in the way\n\n- by hand\n";
        let again = merged(old, "## A, 10 contacts\n\nnew\n");
        let added = merged(&again, "## B, 10 contacts\n\nmore\n");
        let expected = "\n## A, 10 contacts\n\nnew\n\n## B, 10 contacts\n\nmore\n\n## What stands in the way\n\n- by hand\n";
        assert_eq!(added, format!("{HEAD}{expected}"));
    }

    #[test]
    fn a_figure_beyond_its_bound_is_a_miss() {
        let judge = |goal, figure| Goal::judge(goal, figure);
        assert_eq!(judge(Goal::at_least("G1", 0.8), 0.8), "G1 >= 0.8: met");
        assert_eq!(
            judge(Goal::at_least("G1", 0.8), 0.79),
            "G1 >= 0.8: **missed**"
        );
        assert_eq!(
            judge(Goal::at_most("G9", 20.0), 20.5),
            "G9 <= 20: **missed**"
        );
        assert_eq!(judge(None, 1.0), "-");
    }
}
