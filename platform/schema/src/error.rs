//! The one error of this crate: what is wrong with a definition, and where.

use std::fmt;

use rapport_kernel::FieldError;

/// Everything wrong with a set of definitions; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct SchemaError {
    /// Each problem with its place.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, or the entity's name when it has none.
    pub file: String,
    /// Line and column, counted from one; zero when unknown.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// What is wrong, with a suggestion where there is one.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            return write!(f, "{}: {}", self.file, self.message);
        }
        let Self {
            file,
            line,
            column,
            message,
        } = self;
        write!(f, "{file}:{line}:{column}: {message}")
    }
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.problems.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl From<SchemaError> for rapport_kernel::Error {
    fn from(error: SchemaError) -> Self {
        // A caller has no use for the place in a file of ours.
        let messages: Vec<&str> = error
            .problems
            .iter()
            .map(|problem| problem.message.as_str())
            .collect();
        Self::invalid(messages.join("; "))
    }
}

/// A problem found while building a definition, before it has a place in a file or a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Keys from the top of the definition to the culprit.
    pub(crate) path: Vec<String>,
    /// What is wrong.
    pub(crate) message: String,
}

/// Collects findings.
#[derive(Debug, Default)]
pub(crate) struct Findings(pub(crate) Vec<Finding>);

impl Findings {
    /// Notes a problem at a path.
    pub(crate) fn add(&mut self, path: &[&str], message: impl Into<String>) {
        self.0.push(Finding {
            path: path.iter().map(|&key| key.to_owned()).collect(),
            message: message.into(),
        });
    }

    /// The findings as errors of a request, their fields written with dots.
    pub(crate) fn into_field_errors(self) -> Vec<FieldError> {
        self.0
            .into_iter()
            .map(|finding| FieldError {
                field: finding.path.join("."),
                code: "invalid",
                message: finding.message,
            })
            .collect()
    }
}
