//! From a shape to SQL: conditions with placeholders, in the order in which [`super::lower`] gave the values.

use rapport_schema::{EntityDef, Slot};

use super::column::{self, Part, Sql};
use super::json_key;
use super::node::{Form, Node};
use crate::Result;

/// Appends ` AND ...` for a filter; nothing for one that matches everything.
pub(super) fn and(sql: &mut Sql, entity: &EntityDef, node: &Node) -> Result<()> {
    if let Node::All(nodes) = node {
        for node in nodes {
            and(sql, entity, node)?;
        }
        return Ok(());
    }
    sql.push(" AND ");
    write(sql, entity, node)
}

fn write(sql: &mut Sql, entity: &EntityDef, node: &Node) -> Result<()> {
    match node {
        Node::All(nodes) => joined(sql, entity, nodes, " AND ", "TRUE"),
        Node::Any(nodes) => joined(sql, entity, nodes, " OR ", "FALSE"),
        Node::Not(inner) => {
            sql.push("((");
            write(sql, entity, inner)?;
            sql.push(") IS NOT TRUE)");
            Ok(())
        }
        Node::Shared { grantees, write } => {
            shared(sql, *grantees, *write);
            Ok(())
        }
        Node::Leaf { field, part, form } => {
            let slot = column::field_at(entity, *field)?.slot(&entity.table);
            leaf(sql, &slot, *part, *form);
            Ok(())
        }
    }
}

/// Whether a share of the record is in force. `$1` is the tenant in every statement over records.
fn shared(sql: &mut Sql, grantees: usize, write: bool) {
    sql.push("\"id\" IN (SELECT record_id FROM record_shares WHERE tenant_id = ");
    sql.again(1).push(" AND entity = ");
    sql.next();
    sql.push(" AND grantee_id IN ");
    placeholders(sql, grantees);
    sql.push(" AND COALESCE(expires_at, 9223372036854775807) > ");
    sql.next();
    sql.push(if write { " AND level = 'write')" } else { ")" });
}

fn joined(sql: &mut Sql, entity: &EntityDef, nodes: &[Node], with: &str, none: &str) -> Result<()> {
    if nodes.is_empty() {
        sql.push(none);
        return Ok(());
    }
    for (at, node) in nodes.iter().enumerate() {
        sql.push(if at == 0 { "(" } else { with });
        write(sql, entity, node)?;
    }
    sql.push(")");
    Ok(())
}

fn leaf(sql: &mut Sql, slot: &Slot<'_>, part: Part, form: Form) {
    match form {
        Form::HasAny => return has_any(sql, slot),
        Form::HasAll => return has_all(sql, slot),
        Form::EmptyList => return list_length(sql, slot, "= 0"),
        Form::FilledList => return list_length(sql, slot, "> 0"),
        _ => {}
    }
    if matches!(form, Form::NotIn(_)) {
        sql.push("(");
    }
    column::value(sql, slot, part);
    match form {
        Form::Equal => compared(sql, " = "),
        Form::NotEqual => compared(sql, " IS DISTINCT FROM "),
        Form::Less => compared(sql, " < "),
        Form::LessOrEqual => compared(sql, " <= "),
        Form::Greater => compared(sql, " > "),
        Form::GreaterOrEqual => compared(sql, " >= "),
        Form::Between => {
            compared(sql, " BETWEEN ");
            compared(sql, " AND ");
        }
        Form::In(count) => {
            sql.push(" IN ");
            placeholders(sql, count);
        }
        Form::NotIn(count) => {
            sql.push(" NOT IN ");
            placeholders(sql, count);
            sql.push(" OR ");
            column::value(sql, slot, part);
            sql.push(" IS NULL)");
        }
        Form::Null => {
            sql.push(" IS NULL");
        }
        Form::NotNull => {
            sql.push(" IS NOT NULL");
        }
        Form::Like => {
            compared(
                sql,
                if sql.is_postgres() {
                    " ILIKE "
                } else {
                    " LIKE "
                },
            );
            sql.push(" ESCAPE '\\'");
        }
        Form::Classes => compared(sql, if sql.is_postgres() { " ~ " } else { " GLOB " }),
        Form::HasAny | Form::HasAll | Form::EmptyList | Form::FilledList => {}
    }
}

fn compared(sql: &mut Sql, operator: &str) {
    sql.push(operator);
    sql.next();
}

fn placeholders(sql: &mut Sql, count: usize) {
    for at in 0..count {
        sql.push(if at == 0 { "(" } else { ", " });
        sql.next();
    }
    sql.push(")");
}

fn has_any(sql: &mut Sql, slot: &Slot<'_>) {
    if sql.is_postgres() {
        sql.push("(");
        column::value(sql, slot, Part::Value);
        sql.push(" ?| ARRAY(SELECT jsonb_array_elements_text(");
        sql.next();
        sql.push("::jsonb)))");
    } else {
        sql.push("EXISTS (SELECT 1 FROM ");
        json_key::sqlite_elements(sql, slot);
        sql.push(" AS element WHERE element.value IN (SELECT wanted.value FROM json_each(");
        sql.next();
        sql.push(") AS wanted))");
    }
}

fn has_all(sql: &mut Sql, slot: &Slot<'_>) {
    if sql.is_postgres() {
        sql.push("(");
        column::value(sql, slot, Part::Value);
        sql.push(" @> ");
        sql.next();
        sql.push("::jsonb)");
    } else {
        sql.push("NOT EXISTS (SELECT 1 FROM json_each(");
        sql.next();
        sql.push(") AS wanted WHERE wanted.value NOT IN (SELECT element.value FROM ");
        json_key::sqlite_elements(sql, slot);
        sql.push(" AS element))");
    }
}

/// Compares the length of a list; no list is as long as an empty one.
fn list_length(sql: &mut Sql, slot: &Slot<'_>, comparison: &str) {
    if sql.is_postgres() {
        sql.push("(CASE WHEN jsonb_typeof(");
        column::value(sql, slot, Part::Value);
        sql.push(") = 'array' THEN jsonb_array_length(");
        column::value(sql, slot, Part::Value);
        sql.push(") ELSE 0 END ").push(comparison).push(")");
    } else {
        sql.push("((SELECT count(*) FROM ");
        json_key::sqlite_elements(sql, slot);
        sql.push(" AS element WHERE element.value IS NOT NULL) ")
            .push(comparison)
            .push(")");
    }
}
