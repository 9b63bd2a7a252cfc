//! The columns of a statement's result.

use crate::sql::quoted;

/// The columns a statement selects; the same column is selected once.
#[derive(Default)]
pub(super) struct Select {
    columns: Vec<String>,
}

impl Select {
    /// The position of a column.
    pub(super) fn column(&mut self, name: &str) -> usize {
        self.expression(quoted(name))
    }

    /// The position of an expression.
    pub(super) fn expression(&mut self, sql: String) -> usize {
        if let Some(at) = self.columns.iter().position(|known| *known == sql) {
            return at;
        }
        self.columns.push(sql);
        self.columns.len() - 1
    }

    pub(super) fn text(&self) -> String {
        self.columns.join(", ")
    }
}
