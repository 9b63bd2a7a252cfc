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
    let database = if options.postgres.is_some() {
        "PostgreSQL"
    } else {
        "SQLite"
    };
    let _ = writeln!(text, "## {database}, {} contacts\n", options.rows);
    let _ = writeln!(
        text,
        "{} connections, {} rounds, medians. CPU is server plus database, microseconds per request; the ratio is limit / product.\n",
        options.connections, options.rounds
    );
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
            goal(row.operation),
            row.product.outcome.rate,
            row.product.outcome.p50,
            row.product.outcome.p99,
        );
        if let Some(audit) = &row.limit_audit {
            let ratio = audit.cpu / row.product.cpu;
            let name = row.operation.name();
            let _ = writeln!(
                text,
                "| {name}, limit with audit row | | {:.0} | {ratio:.2} | G2 >= 0.80 | | | |",
                audit.cpu
            );
        }
    }
    growth(&mut text, small, large);
    let search_goal = if options.postgres.is_some() { 3 } else { 1 };
    let _ = writeln!(
        text,
        "\n| alone, memory, start, size | figure | goal |\n|---|---|---|\n| search alone, p50 | {:.2} ms | G6 <= {search_goal} ms |\n| idle | {:.0} MB | G9 <= 20 MB |\n| peak under load | {:.0} MB | G9 <= 64 MB |\n| start to first answer | {:.3} s | G9 <= 0.15 s |\n| executable | {:.0} MB | G9 <= 25 MB |\n| import | {:.0} rows/s, at most {:.0} MB | flat |",
        facts.search_alone,
        facts.idle_memory,
        facts.peak_memory,
        facts.start_seconds,
        facts.binary,
        facts.import_rate,
        facts.import_memory
    );
    durable(&mut text, &facts.ways);
    text
}

/// What waiting for the disk costs; the first way is the product's.
fn durable(text: &mut String, ways: &[Way]) {
    let Some(product) = ways.first() else {
        return;
    };
    text.push_str("\n| 64 writers at the store | records/s | CPU µs | product's way against it | goal |\n|---|---|---|---|---|\n");
    for (way, goal) in ways.iter().zip(["", "G8 >= 0.85", "G8 >= 5", "-"]) {
        let ratio = product.rate / way.rate;
        let _ = writeln!(
            text,
            "| {} | {:.0} | {:.0} | {ratio:.2} | {goal} |",
            way.name, way.rate, way.cpu
        );
    }
}

/// How the cost of an operation grows with the table.
fn growth(text: &mut String, small: &[Comparison], large: &[Comparison]) {
    text.push_str("\n| growth from 10,000 rows | product CPU µs at 10,000 | at full size | factor | goal |\n|---|---|---|---|---|\n");
    for (few, many) in small.iter().zip(large) {
        if many.operation.stays_flat() || many.operation == Operation::Search {
            let factor = many.product.cpu / few.product.cpu;
            let goal = if many.operation == Operation::Search {
                "-"
            } else {
                "G7 <= 1.5"
            };
            let name = many.operation.name();
            let _ = writeln!(
                text,
                "| {name} | {:.0} | {:.0} | {factor:.2} | {goal} |",
                few.product.cpu, many.product.cpu
            );
        }
    }
}

fn goal(operation: Operation) -> &'static str {
    match operation {
        Operation::Get | Operation::FirstPage | Operation::Keyset => "G1 >= 0.80",
        Operation::ListWithTotal => "G1 >= 0.90",
        Operation::CappedTotal | Operation::Search => "-",
        Operation::Create | Operation::Update => "G2 >= 0.50",
    }
}

/// Puts the section of this database into the report file, keeping the others.
pub fn write(path: &Path, section: &str) {
    let old = std::fs::read_to_string(path).unwrap_or_default();
    let name = section.lines().next().unwrap_or_default();
    let head = "# Benchmarks\n\nWritten by `cargo xtask bench`. The *limit* is a minimal axum server with a JWT check and the same SQL (`bench/src/limit.rs`), on the same database, measured in turn with the product. Trust the ratios; absolute figures belong to the machine.\n\n";
    let kept: Vec<&str> = old
        .split("\n## ")
        .skip(1)
        .filter(|part| format!("## {part}").lines().next() != Some(name))
        .collect();
    let mut text = head.to_owned();
    text.push_str(section);
    for part in kept {
        text.push_str("\n## ");
        text.push_str(part.trim_end());
        text.push('\n');
    }
    std::fs::write(path, text).unwrap();
}
