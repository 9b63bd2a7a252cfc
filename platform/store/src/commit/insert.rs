//! The INSERT of a new record. Its number is known only inside the transaction, so its place is remembered.

use rapport_kernel::{RecordId, TenantId};
use rapport_schema::{ColumnKind, FieldType, Record, Table};

use super::encode::{Keys, columns};
use super::table;
use crate::sql::{Param, SqlText};
use crate::{Applied, Change, Result, WriteBatch};

/// Where the number goes once it is known.
pub(super) struct NumberPlace {
    /// The parameter of `seq`.
    seq: usize,
    /// Parameters of code columns with their patterns.
    codes: Codes,
    /// The parameter of a JSON column that holds codes, its object, and its keys with their patterns.
    object: Option<(usize, CodedKeys)>,
}

/// A statement under construction with its values.
struct Row {
    sql: SqlText,
    values: Vec<Param>,
}

impl Row {
    fn add(&mut self, column: &str, value: Param) -> usize {
        self.sql
            .push(if self.values.is_empty() { "" } else { ", " })
            .name(column);
        self.values.push(value);
        self.values.len() - 1
    }
}

/// The statement, with zero for the number.
pub(super) fn insert(
    tenant: TenantId,
    batch: &WriteBatch,
    change: &Change,
    record: &Record,
) -> Result<(SqlText, NumberPlace)> {
    let entity = &change.entity;
    let mut sql = SqlText::new("INSERT INTO ");
    sql.name(table(entity)).push(" (");
    let mut row = Row {
        sql,
        values: Vec::with_capacity(entity.fields().len() + 4),
    };
    row.add("tenant_id", tenant.into());
    if entity.table == Table::Shared {
        row.add("entity", entity.name.as_str().into());
    }
    row.add("id", change.id.into());
    let seq = row.add("seq", Param::Int(0));
    row.add("owner", record.get("owner").as_id().into());
    row.add("source", batch.source.as_str().into());
    row.add("created_at", batch.at.into());
    row.add("created_by", batch.actor.into());
    row.add("updated_at", batch.at.into());
    row.add("updated_by", batch.actor.into());
    row.add("version", Param::Int(1));
    let (codes, data, custom) = own_fields(&mut row, change, record)?;
    let object = if entity.table == Table::Shared {
        let at = row.add("data", data.0.object());
        (!data.1.is_empty()).then_some((at, data))
    } else {
        None
    };
    row.add("custom_fields", custom.object());
    let Row { mut sql, values } = row;
    sql.push(") VALUES (");
    for (at, value) in values.into_iter().enumerate() {
        sql.push(if at > 0 { ", " } else { "" }).param(value);
    }
    sql.push(")");
    Ok((sql, NumberPlace { seq, codes, object }))
}

/// Parameters of code columns with their patterns.
type Codes = Vec<(usize, String)>;
/// Keys of a JSON column, and those among them that are codes, with their patterns.
type CodedKeys = (Keys, Vec<(String, String)>);

fn own_fields(row: &mut Row, change: &Change, record: &Record) -> Result<(Codes, CodedKeys, Keys)> {
    let entity = &change.entity;
    let (mut codes, mut data, mut custom) = (Vec::new(), CodedKeys::default(), Keys::default());
    for field in entity.fields().iter().filter(|field| !field.system) {
        let value = record.get(&field.name);
        let slot = field.slot(&entity.table);
        match (slot.key, &field.kind) {
            (None, FieldType::Code { pattern }) if value.is_null() => {
                codes.push((row.add(slot.column, Param::Null), pattern.clone()));
            }
            (None, _) => {
                let (first, second) = columns(entity, field, value)?;
                row.add(slot.column, first);
                if let Some(second) = second {
                    row.add(&second_column(&field.name, &field.kind), second);
                }
            }
            (Some(key), FieldType::Code { pattern }) if slot.column == "data" => {
                data.1.push((key.to_owned(), pattern.clone()));
            }
            (Some(key), _) if slot.column == "data" => data.0.add(field, key, value),
            (Some(key), _) => custom.add(field, key, value),
        }
    }
    Ok((codes, data, custom))
}

/// The name of a field's second column.
pub(super) fn second_column(name: &str, kind: &FieldType) -> String {
    match kind.column() {
        ColumnKind::Money => format!("{name}_currency"),
        _ => format!("{name}_type"),
    }
}

impl NumberPlace {
    /// Puts the number and the codes made from it into the parameters.
    pub(super) fn fill(self, params: &mut [Param], id: RecordId, seq: i64) -> Applied {
        let mut code = None;
        let mut put = |at: usize, value: Param| {
            if let Some(place) = params.get_mut(at) {
                *place = value;
            }
        };
        put(self.seq, Param::Int(seq));
        for (at, pattern) in self.codes {
            let text = rapport_schema::format_code(&pattern, seq);
            put(at, text.clone().into());
            code = code.or(text);
        }
        if let Some((at, (mut keys, codes))) = self.object {
            for (key, pattern) in codes {
                if let Some(text) = rapport_schema::format_code(&pattern, seq) {
                    keys.set.insert(key, text.clone().into());
                    code = code.or(Some(text));
                }
            }
            put(at, keys.object());
        }
        Applied {
            id,
            version: 1,
            seq,
            code,
        }
    }
}
