//! Files and functions stay small enough to be read at once.
//!
//! A limit may be exceeded only by a file listed in `xtask/size-exceptions.toml` with a reason, and that list only
//! shrinks: the number there must be lowered when the file gets smaller.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::tree::Tree;

/// Longest production part of a file: what stands before `#[cfg(test)]`.
const FILE: usize = 500;
/// Longest file of tests, or file with its tests.
const TESTS: usize = 800;
/// Longest body of a function.
const FUNCTION: usize = 60;
/// How much shorter than its exception a file may be before the exception must be lowered.
const SLACK: usize = 20;

const EXCEPTIONS: &str = "xtask/size-exceptions.toml";

/// The list of exceptions.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exceptions {
    /// By path: how long the file may be, and why.
    #[serde(default)]
    file: BTreeMap<String, Exception>,
    /// By `path function`: how long the body may be, and why.
    #[serde(default)]
    function: BTreeMap<String, Exception>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    lines: usize,
    reason: String,
}

/// Measures all Rust and TypeScript files that people write.
pub fn check(tree: &Tree) -> Result<Vec<String>, String> {
    let exceptions: Exceptions = toml::from_str(&tree.text(EXCEPTIONS)?)
        .map_err(|error| format!("{EXCEPTIONS}: {error}"))?;
    let mut files = Measure::new("file", &exceptions.file);
    let mut functions = Measure::new("function", &exceptions.function);
    for path in tree
        .with_ending(&[".rs", ".ts", ".tsx"])
        .filter(|path| written(path))
    {
        let text = tree.text(path)?;
        let all = text.lines().count();
        let production = production_lines(path, &text);
        let over = if production > FILE {
            Some((production, FILE))
        } else {
            (all > TESTS).then_some((all, TESTS))
        };
        files.add(path.to_owned(), over);
        if path.ends_with(".rs") {
            for (name, lines) in function_bodies(&text, production) {
                let over = (lines > FUNCTION).then_some((lines, FUNCTION));
                functions.add(format!("{path} {name}"), over);
            }
        }
    }
    let mut problems = files.finish();
    problems.extend(functions.finish());
    Ok(problems)
}

/// Compares sizes with limits and exceptions, and notices exceptions that are no longer needed.
struct Measure<'a> {
    what: &'static str,
    exceptions: &'a BTreeMap<String, Exception>,
    used: Vec<String>,
    problems: Vec<String>,
}

impl<'a> Measure<'a> {
    fn new(what: &'static str, exceptions: &'a BTreeMap<String, Exception>) -> Self {
        Self {
            what,
            exceptions,
            used: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// `over` is the size and the limit it exceeds, when it does.
    fn add(&mut self, name: String, over: Option<(usize, usize)>) {
        let Some((lines, limit)) = over else { return };
        match self.exceptions.get(&name) {
            None => self
                .problems
                .push(format!("{name}: {lines} lines, at most {limit}")),
            Some(exception) if exception.reason.trim().is_empty() => {
                self.problems
                    .push(format!("{EXCEPTIONS}: {name} has no reason"));
            }
            Some(exception) if lines > exception.lines => self.problems.push(format!(
                "{name}: {lines} lines, its exception allows {}",
                exception.lines
            )),
            Some(exception) if lines + SLACK < exception.lines => self.problems.push(format!(
                "{EXCEPTIONS}: {name} has {lines} lines now, lower its exception"
            )),
            Some(_) => {}
        }
        self.used.push(name);
    }

    fn finish(mut self) -> Vec<String> {
        for name in self
            .exceptions
            .keys()
            .filter(|name| !self.used.contains(name))
        {
            self.problems.push(format!(
                "{EXCEPTIONS}: the {} `{name}` needs no exception, remove it",
                self.what
            ));
        }
        self.problems
    }
}

/// Generated files are exempt.
fn written(path: &str) -> bool {
    !path.contains("/generated/") && !path.ends_with(".d.ts")
}

/// Lines before the tests; none in a file of tests.
fn production_lines(path: &str, text: &str) -> usize {
    let of_tests = path.contains("/tests/")
        || path.starts_with("tests/")
        || path.contains("/e2e/")
        || path.contains(".test.")
        || path.ends_with("/tests.rs");
    if of_tests {
        return 0;
    }
    let tests = |line: &str| line.starts_with("#[cfg(test)]");
    text.lines()
        .position(tests)
        .unwrap_or_else(|| text.lines().count())
}

/// Names and body lengths of the functions in the production part. Relies on rustfmt: a body ends with a brace
/// indented like its `fn`.
fn function_bodies(text: &str, production: usize) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().take(production).collect();
    let mut bodies = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else {
            continue;
        };
        let indent = line.len() - line.trim_start().len();
        let end = format!("{}}}", " ".repeat(indent));
        let rest = lines.get(start..).unwrap_or_default();
        let Some(opened) = rest.iter().position(|line| opens_or_ends(line)) else {
            continue;
        };
        if !rest.get(opened).is_some_and(|line| line.ends_with('{')) {
            continue;
        }
        if let Some(closed) = rest.iter().position(|line| *line == end) {
            bodies.push((name.to_owned(), closed.saturating_sub(opened + 1)));
        }
    }
    bodies
}

/// The signature is over: a body begins, or there is none, or it stands on this line.
fn opens_or_ends(line: &str) -> bool {
    line.ends_with('{') || line.ends_with(';') || line.ends_with('}')
}

fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    loop {
        let word = rest.split(' ').next()?;
        match word {
            "fn" => break,
            "pub" | "async" | "const" | "unsafe" => {}
            _ if word.starts_with("pub(") => {}
            _ => return None,
        }
        rest = rest.get(word.len() + 1..)?;
    }
    let name = rest.strip_prefix("fn ")?;
    name.split(['(', '<']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_counted_without_its_signature() {
        let text = "impl A {\n    pub(crate) async fn long(\n        a: u8,\n    ) -> u8 {\n        a;\n        a\n    }\n    fn declared(&self);\n    fn short() {}\n}\n";
        assert_eq!(function_bodies(text, 99), [("long".to_owned(), 2)]);
    }

    #[test]
    fn the_tests_of_a_file_are_not_production() {
        let text = "fn a() {\n}\n#[cfg(test)]\nmod tests {\n}\n";
        assert_eq!(production_lines("platform/a/src/a.rs", text), 2);
        assert_eq!(production_lines("platform/a/tests/a.rs", text), 0);
    }

    #[test]
    fn exceptions_may_only_shrink() {
        let entry = |lines| Exception {
            lines,
            reason: "a table".to_owned(),
        };
        let exceptions = BTreeMap::from([
            ("grown".to_owned(), entry(600)),
            ("shrunk".to_owned(), entry(600)),
            ("fits".to_owned(), entry(600)),
            ("gone".to_owned(), entry(600)),
        ]);
        let mut measure = Measure::new("file", &exceptions);
        measure.add("grown".to_owned(), Some((601, 500)));
        measure.add("shrunk".to_owned(), Some((510, 500)));
        measure.add("fits".to_owned(), Some((590, 500)));
        measure.add("new".to_owned(), Some((501, 500)));
        measure.add("small".to_owned(), None);
        assert_eq!(
            measure.finish(),
            [
                "grown: 601 lines, its exception allows 600",
                "xtask/size-exceptions.toml: shrunk has 510 lines now, lower its exception",
                "new: 501 lines, at most 500",
                "xtask/size-exceptions.toml: the file `gone` needs no exception, remove it",
            ]
        );
    }
}
