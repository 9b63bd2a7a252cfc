//! What hangs on records beside their rows: search texts, events, shares, rows of imports, kept answers, jobs, letters.

use rapport_kernel::RecordId;
use serde_json::json;
use uuid::Uuid;

use crate::sql::SqlText;
use crate::transact::Step;
use crate::{DatabaseKind, TenantStore};

impl TenantStore {
    /// Whether a column holds a text, in JSON or not, whatever the case of its ASCII letters.
    pub(super) fn contains(&self, sql: &mut SqlText, column: &str, text: &str) {
        self.contains_raw(sql, column, &in_json(text));
    }

    /// The same for a piece of JSON.
    pub(super) fn contains_raw(&self, sql: &mut SqlText, column: &str, text: &str) {
        let text = text.to_ascii_lowercase();
        match self.store().kind() {
            DatabaseKind::Sqlite => sql
                .push("instr(lower(")
                .push(column)
                .push("), ")
                .param(text),
            // In the collation "C" letters beyond ASCII keep their case, as in the text that is looked for.
            DatabaseKind::Postgres => sql
                .push("strpos(lower(")
                .push(column)
                .push("::text COLLATE \"C\"), ")
                .param(text)
                .push("::text"),
        };
        sql.push(") > 0");
    }

    /// What hangs on a record beside its own row.
    pub(super) fn forget_record(&self, steps: &mut Vec<Step>, id: RecordId) {
        for table in ["search_docs", "outbox", "record_shares"] {
            let mut sql = SqlText::new("DELETE FROM ");
            sql.push(table)
                .push(" WHERE tenant_id = ")
                .param(self.tenant());
            sql.push(" AND record_id = ").param(id);
            steps.push(Step::any(sql.finish()));
        }
        let mut sql = SqlText::new(EMPTY_ROWS);
        sql.param(self.tenant()).push(" AND record_id = ").param(id);
        steps.push(Step::any(sql.finish()));
        // The reasons of holds that ended; one that stands would have refused the erasure.
        let mut sql = SqlText::new("DELETE FROM legal_holds WHERE tenant_id = ");
        sql.param(self.tenant());
        sql.push(" AND released_at IS NOT NULL AND record_id = ")
            .param(id);
        steps.push(Step::any(sql.finish()));
        self.forget_texts(steps, &[id.to_string()]);
    }

    /// Kept answers that hold a text go, so do finished exports of a person; rows of imports are emptied. In other jobs
    /// that are over the text is taken out.
    pub(super) fn forget_texts(&self, steps: &mut Vec<Step>, texts: &[String]) {
        for text in texts {
            let mut sql = SqlText::new("DELETE FROM idempotency WHERE tenant_id = ");
            sql.param(self.tenant()).push(" AND ");
            self.contains(&mut sql, "body", text);
            steps.push(Step::any(sql.finish()));
            let mut sql = SqlText::new(EMPTY_ROWS);
            sql.param(self.tenant()).push(" AND ");
            self.contains(&mut sql, "cells", text);
            steps.push(Step::any(sql.finish()));
            let mut sql = SqlText::new(
                "DELETE FROM jobs WHERE kind = 'privacy_access' AND status IN ('done', 'failed') AND tenant_id = ",
            );
            sql.param(self.tenant()).push(" AND ");
            self.contains(&mut sql, "result", text);
            steps.push(Step::any(sql.finish()));
            if text.parse::<Uuid>().is_err() {
                steps.push(self.take_out(text));
                self.forget_letters(steps, text);
            }
        }
    }

    /// Letters to an address or about somebody, and invitations to the address.
    fn forget_letters(&self, steps: &mut Vec<Step>, text: &str) {
        let mut sql = SqlText::new("DELETE FROM outgoing_mails WHERE tenant_id = ");
        sql.param(self.tenant()).push(" AND (");
        self.contains(&mut sql, "recipient", text);
        sql.push(" OR ");
        self.contains(&mut sql, "data", text);
        sql.push(")");
        steps.push(Step::any(sql.finish()));
        let mut sql = SqlText::new(
            "UPDATE invitations SET email = '', name = '', revoked_at = coalesce(revoked_at, used_at, created_at) \
             WHERE tenant_id = ",
        );
        sql.param(self.tenant()).push(" AND ");
        self.contains(&mut sql, "email", text);
        steps.push(Step::any(sql.finish()));
    }

    fn take_out(&self, text: &str) -> Step {
        let inner = in_json(text);
        let mut sql = SqlText::new("UPDATE jobs SET ");
        for (at, column) in ["state", "result"].into_iter().enumerate() {
            sql.push(if at > 0 { ", " } else { "" }).push(column);
            match self.store().kind() {
                DatabaseKind::Sqlite => {
                    sql.push(" = replace(").push(column).push(", ");
                    sql.param(inner.as_str()).push(", '')");
                }
                DatabaseKind::Postgres => {
                    sql.push(" = replace(").push(column).push("::text, ");
                    sql.param(inner.as_str()).push("::text, '')::jsonb");
                }
            }
        }
        sql.push(", error = replace(error, ")
            .param(text)
            .push(match self.store().kind() {
                DatabaseKind::Sqlite => ", '')",
                DatabaseKind::Postgres => "::text, '')",
            });
        sql.push(" WHERE status IN ('done', 'failed') AND tenant_id = ")
            .param(self.tenant());
        Step::any(sql.finish())
    }
}

pub(super) const EMPTY_ROWS: &str = "UPDATE import_rows SET title = '', errors = '[]', changes = '[]', cells = '[]' WHERE tenant_id = ";

/// A text as it stands inside of JSON.
fn in_json(text: &str) -> String {
    let quoted = json!(text).to_string();
    let inner = quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(&quoted).to_owned()
}
